// SPDX-License-Identifier: Apache-2.0
// Each query that the design lists uses its index: the test reads the plans that a real server makes for tables with
// records in them.
#include <QRegularExpression>
#include <QtTest>

#include "connectors/postgres/recent_index.h"
#include "core/catalogue.h"
#include "core/model/records/delivery.h"
#include "core/model/records/order.h"
#include "core/model/records/payment.h"
#include "core/model/records/restaurant.h"
#include "core/model/records/review.h"
#include "core/model/records/tracking.h"
#include "core/model/records/user.h"
#include "tests/connectors/postgres/realm_tools.h"

using namespace pizza;

namespace {

constexpr std::int64_t now_ms = 1'795'201'200'000;  // 2026-11-20

template <class T, class Make>
void fill(Store& store, std::uint64_t count, Make&& make) {
  Batch batch;
  for (std::uint64_t key = 1; key <= count; ++key) batch.put(record_type<T>(), make(key), 0);
  QCOMPARE(batch.commit(store), CommitOutcome::Committed);
}

GeoPoint place(std::uint64_t key) {
  const auto n = static_cast<std::int32_t>(key);
  return {430'000'000 + n % 1009 * 10'000, 70'000'000 + n % 997 * 10'000};
}

void fill_orders(Store& store) {
  fill<Order>(store, 20'000, [](std::uint64_t key) {
    Order made;
    made.id = {key};
    made.user = {key % 5'000 + 1};
    made.restaurant = {key % 500 + 1};
    made.status = key % 400 == 0 ? OrderStatus::Preparing : OrderStatus::Completed;
    made.drop = place(key);
    made.placed_at = {now_ms - static_cast<std::int64_t>(20'000 - key) * 400'000};
    return made;
  });
}

void fill_others(Store& store) {
  fill<User>(store, 5'000, [](std::uint64_t key) {
    User made;
    made.id = {key};
    made.email = "user" + std::to_string(key) + "@example.org";
    made.phone = "+377" + std::to_string(key);
    return made;
  });
  fill<Payment>(store, 10'000, [](std::uint64_t key) {
    Payment made;
    made.id = {key};
    made.order = {key};
    made.user = {key % 5'000 + 1};
    return made;
  });
  fill<Restaurant>(store, 5'000, [](std::uint64_t key) {
    Restaurant made;
    made.id = {key};
    made.city = "city" + std::to_string(key % 200);
    made.place = place(key);
    return made;
  });
  fill<Rider>(store, 5'000, [](std::uint64_t key) {
    Rider made;
    made.id = {key};
    made.place = place(key);
    return made;
  });
  fill<Delivery>(store, 10'000, [](std::uint64_t key) {
    Delivery made;
    made.id = {key};
    made.order = {key};
    made.rider = {key % 1'000 + 1};
    made.status = DeliveryStatus::Delivered;
    made.requested_at = {now_ms};
    return made;
  });
  fill<Review>(store, 5'000, [](std::uint64_t key) {
    Review made;
    made.order = {key};
    made.restaurant = {key % 500 + 1};
    made.text = "word" + std::to_string(key % 800) + " pizza";
    return made;
  });
}

}  // namespace

class PostgresPlansTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void uses_its_index_data();
  void uses_its_index();
  void finds_orders_by_their_status_document();
  void books_no_rider_twice();

 private:
  const std::string url_ = LocalPostgres::missing().empty() ? test::postgres_server().url() : std::string();
  const std::uint32_t realm_ = test::fresh_realm();
  std::unique_ptr<PostgresStore> store_;
};

void PostgresPlansTest::initTestCase() {
  if (const std::string missing = LocalPostgres::missing(); !missing.empty()) QSKIP(missing.c_str());
  static const std::array types{&record_type<Order>(),  &record_type<User>(),      &record_type<Payment>(),
                                &record_type<Rider>(),  &record_type<Delivery>(),  &record_type<Restaurant>(),
                                &record_type<Review>(), &record_type<RiderShift>()};
  PostgresOptions options;
  options.urls = {url_};
  options.realm = realm_;
  store_ = test::open_realm(options, types);
  fill_orders(*store_);
  fill_others(*store_);
  store_->flush();
  PostgresConnection connection(url_, "plans");
  roll_recent_index(connection, realm_, {now_ms});
  connection.run("ANALYZE");
}

