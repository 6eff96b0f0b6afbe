// SPDX-License-Identifier: Apache-2.0
// Where a restaurant delivers, and on what terms.
#include <QTest>
#include <algorithm>

#include "core/services/restaurant/zone_rules.h"

using namespace pizza;
using zone_rules::contains;
using zone_rules::terms_for;
using zone_rules::zone_for;

namespace {

constexpr Money eur(std::int64_t minor) {
  return {minor, Currency::EUR};
}

// The letter U: open to the north, 30 wide and high, the slot from 10 to 20 goes down to 10.
const std::vector<GeoPoint> letter_u{{0, 0}, {0, 30}, {30, 30}, {30, 20}, {10, 20}, {10, 10}, {30, 10}, {30, 0}};

std::vector<GeoPoint> square(GeoPoint middle, std::int32_t half) {
  return {{middle.lat - half, middle.lon - half},
          {middle.lat - half, middle.lon + half},
          {middle.lat + half, middle.lon + half},
          {middle.lat + half, middle.lon - half}};
}

Restaurant shop() {
  Restaurant restaurant;
  restaurant.place = {437'384'000, 74'246'000};
  restaurant.delivery_radius_m = 3'000;
  restaurant.delivery_fee = eur(250);
  restaurant.delivery_fee_per_km = eur(80);
  restaurant.minimum_order = eur(1'000);
  return restaurant;
}

}  // namespace

class RestaurantZoneTest : public QObject {
  Q_OBJECT
 private slots:
  void aConcaveZoneLeavesItsSlotOut() {
    QVERIFY(contains(letter_u, {5, 15}));
    QVERIFY(contains(letter_u, {25, 5}));
    QVERIFY(contains(letter_u, {25, 25}));
    QVERIFY(!contains(letter_u, {25, 15}));
    QVERIFY(!contains(letter_u, {31, 5}));
    QVERIFY(!contains(letter_u, {5, -1}));
  }

  void theBorderAndTheCornersBelongToIt() {
    for (const GeoPoint corner : letter_u) QVERIFY(contains(letter_u, corner));
    QVERIFY(contains(letter_u, {0, 15}));
    QVERIFY(contains(letter_u, {15, 30}));
    QVERIFY(contains(letter_u, {20, 10}));
    QVERIFY(contains(letter_u, {10, 15}));
    QVERIFY(!contains(letter_u, {11, 15}));
    const std::vector<GeoPoint> slope{{0, 0}, {30, 10}, {0, 20}};
    QVERIFY(contains(slope, {3, 1}));
    QVERIFY(!contains(slope, {4, 1}));
    QVERIFY(!contains(slope, {30, 0}));
  }

  // Every point of a grid, against the box without its slot.
  void theWayRoundAndTheFirstCornerDoNotMatter() {
    for (std::int32_t lat = -2; lat <= 32; ++lat)
      for (std::int32_t lon = -2; lon <= 32; ++lon) {
        const bool box = lat >= 0 && lat <= 30 && lon >= 0 && lon <= 30;
        const bool slot = lat > 10 && lon > 10 && lon < 20;
        for (std::size_t turn = 0; turn < letter_u.size(); ++turn) {
          std::vector<GeoPoint> turned = letter_u;
          std::rotate(turned.begin(), turned.begin() + static_cast<std::ptrdiff_t>(turn), turned.end());
          QCOMPARE(contains(turned, {lat, lon}), box && !slot);
          std::reverse(turned.begin(), turned.end());
          QCOMPARE(contains(turned, {lat, lon}), box && !slot);
        }
      }
  }

