// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/tile_archive.h"

#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <sstream>

#include "maps/tiles/tile_bytes.h"

namespace pizza::maps {

namespace {

constexpr std::string_view magic = "PZTILES\n";
constexpr std::uint32_t version = 1;
constexpr std::size_t index_entry_size = 32;
constexpr std::uint32_t most_plain_size = 64u << 20;

template <class T>
void put(std::string& out, T value) {
  for (std::size_t i = 0; i < sizeof(T); ++i)
    out.push_back(static_cast<char>(static_cast<std::uint64_t>(value) >> (8 * i) & 0xFF));
}

template <class T>
T get(const std::string& bytes, std::size_t at) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < sizeof(T); ++i)
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return static_cast<T>(value);
}

std::string compressed(const std::string& plain) {
  uLongf size = compressBound(plain.size());
  std::string packed(size, '\0');
  const int outcome = compress2(reinterpret_cast<Bytef*>(packed.data()), &size,
                                reinterpret_cast<const Bytef*>(plain.data()), plain.size(), Z_BEST_SPEED + 4);
  if (outcome != Z_OK) throw std::bad_alloc();
  packed.resize(size);
  return packed;
}

// Writes beside the target and puts it there only when it is whole.
class Target {
 public:
  explicit Target(const std::string& path) : path_(path), temporary_(path + ".tmp") {
    file_ = std::fopen(temporary_.c_str(), "wb");
  }
  Target(const Target&) = delete;
  Target& operator=(const Target&) = delete;
  ~Target() {
    if (file_ != nullptr) std::fclose(file_);
    std::remove(temporary_.c_str());
  }
  bool write(const std::string& bytes) {
    return file_ != nullptr && std::fwrite(bytes.data(), 1, bytes.size(), file_) == bytes.size();
  }
  bool rewrite_head(const std::string& bytes) {
    return file_ != nullptr && std::fseek(file_, 0, SEEK_SET) == 0 && write(bytes);
  }
  bool finish() {
    if (file_ == nullptr) return false;
    const bool closed = std::fclose(file_) == 0;
    file_ = nullptr;
    return closed && std::rename(temporary_.c_str(), path_.c_str()) == 0;
  }

 private:
  std::string path_, temporary_;
  std::FILE* file_;
};

std::string head(const TileBuilder& builder, std::size_t tiles, std::uint64_t index_at) {
  std::string bytes(magic);
  put<std::uint32_t>(bytes, version);
  put<std::uint32_t>(bytes, static_cast<std::uint32_t>(tiles));
  put<std::uint64_t>(bytes, index_at);
  const WorldBox& bounds = builder.bounds();
  for (const std::int32_t edge : {bounds.least.x, bounds.least.y, bounds.most.x, bounds.most.y})
    put<std::uint32_t>(bytes, static_cast<std::uint32_t>(edge));
  const std::string_view attribution = builder.map().attribution();
  put<std::uint32_t>(bytes, static_cast<std::uint32_t>(attribution.size()));
  return bytes.append(attribution);
}

Problem unwritable(const std::string& path) {
  return problem(Status::Unprocessable, "tiles.unwritable",
                 path + ": " + std::strerror(errno) + ", expected a place where tiles can be written");
}

}  // namespace

Result<TileArchiveFigures> write_tiles(const TileBuilder& builder, const std::string& path,
                                       const std::function<bool(std::uint32_t, std::uint32_t)>& progress) {
  std::vector<TileId> wanted;
  for (std::int32_t level = min_tile_level; level <= max_tile_level; ++level)
    for (const TileId id : tiles_of(builder.bounds(), level)) wanted.push_back(id);
  std::sort(wanted.begin(), wanted.end());
  Target target(path);
  std::string begin = head(builder, 0, 0), index;
  if (!target.write(begin)) return unwritable(path);
  std::uint64_t at = begin.size();
  std::uint32_t done = 0, kept = 0;
  for (const TileId id : wanted) {
    if (!progress(done++, static_cast<std::uint32_t>(wanted.size())))
      return problem(Status::Unprocessable, "tiles.cancelled", path + ": stopped, nothing was written");
    const VectorTile tile = builder.build(id);
    if (tile.empty()) continue;
    const std::string plain = tile_bytes(tile);
    const std::string packed = compressed(plain);
    if (!target.write(packed)) return unwritable(path);
    for (const std::int32_t part : {id.level, id.x, id.y}) put<std::uint32_t>(index, static_cast<std::uint32_t>(part));
    put<std::uint32_t>(index, static_cast<std::uint32_t>(plain.size()));
    put<std::uint64_t>(index, at);
    put<std::uint32_t>(index, static_cast<std::uint32_t>(packed.size()));
    put<std::uint32_t>(index, 0);
    at += packed.size();
    ++kept;
  }
  if (!target.write(index) || !target.rewrite_head(head(builder, kept, at)) || !target.finish())
    return unwritable(path);
  return TileArchiveFigures{kept, at + index.size()};
}

