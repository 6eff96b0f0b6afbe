// SPDX-License-Identifier: Apache-2.0
// Rules of the smaller services and of the gateway, and the unit of work that carries them.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;
  auto place_with(std::string_view scope, std::string_view key, const PlaceOrder& wish) {
    return business.execute([&](UnitOfWork& w) { return business.gateway.place_order(w, {scope, key}, wish); });
  }
};

}  // namespace

class ServicesTest : public QObject {
  Q_OBJECT
 private slots:
  void oneKeyOneOrder() {
    Stage s;
    const auto first = s.place_with("user:1", "abc", s.wish(s.cast));
    const auto again = s.place_with("user:1", "abc", s.wish(s.cast));
    QVERIFY(first.ok() && again.ok());
    QVERIFY(!first->replayed);
    QVERIFY(again->replayed);
    QCOMPARE(again->order, first->order);
    QCOMPARE(s.store.count(record_type<Order>()), std::size_t{1});
    PlaceOrder other = s.wish(s.cast);
    other.note = "ring twice";
    const auto reused = s.place_with("user:1", "abc", other);
    QCOMPARE(reused.problem().type, std::string("idempotency.reused"));
    QCOMPARE(reused.problem().status, Status::Unprocessable);
    QVERIFY(s.place_with("user:2", "abc", other).ok());  // another client's key
    QCOMPARE(s.place_with("user:1", "", other).problem().type, std::string("idempotency.missing"));
    QCOMPARE(s.place_with("user:1", "a b", other).problem().type, std::string("idempotency.invalid"));
    QCOMPARE(s.place_with("user:1", std::string(256, 'k'), other).problem().type, std::string("idempotency.invalid"));
  }

  void aRefusedOrderLeavesItsKeyFree() {
    Stage s;
    PlaceOrder wrong = s.wish(s.cast);
    wrong.lines.clear();
    QVERIFY(!s.place_with("user:1", "abc", wrong).ok());
    QVERIFY(s.place_with("user:1", "abc", s.wish(s.cast)).ok());
  }

  void registration_data() {
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("field");
    QTest::newRow("good") << "Bob"
                          << "bob@example.org"
                          << ""
                          << "";
    QTest::newRow("no name") << ""
                             << "bob@example.org"
                             << "user.invalid"
                             << "name";
    QTest::newRow("no at") << "Bob"
                           << "bob.example.org"
                           << "user.invalid"
                           << "email";
    QTest::newRow("two ats") << "Bob"
                             << "b@o@example.org"
                             << "user.invalid"
                             << "email";
    QTest::newRow("no dot") << "Bob"
                            << "bob@example"
                            << "user.invalid"
                            << "email";
    QTest::newRow("space") << "Bob"
                           << "b ob@example.org"
                           << "user.invalid"
                           << "email";
    QTest::newRow("taken") << "Bob"
                           << "ada@example.org"
                           << "user.email_taken"
                           << "email";
    QTest::newRow("long") << QString(201, 'x') << "bob@example.org"
                          << "user.invalid"
                          << "name";
  }
  void registration() {
    QFETCH(QString, name);
    QFETCH(QString, email);
    QFETCH(QString, type);
    QFETCH(QString, field);
    Stage s;
    const auto answer = s.business.execute([&](UnitOfWork& w) {
      return s.business.users.register_user(w, {name.toStdString(), email.toStdString(), "", {}});
    });
    QCOMPARE(answer.ok(), type.isEmpty());
    if (answer.ok()) return;
    QCOMPARE(QString::fromStdString(answer.problem().type), type);
    QCOMPARE(QString::fromStdString(answer.problem().field), field);
  }

  void addressesAreBounded() {
    Stage s;
    const auto add = [&](const Address& address) {
      return s.business.execute([&](UnitOfWork& w) { return s.business.users.add_address(w, {s.cast.user, address}); });
    };
    for (int i = 0; i < 19; ++i) QVERIFY(add({"a", "Rue 2", s.home_place}).ok());
    QCOMPARE(add({"a", "Rue 2", s.home_place}).problem().type, std::string("user.too_many_addresses"));
  }

