// SPDX-License-Identifier: Apache-2.0
// What the clock on the wall shows: on the days that have 23 or 25 hours, at both ends of the world, and at each end of
// a year.
#include <QTest>
#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <random>
#include <string>

#include "core/model/time_zone.h"
#include "core/model/time_zone_rules.h"

using namespace pizza;

namespace {

Instant utc(CivilDate date, int hour = 0, int minute = 0, int second = 0) {
  return Instant{} + days(days_of(date)) + hours(hour) + minutes(minute) + seconds(second);
}
LocalTime clock_at(CivilDate date, int hour, int minute = 0) {
  return {days_of(date), (hours(hour) + minutes(minute)).ms};
}
TimeZone zone(const char* name) {
  const std::optional<TimeZone> found = TimeZone::find(name);
  if (!found) qFatal("no zone %s", name);
  return *found;
}
std::string text_of(LocalTime local) {
  const CivilDate date = date_of(local.day);
  return QString::asprintf("%04d-%02d-%02d %02d:%02d:%02d", date.year, date.month, date.day, local.minute_of_day() / 60,
                           local.minute_of_day() % 60, static_cast<int>(local.ms_of_day / 1'000 % 60))
      .toStdString();
}

// The C library reads the same rule in its own way.
class CLibraryZone {
 public:
  explicit CLibraryZone(std::string_view rule) {
    const char* before = std::getenv("TZ");
    had_ = before != nullptr;
    if (had_) before_ = before;
    setenv("TZ", std::string(rule).c_str(), 1);
    tzset();
  }
  ~CLibraryZone() {
    if (had_) {
      setenv("TZ", before_.c_str(), 1);
    } else {
      unsetenv("TZ");
    }
    tzset();
  }
  static std::int64_t offset_s(std::int64_t second) {
    const std::time_t at = second;
    std::tm local{};
    localtime_r(&at, &local);
    return local.tm_gmtoff;
  }

 private:
  bool had_ = false;
  std::string before_;
};

}  // namespace

class TimeZoneTest : public QObject {
  Q_OBJECT
 private slots:
  void daysAndDatesAreTheSameCalendar() {
    QCOMPARE(days_of({1970, 1, 1}), std::int64_t{0});
    QCOMPARE(days_of({2000, 3, 1}), std::int64_t{11'017});
    QCOMPARE(days_of({1969, 12, 31}), std::int64_t{-1});
    QVERIFY((date_of(days_of({2028, 2, 29})) == CivilDate{2028, 2, 29}));
    QCOMPARE(weekday_of(days_of({2026, 11, 27})), 4);  // a Friday
    QCOMPARE(weekday_of(days_of({1969, 12, 28})), 6);  // a Sunday
    CivilDate before = date_of(-800'000);
    for (std::int64_t day = -799'999; day < 800'000; ++day) {
      const CivilDate date = date_of(day);
      QVERIFY(date > before && days_of(date) == day);
      before = date;
    }
  }

  void onlyRealDatesAreValid() {
    QVERIFY(valid({2028, 2, 29}));
    QVERIFY(!valid({2027, 2, 29}));
    QVERIFY(!valid({2100, 2, 29}));
    QVERIFY(valid({2000, 2, 29}));
    QVERIFY(!valid({2026, 4, 31}));
    QVERIFY(!valid({2026, 0, 1}));
    QVERIFY(!valid({2026, 13, 1}));
    QVERIFY(!valid({2026, 1, 0}));
  }

  void zonesAreFoundByTheirNamesAndOldNames() {
    for (const char* name : {"UTC", "Etc/UTC", "Europe/Rome", "Europe/Monaco", "America/New_York", "US/Eastern",
                             "Asia/Kolkata", "Asia/Calcutta", "Australia/Lord_Howe", "Pacific/Chatham",
                             "America/Argentina/Buenos_Aires", "Asia/Kathmandu", "Europe/Kyiv", "Africa/Cairo"})
      QVERIFY2(TimeZone::find(name), name);
    for (const char* name : {"", "Europe", "Europe/Atlantis", "europe/rome", "Europe/Rome ", "CET-1CEST", "localtime"})
      QVERIFY2(!TimeZone::find(name), name);
    QVERIFY(TimeZone::names().size() > 590);
    QVERIFY(std::is_sorted(TimeZone::names().begin(), TimeZone::names().end()));
    for (const std::string_view name : TimeZone::names()) QVERIFY(TimeZone::find(name));
  }

  void aFixedClockNeverChanges() {
    const TimeZone india = TimeZone::fixed(330);
    QCOMPARE(text_of(india.local(utc({2026, 7, 1}, 20))), std::string("2026-07-02 01:30:00"));
    QCOMPARE(india.instant(clock_at({2026, 7, 2}, 1, 30)), utc({2026, 7, 1}, 20));
    QCOMPARE(text_of(TimeZone{}.local(Instant{-1})), std::string("1969-12-31 23:59:59"));
  }

  void theClockShows_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("at");
    QTest::addColumn<QString>("shown");
    const auto row = [](const char* name, Instant at, const char* shown) {
      QTest::addRow("%s %s", name, shown) << name << static_cast<qint64>(at.ms) << shown;
    };
    row("Europe/Rome", utc({2026, 3, 29}, 0, 59, 59), "2026-03-29 01:59:59");
    row("Europe/Rome", utc({2026, 3, 29}, 1), "2026-03-29 03:00:00");
    row("Europe/Rome", utc({2026, 10, 25}, 0, 59, 59), "2026-10-25 02:59:59");
    row("Europe/Rome", utc({2026, 10, 25}, 1), "2026-10-25 02:00:00");
    row("Europe/Rome", utc({2026, 12, 31}, 23), "2027-01-01 00:00:00");
    row("Europe/Rome", utc({2028, 2, 28}, 23, 30), "2028-02-29 00:30:00");
    row("Europe/London", utc({2027, 3, 28}, 1), "2027-03-28 02:00:00");
    row("Europe/Dublin", utc({2027, 3, 28}, 0, 59, 59), "2027-03-28 00:59:59");
    row("Europe/Dublin", utc({2027, 3, 28}, 1), "2027-03-28 02:00:00");
    row("Europe/Dublin", utc({2027, 10, 31}, 1), "2027-10-31 01:00:00");
    row("America/New_York", utc({2026, 3, 8}, 6, 59, 59), "2026-03-08 01:59:59");
    row("America/New_York", utc({2026, 3, 8}, 7), "2026-03-08 03:00:00");
    row("America/New_York", utc({2026, 11, 1}, 5, 59, 59), "2026-11-01 01:59:59");
    row("America/New_York", utc({2026, 11, 1}, 6), "2026-11-01 01:00:00");
    row("America/Los_Angeles", utc({2027, 1, 1}, 7, 59, 59), "2026-12-31 23:59:59");
    row("America/Phoenix", utc({2026, 7, 1}, 12), "2026-07-01 05:00:00");
    row("America/St_Johns", utc({2026, 7, 1}, 12), "2026-07-01 09:30:00");
    row("America/Havana", utc({2026, 3, 8}, 5), "2026-03-08 01:00:00");
    row("America/Santiago", utc({2026, 9, 6}, 3, 59, 59), "2026-09-05 23:59:59");
    row("America/Santiago", utc({2026, 9, 6}, 4), "2026-09-06 01:00:00");
    row("America/Nuuk", utc({2026, 3, 29}, 0, 59, 59), "2026-03-28 22:59:59");
    row("America/Nuuk", utc({2026, 3, 29}, 1), "2026-03-29 00:00:00");
    row("Australia/Sydney", utc({2026, 4, 4}, 15, 59, 59), "2026-04-05 02:59:59");
    row("Australia/Sydney", utc({2026, 4, 4}, 16), "2026-04-05 02:00:00");
    row("Australia/Sydney", utc({2026, 10, 3}, 16), "2026-10-04 03:00:00");
    row("Australia/Sydney", utc({2026, 12, 31}, 13), "2027-01-01 00:00:00");
    row("Australia/Adelaide", utc({2026, 1, 1}, 0), "2026-01-01 10:30:00");
    row("Australia/Lord_Howe", utc({2026, 4, 4}, 14, 59, 59), "2026-04-05 01:59:59");
    row("Australia/Lord_Howe", utc({2026, 4, 4}, 15), "2026-04-05 01:30:00");
    row("Australia/Lord_Howe", utc({2026, 10, 3}, 15, 29, 59), "2026-10-04 01:59:59");
    row("Australia/Lord_Howe", utc({2026, 10, 3}, 15, 30), "2026-10-04 02:30:00");
    row("Pacific/Chatham", utc({2026, 4, 4}, 14), "2026-04-05 02:45:00");
    row("Pacific/Chatham", utc({2026, 9, 26}, 14), "2026-09-27 03:45:00");
    row("Pacific/Kiritimati", utc({2026, 12, 31}, 10), "2027-01-01 00:00:00");
    row("Asia/Kolkata", utc({2026, 6, 1}, 18, 30), "2026-06-02 00:00:00");
    row("Asia/Kathmandu", utc({2026, 6, 1}, 18, 15), "2026-06-02 00:00:00");
    row("Africa/Cairo", utc({2026, 4, 23}, 21, 59, 59), "2026-04-23 23:59:59");
    row("Africa/Cairo", utc({2026, 4, 23}, 22), "2026-04-24 01:00:00");
    row("Asia/Jerusalem", utc({2026, 3, 27}, 0), "2026-03-27 03:00:00");
  }
  void theClockShows() {
    QFETCH(QString, name);
    QFETCH(qint64, at);
    QFETCH(QString, shown);
    QCOMPARE(QString::fromStdString(text_of(zone(name.toUtf8().constData()).local(Instant{at}))), shown);
  }

  void whatIsShownTwiceIsTheEarlier() {
    QCOMPARE(zone("Europe/Rome").instant(clock_at({2026, 10, 25}, 2, 30)), utc({2026, 10, 25}, 0, 30));
    QCOMPARE(zone("Europe/Rome").instant(clock_at({2026, 10, 25}, 3)), utc({2026, 10, 25}, 2));
    QCOMPARE(zone("Europe/Dublin").instant(clock_at({2026, 10, 25}, 1, 30)), utc({2026, 10, 25}, 0, 30));
    QCOMPARE(zone("America/New_York").instant(clock_at({2026, 11, 1}, 1)), utc({2026, 11, 1}, 5));
    QCOMPARE(zone("Australia/Lord_Howe").instant(clock_at({2026, 4, 5}, 1, 45)), utc({2026, 4, 4}, 14, 45));
  }

  void whatIsNeverShownIsWhereTheClockJumps() {
    QCOMPARE(zone("Europe/Rome").instant(clock_at({2026, 3, 29}, 2)), utc({2026, 3, 29}, 1));
    QCOMPARE(zone("Europe/Rome").instant(clock_at({2026, 3, 29}, 2, 30)), utc({2026, 3, 29}, 1));
    QCOMPARE(zone("Europe/Rome").instant(clock_at({2026, 3, 29}, 3)), utc({2026, 3, 29}, 1));
    QCOMPARE(zone("Europe/Dublin").instant(clock_at({2026, 3, 29}, 1, 15)), utc({2026, 3, 29}, 1));
    QCOMPARE(zone("America/New_York").instant(clock_at({2026, 3, 8}, 2, 59)), utc({2026, 3, 8}, 7));
    QCOMPARE(zone("Australia/Lord_Howe").instant(clock_at({2026, 10, 4}, 2, 15)), utc({2026, 10, 3}, 15, 30));
    QCOMPARE(zone("America/Santiago").instant(clock_at({2026, 9, 6}, 0, 30)), utc({2026, 9, 6}, 4));
  }

  // The footer's rule, read by the C library: every zone, at thousands of instants and around each change of the clock.
  void everyRuleAgreesWithTheCLibrary() {
    std::mt19937_64 random(2026);
    const std::int64_t from = utc({2025, 1, 1}).ms / 1'000;
    const std::int64_t to = utc({2036, 1, 1}).ms / 1'000;
    std::uniform_int_distribution<std::int64_t> second(from, to - 1);
    for (const ZoneGroup& group : zone_groups()) {
      const std::string name(group.names.substr(0, group.names.find(' ')));
      const TimeZone ours = zone(name.c_str());
      const CLibraryZone theirs(group.rule);
      const auto differs = [&](std::int64_t at) {
        return ours.offset_at({at * 1'000}).ms != CLibraryZone::offset_s(at) * 1'000;
      };
      for (int i = 0; i < 2'000; ++i) {
        const std::int64_t at = second(random);
        if (differs(at)) QFAIL((name + " at " + std::to_string(at)).c_str());
      }
      std::int64_t before = ours.offset_at({from * 1'000}).ms;
      for (std::int64_t at = from; at < to; at += 900) {  // all zones change on a quarter of an hour
        const std::int64_t now = ours.offset_at({at * 1'000}).ms;
        if (now != before && (differs(at) || differs(at - 1))) QFAIL((name + " at " + std::to_string(at)).c_str());
        before = now;
      }
    }
  }

  void anInstantComesBackFromItsLocalTime() {
    std::mt19937_64 random(7);
    std::uniform_int_distribution<std::int64_t> ms(utc({2025, 1, 1}).ms, utc({2036, 1, 1}).ms);
    for (const std::string_view name : TimeZone::names()) {
      const TimeZone here = *TimeZone::find(name);
      for (int i = 0; i < 200; ++i) {
        const Instant at{ms(random)};
        const LocalTime shown = here.local(at);
        const Instant back = here.instant(shown);
        QVERIFY(back <= at);
        QVERIFY(here.local(back) == shown);
        QVERIFY(at - back <= hours(2));
      }
    }
  }
};

QTEST_GUILESS_MAIN(TimeZoneTest)
#include "time_zone_test.moc"
