// SPDX-License-Identifier: Apache-2.0
// Restaurants and what they have on their menus.
#pragma once

#include "core/model/describe.h"
#include "core/model/records/food_marks.h"
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

// A span of one day of the week; minutes as of OpeningHours.
struct WeekSpan {
  std::int32_t weekday = 0;  // 0 = Monday … 6 = Sunday
  std::int32_t opens = 0;
  std::int32_t closes = 0;

  friend bool operator==(const WeekSpan&, const WeekSpan&) = default;
  static constexpr auto description() {
    return record("week_span", field<&WeekSpan::weekday>("weekday"), field<&WeekSpan::opens>("opens"),
                  field<&WeekSpan::closes>("closes"));
  }
};

// A day with hours of its own, in place of those of its weekday; no spans: closed. What began on the day before and
// goes past midnight still ends as it would.
struct Holiday {
  std::int32_t day = 0;  // days since 1970-01-01, by the local calendar
  std::vector<OpeningHours> spans;
  std::string name;

  static constexpr auto description() {
    return record("holiday", field<&Holiday::day>("day"), field<&Holiday::spans>("spans"),
                  field<&Holiday::name>("name"));
  }
};

// Where is delivered, for how much. The border is straight from corner to corner and closes by itself.
struct DeliveryZone {
  std::string name;
  std::vector<GeoPoint> corners;   // 3..100
  Money fee;                       // for the first kilometre
  Money fee_per_km;                // for each further kilometre begun
  Money minimum_order;             // of items; in place of the restaurant's
  std::int32_t extra_minutes = 0;  // on top of the promised time

  static constexpr auto description() {
    return record("delivery_zone", field<&DeliveryZone::name>("name"), field<&DeliveryZone::corners>("corners"),
                  field<&DeliveryZone::fee>("fee"), field<&DeliveryZone::fee_per_km>("fee_per_km"),
                  field<&DeliveryZone::minimum_order>("minimum_order"),
                  field<&DeliveryZone::extra_minutes>("extra_minutes"));
  }
};

enum class RestaurantStatus : std::uint8_t {
  Open,    // in business; whether it takes orders now, its hours say
  Draft,   // being set up: seen by its people only
  Closed,  // for good
};
inline constexpr std::array<std::string_view, 3> restaurant_status_names{"open", "draft", "closed"};
constexpr std::span<const std::string_view> names_of(RestaurantStatus) {
  return restaurant_status_names;
}

struct Restaurant {
  RestaurantId id;
  std::string name;
  std::string city;
  std::string cuisine;
  GeoPoint place;
  Currency currency = Currency::EUR;
  std::int32_t utc_offset_minutes = 0;     // where there is no time_zone
  std::array<OpeningHours, 7> hours;       // Monday first
  std::int32_t delivery_radius_m = 4'000;  // as the crow flies
  std::int32_t tax_per_10000 = 0;          // added to the items
  std::int32_t commission_per_10000 = 0;   // of the items, kept by the platform
  Money delivery_fee;                      // for the first kilometre
  Money delivery_fee_per_km;               // for each further kilometre begun
  Money minimum_order;                     // of items
  bool paused = false;
  Version version;
  std::int32_t seats = 0;        // to eat in; 0 where food is only delivered
  std::string time_zone;         // IANA's name; empty: utc_offset_minutes, all year round
  std::string about;  // for customers
  std::string phone;
  std::vector<std::string> cuisines;  // further ones
  std::vector<WeekSpan> more_hours;   // second and further spans of a day
  std::vector<Holiday> holidays;      // by day, no day twice
  std::vector<DeliveryZone> zones;    // the first that contains the drop counts; none at all: the radius
  Money small_order_fee;
  Money small_order_below;              // the fee is taken where the items come to less; 0: never
  std::optional<Instant> paused_until;  // while paused: it ends by itself then
  std::int32_t busy_minutes = 0;        // on top of the promised time, while the kitchen says so
  bool prices_include_tax = false;
  std::string tax_region;  // "DE", "US-NY"; empty: tax_per_10000 alone
  RestaurantStatus status = RestaurantStatus::Open;

