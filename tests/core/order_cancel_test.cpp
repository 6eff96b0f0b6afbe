// SPDX-License-Identifier: Apache-2.0
// The table of cancellation: every state, everybody who may ask, and what the customer pays. And how orders are
// refused.
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : OrderStage {
  Outcome cancel(OrderId id, Actor by, UserId by_user = {}) {
    return business.run([&](UnitOfWork& work) {
      return business.orders.cancel(work, {id, by, "changed_mind", by_user});
    });
  }
};

// As the business states it, written down a second time: c customer, r restaurant, o operations, s system; a capital
// letter pays for the items.
struct Row {
  OrderStatus status;
  const char* may;
};
constexpr std::array<Row, 8> stated{{
    {OrderStatus::Placed, "cos"},
    {OrderStatus::Authorized, "cros"},
    {OrderStatus::Accepted, "cros"},
    {OrderStatus::Preparing, "Cros"},
    {OrderStatus::Ready, "ros"},
    {OrderStatus::PickedUp, "os"},
    {OrderStatus::Delivered, ""},
    {OrderStatus::Completed, ""},
}};
constexpr std::string_view letters = "cr-os";  // by Actor

}  // namespace

class OrderCancelTest : public QObject {
  Q_OBJECT
 private slots:
  void everyStateAndEverybody_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("by");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<int>("pays");
    for (const Row& row : stated)
      for (int by = 0; by < 5; ++by) {
        const char small = letters[static_cast<std::size_t>(by)];
        const std::string_view may = row.may;
        const bool pays = may.find(static_cast<char>(small - 'a' + 'A')) != std::string_view::npos;
        QTest::addRow("%s by %s", order_status_names[static_cast<std::size_t>(row.status)].data(),
                      actor_names[static_cast<std::size_t>(by)].data())
            << static_cast<int>(row.status) << by << (pays || may.find(small) != std::string_view::npos)
            << (pays ? 3'800 + 380 : 0);
      }
  }
  void everyStateAndEverybody() {
    QFETCH(int, status);
    QFETCH(int, by);
    QFETCH(bool, allowed);
    QFETCH(int, pays);
    Stage s;
    const OrderId id = s.standing(static_cast<OrderStatus>(status));
    const Outcome outcome = s.cancel(id, static_cast<Actor>(by));
    QCOMPARE(outcome.ok(), allowed);
    const Order order = s.order(id);
    QCOMPARE(order.status, allowed ? OrderStatus::Cancelled : static_cast<OrderStatus>(status));
    QCOMPARE(order.end_charge.minor, std::int64_t{pays});
    if (!allowed) QCOMPARE(outcome.problem().type, std::string("order.not_cancellable"));
  }

  void whatHasEndedIsNotCancelledAgain() {
    for (const OrderStatus end : {OrderStatus::Rejected, OrderStatus::Cancelled, OrderStatus::Failed})
      for (int by = 0; by < 5; ++by) QVERIFY(!OrderService::may_cancel(static_cast<Actor>(by), end));
  }

  void theOrdersOwnCustomerIsTheCustomerWhateverIsClaimed() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Ready);
    QVERIFY(!s.cancel(id, Actor::Operations, s.cast.user).ok());
    const OrderId other = s.standing(OrderStatus::Preparing);
    QVERIFY(s.cancel(other, Actor::Restaurant, s.cast.user).ok());
    QCOMPARE(s.order(other).end_charge, eur(4'180));
    QVERIFY(s.cancel(id, Actor::Operations, s.add_user("desk@example.org")).ok());
  }

  void theItemsShareLeavesFeesTheirTaxAndTheTipOut() {
    Stage s;
    s.edit_shop([](Restaurant& shop) { shop.tax_region = "FR"; });
    PlaceTerms terms;
    terms.region = "FR";
    terms.taxes = {TaxRule{1'000, false}, TaxRule{1'000, true}, TaxRule{}, TaxRule{2'000, false}};
    QVERIFY(s.tell(SetPlaceTerms{terms}).ok());
    QVERIFY(s.tell(s.adding(s.amount(800))).ok());
    const OrderId id = s.standing(OrderStatus::Preparing);
    QVERIFY(s.cancel(id, Actor::Customer).ok());
    QCOMPARE(s.order(id).end_charge, eur(3'000 + 300));
  }

  void nobodyThereToTakeTheFoodPaysAllButTheTip() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::PickedUp);
    const Outcome failed = s.business.run([&](UnitOfWork& work) -> Outcome {
      OrderService{}.fail(work, id, "customer_absent", EndShare::AllButTip);
      return Done{};
    });
    QVERIFY(failed.ok());
    QCOMPARE(s.order(id).end_charge, eur(3'800 + 380 + 250));
    QCOMPARE(s.order(id).close_reason, std::string("customer_absent"));
  }

  void aRefusalGivesAReasonThatIsKnown() {
    Stage s;
    for (const std::string_view reason : reject_reasons) {
      const OrderId id = s.standing(OrderStatus::Authorized);
      QCOMPARE(s.tell(RejectOrder{id, "because"}).problem().field, std::string("reason"));
      QVERIFY(s.tell(RejectOrder{id, std::string(reason)}).ok());
      QCOMPARE(s.order(id).end_charge.minor, std::int64_t{0});
    }
  }

  void reasonsAreBoundedAndHoldNoCardNumber() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    const auto cancel = [&](const std::string& reason) {
      return s.business.run([&](UnitOfWork& work) {
        return s.business.orders.cancel(work, {id, Actor::Customer, reason, {}});
      });
    };
    QCOMPARE(cancel(std::string(201, 'x')).problem().field, std::string("reason"));
    QCOMPARE(cancel("4111111111111111").problem().type, std::string("order.card_number"));
    QCOMPARE(cancel("x").ok(), true);
    QCOMPARE(s.cancel({999}, Actor::Operations).problem().type, std::string("order.unknown"));
  }

  void theViewSaysWhatItWouldCost() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Accepted);
    QVERIFY(s.ask(SeeOrder{id})->may_cancel);
    QCOMPARE(s.ask(SeeOrder{id})->cancel_costs, eur(0));
    s.advance(id, OrderStatus::Preparing);
    QCOMPARE(s.ask(SeeOrder{id})->cancel_costs, eur(4'180));
    s.advance(id, OrderStatus::Ready);
    QVERIFY(!s.ask(SeeOrder{id})->may_cancel);
  }
};

QTEST_GUILESS_MAIN(OrderCancelTest)
#include "order_cancel_test.moc"
