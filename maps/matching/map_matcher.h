// SPDX-License-Identifier: Apache-2.0
// Noisy positions to the roads that were travelled: a hidden Markov model after Newson and Krumm 2009 ("Hidden Markov
// Map Matching Through Noise and Sparseness"). A position lies beside its road as far as a normal distribution lets it;
// between two positions the way on the road is about as long as the straight line. Costs are logarithms in integers, so
// the outcome is the same everywhere.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "maps/routing/hierarchy/hierarchy_router.h"

namespace pizza::maps {

struct MatchOptions {
  std::int64_t sigma_mm = 8'000;        // standard deviation of a position
  std::int64_t beta_mm = 4'000;        // mean of the difference between the way and the straight line
  std::int64_t reach_mm = 60'000;       // roads further away are not looked at
  std::size_t candidates = 6;           // roads a position
  std::int64_t longest_mm = 3'000'000;  // a way between two positions that is longer by this much was not travelled
};

struct MatchedTrack {
  std::vector<std::optional<RoadPosition>> positions;  // beside the track; empty where no road is near
  std::vector<std::uint32_t> edges;                    // travelled, in order, each once in a row
  std::vector<GeoPoint> path;
  std::size_t breaks = 0;  // where the track could not be followed and was begun anew
};

// For one thread at a time.
class MapMatcher {
 public:
  // Shares what the router has prepared; its times do not matter.
  explicit MapMatcher(const HierarchyRouter& router, MatchOptions options = {});

  MatchedTrack match(std::span<const GeoPoint> track);

 private:
  struct Candidate {
    HierarchyRouter::Anchor anchor;
    std::int64_t cost = 0;  // of the best way to be here
    std::size_t before = 0;
  };
  using Step = std::vector<Candidate>;

  Step candidates_at(GeoPoint place);
  std::int64_t way_mm(const Candidate& from, const Candidate& to) const;
  bool connect(const Step& before, Step& now, GeoPoint last, GeoPoint here) const;
  void follow(const std::vector<const RoadPosition*>& chain, MatchedTrack& out);

  HierarchyRouter router_;  // its times are millimetres
  MatchOptions options_;
};

}  // namespace pizza::maps
