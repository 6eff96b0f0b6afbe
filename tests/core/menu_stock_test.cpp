// SPDX-License-Identifier: Apache-2.0
// Counted items: taken by an order, given back until its cooking begins, and never sold twice.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/services/restaurant/menu_rules.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

struct Listener : EventListener {
  std::vector<StockRanShort> short_of;
  void heard(const EventEnvelope& event) override {
    if (const auto* one = event.as<StockRanShort>()) short_of.push_back(*one);
  }
};

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) {
    cast = open_shop();
    business.listen(listener);
  }
  MemoryStore store;
  InProcessBus bus;
  Listener listener;
  Cast cast;

  void stock(std::optional<std::int64_t> left) { QVERIFY(business.command(SetStock{cast.margherita, left}).ok()); }
  std::int64_t left() {
    return business.read([&](UnitOfWork& work) { return work.find_at<ItemStock>(cast.margherita.value)->left; });
  }
  bool holds(OrderId order) {
    return business.read([&](UnitOfWork& work) { return work.find_at<StockHold>(order.value) != nullptr; });
  }
  std::int64_t wanted() {
    std::int64_t sum = 0;
    for (const OrderLine& line : wish(cast).lines)
      if (line.item == cast.margherita) sum += line.quantity;
    return sum;
  }
  menu_rules::Offer offer(std::int64_t quantity = 1) {
    return business.read([&](UnitOfWork& work) {
      const MenuItem& item = *work.find(cast.margherita);
      return menu_rules::offer_of(item, nullptr, work.find_at<ItemStock>(item.id.value), {}, quantity);
    });
  }
};

}  // namespace

class MenuStockTest : public QObject {
  Q_OBJECT
 private slots:
  void whatIsNotCountedIsNeverShort() {
    Stage s;
    const OrderId order = s.place(s.cast);
    QVERIFY(!s.holds(order));
    QCOMPARE(s.offer(1'000), menu_rules::Offer::Yes);
  }

  void anOrderTakesWhatItWants() {
    Stage s;
    s.stock(10);
    const OrderId order = s.place(s.cast);
    QVERIFY(s.wanted() > 0);
    QCOMPARE(s.left(), 10 - s.wanted());
    QVERIFY(s.holds(order));
  }

  void aRejectedOrderGivesItBack() {
    Stage s;
    s.stock(10);
    const OrderId order = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    QVERIFY(s.business.command(RejectOrder{order, "too_busy"}).ok());
    QCOMPARE(s.left(), std::int64_t{10});
    QVERIFY(!s.holds(order));
  }

  void aCancelledOrderGivesItBack() {
    Stage s;
    s.stock(10);
    const OrderId order = s.place(s.cast);
    QVERIFY(
        s.business.execute([&](UnitOfWork& w) {
                    return s.business.orders.cancel(w, {order, Actor::Customer, "x"});
                  })
            .ok());
    QCOMPARE(s.left(), std::int64_t{10});
  }

  void anOrderThatIsNotPaidGivesItBack() {
    Stage s;
    s.stock(10);
    (void)s.place(s.cast);
    s.answer(ProviderVerdict::Declined, "expired_card");
    QCOMPARE(s.left(), std::int64_t{10});
  }

  void onceCookingHasBegunNothingComesBack() {
    Stage s;
    s.stock(10);
    const OrderId order = s.place(s.cast);
    s.answer(ProviderVerdict::Approved);
    s.accept(order);
    QVERIFY(!s.holds(order));
    QVERIFY(
        s.business.execute([&](UnitOfWork& w) {
                    return s.business.orders.cancel(w, {order, Actor::Operations, "x"});
                  })
            .ok());
    QCOMPARE(s.left(), 10 - s.wanted());
  }

  void whatIsSoldOutCannotBeOrdered() {
    Stage s;
    s.stock(s.wanted());
    QCOMPARE(s.offer(s.wanted()), menu_rules::Offer::Yes);
    QCOMPARE(s.offer(s.wanted() + 1), menu_rules::Offer::SoldOut);
    (void)s.place(s.cast);
    QCOMPARE(s.left(), std::int64_t{0});
    QCOMPARE(s.offer(), menu_rules::Offer::SoldOut);
    const MenuView menu = *s.business.command(SeeMenu{s.cast.restaurant, std::nullopt, false});
    QCOMPARE(menu.sections.at(0).items.at(0).why_not, std::string("sold_out"));
    QCOMPARE(*menu.sections.at(0).items.at(0).left, std::int64_t{0});
    const MenuView orderable = *s.business.command(SeeMenu{s.cast.restaurant, std::nullopt, true});
    QCOMPARE(orderable.sections.size(), std::size_t{1});
    s.stock(5);
    QCOMPARE(s.offer(), menu_rules::Offer::Yes);
  }

  // Placed while it was not counted; then the last one is gone.
  void whoComesSecondTakesNothingAndIsTold() {
    Stage s;
    const OrderId order = s.place(s.cast);
    s.stock(s.wanted() - 1);
    QVERIFY(s.business
                .execute([&](UnitOfWork& work) -> Outcome {
                  s.business.restaurants.hold_stock_anew(work, order);
                  return Done{};
                })
                .ok());
    QCOMPARE(s.left(), s.wanted() - 1);
    QVERIFY(!s.holds(order));
    QCOMPARE(s.listener.short_of.size(), std::size_t{1});
    QCOMPARE(s.listener.short_of[0].order, order);
    QVERIFY((s.listener.short_of[0].missing == std::vector<HeldItem>{{s.cast.margherita, 1}}));
  }

  void holdingAnewTakesNothingTwice() {
    Stage s;
    s.stock(10);
    const OrderId order = s.place(s.cast);
    QVERIFY(s.business
                .execute([&](UnitOfWork& work) -> Outcome {
                  s.business.restaurants.hold_stock_anew(work, order);
                  return Done{};
                })
                .ok());
    QCOMPARE(s.left(), 10 - s.wanted());
    QVERIFY(s.holds(order));
  }

  void whatIsNoLongerCountedIsNotGivenBack() {
    Stage s;
    s.stock(10);
    const OrderId order = s.place(s.cast);
    s.stock(std::nullopt);
    QCOMPARE(s.offer(1'000), menu_rules::Offer::Yes);
    QVERIFY(
        s.business.execute([&](UnitOfWork& w) {
                    return s.business.orders.cancel(w, {order, Actor::Customer, "x"});
                  })
            .ok());
    QVERIFY(!s.holds(order));
  }

  void stocksAreBounded() {
    Stage s;
    const auto field = [&](std::int64_t left) {
      const Outcome answer = s.business.command(SetStock{s.cast.margherita, left});
      return answer.ok() ? std::string() : answer.problem().field;
    };
    QCOMPARE(field(-1), std::string("left"));
    QCOMPARE(field(1'000'001), std::string("left"));
    QCOMPARE(field(1'000'000), std::string());
  }
};

QTEST_GUILESS_MAIN(MenuStockTest)
#include "menu_stock_test.moc"
