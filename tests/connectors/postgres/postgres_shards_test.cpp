// SPDX-License-Identifier: Apache-2.0
// Users spread over several databases: flushes that touch all of them, deaths in between, and spreading them anew.
#include <QtTest>

#include "core/catalogue.h"
#include "core/model/records/order.h"
#include "core/model/records/user.h"
#include "tests/connectors/postgres/realm_tools.h"
#include "tests/support/cutting_proxy.h"

using namespace pizza;
using test::CuttingProxy;

namespace {

const std::array types{&record_type<User>(), &record_type<Order>(), &record_type<Basket>()};
constexpr std::uint64_t users = 40;

// Orders 1..n of users 1..40, over half a year.
Order order(std::uint64_t key) {
  Order made;
  made.id = {key};
  made.user = {key % users + 1};
  made.restaurant = {key % 7 + 1};
  made.total = {static_cast<std::int64_t>(key * 100), Currency::EUR};
  made.placed_at = Instant{1'795'201'200'000} + days(static_cast<std::int64_t>(key % 180));
  return made;
}

void add_orders(Store& store, std::uint64_t first, std::uint64_t last) {
  Batch batch;
  for (std::uint64_t key = first; key <= last; ++key) {
    batch.put(record_type<Order>(), order(key), 0);
    Basket basket;
    basket.order = {key};
    batch.put(record_type<Basket>(), basket, 0);
  }
  QCOMPARE(batch.commit(store), CommitOutcome::Committed);
}
void add_users(Store& store) {
  Batch batch;
  for (std::uint64_t key = 1; key <= users; ++key) {
    User user;
    user.id = {key};
    user.email = "user" + std::to_string(key) + "@example.org";
    batch.put(record_type<User>(), user, 0);
  }
  QCOMPARE(batch.commit(store), CommitOutcome::Committed);
}

Keys orders_of(Store& store, UserId user) {
  Keys keys;
  const RecordType& type = record_type<Order>();
  store.find_equal(type, type.index_position(field_number<&Order::user>()), index_value(user), no_limit, keys);
  return keys;
}

// Everything is there, once, and found by id and by user.
void check_orders(Store& store, std::uint64_t count) {
  QCOMPARE(store.count(record_type<Order>()), static_cast<std::size_t>(count));
  QCOMPARE(scanned(store, record_type<Order>()).size(), static_cast<std::size_t>(count));
  QCOMPARE(store.count(record_type<User>()), static_cast<std::size_t>(users));
  std::size_t found = 0;
  for (std::uint64_t user = 1; user <= users; ++user) {
    for (const std::uint64_t key : orders_of(store, {user})) {
      const auto one = get<Order>(store, record_type<Order>(), key);
      QVERIFY(one && one->user == UserId{user} && one->total.minor == static_cast<std::int64_t>(key * 100));
      ++found;
    }
  }
  QCOMPARE(found, static_cast<std::size_t>(count));
}

}  // namespace

class PostgresShardsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void keeps_each_user_in_one_database_data();
  void keeps_each_user_in_one_database();
  void commits_everywhere_or_nowhere_data();
  void commits_everywhere_or_nowhere();
  void ends_what_a_dead_owner_prepared();
  void spreads_anew_while_it_works_data();
  void spreads_anew_while_it_works();
  void goes_on_spreading_after_a_death();
  void refuses_too_few_databases();
  void refuses_databases_in_another_order();

 private:
  std::vector<std::string> fresh_databases(std::size_t count) {
    std::vector<std::string> urls;
    for (std::size_t i = 0; i < count; ++i)
      urls.push_back(test::postgres_server().create_database("shard_" + std::to_string(++last_)));
    return urls;
  }
  std::int64_t rows(const std::string& url, const std::string& table) {
    PostgresConnection reader(url, "reader");
    return reader.query("SELECT count(*) FROM realm_1." + table, {}).integer(0, 0);
  }
  std::int64_t prepared(const std::string& url) {
    PostgresConnection reader(url, "reader");
    return reader.query("SELECT count(*) FROM pg_prepared_xacts WHERE database = current_database()", {}).integer(0, 0);
  }
  PostgresOptions spread(std::vector<std::string> urls, ShardMap map) {
    PostgresOptions options;
    options.urls = std::move(urls);
    options.realm = 1;
    options.users = std::move(map);
    options.records_held = 20;
    return options;
  }
  int last_ = 0;
};

