// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "maps/routing/hierarchy/lanes.h"
#include "maps/routing/hierarchy/line_times.h"

namespace pizza::maps {

namespace {

// One row at a time: its times by head, spread over all ranks so that triangles find them at once. Bare pointers, as
// they stay in registers while times are written.
struct Rows {
  const std::uint32_t* edge_ms;
  const std::uint32_t* first_ride;
  const RoadHierarchy::Ride* rides;
  const std::uint32_t* first_line;
  const std::uint32_t* head;
  const Elimination::Run* runs;
  BothWays* times;
  BothWays* times_below;
  BothWays* row;
};

[[gnu::always_inline]] inline void ride_row(const Rows rows, std::uint32_t first, std::uint32_t last) {
  for (std::uint32_t l = first; l < last; ++l) {
    BothWays best = {too_far, too_far};
    for (std::uint32_t r = rows.first_ride[l]; r < rows.first_ride[l + 1]; ++r) {
      const RoadHierarchy::Ride ride = rows.rides[r];
      std::int32_t& way = ride.down != 0 ? best.down : best.up;
      way = std::min(way, bounded(ride.ms(rows.edge_ms)));
    }
    rows.row[rows.head[l]] = best;
  }
}

[[gnu::always_inline]] inline void lower_row(const Rows rows, std::span<const Elimination::Below> lines_below,
                                             BothWays* times_below) {
  for (const Elimination::Below& below : lines_below) {
    const BothWays low = rows.times[below.line];
    *times_below++ = low;
    std::uint32_t line = below.line + 1;
    const std::uint32_t end = rows.first_line[below.tail + 1];
    if (line == end || (low.up == too_far && low.down == too_far)) continue;
    const Elimination::Run* run = rows.runs + below.next_run;
    std::uint32_t head = run->head + (line - run->line);
    for (;;) {
      const std::uint32_t next = run[1].line;
      lower_to_sums(rows.row + head, rows.times + line, {low.down, low.up}, next - line);
      if (next == end) break;
      line = next;
      ++run;
      head = run->head;
    }
  }
}

[[gnu::always_inline]] inline void all_rows(const Rows rows, const Elimination& shape) {
  const std::uint32_t ranks = shape.size();
  for (std::uint32_t rank = 0; rank < ranks; ++rank) {
    const std::uint32_t first = rows.first_line[rank];
    const std::uint32_t last = rows.first_line[rank + 1];
    ride_row(rows, first, last);
    lower_row(rows, shape.lines_below(rank), rows.times_below + shape.first_below[rank]);
    for (std::uint32_t l = first; l < last; ++l) rows.times[l] = rows.row[rows.head[l]];
  }
}

PIZZA_LANES void all_rows_wide(const Rows& rows, const Elimination& shape) {
  all_rows(rows, shape);
}

}  // namespace

void customise(const RoadHierarchy& hierarchy, std::span<const std::uint32_t> edge_ms, LineTimes& times) {
  const Elimination& shape = hierarchy.shape;
  times.of.resize(shape.line_count());
  times.below.resize(shape.line_count());
  std::vector<BothWays> row(shape.size());
  const Rows rows{edge_ms.data(),          hierarchy.first_ride.data(), hierarchy.rides.data(),
                  shape.first_line.data(), shape.head.data(),           shape.runs.data(),
                  times.of.data(),         times.below.data(),          row.data()};
  if (wide_lanes()) {
    all_rows_wide(rows, shape);
  } else {
    all_rows(rows, shape);
  }
}

}  // namespace pizza::maps
