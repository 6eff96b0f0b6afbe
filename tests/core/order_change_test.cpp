// SPDX-License-Identifier: Apache-2.0
// Changes before the kitchen has accepted: priced anew, open until the payment has followed, and put back where it
// does not.
#include "core/model/wire.h"
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : OrderStage {
  ChangeOrder to_lines(OrderId id, std::vector<OrderLine> lines) { return {id, std::move(lines), {}, {}, {}, {}}; }
  std::vector<OrderLine> pizzas(std::int32_t quantity) const { return {{cast.margherita, quantity, {{0, 1}, {1, 0}}}}; }
  bool keep(OrderId id) {
    return run([&](UnitOfWork& work) { return business.orders.keep_change(work, id); });
  }
  bool undo(OrderId id) {
    return run([&](UnitOfWork& work) { return business.orders.undo_change(work, id, "declined"); });
  }
  bool open(OrderId id) { return ask(SeeOrder{id})->change_open; }
};

std::string bytes_of(const auto& record) {
  std::string bytes;
  auto copy = record;
  copy.version = {};
  wire::encode(copy, bytes);
  return bytes;
}

}  // namespace

class OrderChangeTest : public QObject {
  Q_OBJECT
 private slots:
  void possibleUntilTheRestaurantHasAccepted() {
    for (int status = 0; status <= static_cast<int>(OrderStatus::Completed); ++status) {
      Stage s;
      const OrderId id = s.standing(static_cast<OrderStatus>(status));
      const Outcome outcome = s.alone(s.to_lines(id, s.pizzas(1)));
      QCOMPARE(outcome.ok(), static_cast<OrderStatus>(status) <= OrderStatus::Authorized);
      if (!outcome.ok()) QCOMPARE(outcome.problem().type, std::string("order.not_changeable"));
      QCOMPARE(s.order(id).items, outcome.ok() ? eur(1'750) : eur(3'800));
    }
  }

