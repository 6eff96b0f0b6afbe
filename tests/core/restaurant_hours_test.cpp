// SPDX-License-Identifier: Apache-2.0
// When a restaurant is open: over midnight, on holidays, on the leap day, and on the days that have 23 or 25 hours.
#include <QTest>

#include "core/services/restaurant/opening_rules.h"

using namespace pizza;
using opening_rules::closes_at;
using opening_rules::is_open;
using opening_rules::next_opening;
using opening_rules::takes_orders;

namespace {

Instant utc(CivilDate date, int hour = 0, int minute = 0) {
  return Instant{} + days(days_of(date)) + hours(hour) + minutes(minute);
}
std::int32_t day_number(CivilDate date) {
  return static_cast<std::int32_t>(days_of(date));
}

// Every day from `opens` to `closes`.
Restaurant daily(const char* zone, std::int32_t opens, std::int32_t closes) {
  Restaurant restaurant;
  restaurant.time_zone = zone;
  restaurant.hours.fill({opens, closes});
  return restaurant;
}

constexpr std::int32_t noon = 12 * 60;
constexpr std::int32_t evening = 18 * 60;
constexpr std::int32_t midnight = 24 * 60;

}  // namespace

class RestaurantHoursTest : public QObject {
  Q_OBJECT
 private slots:
  void theHoursAreThoseOfItsOwnClock() {
    const Restaurant rome = daily("Europe/Rome", noon, evening);
    QVERIFY(!is_open(rome, utc({2026, 7, 1}, 9, 59)));
    QVERIFY(is_open(rome, utc({2026, 7, 1}, 10)));
    QVERIFY(is_open(rome, utc({2026, 1, 1}, 16, 59)));
    QVERIFY(!is_open(rome, utc({2026, 1, 1}, 17)));
    QVERIFY(!is_open(rome, utc({2026, 1, 1}, 10, 59)));
  }

  void withoutAZoneTheOffsetHoldsAllYear() {
    Restaurant fixed = daily("", noon, evening);
    fixed.utc_offset_minutes = 345;
    for (const CivilDate date : {CivilDate{2026, 1, 15}, CivilDate{2026, 7, 15}}) {
      QVERIFY(!is_open(fixed, utc(date, 6, 14)));
      QVERIFY(is_open(fixed, utc(date, 6, 15)));
    }
    fixed.time_zone = "Nowhere/Land";
    QVERIFY(is_open(fixed, utc({2026, 7, 15}, 6, 15)));
  }

  void aNightBelongsToTheDayOnWhichItBegan() {
    Restaurant night = daily("Europe/Rome", 0, 0);
    night.hours[4] = {evening, midnight + 120};  // Friday 18:00 to 02:00
    const Instant friday = utc({2026, 11, 20}, 17);
    QVERIFY(!is_open(night, friday - milliseconds(1)));
    QVERIFY(is_open(night, friday));
    QVERIFY(is_open(night, friday + hours(8) - milliseconds(1)));
    QVERIFY(!is_open(night, friday + hours(8)));
    QVERIFY(!is_open(night, friday + days(1)));
    QCOMPARE(*closes_at(night, friday + hours(7)), friday + hours(8));
    QCOMPARE(*next_opening(night, friday + hours(9)), friday + days(7));
  }

  void aDayMayHaveSeveralSpans() {
    Restaurant twice = daily("Europe/Rome", noon, noon + 150);
    for (int weekday = 0; weekday < 7; ++weekday) twice.more_hours.push_back({weekday, evening, midnight});
    const Instant day = utc({2026, 11, 20}) - hours(1);
    QVERIFY(is_open(twice, day + hours(12)));
    QVERIFY(!is_open(twice, day + hours(15)));
    QVERIFY(is_open(twice, day + hours(18)));
    QCOMPARE(*next_opening(twice, day + hours(15)), day + hours(18));
    QCOMPARE(*next_opening(twice, day + hours(13)), day + hours(13));
    QCOMPARE(*closes_at(twice, day + hours(20)), day + hours(24));
    QVERIFY(!closes_at(twice, day + hours(15)));
  }

