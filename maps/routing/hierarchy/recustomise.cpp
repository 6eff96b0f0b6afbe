// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <functional>
#include <queue>

#include "maps/map_format.h"
#include "maps/routing/hierarchy/line_times.h"

namespace pizza::maps {

namespace {

// Lines to look at again wait in a queue, by tail: what they depend on is final when their turn comes.
class Recustomiser {
 public:
  Recustomiser(const RoadHierarchy& hierarchy, std::span<const std::uint32_t> edge_ms, LineTimes& times)
      : hierarchy_(hierarchy), shape_(hierarchy.shape), edge_ms_(edge_ms), times_(times) {}

  void run(std::uint32_t edge) {
    for (const std::uint32_t line : hierarchy_.lines_of(edge)) {
      hierarchy_.for_rides(line, [&](std::uint32_t i, const RoadHierarchy::Ride& ride) {
        if (ride.edge == edge) times_.rides[i] = bounded(ride.ms(edge_ms_.data()));
      });
      waiting_.push({tail_of(line), line});
    }
    while (!waiting_.empty()) {
      const Entry now = waiting_.top();
      while (!waiting_.empty() && waiting_.top() == now) waiting_.pop();
      const BothWays old = times_.of(now.second);
      const BothWays fresh = anew(now.first, now.second);
      if (fresh == old) continue;
      times_.up[now.second] = fresh.up;
      times_.down[now.second] = fresh.down;
      tell_upwards(now.first, now.second, old);
    }
  }

 private:
  using Entry = std::pair<std::uint32_t, std::uint32_t>;  // tail, line

  std::uint32_t tail_of(std::uint32_t line) const {
    const auto above = std::upper_bound(shape_.first_line.begin(), shape_.first_line.end(), line);
    return static_cast<std::uint32_t>(above - shape_.first_line.begin()) - 1;
  }

  BothWays anew(std::uint32_t tail, std::uint32_t line) const {
    BothWays least = {too_far, too_far};
    hierarchy_.for_rides(line, [&](std::uint32_t i, const RoadHierarchy::Ride& ride) {
      std::int32_t& way = ride.down != 0 ? least.down : least.up;
      way = std::min(way, times_.rides[i]);
    });
    shape_.find_triangle(tail, line, shape_.head[line], [&](std::uint32_t i, std::uint32_t j) {
      const BothWays t = times_.of(shape_.below[i].line), h = times_.of(shape_.below[j].line);
      least.up = std::min(least.up, t.down + h.up);
      least.down = std::min(least.down, h.down + t.up);
      return false;
    });
    return least;
  }

  // A line over the two heads may have had its time from this triangle, or may get a better one now.
  void tell_upwards(std::uint32_t tail, std::uint32_t line, BothWays old) {
    const std::uint32_t head = shape_.head[line];
    const BothWays now = times_.of(line);
    for (std::uint32_t l = shape_.first_line[tail]; l < shape_.first_line[tail + 1]; ++l) {
      if (l == line) continue;
      const std::uint32_t other = shape_.head[l];
      const std::uint32_t over = shape_.line(std::min(head, other), std::max(head, other));
      const std::int32_t there = other > head ? times_.up[over] : times_.down[over];  // from head to other
      const std::int32_t back = other > head ? times_.down[over] : times_.up[over];
      if (matters(old.down, now.down, times_.up[l], there) || matters(old.up, now.up, times_.down[l], back)) {
        waiting_.push({std::min(head, other), over});
      }
    }
  }

  static bool matters(std::int32_t old, std::int32_t now, std::int32_t with, std::int32_t over) {
    return now < old ? now + with < over : now > old && old < too_far && old + with == over;
  }

  const RoadHierarchy& hierarchy_;
  const Elimination& shape_;
  std::span<const std::uint32_t> edge_ms_;
  LineTimes& times_;
  std::priority_queue<Entry, std::vector<Entry>, std::greater<>> waiting_;
};

}  // namespace

void recustomise(const RoadHierarchy& hierarchy, std::span<const std::uint32_t> edge_ms, std::uint32_t edge,
                 LineTimes& times) {
  ++times.version;
  Recustomiser(hierarchy, edge_ms, times).run(edge);
}

}  // namespace pizza::maps
