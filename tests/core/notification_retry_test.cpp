// SPDX-License-Identifier: Apache-2.0
// What becomes of a message that a channel does not take, or says nothing about.
#include <QTest>

#include "core/services/notification/sending.h"
#include "tests/core/notification_stage.h"

using namespace pizza;
using test::NotificationStage;

namespace {

ChannelRuling later() {
  return {ChannelVerdict::Later, "busy"};
}
ChannelRuling refused(std::string reason) {
  return {ChannelVerdict::Refused, std::move(reason)};
}
ChannelRuling lost() {
  ChannelRuling ruling;
  ruling.lost = true;
  return ruling;
}

}  // namespace

class NotificationRetryTest : public QObject {
  Q_OBJECT
 private slots:
  void waitsGrowAndAreBounded() {
    Duration full = seconds(30);
    for (std::int32_t attempt = 1; attempt <= 10; ++attempt) {
      for (std::uint64_t id = 1; id < 200; ++id) {
        const Duration wait = sending::wait_after(attempt, NotificationId{id});
        QVERIFY(wait <= full && wait > full * 3 / 4);
      }
      full = std::min(full * 2, minutes(15));
    }
    QVERIFY(sending::wait_after(1, NotificationId{1}) != sending::wait_after(1, NotificationId{2}));
  }

  void laterIsTriedAgainUnderAnotherKey() {
    NotificationStage s;
    s.channel.plan(later());
    s.accepted();
    QCOMPARE(s.newest().status, NotificationStatus::Waiting);
    QCOMPARE(s.newest().reason, std::string("busy"));
    const Duration wait = *s.newest().due - s.clock.at;
    QVERIFY(wait <= seconds(30) && wait > seconds(22));
    s.pass(wait - milliseconds(1));
    QCOMPARE(s.channel.messages().size(), std::size_t{1});
    s.pass(milliseconds(1));
    QCOMPARE(s.channel.messages().size(), std::size_t{2});
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
    QCOMPARE(s.newest().attempts, 2);
    QCOMPARE(s.channel.messages()[1].attempt, 2);
    QVERIFY(s.channel.messages()[0].idempotency_key != s.channel.messages()[1].idempotency_key);
  }

  void afterFiveTriesTheNextChannelIsTaken() {
    NotificationStage s;
    s.register_phone();
    s.channel.rule(
        [](const ChannelMessage& message) { return message.channel == Channel::Push ? later() : ChannelRuling{}; });
    s.accepted();
    s.pass(minutes(10));
    QCOMPARE(s.channel.messages().size(), std::size_t{6});
    for (std::size_t i = 0; i < 5; ++i) QCOMPARE(s.channel.messages()[i].channel, Channel::Push);
    QCOMPARE(s.channel.messages()[5].channel, Channel::Email);
    QCOMPARE(s.channel.messages()[5].attempt, 1);
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
    QCOMPARE(s.newest().channel, Channel::Email);
    QCOMPARE(s.newest().given_up, 1U << static_cast<unsigned>(Channel::Push));
  }

  void aRefusalTakesTheNextChannelAtOnce() {
    NotificationStage s;
    s.register_phone();
    s.channel.plan(refused("blocked"));
    s.accepted();
    QCOMPARE(s.channel.messages().size(), std::size_t{2});
    QCOMPARE(s.newest().channel, Channel::Email);
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
  }

  void whereNoChannelIsLeftItHasFailed() {
    NotificationStage s;
    s.channel.plan(refused("mailbox_full"));
    s.accepted();
    QCOMPARE(s.newest().status, NotificationStatus::Failed);
    QCOMPARE(s.newest().reason, std::string("mailbox_full"));
    QVERIFY(!s.newest().due);
    s.pass(hours(1));
    QCOMPARE(s.channel.calls(), std::size_t{1});
  }