  void spansThatTouchAreOne() {
    Restaurant touching = daily("UTC", evening, midnight);
    touching.more_hours.push_back({5, 0, 60});
    QCOMPARE(*closes_at(touching, utc({2026, 11, 20}, 20)), utc({2026, 11, 21}, 1));
    QVERIFY(!closes_at(daily("UTC", 0, midnight), utc({2026, 11, 20})));
  }

  void aHolidayHasItsOwnHours() {
    Restaurant shop = daily("Europe/Rome", evening, midnight + 60);
    shop.holidays = {{day_number({2026, 12, 24}), {{noon, noon + 60}, {noon + 120, noon + 180}}, "Christmas Eve"},
                     {day_number({2026, 12, 25}), {}, "Christmas"}};
    QVERIFY(is_open(shop, utc({2026, 12, 23}, 23, 30)));  // 00:30 on the 24th, of the night of the 23rd
    QVERIFY(is_open(shop, utc({2026, 12, 24}, 11, 30)));
    QVERIFY(!is_open(shop, utc({2026, 12, 24}, 12, 30)));
    QVERIFY(is_open(shop, utc({2026, 12, 24}, 13, 30)));
    QVERIFY(!is_open(shop, utc({2026, 12, 24}, 18)));
    QVERIFY(!is_open(shop, utc({2026, 12, 25}, 18)));
    QVERIFY(is_open(shop, utc({2026, 12, 26}, 18)));
    QCOMPARE(*next_opening(shop, utc({2026, 12, 24}, 14)), utc({2026, 12, 26}, 17));
  }

  void theLeapDayIsADay() {
    Restaurant shop = daily("Europe/Rome", 0, 0);
    shop.hours[1] = {evening, midnight + 120};  // 2028-02-29 is a Tuesday
    QVERIFY(is_open(shop, utc({2028, 2, 29}, 17)));
    QVERIFY(is_open(shop, utc({2028, 3, 1}, 0, 59)));
    QVERIFY(!is_open(shop, utc({2028, 3, 1}, 1)));
    shop.holidays = {{day_number({2028, 2, 29}), {}, "leap day"}};
    QVERIFY(!is_open(shop, utc({2028, 2, 29}, 17)));
  }

  void aDayOfAllHoursHasTwentyThreeOrTwentyFive() {
    Restaurant sunday = daily("Europe/Rome", 0, 0);
    sunday.hours[6] = {0, midnight};
    QCOMPARE(*closes_at(sunday, utc({2026, 3, 29})) - *next_opening(sunday, utc({2026, 3, 28}, 12)), hours(23));
    QCOMPARE(*closes_at(sunday, utc({2026, 10, 25})) - *next_opening(sunday, utc({2026, 10, 24}, 12)), hours(25));
    for (int hour = 0; hour < 25; ++hour) QVERIFY(is_open(sunday, utc({2026, 10, 24}, 22) + hours(hour)));
    QVERIFY(!is_open(sunday, utc({2026, 10, 24}, 22) + hours(25)));
  }

  // In spring the clock in Rome jumps from 02:00 to 03:00 (01:00 UTC).
  void hoursThatAreLeftOutBeginAndEndWhereTheClockJumps() {
    const Instant jump = utc({2026, 3, 29}, 1);
    const Restaurant opening = daily("Europe/Rome", 150, 300);
    QVERIFY(!is_open(opening, jump - milliseconds(1)));
    QVERIFY(is_open(opening, jump));
    QCOMPARE(*next_opening(opening, jump - hours(1)), jump);
    const Restaurant closing = daily("Europe/Rome", 60, 150);
    QVERIFY(is_open(closing, jump - milliseconds(1)));
    QVERIFY(!is_open(closing, jump));
    QCOMPARE(*closes_at(closing, jump - minutes(5)), jump);
    // A span that the day does not have at all.
    QCOMPARE(*next_opening(daily("Europe/Rome", 130, 170), jump - hours(1)), utc({2026, 3, 30}, 0, 10));
  }

