// SPDX-License-Identifier: Apache-2.0
// When people are left alone: over midnight, on days with daylight saving, in their own time zone.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "connectors/notifications/memory_channel.h"
#include "core/services/notification/quiet_hours.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

constexpr QuietHours house{22 * 60, 8 * 60};

Instant utc(CivilDate date, int hour, int minute = 0) {
  return TimeZone{}.instant({days_of(date), (hour * 60 + minute) * std::int64_t{60'000}});
}

TimeZone zone(const char* name) {
  const auto found = TimeZone::find(name);
  if (!found) qFatal("no time zone %s", name);
  return *found;
}

}  // namespace

class NotificationQuietHoursTest : public QObject {
  Q_OBJECT
 private slots:
  void aNightReachesOverMidnight() {
    const CivilDate day{2026, 11, 20};
    const CivilDate next{2026, 11, 21};
    QVERIFY(!quiet_until(house, {}, utc(day, 21, 59)));
    QCOMPARE(quiet_until(house, {}, utc(day, 22)), std::optional(utc(next, 8)));
    QCOMPARE(quiet_until(house, {}, utc(next, 0)), std::optional(utc(next, 8)));
    QCOMPARE(quiet_until(house, {}, utc(next, 7, 59)), std::optional(utc(next, 8)));
    QVERIFY(!quiet_until(house, {}, utc(next, 8)));
  }

  void anAfternoonDoesNot() {
    const QuietHours nap{13 * 60, 15 * 60};
    const CivilDate day{2024, 2, 29};
    QVERIFY(!quiet_until(nap, {}, utc(day, 12, 59)));
    QCOMPARE(quiet_until(nap, {}, utc(day, 13)), std::optional(utc(day, 15)));
    QVERIFY(!quiet_until(nap, {}, utc(day, 15)));
  }

  void equalHoursAreNone() {
    for (int hour = 0; hour < 24; ++hour) QVERIFY(!quiet_until({480, 480}, {}, utc({2026, 3, 1}, hour)));
  }

  void hoursAreThoseOnTheWall() {
    // 22:30 in Tokyo is 13:30 UTC.
    const TimeZone tokyo = TimeZone::fixed(540);
    QCOMPARE(quiet_until(house, tokyo, utc({2026, 11, 20}, 13, 30)), std::optional(utc({2026, 11, 20}, 23)));
    QVERIFY(!quiet_until(house, tokyo, utc({2026, 11, 20}, 12, 59)));
  }

  void aSpringNightIsAnHourShorter() {
    // Paris, 2026-03-29: 2:00 becomes 3:00. From 22:00 (21:00 UTC) to 8:00 (6:00 UTC): nine hours.
    const Instant begins = utc({2026, 3, 28}, 21);
    const Instant ends = utc({2026, 3, 29}, 6);
    const TimeZone paris = zone("Europe/Paris");
    QVERIFY(!quiet_until(house, paris, begins - milliseconds(1)));
    QCOMPARE(quiet_until(house, paris, begins), std::optional(ends));
    QVERIFY(!quiet_until(house, paris, ends));
  }

  void anAutumnNightIsAnHourLonger() {
    // Paris, 2026-10-25: 3:00 becomes 2:00. From 22:00 (20:00 UTC) to 8:00 (7:00 UTC): eleven hours.
    const Instant begins = utc({2026, 10, 24}, 20);
    const Instant ends = utc({2026, 10, 25}, 7);
    const TimeZone paris = zone("Europe/Paris");
    QCOMPARE(quiet_until(house, paris, begins), std::optional(ends));
    QCOMPARE(quiet_until(house, paris, ends - milliseconds(1)), std::optional(ends));
    QVERIFY(!quiet_until(house, paris, ends));
  }

  void anEndInTheHourThatIsLeftOutIsTheJump() {
    // Until 2:30, which does not exist on that night: until 3:00 summer time, 1:00 UTC.
    const QuietHours quiet{23 * 60, 150};
    QCOMPARE(quiet_until(quiet, zone("Europe/Paris"), utc({2026, 3, 29}, 0)), std::optional(utc({2026, 3, 29}, 1)));
    QVERIFY(!quiet_until(quiet, zone("Europe/Paris"), utc({2026, 3, 29}, 1)));
  }

  void anEndInTheHourThatComesTwiceIsTheFirst() {
    // Until 2:30, first reached at 0:30 UTC; when it comes again, the night is over.
    const QuietHours quiet{23 * 60, 150};
    const TimeZone paris = zone("Europe/Paris");
    QCOMPARE(quiet_until(quiet, paris, utc({2026, 10, 25}, 0, 29)), std::optional(utc({2026, 10, 25}, 0, 30)));
    QVERIFY(!quiet_until(quiet, paris, utc({2026, 10, 25}, 0, 30)));
    QVERIFY(!quiet_until(quiet, paris, utc({2026, 10, 25}, 1, 10)));
  }

  void whatIsNotUrgentWaitsForTheMorning() {
    MemoryStore store;
    InProcessBus bus;
    HandWorld* world = nullptr;
    MemoryChannel channel([&](const ChannelAnswer& answer) { world->business.channel_answered(answer); });
    HandWorld s(store, bus, nullptr, &channel);
    world = &s;
    HandWorld::Cast cast = s.open_shop();
    s.clock.at = utc({2026, 11, 20}, 23);  // UTC, as no time zone is known
    cast.rider = s.add_rider();
    const OrderId order = s.place(cast);
    s.answer(ProviderVerdict::Approved);
    s.accept(order);
    s.cook(order);
    s.assign(order, cast.rider);
    s.carry(order, cast.rider);
    QCOMPARE(channel.messages().size(), std::size_t{1});  // accepted: who orders at night is awake
    QCOMPARE(channel.messages().back().title, std::string("Your order is accepted"));
    const auto log = [&] { return s.business.command(ListNotifications{cast.user, {}, 0})->notifications; };
    QCOMPARE(log().front().kind, MessageKind::OrderDelivered);
    QCOMPARE(log().front().status, NotificationStatus::Waiting);
    QCOMPARE(log().front().due, std::optional(utc({2026, 11, 21}, 8)));
    s.pass(hours(9) - milliseconds(1));
    QCOMPARE(channel.messages().size(), std::size_t{1});
    s.pass(milliseconds(1));
    QCOMPARE(channel.messages().back().title, std::string("Enjoy your meal"));
    QCOMPARE(log().front().status, NotificationStatus::Sent);
  }

  void ownHoursAndZoneTakeTheHousesPlace() {
    MemoryStore store;
    InProcessBus bus;
    HandWorld* world = nullptr;
    MemoryChannel channel([&](const ChannelAnswer& answer) { world->business.channel_answered(answer); });
    HandWorld s(store, bus, nullptr, &channel);
    world = &s;
    HandWorld::Cast cast = s.open_shop();
    // 19:00 UTC is 14:00 in New York (winter time), within a siesta of their own.
    QVERIFY(s.business.command(SetNotificationSettings{cast.user, "America/New_York", true, 780, 900, {}}).ok());
    s.whole_order(cast);
    const auto log = s.business.command(ListNotifications{cast.user, {}, 0})->notifications;
    QCOMPARE(log.front().due, std::optional(utc({2026, 11, 20}, 20)));
    QVERIFY(s.business.command(SetNotificationSettings{cast.user, "", true, 0, 0, {}}).ok());
    s.clock.at = utc({2026, 11, 20}, 23);
    cast.rider = s.add_rider();
    s.whole_order(cast);
    QCOMPARE(s.business.command(ListNotifications{cast.user, {}, 0})->notifications.front().status,
             NotificationStatus::Sent);
  }
};

QTEST_GUILESS_MAIN(NotificationQuietHoursTest)
#include "notification_quiet_hours_test.moc"
