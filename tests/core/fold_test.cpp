// SPDX-License-Identifier: Apache-2.0
// The fold of the journal is the state, held for every event there is.
#include <QTest>
#include <map>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_search_index.h"
#include "connectors/memory/memory_store.h"
#include "connectors/notifications/memory_channel.h"
#include "core/catalogue.h"
#include "core/twin/state_digest.h"
#include "tests/core/delivery_scenario.h"
#include "tests/core/identity_scenario.h"
#include "tests/core/kitchen_scenario.h"
#include "tests/core/loyalty_scenario.h"
#include "tests/core/notification_scenario.h"
#include "tests/core/order_scenario.h"
#include "tests/core/payment_scenario.h"
#include "tests/core/restaurant_scenario.h"
#include "tests/core/review_scenario.h"
#include "tests/core/support_scenario.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

// Folds every commit, from its bytes, into a second store; after each, both stores must be equal.
struct ShadowJournal : JournalSink {
  MemoryStore shadow;
  std::map<std::string_view, int> seen;

  void committed(Instant, std::span<const EventHolder> events) override {
    Changes changes(shadow);
    for (const EventHolder& event : events) {
      const EventType& type = event.type();
      ++seen[type.schema->name];
      std::string bytes;
      type.encode(event.get(), bytes);
      void* copy = type.create();
      const EventHolder holder(type, copy);
      QVERIFY(type.decode(bytes, copy));
      type.fold(changes, copy);
    }
    const auto prepared = changes.prepare();
    QCOMPARE(shadow.commit({prepared, {}, {}}), CommitOutcome::Committed);
  }
};

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus, &journal, &channel, &index) { cast = open_shop(); }
  ShadowJournal journal;
  MemoryChannel channel{[this](const ChannelAnswer& answer) { business.channel_answered(answer); }};
  MemorySearchIndex index;
  MemoryStore store;
  InProcessBus bus;
  Cast cast;

  void check() {
    QCOMPARE(state_digest(journal.shadow, all_record_types()).hex(), state_digest(store, all_record_types()).hex());
  }
  template <class Attempt>
  void run(Attempt attempt) {
    const auto answer = business.execute(attempt);
    QVERIFY2(answer.ok(), answer.ok() ? "" : (answer.problem().type + ": " + answer.problem().detail).c_str());
    check();
  }
};

}  // namespace

class FoldTest : public QObject {
  Q_OBJECT
 private slots:
  void everyEventRebuildsWhatItChanged() {
    Stage s;
    auto& b = s.business;
    const RiderId rider = s.cast.rider;
    s.whole_order(s.cast);
    s.check();
    s.run([&](UnitOfWork& w) { return b.users.add_address(w, {s.cast.user, {"work", "Rue 2", s.home_place}}); });
    s.run([&](UnitOfWork& w) { return b.restaurants.pause(w, {s.cast.restaurant, true}); });
    s.run([&](UnitOfWork& w) { return b.restaurants.pause(w, {s.cast.restaurant, false}); });
    s.run([&](UnitOfWork& w) { return b.restaurants.price_item(w, {s.cast.cola, {350, Currency::EUR}}); });
    s.run([&](UnitOfWork& w) { return b.restaurants.offer_item(w, {s.cast.cola, false}); });
    s.run([&](UnitOfWork& w) { return b.restaurants.offer_item(w, {s.cast.cola, true}); });
    s.clock.at = s.clock.at + minutes(1);
    s.run([&](UnitOfWork& w) { return b.deliveries.report_position(w, {rider, s.shop_place}); });
    s.run([&](UnitOfWork& w) { return b.deliveries.go_offline(w, {rider}); });
    s.run([&](UnitOfWork& w) { return b.deliveries.go_online(w, {rider, s.shop_place}); });
    s.run([&](UnitOfWork& w) { return b.gateway.place_order(w, {"user:1", "key"}, s.wish(s.cast)); });
    s.run([&](UnitOfWork& w) { return b.orders.cancel(w, {OrderId{2}, Actor::Customer, "x"}); });
    s.answer(ProviderVerdict::Approved);
    s.answer(ProviderVerdict::Approved);
    endings(s);
    money(s);
    test::play_restaurants(s, s.cast, [&](auto command) { s.run(command); });
    test::play_reviews(s, s.cast, [&](auto command) { s.run(command); });
    test::play_support(s, s.cast, [&](auto command) { s.run(command); });
    test::play_loyalty(s, s.cast, [&](auto command) { s.run(command); });
    test::play_kitchen(s, s.cast, [&](auto command) { s.run(command); });
    test::play_notifications(s, s.cast, s.channel, [&](auto command) { s.run(command); });
    test::play_deliveries(s, s.cast, [&](auto command) { s.run(command); });
    test::play_orders(s, s.cast, [&](auto command) { s.run(command); });
    test::play_payments(s, s.cast, [&](auto command) { s.run(command); });
    people(s);
    s.run([&](UnitOfWork& w) { return b.gateway.place_order(w, {"user:1", "late"}, s.wish(s.cast)); });
    s.clock.at = s.clock.at + days(8);
    s.run([&](UnitOfWork& w) { return b.gateway.place_order(w, {"user:1", "late"}, s.wish(s.cast)); });
    s.clock.at = s.clock.at + days(7);
    s.run([&](UnitOfWork& w) { return b.gateway.forget_old(w, {}, 100); });
    std::vector<std::string> missing;
    for (const EventType* type : all_event_types())
      if (!s.journal.seen.contains(type->schema->name)) missing.emplace_back(type->schema->name);
    QVERIFY2(missing.empty(), missing.empty() ? "" : missing.front().c_str());
  }

