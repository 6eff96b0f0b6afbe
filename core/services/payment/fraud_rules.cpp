// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/fraud_rules.h"

#include <algorithm>
#include <limits>

namespace pizza::fraud_rules {

namespace {

// So many minor units of a currency are about as many whole euros.
std::int64_t about_euros(std::int64_t euros, Currency currency) {
  switch (currency) {
    case Currency::INR:
      return euros * 100 * 100;
    case Currency::JPY:
      return euros * 160;
    case Currency::KWD:
      return euros * 333;
    default:
      return euros * 100;
  }
}

void count_one(RecentCount& count, Duration period, Instant at) {
  const std::int64_t current = at.ms / period.ms;
  if (current != count.period) {
    count.before = current == count.period + 1 ? count.now : 0;
    count.now = 0;
    count.period = current;
  }
  ++count.now;
}

std::int64_t nearest_address_m(const User& user, GeoPoint drop) {
  constexpr std::int32_t near = 500'000;  // of 1e-7 degree: less than 6 km
  std::int64_t nearest = std::numeric_limits<std::int64_t>::max();
  for (const Address& address : user.addresses) {
    if (std::abs(address.place.lat - drop.lat) < near && std::abs(address.place.lon - drop.lon) < near) return 1;
    nearest = std::min(nearest, distance_mm(address.place, drop) / 1'000);
  }
  return user.addresses.empty() ? 0 : nearest;
}

bool is_large(const Facts& facts) {
  const bool known = facts.captured >= 3 && facts.usual.currency == facts.amount.currency && facts.usual.minor > 0;
  return facts.amount.minor > (known ? facts.usual.minor * 4 : about_euros(250, facts.amount.currency));
}

}  // namespace

Score score_of(const Facts& facts) {
  Score score;
  const auto found = [&](bool holds, FraudFeature feature, std::int32_t points) {
    if (!holds) return;
    score.points += points;
    score.reasons[score.count++] = {feature, points};
  };
  found(facts.account_age < days(1), FraudFeature::NewAccount, 20);
  found(facts.captured == 0, FraudFeature::FirstOrder, 10);
  found(is_large(facts), FraudFeature::LargeAmount, 30);
  found(facts.unpaid_orders >= 4, FraudFeature::ManyOrders, facts.unpaid_orders >= 8 ? 35 : 20);
  found(facts.declines >= 2, FraudFeature::ManyDeclines, facts.declines >= 4 ? 45 : 25);
  found(facts.drop_m > 25'000, FraudFeature::FarDrop, 20);
  found(facts.tip.minor * 2 > facts.items.minor && facts.tip.minor > about_euros(20, facts.tip.currency),
        FraudFeature::HighTip, 15);
  found(facts.refunds >= 3 && facts.refunds * 3 >= facts.captured, FraudFeature::ManyRefunds, 20);
  return score;
}

Facts facts_of(const PaymentHistory* history, const User* user, const Order* order, Money amount, Instant now) {
  Facts facts;
  facts.amount = amount;
  if (history != nullptr) {
    facts.captured = history->captured;
    facts.refunds = history->refunds;
    facts.usual = history->usual;
    facts.unpaid_orders = recent(history->unpaid_orders, hours(1), now);
    facts.declines = recent(history->declines, days(1), now);
  }
  if (order != nullptr) {
    facts.items = order->items;
    facts.tip = order->tip;
  }
  if (user != nullptr) {
    facts.account_age = now - user->registered_at;
    if (order != nullptr) facts.drop_m = nearest_address_m(*user, order->drop);
  }
  return facts;
}

std::int64_t recent(const RecentCount& count, Duration period, Instant now) {
  const std::int64_t current = now.ms / period.ms;
  const std::int64_t left = period.ms - now.ms % period.ms;
  if (current == count.period) return count.now + count.before * left / period.ms;
  return current == count.period + 1 ? count.now * left / period.ms : 0;
}

void asked(PaymentHistory& history, Instant at) {
  count_one(history.unpaid_orders, hours(1), at);
}

void captured(PaymentHistory& history, Money amount, Instant at) {
  RecentCount& unpaid = history.unpaid_orders;
  const std::int64_t hour = at.ms / hours(1).ms;
  std::int32_t& counted = hour == unpaid.period ? (unpaid.now > 0 ? unpaid.now : unpaid.before) : unpaid.now;
  if (counted > 0) --counted;
  ++history.captured;
  if (history.usual.currency != amount.currency) history.usual = amount;
  const std::int64_t weight = std::min<std::int64_t>(history.captured, 8);
  history.usual.minor += (amount.minor - history.usual.minor) / weight;
}

void declined(PaymentHistory& history, Instant at) {
  count_one(history.declines, days(1), at);
}

}  // namespace pizza::fraud_rules
