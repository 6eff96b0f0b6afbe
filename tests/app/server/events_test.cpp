// SPDX-License-Identifier: Apache-2.0
// What a customer hears of an order over a WebSocket, and how connections end.
#include <QTest>
#include <boost/asio/post.hpp>

#include "tests/app/server/probe.h"
#include "tests/app/server/small_shop.h"

using namespace pizza;
using namespace pizza::test;

namespace {

OrderId place(const SmallShop& shop, const std::string& key) {
  return {json_of(HttpProbe(shop.port()).post("/v1/orders", shop.wish(), key)).at("order_id")};
}

std::string topic(OrderId order) {
  return "/v1/orders/" + std::to_string(order.value) + "/events";
}

QStringList order_events(SocketProbe& socket) {
  QStringList names;
  for (Json message = socket.next(); !message.is_null(); message = socket.next())
    if (message.at("service") == "order") names << QString::fromStdString(message.at("event"));
  return names;
}

}  // namespace

class EventsTest : public QObject {
  Q_OBJECT

 private slots:
  void whole_way_is_heard_in_order() {
    SmallShop shop;
    const OrderId order = place(shop, "a");
    shop.await(order, OrderStatus::Authorized);
    SocketProbe socket(shop.port(), topic(order));
    const Json state = socket.next();
    QCOMPARE(state.at("event").get<std::string>(), std::string("state"));
    QCOMPARE(state.at("order").at("status").get<std::string>(), std::string("authorized"));
    shop.fulfil(order);
    QCOMPARE(order_events(socket), (QStringList{"OrderAccepted", "OrderPreparing", "OrderReady", "OrderPickedUp",
                                                "OrderDelivered", "OrderCompleted"}));
    QCOMPARE(socket.close_code(), std::uint16_t{1000});
    const Json done = json_of(HttpProbe(shop.port()).get("/v1/orders/" + std::to_string(order.value)));
    QCOMPARE(done.at("payment").at("provider_captures").get<int>(), 1);
    QVERIFY(done.at("payment").at("provider_captured_minor") == done.at("total").at("minor"));
  }

  void others_are_not_heard_and_books_stay_closed() {
    SmallShop shop;
    const OrderId order = place(shop, "a");
    shop.await(order, OrderStatus::Authorized);
    SocketProbe socket(shop.port(), topic(order));
    socket.next();
    shop.await(place(shop, "b"), OrderStatus::Authorized);
    shop.fulfil(order);
    for (Json message = socket.next(); !message.is_null(); message = socket.next()) {
      QVERIFY(message.at("event") != "LedgerPosted");
      QVERIFY(message.at("event") != "RiderMoved");
      const Json data = message.at("data");
      if (data.contains("order_id")) QCOMPARE(data.at("order_id").get<std::uint64_t>(), order.value);
      QCOMPARE(message.dump().find("tok_ok"), std::string::npos);
    }
  }

  void ended_orders_tell_their_state_and_close() {
    SmallShop shop;
    const OrderId order = place(shop, "a");
    shop.fulfil(order);
    shop.await(order, OrderStatus::Completed);
    SocketProbe socket(shop.port(), topic(order));
    QCOMPARE(socket.next().at("order").at("status").get<std::string>(), std::string("completed"));
    QVERIFY(socket.next().is_null());
    QCOMPARE(socket.close_code(), std::uint16_t{1000});
  }

  void unknown_orders_have_no_topic() {
    const SmallShop shop;
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, SocketProbe(shop.port(), topic({77})));
  }

  void who_cannot_be_served_is_told_when_to_come_again() {
    SmallShop shop;
    const OrderId order = place(shop, "a");
    shop.world->stop();
    const auto refused = HttpProbe(shop.port())
                             .ask(boost::beast::http::verb::get, topic(order), {},
                                  {{"Connection", "Upgrade"},
                                   {"Upgrade", "websocket"},
                                   {"Sec-WebSocket-Version", "13"},
                                   {"Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="}});
    QCOMPARE(refused.result_int(), 503U);
    QCOMPARE(std::string(refused["Retry-After"]), std::string("1"));
  }

  void slow_readers_are_dropped() {
    server::ServerOptions options;
    options.threads = 1;
    options.max_unsent = 2;
    SmallShop shop(options);
    const OrderId order = place(shop, "a");
    shop.await(order, OrderStatus::Authorized);
    SocketProbe socket(shop.port(), topic(order));
    socket.next();
    // Nothing is sent while the one thread is held; meanwhile more happens than may wait.
    std::promise<void> release;
    boost::asio::post(shop.server->context(), [held = release.get_future().share()] { held.wait(); });
    Business& business = shop.world->business();
    shop.act([&](UnitOfWork& work) { return business.orders.cancel(work, {order, Actor::Customer, {}}); });
    release.set_value();
    int heard = 0;
    while (!socket.next().is_null()) ++heard;
    QVERIFY(heard <= 2);
    QCOMPARE(socket.close_code(), std::uint16_t{1008});
  }

  void stopping_says_so() {
    SmallShop shop;
    const OrderId order = place(shop, "a");
    SocketProbe socket(shop.port(), topic(order));
    socket.next();
    HttpProbe idle(shop.port());
    QCOMPARE(idle.get("/healthz").result_int(), 200U);
    shop.server->stop();
    while (!socket.next().is_null()) {
    }
    QCOMPARE(socket.close_code(), std::uint16_t{1001});
    QVERIFY(idle.closed_by_server());
    shop.server->wait();
    QVERIFY_THROWS_EXCEPTION(std::runtime_error, HttpProbe(shop.port()));
  }

  void what_was_promised_outlives_the_world() {
    SmallShop shop;
    const OrderId order = place(shop, "a");
    shop.stop();
    WorldOptions options;
    options.folder = shop.folder.path().toStdString();
    shop.world.reset();
    EmbeddedWorld again(options);
    const auto found = again.business().read([&](UnitOfWork& work) { return work.find(order) != nullptr; });
    QVERIFY(found);
    QVERIFY(again.sandbox().books().double_charges() == 0);
  }
};

QTEST_GUILESS_MAIN(EventsTest)
#include "events_test.moc"
