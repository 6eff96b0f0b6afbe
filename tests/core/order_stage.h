// SPDX-License-Identifier: Apache-2.0
// A shop, a customer, and short words for what tests of orders do again and again.
#pragma once

#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/services/order/order_pricing.h"
#include "core/services/order/price_rules.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

struct OrderStage : HandWorld {
  OrderStage() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;

  template <class Command>
  auto tell(const Command& command) {
    return business.execute([&](UnitOfWork& work) { return handle(work, command); });
  }
  template <class Query>
  auto ask(const Query& query) {
    return business.read([&](UnitOfWork& work) { return handle(work, query); });
  }
  // The restaurant's record, changed by hand: for what no command of these tests sets.
  template <class Edit>
  void edit_shop(Edit edit) {
    Restaurant shop = business.read([&](UnitOfWork& work) { return *work.find(cast.restaurant); });
    edit(shop);
    const RestaurantId id = cast.restaurant;
    edit_record(id, shop);
  }
  template <class T>
  void edit_record(Id<T> id, const T& as) {
    Changes changes(store);
    T& record = changes.edit(id);
    const Version version = record.version;
    record = as;
    record.version = version;
    const auto prepared = changes.prepare();
    QCOMPARE(store.commit({prepared, {}, {}}), CommitOutcome::Committed);
  }
  MenuItemId add_item(const MenuItem& item) {
    const auto made = business.execute([&](UnitOfWork& work) { return business.restaurants.add_item(work, {item}); });
    return made.ok() ? *made : MenuItemId{};
  }
  MenuItem pizza(const char* name, std::int64_t price, std::int64_t large, const char* extra,
                 std::int64_t extra_price) {
    MenuItem item;
    item.restaurant = cast.restaurant;
    item.section = "Pizza";
    item.name = name;
    item.price = eur(price);
    item.option_groups = {{"Size", 1, 1, {{"33 cm", eur(0)}, {"40 cm", eur(large)}}},
                          {"Extras", 0, 2, {{extra, eur(extra_price)}, {"garlic", eur(51)}}}};
    item.work_s = {120, 240, 30};
    item.half_allowed = true;
    return item;
  }
  // An order that stands just there, whatever brought it there. Nothing is settled: no saga comes along.
  OrderId standing(OrderStatus status) { return standing(status, wish(cast)); }
  OrderId standing(OrderStatus status, const PlaceOrder& wish) {
    const auto placed = business.run([&](UnitOfWork& work) { return business.orders.place(work, wish); });
    if (!placed.ok()) {
      QTest::qFail(qPrintable(QString::fromStdString(placed.problem().detail)), __FILE__, __LINE__);
      return {};
    }
    for (int step = 1; step <= static_cast<int>(status) && step <= static_cast<int>(OrderStatus::Completed); ++step)
      advance(*placed, static_cast<OrderStatus>(step));
    return *placed;
  }
  bool advance(OrderId id, OrderStatus to) {
    return run([&](UnitOfWork& work) { return business.orders.advance(work, id, to); });
  }
  // A word of the saga's, in a unit of work of its own.
  template <class Word>
  bool run(Word word) {
    return business
        .run([&](UnitOfWork& work) -> Outcome {
          if (word(work)) return Done{};
          return problem(Status::Conflict, "test.nothing", "");
        })
        .ok();
  }
  // A command without what would follow from it.
  template <class Command>
  auto alone(const Command& command) {
    return business.run([&](UnitOfWork& work) { return handle(work, command); });
  }
  Basket basket(OrderId id) {
    return business.read([&](UnitOfWork& work) { return *work.find_at<Basket>(id.value); });
  }
  Promotion promotion(PromotionKind kind, RestaurantId owner, bool stackable) {
    Promotion made;
    made.restaurant = owner;
    made.name = promotion_kind_names[static_cast<std::size_t>(kind)];
    made.kind = kind;
    made.from = clock.at;
    made.until = clock.at + days(30);
    made.stackable = stackable;
    return made;
  }
  static AddPromotion adding(const Promotion& promotion) { return {promotion}; }
  Promotion percent(std::int32_t per_10000, RestaurantId owner = {}, bool stackable = false) {
    Promotion made = promotion(PromotionKind::Percent, owner, stackable);
    made.per_10000 = per_10000;
    return made;
  }
  Promotion amount(std::int64_t minor, RestaurantId owner = {}, bool stackable = false) {
    Promotion made = promotion(PromotionKind::Amount, owner, stackable);
    made.amount = eur(minor);
    return made;
  }
  Order priced(const PlaceOrder& wish) {
    const auto placed = tell(wish);
    if (!placed.ok()) {
      QTest::qFail(qPrintable(QString::fromStdString(placed.problem().type)), __FILE__, __LINE__);
      return {};
    }
    return order(*placed);
  }
};

}  // namespace pizza::test