void PostgresShardsTest::initTestCase() {
  if (const std::string missing = LocalPostgres::missing(); !missing.empty()) QSKIP(missing.c_str());
}

void PostgresShardsTest::keeps_each_user_in_one_database_data() {
  QTest::addColumn<bool>("hashed");
  QTest::newRow("by range") << false;
  QTest::newRow("by hash") << true;
}

void PostgresShardsTest::keeps_each_user_in_one_database() {
  QFETCH(bool, hashed);
  const auto urls = fresh_databases(3);
  const auto options = spread(urls, hashed ? ShardMap::by_hash(3) : ShardMap::by_ranges({0, 11, 31}));
  {
    const auto store = test::open_realm(options, types);
    add_users(*store);
    add_orders(*store, 1, 200);
    store->flush();
    check_orders(*store, 200);
  }
  if (!hashed) {
    QCOMPARE(rows(urls[0], "users"), 10);
    QCOMPARE(rows(urls[1], "users"), 20);
    QCOMPARE(rows(urls[1], "orders"), 100);
    QCOMPARE(rows(urls[2], "orders"), 50);
  }
  QCOMPARE(rows(urls[0], "orders") + rows(urls[1], "orders") + rows(urls[2], "orders"), 200);
  QCOMPARE(rows(urls[0], "baskets"), 200);
  const auto store = test::open_realm(options, types);
  check_orders(*store, 200);
  // An order changes hands, and one goes.
  Order moved = *get<Order>(*store, record_type<Order>(), 5);
  moved.user = {40};
  Batch().put(record_type<Order>(), moved, 1).erase(record_type<Order>(), 6, 1).commit(*store);
  store->flush();
  QCOMPARE(scanned(*store, record_type<Order>()).size(), std::size_t{199});
  QVERIFY(get<Order>(*test::open_realm(options, types), record_type<Order>(), 5)->user == UserId{40});
}

void PostgresShardsTest::commits_everywhere_or_nowhere_data() {
  QTest::addColumn<int>("database");
  QTest::addColumn<bool>("answer");
  QTest::addColumn<QString>("word");
  QTest::newRow("shard never prepares") << 1 << false << "PREPARE TRANSACTION";
  QTest::newRow("shard's answer is lost") << 1 << true << "PREPARE TRANSACTION";
  QTest::newRow("home never decides") << 0 << false << "COMMIT";
  QTest::newRow("home's answer is lost") << 0 << true << "COMMIT";
  QTest::newRow("shard never hears") << 1 << false << "COMMIT PREPARED";
  QTest::newRow("shard heard, answer lost") << 1 << true << "COMMIT PREPARED";
}

void PostgresShardsTest::commits_everywhere_or_nowhere() {
  QFETCH(int, database);
  QFETCH(bool, answer);
  QFETCH(QString, word);
  const auto urls = fresh_databases(2);
  CuttingProxy proxy(test::postgres_server().port());
  auto broken = urls;
  auto& through = broken[static_cast<std::size_t>(database)];
  through = proxy.through(through);
  const auto store = test::open_realm(spread(broken, ShardMap::by_ranges({0, 21})), types);
  add_users(*store);
  store->flush();
  add_orders(*store, 1, 80);
  proxy.arm(answer ? CuttingProxy::Cut::AfterAnswer : CuttingProxy::Cut::BeforeWord, word.toStdString());
  store->flush();
  QCOMPARE(proxy.cuts(), 1);
  check_orders(*store, 80);
  QCOMPARE(prepared(urls[1]), 0);
  check_orders(*test::open_realm(spread(urls, ShardMap::by_ranges({0, 21})), types), 80);
}

void PostgresShardsTest::ends_what_a_dead_owner_prepared() {
  const auto urls = fresh_databases(2);
  const auto options = spread(urls, ShardMap::by_ranges({0, 21}));
  std::uint64_t token = 0;
  {
    const auto store = test::open_realm(options, types);
    add_users(*store);
    store->flush();
    token = RealmLease(urls[0], "look", "").owners().front().token;
  }
  // One that home has decided, and one that it has not.
  PostgresConnection shard(urls[1], "dead");
  const std::string name = "pizza:1:" + std::to_string(token) + ":";
  shard.run("BEGIN; UPDATE realm_1.users SET name = 'decided' WHERE user_id = 30; PREPARE TRANSACTION '" + name +
            "1:1'");
  shard.run("BEGIN; DELETE FROM realm_1.users WHERE user_id = 31; PREPARE TRANSACTION '" + name + "2:1'");
  const auto heir = test::open_realm(options, types);
  QCOMPARE(prepared(urls[1]), 0);
  QCOMPARE(get<User>(*heir, record_type<User>(), 30)->name, std::string("decided"));
  QVERIFY(get<User>(*heir, record_type<User>(), 31));
}

