// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/search.h"
#include "core/services/event_type_of.h"

namespace pizza {

// Somebody received food. Carries what is learnt from it, so that nobody has to read the order again.
struct PurchaseNoted {
  static constexpr std::string_view service = "search";
  OrderId order;
  UserId user;
  RestaurantId restaurant;
  std::string cuisine;
  std::vector<MenuItemId> items;    // each once, at most 6
  std::vector<MenuItemId> earlier;  // what the person had lately, at most 4, none of `items`
  std::uint32_t marks = 0;          // dietary marks that all of the food has
  Instant at;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("PurchaseNoted", field<&PurchaseNoted::order>("order_id"), field<&PurchaseNoted::user>("user_id"),
                  field<&PurchaseNoted::restaurant>("restaurant_id"), field<&PurchaseNoted::cuisine>("cuisine"),
                  field<&PurchaseNoted::items>("items"), field<&PurchaseNoted::earlier>("earlier"),
                  field<&PurchaseNoted::marks>("marks"), field<&PurchaseNoted::at>("at"));
  }
};

// The person asked to be forgotten: what they like is gone; how often a dish was ordered stays.
struct TasteForgotten {
  static constexpr std::string_view service = "search";
  UserId user;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() { return record("TasteForgotten", field<&TasteForgotten::user>("user_id")); }
};

void fold(Changes& changes, const PurchaseNoted& event);
void fold(Changes& changes, const TasteForgotten& event);

using SearchEvents = TypeList<PurchaseNoted, TasteForgotten>;

}  // namespace pizza
