// SPDX-License-Identifier: Apache-2.0
#include "maps/import/node_rules.h"

#include <algorithm>
#include <array>

#include "maps/import/road_rules.h"

namespace pizza::maps {

namespace {

constexpr VehicleMask motor = mask_of(Vehicle::Car) | mask_of(Vehicle::Scooter);
constexpr VehicleMask bicycle = mask_of(Vehicle::Bicycle);

struct BarrierClass {
  std::string_view value;
  VehicleMask closed;  // where no other tag says
};

// Gates and the like stand open where nothing else is said: those that do not are tagged so.
constexpr std::array<BarrierClass, 17> barrier_classes = {{{"bollard", motor},
                                                           {"block", motor},
                                                           {"cycle_barrier", motor},
                                                           {"motorcycle_barrier", motor},
                                                           {"bus_trap", motor},
                                                           {"sump_buster", motor},
                                                           {"log", motor},
                                                           {"chain", motor},
                                                           {"jersey_barrier", motor},
                                                           {"planter", motor},
                                                           {"rope", motor},
                                                           {"debris", motor},
                                                           {"stile", motor | bicycle},
                                                           {"kissing_gate", motor | bicycle},
                                                           {"turnstile", motor | bicycle},
                                                           {"full-height_turnstile", motor | bicycle},
                                                           {"wall", all_vehicles}}};

VehicleMask closed_for(const TagSet& tags) {
  const std::string_view barrier = tags["barrier"];
  if (barrier.empty()) return 0;
  const auto* known = std::find_if(barrier_classes.begin(), barrier_classes.end(),
                                   [&](const BarrierClass& c) { return c.value == barrier; });
  const VehicleMask closed = known == barrier_classes.end() ? VehicleMask{0} : known->closed;
  const auto open = access_of(tags, static_cast<VehicleMask>(all_vehicles & ~closed));
  return static_cast<VehicleMask>(all_vehicles & ~open);
}

std::uint16_t waiting(const TagSet& tags) {
  const std::string_view kind = tags["highway"];
  if (kind == "traffic_signals") return 60;
  if (kind == "stop") return 40;
  if (kind == "give_way" || kind == "mini_roundabout") return 20;
  if (kind != "crossing" && tags["crossing"].empty()) return 0;
  return tags.is("crossing", "traffic_signals") ? 40 : 10;
}

}  // namespace

PointRules point_rules(const TagSet& tags) {
  PointRules rules;
  rules.closed = closed_for(tags);
  rules.delay_ds = waiting(tags);
  const std::string_view key = tags.is("highway", "traffic_signals") ? "traffic_signals:direction" : "direction";
  rules.delays_forward = !tags.is(key, "backward");
  rules.delays_backward = !tags.is(key, "forward");
  return rules;
}

}  // namespace pizza::maps
