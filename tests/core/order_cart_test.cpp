// SPDX-License-Identifier: Apache-2.0
// Carts: what somebody means to order, priced at every look, and what it becomes. Halves have their tests here as well.
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : OrderStage {
  Stage() {
    diavola = add_item(pizza("Diavola", 1'450, 500, "chili", 101));
    calzone = pizza("Calzone", 1'300, 0, "ham", 100);
    calzone.section = "Oven";
    MenuItem half = business.read([&](UnitOfWork& work) { return *work.find(cast.margherita); });
    half.half_allowed = true;
    edit_record(cast.margherita, half);
  }
  MenuItemId diavola;
  MenuItem calzone;

  std::pair<RestaurantId, MenuItemId> another_shop() {
    Restaurant shop = business.read([&](UnitOfWork& work) { return *work.find(cast.restaurant); });
    const auto id = business.execute([&](UnitOfWork& work) { return business.restaurants.open(work, {shop}); });
    MenuItem cola;
    cola.restaurant = *id;
    cola.name = "Cola";
    cola.price = eur(300);
    return {*id, add_item(cola)};
  }
  OrderLine large() const { return {cast.margherita, 1, {{0, 1}, {1, 0}}}; }
  CartView put(const OrderLine& line) {
    const auto view = tell(AddToCart{cast.user, cast.restaurant, line});
    return view.ok() ? *view : CartView{};
  }
  CartView look() {
    const auto view = ask(SeeCart{cast.user, cast.restaurant, {}});
    return view.ok() ? *view : CartView{};
  }
  // What is wrong with an order of this one line, and which field.
  std::pair<std::string, std::string> refusal(const OrderLine& line) {
    PlaceOrder wish = this->wish(cast);
    wish.lines = {line};
    const auto placed = tell(wish);
    return placed.ok() ? std::pair<std::string, std::string>{}
                       : std::pair{placed.problem().type, placed.problem().field};
  }
};

}  // namespace

class OrderCartTest : public QObject {
  Q_OBJECT
 private slots:
  void aCartIsPricedAsItWouldBeBought() {
    Stage s;
    const CartView view = s.put({s.cast.margherita, 2, {{0, 1}, {1, 0}}});
    QCOMPARE(view.lines.size(), std::size_t{1});
    QCOMPARE(view.lines[0].price, eur(3'500));
    QCOMPARE(view.items, eur(3'500));
    QCOMPARE(view.tax, eur(350));
    QCOMPARE(view.delivery_fee, eur(250));
    QCOMPARE(view.total, eur(3'500 + 350 + 250));
    QVERIFY(view.open);
    QCOMPARE(view.missing, eur(0));
  }

  void theSameWishAgainAddsToItsQuantity() {
    Stage s;
    s.put(s.large());
    QCOMPARE(s.put(s.large()).lines.size(), std::size_t{1});
    QCOMPARE(s.look().lines[0].wish.quantity, 2);
    QCOMPARE(s.put({s.cast.margherita, 1, {{0, 0}}}).lines.size(), std::size_t{2});
  }

  void aQuantityIsFromOneToNinetyNineAlsoInSum() {
    Stage s;
    s.put({s.cast.cola, 98, {}});
    for (const int quantity : {-1, 0, 2, 100}) {
      const auto answer = s.tell(AddToCart{s.cast.user, s.cast.restaurant, {s.cast.cola, quantity, {}}});
      QVERIFY(!answer.ok());
      QCOMPARE(answer.problem().field, std::string("line.quantity"));
    }
    QCOMPARE(s.look().lines[0].wish.quantity, 98);
  }

  void pricesFollowTheMenuWhileTheCartWaits() {
    Stage s;
    s.put(s.large());
    QVERIFY(s.business
                .execute([&](UnitOfWork& w) {
                  return s.business.restaurants.price_item(w, {s.cast.margherita, eur(1'300)});
                })
                .ok());
    QCOMPARE(s.look().items, eur(1'300 + 400 + 150));
  }

  void whatCannotBeHadAnyMoreStaysAndSaysSo() {
    Stage s;
    s.put(s.large());
    s.put({s.cast.cola, 1, {}});
    QVERIFY(s.business
                .execute([&](UnitOfWork& w) {
                  return s.business.restaurants.offer_item(w, {s.cast.margherita, false});
                })
                .ok());
    const CartView view = s.look();
    QCOMPARE(view.lines.size(), std::size_t{2});
    QVERIFY(!view.lines[0].problem.empty());
    QVERIFY(view.lines[1].problem.empty());
    QCOMPARE(view.items, eur(300));
    QCOMPARE(view.missing, eur(700));  // to the restaurant's minimum of 10.00
  }

  void linesAreChangedAndRemovedByTheirNumber() {
    Stage s;
    const CartId cart = s.put(s.large()).cart;
    const std::int32_t cola = s.put({s.cast.cola, 1, {}}).lines[1].line;
    const auto changed = s.tell(ChangeCartLine{cart, cola, {s.cast.cola, 3, {}}});
    QVERIFY(changed.ok());
    QCOMPARE(changed->lines[1].price, eur(900));
    QVERIFY(s.tell(RemoveFromCart{cart, 1}).ok());
    QCOMPARE(s.look().lines.size(), std::size_t{1});
    QCOMPARE(s.tell(RemoveFromCart{cart, 1}).problem().type, std::string("order.cart_line_unknown"));
    QCOMPARE(s.tell(ChangeCartLine{cart, 9, s.large()}).problem().type, std::string("order.cart_line_unknown"));
    QCOMPARE(s.tell(ChangeCartLine{cart, cola, {s.cast.cola, 0, {}}}).problem().field, std::string("wish.quantity"));
  }

  void theLastLineTakesTheCartWithIt() {
    Stage s;
    const CartId cart = s.put(s.large()).cart;
    QVERIFY(s.tell(RemoveFromCart{cart, 1}).ok());
    QVERIFY(!s.look().cart);
    QCOMPARE(s.tell(ClearCart{cart}).problem().type, std::string("order.cart_unknown"));
  }

  void aCartIsBoughtOnceAndThenEmpty() {
    Stage s;
    PlaceOrder wish = s.wish(s.cast);
    wish.lines.clear();
    wish.cart = s.put({s.cast.margherita, 2, {{0, 1}, {1, 0}}}).cart;
    const Order order = s.priced(wish);
    QCOMPARE(order.items, eur(3'500));
    QVERIFY(!s.look().cart);
    QCOMPARE(s.tell(wish).problem().type, std::string("order.cart_unknown"));
  }

  void anothersCartIsNotFound() {
    Stage s;
    PlaceOrder wish = s.wish(s.cast);
    wish.lines.clear();
    wish.cart = s.put(s.large()).cart;
    wish.user = s.add_user("other@example.org");
    QCOMPARE(s.tell(wish).problem().type, std::string("order.cart_unknown"));
    wish.user = s.cast.user;
    wish.lines = {s.large()};
    QCOMPARE(s.tell(wish).problem().field, std::string("lines"));
  }

  void aPersonHasTwentyCartsAndTheOldestGoesFirst() {
    Stage s;
    std::vector<RestaurantId> shops;
    for (int i = 0; i < 21; ++i) {
      s.clock.at = s.clock.at + seconds(1);
      const auto [shop, cola] = s.another_shop();
      shops.push_back(shop);
      QVERIFY(s.tell(AddToCart{s.cast.user, shop, {cola, 1, {}}}).ok());
    }
    const auto list = s.ask(ListCarts{s.cast.user});
    QVERIFY(list.ok());
    QCOMPARE(list->carts.size(), std::size_t{20});
    QCOMPARE(list->carts.front().restaurant, shops.back());
    QCOMPARE(list->carts.back().restaurant, shops[1]);
  }

  void anOldOrderComesAgainAndWhatIsLostIsTold() {
    Stage s;
    const OrderId old = s.place(s.cast);
    QVERIFY(
        s.business.execute([&](UnitOfWork& w) {
                    return s.business.restaurants.offer_item(w, {s.cast.cola, false});
                  })
            .ok());
    const auto again = s.tell(OrderAgain{old});
    QVERIFY(again.ok());
    QCOMPARE(again->lines.size(), std::size_t{1});
    QCOMPARE(again->items, eur(3'500));
    QCOMPARE(again->lost.size(), std::size_t{1});
    QCOMPARE(again->lost[0], std::string("Cola: not available"));
    QVERIFY(s.business
                .execute([&](UnitOfWork& w) {
                  return s.business.restaurants.offer_item(w, {s.cast.margherita, false});
                })
                .ok());
    QCOMPARE(s.tell(OrderAgain{old}).problem().type, std::string("order.nothing_left"));
  }

  void theDearerHalfGivesThePriceAndOptionsCostHalfRoundedUp() {
    Stage s;
    PlaceOrder wish = s.wish(s.cast);
    // Margherita 40 cm 1600, basil 150; Diavola 40 cm 1950, chili 101.
    wish.lines = {{s.cast.margherita, 2, {{0, 1}, {1, 0}}, s.diavola, {{0, 1}, {1, 0}}}};
    const auto placed = s.tell(wish);
    QVERIFY(placed.ok());
    QCOMPARE(s.order(*placed).items, eur(2 * (1'950 + 75 + 51)));
    const BasketLine line = s.basket(*placed).lines[0];
    QCOMPARE(line.name, std::string("½ Margherita + ½ Diavola"));
    QCOMPARE(line.halves[0].options, (std::vector<std::string>{"40 cm", "basil"}));
    QCOMPARE(line.halves[1].name, std::string("Diavola"));
  }

  void theKitchensTimesAreThoseOfTheHalfThatIsMoreWork() {
    Stage s;
    MenuItem slow = s.pizza("Quattro", 1'000, 400, "figs", 100);
    slow.work_s = {300, 240, 30};
    const MenuItemId quattro = s.add_item(slow);
    PlaceOrder wish = s.wish(s.cast);
    wish.lines = {{s.cast.margherita, 1, {{0, 0}}, quattro, {{0, 0}}}};
    const auto placed = s.tell(wish);
    QVERIFY(placed.ok());
    QCOMPARE(s.basket(*placed).lines[0].item, quattro);
    QCOMPARE(s.order(*placed).items, eur(1'200));
  }

  void halvesMustFitEachOther() {
    Stage s;
    const MenuItemId calzone = s.add_item(s.calzone);
    const auto no = [](const char* field) { return std::pair<std::string, std::string>{"order.invalid", field}; };
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, s.diavola, {{0, 0}}}), no("lines[0].second_options"));
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, s.diavola, {}}), no("lines[0].second_options"));
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, calzone, {{0, 1}}}), no("lines[0].second_item_id"));
    MenuItem whole = s.pizza("Rustica", 1'100, 400, "corn", 50);
    whole.half_allowed = false;
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, s.add_item(whole), {{0, 1}}}), no("lines[0].second_item_id"));
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, {99}, {{0, 1}}}), no("lines[0].second_item_id"));
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, {}, {{0, 1}}}), no("lines[0].second_options"));
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, s.diavola, {{0, 1}}}), (std::pair<std::string, std::string>{}));
  }

  void sizesAreComparedByWhatTheyMeasure() {
    Stage s;
    const auto sized = [](MenuItem item, const char* group, const char* small, const char* large) {
      item.option_groups[0] = {group, 1, 1, {{small, eur(0), 33}, {large, eur(400), 40}}, true};
      return item;
    };
    const MenuItem first = s.business.read([&](UnitOfWork& work) { return *work.find(s.cast.margherita); });
    s.edit_record(s.cast.margherita, sized(first, "Size", "33 cm", "40 cm"));
    const MenuItemId german = s.add_item(sized(s.pizza("Schinken", 1'000, 400, "Mais", 50), "Weite", "klein", "weit"));
    const auto none = std::pair<std::string, std::string>{};
    QCOMPARE(s.refusal({s.cast.margherita, 1, {{0, 1}}, german, {{0, 1}}}), none);
    QVERIFY(s.refusal({s.cast.margherita, 1, {{0, 1}}, german, {{0, 0}}}) != none);
  }

  void halvesComeAgainAsHalves() {
    Stage s;
    PlaceOrder wish = s.wish(s.cast);
    wish.lines = {{s.cast.margherita, 1, {{0, 1}, {1, 2}}, s.diavola, {{0, 1}, {1, 1}}}};
    const auto placed = s.tell(wish);
    QVERIFY(placed.ok());
    const auto again = s.tell(OrderAgain{*placed});
    QVERIFY(again.ok());
    QCOMPARE(again->items, s.order(*placed).items);
    QCOMPARE(again->lines[0].wish.second_item, s.diavola);
  }

  void whoIsForgottenHasNoCart() {
    Stage s;
    const UserId leaving = s.add_user("leaving@example.org");
    QVERIFY(s.tell(AddToCart{leaving, s.cast.restaurant, s.large()}).ok());
    QVERIFY(s.business.execute([&](UnitOfWork& w) { return s.business.users.persons.erase(w, leaving); }).ok());
    QCOMPARE(s.store.count(record_type<Cart>()), std::size_t{0});
  }
};

QTEST_GUILESS_MAIN(OrderCartTest)
#include "order_cart_test.moc"
