// SPDX-License-Identifier: Apache-2.0
// The saga: the good way, and every edge that leaves it. After each, money, rider and kitchen are as they must be.
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

  Outcome cancel(OrderId id, Actor by) {
    return business.execute([&](UnitOfWork& work) { return business.orders.cancel(work, {id, by, "changed_mind"}); });
  }
  Rider rider() {
    return business.read([&](UnitOfWork& work) { return *work.find(cast.rider); });
  }
  Kitchen kitchen() {
    return business.read([&](UnitOfWork& work) { return *work.find_at<Kitchen>(cast.restaurant.value); });
  }
  // Brings a new order just to a status.
  OrderId bring_to(OrderStatus status) {
    const OrderId id = place(cast);
    if (status >= OrderStatus::Authorized) answer(ProviderVerdict::Approved);
    if (status == OrderStatus::Accepted) block_kitchen();
    if (status >= OrderStatus::Accepted) accept(id);
    if (status >= OrderStatus::Ready) cook(id);
    if (status >= OrderStatus::PickedUp) {
      assign(id, cast.rider);
      pick_up(id);
    }
    return id;
  }
  void block_kitchen() {
    QVERIFY(
        business.execute([&](UnitOfWork& w) {
                  return business.kitchens.equip(w, {cast.restaurant, Station::Prep, 0});
                })
            .ok());
  }
  void pick_up(OrderId id) {
    const DeliveryId delivery = saga(id).delivery;
    QVERIFY(business.execute([&](UnitOfWork& w) {
                      return business.deliveries.arrive(w, {delivery, cast.rider});
                    })
                .ok());
    QVERIFY(business.execute([&](UnitOfWork& w) {
                      return business.deliveries.pick_up(w, {delivery, cast.rider});
                    })
                .ok());
  }
  // Until something is asked of the provider.
  void wait_for_wish() {
    for (int i = 0; i < 3'000 && provider.asked.empty(); ++i) pass(seconds(5));
  }
  // Nothing of the order is left behind: no money held, no rider bound, no station busy.
  void check_clean(OrderId id, OrderStatus end, PaymentStatus money) {
    QCOMPARE(order(id).status, end);
    QCOMPARE(payment(id).status, money);
    QCOMPARE(saga(id).step, SagaStep::Finished);
    QVERIFY(!saga(id).deadline);
    QCOMPARE(rider().status, RiderStatus::Idle);
    for (const StationState& station : kitchen().stations) {
      QCOMPARE(station.busy, 0);
      QVERIFY(station.waiting.empty());
    }
    QCOMPARE(ledger_sum(), 0);
    QVERIFY(provider.asked.empty());
  }
};

}  // namespace