void PostgresShardsTest::spreads_anew_while_it_works_data() {
  QTest::addColumn<int>("before");
  QTest::addColumn<int>("after");
  QTest::newRow("2 to 4") << 2 << 4;
  QTest::newRow("4 to 3") << 4 << 3;
  QTest::newRow("1 to 2") << 1 << 2;
}

void PostgresShardsTest::spreads_anew_while_it_works() {
  QFETCH(int, before);
  QFETCH(int, after);
  const auto urls = fresh_databases(static_cast<std::size_t>(std::max(before, after)));
  const auto few = std::vector(urls.begin(), urls.begin() + before);
  {
    const auto store = test::open_realm(spread(few, ShardMap::by_hash(static_cast<std::uint32_t>(before))), types);
    add_users(*store);
    add_orders(*store, 1, 200);
    store->flush();
  }
  const ShardMap wanted = ShardMap::by_hash(static_cast<std::uint32_t>(after));
  const auto store = test::open_realm(spread(urls, wanted), types);
  QVERIFY(store->resharding());
  std::uint64_t count = 200;
  int steps = 0;
  for (bool more = true; more; ++steps) {
    add_orders(*store, count + 1, count + 10);
    count += 10;
    more = store->reshard(7);
    check_orders(*store, count);
    if (QTest::currentTestFailed()) return;
  }
  QVERIFY(steps >= 6);
  QVERIFY(!store->resharding() && !store->reshard());
  for (std::size_t i = 0; i < urls.size(); ++i) {
    std::int64_t expected = 0;
    for (std::uint64_t key = 1; key <= count; ++key) expected += wanted.shard_of(order(key).user.value) == i;
    QCOMPARE(rows(urls[i], "orders"), expected);
  }
  const auto all = std::vector(urls.begin(), urls.begin() + after);
  check_orders(*test::open_realm(spread(all, wanted), types), count);
}

void PostgresShardsTest::goes_on_spreading_after_a_death() {
  const auto urls = fresh_databases(2);
  const ShardMap wanted = ShardMap::by_ranges({0, 21});
  {
    const auto store = test::open_realm(spread({urls[0]}, ShardMap::by_hash(1)), types);
    add_users(*store);
    add_orders(*store, 1, 120);
    store->flush();
  }
  {
    CuttingProxy proxy(test::postgres_server().port());
    const auto store = test::open_realm(spread({urls[0], proxy.through(urls[1])}, wanted), types);
    QVERIFY(store->reshard(25));
    proxy.arm(CuttingProxy::Cut::BeforeWord, "PREPARE TRANSACTION");
    QVERIFY_EXCEPTION_THROWN(store->reshard(5), StoreUnavailable);
    check_orders(*store, 120);
  }
  const auto store = test::open_realm(spread(urls, wanted), types);
  QVERIFY(store->resharding());
  check_orders(*store, 120);
  while (store->reshard(5))
    add_orders(*store, store->count(record_type<Order>()) + 1, store->count(record_type<Order>()) + 3);
  check_orders(*store, store->count(record_type<Order>()));
  QCOMPARE(rows(urls[0], "users"), 20);
}

void PostgresShardsTest::refuses_too_few_databases() {
  const auto urls = fresh_databases(2);
  test::open_realm(spread(urls, ShardMap::by_hash(2)), types);
  QVERIFY_EXCEPTION_THROWN(test::open_realm(spread({urls[0]}, ShardMap::by_hash(1)), types), StoreError);
}

void PostgresShardsTest::refuses_databases_in_another_order() {
  auto urls = fresh_databases(3);
  test::open_realm(spread(urls, ShardMap::by_hash(3)), types);
  std::swap(urls[1], urls[2]);
  QVERIFY_EXCEPTION_THROWN(test::open_realm(spread(urls, ShardMap::by_hash(3)), types), StoreError);
  std::swap(urls[1], urls[2]);
  test::open_realm(spread(urls, ShardMap::by_hash(3)), types);
}

QTEST_GUILESS_MAIN(PostgresShardsTest)
#include "postgres_shards_test.moc"
