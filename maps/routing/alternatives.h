// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "maps/routing/road_router.h"

namespace pizza::maps {

struct AlternativeOptions {
  std::size_t count = 2;                // beside the quickest
  std::int64_t stretch_permille = 300;  // longer than the quickest by this much at most
  std::int64_t shared_permille = 700;   // of its length that a way may have in common with another that was chosen
};

// The quickest way first, then others worth offering, by time: ways that are found when those found before are made
// dearer (the penalty method of Chen, Bell and Bogenberger 2007), measured by their true times. Empty where there is no
// way. A search an alternative and try, twelve at most.
std::vector<Route> alternatives(const RoadRouter& router, const RoadPosition& from, const RoadPosition& to,
                                const AlternativeOptions& options = {});

}  // namespace pizza::maps
