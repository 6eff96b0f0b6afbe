// SPDX-License-Identifier: Apache-2.0
// What a basket costs, and every way to ask for one wrongly: the problem names the field.
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
  Result<OrderId> ask(const PlaceOrder& wish) {
    return business.execute([&](UnitOfWork& work) { return business.orders.place(work, wish); });
  }
};

struct BadWish {
  const char* name;
  void (*spoil)(PlaceOrder&);
  const char* type;
  const char* field;
};

// Each spoils a good wish in one way.
const BadWish refusals[] = {
    {"no user", [](PlaceOrder& w) { w.user = {99}; }, "user.unknown", "user_id"},
    {"no restaurant", [](PlaceOrder& w) { w.restaurant = {99}; }, "restaurant.unknown", "restaurant_id"},
    {"no lines", [](PlaceOrder& w) { w.lines.clear(); }, "order.invalid", "lines"},
    {"too many lines", [](PlaceOrder& w) { w.lines.resize(51, w.lines[1]); }, "order.invalid", "lines"},
    {"no quantity", [](PlaceOrder& w) { w.lines[1].quantity = 0; }, "order.invalid", "lines[1].quantity"},
    {"huge quantity", [](PlaceOrder& w) { w.lines[0].quantity = 100; }, "order.invalid", "lines[0].quantity"},
    {"unknown item", [](PlaceOrder& w) { w.lines[1].item = {77}; }, "order.invalid", "lines[1].menu_item_id"},
    {"size missing",
     [](PlaceOrder& w) {
       w.lines[0].options = {{1, 0}};
     },
     "order.invalid", "lines[0].options"},
    {"two sizes",
     [](PlaceOrder& w) {
       w.lines[0].options = {{0, 0}, {0, 1}};
     },
     "order.invalid", "lines[0].options"},
    {"three extras",
     [](PlaceOrder& w) {
       w.lines[0].options = {{0, 0}, {1, 0}, {1, 1}, {1, 2}};
     },
     "order.invalid", "lines[0].options"},
    {"twice the same",
     [](PlaceOrder& w) {
       w.lines[0].options = {{0, 0}, {1, 1}, {1, 1}};
     },
     "order.invalid", "lines[0].options"},
    {"no such group",
     [](PlaceOrder& w) {
       w.lines[0].options = {{5, 0}};
     },
     "order.invalid", "lines[0].options"},
    {"no such option",
     [](PlaceOrder& w) {
       w.lines[0].options = {{0, -1}};
     },
     "order.invalid", "lines[0].options"},
    {"below minimum", [](PlaceOrder& w) { w.lines = {w.lines[1]}; }, "order.below_minimum", "lines"},
    {"negative tip", [](PlaceOrder& w) { w.tip.minor = -1; }, "order.invalid", "tip.minor"},
    {"huge tip", [](PlaceOrder& w) { w.tip.minor = 1'000'000; }, "order.invalid", "tip.minor"},
    {"foreign tip", [](PlaceOrder& w) { w.tip.currency = Currency::USD; }, "order.invalid", "tip.currency"},
    {"too far",
     [](PlaceOrder& w) {
       w.drop = {438'384'000, 74'246'000};
     },
     "order.too_far", "drop"},
    {"off the earth",
     [](PlaceOrder& w) {
       w.drop = {2'000'000'000, 0};
     },
     "order.invalid", "drop"},
    {"no token", [](PlaceOrder& w) { w.payment_token.clear(); }, "order.invalid", "payment_token"},
    {"long note", [](PlaceOrder& w) { w.note.assign(501, 'x'); }, "order.invalid", "note"},
    {"card number", [](PlaceOrder& w) { w.payment_token = "4111 1111-1111 1111"; }, "order.card_number",
     "payment_token"},
    {"card in the note", [](PlaceOrder& w) { w.note = "card 4111111111111111 thanks"; }, "order.card_number", "note"},
};

}  // namespace

