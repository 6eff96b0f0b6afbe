// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <map>
#include <memory>
#include <optional>

#include "core/ports/router.h"
#include "maps/routing/hierarchy/hierarchy_router.h"
#include "maps/routing/week_profile.h"

namespace pizza {

// Trips on a map's roads, by each kind of vehicle on the roads it may use, at the times usual for the hour of departure
// and whatever is the matter on the roads now. Places are moved to the nearest road first; the trip begins and ends
// there. One thread at a time: a vehicle's network is prepared when it is first asked for (25 µs a junction), and
// weighed anew when the hour changes (a tenth of a second on the map of a large city).
class RoadPortRouter : public Router {
 public:
  explicit RoadPortRouter(std::shared_ptr<const maps::RoadMap> map) : map_(std::move(map)) {}

  std::optional<Trip> trip(GeoPoint from, GeoPoint to, Vehicle vehicle, Instant depart) override;
  // A search by Dijkstra's algorithm for each trip and try, twelve at most: a third of a second in a large city.
  std::vector<Trip> trips(GeoPoint from, GeoPoint to, std::size_t others, Vehicle vehicle, Instant depart) override;
  // Along roads, grown by about a block. Takes as long as what is reached is large: a tenth of a second for a city.
  std::vector<std::vector<GeoPoint>> reach(GeoPoint from, Duration limit, Vehicle vehicle, Instant depart) override;
  std::vector<std::optional<Duration>> durations(std::span<const GeoPoint> from, std::span<const GeoPoint> to,
                                                 Vehicle vehicle, Instant depart) override;

  // What is the matter on the road nearest to a place, for all vehicles and in both directions, until it is cleared:
  // times are multiplied by `permille` (1,000 is as usual; at least 100), or the road is closed. A millisecond at most
  // for each vehicle in use. False where no road lies within 100 m.
  bool slow_down(GeoPoint place, std::uint32_t permille);
  bool close(GeoPoint place);
  bool clear(GeoPoint place);

 private:
  struct Network {
    maps::HierarchyRouter router;
    std::size_t hour;                     // of the week, that it is weighed for
    std::vector<std::uint32_t> usual_ms;  // of each edge, at that hour
  };
  // Of a road, in permille; closed_road where it is closed.
  static constexpr std::uint32_t closed_road = 0;

  Network& network(Vehicle vehicle, Instant depart);
  std::uint32_t ms_now(const Network& network, std::uint32_t edge) const;
  bool set(GeoPoint place, std::optional<std::uint32_t> permille);
  std::size_t hour_of_week(Instant instant) const;

  std::shared_ptr<const maps::RoadMap> map_;
  std::array<std::unique_ptr<Network>, vehicle_names.size()> networks_;
  std::map<std::uint32_t, std::uint32_t> matters_;  // by road
  std::optional<maps::SegmentGrid> all_roads_;
};

}  // namespace pizza
