// SPDX-License-Identifier: Apache-2.0
// The process dies at each point of an order's way and comes back over the same store: the order ends as it should.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

// Forgets every event, as a process does that dies between commit and settle.
struct LossyBus : EventBus {
  void publish(EventEnvelope) override {}
  bool take(EventEnvelope&) override { return false; }
  std::size_t waiting() const override { return 0; }
};

}  // namespace

class RecoveryTest : public QObject {
  Q_OBJECT
 private slots:
  void eventsLeftInTheOutboxAreCarriedOn() {
    MemoryStore store(MemoryStore::Outbox::Kept);
    HandWorld::Cast cast;
    OrderId id;
    {
      InProcessBus bus;
      HandWorld world(store, bus);
      cast = world.open_shop();
    }
    {
      LossyBus bus;
      HandWorld world(store, bus);
      id = world.place(cast);
      QVERIFY(world.provider.asked.empty());
    }
    InProcessBus bus;
    HandWorld world(store, bus);
    world.business.recover();
    QCOMPARE(world.provider.asked.size(), std::size_t{1});
    QVERIFY(store.unconsumed(10).empty());
    world.answer(ProviderVerdict::Approved);
    QCOMPARE(world.order(id).status, OrderStatus::Authorized);
  }

  void wishesAndTimersAreFoundInTheRecords() {
    MemoryStore store(MemoryStore::Outbox::Kept);
    HandWorld::Cast cast;
    OrderId waiting;
    OrderId unanswered;
    std::string key;
    {
      InProcessBus bus;
      HandWorld world(store, bus);
      cast = world.open_shop();
      waiting = world.place(cast);
      world.answer(ProviderVerdict::Approved);
      unanswered = world.place(cast);
      key = world.provider.asked.front().idempotency_key;
    }
    InProcessBus bus;
    HandWorld world(store, bus);
    world.business.recover();
    QCOMPARE(world.provider.asked.front().idempotency_key, key);  // the provider will see that it is the same
    world.answer(ProviderVerdict::Approved);
    world.pass(OrderSagaRules::acceptance_time + seconds(1));
    QCOMPARE(world.order(waiting).status, OrderStatus::Cancelled);
    QCOMPARE(world.order(unanswered).status, OrderStatus::Cancelled);
  }

  void recoveringTwiceDoesNothingMore() {
    MemoryStore store(MemoryStore::Outbox::Kept);
    InProcessBus bus;
    HandWorld world(store, bus);
    const auto cast = world.open_shop();
    const OrderId id = world.whole_order(cast);
    world.business.recover();
    world.business.recover();
    QVERIFY(world.provider.asked.empty());
    for (const Timer& timer : world.timers.armed) QCOMPARE(timer.kind, TimerKind::PointsExpiry);  // in a year
    QCOMPARE(world.order(id).status, OrderStatus::Completed);
  }
};

QTEST_GUILESS_MAIN(RecoveryTest)
#include "recovery_test.moc"