  void newLinesTakeThePlaceOfTheOldAtTodaysPrices() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    QVERIFY(s.business
                .run([&](UnitOfWork& w) {
                  return s.business.restaurants.price_item(w, {s.cast.margherita, eur(1'000)});
                })
                .ok());
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(2))).ok());
    const Order order = s.order(id);
    QCOMPARE(order.items, eur(2 * 1'550));
    QCOMPARE(order.tax, eur(310));
    QCOMPARE(order.tip, eur(200));
    QCOMPARE(order.total, eur(3'100 + 310 + 250 + 200));
    QCOMPARE(s.basket(id).lines.size(), std::size_t{1});
    QCOMPARE(order.revision, 1);
  }

  void whatIsCheaperStandsAtOnce() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(1))).ok());
    QVERIFY(!s.open(id));
    QVERIFY(s.alone(AcceptOrder{id}).ok());
  }

  void whatIsDearerIsOpenUntilThePaymentHasFollowed() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(3))).ok());
    QVERIFY(s.open(id));
    QCOMPARE(s.alone(AcceptOrder{id}).problem().type, std::string("order.change_open"));
    QCOMPARE(s.alone(s.to_lines(id, s.pizzas(4))).problem().type, std::string("order.change_open"));
    QVERIFY(s.keep(id));
    QVERIFY(!s.open(id));
    QVERIFY(!s.keep(id));
    QVERIFY(s.alone(AcceptOrder{id}).ok());
    QCOMPARE(s.order(id).items, eur(5'250));
  }

  void whatIsNotPaidForIsPutBackToTheByte() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Placed);
    Order before = s.order(id);
    const std::string basket = bytes_of(s.basket(id));
    ChangeOrder wish = s.to_lines(id, s.pizzas(3));
    wish.note = "ring twice";
    wish.drop = GeoPoint{437'384'000, 74'546'000};
    wish.drop_line = "Rue 9";
    QVERIFY(s.alone(wish).ok());
    QVERIFY(s.advance(id, OrderStatus::Authorized));  // meanwhile
    QVERIFY(s.undo(id));
    before.status = OrderStatus::Authorized;
    before.revision = 2;
    QCOMPARE(bytes_of(s.order(id)), bytes_of(before));
    QCOMPARE(bytes_of(s.basket(id)), basket);
    QVERIFY(!s.undo(id));
  }

  void anEndTakesTheOpenChangeWithIt() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(3))).ok());
    QVERIFY(s.alone(CancelOrder{id, Actor::Customer, "x", {}}).ok());
    QVERIFY(!s.keep(id));
    QVERIFY(!s.undo(id));
    QCOMPARE(s.store.count(record_type<OpenChange>()), std::size_t{0});
  }

  void noteTipAndAddressChangeAlone() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    QVERIFY(s.alone(ChangeOrder{id, {}, "no onions", eur(0), {}, "Rue 2"}).ok());
    const Order order = s.order(id);
    QCOMPARE(order.items, eur(3'800));
    QCOMPARE(order.total, eur(3'800 + 380 + 250));
    QCOMPARE(s.basket(id).note, std::string("no onions"));
    QCOMPARE(s.basket(id).drop_line, std::string("Rue 2"));
    QCOMPARE(s.basket(id).lines.size(), std::size_t{2});
  }

  void anotherPlaceCostsItsOwnWay() {
    Stage s;
    s.edit_shop([](Restaurant& shop) { shop.tax_region = "FR"; });
    PlaceTerms terms;
    terms.region = "FR";
    terms.taxes = {TaxRule{1'000, false}, TaxRule{}, TaxRule{}, TaxRule{2'000, false}};
    QVERIFY(s.alone(SetPlaceTerms{terms}).ok());
    const OrderId id = s.standing(OrderStatus::Authorized);
    QCOMPARE(s.order(id).tax, eur(380 + 50));
    QVERIFY(s.alone(ChangeOrder{id, {}, {}, {}, GeoPoint{437'384'000, 74'546'000}, {}}).ok());
    QCOMPARE(s.order(id).delivery_fee, eur(410));
    QCOMPARE(s.order(id).tax, eur(380 + 82));
    QCOMPARE(s.order(id).total, eur(3'800 + 462 + 410 + 200));
    QCOMPARE(s.basket(id).taxes.back().tax, eur(82));
    QCOMPARE(s.alone(ChangeOrder{id, {}, {}, {}, GeoPoint{438'384'000, 74'246'000}, {}}).problem().type,
             std::string("order.change_open"));
    QVERIFY(s.keep(id));
    QCOMPARE(s.alone(ChangeOrder{id, {}, {}, {}, GeoPoint{438'384'000, 74'246'000}, {}}).problem().type,
             std::string("order.too_far"));
  }

  void couponAndPointsKeepTheirWorthOrLessInProportion() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    Order order = s.order(id);
    order.coupon_code = "TEN";
    order.discount = eur(700);
    order.restaurant_discount = eur(300);
    order.total = order.total - eur(700);
    s.edit_record(id, order);
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(4))).ok());  // 70.00: more than before
    QCOMPARE(s.order(id).discount, eur(700));
    QVERIFY(s.undo(id));
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(1))).ok());  // 17.50 of 38.00
    QCOMPARE(s.order(id).discount, eur(322));            // 7.00 × 1750 / 3800
    QCOMPARE(s.order(id).restaurant_discount, eur(138));
  }

  void promotionsOfTodayHold() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    QVERIFY(s.alone(s.adding(s.percent(1'000, s.cast.restaurant))).ok());
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(2))).ok());
    QCOMPARE(s.order(id).discount, eur(350));
    QCOMPARE(s.order(id).restaurant_discount, eur(350));
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(1))).ok());
    QCOMPARE(s.order(id).discount, eur(175));  // no reward was made of the promotion
  }

  void aScheduledOrderThatWaitsIsNeverOpen() {
    Stage s;
    PlaceOrder later = s.wish(s.cast);
    later.scheduled_for = s.clock.at + hours(20);
    const OrderId id = s.standing(OrderStatus::Placed, later);
    QVERIFY(s.alone(s.to_lines(id, s.pizzas(5))).ok());
    QVERIFY(!s.open(id));
    QCOMPARE(s.order(id).promised_at, *later.scheduled_for);
  }

  void twentyTimesIsEnough() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    for (int i = 0; i < 20; ++i) QVERIFY(s.alone(ChangeOrder{id, {}, "a" + std::to_string(i), {}, {}, {}}).ok());
    QCOMPARE(s.alone(ChangeOrder{id, {}, "b", {}, {}, {}}).problem().type, std::string("order.too_many_changes"));
    QVERIFY(!s.ask(SeeOrder{id})->may_change);
  }

  void wrongChangesNameTheirField() {
    Stage s;
    const OrderId id = s.standing(OrderStatus::Authorized);
    const auto field = [&](const ChangeOrder& wish) { return s.alone(wish).problem().field; };
    QCOMPARE(field({id, {}, {}, {}, {}, {}}), std::string("lines"));
    QCOMPARE(field({id, {}, std::string(501, 'x'), {}, {}, {}}), std::string("note"));
    QCOMPARE(field({id, {}, "4111111111111111", {}, {}, {}}), std::string("note"));
    QCOMPARE(field({id, {}, {}, eur(-1), {}, {}}), std::string("tip.minor"));
    QCOMPARE(field({id, {}, {}, Money{5, Currency::USD}, {}, {}}), std::string("tip.currency"));
    QCOMPARE(field({id, {}, {}, {}, GeoPoint{2'000'000'000, 0}, {}}), std::string("drop"));
    QCOMPARE(field({id, {}, {}, {}, {}, std::string(201, 'x')}), std::string("drop_line"));
    QCOMPARE(field(s.to_lines(id, {{s.cast.cola, 0, {}}})), std::string("lines[0].quantity"));
    QCOMPARE(field(s.to_lines(id, {{s.cast.cola, 1, {}}})), std::string("lines"));  // below the minimum
    QCOMPARE(field({{999}, {}, "x", {}, {}, {}}), std::string("order_id"));
    QCOMPARE(s.order(id).revision, 0);
  }
};

QTEST_GUILESS_MAIN(OrderChangeTest)
#include "order_change_test.moc"
