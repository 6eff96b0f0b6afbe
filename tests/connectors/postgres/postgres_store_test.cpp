// SPDX-License-Identifier: Apache-2.0
// What a realm in PostgreSQL must do beyond the contract: when answers are lost, servers die and owners change.
#include <QtTest>

#include "connectors/bus/in_process_bus.h"
#include "core/catalogue.h"
#include "core/model/event_id.h"
#include "tests/connectors/postgres/realm_tools.h"
#include "tests/support/cutting_proxy.h"
#include "tests/support/forwarding_store.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::CuttingProxy;

namespace {

// The core's own flushes are kept from the store: the test says when.
struct NeverFlushed : test::ForwardingStore {
  using ForwardingStore::ForwardingStore;
  void flush() override {}
};

}  // namespace

class PostgresStoreTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void takes_a_commit_whose_answer_was_lost_for_one();
  void repeats_a_flush_that_never_arrived();
  void forgets_no_erasure_when_in_doubt();
  void keeps_everything_while_the_server_is_away();
  void gives_up_on_a_server_that_does_not_answer();
  void loses_no_order_while_the_server_dies_again_and_again();
  void tries_again_after_a_deadlock();
  void writes_nothing_once_another_owner_came();
  void gives_a_realm_to_one_owner_at_a_time();
  void lists_who_owns_what();
  void takes_texts_that_postgres_cannot_hold();
  void refuses_a_field_that_changed();
  void adds_a_field_that_came();
  void keeps_published_rows_apart_from_consumed_ones();
  void names_events_the_same_each_time();
  void hides_passwords_in_messages();

 private:
  std::string url() { return test::postgres_server().url(); }
};

void PostgresStoreTest::initTestCase() {
  if (const std::string missing = LocalPostgres::missing(); !missing.empty()) QSKIP(missing.c_str());
}

void PostgresStoreTest::takes_a_commit_whose_answer_was_lost_for_one() {
  CuttingProxy proxy(test::postgres_server().port());
  const std::uint32_t realm = test::fresh_realm();
  const auto store = test::open_realm(proxy.through(url()), realm);
  Batch().insert(sample(1)).send(1, "Placed").commit(*store);
  proxy.arm(CuttingProxy::Cut::AfterAnswer, "COMMIT");
  store->flush();
  QCOMPARE(proxy.cuts(), 1);
  QCOMPARE(store->flushes(), std::uint64_t{1});  // not written twice
  QCOMPARE(store->count(sample_type()), std::size_t{1});
  Batch().erase(sample_type(), 1, 1).consume(1).commit(*store);
  store->flush();
  const auto next = test::open_realm(url(), realm);
  QCOMPARE(next->count(sample_type()), std::size_t{0});
  QVERIFY(waiting(*next).empty());
}

void PostgresStoreTest::repeats_a_flush_that_never_arrived() {
  CuttingProxy proxy(test::postgres_server().port());
  const std::uint32_t realm = test::fresh_realm();
  const auto store = test::open_realm(proxy.through(url()), realm);
  Batch().insert(sample(1)).insert(sample(2)).commit(*store);
  proxy.arm(CuttingProxy::Cut::BeforeWord, "COMMIT");
  store->flush();
  QCOMPARE(proxy.cuts(), 1);
  QCOMPARE(store->flushes(), std::uint64_t{2});
  QCOMPARE(test::open_realm(url(), realm)->count(sample_type()), std::size_t{2});
}

