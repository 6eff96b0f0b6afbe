// SPDX-License-Identifier: Apache-2.0
// Every route and every refusal of the HTTP edge.
#include <QTest>

#include "tests/app/server/probe.h"
#include "tests/app/server/small_shop.h"

using namespace pizza;
using namespace pizza::test;
namespace http = boost::beast::http;

namespace {

QString problem_of(const ProbeResponse& response) {
  const Json json = json_of(response);
  const bool shaped = response[http::field::content_type] == "application/problem+json" &&
                      json.at("status") == response.result_int() && json.contains("title") &&
                      json.at("instance") == "urn:pizzatwin:request:" + std::string(response["X-Request-Id"]);
  if (!shaped) return "not a problem: " + QString::fromStdString(response.body());
  constexpr std::size_t prefix = std::string_view("urn:pizzatwin:problem:").size();
  return QString::fromStdString(json.at("type").get<std::string>().substr(prefix));
}

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  return text.replace(text.find(what), what.size(), by);
}

}  // namespace

class EdgeTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() { shop_ = std::make_unique<SmallShop>(); }
  void cleanupTestCase() { shop_.reset(); }

  void order_is_placed_and_read() {
    HttpProbe probe(shop_->port());
    const auto placed = probe.post("/v1/orders", shop_->wish(), "first");
    QCOMPARE(placed.result_int(), 201U);
    const Json order = json_of(placed);
    const std::uint64_t id = order.at("order_id");
    QCOMPARE(std::string(placed[http::field::location]), "/v1/orders/" + std::to_string(id));
    QCOMPARE(order.at("items").at("minor").get<int>(), 2'400);
    QCOMPARE(order.at("total").at("minor").get<int>(), 2'400 + 240 + 250 + 100);
    QCOMPARE(order.at("payment").at("status").get<std::string>(), std::string("authorizing"));
    QVERIFY(!order.at("payment").contains("method_token"));
    const auto read = probe.get("/v1/orders/" + std::to_string(id));
    QCOMPARE(read.result_int(), 200U);
    QCOMPARE(json_of(read).at("lines").at(0).at("name").get<std::string>(), std::string("Margherita"));
    QCOMPARE(read.body().find("tok_ok"), std::string::npos);
  }

  void same_key_brings_the_same_order() {
    HttpProbe probe(shop_->port());
    const auto first = probe.post("/v1/orders", shop_->wish(), "again");
    const auto second = probe.post("/v1/orders", shop_->wish(), "\"again\"");
    QCOMPARE(second.result_int(), 201U);
    QVERIFY(json_of(second).at("order_id") == json_of(first).at("order_id"));
    QVERIFY(first.find("Idempotency-Replayed") == first.end());
    QCOMPARE(std::string(second["Idempotency-Replayed"]), std::string("true"));
    const auto other = probe.post("/v1/orders", replaced(shop_->wish(), "\"quantity\":2", "\"quantity\":3"), "again");
    QCOMPARE(other.result_int(), 422U);
    QCOMPARE(problem_of(other), QString("idempotency.reused"));
    const auto stranger = probe.post("/v1/orders", shop_->wish(), "again", {{"X-Client-Id", "another"}});
    QCOMPARE(stranger.result_int(), 201U);
    QVERIFY(json_of(stranger).at("order_id") != json_of(first).at("order_id"));
  }

  void bad_orders_are_refused_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("by");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("type");
    QTest::addColumn<QString>("field");
    QTest::newRow("price") << "\"quantity\":2"
                           << "\"quantity\":2,\"price\":1" << 400 << "json.unknown_field"
                           << "lines[0].price";
    QTest::newRow("status") << "\"tip\""
                            << "\"status\":\"completed\",\"tip\"" << 400 << "json.unknown_field"
                            << "status";
    QTest::newRow("type") << "\"quantity\":2"
                          << "\"quantity\":\"two\"" << 400 << "json.wrong_type"
                          << "lines[0].quantity";
    QTest::newRow("range") << "\"quantity\":2"
                           << "\"quantity\":4294967298" << 400 << "json.out_of_range"
                           << "lines[0].quantity";
    QTest::newRow("syntax") << "\"quantity\":2"
                            << "\"quantity\":" << 400 << "json.syntax"
                            << "";
    QTest::newRow("missing") << "\"payment_token\":\"tok_ok\""
                             << "\"note\":\"\"" << 400 << "request.missing_field"
                             << "payment_token";
    QTest::newRow("quantity") << "\"quantity\":2"
                              << "\"quantity\":0" << 422 << "order.invalid"
                              << "lines[0].quantity";
    QTest::newRow("card") << "\"tok_ok\""
                          << "\"4111 1111 1111 1111\"" << 422 << "order.card_number"
                          << "payment_token";
    QTest::newRow("far") << "43.7400000"
                         << "44.7400000" << 422 << "order.too_far"
                         << "drop";
    QTest::newRow("user") << "\"user_id\":1"
                          << "\"user_id\":99" << 404 << "user.unknown"
                          << "user_id";
  }
  void bad_orders_are_refused() {
    QFETCH(QString, what);
    QFETCH(QString, by);
    QFETCH(int, status);
    QFETCH(QString, type);
    QFETCH(QString, field);
    HttpProbe probe(shop_->port());
    const auto refused = probe.post("/v1/orders", replaced(shop_->wish(), what.toStdString(), by.toStdString()), "bad");
    QCOMPARE(problem_of(refused), type);
    QCOMPARE(static_cast<int>(refused.result_int()), status);
    QCOMPARE(QString::fromStdString(json_of(refused).value("field", "")), field);
  }

  void headers_are_checked() {
    HttpProbe probe(shop_->port());
    QCOMPARE(problem_of(probe.post("/v1/orders", shop_->wish())), QString("idempotency.missing"));
    QCOMPARE(problem_of(probe.post("/v1/orders", shop_->wish(), std::string(300, 'k'))),
             QString("idempotency.invalid"));
    QCOMPARE(problem_of(probe.post("/v1/orders", shop_->wish(), "4111111111111111")), QString("idempotency.invalid"));
    QCOMPARE(problem_of(probe.post("/v1/orders", shop_->wish(), "k", {{"X-Client-Id", "a/b"}})),
             QString("request.client_id"));
    const auto plain = probe.ask(http::verb::post, "/v1/orders", shop_->wish(),
                                 {{"Content-Type", "text/plain"}, {"Idempotency-Key", "k"}});
    QCOMPARE(plain.result_int(), 415U);
    QCOMPARE(problem_of(plain), QString("request.media_type"));
    const auto named = probe.ask(http::verb::get, "/healthz", {}, {{"X-Request-Id", "mine-1"}});
    QCOMPARE(std::string(named["X-Request-Id"]), std::string("mine-1"));
    const auto forged = probe.ask(http::verb::get, "/healthz", {}, {{"X-Request-Id", "a b"}});
    QVERIFY(forged["X-Request-Id"] != "a b");
  }

  void order_is_cancelled_once() {
    HttpProbe probe(shop_->port());
    const std::uint64_t id = json_of(probe.post("/v1/orders", shop_->wish(), "to-cancel")).at("order_id");
    const std::string target = "/v1/orders/" + std::to_string(id) + "/cancel";
    QCOMPARE(problem_of(probe.post(target, "{\"by\":\"operations\"}")), QString("json.unknown_field"));
    const auto cancelled = probe.post(target, R"({"reason":"too hungry to wait"})");
    QCOMPARE(cancelled.result_int(), 200U);
    QCOMPARE(json_of(cancelled).at("status").get<std::string>(), std::string("cancelled"));
    const auto again = probe.post(target, {});
    QCOMPARE(again.result_int(), 409U);
    QCOMPARE(problem_of(again), QString("order.not_cancellable"));
    QCOMPARE(problem_of(probe.post("/v1/orders/999999/cancel", {})), QString("order.unknown"));
  }

  void people_register_once() {
    HttpProbe probe(shop_->port());
    const std::string bea = R"({"name":"Bea","email":"bea@example.org"})";
    QCOMPARE(probe.post("/v1/users", bea).result_int(), 201U);
    QCOMPARE(problem_of(probe.post("/v1/users", bea)), QString("user.email_taken"));
    QCOMPARE(problem_of(probe.post("/v1/users", "{\"name\":\"Bea\"}")), QString("request.missing_field"));
    QCOMPARE(problem_of(probe.post("/v1/users", "{\"name\":\"4111 1111 1111 1111\",\"email\":\"c@d.org\"}")),
             QString("user.card_number"));
  }

  void restaurants_and_menus_are_read() {
    HttpProbe probe(shop_->port());
    const Json list = json_of(probe.get("/v1/restaurants?city=Monaco&limit=10"));
    QCOMPARE(list.at("restaurants").size(), 1U);
    QVERIFY(!list.at("restaurants").at(0).contains("commission_per_10000"));
    QVERIFY(json_of(probe.get("/v1/restaurants?city=Nowhere")).at("restaurants").empty());
    QVERIFY(json_of(probe.get("/v1/restaurants?after=1")).at("restaurants").empty());
    QCOMPARE(problem_of(probe.get("/v1/restaurants?limit=1000")), QString("request.parameter"));
    QCOMPARE(json_of(probe.get("/v1/restaurants/1")).at("name").get<std::string>(), std::string("Casino Oven"));
    QCOMPARE(json_of(probe.get("/v1/restaurants/1/menu")).at("items").size(), 1U);
    QCOMPARE(problem_of(probe.get("/v1/restaurants/7/menu")), QString("restaurant.unknown"));
  }

  void wrong_addresses_are_told() {
    HttpProbe probe(shop_->port());
    for (const char* target : {"/", "/v1/order", "/v1/orders/", "/v1/orders/0", "/v1/orders/x", "/v1/orders/1/",
                               "/v1/orders/9223372036854775808", "/v1/orders/99999999999999999999", "/v1/orders/-1",
                               "/v1/orders/1/cancel/now"}) {
      const auto lost = probe.get(target);
      QCOMPARE(lost.result_int(), 404U);
      QCOMPARE(problem_of(lost), QString("request.no_such_resource"));
    }
    const auto put = probe.ask(http::verb::put, "/v1/orders/1");
    QCOMPARE(put.result_int(), 405U);
    QCOMPARE(std::string(put[http::field::allow]), std::string("GET, HEAD"));
    QCOMPARE(problem_of(probe.get("/v1/orders/999999")), QString("order.unknown"));
    QCOMPARE(probe.get("/v1/orders/1/events").result_int(), 426U);
    QCOMPARE(probe.get("/" + std::string(2'000, 'a')).result_int(), 414U);
    const auto head = probe.ask(http::verb::head, "/healthz");
    QCOMPARE(head.result_int(), 200U);
    QVERIFY(head.body().empty());
    QCOMPARE(probe.get("/readyz").body(), std::string("ready\n"));
  }

  void limits_hold() {
    HttpProbe large(shop_->port());
    QCOMPARE(problem_of(large.post("/v1/orders", std::string(70'000, ' '), "k")), QString("request.body_too_large"));
    QVERIFY(large.closed_by_server());
    HttpProbe chunked(shop_->port());
    chunked.send("POST /v1/orders HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n" +
                 std::string(0x20000, ' '));
    QCOMPARE(chunked.read().result_int(), 413U);
    HttpProbe talkative(shop_->port());
    talkative.send("GET /healthz HTTP/1.1\r\nHost: t\r\nX-Long: " + std::string(10'000, 'a') + "\r\n\r\n");
    QCOMPARE(problem_of(talkative.read()), QString("request.header_too_large"));
    QVERIFY(talkative.closed_by_server());
    HttpProbe deep(shop_->port());
    const std::string nested = std::string(500, '[') + std::string(500, ']');
    QCOMPARE(problem_of(deep.post("/v1/orders", nested, "k")), QString("json.too_deep"));
  }

  void garbage_is_answered_and_hung_up_on() {
    for (const std::string& bytes :
         {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03 hello\r\n\r\n", 21), std::string("GET\r\n\r\n"),
          std::string("GET / HTTP/9.9\r\n\r\n"), std::string("GET / HTTP/1.1\r\nContent-Length: -4\r\n\r\n")}) {
      HttpProbe rude(shop_->port());
      rude.send(bytes);
      QCOMPARE(problem_of(rude.read()), QString("request.malformed"));
      QVERIFY(rude.closed_by_server());
    }
    QCOMPARE(HttpProbe(shop_->port()).get("/healthz").result_int(), 200U);
  }

  void requests_may_follow_each_other_closely() {
    HttpProbe probe(shop_->port());
    const std::string one = "GET /healthz HTTP/1.1\r\nHost: t\r\n\r\n";
    probe.send(one + one + "GET /healthz HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    for (int i = 0; i < 3; ++i) QCOMPARE(probe.read().result_int(), 200U);
    QVERIFY(probe.closed_by_server());
  }

  void body_waits_for_leave() {
    HttpProbe probe(shop_->port());
    probe.send(
        "POST /v1/users HTTP/1.1\r\nHost: t\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
        "Content-Length: 42\r\n\r\n");
    QCOMPARE(probe.read().result_int(), 100U);
    probe.send(R"({"name":"Dee", "email":"dee@example.org" })");
    QCOMPARE(probe.read().result_int(), 201U);
  }

  void slow_clients_are_hung_up_on() {
    server::ServerOptions options;
    options.idle = options.body = std::chrono::milliseconds(200);
    const SmallShop hasty(options);
    HttpProbe half_a_head(hasty.port());
    half_a_head.send("GET /healthz HT");
    QVERIFY(half_a_head.closed_by_server());
    HttpProbe half_a_body(hasty.port());
    half_a_body.send("POST /v1/users HTTP/1.1\r\nHost: t\r\nContent-Length: 10\r\n\r\n{");
    QVERIFY(half_a_body.closed_by_server());
  }

  void connections_are_bounded() {
    server::ServerOptions options;
    options.max_connections = 2;
    const SmallShop small(options);
    HttpProbe first(small.port());
    HttpProbe second(small.port());
    QCOMPARE(first.get("/healthz").result_int(), 200U);
    QCOMPARE(second.get("/healthz").result_int(), 200U);
    HttpProbe third(small.port());
    const auto refused = third.get("/healthz");
    QCOMPARE(refused.result_int(), 503U);
    QCOMPARE(problem_of(refused), QString("server.connections"));
    QVERIFY(third.closed_by_server());
    QCOMPARE(first.get("/healthz").result_int(), 200U);
  }

  void listening_twice_is_refused() {
    server::ServerOptions options;
    options.port = shop_->port();
    QVERIFY_THROWS_EXCEPTION(server::ServerError, SmallShop{options});
    QVERIFY_THROWS_EXCEPTION(DataFolderError, DataFolder{shop_->world->folder().path()});
  }

 private:
  std::unique_ptr<SmallShop> shop_;
};

QTEST_GUILESS_MAIN(EdgeTest)
#include "edge_test.moc"
