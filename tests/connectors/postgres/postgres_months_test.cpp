// SPDX-License-Identifier: Apache-2.0
// Months: partitions made ahead, old ones in cold storage and still readable by id, what expires, and the index over
// the last days.
#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include "connectors/postgres/recent_index.h"
#include "core/catalogue.h"
#include "core/model/records/notification.h"
#include "core/model/records/order.h"
#include "core/model/time_zone.h"
#include "tests/connectors/postgres/realm_tools.h"

using namespace pizza;

namespace {

const std::array types{&record_type<Order>(), &record_type<Notification>()};

Instant day(std::int32_t year, std::int32_t month, std::int32_t day_of_month) {
  return {days_of({year, month, day_of_month}) * days(1).ms};
}

Order order(std::uint64_t key, Instant placed_at) {
  Order made;
  made.id = {key};
  made.user = {key % 9 + 1};
  made.placed_at = placed_at;
  made.total = {static_cast<std::int64_t>(key), Currency::EUR};
  made.close_reason = "reason \"" + std::to_string(key) + "\"";
  return made;
}

std::optional<Order> find(Store& store, std::uint64_t key) {
  return get<Order>(store, record_type<Order>(), key);
}

void keep_house(PostgresStore& store, Instant now, std::size_t rows = 100) {
  int pieces = 0;
  while (store.keep_house(now, rows)) QVERIFY(++pieces < 1000);
}

}  // namespace

class PostgresMonthsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void makes_months_ahead_and_on_demand();
  void reads_from_cold_storage_by_id();
  void takes_changes_back_to_cold_storage();
  void keeps_erased_records_erased();
  void starts_again_when_a_month_changes();
  void sweeps_what_expired();
  void rolls_the_index_over_the_last_days();
  void writes_files_that_gunzip_reads();
  void says_which_file_is_damaged();

 private:
  PostgresOptions options() {
    PostgresOptions made;
    made.urls = {test::postgres_server().url()};
    made.realm = test::fresh_realm();
    made.cold_folder = folder_.filePath("cold").toStdString();
    made.records_held = 1;
    return made;
  }
  // Orders 1..n of May, n+1..2n of June, … of 2026.
  void fill(PostgresStore& store, std::uint64_t a_month) {
    std::uint64_t key = 0;
    for (std::int32_t month = 5; month <= 11; ++month) {
      Batch batch;
      for (std::uint64_t i = 0; i < a_month; ++i) {
        ++key;
        batch.put(record_type<Order>(), order(key, day(2026, month, 1 + static_cast<std::int32_t>(i % 28))), 0);
      }
      QCOMPARE(batch.commit(store), CommitOutcome::Committed);
    }
    store.flush();
  }
  std::int64_t partitions(std::uint32_t realm) {
    PostgresConnection reader(test::postgres_server().url(), "reader");
    return reader
        .query(
            "SELECT count(*) FROM pg_inherits WHERE inhparent = 'realm_" + std::to_string(realm) + ".orders'::regclass",
            {})
        .integer(0, 0);
  }
  QTemporaryDir folder_;
};

void PostgresMonthsTest::initTestCase() {
  if (const std::string missing = LocalPostgres::missing(); !missing.empty()) QSKIP(missing.c_str());
}

void PostgresMonthsTest::makes_months_ahead_and_on_demand() {
  const auto made = options();
  const auto store = test::open_realm(made, types);
  QCOMPARE(partitions(made.realm), 0);
  keep_house(*store, day(2026, 11, 27));
  QCOMPARE(partitions(made.realm), 3);
  fill(*store, 3);
  QCOMPARE(partitions(made.realm), 9);
  // An order that moves to another month is there once.
  Order moved = *find(*store, 1);
  moved.placed_at = day(2026, 12, 24);
  Batch().put(record_type<Order>(), moved, 1).commit(*store);
  store->flush();
  QCOMPARE(store->count(record_type<Order>()), std::size_t{21});
  QCOMPARE(scanned(*store, record_type<Order>()).size(), std::size_t{21});
  QVERIFY(find(*test::open_realm(made, types), 1)->placed_at == moved.placed_at);
}