  void theDateLineMayRunThroughIt() {
    // Taveuni, Fiji: from 179.8 east to 179.8 west.
    const std::vector<GeoPoint> taveuni{{-169'000'000, 1'798'000'000},
                                        {-169'000'000, -1'798'000'000},
                                        {-167'000'000, -1'798'000'000},
                                        {-167'000'000, 1'798'000'000}};
    QVERIFY(contains(taveuni, {-168'000'000, 1'799'000'000}));
    QVERIFY(contains(taveuni, {-168'000'000, 1'800'000'000}));
    QVERIFY(contains(taveuni, {-168'000'000, -1'800'000'000}));
    QVERIFY(contains(taveuni, {-168'000'000, -1'799'000'000}));
    QVERIFY(!contains(taveuni, {-168'000'000, 1'797'000'000}));
    QVERIFY(!contains(taveuni, {-168'000'000, -1'797'000'000}));
    QVERIFY(!contains(taveuni, {-168'000'000, 0}));
  }

  void theLargestZonesDoNotOverflow() {
    const std::vector<GeoPoint> half_world{{-900'000'000, -890'000'000},
                                           {-900'000'000, 890'000'000},
                                           {900'000'000, 890'000'000},
                                           {900'000'000, -890'000'000}};
    QVERIFY(contains(half_world, {899'999'999, 889'999'999}));
    QVERIFY(!contains(half_world, {0, 890'000'001}));
    QVERIFY(!contains(half_world, {0, 1'800'000'000}));
  }

  void lessThanThreeCornersHoldNothing() {
    QVERIFY(!contains({}, {0, 0}));
    const std::vector<GeoPoint> line{{0, 0}, {10, 10}};
    QVERIFY(!contains(line, {5, 5}));
  }

  void withoutZonesTheRadiusDecides() {
    const Restaurant restaurant = shop();
    const GeoPoint near{restaurant.place.lat + 200'000, restaurant.place.lon};  // 2.2 km
    const GeoPoint far{restaurant.place.lat + 300'000, restaurant.place.lon};   // 3.3 km
    const auto terms = terms_for(restaurant, near);
    QVERIFY(terms.has_value());
    QCOMPARE(terms->fee, eur(250 + 2 * 80));
    QCOMPARE(terms->minimum_order, eur(1'000));
    QCOMPARE(terms->extra_time, Duration{});
    QVERIFY(terms->zone == nullptr);
    QVERIFY(!terms_for(restaurant, far));
    QCOMPARE(terms_for(restaurant, restaurant.place)->fee, eur(250));
  }

  void theFirstZoneThatContainsTheDropCounts() {
    Restaurant restaurant = shop();
    restaurant.zones = {{"old town", square(restaurant.place, 100'000), eur(100), eur(0), eur(800), 0},
                        {"heights", square(restaurant.place, 500'000), eur(400), eur(50), eur(2'000), 15}};
    const GeoPoint both = restaurant.place;
    const GeoPoint second{restaurant.place.lat + 400'000, restaurant.place.lon};  // 4.4 km, beyond the radius
    QCOMPARE(zone_for(restaurant, both)->name, std::string("old town"));
    QCOMPARE(terms_for(restaurant, both)->fee, eur(100));
    QCOMPARE(terms_for(restaurant, both)->minimum_order, eur(800));
    const auto terms = terms_for(restaurant, second);
    QCOMPARE(terms->zone->name, std::string("heights"));
    QCOMPARE(terms->fee, eur(400 + 4 * 50));
    QCOMPARE(terms->minimum_order, eur(2'000));
    QCOMPARE(terms->extra_time, minutes(15));
    std::swap(restaurant.zones[0], restaurant.zones[1]);
    QCOMPARE(zone_for(restaurant, both)->name, std::string("heights"));
  }

  void outsideOfAllZonesThereIsNoDelivery() {
    Restaurant restaurant = shop();
    restaurant.zones = {{"old town", square(restaurant.place, 100'000), eur(100), eur(0), eur(800), 0}};
    QVERIFY(!terms_for(restaurant, {restaurant.place.lat + 150'000, restaurant.place.lon}));  // within the radius
  }

  void aBusyKitchenTakesLonger() {
    Restaurant restaurant = shop();
    restaurant.busy_minutes = 20;
    restaurant.zones = {{"old town", square(restaurant.place, 100'000), eur(100), eur(0), eur(800), 5}};
    QCOMPARE(terms_for(restaurant, restaurant.place)->extra_time, minutes(25));
  }

  void smallOrdersPayAFee() {
    Restaurant restaurant = shop();
    QCOMPARE(zone_rules::small_order_fee(restaurant, eur(1)), eur(0));
    restaurant.small_order_fee = eur(150);
    restaurant.small_order_below = eur(1'500);
    QCOMPARE(zone_rules::small_order_fee(restaurant, eur(1'499)), eur(150));
    QCOMPARE(zone_rules::small_order_fee(restaurant, eur(1'500)), eur(0));
  }
};

QTEST_GUILESS_MAIN(RestaurantZoneTest)
#include "restaurant_zone_test.moc"
