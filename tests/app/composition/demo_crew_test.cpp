// SPDX-License-Identifier: Apache-2.0
// Riders of a demonstration are found for every order that somebody can carry.
#include <QTemporaryDir>
#include <QTest>
#include <future>

#include "app/composition/demo/demo_city.h"
#include "app/composition/demo/demo_crew.h"
#include "app/composition/embedded_world.h"
#include "app/composition/simulated_city/datasets.h"

using namespace pizza;

namespace {

constexpr int patience_ms = 60'000;

// Notes who is offered the delivery.
class Offers : public WorldListener {
 public:
  void heard(const EventEnvelope& event) override {
    if (const auto* offered = event.as<RiderOffered>(); offered != nullptr && !heard_) {
      heard_ = true;
      told_.set_value(offered->rider);
    }
  }
  void settled() override {}

 private:
  std::promise<RiderId> told_;
  bool heard_ = false;

 public:
  std::future<RiderId> first = told_.get_future();
};

std::string small_city() {
  sim::CityWish wish = load_scenario("friday-rush").value().city;
  wish.nodes = 3'000;
  return city_map_file("Testville", wish).value();
}

RiderId rider_at(Business& business, Vehicle vehicle, GeoPoint place) {
  const RegisterRider wish{"Rider", vehicle, business.now(), business.now() + days(1), {}};
  const auto rider = business.run([&](UnitOfWork& work) { return business.deliveries.register_rider(work, wish); });
  const GoOnline online{rider.value(), place};
  static_cast<void>(
      business.run([&](UnitOfWork& work) { return business.deliveries.go_online(work, online); }).value());
  return rider.value();
}

// So many of the restaurant's first dish that needs the oven.
PlaceOrder pizzas(Business& business, const Restaurant& restaurant, std::int32_t quantity) {
  PlaceOrder wish;
  const RegisterUser person{.name = "Guest", .email = "guest@example.invalid", .phone = {}, .addresses = {}};
  wish.user = business.run([&](UnitOfWork& work) { return business.users.register_user(work, person); }).value();
  wish.restaurant = restaurant.id;
  business.read([&](UnitOfWork& work) {
    for (const auto key : work.find_where<&MenuItem::restaurant>(restaurant.id)) {
      const MenuItem& item = *work.find(MenuItemId{key});
      if (item.work_s[static_cast<std::size_t>(Station::Oven)] == 0) continue;
      OrderLine line{item.id, quantity, {}};
      for (std::size_t group = 0; group < item.option_groups.size(); ++group)
        for (std::int32_t option = 0; option < item.option_groups[group].minimum; ++option)
          line.options.push_back({static_cast<std::int32_t>(group), option});
      wish.lines = {line};
      return;
    }
  });
  wish.drop = restaurant.place;
  wish.drop_line = "1 Test Street";
  wish.payment_token = "tok_ok_test";
  return wish;
}

}  // namespace

class DemoCrewTest : public QObject {
  Q_OBJECT

 private slots:
  void an_order_too_large_for_the_nearest_bag_goes_to_another_rider() {
    QTemporaryDir folder;
    WorldOptions options;
    options.folder = folder.filePath("shop").toStdString();
    EmbeddedWorld world(options);
    Business& business = world.business();
    DemoOptions city;
    city.city = small_city();
    city.customers = city.riders = 0;
    QVERIFY(fill_demo_city(business, city).ok());
    Restaurant restaurant;
    business.store().scan(record_type<Restaurant>(), [&](std::uint64_t, const void* record) {
      restaurant = *static_cast<const Restaurant*>(record);
    });
    const GeoPoint further{restaurant.place.lat + 50'000, restaurant.place.lon};
    rider_at(business, Vehicle::Bicycle, restaurant.place);
    const RiderId driver = rider_at(business, Vehicle::Car, further);
    business.settle();
    const PlaceOrder wish = pizzas(business, restaurant, 10);  // a bicycle carries eight
    const auto placed = business.run([&](UnitOfWork& work) { return business.orders.place(work, wish); });
    QVERIFY2(placed.ok(), placed.ok() ? "" : placed.problem().detail.c_str());
    business.settle();
    Offers offers;
    world.listen(offers);
    DemoCrew crew(world, 0);
    world.start();
    QCOMPARE(offers.first.wait_for(std::chrono::milliseconds(patience_ms)), std::future_status::ready);
    QCOMPARE(offers.first.get().value, driver.value);
    world.stop();
  }
};

QTEST_GUILESS_MAIN(DemoCrewTest)
#include "demo_crew_test.moc"
