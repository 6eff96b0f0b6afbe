// SPDX-License-Identifier: Apache-2.0
// Who is told what by which way, what people choose, offers, and the log.
#include <QTest>

#include "tests/core/notification_stage.h"

using namespace pizza;
using test::HandWorld;
using test::NotificationStage;

namespace {

constexpr Preferences everything{"", true, true, true, true};

std::vector<MessageKind> kinds(NotificationStage& s) {
  std::vector<MessageKind> found;
  for (const NotificationView& one : s.log()) found.insert(found.begin(), one.kind);
  return found;
}

}  // namespace

class NotificationServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void anOrdersWayIsTold() {
    NotificationStage s;
    s.register_phone();
    s.whole_order(s.cast);
    QVERIFY(
        (kinds(s) == std::vector{MessageKind::OrderAccepted, MessageKind::OrderOnTheWay, MessageKind::OrderDelivered}));
    QCOMPARE(s.channel.messages().size(), std::size_t{3});
    const ChannelMessage& way = s.channel.messages()[1];
    QCOMPARE(way.channel, Channel::Push);
    QCOMPARE(way.address, std::string("phone"));
    QVERIFY(way.body.starts_with("Your order from Casino Oven is on its way. About "));
    QCOMPARE(way.topic, std::string("progress"));
    QCOMPARE(way.language, std::string("en"));
    for (const NotificationView& one : s.log()) QCOMPARE(one.status, NotificationStatus::Sent);
  }

  void badEndsAreTold() {
    NotificationStage s;
    const OrderId rejected = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    QVERIFY(s.business.execute([&](UnitOfWork& w) {
                        return s.business.orders.reject(w, {rejected, "sold_out"});
                      })
                .ok());
    s.answer(ProviderVerdict::Approved);
    const OrderId cancelled = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    QVERIFY(s.business
                .execute([&](UnitOfWork& w) {
                  return s.business.orders.cancel(w, {cancelled, Actor::Customer, "x"});
                })
                .ok());
    QVERIFY((kinds(s) == std::vector{MessageKind::OrderRejected, MessageKind::OrderCancelled}));
    QCOMPARE(s.channel.messages().back().channel, Channel::Email);
    QCOMPARE(s.channel.messages().back().address, std::string("ada@example.org"));
  }

  void aDeclinedPaymentIsToldOnce() {
    NotificationStage s;
    const OrderId order = s.place(s.cast);
    s.answer(ProviderVerdict::Declined, "expired_card");
    QCOMPARE(s.order(order).status, OrderStatus::Failed);
    QVERIFY((kinds(s) == std::vector{MessageKind::PaymentDeclined}));
    QVERIFY(s.channel.messages().back().body.starts_with("Your payment of €"));
  }

  void moneyThatGoesBackIsTold() {
    NotificationStage s;
    s.prefer(s.cast.user, {"de", true, false, true, false});
    const OrderId order = s.whole_order(s.cast);
    QVERIFY(s.business
                .execute([&](UnitOfWork& w) {
                  return s.business.payments.refund(w, {order, {250, Currency::EUR}, "cold"});
                })
                .ok());
    s.answer(ProviderVerdict::Approved);
    QCOMPARE(s.channel.messages().back().title, std::string("Sie bekommen 2,50\u00A0€ zurück"));
    QCOMPARE(s.channel.messages().back().channel, Channel::Email);
  }

  void anAnswerOfTheHelpDeskIsToldAndANoteIsNot() {
    NotificationStage s;
    const OrderId order = s.whole_order(s.cast);
    const auto ticket =
        s.business.command(OpenHelpTicket{s.cast.user, order, HelpCategory::Cold, {}, "It was cold", "en", false});
    QVERIFY(ticket.ok());
    const std::size_t before = s.log().size();
    QCOMPARE(s.refusal(AnswerHelpTicket{*ticket, {}, "Call them", "", true, false}), std::string());
    QCOMPARE(s.log().size(), before);
    QCOMPARE(s.refusal(AnswerHelpTicket{*ticket, {}, "We are sorry", "", false, false}), std::string());
    QCOMPARE(s.log().size(), before + 1);
    QCOMPARE(s.log().front().kind, MessageKind::HelpAnswered);
  }

  void theSameIsNotSaidTwice() {
    NotificationStage s;
    const OrderId order = s.accepted();
    const auto again = [&] {
      const Outcome done = s.business.execute([&](UnitOfWork& work) -> Outcome {
        s.business.notifications.on(work, OrderAccepted{order, s.clock.at});
        return Done{};
      });
      QVERIFY(done.ok());
    };
    again();
    QCOMPARE(s.channel.messages().size(), std::size_t{1});
    QCOMPARE(s.log().size(), std::size_t{1});
    s.clock.at = s.clock.at + hours(1);
    again();
    QCOMPARE(s.log().size(), std::size_t{2});
  }

  void withoutAChannelTheRecordSaysSo() {
    NotificationStage s(false);
    s.whole_order(s.cast);
    QCOMPARE(s.log().size(), std::size_t{3});
    for (const NotificationView& one : s.log()) {
      QCOMPARE(one.status, NotificationStatus::Failed);
      QCOMPARE(one.reason, std::string("no_channel"));
      QVERIFY(!one.due && one.settled_at);
    }
    QVERIFY(!s.business.send_code({s.cast.user, "+37712345", "123456", minutes(10)}).ok());
  }

  void peopleChooseByTopicAndChannel() {
    NotificationStage s;
    s.register_phone();
    QCOMPARE(s.refusal(SetNotificationSettings{s.cast.user, "", false, 0, 0, {{Topic::Progress, Channel::Push}}}),
             std::string());
    s.accepted();
    QCOMPARE(s.channel.messages().back().channel, Channel::Email);
    s.prefer(s.cast.user, {"", false, false, true, false});
    s.accepted();
    QCOMPARE(s.log().front().status, NotificationStatus::Failed);
    QCOMPARE(s.log().front().reason, std::string("refused"));
    const auto settings = *s.business.command(SeeNotificationSettings{s.cast.user});
    QCOMPARE(settings.refused.size(), std::size_t{1});
    QCOMPARE(settings.devices.size(), std::size_t{1});
    QCOMPARE(settings.quiet_from, 1'320);
  }

  void smsGoOnlyToThoseWhoWantThem() {
    NotificationStage s;
    const auto way = [&] {
      const OrderId order = s.accepted();
      s.cook(order);
      s.assign(order, s.cast.rider);
      s.carry(order, s.cast.rider);
      s.answer(ProviderVerdict::Approved);
      return s.log()[1];
    };
    QCOMPARE(way().reason, std::string("refused"));
    s.prefer(s.cast.user, everything);
    QCOMPARE(way().channel, Channel::Sms);
    QCOMPARE(s.channel.messages()[s.channel.messages().size() - 2].address, std::string("+37712345"));
  }

  void securityIsAlwaysTold() {
    NotificationStage s;
    s.prefer(s.cast.user, {"", false, false, false, false});
    const std::string hash = "$argon2id$v=19$m=19456,t=2,p=1$" + std::string(22, 'A') + "$" + std::string(43, 'B');
    const auto set = s.business.execute([&](UnitOfWork& w) {
      return s.business.users.credentials.set_password(w, {s.cast.user, hash, {}});
    });
    QVERIFY2(set.ok(), set.ok() ? "" : set.problem().detail.c_str());
    QCOMPARE(s.log().front().kind, MessageKind::PasswordSet);
    QCOMPARE(s.log().front().status, NotificationStatus::Sent);
    QCOMPARE(s.refusal(SetNotificationSettings{s.cast.user, "", false, 0, 0, {{Topic::Security, Channel::Email}}}),
             std::string("notification.invalid:refused[0].topic"));
  }

  void aCodeLeavesNoTrace() {
    NotificationStage s;
    QVERIFY(s.business.send_code({s.cast.user, "+37712345", "483920", minutes(10)}).ok());
    QCOMPARE(s.channel.messages().back().channel, Channel::Sms);
    QCOMPARE(s.channel.messages().back().body,
             std::string("483920 is your code. It holds for 10 minutes. Tell it to nobody."));
    QVERIFY(!s.channel.messages().back().notification);
    QVERIFY(s.channel.messages().back().idempotency_key.find("483920") == std::string::npos);
    QVERIFY(s.log().empty());
    QVERIFY(s.business.send_code({s.cast.user, "new@example.org", "AB12", minutes(10)}).ok());
    QCOMPARE(s.channel.messages().back().channel, Channel::Email);
    QCOMPARE(s.business.send_code({s.cast.user, "", "483920", minutes(10)}).problem().field, std::string("target"));
    QCOMPARE(s.business.send_code({s.cast.user, "+377", "a code", minutes(10)}).problem().field, std::string("code"));
    QCOMPARE(s.business.send_code({UserId{99}, "+377", "483920", minutes(10)}).problem().type,
             std::string("user.unknown"));
  }

  void offersGoToThoseWhoWantThemAndNotOften() {
    NotificationStage s;
    const auto offer = [&](RestaurantId shop) {
      return *s.business.command(shop ? SendOffer{shop, 20, "PIZZA20", {}, 0}
                                      : SendOffer{{}, 20, "PIZZA20", {s.cast.user}, 0});
    };
    s.whole_order(s.cast);
    QCOMPARE(offer(s.cast.restaurant).unwanted, 1);
    s.prefer(s.cast.user, everything);
    QCOMPARE(offer(s.cast.restaurant).queued, 1);
    QVERIFY(s.channel.messages().back().body.starts_with("20 % off at Casino Oven with the code PIZZA20."));
    QCOMPARE(offer(s.cast.restaurant).enough, 1);  // one a week of a restaurant
    QCOMPARE(offer({}).queued, 1);
    const auto open_another = [&] {
      Restaurant shop = s.business.read([&](UnitOfWork& w) { return *w.find(s.cast.restaurant); });
      shop.id = {};
      HandWorld::Cast other = s.cast;
      other.restaurant = *s.business.execute([&](UnitOfWork& w) { return s.business.restaurants.open(w, {shop}); });
      return other;
    };
    NotificationSettings settings =
        s.business.read([&](UnitOfWork& w) { return *w.find_at<NotificationSettings>(s.cast.user.value); });
    QCOMPARE(settings.offers, 2);
    const HandWorld::Cast other = open_another();
    QCOMPARE(offer(other.restaurant).queued + offer(other.restaurant).unwanted, 0);  // never ordered there
    s.clock.at = s.clock.at + days(7);
    QCOMPARE(offer(s.cast.restaurant).queued, 1);
    settings = s.business.read([&](UnitOfWork& w) { return *w.find_at<NotificationSettings>(s.cast.user.value); });
    QCOMPARE(settings.offers, 1);  // another week
  }

  void threeOffersAWeekAreEnough() {
    NotificationStage s;
    s.prefer(s.cast.user, everything);
    for (int i = 0; i < 3; ++i) {
      const Outcome done = s.business.execute([&](UnitOfWork& work) -> Outcome {
        Notification told;
        told.id = work.allocate<Notification>();
        told.user = s.cast.user;
        told.kind = MessageKind::Offer;
        told.status = NotificationStatus::Sent;
        told.queued_at = s.clock.at;
        work.record(NotificationQueued{told});
        return Done{};
      });
      QVERIFY(done.ok());
    }
    QCOMPARE(s.business.command(SendOffer{{}, 10, "", {s.cast.user}, 0})->enough, 1);
    s.clock.at = s.clock.at + days(7);
    QCOMPARE(s.business.command(SendOffer{{}, 10, "", {s.cast.user}, 0})->queued, 1);
  }

  void offersNameTheFieldAtFault() {
    NotificationStage s;
    const RestaurantId shop = s.cast.restaurant;
    QCOMPARE(s.refusal(SendOffer{RestaurantId{9}, 10, "", {}, 0}), std::string("restaurant.unknown:restaurant_id"));
    QCOMPARE(s.refusal(SendOffer{shop, 0, "", {}, 0}), std::string("notification.invalid:percent"));
    QCOMPARE(s.refusal(SendOffer{shop, 91, "", {}, 0}), std::string("notification.invalid:percent"));
    QCOMPARE(s.refusal(SendOffer{shop, 10, "20 %", {}, 0}), std::string("notification.invalid:code"));
    QCOMPARE(s.refusal(SendOffer{shop, 10, "", {s.cast.user}, 0}), std::string("notification.invalid:users"));
    QCOMPARE(s.refusal(SendOffer{{}, 10, "", {}, 0}), std::string("notification.invalid:users"));
    QCOMPARE(s.refusal(SendOffer{{}, 10, "", std::vector<UserId>(501, s.cast.user), 0}),
             std::string("notification.invalid:users"));
    QCOMPARE(s.refusal(SendOffer{shop, 10, "", {}, 501}), std::string("notification.invalid:limit"));
  }

  void stopIsUnderstoodAndStartTakesItBack() {
    NotificationStage s;
    s.prefer(s.cast.user, everything);
    QVERIFY(s.business.command(TakeReply{Channel::Sms, "+37712345", "Stop!"})->stopped);
    const auto refused = [&] { return s.business.command(SeeNotificationSettings{s.cast.user})->refused.size(); };
    QCOMPARE(refused(), topic_names.size() - 1);  // all but security
    QVERIFY(s.business.command(TakeReply{Channel::Sms, "+37712345", "start"})->started);
    QCOMPARE(refused(), std::size_t{0});
    QVERIFY(s.business.command(TakeReply{Channel::Email, "ADA@example.org", "ABMELDEN"})->stopped);
    QCOMPARE(refused(), std::size_t{1});
    QVERIFY(!s.business.command(TakeReply{Channel::Email, "ada@example.org", "Thanks"})->stopped);
    QVERIFY(s.business.command(TakeReply{Channel::Email, "nobody@example.org", "STOP"})->stopped);
    QCOMPARE(s.refusal(TakeReply{Channel::Push, "phone", "STOP"}), std::string("notification.invalid:channel"));
  }

  void devicesAreFewAndTheOldestGoes() {
    NotificationStage s;
    for (int i = 0; i <= 10; ++i) s.register_phone("token" + std::to_string(i));
    s.register_phone("token10");  // known: another label, no other device
    const auto kept =
        s.business.read([&](UnitOfWork& w) { return *w.find_at<NotificationSettings>(s.cast.user.value); });
    QCOMPARE(kept.devices.size(), std::size_t{10});
    QCOMPARE(kept.devices.front().token, std::string("token1"));
    QCOMPARE(s.refusal(RemoveDevice{s.cast.user, "token0"}), std::string("notification.device_unknown:token"));
    QCOMPARE(s.refusal(RemoveDevice{s.cast.user, "token1"}), std::string());
    QCOMPARE(s.refusal(RegisterDevice{s.cast.user, "", ""}), std::string("notification.invalid:token"));
    QCOMPARE(s.refusal(RegisterDevice{s.cast.user, "a b", ""}), std::string("notification.invalid:token"));
    QCOMPARE(s.refusal(RegisterDevice{s.cast.user, "t", std::string(61, 'x')}),
             std::string("notification.invalid:label"));
    QCOMPARE(s.refusal(RegisterDevice{UserId{99}, "t", ""}), std::string("user.unknown:user_id"));
  }

  void settingsNameTheFieldAtFault() {
    NotificationStage s;
    const UserId user = s.cast.user;
    QCOMPARE(s.refusal(SetNotificationSettings{user, "Moon/Crater", false, 0, 0, {}}),
             std::string("notification.invalid:time_zone"));
    QCOMPARE(s.refusal(SetNotificationSettings{user, "", true, -1, 0, {}}),
             std::string("notification.invalid:quiet_from"));
    QCOMPARE(s.refusal(SetNotificationSettings{user, "", true, 0, 1'440, {}}),
             std::string("notification.invalid:quiet_to"));
    QCOMPARE(s.refusal(SetNotificationSettings{UserId{99}, "", true, 0, 0, {}}), std::string("user.unknown:user_id"));
  }

  void theLogIsReadPageByPage() {
    NotificationStage s;
    for (int i = 0; i < 5; ++i) s.accepted();
    const auto first = *s.business.command(ListNotifications{s.cast.user, {}, 2});
    QCOMPARE(first.notifications.size(), std::size_t{2});
    QVERIFY(first.more);
    const auto rest = *s.business.command(ListNotifications{s.cast.user, first.notifications.back().id, 3});
    QCOMPARE(rest.notifications.size(), std::size_t{3});
    QVERIFY(!rest.more);
    QVERIFY(rest.notifications.front().id < first.notifications.back().id);
    QCOMPARE(rest.notifications.front().title, std::string("Your order is accepted"));
    QCOMPARE(s.refusal(ListNotifications{s.cast.user, {}, 101}), std::string("notification.invalid:limit"));
  }

  void whoIsForgottenIsToldNothingAnyMore() {
    NotificationStage s;
    s.register_phone();
    ChannelRuling later{ChannelVerdict::Later, "busy"};
    s.channel.plan(later);
    s.channel.plan(later);
    s.whole_order(s.cast);
    s.clock.at = s.clock.at + hours(1);
    const auto erased =
        s.business.execute([&](UnitOfWork& w) { return s.business.users.persons.erase(w, s.cast.user); });
    QVERIFY2(erased.ok(), erased.ok() ? "" : erased.problem().detail.c_str());
    const auto kept =
        s.business.read([&](UnitOfWork& w) { return *w.find_at<NotificationSettings>(s.cast.user.value); });
    QVERIFY(kept.devices.empty());
    const std::size_t calls = s.channel.calls();
    s.pass(hours(24));
    QCOMPARE(s.channel.calls(), calls);
    for (const NotificationView& one : s.log()) QVERIFY(one.settled_at);
  }
};

QTEST_GUILESS_MAIN(NotificationServiceTest)
#include "notification_service_test.moc"