void PostgresPlansTest::uses_its_index_data() {
  QTest::addColumn<QString>("query");
  QTest::addColumn<QString>("index");
  const QString recent = QString::number(recent_orders_from({now_ms}).ms);
  QTest::newRow("order by id") << "SELECT * FROM orders WHERE order_id = 77"
                               << "orders_\\d{4}_\\d\\d_pkey";
  QTest::newRow("orders of a user")
      << "SELECT order_id FROM (SELECT order_id FROM orders WHERE user_id = 7 OFFSET 0) AS f "
         "ORDER BY order_id LIMIT 20"
      << "user_id_idx";
  QTest::newRow("orders of a restaurant") << "SELECT order_id FROM orders WHERE restaurant_id = 7"
                                          << "restaurant_id_idx";
  QTest::newRow("orders by status document")
      << "SELECT order_id FROM orders WHERE status_document @> '{\"status\": \"preparing\"}'"
      << "status_document_idx";
  QTest::newRow("orders by time")
      << "SELECT order_id FROM orders WHERE placed_at BETWEEN 1795000000000 AND 1795001000000 "
         "ORDER BY placed_at, order_id LIMIT 100"
      << "placed_at_idx";
  QTest::newRow("recent orders of a restaurant")
      << "SELECT order_id FROM orders WHERE restaurant_id = 7 AND placed_at >= " + recent << "orders_recent_";
  QTest::newRow("orders by place") << "SELECT order_id FROM orders WHERE point(drop_lon, drop_lat) <@ "
                                      "box(point(70000000, 430000000), point(70100000, 430100000))"
                                   << "point_idx";
  QTest::newRow("user by e-mail") << "SELECT user_id FROM users WHERE email = 'user77@example.org'"
                                  << "users_by_email";
  QTest::newRow("user by phone") << "SELECT user_id FROM users WHERE phone = '+37777'"
                                 << "users_by_phone";
  QTest::newRow("payments of a user") << "SELECT payment_id FROM payments WHERE user_id = 7"
                                      << "user_id|payments_by_user";
  QTest::newRow("payments of an order") << "SELECT payment_id FROM payments WHERE order_id = 7"
                                        << "order_id|payments_by_order";
  QTest::newRow("restaurant by id") << "SELECT * FROM restaurants WHERE restaurant_id = 7"
                                    << "restaurants_pkey";
  QTest::newRow("restaurants of a city") << "SELECT restaurant_id FROM restaurants WHERE city = 'city7'"
                                         << "restaurants_by_city";
  QTest::newRow("restaurants by place") << "SELECT restaurant_id FROM restaurants WHERE point(place_lon, place_lat) <@ "
                                           "box(point(70000000, 430000000), point(70100000, 430100000))"
                                        << "restaurants_by_place";
  QTest::newRow("riders by place") << "SELECT rider_id FROM riders WHERE point(place_lon, place_lat) <@ "
                                      "box(point(70000000, 430000000), point(70100000, 430100000))"
                                   << "riders_by_place";
  QTest::newRow("deliveries of a rider by status")
      << "SELECT delivery_id FROM deliveries WHERE rider_id = 7 AND status = 2"
      << "rider_id_status_idx";
  QTest::newRow("reviews by words")
      << "SELECT order_id FROM reviews WHERE to_tsvector('simple', text) @@ to_tsquery('simple', 'word7')"
      << "reviews_by_text";
  QTest::newRow("reviews of a restaurant") << "SELECT order_id FROM reviews WHERE restaurant_id = 7"
                                           << "reviews_by_restaurant_id";
}

void PostgresPlansTest::uses_its_index() {
  QFETCH(QString, query);
  QFETCH(QString, index);
  PostgresConnection connection(url_, "plans");
  connection.run("SET search_path = " + realm_schema(realm_) + ", public");
  const PostgresRows rows = connection.query("EXPLAIN (COSTS OFF) " + query.toStdString(), {});
  QString plan;
  for (int row = 0; row < rows.rows(); ++row) {
    const std::string_view line = rows.text(row, 0);
    plan += QString::fromUtf8(line.data(), static_cast<qsizetype>(line.size())) + "\n";
  }
  QVERIFY2(plan.contains(QRegularExpression("(Index (Only )?Scan using|Bitmap Index Scan on) \\S*(" + index + ")")),
           qPrintable("no index " + index + " in the plan:\n" + plan));
}

// The document follows the order.
void PostgresPlansTest::finds_orders_by_their_status_document() {
  const auto found = [&] {
    PostgresConnection connection(url_, "plans");
    return connection
        .query("SELECT count(*) FROM " + realm_schema(realm_) +
                   ".orders WHERE status_document @> '{\"status\": \"cancelled\", \"close_reason\": \"too late\"}'",
               {})
        .integer(0, 0);
  };
  QCOMPARE(found(), 0);
  Order order = *get<Order>(*store_, record_type<Order>(), 400);
  order.status = OrderStatus::Cancelled;
  order.close_reason = "too late";
  Batch().put(record_type<Order>(), order, 1).commit(*store_);
  store_->flush();
  QCOMPARE(found(), 1);
}

void PostgresPlansTest::books_no_rider_twice() {
  const auto shift = [](std::uint64_t key, std::int64_t from, std::int64_t to, ShiftStatus status) {
    RiderShift made;
    made.id = {key};
    made.rider = {7};
    made.from = {from};
    made.to = {to};
    made.status = status;
    return made;
  };
  const RecordType& type = record_type<RiderShift>();
  Batch()
      .put(type, shift(1, 0, 100, ShiftStatus::Planned), 0)
      .put(type, shift(2, 100, 200, ShiftStatus::Working), 0)   // one after the other
      .put(type, shift(3, 50, 150, ShiftStatus::Cancelled), 0)  // does not stand
      .commit(*store_);
  store_->flush();
  // What the business would never do: somebody writes past it.
  PostgresConnection connection(url_, "plans");
  QVERIFY_EXCEPTION_THROWN(
      connection.run("UPDATE " + realm_schema(realm_) + ".rider_shifts SET status = 0 WHERE shift_id = 3"),
      PostgresError);
  // A shift that moves out of the way of another in one flush is no clash.
  RiderShift first = *get<RiderShift>(*store_, type, 1), second = *get<RiderShift>(*store_, type, 2);
  std::swap(first.from, second.from);
  std::swap(first.to, second.to);
  Batch().put(type, first, 1).put(type, second, 1).commit(*store_);
  store_->flush();
}

QTEST_GUILESS_MAIN(PostgresPlansTest)
#include "postgres_plans_test.moc"
