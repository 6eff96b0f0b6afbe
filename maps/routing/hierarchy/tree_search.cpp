// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/tree_search.h"

#include <algorithm>
#include <utility>

#include "maps/map_format.h"

namespace pizza::maps {

// Climbs from all ends at once, the lowest rank first, until there is nothing above.
struct TreeSearch::Sweep {
  const std::uint32_t* parent;
  const std::uint32_t* first_run;
  const Elimination::Run* runs;
  const BothWays* times;
  BothWays* reach;
  std::vector<std::uint32_t>& cursors;
  std::vector<std::uint32_t>& chain;
  bool bound;
  Meeting best;

  [[gnu::always_inline]] void settle(std::uint32_t rank) {
    chain.push_back(rank);
    BothWays here = reach[rank];
    if (here.up + here.down < best.ms) best = {here.up + here.down, rank};
    if (bound) {
      // What is no quicker than a way already known cannot become part of a quicker one.
      if (here.up >= best.ms) here.up = too_far;
      if (here.down >= best.ms) here.down = too_far;
    }
    if (here.up == too_far && here.down == too_far) return;
    const Elimination::Run* const end = runs + first_run[rank + 1];
    for (const Elimination::Run* run = runs + first_run[rank]; run != end; ++run) {
      lower_to_sums(reach + run->head, times + run->line, here, run[1].line - run->line);
    }
  }

  [[gnu::always_inline]] void climb() {
    while (cursors.size() > 1) {
      const auto lowest = std::min_element(cursors.begin(), cursors.end());
      const std::uint32_t rank = *lowest;
      settle(rank);
      const std::uint32_t above = parent[rank];
      if (above == none || std::find(cursors.begin(), cursors.end(), above) != cursors.end()) {
        *lowest = cursors.back();
        cursors.pop_back();
      } else {
        *lowest = above;
      }
    }
    if (cursors.empty()) return;
    for (std::uint32_t rank = cursors.front(); rank != none; rank = parent[rank]) settle(rank);
  }