// The record is in the database or not; it goes before anybody knows.
void PostgresStoreTest::forgets_no_erasure_when_in_doubt() {
  LocalPostgresOptions options;
  options.durable = false;
  LocalPostgres server(options);
  auto proxy = std::make_unique<CuttingProxy>(server.port());
  const auto store = test::open_realm(proxy->through(server.url()), 1);
  Batch().insert(sample(1)).insert(sample(2)).send(1, "Placed").commit(*store);
  // The answer is lost, and the server is gone before it can be asked.
  proxy->arm(CuttingProxy::Cut::AfterAnswer, "COMMIT");
  std::thread killer([&] {
    while (proxy->cuts() == 0) std::this_thread::yield();
    server.kill();
  });
  bool away = false;
  try {
    store->flush();
  } catch (const StoreUnavailable&) {
    away = true;
  }
  killer.join();
  server.start();
  if (away) QCOMPARE(store->count(sample_type()), std::size_t{2});
  Batch().erase(sample_type(), 1, 1).consume(1).commit(*store);
  store->flush();
  QCOMPARE(store->count(sample_type()), std::size_t{1});
  const auto next = test::open_realm(server.url(), 1);
  QCOMPARE(scanned(*next, sample_type()), Keys{2});
  QVERIFY(waiting(*next).empty());
}

void PostgresStoreTest::keeps_everything_while_the_server_is_away() {
  LocalPostgresOptions options;
  options.durable = false;
  LocalPostgres server(options);
  const auto store = test::open_realm(server.url(), 1);
  Batch().insert(sample(1)).commit(*store);
  store->flush();
  Sample edited = *get(*store, 1);
  edited.owner = {77};
  QCOMPARE(Batch().edit(edited).insert(sample(2)).commit(*store), CommitOutcome::Committed);
  server.kill();
  QVERIFY_EXCEPTION_THROWN(store->flush(), StoreUnavailable);
  // What has to be asked for cannot be decided, and changes nothing; what is in memory goes on.
  QVERIFY_EXCEPTION_THROWN(Batch().insert(sample(3)).commit(*store), StoreUnavailable);
  QCOMPARE(Batch().put(note_type(), Note{{1}, "meanwhile", {}}, 0).commit(*store), CommitOutcome::Committed);
  QVERIFY_EXCEPTION_THROWN(store->flush(), StoreUnavailable);
  QVERIFY(get(*store, 1)->owner == UserId{77});
  server.start();
  store->flush();
  const auto next = test::open_realm(server.url(), 1);
  QVERIFY(get(*next, 1)->owner == UserId{77});
  QVERIFY(get(*next, 2) && !get(*next, 3));
  QVERIFY(get<Note>(*next, note_type(), 1));
}

void PostgresStoreTest::gives_up_on_a_server_that_does_not_answer() {
  LocalPostgresOptions quick;
  quick.durable = false;
  LocalPostgres server(quick);
  PostgresOptions options;
  options.urls = {server.url()};
  options.realm = 1;
  options.patience = milliseconds(200);
  const auto store = test::open_realm(options);
  Batch().insert(sample(1)).commit(*store);
  server.freeze();
  QVERIFY_EXCEPTION_THROWN(store->flush(), StoreUnavailable);
  QCOMPARE(store->waiting_records(), std::size_t{1});
  server.thaw();
  bool through = false;
  for (int time = 0; time < 1000 && !through; ++time) {
    try {
      store->flush();
      through = true;
    } catch (const StoreUnavailable&) {
    }
  }
  QVERIFY(through);
  QCOMPARE(store->waiting_records(), std::size_t{0});
  QCOMPARE(test::open_realm(server.url(), 1)->count(sample_type()), std::size_t{1});
}

