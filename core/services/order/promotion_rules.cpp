// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/promotion_rules.h"

#include "core/services/restaurant/opening_rules.h"

namespace pizza::promotion_rules {

namespace {

constexpr std::int32_t minutes_a_day = 1'440;

bool on_day(const Promotion& promotion, std::int64_t day) {
  return promotion.weekdays == 0 || (promotion.weekdays >> weekday_of(day) & 1) != 0;
}

bool in_currency(Money amount, Currency currency) {
  return amount.minor == 0 || amount.currency == currency;
}

void add_running(UnitOfWork& work, RestaurantId owner, std::vector<const Promotion*>& found) {
  for (const std::uint64_t key : work.find_where<&Promotion::running_for>(owner, most_of_the_house))
    found.push_back(work.find(PromotionId{key}));
}

}  // namespace

bool in_time(const Promotion& promotion, const Restaurant& restaurant, Instant wanted) {
  if (wanted < promotion.from || wanted >= promotion.until) return false;
  const LocalTime local = opening_rules::clock_of(restaurant).local(wanted);
  const std::int32_t minute = local.minute_of_day();
  if (promotion.from_minute == promotion.to_minute) return on_day(promotion, local.day);
  const auto within = [&](std::int32_t m) { return m >= promotion.from_minute && m < promotion.to_minute; };
  return (on_day(promotion, local.day) && within(minute)) ||
         (on_day(promotion, local.day - 1) && within(minute + minutes_a_day));
}

bool holds(const Promotion& promotion, const Restaurant& restaurant, Instant wanted, Money items) {
  return in_currency(promotion.amount, restaurant.currency) && in_currency(promotion.minimum, restaurant.currency) &&
         items.minor >= promotion.minimum.minor && in_time(promotion, restaurant, wanted);
}

std::vector<const Promotion*> running(UnitOfWork& work, RestaurantId restaurant) {
  std::vector<const Promotion*> found;
  add_running(work, {}, found);
  add_running(work, restaurant, found);
  std::sort(found.begin(), found.end(), [](const Promotion* a, const Promotion* b) { return a->id < b->id; });
  return found;
}

}  // namespace pizza::promotion_rules