  void menusAreChecked() {
    Stage s;
    const auto add = [&](MenuItem item) {
      item.restaurant = s.cast.restaurant;
      return s.business.execute([&](UnitOfWork& w) { return s.business.restaurants.add_item(w, {item}); });
    };
    MenuItem item;
    item.name = "Diavola";
    item.price = {1'300, Currency::EUR};
    QVERIFY(add(item).ok());
    MenuItem negative = item;
    negative.price.minor = -1;
    QCOMPARE(add(negative).problem().field, std::string("price.minor"));
    MenuItem foreign = item;
    foreign.price.currency = Currency::USD;
    QCOMPARE(add(foreign).problem().field, std::string("price.currency"));
    MenuItem impossible = item;
    impossible.option_groups = {{"Size", 3, 2, {{"a", {}}, {"b", {}}}}};
    QCOMPARE(add(impossible).problem().field, std::string("option_groups[0].minimum"));
  }

  void ridersWorkInTheirShift() {
    Stage s;
    const auto rider = s.business.execute([&](UnitOfWork& w) {
      return s.business.deliveries.register_rider(
          w, {"Tom", Vehicle::Bicycle, s.clock.at + hours(1), s.clock.at + hours(2)});
    });
    const auto online = [&] {
      return s.business.execute([&](UnitOfWork& w) {
        return s.business.deliveries.go_online(w, {*rider, s.home_place});
      });
    };
    QCOMPARE(online().problem().type, std::string("rider.off_shift"));
    s.clock.at = s.clock.at + minutes(61);
    QVERIFY(online().ok());
    s.clock.at = s.clock.at + hours(2);
    QVERIFY(s.business.execute([&](UnitOfWork& w) { return s.business.deliveries.go_offline(w, {*rider}); }).ok());
    QCOMPARE(online().problem().type, std::string("rider.off_shift"));
  }

  void aProblemUndoesTheWholeCommand() {
    Stage s;
    const auto outcome = s.business.execute([&](UnitOfWork& w) -> Outcome {
      (void)s.business.users.register_user(w, {"Eve", "eve@example.org", "", {}});
      return problem(Status::Conflict, "test.no", "no");
    });
    QVERIFY(!outcome.ok());
    QCOMPARE(s.store.count(record_type<User>()), std::size_t{1});
  }

  void aConflictIsTriedAgain() {
    Stage s;
    int tries = 0;
    const auto outcome = s.business.execute([&](UnitOfWork& w) -> Outcome {
      const Money price{1'000 + ++tries, Currency::EUR};
      if (auto set = s.business.restaurants.price_item(w, {s.cast.cola, price}); !set.ok()) return set;
      if (tries == 1) {
        // Somebody else is faster.
        UnitOfWork other(s.store, s.clock.at);
        (void)s.business.restaurants.price_item(other, {s.cast.cola, {999, Currency::EUR}});
        const auto changes = other.changes().prepare();
        (void)s.store.commit({changes, {}, {}});
      }
      return Done{};
    });
    QVERIFY(outcome.ok());
    QCOMPARE(tries, 2);
    QCOMPARE(s.business.read([&](UnitOfWork& w) { return w.find(s.cast.cola)->price.minor; }), 1'002);
  }

  void listenersHearEverythingInOrder() {
    Stage s;
    struct Ear : EventListener {
      std::vector<std::string_view> heard_names;
      void heard(const EventEnvelope& event) override { heard_names.push_back(event.event.type().schema->name); }
    } ear;
    s.business.listen(ear);
    s.whole_order(s.cast);
    const auto at = [&](std::string_view name) {
      return std::find(ear.heard_names.begin(), ear.heard_names.end(), name) - ear.heard_names.begin();
    };
    const std::vector<std::string_view> way{"OrderPlaced",    "PaymentAuthorized", "OrderAuthorized", "OrderAccepted",
                                            "OrderPreparing", "OrderReady",        "RiderAssigned",   "FoodPickedUp",
                                            "FoodDelivered",  "PaymentCaptured",   "OrderCompleted"};
    for (std::size_t i = 1; i < way.size(); ++i) QVERIFY2(at(way[i - 1]) < at(way[i]), way[i].data());
    QVERIFY(at("OrderCompleted") < static_cast<std::ptrdiff_t>(ear.heard_names.size()));
  }
};

QTEST_GUILESS_MAIN(ServicesTest)
#include "services_test.moc"