// Whole orders through the core; every few, the server is killed around a flush and comes back.
void PostgresStoreTest::loses_no_order_while_the_server_dies_again_and_again() {
  LocalPostgresOptions quick;
  quick.durable = false;
  LocalPostgres server(quick);
  constexpr int orders = 40;
  PostgresOptions options;
  options.urls = {server.url()};
  options.realm = 1;
  options.records_held = 1'000'000;
  {
    const auto store = test::open_realm(options, all_record_types());
    NeverFlushed calm(*store);
    InProcessBus bus;
    test::HandWorld world(calm, bus);
    auto cast = world.open_shop();
    for (int i = 1; i <= orders; ++i) {
      world.clock.at = world.clock.at + milliseconds(10);
      world.whole_order(cast);
      if (i % 10 == 5) server.kill();
      try {
        store->flush();
        QVERIFY(i % 10 != 5);
      } catch (const StoreUnavailable&) {
        server.start();
      }
    }
    store->flush();
    QCOMPARE(world.ledger_sum(), std::int64_t{0});
  }
  const auto store = test::open_realm(options, all_record_types());
  QCOMPARE(store->count(record_type<Order>()), static_cast<std::size_t>(orders));
  std::int64_t sum = 0;
  store->scan(record_type<LedgerEntry>(),
              [&](std::uint64_t, const void* record) { sum += static_cast<const LedgerEntry*>(record)->amount.minor; });
  QCOMPARE(sum, std::int64_t{0});
  store->scan(record_type<Order>(), [&](std::uint64_t, const void* record) {
    QVERIFY(static_cast<const Order*>(record)->status == OrderStatus::Completed);
  });
  QVERIFY(waiting(*store).empty());
}

// A trigger plays the rival: the first try is no serialization, the second a deadlock. Sequences are not rolled back.
void PostgresStoreTest::tries_again_after_a_deadlock() {
  const std::uint32_t realm = test::fresh_realm();
  const auto store = test::open_realm(url(), realm);
  const std::string schema = "realm_" + std::to_string(realm);
  PostgresConnection other(url(), "other");
  other.run("SET search_path = " + schema +
            "; CREATE SEQUENCE tries; CREATE FUNCTION rival() RETURNS trigger LANGUAGE plpgsql AS $$ DECLARE n bigint; "
            "BEGIN n := nextval('" +
            schema +
            ".tries'); "
            "IF n = 1 THEN RAISE EXCEPTION 'first' USING ERRCODE = '40001'; END IF; "
            "IF n = 2 THEN RAISE EXCEPTION 'second' USING ERRCODE = '40P01'; END IF; RETURN NEW; END $$; "
            "CREATE TRIGGER rival BEFORE INSERT ON notes FOR EACH ROW EXECUTE FUNCTION rival()");
  Batch().insert(sample(1)).put(note_type(), Note{{1}, "a", {}}, 0).send(1, "Placed").commit(*store);
  store->flush();
  QCOMPARE(store->flushes(), std::uint64_t{3});
  const auto next = test::open_realm(url(), realm);
  QVERIFY(get(*next, 1) && get<Note>(*next, note_type(), 1));
  QCOMPARE(waiting(*next), Keys{1});
}

void PostgresStoreTest::writes_nothing_once_another_owner_came() {
  const std::uint32_t realm = test::fresh_realm();
  const auto old = test::open_realm(url(), realm);
  Batch().insert(sample(1)).commit(*old);
  old->flush();
  const auto heir = test::open_realm(url(), realm);
  Batch().insert(sample(2)).commit(*old);
  QVERIFY_EXCEPTION_THROWN(old->flush(), FencedOut);
  QVERIFY_EXCEPTION_THROWN(old->flush(), FencedOut);
  Batch().insert(sample(3)).commit(*heir);
  heir->flush();
  QCOMPARE(scanned(*heir, sample_type()), (Keys{1, 3}));
  PostgresOptions late;
  late.urls = {url()};
  late.realm = realm;
  late.token = 1;
  const std::array types{&sample_type(), &note_type()};
  QVERIFY_EXCEPTION_THROWN(PostgresStore(late, types), FencedOut);
}

