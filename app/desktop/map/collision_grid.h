// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRectF>
#include <vector>

namespace pizza::desktop {

// Which rectangles of a picture are taken. What lies outside the picture is never free.
class CollisionGrid {
 public:
  explicit CollisionGrid(QSizeF size)
      : size_(size),
        columns_(static_cast<int>(size.width() / cell) + 1),
        rows_(static_cast<int>(size.height() / cell) + 1),
        cells_(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_)) {}

  bool free(const QRectF& rect) const {
    if (!QRectF(QPointF(0, 0), size_).contains(rect)) return false;
    bool free = true;
    each(rect, [&](std::size_t c) {
      for (const QRectF& other : cells_[c]) free = free && !other.intersects(rect);
    });
    return free;
  }

  void take(const QRectF& rect) {
    each(rect, [&](std::size_t c) { cells_[c].push_back(rect); });
  }

 private:
  static constexpr double cell = 64;

  template <class Visit>
  void each(const QRectF& rect, Visit&& visit) const {
    const auto clamp = [](double at, int count) { return std::clamp(static_cast<int>(at / cell), 0, count - 1); };
    for (int r = clamp(rect.top(), rows_); r <= clamp(rect.bottom(), rows_); ++r) {
      for (int c = clamp(rect.left(), columns_); c <= clamp(rect.right(), columns_); ++c) {
        visit(static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c));
      }
    }
  }

  QSizeF size_;
  int columns_, rows_;
  std::vector<std::vector<QRectF>> cells_;
};

}  // namespace pizza::desktop