class OrderWayTest : public QObject {
  Q_OBJECT
 private slots:
  void fromTheClickToTheCapturedPayment() {
    Stage stage;
    const OrderId id = stage.whole_order(stage.cast);
    stage.check_clean(id, OrderStatus::Completed, PaymentStatus::Captured);
    // 2 × (1200 + 400 + 150) + 300 = 3800; tax 10 % 380; fee 250 (under a kilometre); tip 200.
    QCOMPARE(stage.order(id).total, (Money{4'630, Currency::EUR}));
    QCOMPARE(stage.payment(id).captured, (Money{4'630, Currency::EUR}));
    QCOMPARE(stage.rider().delivered, 1);
  }

  void cancelled_data() {
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("by");
    QTest::addColumn<bool>("allowed");
    const auto row = [](OrderStatus status, Actor by, bool allowed) {
      QTest::addRow("%s by %s", order_status_names[static_cast<std::size_t>(status)].data(),
                    actor_names[static_cast<std::size_t>(by)].data())
          << static_cast<int>(status) << static_cast<int>(by) << allowed;
    };
    for (const OrderStatus status : {OrderStatus::Placed, OrderStatus::Authorized, OrderStatus::Accepted})
      row(status, Actor::Customer, true);
    for (const OrderStatus status : {OrderStatus::Ready, OrderStatus::PickedUp}) row(status, Actor::Customer, false);
    row(OrderStatus::Placed, Actor::Restaurant, false);
    for (const OrderStatus status : {OrderStatus::Authorized, OrderStatus::Accepted, OrderStatus::Ready})
      row(status, Actor::Restaurant, true);
    row(OrderStatus::PickedUp, Actor::Restaurant, false);
    for (const OrderStatus status : {OrderStatus::Placed, OrderStatus::Authorized, OrderStatus::Accepted,
                                     OrderStatus::Ready, OrderStatus::PickedUp}) {
      row(status, Actor::Operations, true);
      row(status, Actor::System, true);
      row(status, Actor::Rider, false);
    }
  }
  void cancelled() {
    QFETCH(int, status);
    QFETCH(int, by);
    QFETCH(bool, allowed);
    Stage stage;
    const OrderId id = stage.bring_to(static_cast<OrderStatus>(status));
    QCOMPARE(stage.order(id).status, static_cast<OrderStatus>(status));
    const Outcome outcome = stage.cancel(id, static_cast<Actor>(by));
    QCOMPARE(outcome.ok(), allowed);
    if (!allowed) {
      QCOMPARE(outcome.problem().type, std::string("order.not_cancellable"));
      QCOMPARE(stage.order(id).status, static_cast<OrderStatus>(status));
      return;
    }
    if (static_cast<OrderStatus>(status) == OrderStatus::Placed) {
      QCOMPARE(stage.answer(ProviderVerdict::Approved).action, ProviderAction::Authorize);
    }
    QCOMPARE(stage.answer(ProviderVerdict::Approved).action, ProviderAction::Void);
    stage.check_clean(id, OrderStatus::Cancelled, PaymentStatus::Voided);
    QVERIFY(!stage.cancel(id, Actor::Operations).ok());
  }

  void cancelledWhileTheKitchenWorks() {
    Stage stage;
    const OrderId id = stage.place(stage.cast);
    stage.answer(ProviderVerdict::Approved);
    stage.accept(id);
    QCOMPARE(stage.order(id).status, OrderStatus::Preparing);
    QVERIFY(!stage.cancel(id, Actor::Rider).ok());
    QVERIFY(stage.cancel(id, Actor::Restaurant).ok());
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Cancelled, PaymentStatus::Voided);
  }

  void declined() {
    Stage stage;
    const OrderId id = stage.place(stage.cast);
    stage.answer(ProviderVerdict::Declined, "insufficient_funds");
    stage.check_clean(id, OrderStatus::Failed, PaymentStatus::Declined);
    QCOMPARE(stage.order(id).close_reason, std::string("insufficient_funds"));
  }

  void cancelledThenDeclined() {
    Stage stage;
    const OrderId id = stage.place(stage.cast);
    QVERIFY(stage.cancel(id, Actor::Customer).ok());
    QCOMPARE(stage.saga(id).step, SagaStep::Compensating);
    stage.answer(ProviderVerdict::Declined, "expired_card");
    stage.check_clean(id, OrderStatus::Cancelled, PaymentStatus::Declined);
  }

  void rejectedByTheRestaurant() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::Authorized);
    QVERIFY(stage.business.execute([&](UnitOfWork& w) {
                            return stage.business.orders.reject(w, {id, "sold_out"});
                          })
                .ok());
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Rejected, PaymentStatus::Voided);
    QVERIFY(!stage.business.execute([&](UnitOfWork& w) { return stage.business.orders.accept(w, {id}); }).ok());
  }

  void restaurantSilent() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::Authorized);
    stage.pass(OrderSagaRules::acceptance_time - seconds(1));
    QCOMPARE(stage.order(id).status, OrderStatus::Authorized);
    stage.pass(seconds(2));
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Cancelled, PaymentStatus::Voided);
    QCOMPARE(stage.order(id).close_reason, std::string("not_accepted"));
  }

  void providerAnswersOnTheSecondTry() {
    Stage stage;
    const OrderId id = stage.place(stage.cast);
    const ProviderRequest first = stage.provider.asked.front();
    stage.provider.asked.clear();  // charged, but the answer is lost
    stage.pass(minutes(1));
    QCOMPARE(stage.provider.asked.front().idempotency_key, first.idempotency_key);
    stage.answer(ProviderVerdict::Approved);
    QCOMPARE(stage.order(id).status, OrderStatus::Authorized);
  }

  void providerNeverAnswersTheAuthorization() {
    Stage stage;
    const OrderId id = stage.place(stage.cast);
    for (int i = 0; i < 100 && stage.provider.asked.back().action == ProviderAction::Authorize; ++i)
      stage.pass(seconds(5));
    // Three tries, then it is told to let go whatever it may hold.
    QCOMPARE(stage.provider.asked.size(), std::size_t{4});
    QCOMPARE(stage.provider.asked.back().action, ProviderAction::Void);
    stage.provider.asked.erase(stage.provider.asked.begin(), stage.provider.asked.end() - 1);
    QCOMPARE(stage.order(id).status, OrderStatus::Placed);
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Failed, PaymentStatus::Failed);
    QCOMPARE(stage.order(id).close_reason, std::string("payment_no_answer"));
  }

  void providerAnswersTwiceAndLate() {
    Stage stage;
    const OrderId id = stage.place(stage.cast);
    const ProviderRequest request = stage.answer(ProviderVerdict::Approved);
    stage.business.provider_answered({request.action, request.payment, {}, ProviderVerdict::Approved, {}});
    stage.business.provider_answered({request.action, request.payment, {}, ProviderVerdict::Declined, "late"});
    QCOMPARE(stage.order(id).status, OrderStatus::Authorized);
    QCOMPARE(stage.payment(id).status, PaymentStatus::Authorized);
  }

  void captureNeverAnsweredEndsBeforePeople() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::PickedUp);
    const DeliveryId delivery = stage.saga(id).delivery;
    QVERIFY(stage.business
                .execute([&](UnitOfWork& w) {
                  return stage.business.deliveries.hand_over(w, {delivery, stage.cast.rider});
                })
                .ok());
    stage.pass(hours(3));
    QCOMPARE(stage.saga(id).step, SagaStep::NeedsPeople);
    QCOMPARE(stage.order(id).status, OrderStatus::Delivered);
    const std::string key = stage.provider.asked.front().idempotency_key;
    for (const ProviderRequest& request : stage.provider.asked) QCOMPARE(request.idempotency_key, key);
    QCOMPARE(static_cast<int>(stage.provider.asked.size()), PaymentService::max_attempts);
  }

  void nobodyCarriesIt() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::Ready);
    stage.wait_for_wish();
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Cancelled, PaymentStatus::Voided);
    QCOMPARE(stage.order(id).close_reason, std::string("no_rider"));
  }

  void riderNeverComes() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::Ready);
    stage.assign(id, stage.cast.rider);
    stage.wait_for_wish();
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Cancelled, PaymentStatus::Voided);
    QCOMPARE(stage.order(id).close_reason, std::string("not_picked_up"));
  }

  void offersDeclinedAndExpired() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::Ready);
    const DeliveryId delivery = stage.saga(id).delivery;
    auto& business = stage.business;
    const RiderId rider = stage.cast.rider;
    const auto offer = [&] {
      return business.execute([&](UnitOfWork& w) {
        return business.deliveries.offer(w, {delivery, rider, seconds(40)});
      });
    };
    QVERIFY(offer().ok());
    QCOMPARE(offer().problem().type, std::string("delivery.not_searching"));
    QVERIFY(business
                .execute([&](UnitOfWork& w) {
                  return business.deliveries.answer_offer(w, {delivery, rider, false, "too far"});
                })
                .ok());
    QCOMPARE(stage.rider().status, RiderStatus::Idle);
    QVERIFY(offer().ok());
    stage.pass(seconds(41));
    QCOMPARE(stage.delivery(id).status, DeliveryStatus::Searching);
    QCOMPARE(stage.rider().status, RiderStatus::Idle);
    QCOMPARE(stage.delivery(id).offers, 2);
    stage.assign(id, rider);
    stage.carry(id, rider);
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Completed, PaymentStatus::Captured);
  }

  void riderGivesUpAndAnotherCarries() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::Ready);
    const RiderId second = stage.add_rider();
    stage.assign(id, stage.cast.rider);
    const DeliveryId delivery = stage.saga(id).delivery;
    QVERIFY(stage.business
                .execute([&](UnitOfWork& w) {
                  return stage.business.deliveries.give_up(w, {delivery, stage.cast.rider, "flat tyre"});
                })
                .ok());
    QCOMPARE(stage.delivery(id).status, DeliveryStatus::Searching);
    stage.assign(id, second);
    QVERIFY(!stage.business
                 .execute([&](UnitOfWork& w) {
                   return stage.business.deliveries.arrive(w, {delivery, stage.cast.rider});
                 })
                 .ok());
    stage.carry(id, second);
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Completed, PaymentStatus::Captured);
  }

  void accidentAfterThePickup() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::PickedUp);
    const DeliveryId delivery = stage.saga(id).delivery;
    QVERIFY(stage.business
                .execute([&](UnitOfWork& w) {
                  return stage.business.deliveries.give_up(w, {delivery, stage.cast.rider, "accident"});
                })
                .ok());
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Failed, PaymentStatus::Voided);
    QCOMPARE(stage.order(id).close_reason, std::string("delivery_failed"));
  }

  void neverDelivered() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::PickedUp);
    stage.pass(OrderSagaRules::riding_time + seconds(1));
    stage.answer(ProviderVerdict::Approved);
    stage.check_clean(id, OrderStatus::Failed, PaymentStatus::Voided);
  }

  void refundsInPartThenWhole() {
    Stage stage;
    const OrderId id = stage.whole_order(stage.cast);
    auto& business = stage.business;
    const auto refund = [&](std::int64_t minor) {
      return business.execute([&](UnitOfWork& w) {
        return business.payments.refund(w, {id, {minor, Currency::EUR}, "cold"});
      });
    };
    QVERIFY(refund(1'000).ok());
    QCOMPARE(stage.answer(ProviderVerdict::Approved).amount.minor, 1'000);
    QCOMPARE(refund(3'631).problem().type, std::string("refund.too_much"));
    QCOMPARE(refund(-5).problem().type, std::string("refund.too_much"));
    QVERIFY(refund(500).ok());
    stage.answer(ProviderVerdict::Declined, "closed_account");  // the money is still ours to give
    QVERIFY(refund(0).ok());
    QCOMPARE(stage.answer(ProviderVerdict::Approved).amount.minor, 3'630);
    QCOMPARE(stage.payment(id).refunded.minor, 4'630);
    QCOMPARE(refund(1).problem().type, std::string("refund.too_much"));
    QCOMPARE(stage.ledger_sum(), 0);
  }

  void refundNeedsCapturedMoney() {
    Stage stage;
    const OrderId id = stage.bring_to(OrderStatus::Ready);
    const auto outcome = stage.business.execute([&](UnitOfWork& w) {
      return stage.business.payments.refund(w, {id, {100, Currency::EUR}, "cold"});
    });
    QCOMPARE(outcome.problem().type, std::string("payment.not_captured"));
  }

  void oneRiderOneDelivery() {
    Stage stage;
    const OrderId first = stage.bring_to(OrderStatus::Ready);
    const OrderId second = stage.bring_to(OrderStatus::Ready);
    stage.assign(first, stage.cast.rider);
    const auto outcome = stage.business.execute([&](UnitOfWork& w) {
      return stage.business.deliveries.offer(w, {stage.saga(second).delivery, stage.cast.rider, seconds(40)});
    });
    QCOMPARE(outcome.problem().type, std::string("rider.busy"));
  }

  void ovensHaveOneTicketAPlace() {
    Stage stage;
    std::vector<OrderId> ids;
    for (int i = 0; i < 5; ++i) ids.push_back(stage.bring_to(OrderStatus::Authorized));
    for (const OrderId id : ids) stage.accept(id);
    QCOMPARE(stage.kitchen().stations[0].busy, 2);
    QCOMPARE(stage.kitchen().stations[0].waiting.size(), std::size_t{3});
    QCOMPARE(stage.order(ids[4]).status, OrderStatus::Accepted);
    stage.cook(ids[0]);
    QCOMPARE(stage.kitchen().stations[0].busy, 2);
    QCOMPARE(stage.kitchen().stations[0].waiting.size(), std::size_t{2});
    QCOMPARE(stage.order(ids[2]).status, OrderStatus::Preparing);
    QVERIFY(stage.cancel(ids[3], Actor::Operations).ok());
    QCOMPARE(stage.kitchen().stations[0].waiting.size(), std::size_t{1});
  }
};

QTEST_GUILESS_MAIN(OrderWayTest)
#include "order_way_test.moc"
