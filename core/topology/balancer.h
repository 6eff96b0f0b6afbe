// SPDX-License-Identifier: Apache-2.0
// The global balancer: which region a request goes to, and what happens when one is sick, full or being emptied. Pure
// rules over what is known at the time: real deployments configure their balancer after it, the simulator runs it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/model/instant.h"

namespace pizza {

// Sick after so many failed probes in a row, well again after so many good ones: one lost probe moves nobody, and a
// region that flutters stays out.
struct ProbeRule {
  std::int32_t sick_after = 3;
  std::int32_t well_after = 5;
};

class RegionHealth {
 public:
  explicit RegionHealth(ProbeRule rule = {}) : rule_(rule) {}
  // True when the verdict changed.
  bool probed(bool answered);
  bool well() const { return well_; }

 private:
  ProbeRule rule_;
  bool well_ = true;
  std::int32_t against_ = 0;  // probes in a row that speak against the verdict
};

struct RegionState {
  bool well = true;
  bool draining = false;      // takes nobody new; who is there may stay
  std::int64_t capacity = 0;  // requests a second that it can serve
  std::int64_t load = 0;      // that it serves now
};

enum class ChoiceReason : std::uint8_t {
  Nearest,     // of all
  Stays,       // where it was, though that region is being emptied
  FailedOver,  // nearer ones are sick, draining or full
  Overloaded,  // all are full: the one with the most room left, in proportion
  Nowhere,     // no region is well
};

struct RegionChoice {
  ChoiceReason reason = ChoiceReason::Nowhere;
  std::size_t region = 0;         // meaningless for Nowhere
  std::vector<std::size_t> next;  // where to try if it does not answer, in this order
};

// `latency_ms[i]`: from where the request comes to region i. `present`: the region that serves its session now, or
// none (-1). Equal latencies: the region with the lower number.
RegionChoice choose_region(std::span<const RegionState> regions, std::span<const std::int32_t> latency_ms,
                           std::int64_t present = -1);

// Requests a second from each zone, spread over the regions: each zone's nearest first, what does not fit goes on to
// the next. Zones share a full region in proportion to what they ask of it.
struct RegionFlow {
  std::size_t zone = 0;
  std::size_t region = 0;
  std::int64_t requests = 0;
  friend bool operator==(const RegionFlow&, const RegionFlow&) = default;
};
struct Balance {
  std::vector<RegionFlow> flows;     // by zone, then region; none of nothing
  std::vector<std::int64_t> served;  // by region
  std::int64_t refused = 0;          // found no room anywhere
};
// `latency_ms[zone][region]`.
Balance balance(std::span<const RegionState> regions, std::span<const std::int64_t> demand,
                std::span<const std::vector<std::int32_t>> latency_ms);

}  // namespace pizza