  void anUnknownDeviceIsRemovedAndTheOthersAreWaitedFor() {
    NotificationStage s;
    s.register_phone("old");
    s.register_phone("new");
    s.channel.rule([](const ChannelMessage& message) {
      ChannelRuling ruling;
      if (message.address == "old") return refused("unknown_device");
      ruling.held = true;
      return ruling;
    });
    s.accepted();
    QCOMPARE(s.channel.messages().size(), std::size_t{2});
    QCOMPARE(s.newest().status, NotificationStatus::Asked);
    QCOMPARE(s.business.command(SeeNotificationSettings{s.cast.user})->devices.size(), std::size_t{1});
    s.channel.release();
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
    s.channel.rule([](const ChannelMessage& message) {
      return message.channel == Channel::Push ? refused("unknown_device") : ChannelRuling{};
    });
    s.accepted();
    QVERIFY(s.business.command(SeeNotificationSettings{s.cast.user})->devices.empty());
    QCOMPARE(s.newest().channel, Channel::Email);
  }

  void silenceIsAskedAgainUnderTheSameKey() {
    NotificationStage s;
    s.channel.plan(lost());
    s.accepted();
    QCOMPARE(s.newest().status, NotificationStatus::Asked);
    s.pass(minutes(1));
    QCOMPARE(s.channel.calls(), std::size_t{2});
    QCOMPARE(s.channel.messages().size(), std::size_t{1});  // sent once
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
    QCOMPARE(s.newest().attempts, 1);
  }

  void whoNeverAnswersIsGivenUp() {
    NotificationStage s;
    struct Silent : NotificationChannel {
      int calls = 0;
      void send(const ChannelMessage&) override { ++calls; }
    } silent;
    MemoryStore store;
    InProcessBus bus;
    test::HandWorld world(store, bus, nullptr, &silent);
    const auto cast = world.open_shop();
    const OrderId id = world.place(cast);
    world.answer(ProviderVerdict::Approved);
    world.accept(id);
    world.pass(minutes(29));
    QCOMPARE(silent.calls, 1 + NotificationService::max_unanswered);
    const auto log = world.business.command(ListNotifications{cast.user, {}, 1})->notifications;
    QCOMPARE(log.front().status, NotificationStatus::Failed);
    QCOMPARE(log.front().reason, std::string("no_answer"));
  }

  void anAnswerThatComesTwiceOrTooLateChangesNothing() {
    NotificationStage s;
    ChannelRuling twice;
    twice.twice = true;
    s.channel.plan(twice);
    s.accepted();
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
    const Version version = s.newest().version;
    s.business.channel_answered({s.newest().id, Channel::Email, 1, ChannelVerdict::Refused, "mailbox_full", ""});
    s.business.channel_answered({NotificationId{999}, Channel::Email, 1, ChannelVerdict::Sent, "", ""});
    QCOMPARE(s.newest().version, version);
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
  }

  void sentAfterAllIsSent() {
    NotificationStage s;
    s.channel.plan(later());
    s.accepted();
    s.business.channel_answered({s.newest().id, Channel::Email, 1, ChannelVerdict::Sent, "", ""});
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
    s.pass(minutes(5));
    QCOMPARE(s.channel.calls(), std::size_t{1});
  }

  void whatIsNotWorthTellingIsDropped() {
    NotificationStage s;
    s.channel.plan(lost());
    s.accepted();
    s.clock.at = s.clock.at + minutes(31);  // the timer comes late: an accepted order is no news any more
    s.business.fire({TimerKind::NotificationDue, s.newest().id.value, s.clock.at});
    QCOMPARE(s.newest().status, NotificationStatus::Failed);
    QCOMPARE(s.newest().reason, std::string("stale"));
    QCOMPARE(s.channel.calls(), std::size_t{1});
  }

  void aRestartAsksAgainUnderTheSameKey() {
    NotificationStage s;
    s.channel.plan(lost());
    s.accepted();
    s.timers.armed.clear();
    s.business.recover();
    s.pass(minutes(1));
    QCOMPARE(s.channel.calls(), std::size_t{2});
    QCOMPARE(s.newest().status, NotificationStatus::Sent);
  }
};

QTEST_GUILESS_MAIN(NotificationRetryTest)
#include "notification_retry_test.moc"
