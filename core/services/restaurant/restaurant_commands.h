// SPDX-License-Identifier: Apache-2.0
// What a restaurant is told, and what can be seen of it. A command that gives a part gives all of it anew.
#pragma once

#include "core/model/records/restaurant.h"
#include "core/services/command.h"

namespace pizza {

// id, version, pause and busy minutes are given by the service; a draft is seen by its people only until it is
// published.
struct OpenRestaurant {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::ManageRestaurants;
  Restaurant restaurant;

  static constexpr auto description() {
    return record("open_restaurant", field<&OpenRestaurant::restaurant>("restaurant"));
  }
};

struct PublishRestaurant {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::ManageRestaurants;
  RestaurantId restaurant;

  static constexpr auto description() {
    return record("publish_restaurant", field<&PublishRestaurant::restaurant>("restaurant_id"));
  }
};

// It never opens again. What was ordered is still brought.
struct CloseRestaurantForGood {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::ManageRestaurants;
  RestaurantId restaurant;
  std::string reason;  // 1..200 bytes

  static constexpr auto description() {
    return record("close_restaurant_for_good", field<&CloseRestaurantForGood::restaurant>("restaurant_id"),
                  field<&CloseRestaurantForGood::reason>("reason"));
  }
};

// What is agreed between it and the house, and what the law says.
struct SetRestaurantTerms {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::ManageRestaurants;
  RestaurantId restaurant;
  std::int32_t commission_per_10000 = 0;
  std::int32_t tax_per_10000 = 0;
  bool prices_include_tax = false;
  std::string tax_region;  // 0..20 bytes: capital letters, digits and "-"

  static constexpr auto description() {
    return record("set_restaurant_terms", field<&SetRestaurantTerms::restaurant>("restaurant_id"),
                  field<&SetRestaurantTerms::commission_per_10000>("commission_per_10000"),
                  field<&SetRestaurantTerms::tax_per_10000>("tax_per_10000"),
                  field<&SetRestaurantTerms::prices_include_tax>("prices_include_tax"),
                  field<&SetRestaurantTerms::tax_region>("tax_region"));
  }
};

struct EditRestaurant {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditRestaurant;
  RestaurantId restaurant;
  std::string name;
  std::string about;
  std::string phone;
  std::string cuisine;
  std::vector<std::string> cuisines;
  GeoPoint place;
  std::int32_t seats = 0;

  static constexpr auto description() {
    return record("edit_restaurant", field<&EditRestaurant::restaurant>("restaurant_id"),
                  field<&EditRestaurant::name>("name"), field<&EditRestaurant::about>("description"),
                  field<&EditRestaurant::phone>("phone"), field<&EditRestaurant::cuisine>("cuisine"),
                  field<&EditRestaurant::cuisines>("cuisines"), field<&EditRestaurant::place>("place"),
                  field<&EditRestaurant::seats>("seats"));
  }
};

struct SetOpeningHours {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditRestaurant;
  RestaurantId restaurant;
  std::vector<WeekSpan> spans;  // at most 28; a day without one is closed
  std::string time_zone;        // IANA's name; empty: as before

  static constexpr auto description() {
    return record("set_opening_hours", field<&SetOpeningHours::restaurant>("restaurant_id"),
                  field<&SetOpeningHours::spans>("spans"), field<&SetOpeningHours::time_zone>("time_zone"));
  }
};

struct SetHolidays {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditRestaurant;
  RestaurantId restaurant;
  std::vector<Holiday> holidays;  // at most 100, in any order

  static constexpr auto description() {
    return record("set_holidays", field<&SetHolidays::restaurant>("restaurant_id"),
                  field<&SetHolidays::holidays>("holidays"));
  }
};

struct SetDeliveryZones {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditRestaurant;
  RestaurantId restaurant;
  std::vector<DeliveryZone> zones;     // at most 20; none: the radius decides
  std::int32_t delivery_radius_m = 0;  // 100..100'000; 0: as before

  static constexpr auto description() {
    return record("set_delivery_zones", field<&SetDeliveryZones::restaurant>("restaurant_id"),
                  field<&SetDeliveryZones::zones>("zones"),
                  field<&SetDeliveryZones::delivery_radius_m>("delivery_radius_m"));
  }
};

struct SetRestaurantFees {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditRestaurant;
  RestaurantId restaurant;
  Money delivery_fee;
  Money delivery_fee_per_km;
  Money minimum_order;
  Money small_order_fee;
  Money small_order_below;

  static constexpr auto description() {
    return record("set_restaurant_fees", field<&SetRestaurantFees::restaurant>("restaurant_id"),
                  field<&SetRestaurantFees::delivery_fee>("delivery_fee"),
                  field<&SetRestaurantFees::delivery_fee_per_km>("delivery_fee_per_km"),
                  field<&SetRestaurantFees::minimum_order>("minimum_order"),
                  field<&SetRestaurantFees::small_order_fee>("small_order_fee"),
                  field<&SetRestaurantFees::small_order_below>("small_order_below"));
  }
};

struct PauseRestaurant {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::PauseRestaurant;
  RestaurantId restaurant;
  bool paused = true;
  Duration lasting{};  // 1 minute .. 7 days; 0: until it is taken back