  PIZZA_LANES void climb_wide() { climb(); }
};

TreeSearch::TreeSearch(std::shared_ptr<const RoadHierarchy> hierarchy)
    : hierarchy_(std::move(hierarchy)), reach_(hierarchy_->shape.size(), BothWays{too_far, too_far}) {}

TreeSearch::Meeting TreeSearch::sweep(const LineTimes& times, std::span<const TreeEnd> from,
                                      std::span<const TreeEnd> to, bool bound) {
  cursors_.clear();
  chain_.clear();
  const auto begin_at = [&](std::uint32_t rank) {
    if (std::find(cursors_.begin(), cursors_.end(), rank) == cursors_.end()) cursors_.push_back(rank);
  };
  for (const TreeEnd& end : from) {
    reach_[end.rank].up = std::min(reach_[end.rank].up, end.ms);
    begin_at(end.rank);
  }
  for (const TreeEnd& end : to) {
    reach_[end.rank].down = std::min(reach_[end.rank].down, end.ms);
    begin_at(end.rank);
  }
  const Elimination& shape = hierarchy_->shape;
  Sweep sweep{shape.parent.data(),
              shape.first_run.data(),
              shape.runs.data(),
              times.of.data(),
              reach_.data(),
              cursors_,
              chain_,
              bound,
              {}};
  if (wide_lanes()) {
    sweep.climb_wide();
  } else {
    sweep.climb();
  }
  return sweep.best;
}

void TreeSearch::clear() {
  for (const std::uint32_t rank : chain_) reach_[rank] = {too_far, too_far};
}

std::int32_t TreeSearch::time(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to) {
  const Meeting met = sweep(times, from, to, true);
  clear();
  return met.ms;
}

template <bool up>
std::size_t TreeSearch::trace(const LineTimes& times, std::uint32_t rank, std::span<const TreeEnd> ends) {
  const auto ms_at = [&](std::uint32_t r) { return up ? reach_[r].up : reach_[r].down; };
  auto below = std::lower_bound(chain_.begin(), chain_.end(), rank);
  for (;;) {
    const auto end =
        std::find_if(ends.begin(), ends.end(), [&](const TreeEnd& e) { return e.rank == rank && e.ms == ms_at(rank); });
    if (end != ends.end()) return static_cast<std::size_t>(end - ends.begin());
    std::uint32_t line = none;
    for (;;) {
      const std::uint32_t low = *--below;
      if (ms_at(low) >= ms_at(rank)) continue;
      line = hierarchy_->shape.line(low, rank);
      if (line != none && ms_at(low) + (up ? times.of[line].up : times.of[line].down) == ms_at(rank)) break;
    }
    rank = *below;
    steps_.push_back({line, rank, !up});
  }
}

void TreeSearch::unpack(const LineTimes& times, std::span<const std::uint32_t> edge_ms, Step step,
                        std::vector<std::uint32_t>& edges) {
  const Elimination& shape = hierarchy_->shape;
  const auto along = [&](std::uint32_t line, bool down) { return down ? times.of[line].down : times.of[line].up; };
  stack_.assign(1, step);
  while (!stack_.empty()) {
    const Step now = stack_.back();
    stack_.pop_back();
    const std::int32_t ms = along(now.line, now.down);
    const auto rides = hierarchy_->rides_on(now.line);
    const auto ride = std::find_if(rides.begin(), rides.end(), [&](const RoadHierarchy::Ride r) {
      return (r.down != 0) == now.down && bounded(r.ms(edge_ms.data())) == ms;
    });
    if (ride != rides.end()) {
      edges.push_back(ride->edge);
      continue;
    }
    shape.find_triangle(now.tail, now.line, [&](std::uint32_t i, std::uint32_t j) {
      const BothWays t = times.below[i];
      const BothWays h = times.below[j];
      if ((now.down ? h.down + t.up : t.down + h.up) != ms) return false;
      const Step at_tail = {shape.below[i].line, shape.below[i].tail, !now.down};
      const Step at_head = {shape.below[j].line, shape.below[j].tail, now.down};
      // The last one pushed is travelled first.
      stack_.push_back(now.down ? at_tail : at_head);
      stack_.push_back(now.down ? at_head : at_tail);
      return true;
    });
  }
}

bool TreeSearch::way(const LineTimes& times, std::span<const std::uint32_t> edge_ms, std::span<const TreeEnd> from,
                     std::span<const TreeEnd> to, Way& found) {
  found.edges.clear();
  const Meeting met = sweep(times, from, to, true);
  found.ms = met.ms;
  if (met.ms < too_far) {
    steps_.clear();
    found.from = trace<true>(times, met.rank, from);
    std::reverse(steps_.begin(), steps_.end());
    found.to = trace<false>(times, met.rank, to);
    for (const Step& step : steps_) unpack(times, edge_ms, step, found.edges);
  }
  clear();
  return met.ms < too_far;
}

Ascent TreeSearch::climb(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to) {
  sweep(times, from, to, false);
  const Elimination& shape = hierarchy_->shape;
  Ascent ascent;
  const auto known = [&](std::uint32_t rank) {
    return std::any_of(ascent.strands.begin(), ascent.strands.end(), [&](const Ascent::Strand& strand) {
      const std::size_t place = std::size_t{shape.depth[rank]} - strand.start;
      return place < strand.ranks.size() && strand.ranks[place] == rank;
    });
  };
  const auto add_strand = [&](std::uint32_t end) {
    std::uint32_t top = end;
    while (top != none && !known(top)) top = shape.parent[top];
    Ascent::Strand strand;
    strand.start = top == none ? 0 : shape.depth[top] + 1;
    const std::uint32_t count = top == end ? 0 : shape.depth[end] + 1 - strand.start;
    if (count == 0) return;
    strand.ranks.resize(count);
    strand.from.resize(count);
    strand.to.resize(count);
    for (std::uint32_t rank = end, i = count; i-- > 0; rank = shape.parent[rank]) {
      strand.ranks[i] = rank;
      strand.from[i] = reach_[rank].up;
      strand.to[i] = reach_[rank].down;
    }
    ascent.strands.push_back(std::move(strand));
  };
  for (const TreeEnd& end : from) add_strand(end.rank);
  for (const TreeEnd& end : to) add_strand(end.rank);
  clear();
  return ascent;
}

namespace {

[[gnu::always_inline]] inline std::int32_t least_over(const Ascent& from, const Ascent& to) {
  std::int32_t least = too_far;
  for (const Ascent::Strand& a : from.strands) {
    for (const Ascent::Strand& b : to.strands) {
      const std::uint32_t start = std::max(a.start, b.start);
      const std::size_t end = std::min(a.start + a.ranks.size(), b.start + b.ranks.size());
      if (start >= end) continue;
      const std::uint32_t* const ranks_a = a.ranks.data() + (start - a.start);
      const std::uint32_t* const ranks_b = b.ranks.data() + (start - b.start);
      if (ranks_a[0] != ranks_b[0]) continue;
      // Two ways up share all above the place where they meet.
      std::size_t common = 1;
      for (std::size_t apart = end - start; common < apart;) {
        const std::size_t middle = (common + apart) / 2;
        if (ranks_a[middle] == ranks_b[middle]) {
          common = middle + 1;
        } else {
          apart = middle;
        }
      }
      least = least_sum(a.from.data() + (start - a.start), b.to.data() + (start - b.start),
                        static_cast<std::uint32_t>(common), least);
    }
  }
  return least;
}

PIZZA_LANES std::int32_t least_over_wide(const Ascent& from, const Ascent& to) {
  return least_over(from, to);
}

}  // namespace

std::int32_t least_time(const Ascent& from, const Ascent& to) {
  return wide_lanes() ? least_over_wide(from, to) : least_over(from, to);
}

}  // namespace pizza::maps
