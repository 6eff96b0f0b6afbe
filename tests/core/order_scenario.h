// SPDX-License-Identifier: Apache-2.0
// Every event of carts, promotions, terms, scheduled and changed orders, by commands. `run` executes one command and
// fails the test when it is refused.
#pragma once

#include "core/business.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

template <class Run>
void play_orders(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  const auto tell = [&](const auto& command) { run([&](UnitOfWork& work) { return handle(work, command); }); };
  world.provider.asked.clear();  // what others left without an answer
  const OrderLine pizza{cast.margherita, 1, {{0, 1}, {1, 2}}};
  PlaceTerms terms;
  terms.region = "MC";
  terms.taxes = {TaxRule{1'000, true}, TaxRule{2'000, false}, TaxRule{2'000, false}, TaxRule{500, false}};
  terms.small_order_below = {1'500, Currency::EUR};
  terms.small_order_fee = {200, Currency::EUR};
  tell(SetPlaceTerms{terms});
  terms.rounding = TaxRounding::PerLine;
  tell(SetPlaceTerms{terms});
  tell(RemovePlaceTerms{"MC"});
  Promotion promotion;
  promotion.restaurant = cast.restaurant;
  promotion.name = "Friday";
  promotion.kind = PromotionKind::Percent;
  promotion.per_10000 = 1'000;
  promotion.from = world.clock.at;
  promotion.until = world.clock.at + days(30);
  tell(AddPromotion{promotion});
  tell(AddToCart{cast.user, cast.restaurant, pizza});
  const CartId cart{
      world.business.read([&](UnitOfWork& work) { return work.find_where<&Cart::user>(cast.user); }).back()};
  PlaceOrder bought = world.wish(cast);
  bought.lines.clear();
  bought.cart = cart;
  tell(bought);
  const OrderId order{
      world.business.read([&](UnitOfWork& work) { return work.find_where<&Order::user>(cast.user); }).back()};
  tell(EndPromotion{{1}});
  const OrderLine more{cast.margherita, 4, {{0, 1}, {1, 2}}};
  tell(ChangeOrder{order, {more}, "ring twice", {}, {}, {}});
  run([&](UnitOfWork& work) -> Outcome {
    OrderService{}.undo_change(work, order, "declined");
    return Done{};
  });
  tell(ChangeOrder{order, {}, {}, Money{900, Currency::EUR}, {}, {}});
  run([&](UnitOfWork& work) -> Outcome {
    OrderService{}.keep_change(work, order);
    return Done{};
  });
  tell(ChangeOrder{order, {}, {}, Money{950, Currency::EUR}, {}, {}});
  tell(CancelOrder{order, Actor::Customer, "x"});
  tell(OrderAgain{order});
  PlaceOrder later = world.wish(cast);
  later.scheduled_for = world.clock.at + hours(5);
  tell(later);
  const OrderId waiting{
      world.business.read([&](UnitOfWork& work) { return work.find_where<&Order::user>(cast.user); }).back()};
  world.pass(*world.order(waiting).release_at - world.clock.at);
  tell(CancelOrder{waiting, Actor::System, "x"});
}

}  // namespace pizza::test
