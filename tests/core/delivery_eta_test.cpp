// SPDX-License-Identifier: Apache-2.0
// The time of arrival, and whether its interval holds in four of five cases.
#include <cmath>
#include <random>

#include "core/services/delivery/eta_rules.h"
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

namespace {

// A log-normal ratio with the mean and deviation of a pace; drawn from fixed bits.
class Draws {
 public:
  Duration of(Duration expected, const Pace& pace) {
    const double mean = pace.mean_permille / 1000.0;
    const double spread = std::sqrt(static_cast<double>(pace.variance)) / 1000.0;
    const double sigma = std::sqrt(std::log(1 + spread * spread / (mean * mean)));
    const double ratio = std::exp(std::log(mean) - sigma * sigma / 2 + sigma * normal());
    return Duration{static_cast<std::int64_t>(static_cast<double>(expected.ms) * ratio)};
  }

 private:
  double normal() {
    const double a = (static_cast<double>(bits_() >> 11) + 0.5) / 9007199254740992.0;
    const double b = static_cast<double>(bits_() >> 11) / 9007199254740992.0;
    return std::sqrt(-2 * std::log(a)) * std::cos(6.283185307179586 * b);
  }
  std::mt19937_64 bits_{7};
};

struct Case {
  Duration kitchen, approach, counter, way;
  Pace kitchen_pace, approach_pace, counter_pace, way_pace;
};

Pace pace(std::int32_t mean, std::int64_t deviation) {
  return {mean, deviation * deviation, 100};
}

}  // namespace