  // In autumn it shows 02:00 to 03:00 twice: from 00:00 and from 01:00 UTC.
  void theHourThatComesTwiceNeitherOpensNorClosesTwice() {
    const Instant first = utc({2026, 10, 25}, 0);
    const Restaurant night = daily("Europe/Rome", evening, midnight + 150);  // to 02:30
    QVERIFY(is_open(night, first + minutes(29)));
    QVERIFY(!is_open(night, first + minutes(30)));
    QVERIFY(!is_open(night, first + minutes(60)));  // 02:00 again
    QVERIFY(!is_open(night, first + minutes(89)));
    QCOMPARE(*closes_at(night, first), first + minutes(30));
    const Restaurant early = daily("Europe/Rome", 150, 360);  // from 02:30
    QVERIFY(!is_open(early, first + minutes(29)));
    QVERIFY(is_open(early, first + minutes(30)));
    QVERIFY(is_open(early, first + minutes(60)));  // 02:00 again, and it stays open
    QVERIFY(is_open(early, first + minutes(120)));
  }

  void lordHoweChangesByHalfAnHour() {
    const Restaurant shop = daily("Australia/Lord_Howe", evening, midnight + 105);  // to 01:45
    const Instant change = utc({2026, 4, 4}, 15);                                   // 02:00 becomes 01:30
    QVERIFY(is_open(shop, change - minutes(16)));
    QVERIFY(!is_open(shop, change - minutes(15)));
    QVERIFY(!is_open(shop, change));
  }

  void aSpanMeansTheSameInstantsHoweverItIsAsked() {
    Restaurant shop = daily("America/New_York", 0, 0);
    for (int weekday = 0; weekday < 7; ++weekday) {
      shop.more_hours.push_back({weekday, 90, 135});
      shop.more_hours.push_back({weekday, 150, 165});
      shop.more_hours.push_back({weekday, evening, midnight + 75});
    }
    bool before = is_open(shop, utc({2026, 10, 30}));
    for (Instant at = utc({2026, 10, 30}); at < utc({2026, 11, 4}); at = at + minutes(1)) {
      const bool open = is_open(shop, at);
      QCOMPARE(closes_at(shop, at).has_value(), open);
      if (open && !before) QCOMPARE(*next_opening(shop, at - minutes(1)), at);
      if (!open && before) QCOMPARE(*closes_at(shop, at - minutes(1)), at);
      before = open;
    }
  }

  void aPauseEndsByItself() {
    Restaurant shop = daily("UTC", 0, midnight);
    const Instant now = utc({2026, 11, 20}, 19);
    QVERIFY(takes_orders(shop, now));
    shop.paused = true;
    QVERIFY(!takes_orders(shop, now));
    shop.paused_until = now + minutes(30);
    QVERIFY(!takes_orders(shop, now + minutes(29)));
    QVERIFY(takes_orders(shop, now + minutes(30)));
  }

  void onlyWhoIsInBusinessTakesOrders() {
    Restaurant shop = daily("UTC", 0, midnight);
    for (const RestaurantStatus status : {RestaurantStatus::Draft, RestaurantStatus::Closed}) {
      shop.status = status;
      QVERIFY(!takes_orders(shop, utc({2026, 11, 20})));
    }
  }

  void whoNeverOpensHasNoNextOpening() {
    QVERIFY(!next_opening(daily("UTC", 0, 0), utc({2026, 11, 20})));
    Restaurant summer = daily("UTC", 0, 0);
    summer.holidays = {{day_number({2027, 7, 1}), {{noon, evening}}, "the one day"}};
    QCOMPARE(*next_opening(summer, utc({2026, 11, 20})), utc({2027, 7, 1}, 12));
  }

  void weekSpansCoverTheNightAfterThem() {
    const std::vector<WeekSpan> spans{{6, evening, midnight + 60}};  // Sunday night
    const std::int64_t sunday = days_of({2026, 11, 22});
    const auto shown = [](std::int64_t day, std::int32_t minute) { return LocalTime{day, minutes(minute).ms}; };
    QVERIFY(opening_rules::covers(spans, shown(sunday, evening)));
    QVERIFY(opening_rules::covers(spans, shown(sunday + 1, 59)));
    QVERIFY(!opening_rules::covers(spans, shown(sunday + 1, 60)));
    QVERIFY(!opening_rules::covers(spans, shown(sunday, 59)));
    QVERIFY(!opening_rules::covers({}, shown(sunday, 59)));
  }
};

QTEST_GUILESS_MAIN(RestaurantHoursTest)
#include "restaurant_hours_test.moc"
