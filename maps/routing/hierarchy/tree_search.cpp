// SPDX-License-Identifier: Apache-2.0
#include "maps/routing/hierarchy/tree_search.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "maps/map_format.h"

namespace pizza::maps {

namespace {

// How many shortcuts are kept as powers of two: one for eight lines or so, at most 16 megabytes.
int known_bits(const Elimination& shape) {
  return std::clamp(static_cast<int>(std::bit_width(shape.line_count() / 8)), 4, 19);
}

}  // namespace

// Climbs from the ends, the lowest rank first; ranks of one block together, as their lines lead to the same heads.
struct TreeSearch::Sweep {
  static constexpr std::uint32_t most_together = 64;

  const Elimination::Stop* stops;
  const Elimination::Run* runs;

  // The ranks of a block from which there is something to bring to the heads above it.
  struct Sources {
    std::uint32_t count = 0;
    std::uint32_t end[most_together];
    std::int32_t ms[most_together];
  };

  std::uint32_t last_together(std::uint32_t rank, std::uint32_t until) const {
    return std::min({stops[rank].block_end, until - 1, rank + most_together - 1});
  }

  // Brings a rank's time to those of its block up to `last`, and keeps it for the heads above.
  [[gnu::always_inline]] void settle(std::uint32_t rank, std::uint32_t last, std::int32_t* reach,
                                     const std::int32_t* times, Sources& sources) const {
    const std::int32_t here = reach[rank];
    lower_to_sums(reach + rank + 1, times + stops[rank].first_line, here, last - rank);
    sources.end[sources.count] = stops[rank + 1].first_line;
    sources.ms[sources.count++] = here;
  }

  [[gnu::always_inline]] void settle_above(std::uint32_t last, std::int32_t* reach, const std::int32_t* times,
                                           const Sources& sources) const {
    if (sources.count == 0) return;
    const Elimination::Run* const end = runs + stops[last + 1].first_run;
    for (const Elimination::Run* run = runs + stops[last].first_run; run != end; ++run) {
      const std::uint32_t before_end = stops[last + 1].first_line - run->line, count = run[1].line - run->line;
      for (std::uint32_t i = 0; i < count; i += lane_count) {
        Lanes least = too_far - Lanes{};
        for (std::uint32_t s = 0; s < sources.count; ++s) {
          Lanes sum;
          load_lanes(sum, times + (sources.end[s] - before_end + i));
          sum += sources.ms[s];
          least = sum < least ? sum : least;
        }
        Lanes now;
        load_lanes(now, reach + run->head + i);
        lower_some(now, least, count - i);
        store_lanes(reach + run->head + i, now);
      }
    }
  }

  [[gnu::always_inline]] void settle_block(Side& side, const std::int32_t* times, std::uint32_t first,
                                           std::uint32_t last) const {
    Sources sources;
    for (std::uint32_t rank = first; rank <= last; ++rank) {
      side.chain.push_back(rank);
      if (side.reach[rank] < too_far) settle(rank, last, side.reach.data(), times, sources);
    }
    settle_above(last, side.reach.data(), times, sources);
  }

  // One side by itself, up to where all ends of both meet.
  [[gnu::always_inline]] void climb(Side& side, const std::int32_t* times, std::uint32_t until) const {
    auto& cursors = side.cursors;
    while (cursors.size() > 1) {
      const auto lowest = std::min_element(cursors.begin(), cursors.end());
      const std::uint32_t rank = *lowest;
      if (rank == until) return;
      settle_block(side, times, rank, rank);
      const std::uint32_t above = stops[rank].parent;
      if (above == none || std::find(cursors.begin(), cursors.end(), above) != cursors.end()) {
        *lowest = cursors.back();
        cursors.pop_back();
      } else {
        *lowest = above;
      }
    }
    if (cursors.empty()) return;
    for (std::uint32_t rank = cursors.front(); rank != until && rank != none;) {
      const std::uint32_t last = last_together(rank, until);
      settle_block(side, times, rank, last);
      rank = stops[last].parent;
    }
  }

  // Both sides together.
  [[gnu::always_inline]] Meeting meet(Side& from, Side& to, const LineTimes& times, std::uint32_t rank,
                                      std::vector<std::uint32_t>& top, bool bound) const {
    Meeting best;
    // A road that ends in two branches of the tree: one of its ends may meet the other side below where all meet.
    for (const std::uint32_t own : from.chain) {
      const std::int32_t ms = from.reach[own] + to.reach[own];
      if (ms < best.ms) best = {ms, own};
    }
    std::int32_t* const reach_up = from.reach.data();
    std::int32_t* const reach_down = to.reach.data();
    for (; rank != none;) {
      const std::uint32_t last = last_together(rank, none);
      Sources ups, downs;
      for (; rank <= last; ++rank) {
        top.push_back(rank);
        const std::int32_t up = reach_up[rank], down = reach_down[rank];
        if (up + down < best.ms) best = {up + down, rank};
        // What is no quicker than a way already known cannot become part of a quicker one.
        const std::int32_t limit = bound ? best.ms : too_far;
        if (up < limit) settle(rank, last, reach_up, times.up.data(), ups);
        if (down < limit) settle(rank, last, reach_down, times.down.data(), downs);
      }
      settle_above(last, reach_up, times.up.data(), ups);
      settle_above(last, reach_down, times.down.data(), downs);
      rank = stops[last].parent;
    }
    return best;
  }

