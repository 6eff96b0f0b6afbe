// SPDX-License-Identifier: Apache-2.0
// What a screen needs to know of a territory beyond its records: which orders are worth showing, what happened lately,
// and every order's story as it was recorded. Kept while events go by, so that a frame never looks at all orders.
#pragma once

#include <deque>
#include <map>
#include <unordered_map>
#include <vector>

#include "sim/agents/territory.h"

namespace pizza::sim {

// An event as it was recorded, kept in its bytes.
struct RecordedEvent {
  Instant at;
  const EventType* type = nullptr;
  std::string bytes;
};

struct ShownOrder {
  std::optional<Instant> ended_at;  // shown for ten minutes more
  std::int64_t way_ms = -1;         // from the restaurant to the door; -1: not asked yet
};

struct Arrival {
  Instant at;
  std::int64_t click_to_door_ms = 0;
  bool late = false;
};

class TerritoryWatch : private EventListener {
 public:
  static constexpr Duration shown_after_end = minutes(10);

  // Hears the territory's events from now on, until it goes.
  explicit TerritoryWatch(Territory& territory);
  ~TerritoryWatch() override;
  TerritoryWatch(const TerritoryWatch&) = delete;
  TerritoryWatch& operator=(const TerritoryWatch&) = delete;

  // Drops what is older than a frame at `now` shows.
  void forget(Instant now);

  std::map<std::uint64_t, ShownOrder>& shown() { return shown_; }    // by order
  const std::deque<Arrival>& arrivals() const { return arrivals_; }  // of the last hour
  const std::deque<Instant>& placed() const { return placed_; }      // in the last 20 minutes
  const std::vector<RecordedEvent>* story(OrderId order) const;
  Territory& territory() const { return territory_; }

  std::uint32_t placed_ever = 0, delivered = 0, cancelled = 0, rejected = 0, failed = 0;
  std::vector<std::uint16_t> placed_per_minute;  // since the scenario's beginning
  std::vector<std::uint16_t> late_per_minute;

 private:
  void heard(const EventEnvelope& event) override;
  void remember(const EventEnvelope& event);
  void placed_now(OrderId order, Instant at);
  void ended(OrderId order, Instant at);
  void delivered_now(OrderId order, Instant at);
  std::uint16_t& minute(std::vector<std::uint16_t>& counts, Instant at);

  Territory& territory_;
  std::map<std::uint64_t, ShownOrder> shown_;
  std::deque<Arrival> arrivals_;
  std::deque<Instant> placed_;
  std::unordered_map<std::uint64_t, std::vector<RecordedEvent>> stories_;  // looked up, never walked through
};

}  // namespace pizza::sim
