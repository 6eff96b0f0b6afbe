// SPDX-License-Identifier: Apache-2.0
// Quickest ways by climbing the elimination tree: all that a way needs lies on the ways up from its two ends.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "maps/routing/hierarchy/line_times.h"

namespace pizza::maps {

// A rank where a search may begin or end, and the time from the place itself to it, or from it to the place.
struct TreeEnd {
  std::uint32_t rank;
  std::int32_t ms;
};

// All that is above a place in the tree, with the times from the place (`from`) and to it (`to`).
struct Ascent {
  // A way up, by depth, of which depths below `start` belong to an earlier strand. Most places have but one; those
  // whose road ends in two branches of the tree have a short second one.
  struct Strand {
    std::uint32_t start = 0;
    std::vector<std::uint32_t> ranks;  // of depth `start` on
    std::vector<std::int32_t> from, to;
  };
  std::vector<Strand> strands;
};

// The quickest time from one place to the other; too_far where there is none. About 100 ns.
std::int32_t least_time(const Ascent& from, const Ascent& to);

// Eight bytes a rank and about four a line of working memory, so one for each thread. All questions to one are under
// the same LineTimes or their later versions: it keeps what it found about ways, as long as nothing changes.
class TreeSearch {
 public:
  explicit TreeSearch(std::shared_ptr<const RoadHierarchy> hierarchy);

  // Any of `from` to any of `to`; too_far where there is no way.
  std::int32_t time(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to);
  // The edges in between, in order of travel; which end the way begins and ends at, as indices. The same way every
  // time. False where there is none.
  struct Way {
    std::int32_t ms = too_far;
    std::size_t from = 0, to = 0;
    std::vector<std::uint32_t> edges;
  };
  bool way(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to, Way& found);

  // Both ways at once: from the place over `from`, to the place over `to`.
  Ascent climb(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to);

 private:
  struct Meeting {
    std::int32_t ms = too_far;
    std::uint32_t rank = 0xffff'ffff;
  };
  // A part of a way, in a list in order of travel: a line that is travelled up from its tail or down to it; or, where
  // the line is none, an edge of the map.
  struct Step {
    std::uint32_t line;
    std::uint32_t tail;  // of the line; or the edge
    std::uint32_t head;
    std::int32_t ms;
    bool down;
    std::uint32_t next;  // in steps_
  };
  // The two lines that a shortcut stands for, the rank below it that they share, and how long the first takes.
  struct alignas(32) Halves {
    std::uint64_t version = 0;  // of the times
    std::uint32_t key = 0;      // of the shortcut and its direction
    std::uint32_t at_tail = 0, at_head = 0, rank = 0;
    std::int32_t ms_at_tail = 0;
  };
  struct Sweep;

  // One side's way up: the ranks that only it looks at, ascending.
  struct Side {
    LargeVector<std::int32_t> reach;  // of each rank: ms between the place and it
    std::vector<std::uint32_t> chain;
    std::vector<std::uint32_t> cursors;
  };

  // Fills both sides and the ranks above where they meet. With `bound` only as far as the meeting needs.
  Meeting sweep(const LineTimes& times, std::span<const TreeEnd> from, std::span<const TreeEnd> to, bool bound);
  static void begin(Side& side, std::span<const TreeEnd> ends);
  std::uint32_t meeting_rank(std::uint32_t a, const std::int32_t* times_a, std::uint32_t b,
                             const std::int32_t* times_b) const;
  void clear();
  // From the meeting down to one of the ends, its index returned; the steps are added as they are found.
  std::size_t trace(const Side& side, const std::int32_t* line_ms, std::uint32_t rank, std::span<const TreeEnd> ends);
  // Turns steps_ from lines into edges.
  void unpack(const LineTimes& times);
  void take_apart(const LineTimes& times, std::uint32_t place);
  std::uint32_t edge_along(const LineTimes& times, const Step& step) const;
  Halves find_halves(const LineTimes& times, const Step& step, Halves& known) const;
  static std::uint32_t known_key(const Step& step) { return step.line * 2 + (step.down ? 1 : 0); }
  Halves& known_halves(const Step& step);
  bool knows(const LineTimes& times, const Step& step) {
    const Halves& known = known_halves(step);
    return known.key == known_key(step) && known.version == times.version;
  }
  void ask_for_makings(const LineTimes& times, const Step& step);
  void ask_for_triangles(const LineTimes& times, const Step& step);
  void ask_for_times(const LineTimes& times, const Step& step);

  std::shared_ptr<const RoadHierarchy> hierarchy_;
  Side from_, to_;
  std::vector<std::uint32_t> top_;  // ranks that both looked at, ascending
  std::vector<Step> steps_;
  std::vector<std::uint32_t> waiting_;  // steps to be taken apart, the first found first
  // Of shortcuts that took long to look for, by a hash: what was found. A power of two of them.
  LargeVector<Halves> known_;
  int known_shift_;
};

}  // namespace pizza::maps