  static constexpr auto description() {
    return record("pause_restaurant", field<&PauseRestaurant::restaurant>("restaurant_id"),
                  field<&PauseRestaurant::paused>("paused"), field<&PauseRestaurant::lasting>("lasting"));
  }
};

struct MarkRestaurantBusy {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::PauseRestaurant;
  RestaurantId restaurant;
  std::int32_t extra_minutes = 0;  // 0..120 on top of the promised time; 0: no longer busy

  static constexpr auto description() {
    return record("mark_restaurant_busy", field<&MarkRestaurantBusy::restaurant>("restaurant_id"),
                  field<&MarkRestaurantBusy::extra_minutes>("extra_minutes"));
  }
};

// As customers see it. A draft is not found.
struct SeeRestaurant {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  RestaurantId restaurant;

  static constexpr auto description() {
    return record("see_restaurant", field<&SeeRestaurant::restaurant>("restaurant_id"));
  }
};

struct RestaurantView {
  RestaurantId restaurant;
  std::string name;
  std::string about;
  std::string phone;
  std::string city;
  std::vector<std::string> cuisines;  // the first of them first
  GeoPoint place;
  Currency currency = Currency::None;
  std::string time_zone;
  std::vector<WeekSpan> hours;
  std::vector<Holiday> holidays;
  std::int32_t delivery_radius_m = 0;
  std::vector<DeliveryZone> zones;
  Money delivery_fee;
  Money delivery_fee_per_km;
  Money minimum_order;
  Money small_order_fee;
  Money small_order_below;
  bool prices_include_tax = false;
  std::int32_t seats = 0;
  RestaurantStatus status = RestaurantStatus::Open;
  bool takes_orders = false;  // now
  std::optional<Instant> next_opening;
  std::optional<Instant> closes_at;
  std::optional<Instant> paused_until;

  static constexpr auto description() {
    return record(
        "restaurant_view", field<&RestaurantView::restaurant>("restaurant_id"), field<&RestaurantView::name>("name"),
        field<&RestaurantView::about>("description"), field<&RestaurantView::phone>("phone"),
        field<&RestaurantView::city>("city"), field<&RestaurantView::cuisines>("cuisines"),
        field<&RestaurantView::place>("place"), field<&RestaurantView::currency>("currency"),
        field<&RestaurantView::time_zone>("time_zone"), field<&RestaurantView::hours>("hours"),
        field<&RestaurantView::holidays>("holidays"), field<&RestaurantView::delivery_radius_m>("delivery_radius_m"),
        field<&RestaurantView::zones>("zones"), field<&RestaurantView::delivery_fee>("delivery_fee"),
        field<&RestaurantView::delivery_fee_per_km>("delivery_fee_per_km"),
        field<&RestaurantView::minimum_order>("minimum_order"),
        field<&RestaurantView::small_order_fee>("small_order_fee"),
        field<&RestaurantView::small_order_below>("small_order_below"),
        field<&RestaurantView::prices_include_tax>("prices_include_tax"), field<&RestaurantView::seats>("seats"),
        field<&RestaurantView::status>("status"), field<&RestaurantView::takes_orders>("takes_orders"),
        field<&RestaurantView::next_opening>("next_opening"), field<&RestaurantView::closes_at>("closes_at"),
        field<&RestaurantView::paused_until>("paused_until"));
  }
};

// All of the record, for its own people.
struct SeeOwnRestaurant {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::PauseRestaurant;
  static constexpr bool is_query = true;
  RestaurantId restaurant;

  static constexpr auto description() {
    return record("see_own_restaurant", field<&SeeOwnRestaurant::restaurant>("restaurant_id"));
  }
};

// Those in business, by number.
struct ListRestaurants {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  std::string city;            // exactly; 1..100 bytes
  RestaurantId after;          // the last one of the page before
  std::int32_t limit = 0;      // 1..100; 0 = 20
  bool taking_orders = false;  // only those that do so now

  static constexpr auto description() {
    return record("list_restaurants", field<&ListRestaurants::city>("city"), field<&ListRestaurants::after>("after"),
                  field<&ListRestaurants::limit>("limit"), field<&ListRestaurants::taking_orders>("taking_orders"));
  }
};

struct ListedRestaurant {
  RestaurantId restaurant;
  std::string name;
  std::string cuisine;
  GeoPoint place;
  bool takes_orders = false;
  std::optional<Instant> next_opening;  // where it takes none because it is closed

  static constexpr auto description() {
    return record("listed_restaurant", field<&ListedRestaurant::restaurant>("restaurant_id"),
                  field<&ListedRestaurant::name>("name"), field<&ListedRestaurant::cuisine>("cuisine"),
                  field<&ListedRestaurant::place>("place"), field<&ListedRestaurant::takes_orders>("takes_orders"),
                  field<&ListedRestaurant::next_opening>("next_opening"));
  }
};

struct RestaurantPage {
  std::vector<ListedRestaurant> restaurants;
  RestaurantId next_after;  // where there may be more: `after` of the next page
  static constexpr auto description() {
    return record("restaurant_page", field<&RestaurantPage::restaurants>("restaurants"),
                  field<&RestaurantPage::next_after>("next_after"));
  }
};

using RestaurantCommands =
    TypeList<OpenRestaurant, PublishRestaurant, CloseRestaurantForGood, SetRestaurantTerms, EditRestaurant,
             SetOpeningHours, SetHolidays, SetDeliveryZones, SetRestaurantFees, PauseRestaurant, MarkRestaurantBusy,
             SeeRestaurant, SeeOwnRestaurant, ListRestaurants>;

}  // namespace pizza
