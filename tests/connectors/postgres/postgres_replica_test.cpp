// SPDX-License-Identifier: Apache-2.0
// Reads from a real streaming replica: a little late, never before what one has written oneself.
#include <QtTest>

#include "connectors/postgres/replica_reader.h"
#include "tests/connectors/postgres/realm_tools.h"

using namespace pizza;

class PostgresReplicaTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void init();
  void sees_its_own_writes();
  void asks_the_primary_when_the_replica_is_behind();
  void says_so_when_there_is_no_primary();
  void goes_on_from_the_primary_when_the_replica_is_away();
  void follows_a_primary_that_comes_back();
  void becomes_the_primary();

 private:
  std::optional<Sample> read(ReplicaReader& reader, std::uint64_t key, LogPosition at = {}) {
    Sample found;
    return reader.find(sample_type(), key, &found, at) ? std::optional(found) : std::nullopt;
  }
  ReplicaOptions options(bool with_primary) {
    ReplicaOptions made;
    made.replica_url = replica_->url();
    if (with_primary) made.primary_url = primary_->url();
    made.realm = realm_;
    return made;
  }
  // Stops the replica from replaying, and lets it go on.
  void hold(bool held) {
    PostgresConnection connection(replica_->url(), "hold");
    connection.run(held ? "SELECT pg_wal_replay_pause()" : "SELECT pg_wal_replay_resume()");
    while (held && connection.query("SELECT pg_get_wal_replay_pause_state()", {}).text(0, 0) != "paused") {
    }
  }
  std::uint32_t realm_ = 0;
  std::unique_ptr<LocalPostgres> primary_, replica_;
};

void PostgresReplicaTest::initTestCase() {
  if (const std::string missing = LocalPostgres::missing(); !missing.empty()) QSKIP(missing.c_str());
  LocalPostgresOptions quick;
  quick.durable = false;
  primary_ = std::make_unique<LocalPostgres>(quick);
  replica_ = std::make_unique<LocalPostgres>(LocalPostgres::replica_of(*primary_, quick));
}

void PostgresReplicaTest::init() {
  realm_ = test::fresh_realm();
}

void PostgresReplicaTest::sees_its_own_writes() {
  const auto store = test::open_realm(primary_->url(), realm_);
  ReplicaOptions patient = options(false);
  patient.patience = seconds(60);
  ReplicaReader reader(patient);
  for (std::uint64_t key = 1; key <= 50; ++key) {
    Batch().insert(sample(key)).commit(*store);
    store->flush();
    const auto found = read(reader, key, store->log_position());
    QVERIFY(found);
    Sample expected = sample(key);
    expected.version = {1};
    QVERIFY(*found == expected);
  }
  const int owner = samples::index_of<&Sample::owner>();
  QCOMPARE(reader.find_equal(sample_type(), owner, index_value(UserId{1}), 3, store->log_position()),
           (Keys{5, 10, 15}));
  QCOMPARE(reader.from_replica(), std::uint64_t{51});
  QVERIFY(reader.lag() <= seconds(60));
}

void PostgresReplicaTest::asks_the_primary_when_the_replica_is_behind() {
  const auto store = test::open_realm(primary_->url(), realm_);
  Batch().insert(sample(1)).commit(*store);
  store->flush();
  ReplicaOptions made = options(true);
  made.patience = milliseconds(20);
  ReplicaReader reader(made);
  made.patience = seconds(60);
  ReplicaReader patient(made);
  QVERIFY(read(patient, 1, store->log_position()));
  hold(true);
  Batch().insert(sample(2)).commit(*store);
  store->flush();
  QVERIFY(read(reader, 2, store->log_position()));
  QCOMPARE(reader.from_primary(), std::uint64_t{1});
  // Whoever did not write may see a little less.
  made.staleness = hours(1);
  ReplicaReader relaxed(made);
  QVERIFY(!read(relaxed, 2));
  QCOMPARE(relaxed.from_replica(), std::uint64_t{1});
  hold(false);
  QVERIFY(read(patient, 2, store->log_position()));
  QCOMPARE(patient.from_primary(), std::uint64_t{0});
}

void PostgresReplicaTest::says_so_when_there_is_no_primary() {
  const auto store = test::open_realm(primary_->url(), realm_);
  hold(true);
  Batch().insert(sample(1)).commit(*store);
  store->flush();
  ReplicaOptions made = options(false);
  made.patience = milliseconds(10);
  made.staleness = Duration{-1};
  ReplicaReader reader(made);
  QVERIFY_EXCEPTION_THROWN(read(reader, 1, store->log_position()), StoreUnavailable);
  QVERIFY_EXCEPTION_THROWN(read(reader, 1), StoreUnavailable);
  hold(false);
}

void PostgresReplicaTest::goes_on_from_the_primary_when_the_replica_is_away() {
  const auto store = test::open_realm(primary_->url(), realm_);
  Batch().insert(sample(1)).commit(*store);
  store->flush();
  ReplicaReader reader(options(true));
  replica_->kill();
  QVERIFY(read(reader, 1));
  replica_->start();
  ReplicaOptions made = options(true);
  made.patience = seconds(60);
  ReplicaReader patient(made);
  QVERIFY(read(patient, 1, store->log_position()));
  QCOMPARE(patient.from_replica(), std::uint64_t{1});
}

void PostgresReplicaTest::follows_a_primary_that_comes_back() {
  const auto store = test::open_realm(primary_->url(), realm_);
  Batch().insert(sample(1)).commit(*store);
  store->flush();
  primary_->kill();
  primary_->start();
  Batch().insert(sample(2)).commit(*store);
  store->flush();
  ReplicaOptions made = options(false);
  made.patience = seconds(60);
  ReplicaReader reader(made);
  QVERIFY(read(reader, 2, store->log_position()));
}

void PostgresReplicaTest::becomes_the_primary() {
  {
    const auto store = test::open_realm(primary_->url(), realm_);
    Batch().insert(sample(1)).send(1, "Placed").commit(*store);
    store->flush();
    ReplicaOptions made = options(false);
    made.patience = seconds(60);
    ReplicaReader reader(made);
    QVERIFY(read(reader, 1, store->log_position()));
  }
  primary_->kill();
  replica_->promote();
  const auto store = test::open_realm(replica_->url(), realm_);
  QVERIFY(get(*store, 1));
  QCOMPARE(waiting(*store), Keys{1});
  Batch().insert(sample(2)).commit(*store);
  store->flush();
  QCOMPARE(store->count(sample_type()), std::size_t{2});
}

QTEST_GUILESS_MAIN(PostgresReplicaTest)
#include "postgres_replica_test.moc"
