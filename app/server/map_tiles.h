// SPDX-License-Identifier: Apache-2.0
// The city's map for web pages: vector tiles as JSON, made when they are asked for.
#pragma once

#include <cstddef>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "app/server/http.h"
#include "maps/tiles/tile_builder.h"

namespace pizza::server {

// Any thread may ask; two that ask for one tile at once both make it. Keeps the answers that were used last, up to
// `most_bytes` of their bodies.
class MapTiles {
 public:
  explicit MapTiles(std::shared_ptr<const maps::RoadMap> map, std::size_t most_bytes = 64'000'000)
      : builder_(std::move(map)), most_bytes_(most_bytes) {}

  // What there is: city, attribution, bounds (degrees: south-west, north-east), levels, extent, and the address of a
  // tile.
  Response about() const;

  // A tile, with an ETag, compressed where the request accepts gzip; "not modified" where its If-None-Match names that
  // tag. Problems: tiles.parameter with the field ("level", "x", "y"), tiles.outside beyond what the map shows.
  Response tile(const Request& request, std::string_view level, std::string_view x, std::string_view y,
                const std::string& request_id);

  std::size_t kept_bytes() const;

 private:
  struct Answer {
    std::string body, etag;
  };
  struct Key {
    maps::TileId id;
    bool zipped;
    friend auto operator<=>(const Key&, const Key&) = default;
  };
  struct Kept {
    std::shared_ptr<const Answer> answer;
    std::list<Key>::iterator use;
  };
  std::shared_ptr<const Answer> answer(const Key& key);

  maps::TileBuilder builder_;
  std::size_t most_bytes_;
  mutable std::mutex guard_;
  std::map<Key, Kept> kept_;
  std::list<Key> uses_;  // the last first
  std::size_t bytes_ = 0;
};

}  // namespace pizza::server
