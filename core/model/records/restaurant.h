// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
#include "core/model/records/good_kind.h"

namespace pizza {

// Open from `opens` to `closes`, minutes after local midnight, 0..2880; past 1440 is after the next midnight.
// Equal values: closed that day.
struct OpeningHours {
  std::int32_t opens = 0;
  std::int32_t closes = 0;

  static constexpr auto description() {
    return record("opening_hours", field<&OpeningHours::opens>("opens"), field<&OpeningHours::closes>("closes"));
  }
};

struct Restaurant {
  RestaurantId id;
  std::string name;
  std::string city;
  std::string cuisine;
  GeoPoint place;
  Currency currency = Currency::EUR;
  std::int32_t utc_offset_minutes = 0;
  std::array<OpeningHours, 7> hours;       // Monday first
  std::int32_t delivery_radius_m = 4'000;  // as the crow flies
  std::int32_t tax_per_10000 = 0;          // added to the items
  std::int32_t commission_per_10000 = 0;   // of the items, kept by the platform
  Money delivery_fee;                      // for the first kilometre
  Money delivery_fee_per_km;               // for each further kilometre begun
  Money minimum_order;                     // of items
  bool paused = false;
  Version version;
  std::int32_t seats = 0;  // to eat in; 0 where food is only delivered
  // ISO 3166, "MC" or "US-NY": whose terms hold (core/model/records/place_terms.h); empty: tax_per_10000 alone.
  std::string region;

  static constexpr auto description() {
    return record("restaurants", key<&Restaurant::id>("restaurant_id"), field<&Restaurant::name>("name"),
                  field<&Restaurant::city>("city", Index::Hash), field<&Restaurant::cuisine>("cuisine"),
                  field<&Restaurant::place>("place", Index::Geo), field<&Restaurant::currency>("currency"),
                  field<&Restaurant::utc_offset_minutes>("utc_offset_minutes"), field<&Restaurant::hours>("hours"),
                  field<&Restaurant::delivery_radius_m>("delivery_radius_m"),
                  field<&Restaurant::tax_per_10000>("tax_per_10000"),
                  field<&Restaurant::commission_per_10000>("commission_per_10000"),
                  field<&Restaurant::delivery_fee>("delivery_fee"),
                  field<&Restaurant::delivery_fee_per_km>("delivery_fee_per_km"),
                  field<&Restaurant::minimum_order>("minimum_order"), field<&Restaurant::paused>("paused"),
                  field<&Restaurant::version>("version"), field<&Restaurant::seats>("seats"),
                  field<&Restaurant::region>("region"));
  }
};

struct MenuOption {
  std::string name;
  Money price;  // on top of the item's

  static constexpr auto description() {
    return record("menu_option", field<&MenuOption::name>("name"), field<&MenuOption::price>("price"));
  }
};

// A choice to make: at least `minimum` and at most `maximum` of the options.
struct OptionGroup {
  std::string name;
  std::int32_t minimum = 0;
  std::int32_t maximum = 1;
  std::vector<MenuOption> options;

  static constexpr auto description() {
    return record("option_group", field<&OptionGroup::name>("name"), field<&OptionGroup::minimum>("minimum"),
                  field<&OptionGroup::maximum>("maximum"), field<&OptionGroup::options>("options"));
  }
};

struct MenuItem {
  MenuItemId id;
  RestaurantId restaurant;
  std::string section;
  std::string name;
  Money price;
  std::vector<OptionGroup> option_groups;
  std::array<std::int32_t, 3> work_s{};  // seconds of work at prep, oven and pack, for one
  bool available = true;
  Version version;
  GoodKind good = GoodKind::Food;  // food or drink, for the tax

  static constexpr auto description() {
    return record("menu_items", key<&MenuItem::id>("menu_item_id"),
                  field<&MenuItem::restaurant>("restaurant_id", Index::Hash), field<&MenuItem::section>("section"),
                  field<&MenuItem::name>("name"), field<&MenuItem::price>("price"),
                  field<&MenuItem::option_groups>("option_groups"), field<&MenuItem::work_s>("work_s"),
                  field<&MenuItem::available>("available"), field<&MenuItem::version>("version"),
                  field<&MenuItem::good>("good"), shard_by<&MenuItem::restaurant>());
  }
};

}  // namespace pizza