Result<std::shared_ptr<const TileArchive>> TileArchive::open(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  if (!file || !(content << file.rdbuf()))
    return problem(Status::NotFound, "tiles.unreadable", path + ": cannot be read, expected a file of tiles");
  std::shared_ptr<TileArchive> archive(new TileArchive);
  archive->bytes_ = std::move(content).str();
  const std::string& bytes = archive->bytes_;
  constexpr std::size_t fixed = 8 + 4 + 4 + 8 + 16 + 4;
  if (bytes.size() < fixed || !bytes.starts_with(magic) || get<std::uint32_t>(bytes, 8) != version)
    return problem(Status::Unprocessable, "tiles.foreign", path + ": expected a file of tiles, version 1");
  const auto damaged = [&] {
    return problem(Status::Unprocessable, "tiles.damaged", path + ": cut short or changed, expected a whole file");
  };
  const std::uint64_t count = get<std::uint32_t>(bytes, 12), index_at = get<std::uint64_t>(bytes, 16);
  const std::uint64_t words = get<std::uint32_t>(bytes, fixed - 4);
  if (words > bytes.size() - fixed || index_at > bytes.size() || count * index_entry_size != bytes.size() - index_at)
    return damaged();
  archive->bounds_.add({get<std::int32_t>(bytes, 24), get<std::int32_t>(bytes, 28)});
  archive->bounds_.add({get<std::int32_t>(bytes, 32), get<std::int32_t>(bytes, 36)});
  archive->attribution_ = bytes.substr(fixed, words);
  for (std::uint64_t i = 0; i < count; ++i) {
    const std::size_t entry = index_at + i * index_entry_size;
    Entry one{
        {get<std::int32_t>(bytes, entry), get<std::int32_t>(bytes, entry + 4), get<std::int32_t>(bytes, entry + 8)},
        get<std::uint32_t>(bytes, entry + 12),
        get<std::uint64_t>(bytes, entry + 16),
        get<std::uint32_t>(bytes, entry + 24)};
    const bool in_order = archive->index_.empty() || archive->index_.back().id < one.id;
    if (!in_order || one.offset > index_at || one.size > index_at - one.offset || one.plain_size > most_plain_size)
      return damaged();
    archive->index_.push_back(one);
  }
  return std::shared_ptr<const TileArchive>(archive);
}

std::optional<VectorTile> TileArchive::tile(TileId id) const {
  const auto found = std::lower_bound(index_.begin(), index_.end(), id,
                                      [](const Entry& entry, TileId wanted) { return entry.id < wanted; });
  if (found == index_.end() || found->id != id) {
    VectorTile nothing;
    nothing.id = id;
    return nothing;
  }
  std::string plain(found->plain_size, '\0');
  uLongf size = plain.size();
  const auto* packed = reinterpret_cast<const Bytef*>(bytes_.data() + found->offset);
  if (uncompress(reinterpret_cast<Bytef*>(plain.data()), &size, packed, found->size) != Z_OK || size != plain.size())
    return std::nullopt;
  return tile_from_bytes(id, plain);
}

std::vector<TileId> TileArchive::tiles() const {
  std::vector<TileId> ids;
  for (const Entry& entry : index_) ids.push_back(entry.id);
  return ids;
}

}  // namespace pizza::maps
