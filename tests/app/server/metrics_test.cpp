// SPDX-License-Identifier: Apache-2.0
// The text that Prometheus scrapes.
#include <QRegularExpression>
#include <QTest>

#include "tests/app/server/probe.h"
#include "tests/app/server/small_shop.h"

using namespace pizza;
using namespace pizza::test;

namespace {

// The value of the sample that begins with `name` and its labels; -1 where there is none.
double sample(const std::string& text, const std::string& name) {
  const std::size_t at = text.find('\n' + name + ' ');
  return at == std::string::npos ? -1 : std::stod(text.substr(at + name.size() + 2));
}

}  // namespace

class MetricsTest : public QObject {
  Q_OBJECT

 private slots:
  void every_line_is_well_formed() {
    SmallShop shop;
    HttpProbe probe(shop.port());
    probe.post("/v1/orders", shop.wish(), "a");
    probe.get("/nothing");
    const auto response = probe.get("/metrics");
    QVERIFY(response["Content-Type"].starts_with("text/plain; version=0.0.4"));
    QVERIFY(response.body().ends_with('\n'));
    static const QRegularExpression comment("^# (HELP|TYPE) [a-zA-Z_:][a-zA-Z0-9_:]* .+$");
    static const QRegularExpression value(
        "^[a-zA-Z_:][a-zA-Z0-9_:]*(\\{([a-z]+=\"([^\"\\\\\\n]|\\\\.)*\",?)+\\})? [-+0-9.e]+$");
    const QStringList lines = QString::fromStdString(response.body()).trimmed().split('\n');
    QVERIFY(lines.size() > 40);
    for (const QString& line : lines)
      QVERIFY2(comment.match(line).hasMatch() || value.match(line).hasMatch(), qPrintable(line));
  }

  void requests_and_orders_are_counted() {
    SmallShop shop;
    HttpProbe probe(shop.port());
    const OrderId order{json_of(probe.post("/v1/orders", shop.wish(), "a")).at("order_id")};
    probe.post("/v1/orders", shop.wish());
    shop.fulfil(order);
    shop.await(order, OrderStatus::Completed);
    const std::string text = probe.get("/metrics").body();
    QCOMPARE(sample(text, "pizza_http_requests_total{route=\"/v1/orders\",status=\"201\"}"), 1.0);
    QCOMPARE(sample(text, "pizza_http_requests_total{route=\"/v1/orders\",status=\"400\"}"), 1.0);
    QCOMPARE(sample(text, "pizza_http_request_seconds_count{route=\"/v1/orders\"}"), 2.0);
    QCOMPARE(sample(text, "pizza_http_request_seconds_bucket{route=\"/v1/orders\",le=\"+Inf\"}"), 2.0);
    QCOMPARE(sample(text, "pizza_orders{status=\"completed\"}"), 1.0);
    QCOMPARE(sample(text, "pizza_orders{status=\"placed\"}"), 0.0);
    QVERIFY(sample(text, "pizza_world_flushes_total") >= 1);
    QVERIFY(sample(text, "pizza_world_commits_total") >= sample(text, "pizza_world_flushes_total"));
  }

  void histogram_is_cumulative() {
    server::Metrics metrics;
    server::Histogram& histogram = metrics.histogram("t_seconds", "Help.", {{"a", "b\"c\\d\n"}});
    for (const std::int64_t us : {100, 500, 501, 9'000'000, 20'000'000}) histogram.observe(us);
    const std::string text = metrics.text();
    const std::string labels = "t_seconds_bucket{a=\"b\\\"c\\\\d\\n\",le=";
    QCOMPARE(sample(text, labels + "\"0.0005\"}"), 2.0);
    QCOMPARE(sample(text, labels + "\"0.001\"}"), 3.0);
    QCOMPARE(sample(text, labels + "\"10\"}"), 4.0);
    QCOMPARE(sample(text, labels + "\"+Inf\"}"), 5.0);
    QCOMPARE(sample(text, "t_seconds_sum{a=\"b\\\"c\\\\d\\n\"}"), 29.001101);
  }

  void order_counts_survive_a_restart() {
    SmallShop shop;
    HttpProbe(shop.port()).post("/v1/orders", shop.wish(), "a");
    shop.stop();
    const server::OrderCensus census(shop.world->business().store());
    std::int64_t all = 0;
    for (std::size_t i = 0; i < order_status_names.size(); ++i) all += census.count(static_cast<OrderStatus>(i));
    QCOMPARE(all, std::int64_t{1});
  }
};

QTEST_GUILESS_MAIN(MetricsTest)
#include "metrics_test.moc"