class OrderPricingTest : public QObject {
  Q_OBJECT
 private slots:
  void sumsAreTheStatedRules() {
    Stage stage;
    PlaceOrder wish = stage.wish(stage.cast);
    wish.drop = {437'384'000, 74'546'000};  // 2.4 km east: two further kilometres begun
    const auto id = stage.ask(wish);
    QVERIFY(id.ok());
    const Order order = stage.order(*id);
    QCOMPARE(order.items.minor, 3'800);
    QCOMPARE(order.tax.minor, 380);
    QCOMPARE(order.delivery_fee.minor, 250 + 2 * 80);
    QCOMPARE(order.tip.minor, 200);
    QCOMPARE(order.total.minor, 3'800 + 380 + 410 + 200);
    QVERIFY(order.promised_at > order.placed_at + minutes(20));
    QVERIFY(order.promised_at < order.placed_at + minutes(60));
  }

  void pricesAreTheMenusNotTheCallers() {
    Stage stage;
    const auto first = stage.ask(stage.wish(stage.cast));
    QVERIFY(stage.business
                .execute([&](UnitOfWork& w) {
                  return stage.business.restaurants.price_item(w, {stage.cast.margherita, {1'300, Currency::EUR}});
                })
                .ok());
    const auto second = stage.ask(stage.wish(stage.cast));
    QCOMPARE(stage.order(*first).items.minor, 3'800);
    QCOMPARE(stage.order(*second).items.minor, 4'000);
  }

  void refused_data() {
    QTest::addColumn<int>("row");
    for (int i = 0; i < static_cast<int>(std::size(refusals)); ++i) QTest::newRow(refusals[i].name) << i;
  }
  void refused() {
    QFETCH(int, row);
    const BadWish& refusal = refusals[row];
    Stage stage;
    PlaceOrder wish = stage.wish(stage.cast);
    refusal.spoil(wish);
    const auto answer = stage.ask(wish);
    QVERIFY(!answer.ok());
    QCOMPARE(answer.problem().type, std::string(refusal.type));
    QCOMPARE(answer.problem().field, std::string(refusal.field));
    QCOMPARE(stage.store.count(record_type<Order>()), std::size_t{0});
    QVERIFY(stage.provider.asked.empty());
  }

  void closedAndPaused() {
    Stage stage;
    const auto shop = [&] {
      return stage.business.read([&](UnitOfWork& w) { return *w.find(stage.cast.restaurant); });
    };
    QVERIFY(stage.business
                .execute([&](UnitOfWork& w) {
                  return stage.business.restaurants.pause(w, {stage.cast.restaurant, true});
                })
                .ok());
    QCOMPARE(stage.ask(stage.wish(stage.cast)).problem().type, std::string("restaurant.paused"));
    Restaurant night = shop();
    night.hours.fill({1'080, 1'560});  // 18:00 to 02:00
    night.hours[5] = {0, 0};           // closed on Saturday
    night.utc_offset_minutes = 60;
    const Instant friday_23h{1'795'212'000'000};  // 22:00Z
    QVERIFY(RestaurantService::is_open(night, friday_23h));
    QVERIFY(RestaurantService::is_open(night, friday_23h + hours(2)));   // Saturday 01:00, still Friday's night
    QVERIFY(!RestaurantService::is_open(night, friday_23h + hours(3)));  // 02:00
    QVERIFY(!RestaurantService::is_open(night, friday_23h + hours(24)));
    QVERIFY(!RestaurantService::is_open(night, friday_23h - hours(6)));
  }

  void cardNumbersAreRecognised() {
    QVERIFY(looks_like_card_number("4111111111111111"));
    QVERIFY(looks_like_card_number("my card: 5500-0055-5555-5559!"));
    QVERIFY(!looks_like_card_number("4111111111111112"));
    QVERIFY(!looks_like_card_number("+377 99 12 34 56"));
    QVERIFY(!looks_like_card_number("tok_ok"));
  }
};

QTEST_GUILESS_MAIN(OrderPricingTest)
#include "order_pricing_test.moc"
