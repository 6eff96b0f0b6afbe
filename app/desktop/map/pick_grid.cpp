// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/pick_grid.h"

namespace pizza::desktop {

PickGrid::PickGrid(const std::vector<Thing>& things, QSizeF view)
    : columns_(static_cast<int>(view.width() / cell) + 1),
      rows_(static_cast<int>(view.height() / cell) + 1),
      cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {
  for (const Thing& thing : things) cells_[cell_of(column(thing.at.x()), row(thing.at.y()))].push_back(thing);
}

Thing PickGrid::at(QPointF point, double slack) const {
  Thing best;
  if (cells_.empty()) return best;
  double best_distance = 0;
  for (int r = row(point.y() - cell); r <= row(point.y() + cell); ++r) {
    for (int c = column(point.x() - cell); c <= column(point.x() + cell); ++c) {
      for (const Thing& thing : cells_[cell_of(c, r)]) {
        const QPointF away = thing.at - point;
        const double distance = std::hypot(away.x(), away.y());
        if (distance > thing.radius + slack) continue;
        if (best.kind != ThingKind::Nothing && distance > best_distance) continue;
        best = thing;
        best_distance = distance;
      }
    }
  }
  return best;
}

}  // namespace pizza::desktop
