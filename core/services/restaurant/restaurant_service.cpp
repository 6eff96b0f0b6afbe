// SPDX-License-Identifier: Apache-2.0
#include "core/services/restaurant/restaurant_service.h"

#include <algorithm>

#include "core/services/restaurant/opening_rules.h"
#include "core/services/restaurant/restaurant_checks.h"

namespace pizza {

namespace {

Problem unknown_restaurant() {
  return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
}
Problem invalid(std::string detail, std::string field) {
  return problem(Status::Unprocessable, "restaurant.invalid", std::move(detail), std::move(field));
}

// Changes a copy of the record, looks at all of it, and records what came out.
template <class Change>
Outcome edit_part(UnitOfWork& work, RestaurantId id, RestaurantPart part, Change change) {
  const Restaurant* present = work.find(id);
  if (present == nullptr) return unknown_restaurant();
  if (present->status == RestaurantStatus::Closed)
    return problem(Status::Conflict, "restaurant.closed_for_good", present->name + " has closed for good",
                   "restaurant_id");
  Restaurant restaurant = *present;
  change(restaurant);
  std::vector<Fault> found;
  Faults faults(found);
  check_restaurant(restaurant, faults);
  if (auto wrong = first_problem(found, "restaurant")) return *wrong;
  work.record(RestaurantEdited{std::move(restaurant), part});
  return Done{};
}

void sort_spans(std::vector<WeekSpan>& spans) {
  std::sort(spans.begin(), spans.end(), [](const WeekSpan& a, const WeekSpan& b) {
    return a.weekday != b.weekday ? a.weekday < b.weekday : a.opens < b.opens;
  });
}

std::vector<WeekSpan> spans_of(const Restaurant& restaurant) {
  std::vector<WeekSpan> spans = restaurant.more_hours;
  for (std::int32_t weekday = 0; weekday < 7; ++weekday) {
    const OpeningHours& first = restaurant.hours[static_cast<std::size_t>(weekday)];
    if (first.closes > first.opens) spans.push_back({weekday, first.opens, first.closes});
  }
  sort_spans(spans);
  return spans;
}

bool seen_by_all(const Restaurant* restaurant) {
  return restaurant != nullptr && restaurant->status != RestaurantStatus::Draft;
}

std::optional<Instant> next_opening_after(const Restaurant& restaurant, Instant at) {
  if (restaurant.status != RestaurantStatus::Open || opening_rules::is_open(restaurant, at)) return std::nullopt;
  return opening_rules::next_opening(restaurant, at);
}

}  // namespace

Result<RestaurantId> RestaurantService::open(UnitOfWork& work, const OpenRestaurant& command) const {
  Restaurant restaurant = command.restaurant;
  restaurant.paused = false;
  restaurant.paused_until.reset();
  restaurant.busy_minutes = 0;
  if (restaurant.status == RestaurantStatus::Closed) return invalid("draft or open", "status");
  std::sort(restaurant.holidays.begin(), restaurant.holidays.end(),
            [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  std::vector<Fault> found;
  Faults faults(found);
  check_restaurant(restaurant, faults);
  if (auto wrong = first_problem(found, "restaurant")) return *wrong;
  restaurant.id = work.allocate<Restaurant>();
  const RestaurantId id = restaurant.id;
  work.record(RestaurantOpened{std::move(restaurant)});
  return id;
}

Outcome RestaurantService::publish(UnitOfWork& work, const PublishRestaurant& command) const {
  const Restaurant* restaurant = work.find(command.restaurant);
  if (restaurant != nullptr && restaurant->status == RestaurantStatus::Open)
    return problem(Status::Conflict, "restaurant.not_draft", "it is in business already", "restaurant_id");
  return edit_part(work, command.restaurant, RestaurantPart::Published,
                   [](Restaurant& draft) { draft.status = RestaurantStatus::Open; });
}

Outcome RestaurantService::close_for_good(UnitOfWork& work, const CloseRestaurantForGood& command) const {
  const Restaurant* restaurant = work.find(command.restaurant);
  if (restaurant == nullptr) return unknown_restaurant();
  if (restaurant->status == RestaurantStatus::Closed)
    return problem(Status::Conflict, "restaurant.closed_for_good", "it has closed already", "restaurant_id");
  std::vector<Fault> found;
  Faults(found).text(command.reason, 1, 200, "reason");
  if (auto wrong = first_problem(found, "restaurant")) return *wrong;
  work.record(RestaurantClosedForGood{command.restaurant, command.reason, work.now()});
  return Done{};
}

Outcome RestaurantService::set_terms(UnitOfWork& work, const SetRestaurantTerms& command) const {
  return edit_part(work, command.restaurant, RestaurantPart::Terms, [&](Restaurant& restaurant) {
    restaurant.commission_per_10000 = command.commission_per_10000;
    restaurant.tax_per_10000 = command.tax_per_10000;
    restaurant.prices_include_tax = command.prices_include_tax;
    restaurant.tax_region = command.tax_region;
  });
}

Outcome RestaurantService::edit(UnitOfWork& work, const EditRestaurant& command) const {
  return edit_part(work, command.restaurant, RestaurantPart::Profile, [&](Restaurant& restaurant) {
    restaurant.name = command.name;
    restaurant.about = command.about;
    restaurant.phone = command.phone;
    restaurant.cuisine = command.cuisine;
    restaurant.cuisines = command.cuisines;
    restaurant.place = command.place;
    restaurant.seats = command.seats;
  });
}

Outcome RestaurantService::set_hours(UnitOfWork& work, const SetOpeningHours& command) const {
  std::vector<Fault> found;
  Faults faults(found);
  check_spans(command.spans, "spans", faults);
  if (auto wrong = first_problem(found, "restaurant")) return *wrong;
  return edit_part(work, command.restaurant, RestaurantPart::Hours, [&](Restaurant& restaurant) {
    if (!command.time_zone.empty()) restaurant.time_zone = command.time_zone;
    restaurant.hours.fill({});
    restaurant.more_hours.clear();
    std::vector<WeekSpan> spans = command.spans;
    sort_spans(spans);
    for (const WeekSpan& span : spans) {
      OpeningHours& first = restaurant.hours[static_cast<std::size_t>(span.weekday)];
      if (first.closes == first.opens) {
        first = {span.opens, span.closes};
      } else {
        restaurant.more_hours.push_back(span);
      }
    }
  });
}

Outcome RestaurantService::set_holidays(UnitOfWork& work, const SetHolidays& command) const {
  return edit_part(work, command.restaurant, RestaurantPart::Holidays, [&](Restaurant& restaurant) {
    restaurant.holidays = command.holidays;
    std::sort(restaurant.holidays.begin(), restaurant.holidays.end(),
              [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  });
}

Outcome RestaurantService::set_zones(UnitOfWork& work, const SetDeliveryZones& command) const {
  return edit_part(work, command.restaurant, RestaurantPart::Zones, [&](Restaurant& restaurant) {
    restaurant.zones = command.zones;
    if (command.delivery_radius_m != 0) restaurant.delivery_radius_m = command.delivery_radius_m;
  });
}

Outcome RestaurantService::set_fees(UnitOfWork& work, const SetRestaurantFees& command) const {
  return edit_part(work, command.restaurant, RestaurantPart::Fees, [&](Restaurant& restaurant) {
    restaurant.delivery_fee = command.delivery_fee;
    restaurant.delivery_fee_per_km = command.delivery_fee_per_km;
    restaurant.minimum_order = command.minimum_order;
    restaurant.small_order_fee = command.small_order_fee;
    restaurant.small_order_below = command.small_order_below;
  });
}

Outcome RestaurantService::pause(UnitOfWork& work, const PauseRestaurant& command) const {
  const Restaurant* restaurant = work.find(command.restaurant);
  if (restaurant == nullptr) return unknown_restaurant();
  if (restaurant->status == RestaurantStatus::Closed)
    return problem(Status::Conflict, "restaurant.closed_for_good", restaurant->name + " has closed for good",
                   "restaurant_id");
  std::optional<Instant> until;
  if (command.paused && command.lasting.ms != 0) {
    if (command.lasting < minutes(1) || command.lasting > days(7)) return invalid("1 minute to 7 days", "lasting");
    until = work.now() + command.lasting;
  }
  if (restaurant->paused == command.paused && restaurant->paused_until == until) return Done{};
  if (until) work.after_commit(Timer{TimerKind::RestaurantResume, command.restaurant.value, *until});
  work.record(RestaurantPaused{command.restaurant, command.paused, until});
  return Done{};
}

void RestaurantService::resume(UnitOfWork& work, RestaurantId id) const {
  const Restaurant* restaurant = work.find(id);
  if (restaurant == nullptr || !restaurant->paused_until || work.now() < *restaurant->paused_until) return;
  work.record(RestaurantPaused{id, false, std::nullopt});
}

Outcome RestaurantService::mark_busy(UnitOfWork& work, const MarkRestaurantBusy& command) const {
  return edit_part(work, command.restaurant, RestaurantPart::Busy,
                   [&](Restaurant& restaurant) { restaurant.busy_minutes = command.extra_minutes; });
}

Result<RestaurantView> RestaurantService::see(UnitOfWork& work, const SeeRestaurant& query) const {
  const Restaurant* found = work.find(query.restaurant);
  if (!seen_by_all(found)) return unknown_restaurant();
  const Restaurant& from = *found;
  RestaurantView view;
  view.restaurant = from.id;
  view.name = from.name;
  view.about = from.about;
  view.phone = from.phone;
  view.city = from.city;
  if (!from.cuisine.empty()) view.cuisines.push_back(from.cuisine);
  view.cuisines.insert(view.cuisines.end(), from.cuisines.begin(), from.cuisines.end());
  view.place = from.place;
  view.currency = from.currency;
  view.time_zone = from.time_zone;
  view.hours = spans_of(from);
  view.holidays = from.holidays;
  view.delivery_radius_m = from.delivery_radius_m;
  view.zones = from.zones;
  view.delivery_fee = from.delivery_fee;
  view.delivery_fee_per_km = from.delivery_fee_per_km;
  view.minimum_order = from.minimum_order;
  view.small_order_fee = from.small_order_fee;
  view.small_order_below = from.small_order_below;
  view.prices_include_tax = from.prices_include_tax;
  view.seats = from.seats;
  view.status = from.status;
  view.takes_orders = opening_rules::takes_orders(from, work.now());
  view.next_opening = next_opening_after(from, work.now());
  if (from.status == RestaurantStatus::Open) view.closes_at = opening_rules::closes_at(from, work.now());
  view.paused_until = from.paused_until;
  return view;
}

Result<Restaurant> RestaurantService::see_own(UnitOfWork& work, const SeeOwnRestaurant& query) const {
  const Restaurant* restaurant = work.find(query.restaurant);
  if (restaurant == nullptr) return unknown_restaurant();
  return *restaurant;
}

Result<RestaurantPage> RestaurantService::list(UnitOfWork& work, const ListRestaurants& query) const {
  constexpr std::size_t most_looked_at = 2'000;  // for one page
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 100) return invalid("must be from 1 to 100", "limit");
  if (query.city.empty() || query.city.size() > 100) return invalid("1 to 100 bytes", "city");
  const std::vector<std::uint64_t> keys = work.find_where<&Restaurant::city>(query.city);
  auto key = std::upper_bound(keys.begin(), keys.end(), query.after.value);
  RestaurantPage page;
  for (std::size_t looked = 0; key != keys.end(); ++key, ++looked) {
    if (page.restaurants.size() == static_cast<std::size_t>(limit) || looked == most_looked_at) {
      page.next_after = {*(key - 1)};
      break;
    }
    const Restaurant& restaurant = *work.find(RestaurantId{*key});
    if (restaurant.status != RestaurantStatus::Open) continue;
    const bool takes_orders = opening_rules::takes_orders(restaurant, work.now());
    if (query.taking_orders && !takes_orders) continue;
    page.restaurants.push_back({restaurant.id, restaurant.name, restaurant.cuisine, restaurant.place, takes_orders,
                                next_opening_after(restaurant, work.now())});
  }
  return page;
}

bool RestaurantService::is_open(const Restaurant& restaurant, Instant at) {
  return opening_rules::is_open(restaurant, at);
}

std::span<const TimerRule> restaurant_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&Restaurant::paused_until>(
      TimerKind::RestaurantResume,
      [](UnitOfWork& work, std::uint64_t key) { RestaurantService{}.resume(work, RestaurantId{key}); })};
  return rules;
}

}  // namespace pizza