void PostgresMonthsTest::reads_from_cold_storage_by_id() {
  const auto made = options();
  auto store = test::open_realm(made, types);
  fill(*store, 300);
  // Seven months on, May is copied; thirteen months on it is in cold storage only.
  keep_house(*store, day(2026, 12, 1));
  QCOMPARE(partitions(made.realm), 10);
  keep_house(*store, day(2027, 6, 1));
  QCOMPARE(store->count(record_type<Order>()), std::size_t{1'800});
  QVERIFY(std::filesystem::exists(made.cold_folder / realm_schema(made.realm) / "orders_2026_05.index"));
  for (int time = 0; time < 2; ++time) {
    for (const std::uint64_t key : {1, 256, 257, 300, 301, 2'100}) {
      Order expected = order(key, day(2026,
                                      key <= 300   ? 5
                                      : key <= 600 ? 6
                                                   : 11,
                                      1 + static_cast<int>((key - 1) % 300 % 28)));
      const auto found = find(*store, key);
      QVERIFY(found);
      QVERIFY(found->placed_at == expected.placed_at && found->close_reason == expected.close_reason);
      QVERIFY(found->user == expected.user && found->version.value == 1);
    }
    QVERIFY(!find(*store, 2'101));
    store = test::open_realm(made, types);
  }
  QCOMPARE(store->allocate(record_type<Order>()), std::uint64_t{2'101});
}

void PostgresMonthsTest::takes_changes_back_to_cold_storage() {
  const auto made = options();
  const auto store = test::open_realm(made, types);
  fill(*store, 300);
  keep_house(*store, day(2027, 6, 1));
  Order changed = *find(*store, 7);
  changed.close_reason = "changed";
  QCOMPARE(Batch().put(record_type<Order>(), changed, 1).commit(*store), CommitOutcome::Committed);
  store->flush();
  QCOMPARE(store->count(record_type<Order>()), std::size_t{1'801});
  keep_house(*store, day(2027, 6, 1));
  QCOMPARE(store->count(record_type<Order>()), std::size_t{1'800});
  const auto next = test::open_realm(made, types);
  QCOMPARE(find(*next, 7)->close_reason, std::string("changed"));
  QCOMPARE(find(*next, 7)->version.value, 2u);
  QCOMPARE(find(*next, 8)->version.value, 1u);
  QCOMPARE(find(*next, 300)->version.value, 1u);
}

void PostgresMonthsTest::keeps_erased_records_erased() {
  const auto made = options();
  const auto store = test::open_realm(made, types);
  fill(*store, 40);
  keep_house(*store, day(2027, 6, 1));
  QVERIFY(find(*store, 7));
  QCOMPARE(Batch().erase(record_type<Order>(), 7, 1).commit(*store), CommitOutcome::Committed);
  store->flush();
  QVERIFY(!find(*store, 7));
  QVERIFY(!find(*test::open_realm(made, types), 7));
  const auto next = test::open_realm(made, types);
  Order other = *find(*next, 8);
  other.close_reason = "so that the month is written again";
  Batch().put(record_type<Order>(), other, 1).commit(*next);
  keep_house(*next, day(2027, 6, 1));
  QVERIFY(!find(*next, 7) && find(*next, 9));
  ColdStorage storage(made.cold_folder / realm_schema(made.realm));
  QVERIFY(!storage.find("orders", 7) && storage.find("orders", 8));
}

void PostgresMonthsTest::starts_again_when_a_month_changes() {
  const auto made = options();
  const auto store = test::open_realm(made, types);
  fill(*store, 50);
  const Instant now = day(2027, 6, 1);
  while (partitions(made.realm) < 10) store->keep_house(now, 20);
  store->keep_house(now, 20);  // some of May is copied
  Order changed = *find(*store, 3);
  changed.close_reason = "late";
  Batch().put(record_type<Order>(), changed, 1).commit(*store);
  keep_house(*store, now, 20);
  QCOMPARE(find(*test::open_realm(made, types), 3)->close_reason, std::string("late"));
  QVERIFY(find(*test::open_realm(made, types), 50));
}

void PostgresMonthsTest::sweeps_what_expired() {
  const auto made = options();
  const auto store = test::open_realm(made, types);
  Batch batch;
  for (std::uint64_t key = 1; key <= 30; ++key) {
    Notification note;
    note.id = {key};
    note.queued_at = day(2026, key <= 20 ? 6 : 11, 1);
    batch.put(record_type<Notification>(), note, 0);
  }
  batch.commit(*store);
  keep_house(*store, day(2026, 11, 27), 7);
  QCOMPARE(store->count(record_type<Notification>()), std::size_t{10});
  QCOMPARE(test::open_realm(made, types)->count(record_type<Notification>()), std::size_t{10});
}

void PostgresMonthsTest::rolls_the_index_over_the_last_days() {
  const auto made = options();
  const auto store = test::open_realm(made, types);
  fill(*store, 40);
  const std::string url = made.urls.front();
  PostgresConnection reader(url, "reader");
  const auto indexes = [&] {
    return reader
        .query("SELECT count(*) FROM pg_indexes WHERE schemaname = $1::text AND indexname LIKE 'orders_recent%'",
               Parameters().add(std::string_view(realm_schema(made.realm))))
        .integer(0, 0);
  };
  const Instant friday = day(2026, 11, 27);
  QVERIFY(roll_recent_index(reader, made.realm, friday));
  QCOMPARE(indexes(), 1);  // of November; October is over
  QVERIFY(!roll_recent_index(reader, made.realm, friday));
  QVERIFY(roll_recent_index(reader, made.realm, friday + days(7)));
  QCOMPARE(indexes(), 1);
  // A month's first days need the last days of the one before.
  keep_house(*store, day(2026, 12, 8));
  roll_recent_index(reader, made.realm, day(2026, 12, 4));
  QCOMPARE(indexes(), 2);
  QVERIFY(recent_orders_from(friday) <= friday - days(7) && recent_orders_from(friday) > friday - days(15));
}

void PostgresMonthsTest::writes_files_that_gunzip_reads() {
  ColdStorage storage(folder_.filePath("plain").toStdString());
  {
    ColdStorage::Writer writer(storage, "orders", {2026, 5});
    for (std::uint64_t key = 1; key <= 1000; ++key)
      writer.add(key * 2, "{\"order_id\":" + std::to_string(key * 2) + "}");
    writer.finish();
  }
  {
    ColdStorage::Writer unfinished(storage, "orders", {2026, 6});
    unfinished.add(5000, "{}");
  }
  QVERIFY(!storage.find("orders", 5000));
  QCOMPARE(storage.find("orders", 2000).value(), std::string("{\"order_id\":2000}"));
  QVERIFY(!storage.find("orders", 1999) && !storage.find("orders", 2001) && !storage.find("others", 2));
  QProcess gunzip;
  gunzip.start("gzip", {"-dc", folder_.filePath("plain/orders_2026_05.1.gz")});
  QVERIFY(gunzip.waitForFinished());
  QCOMPARE(gunzip.readAllStandardOutput().count('\n'), 1000);
}

void PostgresMonthsTest::says_which_file_is_damaged() {
  const std::filesystem::path folder = folder_.filePath("damaged").toStdString();
  {
    ColdStorage storage(folder);
    ColdStorage::Writer writer(storage, "orders", {2026, 5});
    writer.add(1, "{}");
    writer.finish();
  }
  std::filesystem::resize_file(folder / "orders_2026_05.1.gz", 10);
  const ColdStorage storage(folder);
  try {
    storage.find("orders", 1);
    QFAIL("read");
  } catch (const StoreError& error) {
    QVERIFY2(QString(error.what()).contains("orders_2026_05.1.gz"), error.what());
  }
}

QTEST_GUILESS_MAIN(PostgresMonthsTest)
#include "postgres_months_test.moc"
