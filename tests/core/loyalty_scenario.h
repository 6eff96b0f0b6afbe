// SPDX-License-Identifier: Apache-2.0
// Orders with coupons and points, and every event of the loyalty service. `run` executes one command and fails the test
// when it is refused.
#pragma once

#include "core/business.h"
#include "core/services/loyalty/referral_rules.h"
#include "core/services/loyalty/reward_rules.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

struct RewardedWish {
  std::int64_t items = 2'000;  // minor units
  std::string coupon;
  std::int64_t points = 0;
};

// Places an order for these items alone, as pricing does: quoted first, and nothing spent yet.
inline Result<OrderId> place_rewarded(UnitOfWork& work, const HandWorld::Cast& cast, const RewardedWish& wish) {
  const Money items{wish.items, Currency::EUR};
  const Result<Reward> reward = quote_reward(work, {cast.user, cast.restaurant, wish.coupon, wish.points, items});
  if (!reward.ok()) return reward.problem();
  OrderPlaced placed;
  Order& order = placed.order;
  order.id = work.allocate<Order>();
  order.user = cast.user;
  order.restaurant = cast.restaurant;
  order.items = items;
  order.tax = order.delivery_fee = order.tip = {0, Currency::EUR};
  order.discount = reward->discount;
  order.restaurant_discount = reward->restaurant_discount;
  order.total = items - reward->discount;
  order.drop = HandWorld::shop_place;
  order.placed_at = work.now();
  order.promised_at = work.now() + minutes(40);
  order.coupon_code = reward_rules::coupon_code_of(wish.coupon);
  order.points_spent = wish.points;
  placed.basket.order = order.id;
  placed.basket.lines = {{cast.margherita, "Margherita", 1, items, {}}};
  placed.payment_token = "tok_ok";
  const OrderId id = order.id;
  work.record(std::move(placed));
  return id;
}

// From the authorised payment to the captured one.
inline void finish_order(HandWorld& world, OrderId id) {
  const RiderId rider = world.add_rider();
  world.accept(id);
  world.cook(id);
  world.assign(id, rider);
  world.carry(id, rider);
  world.answer(ProviderVerdict::Approved);
}

inline void refund_order(HandWorld& world, OrderId id, std::int64_t minor) {
  const auto asked = world.business.execute([&](UnitOfWork& work) {
    return world.business.payments.refund(work, {id, {minor, Currency::EUR}, "cold"});
  });
  if (!asked.ok()) throw std::runtime_error(asked.problem().type);
  world.answer(ProviderVerdict::Approved);
}

inline CreateCoupon coupon_of(std::string code, std::int64_t minor) {
  CreateCoupon wish;
  wish.code = std::move(code);
  wish.title = "Welcome";
  wish.amount = {minor, Currency::EUR};
  return wish;
}

template <class Run>
void play_loyalty(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  const auto tell = [&](const auto& command) { run([&](UnitOfWork& work) { return handle(work, command); }); };
  world.provider.asked.clear();  // what others left without an answer
  HandWorld::Cast newcomer = cast;
  newcomer.user = world.add_user("newcomer@example.org");
  run([&](UnitOfWork& work) {
    work.record(UserContactChanged{newcomer.user, "Grace", "newcomer@example.org", "+377999"});
    return Outcome(Done{});
  });
  CreateCoupon wish = coupon_of("once", 500);
  wish.total_limit = 1;
  tell(wish);
  tell(TryCoupon{cast.user, cast.restaurant, "NEVER", {1'000, Currency::EUR}});
  tell(TryCoupon{cast.user, cast.restaurant, "AGAIN", {1'000, Currency::EUR}});
  tell(AdjustPoints{cast.user, 400, "a cold pizza"});
  tell(AdjustPoints{cast.user, -50, "too generous"});
  const RewardedWish rewarded{2'000, "once", 200};
  run([&](UnitOfWork& work) {
    const auto first = place_rewarded(work, cast, rewarded);
    return first.ok() ? place_rewarded(work, cast, rewarded) : first;
  });
  const OrderId second{
      world.business.read([&](UnitOfWork& work) { return work.find_where<&Order::user>(cast.user).back(); })};
  const OrderId first{second.value - 1};
  while (!world.provider.asked.empty()) world.answer(ProviderVerdict::Approved);
  for (const OrderId order : {first, second}) {
    if (!is_terminal(world.order(order).status))  // else the saga has done it
      run([&](UnitOfWork& work) { return world.business.orders.cancel(work, {order, Actor::System, "refused"}); });
    while (!world.provider.asked.empty()) world.answer(ProviderVerdict::Approved);
  }
  tell(RedeemReferral{newcomer.user, referral_rules::code_of(cast.user)});
  tell(SettleReferral{newcomer.user, true, "neighbours"});
  run([&](UnitOfWork& work) { return place_rewarded(work, newcomer, {3'000, {}, 0}); });
  const OrderId earned{
      world.business.read([&](UnitOfWork& work) { return work.find_where<&Order::user>(newcomer.user).back(); })};
  world.answer(ProviderVerdict::Approved);
  finish_order(world, earned);
  refund_order(world, earned, 2'000);
  tell(
      EndCoupon{world.business.read([&](UnitOfWork& work) { return reward_rules::coupon_by_code(work, "ONCE")->id; })});
  world.clock.at = world.clock.at + days(400);
  run([&](UnitOfWork& work) {
    LoyaltyService{}.expire(work, cast.user);
    return Outcome(Done{});
  });
  world.clock.at = world.clock.at - days(400);
  tell(AdjustPoints{newcomer.user, 500, "leaves"});
  run([&](UnitOfWork& work) { return world.business.users.persons.erase(work, newcomer.user); });
}

}  // namespace pizza::test