 private:
  static void endings(Stage& s) {
    auto& b = s.business;
    const RiderId rider = s.cast.rider;
    s.place(s.cast);
    s.answer(ProviderVerdict::Declined, "expired_card");
    s.check();
    const OrderId rejected = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    s.run([&](UnitOfWork& w) { return b.orders.reject(w, {rejected, "sold_out"}); });
    s.answer(ProviderVerdict::Approved);
    s.place(s.cast);
    while (s.provider.asked.back().action == ProviderAction::Authorize) s.pass(seconds(5));  // never answered
    s.provider.asked.erase(s.provider.asked.begin(), s.provider.asked.end() - 1);
    s.answer(ProviderVerdict::Approved);
    s.check();
    const OrderId id = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    s.accept(id);
    const DeliveryId delivery = s.saga(id).delivery;
    s.run([&](UnitOfWork& w) { return b.deliveries.offer(w, {delivery, rider, seconds(40)}); });
    s.run([&](UnitOfWork& w) { return b.deliveries.answer_offer(w, {delivery, rider, false, "far"}); });
    s.run([&](UnitOfWork& w) { return b.deliveries.offer(w, {delivery, rider, seconds(40)}); });
    s.pass(seconds(41));
    s.check();
    s.assign(id, rider);
    s.run([&](UnitOfWork& w) { return b.deliveries.give_up(w, {delivery, rider, "tyre"}); });
    s.run([&](UnitOfWork& w) { return b.orders.cancel(w, {id, Actor::Operations, "x"}); });
    s.answer(ProviderVerdict::Approved);
    const OrderId lost = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    s.accept(lost);
    s.cook(lost);
    s.assign(lost, rider);
    const DeliveryId failing = s.saga(lost).delivery;
    s.run([&](UnitOfWork& w) { return b.deliveries.arrive(w, {failing, rider}); });
    s.run([&](UnitOfWork& w) { return b.deliveries.pick_up(w, {failing, rider}); });
    s.run([&](UnitOfWork& w) { return b.deliveries.give_up(w, {failing, rider, "accident"}); });
    s.answer(ProviderVerdict::Approved);
    s.check();
  }

  static void people(Stage& s) {
    test::IdentityScenario scenario;
    const UserId user = s.add_user("person@example.org");
    scenario.play(s, user, s.cast.restaurant, [&](auto command) { s.run(command); });
    s.run([&](UnitOfWork& w) { return s.business.users.persons.erase(w, user); });
  }

  static void money(Stage& s) {
    auto& b = s.business;
    const OrderId paid = s.whole_order(s.cast);
    s.run([&](UnitOfWork& w) { return b.payments.refund(w, {paid, {100, Currency::EUR}, "cold"}); });
    s.answer(ProviderVerdict::Approved);
    s.check();
    s.run([&](UnitOfWork& w) { return b.payments.refund(w, {paid, {100, Currency::EUR}, "cold"}); });
    s.pass(hours(3));  // never answered: people must look
    s.check();
  }
};

QTEST_GUILESS_MAIN(FoldTest)
#include "fold_test.moc"
