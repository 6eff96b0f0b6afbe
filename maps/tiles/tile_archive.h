// SPDX-License-Identifier: Apache-2.0
// All tiles of a map in one file: built once, opened at once. Little endian:
//
//   "PZTILES\n", version (u32), tiles (u32), index offset (u64), bounds (4 × i32, world units), attribution (u32
//   length, UTF-8) each tile's bytes (tile_bytes.h), compressed by zlib index: per tile, ascending by level, x, y:
//   level, x, y (3 × i32), size before compression (u32), offset (u64), size (u32), 0 (u32)
#pragma once

#include <functional>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/model/problem.h"
#include "maps/tiles/tile_builder.h"

namespace pizza::maps {

struct TileArchiveFigures {
  std::uint32_t tiles = 0;
  std::uint64_t bytes = 0;  // of the file
};

// Builds every tile of every level and writes them. `progress(done, all)` may say false to stop: then no file is left.
// Problems: tiles.unwritable, tiles.cancelled.
Result<TileArchiveFigures> write_tiles(const TileBuilder& builder, const std::string& path,
                                       const std::function<bool(std::uint32_t, std::uint32_t)>& progress);

// Immutable; any thread may ask.
class TileArchive {
 public:
  // Problems name the file and what was expected: tiles.unreadable, tiles.foreign, tiles.damaged.
  static Result<std::shared_ptr<const TileArchive>> open(const std::string& path);

  // An empty tile where the archive has none; nothing where its bytes are damaged.
  std::optional<VectorTile> tile(TileId id) const;
  std::vector<TileId> tiles() const;
  const WorldBox& bounds() const { return bounds_; }
  const std::string& attribution() const { return attribution_; }

 private:
  struct Entry {
    TileId id;
    std::uint32_t plain_size = 0;
    std::uint64_t offset = 0;
    std::uint32_t size = 0;
  };
  TileArchive() = default;

  std::string bytes_;
  std::vector<Entry> index_;
  WorldBox bounds_;
  std::string attribution_;
};

}  // namespace pizza::maps
