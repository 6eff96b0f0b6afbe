// SPDX-License-Identifier: Apache-2.0
#include "core/services/loyalty/reward_rules.h"

#include <algorithm>

#include "core/model/records/order.h"
#include "core/services/loyalty/points_rules.h"

namespace pizza {

namespace reward_rules {

namespace {

Problem refused(const char* type, std::string detail) {
  return problem(Status::Unprocessable, type, std::move(detail), "coupon_code");
}

// An order that was received or still may be, and that came before.
bool ordered_before(UnitOfWork& work, UserId user, OrderId before) {
  const std::vector<std::uint64_t> orders = work.find_where<&Order::user>(user);
  return std::any_of(orders.begin(), orders.end(), [&](std::uint64_t key) {
    return (!before || key < before.value) && work.find(OrderId{key})->status <= OrderStatus::Completed;
  });
}

std::int64_t uses_of(UnitOfWork& work, CouponId coupon, UserId user) {
  std::int64_t uses = 0;
  for (const std::uint64_t key : work.find_where<&RewardUse::user>(user)) {
    const RewardUse* use = work.find_at<RewardUse>(key);
    uses += use->coupon == coupon && !use->returned_at;
  }
  return uses;
}

const char* words_for(std::string_view type) {
  if (type == "coupon.used_up") return "has been used as often as it may";
  if (type == "coupon.used_by_you") return "you have used it as often as you may";
  return "is for a first order only";
}

}  // namespace

std::string coupon_code_of(std::string_view written) {
  std::string code;
  for (char c : written) {
    if (c == ' ' || c == '-') continue;
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) || code.size() == 24) return {};
    code.push_back(c);
  }
  return code.size() < 4 ? std::string() : code;
}

const Coupon* coupon_by_code(UnitOfWork& work, std::string_view written) {
  const std::string code = coupon_code_of(written);
  if (code.empty()) return nullptr;
  const std::vector<std::uint64_t> found = work.find_where<&Coupon::code>(code, 1);
  return found.empty() ? nullptr : work.find_at<Coupon>(found.front());
}

bool may_try(UnitOfWork& work, UserId user) {
  const CouponGuesses* guesses = work.find_at<CouponGuesses>(user.value);
  return guesses == nullptr || guesses->misses < guesses_an_hour || work.now() >= guesses->since + hours(1);
}

const char* limit_reached(UnitOfWork& work, const Coupon& coupon, UserId user, OrderId before) {
  if (coupon.total_limit != 0 && coupon.used >= coupon.total_limit) return "coupon.used_up";
  if (coupon.person_limit != 0 && uses_of(work, coupon.id, user) >= coupon.person_limit) return "coupon.used_by_you";
  if (coupon.first_order_only && ordered_before(work, user, before)) return "coupon.first_order_only";
  return nullptr;
}

Money coupon_worth(const Coupon& coupon, Money items) {
  Money worth = coupon.per_10000 != 0 ? share(items, coupon.per_10000) : coupon.amount;
  if (coupon.per_10000 != 0 && coupon.most.minor != 0) worth.minor = std::min(worth.minor, coupon.most.minor);
  return {std::clamp<std::int64_t>(worth.minor, 0, std::max<std::int64_t>(items.minor, 0)), items.currency};
}

Result<Money> quote_coupon(UnitOfWork& work, const Coupon* coupon, const RewardWish& wish) {
  if (coupon == nullptr) return refused("coupon.unknown", "there is no such coupon");
  if (coupon->restaurant && coupon->restaurant != wish.restaurant)
    return refused("coupon.other_restaurant", "is for another restaurant");
  if (coupon->ended_at || (coupon->ends && work.now() >= *coupon->ends)) return refused("coupon.over", "is over");
  if (work.now() < coupon->begins) return refused("coupon.not_begun", "cannot be used yet");
  for (const Money& amount : {coupon->amount, coupon->most, coupon->minimum})
    if (amount.minor != 0 && amount.currency != wish.items.currency)
      return refused("coupon.other_currency", "is of another currency");
  if (wish.items.minor < coupon->minimum.minor)
    return refused("coupon.below_minimum",
                   "the items must come to " + std::to_string(coupon->minimum.minor) + " minor units");
  if (const char* type = limit_reached(work, *coupon, wish.user, {})) return refused(type, words_for(type));
  return coupon_worth(*coupon, wish.items);
}

}  // namespace reward_rules

Result<Reward> quote_reward(UnitOfWork& work, const RewardWish& wish) {
  Reward reward{{0, wish.items.currency}, {0, wish.items.currency}};
  if (!wish.coupon_code.empty()) {
    if (!reward_rules::may_try(work, wish.user))
      return problem(Status::TooManyRequests, "coupon.too_many_tries",
                     "too many codes that do not exist; try again in an hour", "coupon_code");
    const Coupon* coupon = reward_rules::coupon_by_code(work, wish.coupon_code);
    const Result<Money> worth = reward_rules::quote_coupon(work, coupon, wish);
    if (!worth.ok()) return worth.problem();
    reward.discount = *worth;
    if (coupon->restaurant) reward.restaurant_discount = *worth;
  }
  if (wish.points == 0) return reward;
  if (wish.points < 0 || wish.points % points_rules::step != 0 || wish.points > points_rules::most_at_once)
    return problem(Status::Unprocessable, "points.invalid", "whole hundreds, at most a million", "points");
  const PointsAccount* account = work.find_at<PointsAccount>(wish.user.value);
  if (points_rules::usable(account, work.now()) < wish.points)
    return problem(Status::Unprocessable, "points.too_few", "there are not so many", "points");
  const Money worth = points_rules::worth_of(wish.points, wish.items.currency);
  const std::int64_t left = wish.items.minor - reward.discount.minor;
  if (worth.minor > left) {
    const std::int64_t most = left / points_rules::unit_of(wish.items.currency) * points_rules::step;
    return problem(Status::Unprocessable, "points.more_than_items",
                   "at most " + std::to_string(std::max<std::int64_t>(most, 0)) + " for this order", "points");
  }
  reward.discount = reward.discount + worth;
  return reward;
}

}  // namespace pizza
