// SPDX-License-Identifier: Apache-2.0
// Coupons: created, ended, looked at, tried.
#include <algorithm>

#include "core/model/records/restaurant.h"
#include "core/services/loyalty/loyalty_service.h"
#include "core/services/loyalty/reward_rules.h"
#include "core/services/order/order_service.h"
#include "core/services/user/find_person.h"

namespace pizza {

namespace {

constexpr std::int64_t most_minor = 100'000'000;  // of any amount on a coupon

Problem invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "coupon.invalid", std::move(why), std::move(field));
}
Problem unknown_coupon() {
  return problem(Status::NotFound, "coupon.unknown", "there is no such coupon", "coupon_id");
}

std::optional<Problem> check_amounts(const CreateCoupon& wish, const Restaurant* restaurant) {
  const bool by_share = wish.per_10000 != 0;
  if (wish.per_10000 < 0 || wish.per_10000 > 10'000) return invalid("from 1 to 10000, or 0", "per_10000");
  if (by_share == (wish.amount.minor != 0)) return invalid("a share or an amount, one of them", "per_10000");
  if (!by_share && wish.most.minor != 0) return invalid("is for shares", "most");
  Currency currency = restaurant == nullptr ? Currency::None : restaurant->currency;
  const std::array<std::pair<const Money*, const char*>, 3> amounts{
      {{&wish.amount, "amount"}, {&wish.most, "most"}, {&wish.minimum, "minimum"}}};
  for (const auto& [money, field] : amounts) {
    if (money->minor < 0 || money->minor > most_minor)
      return invalid("from 0 to 100000000", std::string(field) + ".minor");
    if (money->minor == 0) continue;
    if (currency == Currency::None) currency = money->currency;
    if (money->currency == Currency::None || money->currency != currency)
      return invalid("must be of one currency, the restaurant's where there is one", std::string(field) + ".currency");
  }
  return std::nullopt;
}

std::optional<Problem> check_wish(const CreateCoupon& wish, const Restaurant* restaurant, Instant now) {
  const std::string code = reward_rules::coupon_code_of(wish.code);
  if (code.empty()) return invalid("4 to 24 letters and digits", "code");
  if (wish.title.size() > 100) return invalid("longer than 100 bytes", "title");
  for (const auto& [text, field] : {std::pair{&code, "code"}, {&wish.title, "title"}})
    if (looks_like_card_number(*text))
      return problem(Status::Unprocessable, "coupon.card_number", "looks like a card number", field);
  if (wish.ends && *wish.ends <= wish.begins.value_or(now)) return invalid("must come after the beginning", "ends");
  if (wish.total_limit < 0 || wish.total_limit > 1'000'000'000) return invalid("from 0 to 1000000000", "total_limit");
  if (wish.person_limit < 0 || wish.person_limit > 1'000) return invalid("from 0 to 1000", "person_limit");
  return check_amounts(wish, restaurant);
}

bool running(const Coupon& coupon, Instant now) {
  return !coupon.ended_at && coupon.begins <= now && (!coupon.ends || now < *coupon.ends) &&
         (coupon.total_limit == 0 || coupon.used < coupon.total_limit);
}

}  // namespace

Result<CouponId> LoyaltyService::create_coupon(UnitOfWork& work, const CreateCoupon& command) const {
  const Restaurant* restaurant = work.find(command.restaurant);
  if (command.restaurant && restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (auto wrong = check_wish(command, restaurant, work.now())) return *wrong;
  if (reward_rules::coupon_by_code(work, command.code) != nullptr)
    return problem(Status::Conflict, "coupon.exists", "there is a coupon with this code", "code");
  Coupon coupon;
  coupon.id = work.allocate<Coupon>();
  coupon.code = reward_rules::coupon_code_of(command.code);
  coupon.title = command.title;
  coupon.restaurant = command.restaurant;
  coupon.per_10000 = command.per_10000;
  coupon.amount = command.amount;
  coupon.most = command.most;
  coupon.minimum = command.minimum;
  coupon.begins = command.begins.value_or(work.now());
  coupon.ends = command.ends;
  coupon.total_limit = command.total_limit;
  coupon.person_limit = command.person_limit;
  coupon.first_order_only = command.first_order_only;
  coupon.created_at = work.now();
  const CouponId id = coupon.id;
  work.record(CouponCreated{std::move(coupon)});
  return id;
}

Outcome LoyaltyService::end_coupon(UnitOfWork& work, const EndCoupon& command) const {
  const Coupon* coupon = work.find(command.coupon);
  if (coupon == nullptr) return unknown_coupon();
  if (coupon->ended_at || (coupon->ends && *coupon->ends <= work.now()))
    return problem(Status::Conflict, "coupon.over", "is over already", "coupon_id");
  work.record(CouponEnded{command.coupon, work.now()});
  return Done{};
}

Result<Coupon> LoyaltyService::coupon(UnitOfWork& work, const SeeCoupon& query) const {
  const Coupon* coupon = work.find(query.coupon);
  if (coupon == nullptr) return unknown_coupon();
  return *coupon;
}

Result<CouponPage> LoyaltyService::coupons(UnitOfWork& work, const ListCoupons& query) const {
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 50) return invalid("must be from 1 to 50", "limit");
  if (query.offset < 0 || query.offset > 2'000) return invalid("must be from 0 to 2000", "offset");
  const std::vector<std::uint64_t> keys = work.find_where<&Coupon::restaurant>(query.restaurant);
  CouponPage page;
  for (auto key = keys.rbegin(); key != keys.rend(); ++key) {
    const Coupon* coupon = work.find(CouponId{*key});
    if (query.only_running && !running(*coupon, work.now())) continue;
    if (page.matching >= query.offset && page.coupons.size() < static_cast<std::size_t>(limit))
      page.coupons.push_back(*coupon);
    ++page.matching;
  }
  return page;
}

Result<CouponAnswer> LoyaltyService::try_coupon(UnitOfWork& work, const TryCoupon& command) const {
  if (auto wrong = person_missing(work, command.user)) return *wrong;
  if (command.code.empty() || command.code.size() > 40) return invalid("1 to 40 bytes", "code");
  if (command.items.minor < 0 || command.items.minor > 1'000'000'000)
    return invalid("from 0 to 1000000000", "items.minor");
  if (!reward_rules::may_try(work, command.user))
    return CouponAnswer{"coupon.too_many_tries", "too many codes that do not exist; try again in an hour", {}};
  const Coupon* coupon = reward_rules::coupon_by_code(work, command.code);
  if (coupon == nullptr) note_miss(work, command.user);
  const Result<Money> worth =
      reward_rules::quote_coupon(work, coupon, {command.user, command.restaurant, command.code, 0, command.items});
  if (!worth.ok()) return CouponAnswer{worth.problem().type, worth.problem().detail, {}};
  return CouponAnswer{{}, coupon->title, *worth};
}

void LoyaltyService::note_miss(UnitOfWork& work, UserId user) const {
  if (reward_rules::may_try(work, user)) work.record(CouponMissed{user, work.now()});
}

}  // namespace pizza