class DeliveryEtaTest : public QObject {
  Q_OBJECT
 private slots:
  void theIntervalHoldsInFourOfFiveCases() {
    const std::array<Case, 6> cases{{{minutes(12), minutes(6), minutes(2), minutes(9), pace(1'000, 300),
                                      pace(1'000, 350), pace(1'000, 500), pace(1'000, 350)},
                                     {minutes(5), minutes(15), minutes(2), minutes(20), pace(1'100, 300),
                                      pace(900, 250), pace(1'500, 500), pace(1'050, 250)},
                                     {minutes(10), minutes(10), minutes(1), minutes(4), pace(1'000, 250),
                                      pace(1'000, 250), pace(1'000, 600), pace(1'300, 400)},
                                     {minutes(30), minutes(3), minutes(3), minutes(6), pace(1'200, 400),
                                      pace(1'000, 300), pace(1'000, 300), pace(1'000, 200)},
                                     {minutes(0), minutes(0), minutes(0), minutes(8), pace(1'000, 300),
                                      pace(1'000, 300), pace(1'000, 300), pace(1'000, 400)},
                                     {minutes(8), minutes(9), minutes(2), minutes(30), pace(1'000, 100),
                                      pace(1'000, 100), pace(1'000, 100), pace(1'000, 150)}}};
    Draws draws;
    for (const Case& c : cases) {
      using namespace eta_rules;
      const Spread left = one_after_the_other(
          one_after_the_other(later_of(stage(c.kitchen, c.kitchen_pace), stage(c.approach, c.approach_pace)),
                              stage(c.counter, c.counter_pace)),
          stage(c.way, c.way_pace));
      const Arrival arrival = eta_rules::arrival({}, left);
      constexpr int rounds = 20'000;
      int inside = 0;
      int before = 0;
      int first_half = 0;
      for (int i = 0; i < rounds; ++i) {
        const Duration at = std::max(draws.of(c.kitchen, c.kitchen_pace), draws.of(c.approach, c.approach_pace)) +
                            draws.of(c.counter, c.counter_pace) + draws.of(c.way, c.way_pace);
        inside += Instant{at.ms} >= arrival.early && Instant{at.ms} <= arrival.late;
        before += Instant{at.ms} < arrival.early;
        first_half += Instant{at.ms} <= arrival.likely;
      }
      QVERIFY2(inside >= rounds * 75 / 100 && inside <= rounds * 85 / 100, std::to_string(inside).c_str());
      QVERIFY2(before >= rounds * 6 / 100 && before <= rounds * 14 / 100, std::to_string(before).c_str());
      QVERIFY2(first_half >= rounds * 46 / 100 && first_half <= rounds * 54 / 100, std::to_string(first_half).c_str());
    }
  }

  void theLaterOfTwoIsNotBeforeEither() {
    using namespace eta_rules;
    const Spread a{6'000, 1'000'000};
    const Spread b{5'000, 4'000'000};
    const Spread both = later_of(a, b);
    QVERIFY(both.mean > 6'000);
    QCOMPARE(later_of(b, a).mean, both.mean);
    const Spread far = later_of({60'000, 1'000'000}, {1'000, 1'000'000});
    QVERIFY(std::abs(far.mean - 60'000) < 30);
    QVERIFY(std::abs(far.variance - 1'000'000) < 30'000);
    QCOMPARE(later_of({5, 0}, {7, 0}).mean, std::int64_t{7});
    // Clark: of two equal ones the mean is m + s / sqrt(pi), the variance s^2 (1 - 1/pi).
    const Spread equal = later_of({10'000, 1'000'000}, {10'000, 1'000'000});
    QVERIFY(std::abs(equal.mean - 10'564) <= 3);
    QVERIFY(std::abs(equal.variance - 681'690) < 7'000);
  }

  void aPaceFollowsWhatHappens() {
    Pace pace;
    for (int i = 0; i < 200; ++i) {
      eta_rules::learn(pace, eta_rules::way_prior, seconds(i % 2 == 0 ? 110 : 130), seconds(100));
      QVERIFY(pace.samples <= 1'000);
    }
    QVERIFY(std::abs(pace.mean_permille - 1'200) <= 20);
    QVERIFY(std::abs(static_cast<int>(std::sqrt(static_cast<double>(pace.variance))) - 100) <= 25);
    for (int i = 0; i < 200; ++i) eta_rules::learn(pace, eta_rules::way_prior, seconds(200), seconds(100));
    QVERIFY(std::abs(pace.mean_permille - 2'000) <= 20);
    QVERIFY(pace.variance >= eta_rules::least_variance);
  }

  void nonsenseTeachesLittle() {
    Pace pace;
    eta_rules::learn(pace, eta_rules::way_prior, hours(1'000), seconds(100));
    QVERIFY(pace.mean_permille <= 2'000);
    const Pace before = pace;
    eta_rules::learn(pace, eta_rules::way_prior, minutes(1), Duration{});
    QCOMPARE(pace.samples, before.samples);
    QCOMPARE(eta_rules::stage(hours(100), pace).mean, std::int64_t{144'000} * pace.mean_permille / 1'000);
  }

  void theIntervalNarrowsOnTheWay() {
    DeliveryStage s;
    const DeliveryId id = s.request();
    const auto width = [&] {
      const auto arrival = s.business.command(TrackDelivery{s.received})->arrival;
      return arrival->late - arrival->early;
    };
    s.done(AssignByHand{id, s.rider, ""});
    const Duration assigned = width();
    s.ready(id);
    s.done(ArriveAtRestaurant{id, s.rider});
    const Duration waiting = width();
    s.done(PickUpFood{id, s.rider});
    const Duration riding = width();
    QVERIFY(assigned > waiting && waiting > riding && riding > Duration{});
  }

  void stopsBeforeTheDoorTakeTime() {
    DeliveryStage s;
    const DeliveryId a = s.in_hand(s.rider);
    const auto arrival = [&](DeliveryId id) {
      return s.business.read([&](UnitOfWork& w) { return *arrival_of(w, *w.find(id)); });
    };
    const Instant alone = arrival(a).likely;
    const DeliveryId b = s.in_hand(s.rider);
    s.done(PlanRoute{s.rider, {{b, StopKind::Drop}, {a, StopKind::Drop}}});
    QVERIFY(arrival(b).likely < arrival(a).likely);
    QVERIFY(arrival(a).likely > alone);
    QCOMPARE(s.business.command(TrackDelivery{s.received})->stops_before, 0);  // of the later delivery, b
  }

  void deliveriesTeachTheRestaurantAndTheRider() {
    DeliveryStage s;
    const auto ride = [&] {
      const DeliveryId id = s.in_hand(s.rider);
      s.clock.at = s.clock.at + minutes(8);
      s.done(HandOverFood{id, s.rider});
    };
    const auto learned = [&] {
      return s.business.read([&](UnitOfWork& w) { return *w.find_at<DeliveryPace>(s.cast.restaurant.value); });
    };
    const auto likely = [&] {
      const DeliveryId id = s.in_hand(s.rider);
      const Instant at = s.business.read([&](UnitOfWork& w) { return arrival_of(w, *w.find(id))->likely; });
      s.done(GiveUpDelivery{id, s.rider, "x"});
      return at - s.clock.at;
    };
    const Duration before = likely();
    for (int i = 0; i < 60; ++i) ride();
    QVERIFY(s.seen(s.rider).way.mean_permille > 1'500);
    QVERIFY(learned().ways[static_cast<std::size_t>(Vehicle::Scooter)].mean_permille > 1'500);
    QCOMPARE(learned().ways[static_cast<std::size_t>(Vehicle::Car)].samples, 0);
    QVERIFY(learned().kitchen.samples > 60 && learned().counter.samples > 60);
    QVERIFY(likely() > before);
    QVERIFY(std::abs((likely() - minutes(8)).ms) < 60'000);
  }
};

QTEST_GUILESS_MAIN(DeliveryEtaTest)
#include "delivery_eta_test.moc"
