// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/redis/redis_client.h"
#include "core/model/geo_point.h"
#include "core/model/ids.h"

namespace pizza {

struct TrackedPlace {
  GeoPoint place;
  Instant at;
  friend bool operator==(const TrackedPlace&, const TrackedPlace&) = default;
};

// Where riders are, for whoever follows them through another instance than the one they report to. A place is forgotten
// ten seconds after it was reported; without Redis nobody is anywhere. Several threads may use it.
class RedisTracking {
 public:
  static constexpr Duration life = seconds(10);

  // The client outlives it and may be shared.
  explicit RedisTracking(RedisClient& client) : client_(client) {}

  // An older report never takes the place of a newer one, whichever instance brings it.
  void report(RiderId rider, const TrackedPlace& place, Instant now);
  // One for each rider, in their order, asked for in one round trip; at most 1,000 riders.
  std::vector<std::optional<TrackedPlace>> where(std::span<const RiderId> riders, Instant now);

 private:
  RedisClient& client_;
};

}  // namespace pizza
