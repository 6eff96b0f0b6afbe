// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"

namespace pizza {

using PromotionId = Id<struct Promotion>;

enum class PromotionKind : std::uint8_t {
  CheapestFree,  // of every `every` bought the cheapest costs nothing
  Percent,       // a share of the goods, at most `amount` where that is given
  Amount,        // `amount` off
  FreeDelivery,  // of the house only
};
inline constexpr std::array<std::string_view, 4> promotion_kind_names{"cheapest_free", "percent", "amount",
                                                                      "free_delivery"};
constexpr std::span<const std::string_view> names_of(PromotionKind) {
  return promotion_kind_names;
}

// Prices are lower for everybody, for a while. Whoever owns it bears it: the restaurant, or the house.
struct Promotion {
  PromotionId id;
  RestaurantId restaurant;  // none: the house's
  // The owner again, while it runs: so that only running ones are found. Not set: it has ended.
  std::optional<RestaurantId> running_for;
  std::string name;
  PromotionKind kind = PromotionKind::CheapestFree;
  std::int32_t per_10000 = 0;  // of Percent
  Money amount;                // of Amount; of Percent the most it may be worth, zero: no bound
  std::int32_t every = 0;      // of CheapestFree, 2..20
  std::string section;         // of the menu that it holds for; empty: all of it
  Money minimum;               // of the items before any discount; zero: none
  Instant from;                // it holds from here on …
  Instant until;               // … and before there
  std::int32_t weekdays = 0;   // bit 0 Monday … bit 6 Sunday; 0: every day
  // Minutes after local midnight, 0..2880; past 1440 is after the next midnight, and belongs to the day before. Equal:
  // all day.
  std::int32_t from_minute = 0;
  std::int32_t to_minute = 0;
  bool stackable = false;  // together with others
  Version version;

  static constexpr auto description() {
    return record(
        "promotions", key<&Promotion::id>("promotion_id"), field<&Promotion::restaurant>("restaurant_id"),
        field<&Promotion::running_for>("running_for", Index::Hash), field<&Promotion::name>("name"),
        field<&Promotion::kind>("kind"), field<&Promotion::per_10000>("per_10000"), field<&Promotion::amount>("amount"),
        field<&Promotion::every>("every"), field<&Promotion::section>("section"), field<&Promotion::minimum>("minimum"),
        field<&Promotion::from>("from"), field<&Promotion::until>("until"), field<&Promotion::weekdays>("weekdays"),
        field<&Promotion::from_minute>("from_minute"), field<&Promotion::to_minute>("to_minute"),
        field<&Promotion::stackable>("stackable"), field<&Promotion::version>("version"));
  }
};

}  // namespace pizza
