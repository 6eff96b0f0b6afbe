// SPDX-License-Identifier: Apache-2.0
#include "tests/support/hand_world.h"

#include <stdexcept>

namespace pizza::test {

namespace {

template <class T>
T expect(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.problem().type + ": " + result.problem().detail);
  return std::move(result).value();
}

MenuItem margherita(RestaurantId restaurant) {
  MenuItem item;
  item.restaurant = restaurant;
  item.section = "Pizza";
  item.name = "Margherita";
  item.price = eur(1'200);
  item.option_groups = {{"Size", 1, 1, {{"33 cm", eur(0)}, {"40 cm", eur(400)}}},
                        {"Extras", 0, 2, {{"basil", eur(150)}, {"buffalo", eur(200)}, {"olives", eur(100)}}}};
  item.work_s = {120, 240, 30};
  return item;
}

MenuItem cola(RestaurantId restaurant) {
  MenuItem item;
  item.restaurant = restaurant;
  item.section = "Drinks";
  item.name = "Cola";
  item.price = eur(300);
  item.work_s = {0, 0, 10};
  return item;
}

}  // namespace

HandWorld::Cast HandWorld::open_shop() {
  Cast cast;
  Restaurant shop;
  shop.name = "Casino Oven";
  shop.city = "Monaco";
  shop.place = shop_place;
  shop.hours.fill({0, 1'440});
  shop.tax_per_10000 = 1'000;
  shop.commission_per_10000 = 1'500;
  shop.delivery_fee = eur(250);
  shop.delivery_fee_per_km = eur(80);
  shop.minimum_order = eur(1'000);
  const auto run = [&](auto attempt) { return expect(business.execute(attempt)); };
  cast.restaurant = run([&](UnitOfWork& work) { return business.restaurants.open(work, {shop}); });
  cast.margherita =
      run([&](UnitOfWork& work) { return business.restaurants.add_item(work, {margherita(cast.restaurant)}); });
  cast.cola = run([&](UnitOfWork& work) { return business.restaurants.add_item(work, {cola(cast.restaurant)}); });
  for (const auto& [station, capacity] : {std::pair{Station::Prep, 2}, {Station::Oven, 3}, {Station::Pack, 1}})
    run([&](UnitOfWork& work) { return business.kitchens.equip(work, {cast.restaurant, station, capacity}); });
  cast.user = add_user("ada@example.org");
  cast.rider = add_rider();
  return cast;
}

UserId HandWorld::add_user(const std::string& email) {
  return expect(business.execute([&](UnitOfWork& work) {
    return business.users.register_user(work, {"Ada", email, "+37712345", {{"home", "Rue 1", home_place}}});
  }));
}

RiderId HandWorld::add_rider() {
  const RiderId rider = expect(business.execute([&](UnitOfWork& work) {
    return business.deliveries.register_rider(work, {"Nadia", Vehicle::Scooter, clock.at, clock.at + hours(12)});
  }));
  expect(business.execute([&](UnitOfWork& work) { return business.deliveries.go_online(work, {rider, home_place}); }));
  return rider;
}

PlaceOrder HandWorld::wish(const Cast& cast) const {
  PlaceOrder wish;
  wish.user = cast.user;
  wish.restaurant = cast.restaurant;
  wish.lines = {{cast.margherita, 2, {{0, 1}, {1, 0}}}, {cast.cola, 1, {}}};
  wish.drop = home_place;
  wish.drop_line = "Rue 1";
  wish.tip = eur(200);
  wish.payment_token = "tok_ok";
  return wish;
}

OrderId HandWorld::place(const Cast& cast) {
  return expect(business.command(wish(cast)));
}

Order HandWorld::order(OrderId id) {
  return business.read([&](UnitOfWork& work) { return *work.find(id); });
}
OrderSaga HandWorld::saga(OrderId id) {
  return business.read([&](UnitOfWork& work) { return *work.find_at<OrderSaga>(id.value); });
}
Delivery HandWorld::delivery(OrderId id) {
  return business.read([&](UnitOfWork& work) { return *work.find(work.find_at<OrderSaga>(id.value)->delivery); });
}
Ticket HandWorld::ticket(OrderId id) {
  return business.read([&](UnitOfWork& work) { return *work.find(work.find_at<OrderSaga>(id.value)->ticket); });
}
Payment HandWorld::payment(OrderId id) {
  return business.read([&](UnitOfWork& work) { return *work.find(work.find_at<OrderSaga>(id.value)->payment); });
}

std::int64_t HandWorld::ledger_sum() {
  std::int64_t sum = 0;
  business.store().scan(record_type<LedgerEntry>(), [&](std::uint64_t, const void* record) {
    sum += static_cast<const LedgerEntry*>(record)->amount.minor;
  });
  return sum;
}

ProviderRequest HandWorld::answer(ProviderVerdict verdict, std::string reason) {
  if (provider.asked.empty()) throw std::runtime_error("the provider has not been asked");
  ProviderRequest request = std::move(provider.asked.front());
  provider.asked.pop_front();
  ProviderAnswer given{request.action, request.payment, request.refund, verdict, std::move(reason)};
  given.payout = request.payout;
  if (verdict == ProviderVerdict::Challenge) given.challenge = "challenge";
  business.provider_answered(given);
  return request;
}

void HandWorld::pass(Duration time) {
  const Instant end = clock.at + time;
  for (;;) {
    auto next = std::min_element(timers.armed.begin(), timers.armed.end(),
                                 [](const Timer& a, const Timer& b) { return a.due < b.due; });
    if (next == timers.armed.end() || next->due > end) break;
    const Timer timer = *next;
    timers.armed.erase(next);
    clock.at = std::max(clock.at, timer.due);
    business.fire(timer);
  }
  clock.at = end;
}

void HandWorld::accept(OrderId id) {
  expect(business.command(AcceptOrder{id}));
}

void HandWorld::cook(OrderId id) {
  const TicketId ticket = saga(id).ticket;
  for (int station = 0; station < 3; ++station) expect(business.command(FinishStation{ticket}));
}

void HandWorld::assign(OrderId id, RiderId rider) {
  const DeliveryId delivery = saga(id).delivery;
  expect(business.command(OfferDelivery{delivery, rider, seconds(40)}));
  expect(business.command(AnswerOffer{delivery, rider, true, {}}));
}

void HandWorld::carry(OrderId id, RiderId rider) {
  const DeliveryId delivery = saga(id).delivery;
  expect(business.command(ArriveAtRestaurant{delivery, rider}));
  expect(business.command(PickUpFood{delivery, rider}));
  HandOverFood word{delivery, rider};
  auto given = business.command(word);
  if (!given.ok() && given.problem().type == "delivery.code_wanted") {
    word.code = expect(business.command(SeeHandOverCode{id})).code;
    given = business.command(word);
  }
  expect(std::move(given));
}

OrderId HandWorld::whole_order(const Cast& cast) {
  const OrderId id = place(cast);
  answer(ProviderVerdict::Approved);
  accept(id);
  cook(id);
  assign(id, cast.rider);
  carry(id, cast.rider);
  answer(ProviderVerdict::Approved);
  timers.armed.clear();
  return id;
}

}  // namespace pizza::test
