// SPDX-License-Identifier: Apache-2.0
// Frames made of records by hand: no server is asked.
#include <QtTest>

#include "app/composition/live_session/live_frame.h"
#include "app/composition/simulated_city/datasets.h"

using namespace pizza;

namespace {

constexpr Instant noon{1'795'780'800'000};
constexpr Instant one_hour_before{noon.ms - 3'600'000};

std::shared_ptr<const maps::RoadMap> small_map() {
  static const auto map = load_city("Testville", {"Testville", 2'000, 1}).value();
  return map;
}

// An order that a rider took from the counter half a minute ago, to a door across the city.
CityMirror one_order_on_its_way() {
  CityMirror mirror;
  const auto map = small_map();
  const GeoPoint from = map->nodes()[map->node_count() / 3], to = map->nodes()[map->node_count() * 2 / 3];
  Restaurant& restaurant = mirror.restaurants[5];
  restaurant.id = {5};
  restaurant.name = "Casino Oven";
  restaurant.place = from;
  mirror.kitchens[5].restaurant = {5};
  for (StationState& station : mirror.kitchens[5].stations) station.capacity = 4;
  Order& order = mirror.orders[7];
  order.id = {7};
  order.restaurant = {5};
  order.status = OrderStatus::PickedUp;
  order.drop = to;
  order.placed_at = noon - minutes(20);
  order.promised_at = noon + hours(2);
  order.picked_up_at = noon - seconds(30);
  mirror.sagas[7].order = {7};
  mirror.sagas[7].delivery = {11};
  Delivery& delivery = mirror.deliveries[11];
  delivery.id = {11};
  delivery.order = {7};
  delivery.rider = {13};
  delivery.status = DeliveryStatus::PickedUp;
  delivery.pickup = from;
  delivery.drop = to;
  delivery.picked_up_at = noon - seconds(30);
  Rider& rider = mirror.riders[13];
  rider.id = {13};
  rider.name = "Ada";
  rider.status = RiderStatus::Busy;
  rider.delivery = {11};
  rider.place = from;
  rider.place_at = noon - seconds(30);
  mirror.mark(order);
  return mirror;
}

CityFrame frame_of(const CityMirror& mirror, Instant now) {
  RiderWays ways(small_map());
  return build_live_frame(mirror, ways, now, one_hour_before);
}

}  // namespace

class LiveFrameTest : public QObject {
  Q_OBJECT

 private slots:
  void a_rider_is_on_the_way_between_two_reports() {
    const CityMirror mirror = one_order_on_its_way();
    const CityFrame frame = frame_of(mirror, noon);
    QCOMPARE(frame.riders.size(), std::size_t{1});
    const RiderView& rider = frame.riders.front();
    QCOMPARE(rider.activity, RiderActivity::ToCustomer);
    QCOMPARE(rider.order, OrderId{7});
    QVERIFY(rider.progress > 0 && rider.progress < 1'000);
    const Delivery& delivery = mirror.deliveries.at(11);
    QVERIFY(rider.at != delivery.pickup && rider.at != delivery.drop);
  }

  void a_rider_who_should_be_there_waits_at_the_door() {
    const CityFrame frame = frame_of(one_order_on_its_way(), noon + hours(1));
    QCOMPARE(frame.riders.front().progress, std::uint16_t{1'000});
  }

  void rides_are_as_quick_as_they_were_lately() {
    CityMirror mirror = one_order_on_its_way();
    RiderWays ways(small_map());
    const Delivery& delivery = mirror.deliveries.at(11);
    const Duration usual = ways.expected_ride(delivery.pickup, delivery.drop, Vehicle::Scooter);
    Delivery done = delivery;
    done.id = {12};
    done.status = DeliveryStatus::Delivered;
    done.ended_at = *done.picked_up_at + usual / 10;
    ways.learn(done, Vehicle::Scooter);
    ways.learn(done, Vehicle::Scooter);  // once is enough
    const Duration quick = ways.expected_ride(delivery.pickup, delivery.drop, Vehicle::Scooter);
    QVERIFY(quick.ms <= usual.ms / 9 && quick.ms >= usual.ms / 12);
  }

  void an_order_past_its_promise_needs_somebody() {
    CityMirror mirror = one_order_on_its_way();
    mirror.orders[7].promised_at = noon - minutes(2);
    const CityFrame frame = frame_of(mirror, noon);
    QCOMPARE(frame.orders.front().concern, Concern::Late);
    QCOMPARE(frame.needs.size(), std::size_t{1});
    QCOMPARE(frame.needs.front().title, std::string("#7 late"));
    QCOMPARE(frame.riders.front().concern, Concern::Late);
    QCOMPARE(frame.figures.late, 1U);
  }

  void orders_are_forgotten_ten_minutes_after_their_end() {
    CityMirror mirror = one_order_on_its_way();
    mirror.orders[7].status = OrderStatus::Completed;
    mirror.orders[7].closed_at = noon;
    mirror.forget(noon + minutes(10));
    QCOMPARE(mirror.orders.size(), std::size_t{1});
    mirror.forget(noon + minutes(10) + milliseconds(1));
    QVERIFY(mirror.orders.empty() && mirror.sagas.empty() && mirror.deliveries.empty());
    QCOMPARE(frame_of(mirror, noon).figures.placed, 1U);  // its mark stays for the figures
  }

  void a_story_tells_what_is_known() {
    const CityMirror mirror = one_order_on_its_way();
    RiderWays ways(small_map());
    static_cast<void>(build_live_frame(mirror, ways, noon, one_hour_before));
    const auto story = live_order_story(mirror, ways, {7}, noon);
    QVERIFY(story != nullptr);
    QCOMPARE(story->restaurant_name, std::string("Casino Oven"));
    QCOMPARE(story->rider_name, std::string("Ada"));
    QVERIFY(story->ridden.size() > 1 && story->to_come.size() > 1);
    QVERIFY(live_order_story(mirror, ways, {8}, noon) == nullptr);
  }

  void an_event_names_the_records_that_it_changed() {
    const FoodPickedUp event{.delivery = {11}, .order = {7}, .rider = {13}, .at = noon, .reason = {}};
    const NamedRecords named = records_named_by(event_type<FoodPickedUp>(), &event);
    QCOMPARE(named.orders, std::vector<std::uint64_t>{7});
    QCOMPARE(named.deliveries, std::vector<std::uint64_t>{11});
    QCOMPARE(named.riders, std::vector<std::uint64_t>{13});
  }
};

QTEST_GUILESS_MAIN(LiveFrameTest)
#include "live_frame_test.moc"
