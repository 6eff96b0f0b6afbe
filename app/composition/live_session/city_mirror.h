// SPDX-License-Identifier: Apache-2.0
// What a screen needs of a live world, in memory: records as the books had them when they were last read, and the
// events of each order as they were heard. Keys are the world's own: no two realms share one.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "app/composition/live_session/event_feed.h"
#include "core/business.h"

namespace pizza {

// What the figures and the time bar need of an order, kept longer than the order.
struct OrderMark {
  Instant placed_at, promised_at;
  std::optional<Instant> delivered_at, closed_at;
  OrderStatus status = OrderStatus::Placed;
};

class CityMirror {
 public:
  static constexpr Duration shown_after_end = minutes(10);

  std::map<std::uint64_t, Restaurant> restaurants;
  std::map<std::uint64_t, Kitchen> kitchens;
  std::map<std::uint64_t, Rider> riders;
  std::map<std::uint64_t, Order> orders;
  std::map<std::uint64_t, Basket> baskets;
  std::map<std::uint64_t, OrderSaga> sagas;
  std::map<std::uint64_t, Ticket> tickets;
  std::map<std::uint64_t, Delivery> deliveries;
  std::map<std::uint64_t, OrderMark> marks;

  void mark(const Order& order);
  void remember(SeenEvent event);
  const std::vector<SeenEvent>* story(std::uint64_t order) const;
  // Drops orders that have ended longer ago than they are shown, with all that is theirs, and the oldest marks beyond
  // what is kept.
  void forget(Instant now);

 private:
  std::unordered_map<std::uint64_t, std::vector<SeenEvent>> stories_;  // looked up, and swept by number
};

}  // namespace pizza
