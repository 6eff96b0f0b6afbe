// SPDX-License-Identifier: Apache-2.0
#include "core/services/restaurant/restaurant_checks.h"

#include <algorithm>

#include "core/model/time_zone.h"
#include "core/services/order/order_service.h"
#include "core/services/restaurant/restaurant_service.h"

namespace pizza {

namespace {

constexpr std::int32_t two_days = 2'880;  // minutes

std::string at(const std::string& list, std::size_t place) {
  return list + "[" + std::to_string(place) + "]";
}

void check_span(std::int32_t opens, std::int32_t closes, const std::string& field, Faults& faults) {
  if (opens < 0 || closes < opens || closes > two_days) faults.add(field, "0 <= opens <= closes <= 2880");
}

}  // namespace

void Faults::text(const std::string& value, std::size_t least, std::size_t most, const std::string& field) {
  if (value.size() < least || value.size() > most) {
    add(field, std::to_string(least) + " to " + std::to_string(most) + " bytes");
  } else if (looks_like_card_number(value)) {
    into_.push_back({field, "looks like a card number", true});
  }
}

void Faults::range(std::int64_t value, std::int64_t least, std::int64_t most, const std::string& field) {
  if (value < least || value > most) add(field, std::to_string(least) + " to " + std::to_string(most));
}

void Faults::money(Money value, Currency currency, const std::string& field) {
  if (value.currency != currency && value.minor != 0)
    add(field + ".currency", "the currency must be the restaurant's");
  else if (value.minor < 0 || value.minor > RestaurantService::max_price_minor)
    add(field + ".minor", "an amount from 0 to 1,000,000");
}

void check_spans(const std::vector<WeekSpan>& spans, const std::string& field, Faults& faults) {
  if (spans.size() > 28) return faults.add(field, "at most 28 spans");
  for (std::size_t i = 0; i < spans.size(); ++i) {
    faults.range(spans[i].weekday, 0, 6, at(field, i) + ".weekday");
    check_span(spans[i].opens, spans[i].closes, at(field, i), faults);
  }
}

void check_hours(const Restaurant& restaurant, Faults& faults) {
  if (!restaurant.time_zone.empty() && !TimeZone::find(restaurant.time_zone))
    faults.add("time_zone", "no zone of the IANA database");
  faults.range(restaurant.utc_offset_minutes, -720, 840, "utc_offset_minutes");
  for (const OpeningHours& day : restaurant.hours) check_span(day.opens, day.closes, "hours", faults);
  check_spans(restaurant.more_hours, "more_hours", faults);
}

void check_holidays(const std::vector<Holiday>& holidays, Faults& faults) {
  if (holidays.size() > 100) return faults.add("holidays", "at most 100");
  for (std::size_t i = 0; i < holidays.size(); ++i) {
    const std::string field = at("holidays", i);
    faults.range(holidays[i].day, 0, 100'000, field + ".day");
    faults.text(holidays[i].name, 0, 100, field + ".name");
    if (holidays[i].spans.size() > 4) faults.add(field + ".spans", "at most 4");
    for (const OpeningHours& span : holidays[i].spans) check_span(span.opens, span.closes, field + ".spans", faults);
    if (i > 0 && holidays[i - 1].day == holidays[i].day) faults.add(field + ".day", "this day is named twice");
  }
}

void check_zones(const Restaurant& restaurant, Faults& faults) {
  constexpr std::int64_t furthest_mm = 200'000'000;
  faults.range(restaurant.delivery_radius_m, 100, 100'000, "delivery_radius_m");
  if (restaurant.zones.size() > 20) return faults.add("zones", "at most 20");
  for (std::size_t i = 0; i < restaurant.zones.size(); ++i) {
    const DeliveryZone& zone = restaurant.zones[i];
    const std::string field = at("zones", i);
    faults.text(zone.name, 1, 100, field + ".name");
    if (zone.corners.size() < 3 || zone.corners.size() > 100) faults.add(field + ".corners", "3 to 100");
    if (!std::all_of(zone.corners.begin(), zone.corners.end(), [&](GeoPoint corner) {
          return corner.valid() && distance_mm(restaurant.place, corner) <= furthest_mm;
        }))
      faults.add(field + ".corners", "within 200 km of the restaurant");
    faults.money(zone.fee, restaurant.currency, field + ".fee");
    faults.money(zone.fee_per_km, restaurant.currency, field + ".fee_per_km");
    faults.money(zone.minimum_order, restaurant.currency, field + ".minimum_order");
    faults.range(zone.extra_minutes, 0, 120, field + ".extra_minutes");
  }
}

void check_restaurant(const Restaurant& restaurant, Faults& faults) {
  faults.text(restaurant.name, 1, 200, "name");
  faults.text(restaurant.city, 0, 100, "city");
  faults.text(restaurant.cuisine, 0, 100, "cuisine");
  faults.text(restaurant.about, 0, 2'000, "description");
  // A telephone's number may be a card's by chance; it has at most 15 digits (ITU-T E.164).
  faults.text(restaurant.phone, 0, 30, "phone");
  if (restaurant.cuisines.size() > 10) faults.add("cuisines", "at most 10");
  for (std::size_t i = 0; i < restaurant.cuisines.size(); ++i)
    faults.text(restaurant.cuisines[i], 1, 100, at("cuisines", i));
  if (!restaurant.place.valid()) faults.add("place", "a place outside the earth");
  if (restaurant.currency == Currency::None) faults.add("currency", "a currency is needed");
  faults.range(restaurant.seats, 0, 10'000, "seats");
  check_hours(restaurant, faults);
  check_holidays(restaurant.holidays, faults);
  check_zones(restaurant, faults);
  faults.range(restaurant.tax_per_10000, 0, 10'000, "tax_per_10000");
  faults.range(restaurant.commission_per_10000, 0, 10'000, "commission_per_10000");
  faults.range(restaurant.busy_minutes, 0, 120, "extra_minutes");
  const auto in_region = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-'; };
  if (restaurant.tax_region.size() > 20 ||
      !std::all_of(restaurant.tax_region.begin(), restaurant.tax_region.end(), in_region))
    faults.add("tax_region", "at most 20 capital letters, digits and dashes");
  faults.money(restaurant.delivery_fee, restaurant.currency, "delivery_fee");
  faults.money(restaurant.delivery_fee_per_km, restaurant.currency, "delivery_fee_per_km");
  faults.money(restaurant.minimum_order, restaurant.currency, "minimum_order");
  faults.money(restaurant.small_order_fee, restaurant.currency, "small_order_fee");
  faults.money(restaurant.small_order_below, restaurant.currency, "small_order_below");
}

std::optional<Problem> first_problem(const std::vector<Fault>& faults, const char* of) {
  if (faults.empty()) return std::nullopt;
  const Fault& first = faults.front();
  return problem(Status::Unprocessable, std::string(of) + (first.card_number ? ".card_number" : ".invalid"),
                 first.detail, first.field);
}

}  // namespace pizza
