// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "maps/routing/hierarchy/lanes.h"
#include "maps/routing/hierarchy/line_times.h"

namespace pizza::maps {

namespace {

// One row at a time: the times of one rank's lines, spread over all ranks by head, so that triangles find them at once.
// Bare pointers, as they stay in registers while times are written.
struct Rows {
  const std::uint32_t* edge_ms;
  const std::uint32_t* first_line;
  const std::uint32_t* head;
  const Elimination::Run* runs;
  std::int32_t* up;
  std::int32_t* down;
  std::int32_t* row_up;
  std::int32_t* row_down;
  std::int32_t* rides;
};

// Lower ranks of one block, all joined to the row's rank: the ends of their lines, and the way from the row to each
// (`to`) and back (`from`).
struct Sources {
  static constexpr std::uint32_t most = 64;
  std::array<std::uint32_t, most> end;
  std::array<std::int32_t, most> to, from;
  std::uint32_t count;
};

[[gnu::always_inline]] inline void begin_row(const Rows& rows, const RoadHierarchy& hierarchy, std::uint32_t rank,
                                             const Elimination::Run* run, std::uint32_t last) {
  const Lanes nothing = too_far - Lanes{};
  for (; run->line < last; ++run) {
    for (std::uint32_t i = 0; i < run[1].line - run->line; i += lane_count) {
      store_lanes(rows.row_up + run->head + i, nothing);
      store_lanes(rows.row_down + run->head + i, nothing);
    }
  }
  for (std::uint32_t i = hierarchy.first_ride[rank]; i < hierarchy.first_ride[rank + 1]; ++i) {
    const RoadHierarchy::Ride ride = hierarchy.rides[i];
    const std::int32_t ms = bounded(ride.ms(rows.edge_ms));
    rows.rides[i] = ms;
    std::int32_t& way = (ride.down != 0 ? rows.row_down : rows.row_up)[rows.head[ride.line]];
    way = std::min(way, ms);
  }
}

// In ascending order: what is written beyond the end belongs to lines that are written later.
[[gnu::always_inline]] inline void end_row(const Rows& rows, const Elimination::Run* run, std::uint32_t last) {
  for (; run->line < last; ++run) {
    for (std::uint32_t i = 0; i < run[1].line - run->line; i += lane_count) {
      Lanes up, down;
      load_lanes(up, rows.row_up + run->head + i);
      load_lanes(down, rows.row_down + run->head + i);
      store_lanes(rows.up + run->line + i, up);
      store_lanes(rows.down + run->line + i, down);
    }
  }
}

// The triangles with `count` consecutive heads, the first of which stands `before_end` lines before the end of each
// source's lines.
[[gnu::always_inline]] inline void lower_run(const Rows& rows, const Sources& sources, std::uint32_t head,
                                             std::uint32_t before_end, std::uint32_t count) {
  for (std::uint32_t i = 0; i < count; i += lane_count) {
    std::int32_t* const row_up = rows.row_up + head + i;
    std::int32_t* const row_down = rows.row_down + head + i;
    const std::int32_t* const up = rows.up + i;
    const std::int32_t* const down = rows.down + i;
    Lanes least_up = too_far - Lanes{}, least_down = too_far - Lanes{};
    for (std::uint32_t s = 0; s < sources.count; ++s) {
      const std::uint32_t line = sources.end[s] - before_end;
      Lanes sum_up, sum_down;
      load_lanes(sum_up, up + line);
      load_lanes(sum_down, down + line);
      sum_up += sources.to[s];
      sum_down += sources.from[s];
      least_up = sum_up < least_up ? sum_up : least_up;
      least_down = sum_down < least_down ? sum_down : least_down;
    }
    Lanes now_up, now_down;
    load_lanes(now_up, row_up);
    load_lanes(now_down, row_down);
    lower_some(now_up, least_up, count - i);
    lower_some(now_down, least_down, count - i);
    store_lanes(row_up, now_up);
    store_lanes(row_down, now_down);
  }
}

[[gnu::always_inline]] inline void lower_by_block(const Rows& rows, const Elimination::Below below,
                                                  std::uint32_t count) {
  const std::uint32_t end = rows.first_line[below.tail + 1];
  const std::uint32_t before_end = end - below.line;
  if (before_end == 1) return;
  Sources sources;
  for (std::uint32_t done = 0; done < count; done += Sources::most) {
    sources.count = std::min(count - done, Sources::most);
    for (std::uint32_t s = 0; s < sources.count; ++s) {
      const std::uint32_t source_end = rows.first_line[below.tail + done + s + 1];
      sources.end[s] = source_end;
      sources.to[s] = rows.down[source_end - before_end];
      sources.from[s] = rows.up[source_end - before_end];
    }
    std::uint32_t line = below.line + 1;
    for (const Elimination::Run* run = rows.runs + below.next_run;; ++run) {
      const std::uint32_t next = run[1].line;
      lower_run(rows, sources, run->head + (line - run->line), end - line, next - line);
      if (next == end) break;
      line = next;
    }
  }
}

[[gnu::always_inline]] inline void all_rows(const Rows& rows, const RoadHierarchy& hierarchy) {
  const Elimination& shape = hierarchy.shape;
  for (std::uint32_t rank = 0; rank < shape.size(); ++rank) {
    const Elimination::Run* const first_run = rows.runs + shape.first_run[rank];
    const std::uint32_t last = rows.first_line[rank + 1];
    begin_row(rows, hierarchy, rank, first_run, last);
    const auto below = shape.lines_below(rank);
    for (std::size_t i = 0; i < below.size();) {
      const std::uint32_t tail = below[i].tail;
      const std::uint32_t count = std::min(shape.block_end[tail], rank - 1) - tail + 1;
      lower_by_block(rows, below[i], count);
      i += count;
    }
    end_row(rows, first_run, last);
  }
}

PIZZA_LANES void all_rows_wide(const Rows& rows, const RoadHierarchy& hierarchy) {
  all_rows(rows, hierarchy);
}

}  // namespace

void customise(const RoadHierarchy& hierarchy, std::span<const std::uint32_t> edge_ms, LineTimes& times) {
  const Elimination& shape = hierarchy.shape;
  ++times.version;
  times.up.resize(shape.line_count() + lane_count);
  times.down.resize(shape.line_count() + lane_count);
  times.rides.resize(hierarchy.rides.size());
  std::vector<std::int32_t> row_up(shape.size() + lane_count), row_down(shape.size() + lane_count);
  const Rows rows{edge_ms.data(),    shape.first_line.data(), shape.head.data(), shape.runs.data(), times.up.data(),
                  times.down.data(), row_up.data(),           row_down.data(),   times.rides.data()};
  if (wide_lanes()) {
    all_rows_wide(rows, hierarchy);
  } else {
    all_rows(rows, hierarchy);
  }
}

}  // namespace pizza::maps
