// SPDX-License-Identifier: Apache-2.0
#include "maps/map_writer.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <type_traits>

namespace pizza::maps {

namespace {

constexpr std::size_t round_up(std::size_t size) {
  return (size + 7) / 8 * 8;
}

}  // namespace

std::vector<std::byte> map_bytes(const MapContents& contents) {
  std::vector<SectionEntry> table;
  std::size_t end = sizeof(MapHeader) + map_section_count * sizeof(SectionEntry);
  MapContents::for_each(contents, [&]<class T>(const std::vector<T>& section, const char*) {
    static_assert(std::is_trivially_copyable_v<T> && std::has_unique_object_representations_v<T>);
    table.push_back({end, section.size(), sizeof(T), static_cast<std::uint32_t>(table.size())});
    end = round_up(end + section.size() * sizeof(T));
  });
  std::vector<std::byte> bytes(end);
  std::memcpy(bytes.data() + sizeof(MapHeader), table.data(), table.size() * sizeof(SectionEntry));
  std::size_t index = 0;
  MapContents::for_each(contents, [&]<class T>(const std::vector<T>& section, const char*) {
    if (!section.empty()) {
      std::memcpy(bytes.data() + table[index].offset, section.data(), section.size() * sizeof(T));
    }
    ++index;
  });
  MapHeader header;
  header.file_size = end;
  header.checksum = map_checksum(std::span<const std::byte>(bytes).subspan(sizeof header));
  std::memcpy(bytes.data(), &header, sizeof header);
  return bytes;
}

Outcome write_map(const MapContents& contents, const std::string& path) {
  const std::string temporary = path + ".tmp";
  const auto fail = [&](int fault) -> Outcome {
    std::remove(temporary.c_str());
    return problem(Status::Unprocessable, "map.unwritable",
                   path + ": " + std::strerror(fault) + ", expected a place where a map can be written");
  };
  const std::vector<std::byte> bytes = map_bytes(contents);
  std::FILE* file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr) return fail(errno);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const int write_fault = errno;
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed) return fail(written ? errno : write_fault);
  if (std::rename(temporary.c_str(), path.c_str()) != 0) return fail(errno);
  return Done{};
}

}  // namespace pizza::maps
