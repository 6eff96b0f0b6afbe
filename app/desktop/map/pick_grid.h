// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desktop/map/map_scene.h"

namespace pizza::desktop {

// Finds what lies under a point among many things, by cells of the screen.
class PickGrid {
 public:
  PickGrid() = default;
  PickGrid(const std::vector<Thing>& things, QSizeF view);

  // The nearest whose radius, widened by `slack` pixels, holds the point; of equals the one drawn last.
  Thing at(QPointF point, double slack) const;

 private:
  static constexpr double cell = 48;
  std::size_t cell_of(int column, int row) const {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
  }
  int column(double x) const { return std::clamp(static_cast<int>(x / cell), 0, columns_ - 1); }
  int row(double y) const { return std::clamp(static_cast<int>(y / cell), 0, rows_ - 1); }

  int columns_ = 0, rows_ = 0;
  std::vector<std::vector<Thing>> cells_;
};

}  // namespace pizza::desktop