  [[gnu::always_inline]] Meeting all(Side& from, Side& to, const LineTimes& times, std::uint32_t until,
                                     std::vector<std::uint32_t>& top, bool bound) const {
    climb(from, times.up.data(), until);
    climb(to, times.down.data(), until);
    return meet(from, to, times, until, top, bound);
  }
  PIZZA_LANES Meeting all_wide(Side& from, Side& to, const LineTimes& times, std::uint32_t until,
                               std::vector<std::uint32_t>& top, bool bound) const {
    return all(from, to, times, until, top, bound);
  }
};

TreeSearch::TreeSearch(std::shared_ptr<const RoadHierarchy> hierarchy)
    : hierarchy_(std::move(hierarchy)),
      known_(std::size_t{1} << known_bits(hierarchy_->shape)),
      known_shift_(32 - known_bits(hierarchy_->shape)) {
  from_.reach.assign(hierarchy_->shape.size() + lane_count, too_far);
  to_.reach = from_.reach;
}

void TreeSearch::begin(Side& side, std::span<const TreeEnd> ends) {
  side.cursors.clear();
  side.chain.clear();
  for (const TreeEnd& end : ends) {
    side.reach[end.rank] = std::min(side.reach[end.rank], end.ms);
    if (std::find(side.cursors.begin(), side.cursors.end(), end.rank) == side.cursors.end())
      side.cursors.push_back(end.rank);
  }
}

// The lowest rank above both, or one of them; none where they lie in different trees. A parent has the higher rank.
// What will be read on the way up is asked for: by the time the search comes there, it is at hand.
std::uint32_t TreeSearch::meeting_rank(std::uint32_t a, const std::int32_t* times_a, std::uint32_t b,
                                       const std::int32_t* times_b) const {
  const Elimination::Stop* const stops = hierarchy_->shape.stops.data();
  const Elimination::Run* const runs = hierarchy_->shape.runs.data();
  const auto climb = [&](std::uint32_t& rank, std::uint32_t other, const std::int32_t* times) {
    const std::uint32_t last = stops[rank].block_end;
    if (last >= other) {  // higher in the same block, so above
      rank = other;
      return;
    }
    for (; rank < last; ++rank) __builtin_prefetch(times + stops[rank].first_line);
    __builtin_prefetch(times + stops[last].first_line);
    __builtin_prefetch(runs + stops[last].first_run);
    rank = stops[last].parent;
  };
  while (a != b) {
    if (a < b) {
      climb(a, b, times_a);
    } else {
      climb(b, a, times_b);
    }
  }
  return a;
}

TreeSearch::Meeting TreeSearch::sweep(const LineTimes& times, std::span<const TreeEnd> from,
                                      std::span<const TreeEnd> to, bool bound) {
  begin(from_, from);
  begin(to_, to);
  top_.clear();
  const std::uint32_t first = !from.empty() ? from.front().rank : !to.empty() ? to.front().rank : none;
  std::uint32_t until = first;
  for (const TreeEnd& end : from) until = meeting_rank(until, times.up.data(), end.rank, times.up.data());
  for (const TreeEnd& end : to) until = meeting_rank(until, times.up.data(), end.rank, times.down.data());
  const Elimination& shape = hierarchy_->shape;
  const Sweep sweep{shape.stops.data(), shape.runs.data()};
  return wide_lanes() ? sweep.all_wide(from_, to_, times, until, top_, bound)
                      : sweep.all(from_, to_, times, until, top_, bound);
}

void TreeSearch::clear() {
  for (Side* const side : {&from_, &to_}) {
    for (const auto* const ranks : {&side->chain, &top_}) {
      for (const std::uint32_t rank : *ranks) side->reach[rank] = too_far;
    }
  }
}

std::int32_t TreeSearch::time(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to) {
  const Meeting met = sweep(times, from, to, true);
  clear();
  return met.ms;
}

std::size_t TreeSearch::trace(const Side& side, const std::int32_t* line_ms, std::uint32_t rank,
                              std::span<const TreeEnd> ends) {
  const Elimination& shape = hierarchy_->shape;
  const std::int32_t* const reach = side.reach.data();
  // Ranks below, from the highest: first those that both sides looked at, then this one's own.
  auto below =
      static_cast<std::size_t>(std::lower_bound(side.chain.begin(), side.chain.end(), rank) - side.chain.begin());
  if (below == side.chain.size())
    below += static_cast<std::size_t>(std::lower_bound(top_.begin(), top_.end(), rank) - top_.begin());
  const auto lower = [&](std::size_t i) { return i < side.chain.size() ? side.chain[i] : top_[i - side.chain.size()]; };
  for (;;) {
    const auto end =
        std::find_if(ends.begin(), ends.end(), [&](const TreeEnd& e) { return e.rank == rank && e.ms == reach[rank]; });
    if (end != ends.end()) return static_cast<std::size_t>(end - ends.begin());
    for (;;) {
      const std::uint32_t low = lower(--below);
      if (reach[low] >= reach[rank]) continue;
      const std::uint32_t line = shape.line(low, rank);
      if (line == none || reach[low] + line_ms[line] != reach[rank]) continue;
      steps_.push_back({line, low, rank, line_ms[line], &side == &to_, none});
      rank = low;
      break;
    }
  }
}

bool TreeSearch::way(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to, Way& found) {
  found.edges.clear();
  const Meeting met = sweep(times, from, to, true);
  found.ms = met.ms;
  if (met.ms < too_far) {
    steps_.clear();
    found.from = trace(from_, times.up.data(), met.rank, from);
    std::reverse(steps_.begin(), steps_.end());
    found.to = trace(to_, times.down.data(), met.rank, to);
    unpack(times);
    for (std::uint32_t i = steps_.empty() ? none : 0; i != none; i = steps_[i].next)
      found.edges.push_back(steps_[i].tail);
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
      strand.from[i] = from_.reach[rank];
      strand.to[i] = to_.reach[rank];
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