  static constexpr auto description() {
    return record(
        "restaurants", key<&Restaurant::id>("restaurant_id"), field<&Restaurant::name>("name"),
        field<&Restaurant::city>("city", Index::Hash), field<&Restaurant::cuisine>("cuisine"),
        field<&Restaurant::place>("place", Index::Geo), field<&Restaurant::currency>("currency"),
        field<&Restaurant::utc_offset_minutes>("utc_offset_minutes"), field<&Restaurant::hours>("hours"),
        field<&Restaurant::delivery_radius_m>("delivery_radius_m"), field<&Restaurant::tax_per_10000>("tax_per_10000"),
        field<&Restaurant::commission_per_10000>("commission_per_10000"),
        field<&Restaurant::delivery_fee>("delivery_fee"),
        field<&Restaurant::delivery_fee_per_km>("delivery_fee_per_km"),
        field<&Restaurant::minimum_order>("minimum_order"), field<&Restaurant::paused>("paused"),
        field<&Restaurant::version>("version"), field<&Restaurant::seats>("seats"),
        field<&Restaurant::time_zone>("time_zone"), field<&Restaurant::about>("description"),
        field<&Restaurant::phone>("phone"), field<&Restaurant::cuisines>("cuisines"),
        field<&Restaurant::more_hours>("more_hours"), field<&Restaurant::holidays>("holidays"),
        field<&Restaurant::zones>("zones"), field<&Restaurant::small_order_fee>("small_order_fee"),
        field<&Restaurant::small_order_below>("small_order_below"),
        field<&Restaurant::paused_until>("paused_until", Index::Ordered),
        field<&Restaurant::busy_minutes>("busy_minutes"), field<&Restaurant::prices_include_tax>("prices_include_tax"),
        field<&Restaurant::tax_region>("tax_region"), field<&Restaurant::status>("status"));
  }
};

struct MenuOption {
  std::string name;
  Money price;                    // on top of the item's
  std::int32_t size = 0;          // of a size: what halves of one pizza must have in common, such as the centimetres
  std::int32_t work_per_100 = 0;  // of a size: the work in per cent of the item's; 0 = 100
  std::uint32_t allergens = 0;    // what it adds: bits, 1 << Allergen
  bool sold_out = false;

  static constexpr auto description() {
    return record("menu_option", field<&MenuOption::name>("name"), field<&MenuOption::price>("price"),
                  field<&MenuOption::size>("size"), field<&MenuOption::work_per_100>("work_per_100"),
                  field<&MenuOption::allergens>("allergens"), field<&MenuOption::sold_out>("sold_out"));
  }
};

// A choice to make: at least `minimum` and at most `maximum` of the options.
struct OptionGroup {
  std::string name;
  std::int32_t minimum = 0;
  std::int32_t maximum = 1;
  std::vector<MenuOption> options;
  bool sizes = false;  // the options are sizes: exactly one is chosen

  static constexpr auto description() {
    return record("option_group", field<&OptionGroup::name>("name"), field<&OptionGroup::minimum>("minimum"),
                  field<&OptionGroup::maximum>("maximum"), field<&OptionGroup::options>("options"),
                  field<&OptionGroup::sizes>("sizes"));
  }
};

// A price that comes into force.
struct LaterPrice {
  Instant valid_from;
  Money price;

  static constexpr auto description() {
    return record("later_price", field<&LaterPrice::valid_from>("valid_from"), field<&LaterPrice::price>("price"));
  }
};

struct MenuItem {
  MenuItemId id;
  RestaurantId restaurant;
  std::string section;
  std::string name;
  Money price;  // until the first of later_prices; menu_rules::price_at says which is in force
  std::vector<OptionGroup> option_groups;
  std::array<std::int32_t, 3> work_s{};  // seconds of work at prep, oven and pack, for one
  bool available = true;
  Version version;
  std::string code;  // the restaurant's own, unique on its menu; empty: none
  std::string about;
  bool half_allowed = false;             // may be one half of a pizza of two
  std::uint32_t allergens = 0;           // bits, 1 << Allergen
  std::uint32_t marks = 0;               // bits, 1 << DietaryMark
  std::vector<WeekSpan> hours;           // when it can be ordered; empty: whenever its section can
  bool counts_stock = false;             // ItemStock says how many are left
  std::vector<LaterPrice> later_prices;  // by instant
  GoodKind kind = GoodKind::Food;
  std::string picture;        // a name in the object store; empty: none
  std::int32_t position = 0;  // in its section, from 0
  bool removed = false;       // kept for orders and reviews that name it

  static constexpr auto description() {
    return record(
        "menu_items", key<&MenuItem::id>("menu_item_id"), field<&MenuItem::restaurant>("restaurant_id", Index::Hash),
        field<&MenuItem::section>("section"), field<&MenuItem::name>("name"), field<&MenuItem::price>("price"),
        field<&MenuItem::option_groups>("option_groups"), field<&MenuItem::work_s>("work_s"),
        field<&MenuItem::available>("available"), field<&MenuItem::version>("version"), field<&MenuItem::code>("code"),
        field<&MenuItem::about>("description"), field<&MenuItem::half_allowed>("half_allowed"),
        field<&MenuItem::allergens>("allergens"), field<&MenuItem::marks>("marks"), field<&MenuItem::hours>("hours"),
        field<&MenuItem::counts_stock>("counts_stock"), field<&MenuItem::later_prices>("later_prices"),
        field<&MenuItem::kind>("kind"), field<&MenuItem::picture>("picture"), field<&MenuItem::position>("position"),
        field<&MenuItem::removed>("removed"), shard_by<&MenuItem::restaurant>());
  }
};

}  // namespace pizza
