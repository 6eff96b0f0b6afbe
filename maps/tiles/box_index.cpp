// SPDX-License-Identifier: Apache-2.0
#include "maps/tiles/box_index.h"

#include <algorithm>

namespace pizza::maps {

namespace {

constexpr std::int32_t most_cells_along = 1'024;  // boxes far outside a city's middle share the outermost cells

}  // namespace

BoxIndex::BoxIndex(std::vector<WorldBox> boxes) : boxes_(std::move(boxes)) {
  for (const WorldBox& box : boxes_) {
    if (box.empty()) continue;
    all_.add(box.least);
    all_.add(box.most);
  }
  if (all_.empty()) return;
  columns_ = std::min(((all_.most.x - all_.least.x) >> cells_shift) + 1, most_cells_along);
  rows_ = std::min(((all_.most.y - all_.least.y) >> cells_shift) + 1, most_cells_along);
  const auto each_cell = [&](auto&& visit) {
    for (std::uint32_t i = 0; i < boxes_.size(); ++i) {
      if (boxes_[i].empty()) continue;
      for (std::int32_t r = row(boxes_[i].least.y); r <= row(boxes_[i].most.y); ++r)
        for (std::int32_t c = column(boxes_[i].least.x); c <= column(boxes_[i].most.x); ++c)
          visit(static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(c), i);
    }
  };
  first_.assign(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_) + 1, 0);
  each_cell([&](std::size_t cell, std::uint32_t) { ++first_[cell + 1]; });
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  numbers_.resize(first_.back());
  std::vector<std::uint32_t> next(first_.begin(), first_.end() - 1);
  each_cell([&](std::size_t cell, std::uint32_t number) { numbers_[next[cell]++] = number; });
}

std::int32_t BoxIndex::column(std::int32_t x) const {
  return std::clamp((x - all_.least.x) >> cells_shift, 0, columns_ - 1);
}

std::int32_t BoxIndex::row(std::int32_t y) const {
  return std::clamp((y - all_.least.y) >> cells_shift, 0, rows_ - 1);
}

std::vector<std::uint32_t> BoxIndex::touching(const WorldBox& area) const {
  std::vector<std::uint32_t> found;
  if (all_.empty() || !area.touches(all_)) return found;
  for (std::int32_t r = row(area.least.y); r <= row(area.most.y); ++r) {
    const auto line = static_cast<std::size_t>(r) * static_cast<std::size_t>(columns_);
    for (std::int32_t c = column(area.least.x); c <= column(area.most.x); ++c) {
      const std::size_t cell = line + static_cast<std::size_t>(c);
      for (std::uint32_t i = first_[cell]; i < first_[cell + 1]; ++i)
        if (boxes_[numbers_[i]].touches(area)) found.push_back(numbers_[i]);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

}  // namespace pizza::maps