void PostgresStoreTest::gives_a_realm_to_one_owner_at_a_time() {
  const std::uint32_t realm = test::fresh_realm();
  RealmLease one(url(), "one", "host:1"), two(url(), "two", "host:2");
  const auto first = one.acquire(realm, minutes(1));
  QVERIFY(first.has_value());
  QVERIFY(!two.acquire(realm, minutes(1)));
  QVERIFY(one.renew(realm, *first, minutes(1)));
  one.release(realm, *first);
  const auto second = two.acquire(realm, Duration{-1});  // over as soon as it is given
  QVERIFY(second && *second > *first);
  QVERIFY(!one.renew(realm, *first, minutes(1)));
  const auto third = one.acquire(realm, minutes(1));
  QVERIFY(third && *third > *second);
  one.release(realm, *second);  // not its own any more
  QVERIFY(!two.acquire(realm, minutes(1)));
}

void PostgresStoreTest::lists_who_owns_what() {
  const std::uint32_t held = test::fresh_realm(), over = test::fresh_realm();
  RealmLease lease(url(), "lister", "10.0.0.1:8443");
  lease.acquire(held, minutes(1));
  lease.acquire(over, Duration{-1});
  int seen = 0;
  for (const RealmOwner& owner : lease.owners()) {
    if (owner.realm != held && owner.realm != over) continue;
    ++seen;
    QCOMPARE(owner.owner, std::string("lister"));
    QCOMPARE(owner.address, std::string("10.0.0.1:8443"));
    QCOMPARE(owner.live, owner.realm == held);
  }
  QCOMPARE(seen, 2);
}

void PostgresStoreTest::takes_texts_that_postgres_cannot_hold() {
  const std::uint32_t realm = test::fresh_realm();
  const auto store = test::open_realm(url(), realm);
  Sample odd = sample(1);
  odd.email = std::string("nul\0inside", 10);
  odd.nickname = "\xEF\xBF\xBF marked";
  odd.password = "\xFF\xFE no utf-8";
  odd.tags = {std::string("a\0b", 3), "\xC3", "\xEF\xBF\xBF", "'; DROP TABLE samples; --"};
  odd.favourite.toppings[0].name = std::string("\0", 1);
  Batch().insert(odd).commit(*store);
  store->flush();
  odd.version = {1};
  const auto next = test::open_realm(url(), realm);
  QVERIFY(get(*next, 1) == odd);
  QCOMPARE(equal<&Sample::email>(*next, odd.email), Keys{1});
  QCOMPARE(equal<&Sample::nickname>(*next, *odd.nickname), Keys{1});
}

namespace {

// The notes as a later program could have them.
struct Note2 {
  Id<struct Note2> id;
  std::string text;
  Version version;
  Instant read_at;
  std::optional<Money> price;
  static constexpr auto description() {
    return record("notes", key<&Note2::id>("note_id"), field<&Note2::text>("text", Index::FullText),
                  field<&Note2::version>("version"), field<&Note2::read_at>("read_at", Index::Ordered),
                  field<&Note2::price>("price"));
  }
};
struct Note3 {
  Id<struct Note3> id;
  std::int64_t text = 0;
  Version version;
  static constexpr auto description() {
    return record("notes", key<&Note3::id>("note_id"), field<&Note3::text>("text"), field<&Note3::version>("version"));
  }
};

}  // namespace

void PostgresStoreTest::refuses_a_field_that_changed() {
  PostgresOptions options;
  options.urls = {url()};
  options.realm = test::fresh_realm();
  test::open_realm(options);
  const RecordType other = make_record_type<Note3>(1);
  const std::array changed{&sample_type(), &other};
  try {
    test::open_realm(options, changed);
    QFAIL("opened");
  } catch (const StoreError& error) {
    QVERIFY2(QString(error.what()).contains("notes.text is kept as \"text\" and now described as"), error.what());
  }
}

