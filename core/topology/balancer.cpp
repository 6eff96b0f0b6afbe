// SPDX-License-Identifier: Apache-2.0
#include "core/topology/balancer.h"

#include <algorithm>

namespace pizza {

namespace {

// Regions that answer at all, the nearest first.
std::vector<std::size_t> by_distance(std::span<const RegionState> regions, std::span<const std::int32_t> latency_ms) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < regions.size(); ++i)
    if (regions[i].well) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return latency_ms[a] < latency_ms[b]; });
  return order;
}

bool has_room(const RegionState& region) {
  return region.load < region.capacity;
}

// Whether `a` is less full than `b`, as a fraction.
bool less_full(const RegionState& a, const RegionState& b) {
  return a.load * std::max<std::int64_t>(1, b.capacity) < b.load * std::max<std::int64_t>(1, a.capacity);
}

}  // namespace

bool RegionHealth::probed(bool answered) {
  against_ = answered == well_ ? 0 : against_ + 1;
  if (against_ < (well_ ? rule_.sick_after : rule_.well_after)) return false;
  well_ = !well_;
  against_ = 0;
  return true;
}

RegionChoice choose_region(std::span<const RegionState> regions, std::span<const std::int32_t> latency_ms,
                           std::int64_t present) {
  RegionChoice choice;
  const std::vector<std::size_t> near = by_distance(regions, latency_ms);
  if (near.empty()) return choice;
  const auto takes = [&](std::size_t i) { return !regions[i].draining && has_room(regions[i]); };
  const auto stays = std::find(near.begin(), near.end(), static_cast<std::size_t>(present));
  if (present >= 0 && stays != near.end() && regions[*stays].draining) {
    choice.reason = ChoiceReason::Stays;
    choice.region = *stays;
  } else if (const auto free = std::find_if(near.begin(), near.end(), takes); free != near.end()) {
    const bool nearest = std::none_of(latency_ms.begin(), latency_ms.begin() + regions.size(),
                                      [&](std::int32_t latency) { return latency < latency_ms[*free]; });
    choice.reason = nearest ? ChoiceReason::Nearest : ChoiceReason::FailedOver;
    choice.region = *free;
  } else {
    // Draining regions come last even now.
    choice.reason = ChoiceReason::Overloaded;
    choice.region = *std::min_element(near.begin(), near.end(), [&](std::size_t a, std::size_t b) {
      if (regions[a].draining != regions[b].draining) return regions[b].draining;
      return less_full(regions[a], regions[b]);
    });
  }
  for (const bool free : {true, false})
    for (const std::size_t i : near)
      if (i != choice.region && takes(i) == free) choice.next.push_back(i);
  return choice;
}

Balance balance(std::span<const RegionState> regions, std::span<const std::int64_t> demand,
                std::span<const std::vector<std::int32_t>> latency_ms) {
  Balance result;
  result.served.resize(regions.size());
  std::vector<std::int64_t> left(demand.begin(), demand.end());
  std::vector<std::vector<std::size_t>> order(demand.size());
  for (std::size_t zone = 0; zone < demand.size(); ++zone) {
    order[zone] = by_distance(regions, latency_ms[zone]);
    std::erase_if(order[zone], [&](std::size_t i) { return regions[i].draining; });
  }
  std::vector<std::vector<std::int64_t>> flow(demand.size(), std::vector<std::int64_t>(regions.size()));
  for (std::size_t rank = 0; rank < regions.size(); ++rank) {
    for (std::size_t region = 0; region < regions.size(); ++region) {
      std::vector<std::size_t> asking;
      std::int64_t asked = 0;
      for (std::size_t zone = 0; zone < demand.size(); ++zone) {
        if (rank >= order[zone].size() || order[zone][rank] != region || left[zone] == 0) continue;
        asking.push_back(zone);
        asked += left[zone];
      }
      std::int64_t room = std::max<std::int64_t>(0, regions[region].capacity - result.served[region]);
      // Each share is rounded down; the last of what is asked for gets what is left.
      for (const std::size_t zone : asking) {
        const std::int64_t share = asked <= room ? left[zone] : left[zone] * room / asked;
        asked -= left[zone];
        room -= share;
        flow[zone][region] += share;
        result.served[region] += share;
        left[zone] -= share;
      }
    }
  }
  for (std::size_t zone = 0; zone < demand.size(); ++zone) {
    for (std::size_t region = 0; region < regions.size(); ++region)
      if (flow[zone][region] != 0) result.flows.push_back({zone, region, flow[zone][region]});
    result.refused += left[zone];
  }
  return result;
}

}  // namespace pizza
