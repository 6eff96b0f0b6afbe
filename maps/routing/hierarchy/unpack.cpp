// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "maps/map_format.h"
#include "maps/routing/hierarchy/tree_search.h"

namespace pizza::maps {

TreeSearch::Halves& TreeSearch::known_halves(const Step& step) {
  return known_[(known_key(step) * 0x9e37'79b1U) >> known_shift_];
}

// What a step is made of lies far apart in memory. Asked for some steps ahead, in several goes as one look leads to the
// next, it is there when it is needed.
void TreeSearch::ask_for_makings(const LineTimes& times, const Step& step) {
  const Elimination& shape = hierarchy_->shape;
  const RoadHierarchy::Making making = hierarchy_->makings[step.line];
  if (making.ridden != 0) {
    __builtin_prefetch(hierarchy_->rides.data() + making.place);
    __builtin_prefetch(times.rides.data() + making.place);
    return;
  }
  __builtin_prefetch(&known_halves(step));
  __builtin_prefetch(&shape.first_below[step.tail + 1]);
  __builtin_prefetch(&shape.first_below[step.head]);
  __builtin_prefetch(shape.below.data() + making.place - 1);
}

void TreeSearch::ask_for_triangles(const LineTimes& times, const Step& step) {
  const Elimination& shape = hierarchy_->shape;
  if (hierarchy_->makings[step.line].ridden == 0 && !knows(times, step))
    __builtin_prefetch(shape.below.data() + shape.first_below[step.tail + 1] - 1);
}

void TreeSearch::ask_for_times(const LineTimes& times, const Step& step) {
  constexpr std::uint32_t most = 4;
  const Elimination& shape = hierarchy_->shape;
  const RoadHierarchy::Making making = hierarchy_->makings[step.line];
  if (making.ridden != 0 || knows(times, step)) return;
  const std::int32_t* const over_tail = (step.down ? times.up : times.down).data();
  const std::int32_t* const over_head = (step.down ? times.down : times.up).data();
  const auto at_tail = shape.lines_below(step.tail);
  const std::uint32_t count = std::min({most, static_cast<std::uint32_t>(at_tail.size()), making.place + 0U});
  for (std::uint32_t k = 1; k <= count; ++k) {
    __builtin_prefetch(over_tail + at_tail[at_tail.size() - k].line);
    __builtin_prefetch(over_head + shape.below[making.place - k].line);
  }
}

// The edge that takes as long as the line, or none.
std::uint32_t TreeSearch::edge_along(const LineTimes& times, const Step& step) const {
  std::uint32_t edge = none;
  hierarchy_->for_rides(step.line, [&](std::uint32_t i, const RoadHierarchy::Ride& ride) {
    if (edge == none && (ride.down != 0) == step.down && times.rides[i] == step.ms) edge = ride.edge;
  });
  return edge;
}

// Over the highest of all ranks that make up for the shortcut. Where that took long to look for, it is kept.
TreeSearch::Halves TreeSearch::find_halves(const LineTimes& times, const Step& step, Halves& known) const {
  constexpr std::uint32_t long_way = 4;
  const Elimination& shape = hierarchy_->shape;
  const std::int32_t* const over_tail = (step.down ? times.up : times.down).data();
  const std::int32_t* const over_head = (step.down ? times.down : times.up).data();
  Halves halves;
  std::uint32_t last = 0;
  shape.find_triangle(step.tail, step.line, step.head, [&](std::uint32_t i, std::uint32_t j) {
    const std::uint32_t t = shape.below[i].line, h = shape.below[j].line;
    if (over_tail[t] + over_head[h] != step.ms) return false;
    halves = {times.version, known_key(step), t, h, shape.below[i].tail, over_tail[t]};
    last = i;
    return true;
  });
  if (shape.first_below[step.tail + 1] - last > long_way) known = halves;
  return halves;
}

// A shortcut becomes the two lines of its triangle, a line that is travelled as such its edge.
void TreeSearch::take_apart(const LineTimes& times, std::uint32_t place) {
  const Step now = steps_[place];
  const std::uint32_t edge = edge_along(times, now);
  if (edge != none) {
    steps_[place].line = none;
    steps_[place].tail = edge;
    return;
  }
  Halves& known = known_halves(now);
  const Halves halves = knows(times, now) ? known : find_halves(times, now, known);
  const auto second = static_cast<std::uint32_t>(steps_.size());
  Step at_tail = {halves.at_tail, halves.rank, now.tail, halves.ms_at_tail, !now.down, second};
  Step at_head = {halves.at_head, halves.rank, now.head, now.ms - halves.ms_at_tail, now.down, second};
  Step& later = now.down ? at_tail : at_head;
  later.next = now.next;
  steps_[place] = now.down ? at_head : at_tail;
  steps_.push_back(later);
  waiting_.push_back(place);
  waiting_.push_back(second);
}

void TreeSearch::unpack(const LineTimes& times) {
  waiting_.clear();
  for (std::uint32_t i = 0; i < steps_.size(); ++i) {
    waiting_.push_back(i);
    steps_[i].next = i + 1 < steps_.size() ? i + 1 : none;
  }
  std::array<std::size_t, 4> asked{};
  const auto ask = [&](std::size_t& next, std::size_t until, auto&& for_step) {
    for (; next < std::min(until, waiting_.size()); ++next) for_step(steps_[waiting_[next]]);
  };
  for (std::size_t i = 0; i < waiting_.size(); ++i) {
    ask(asked[0], i + 20, [&](const Step& step) { __builtin_prefetch(&hierarchy_->makings[step.line]); });
    ask(asked[1], i + 13, [&](const Step& step) { ask_for_makings(times, step); });
    ask(asked[2], i + 7, [&](const Step& step) { ask_for_triangles(times, step); });
    ask(asked[3], i + 3, [&](const Step& step) { ask_for_times(times, step); });
    take_apart(times, waiting_[i]);
  }
}

}  // namespace pizza::maps
