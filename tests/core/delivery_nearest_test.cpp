// SPDX-License-Identifier: Apache-2.0
// The nearest riders by the geo index, against looking at every one.
#include <algorithm>

#include "core/services/delivery/vehicle_rules.h"
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

namespace {

struct Chance {
  std::uint64_t state = 1;
  std::int64_t between(std::int64_t low, std::int64_t high) {
    state = state * 6'364'136'223'846'793'005ULL + 1'442'695'040'888'963'407ULL;
    return low + static_cast<std::int64_t>((state >> 33) % static_cast<std::uint64_t>(high - low + 1));
  }
};

struct Stage : DeliveryStage {
  std::vector<RiderId> riders;

  RiderId rider_at(GeoPoint place, Vehicle vehicle = Vehicle::Scooter, Duration shift = hours(8)) {
    const RiderId id = *business.command(RegisterRider{"R", vehicle, clock.at, clock.at + shift, {}});
    done(GoOnline{id, place});
    riders.push_back(id);
    return id;
  }
  std::vector<NearRider> nearest(GeoPoint place, const RiderFilter& filter, std::size_t count) {
    return business.read([&](UnitOfWork& w) { return nearest_riders(w, place, filter, count); });
  }
  // Each of them looked at.
  std::vector<NearRider> sought(GeoPoint place, const RiderFilter& filter, std::size_t count) {
    std::vector<NearRider> found;
    store.scan(record_type<Rider>(), [&](std::uint64_t, const void* record) {
      const auto& one = *static_cast<const Rider*>(record);
      const std::int64_t distance = distance_mm(place, one.place);
      const bool free = filter.idle_only ? one.status == RiderStatus::Idle : one.status != RiderStatus::Offline;
      const bool vehicle = filter.vehicles == 0 || (filter.vehicles & RiderFilter::bit(one.vehicle)) != 0;
      if (free && vehicle && !one.suspended && one.shift_to >= filter.on_shift_until &&
          distance <= std::int64_t{filter.within_m} * 1'000)
        found.push_back({one.id, distance});
    });
    std::sort(found.begin(), found.end(), [](const NearRider& a, const NearRider& b) {
      return a.distance_mm != b.distance_mm ? a.distance_mm < b.distance_mm : a.rider < b.rider;
    });
    if (found.size() > count) found.resize(count);
    return found;
  }
  void compare(GeoPoint place, const RiderFilter& filter, std::size_t count) {
    const auto by_index = nearest(place, filter, count);
    QVERIFY(by_index == sought(place, filter, count));
  }
};

// Scatters riders around a place and asks from places around it, near and far.
void scatter(Stage& s, GeoPoint centre, std::int64_t lat_spread, std::int64_t lon_spread) {
  Chance chance;
  const auto near = [&] {
    std::int64_t lat =
        std::clamp<std::int64_t>(centre.lat + chance.between(-lat_spread, lat_spread), -900'000'000, 900'000'000);
    std::int64_t lon = centre.lon + chance.between(-lon_spread, lon_spread);
    if (lon > 1'800'000'000) lon -= 3'600'000'000;
    if (lon < -1'800'000'000) lon += 3'600'000'000;
    return GeoPoint{static_cast<std::int32_t>(lat), static_cast<std::int32_t>(lon)};
  };
  for (int i = 0; i < 300; ++i) s.rider_at(near(), static_cast<Vehicle>(chance.between(0, 3)));
  for (int i = 0; i < 60; ++i) {
    RiderFilter filter;
    filter.within_m = static_cast<std::int32_t>(chance.between(1, 60'000));
    if (chance.between(0, 2) == 0) filter.vehicles = static_cast<std::uint8_t>(chance.between(1, 15));
    s.compare(near(), filter, static_cast<std::size_t>(chance.between(1, 40)));
  }
}

}  // namespace

class DeliveryNearestTest : public QObject {
  Q_OBJECT
 private slots:
  void inACity() {
    Stage s;
    scatter(s, s.shop_place, 2'000'000, 3'000'000);
  }
  void acrossTheDateLine() {
    Stage s;
    scatter(s, geo_point(-16.8, 179.99), 2'000'000, 3'000'000);
  }
  void exactlyOnTheDateLine() {
    Stage s;
    const RiderId west = s.rider_at({0, -1'800'000'000});
    const RiderId east = s.rider_at({0, 1'800'000'000});
    const auto found = s.nearest({0, 1'799'990'000}, {}, 10);
    QCOMPARE(found.size(), std::size_t{2});
    QCOMPARE(found[0].rider, west);
    QCOMPARE(found[1].rider, east);
    QCOMPARE(found[0].distance_mm, found[1].distance_mm);
  }
  void aroundThePole() {
    Stage s;
    scatter(s, geo_point(89.9, 10.0), 3'000'000, 1'799'000'000);
  }
  void overTheWholeEarth() {
    Stage s;
    Chance chance;
    for (int i = 0; i < 100; ++i)
      s.rider_at({static_cast<std::int32_t>(chance.between(-900'000'000, 900'000'000)),
                  static_cast<std::int32_t>(chance.between(-1'800'000'000, 1'800'000'000))});
    RiderFilter filter;
    filter.within_m = 20'100'000;
    for (int i = 0; i < 20; ++i)
      s.compare({static_cast<std::int32_t>(chance.between(-900'000'000, 900'000'000)),
                 static_cast<std::int32_t>(chance.between(-1'800'000'000, 1'800'000'000))},
                filter, 30);
  }

  void equallyFarByTheLowerNumber() {
    Stage s;
    const RiderId first = s.rider_at(s.shop_place);
    const RiderId second = s.rider_at(s.shop_place);
    const auto found = s.nearest(s.shop_place, {}, 1);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].rider, first);
    QVERIFY(first < second);
  }

  void onlyWhoIsWanted() {
    Stage s;
    const GeoPoint far = geo_point(10.0, 10.0);
    const RiderId idle = s.rider_at(far);
    const RiderId busy = s.rider_at(far, Vehicle::Car);
    const RiderId leaving = s.rider_at(far, Vehicle::Bicycle, hours(1));
    const RiderId suspended = s.rider_at(far);
    const RiderId home = s.rider_at(far);
    s.done(AssignByHand{s.request(), busy, ""});
    s.done(SuspendRider{suspended, "x"});
    s.done(GoOffline{home});
    const auto ids = [&](const RiderFilter& filter) {
      std::vector<RiderId> found;
      for (const NearRider& near : s.nearest(far, filter, 10)) found.push_back(near.rider);
      return found;
    };
    QVERIFY((ids({}) == std::vector<RiderId>{idle, leaving}));
    RiderFilter filter;
    filter.idle_only = false;
    QVERIFY((ids(filter) == std::vector<RiderId>{idle, busy, leaving}));
    filter.on_shift_until = s.clock.at + hours(2);
    QVERIFY((ids(filter) == std::vector<RiderId>{idle, busy}));
    filter.vehicles = RiderFilter::bit(Vehicle::Car);
    QVERIFY((ids(filter) == std::vector<RiderId>{busy}));
  }

  void onlyVehiclesThatMayRideSoFar() {
    Stage s;
    const GeoPoint far = geo_point(10.0, 10.0);
    s.rider_at(far, Vehicle::Foot);
    const RiderId car = s.rider_at(far, Vehicle::Car);
    DeliveryWish wish = s.wish();
    wish.drop = geo_point(43.9, 7.42);  // 18 km
    RiderFilter filter;
    filter.reach = s.request(wish);
    const auto found = s.nearest(far, filter, 10);
    QCOMPARE(found.size(), std::size_t{1});
    QCOMPARE(found[0].rider, car);
  }

  void operationsSeeThemWithNames() {
    Stage s;
    QCOMPARE(s.refusal(FindRiders{s.shop_place, 0, 10, false, {}}), std::string("rider.invalid:within_m"));
    QCOMPARE(s.refusal(FindRiders{s.shop_place, 1'000, 101, false, {}}), std::string("rider.invalid:count"));
    const auto found = s.business.command(FindRiders{s.shop_place, 1'000, 1, false, {}});
    QCOMPARE(found->riders.size(), std::size_t{1});
    QCOMPARE(found->riders[0].name, std::string("Nadia"));
    QCOMPARE(found->riders[0].distance_m, distance_mm(s.shop_place, s.home_place) / 1'000);
  }
};

QTEST_GUILESS_MAIN(DeliveryNearestTest)
#include "delivery_nearest_test.moc"
