// SPDX-License-Identifier: Apache-2.0
#include "tests/app/server/small_shop.h"

namespace pizza::test {

namespace {

constexpr GeoPoint shop_place{437'384'000, 74'246'000};

constexpr Money eur(std::int64_t minor) {
  return {minor, Currency::EUR};
}

template <class T>
T expect(Result<T> result) {
  if (!result.ok()) throw std::runtime_error(result.problem().type + ": " + result.problem().detail);
  return std::move(result).value();
}

}  // namespace

SmallShop::SmallShop(const server::ServerOptions& options, std::shared_ptr<server::MapTiles> tiles) {
  WorldOptions world_options;
  world_options.folder = folder.path().toStdString();
  world_options.payments.latency_min = world_options.payments.latency_max = milliseconds(1);
  world = std::make_unique<EmbeddedWorld>(world_options);
  Business& business = world->business();
  const auto run = [&](auto attempt) { return expect(business.run(attempt)); };
  Restaurant shop;
  shop.name = "Casino Oven";
  shop.city = "Monaco";
  shop.place = shop_place;
  shop.hours.fill({0, 1'440});
  shop.tax_per_10000 = 1'000;
  shop.commission_per_10000 = 1'500;
  shop.delivery_fee = eur(250);
  shop.minimum_order = eur(1'000);
  restaurant = run([&](UnitOfWork& work) { return business.restaurants.open(work, {shop}); });
  MenuItem item;
  item.restaurant = restaurant;
  item.section = "Pizza";
  item.name = "Margherita";
  item.price = eur(1'200);
  item.work_s = {60, 60, 60};
  margherita = run([&](UnitOfWork& work) { return business.restaurants.add_item(work, {item}); });
  user = run([&](UnitOfWork& work) {
    return business.users.register_user(work, {"Ada", "ada@example.org", {}, {{"home", "Rue 1", shop_place}}});
  });
  const Instant now = business.now();
  rider = run([&](UnitOfWork& work) {
    return business.deliveries.register_rider(work, {"Nadia", Vehicle::Scooter, now, now + hours(12)});
  });
  run([&](UnitOfWork& work) { return business.deliveries.go_online(work, {rider, shop_place}); });
  business.settle();
  realms = std::make_unique<OneRealm>(*world);
  server = std::make_unique<server::Server>(options, *realms, std::move(tiles));
  world->start();
  server->start();
}

void SmallShop::await(OrderId order, OrderStatus status) {
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(15);
  while (record<Order>(order.value).status != status)
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the order does not get there");
}

void SmallShop::fulfil(OrderId order) {
  Business& business = world->business();
  await(order, OrderStatus::Authorized);
  act([&](UnitOfWork& work) { return business.orders.accept(work, {order}); });
  const OrderSaga saga = record<OrderSaga>(order.value);
  for (int station = 0; station < 3; ++station)
    act([&](UnitOfWork& work) { return business.kitchens.finish_station(work, {saga.ticket}); });
  const DeliveryId delivery = saga.delivery;
  act([&](UnitOfWork& work) { return business.deliveries.offer(work, {delivery, rider, seconds(40)}); });
  act([&](UnitOfWork& work) { return business.deliveries.answer_offer(work, {delivery, rider, true, {}}); });
  act([&](UnitOfWork& work) { return business.deliveries.arrive(work, {delivery, rider}); });
  act([&](UnitOfWork& work) { return business.deliveries.pick_up(work, {delivery, rider}); });
  act([&](UnitOfWork& work) { return business.deliveries.hand_over(work, {delivery, rider}); });
}

std::string SmallShop::wish() const {
  return R"({"user_id":)" + std::to_string(user.value) + R"(,"restaurant_id":)" + std::to_string(restaurant.value) +
         R"(,"lines":[{"menu_item_id":)" + std::to_string(margherita.value) +
         R"(,"quantity":2,"options":[]}],"drop":{"lat":43.7400000,"lon":7.4250000},"drop_line":"Rue 1",)"
         R"("tip":{"minor":100,"currency":"EUR"},"payment_token":"tok_ok"})";
}

}  // namespace pizza::test
