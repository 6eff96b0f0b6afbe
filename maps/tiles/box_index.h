// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <vector>

#include "maps/tiles/tile_id.h"

namespace pizza::maps {

// Boxes by the cells of a grid that they touch. Immutable.
class BoxIndex {
 public:
  BoxIndex() = default;
  explicit BoxIndex(std::vector<WorldBox> boxes);

  // Numbers of the boxes that touch `area`, ascending, each once.
  std::vector<std::uint32_t> touching(const WorldBox& area) const;
  const WorldBox& box(std::uint32_t number) const { return boxes_[number]; }

 private:
  static constexpr std::int32_t cells_shift = world_bits - 15;  // about 800 m in middle latitudes

  std::int32_t column(std::int32_t x) const;
  std::int32_t row(std::int32_t y) const;

  std::vector<WorldBox> boxes_;
  WorldBox all_;
  std::int32_t columns_ = 0, rows_ = 0;
  std::vector<std::uint32_t> first_;    // cells + 1, in numbers_
  std::vector<std::uint32_t> numbers_;  // of boxes, by cell
};

}  // namespace pizza::maps