void PostgresStoreTest::adds_a_field_that_came() {
  PostgresOptions options;
  options.urls = {url()};
  options.realm = test::fresh_realm();
  {
    const auto store = test::open_realm(options);
    Batch().put(note_type(), Note{{1}, "old", {}}, 0).commit(*store);
    store->flush();
  }
  const RecordType newer = make_record_type<Note2>(1);
  const std::array types{&sample_type(), &newer};
  for (int time = 0; time < 2; ++time) {
    const auto store = test::open_realm(options, types);
    Arena arena;
    const auto* found = static_cast<const Note2*>(store->find(newer, 1, arena));
    QVERIFY(found != nullptr);
    QCOMPARE(found->text, std::string("old"));
    QVERIFY(found->read_at == Instant{0} && !found->price);
    std::vector<std::uint64_t> keys;
    store->find_range(newer, newer.index_position(4), 0, 0, 10, keys);
    QCOMPARE(keys, Keys{1});
  }
}

void PostgresStoreTest::keeps_published_rows_apart_from_consumed_ones() {
  PostgresOptions options;
  options.urls = {url()};
  options.realm = test::fresh_realm();
  options.consumed_through_inbox = true;
  {
    const auto store = test::open_realm(options);
    Batch().insert(sample(1)).send(1, "Placed").send(2, "Paid").send(3, "Cooked").commit(*store);
    QVERIFY(store->unpublished(10).empty());  // nothing may be told before it is durable
    store->flush();
    QCOMPARE(store->unpublished(2).size(), std::size_t{2});
    store->published(2);  // the third is not in the broker yet: it stays
    Batch().consume(1).commit(*store);
    QCOMPARE(waiting(*store), Keys{3});
    store->flush();
    QCOMPARE(store->consumed_through(), std::uint64_t{1});
    Batch().consume(2).commit(*store);  // never flushed
  }
  const auto store = test::open_realm(options);
  QCOMPARE(store->consumed_through(), std::uint64_t{1});
  const std::vector<OutboxRow> rows = store->unpublished(10);
  QCOMPARE(rows.size(), std::size_t{1});
  QCOMPARE(rows.front().sequence, std::uint64_t{3});
  QCOMPARE(rows.front().bytes, std::string("by\0tes", 6));
  QCOMPARE(store->allocate_outbox_sequence(), std::uint64_t{4});
}

void PostgresStoreTest::names_events_the_same_each_time() {
  QCOMPARE(event_id_text(event_id(7, 1)), std::string("00000007-0000-8000-8000-000000000001"));
  QCOMPARE(event_id_text(event_id(0xFFFFFFFF, ~std::uint64_t{0})), std::string("ffffffff-0000-8003-bfff-ffffffffffff"));
  QVERIFY(event_id(7, 1) != loose_event_id(7, 1));
  const std::uint32_t realm = test::fresh_realm();
  const auto store = test::open_realm(url(), realm);
  Batch().insert(sample(1)).send(258, "Placed").commit(*store);
  store->flush();
  PostgresConnection reader(url(), "reader");
  const PostgresRows rows =
      reader.query("SELECT id::text, aggregatetype::text, aggregateid::text, type::text FROM realm_" +
                       std::to_string(realm) + ".outbox",
                   {});
  QCOMPARE(rows.rows(), 1);
  QCOMPARE(std::string(rows.text(0, 0)), event_id_text(event_id(realm, 258)));
  QCOMPARE(std::string(rows.text(0, 1)), std::string("order"));
  QCOMPARE(std::string(rows.text(0, 2)), std::string("358"));
  QCOMPARE(std::string(rows.text(0, 3)), std::string("Placed"));
}

void PostgresStoreTest::hides_passwords_in_messages() {
  for (const char* wrong : {"postgresql://u:secret@127.0.0.1:1/db", "postgresql://u:secret@[bad", "secret=1"}) {
    try {
      PostgresConnection(wrong, "x").connect();
      QFAIL("connected");
    } catch (const StoreError& error) {
      QVERIFY2(!QString(error.what()).contains("secret"), error.what());
    }
  }
}

QTEST_GUILESS_MAIN(PostgresStoreTest)
#include "postgres_store_test.moc"
