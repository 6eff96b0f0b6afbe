// SPDX-License-Identifier: Apache-2.0
#include "maps/road_map.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "maps/map_check.h"

namespace pizza::maps {

namespace {

Problem unreadable(const std::string& path, const std::string& why) {
  return problem(Status::NotFound, "map.unreadable", path + ": " + why + ", expected a readable .map file");
}

}  // namespace

RoadMap::~RoadMap() {
  if (mapped_ != nullptr) munmap(mapped_, mapped_size_);
}

Result<std::shared_ptr<const RoadMap>> RoadMap::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return unreadable(path, std::strerror(errno));
  struct stat status {};
  const bool known = fstat(file, &status) == 0;
  if (!known || !S_ISREG(status.st_mode) || status.st_size == 0) {
    ::close(file);
    if (known && S_ISDIR(status.st_mode)) return unreadable(path, "is a folder");
    return unreadable(path, known && S_ISREG(status.st_mode) ? "is empty" : "is no regular file");
  }
  std::shared_ptr<RoadMap> map(new RoadMap);
  const std::size_t size = static_cast<std::size_t>(status.st_size);
  void* address = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file, 0);
  const int fault = errno;
  ::close(file);
  if (address == MAP_FAILED) return unreadable(path, std::strerror(fault));
  map->mapped_ = address;
  map->mapped_size_ = size;
  Result<MapView> view = view_of({static_cast<const std::byte*>(address), size}, path);
  if (!view) return view.problem();
  map->view_ = *view;
  return std::shared_ptr<const RoadMap>(map);
}

Result<std::shared_ptr<const RoadMap>> RoadMap::from_bytes(std::vector<std::byte> bytes, const std::string& name) {
  std::shared_ptr<RoadMap> map(new RoadMap);
  map->bytes_ = std::move(bytes);
  Result<MapView> view = view_of(map->bytes_, name);
  if (!view) return view.problem();
  map->view_ = *view;
  return std::shared_ptr<const RoadMap>(map);
}

}  // namespace pizza::maps
