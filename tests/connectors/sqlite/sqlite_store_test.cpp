// SPDX-License-Identifier: Apache-2.0
// What only the SQLite store does: migrations, errors that name the file, crashes in the middle.
#include <signal.h>
#include <sys/resource.h>

#include <QTemporaryDir>
#include <QtTest>
#include <array>
#include <filesystem>
#include <fstream>

#include "connectors/sqlite/sqlite_store.h"
#include "core/twin/state_digest.h"
#include "tests/contract/store_tools.h"

using namespace pizza;

namespace {

// The same record as four programs describe it: an early one, a later one, and two that got it wrong.
struct EarlyGuest {
  Id<EarlyGuest> id;
  std::string name;
  Version version;
  static constexpr auto description() {
    return record("guests", key<&EarlyGuest::id>(), field<&EarlyGuest::name>("name"),
                  field<&EarlyGuest::version>("version"));
  }
};

struct Guest {
  Id<Guest> id;
  std::string name;
  Version version;
  std::optional<std::string> email;
  Money spent;
  std::vector<Instant> visits;
  std::optional<GeoPoint> home;
  std::int64_t points = 0;
  static constexpr auto description() {
    return record("guests", key<&Guest::id>(), field<&Guest::name>("name", Index::Hash),
                  field<&Guest::version>("version"), field<&Guest::email>("email", Index::Unique),
                  field<&Guest::spent>("spent"), field<&Guest::visits>("visits"),
                  field<&Guest::home>("home", Index::Geo), field<&Guest::points>("points", Index::Ordered));
  }
};

struct NamelessGuest {
  Id<NamelessGuest> id;
  Version version;
  static constexpr auto description() {
    return record("guests", key<&NamelessGuest::id>(), field<&NamelessGuest::version>("version"));
  }
};

struct NumberedGuest {
  Id<NumberedGuest> id;
  std::int64_t name = 0;
  Version version;
  static constexpr auto description() {
    return record("guests", key<&NumberedGuest::id>(), field<&NumberedGuest::name>("name"),
                  field<&NumberedGuest::version>("version"));
  }
};

template <class T>
const RecordType& guest_type() {
  static const RecordType type = make_record_type<T>(0);
  return type;
}

template <class T>
std::unique_ptr<SqliteStore> open_guests(const std::string& path) {
  const std::array types{&guest_type<T>()};
  return std::make_unique<SqliteStore>(path, types, SqliteOptions{Durability::Normal, 1000});
}

std::unique_ptr<SqliteStore> open_samples(const std::string& path) {
  const std::array types{&sample_type(), &note_type()};
  return std::make_unique<SqliteStore>(path, types, SqliteOptions{Durability::Normal, 1000});
}

template <class Open>
std::string error_of(Open open) {
  try {
    open();
  } catch (const StoreError& error) {
    return error.what();
  }
  return {};
}

// Files may not grow beyond `bytes` as long as this lives.
class FileSizeLimit {
 public:
  explicit FileSizeLimit(rlim_t bytes) {
    getrlimit(RLIMIT_FSIZE, &before_);
    handler_ = signal(SIGXFSZ, SIG_IGN);
    const rlimit limit{bytes, before_.rlim_max};
    setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FileSizeLimit() {
    setrlimit(RLIMIT_FSIZE, &before_);
    signal(SIGXFSZ, handler_);
  }
  FileSizeLimit(const FileSizeLimit&) = delete;
  FileSizeLimit& operator=(const FileSizeLimit&) = delete;

 private:
  rlimit before_{};
  sighandler_t handler_;
};

}  // namespace

class SqliteStoreTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void adds_fields_and_indexes();
  void drops_indexes();
  void refuses_a_lost_field();
  void refuses_a_changed_field();
  void refuses_a_second_opener();
  void refuses_what_is_no_database();
  void refuses_a_missing_folder();
  void tells_of_a_damaged_file();
  void tells_of_a_damaged_json_column();
  void tries_a_failed_flush_again();
  void keeps_consumed_rows_out_of_the_file();
  void digests_like_any_other_store();

 private:
  std::string path() const { return folder_->filePath("shard.db").toStdString(); }
  std::unique_ptr<QTemporaryDir> folder_;
};

void SqliteStoreTest::adds_fields_and_indexes() {
  {
    auto store = open_guests<EarlyGuest>(path());
    for (std::uint64_t key = 1; key <= 3; ++key)
      QCOMPARE(Batch().put(guest_type<EarlyGuest>(), EarlyGuest{{key}, "Ada", {}}, 0).commit(*store),
               CommitOutcome::Committed);
    store->flush();
  }
  {
    auto store = open_guests<Guest>(path());
    const auto guest = get<Guest>(*store, guest_type<Guest>(), 2);
    QVERIFY(guest && guest->name == "Ada" && !guest->email && !guest->home && guest->visits.empty());
    QVERIFY(guest->spent == Money{} && guest->points == 0);
    Keys keys;
    store->find_equal(guest_type<Guest>(), 0, IndexValue::of(std::string_view("Ada")), no_limit, keys);
    QCOMPARE(keys, (Keys{1, 2, 3}));
    Guest changed = *guest;
    changed.email = "ada@example.org";
    changed.visits = {{1}, {-2}};
    changed.home = GeoPoint{5, 6};
    QCOMPARE(Batch().put(guest_type<Guest>(), changed, 1).commit(*store), CommitOutcome::Committed);
    store->flush();
  }
  auto store = open_guests<Guest>(path());
  const auto guest = get<Guest>(*store, guest_type<Guest>(), 2);
  QVERIFY(guest && guest->visits.size() == 2 && guest->visits[1].ms == -2 && guest->email == "ada@example.org");
  Keys keys;
  store->find_inside(guest_type<Guest>(), guest_type<Guest>().index_position(7), {5, 6}, {5, 6}, no_limit, keys);
  QCOMPARE(keys, Keys{2});
  QCOMPARE(store->allocate(guest_type<Guest>()), std::uint64_t{4});
}

void SqliteStoreTest::drops_indexes() {
  open_guests<Guest>(path()).reset();
  RecordType plain = make_record_type<Guest>(0);
  Schema schema = *plain.schema;
  for (FieldSchema& field : schema.fields) field.index = Index::None;
  plain.schema = &schema;
  plain.indexes.clear();
  const std::array types{static_cast<const RecordType*>(&plain)};
  SqliteStore(path(), types).flush();
  // And back again: the names must be free.
  open_guests<Guest>(path()).reset();
  Database database(path(), false);
  Statement version(database, "SELECT version FROM schema_versions WHERE record = 'guests'");
  QVERIFY(version.step());
  QCOMPARE(version.integer(0), std::int64_t{3});
}

void SqliteStoreTest::refuses_a_lost_field() {
  open_guests<EarlyGuest>(path()).reset();
  const std::string error = error_of([&] { open_guests<NamelessGuest>(path()); });
  QVERIFY2(error.find("guests.name is in the file") != std::string::npos, error.c_str());
  QVERIFY(error.find(path()) == 0);
  open_guests<EarlyGuest>(path()).reset();
}

void SqliteStoreTest::refuses_a_changed_field() {
  open_guests<EarlyGuest>(path()).reset();
  const std::string error = error_of([&] { open_guests<NumberedGuest>(path()); });
  QVERIFY2(error.find("guests.name is kept as \"text\" and now described as \"integer\"") != std::string::npos,
           error.c_str());
}

void SqliteStoreTest::refuses_a_second_opener() {
  const auto store = open_samples(path());
  const std::string error = error_of([&] { open_samples(path()); });
  QVERIFY2(error.find("another process is using the store") != std::string::npos, error.c_str());
}

void SqliteStoreTest::refuses_what_is_no_database() {
  std::ofstream(path()) << std::string(8192, 'x');
  const std::string error = error_of([&] { open_samples(path()); });
  QVERIFY2(error.find("is no SQLite database") != std::string::npos, error.c_str());
}

void SqliteStoreTest::refuses_a_missing_folder() {
  const std::string error = error_of([&] { open_samples(path() + "/missing/shard.db"); });
  QVERIFY2(error.find("must be there and writable") != std::string::npos, error.c_str());
}

void SqliteStoreTest::tells_of_a_damaged_file() {
  {
    auto store = open_samples(path());
    for (std::uint64_t key = 1; key <= 300; ++key)
      QCOMPARE(Batch().insert(sample(key)).commit(*store), CommitOutcome::Committed);
    store->flush();
  }
  std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
  file.seekp(8 * 4096);
  file << std::string(200 * 1024, '\xA5');
  file.close();
  const std::string error = error_of([&] {
    auto store = open_samples(path());
    for (std::uint64_t key = 1; key <= 300; ++key) get(*store, key);
  });
  QVERIFY2(error.find("is damaged") != std::string::npos, error.c_str());
}

void SqliteStoreTest::tells_of_a_damaged_json_column() {
  {
    auto store = open_samples(path());
    QCOMPARE(Batch().insert(sample(3)).commit(*store), CommitOutcome::Committed);
    store->flush();
  }
  for (const char* json : {"[{\"quantity\":\"two\"}]", "[{\"quantity\":", "{}", "[{\"colour\":1}]"}) {
    {
      Database database(path(), false);
      Statement update(database, "UPDATE samples SET lines = ?");
      const Reading writing(update);
      update.bind(0, std::string_view(json)).run();
    }
    auto store = open_samples(path());
    const std::string error = error_of([&] { get(*store, 3); });
    QVERIFY2(error.find("samples 3") != std::string::npos && error.find("lines") != std::string::npos, error.c_str());
  }
}

void SqliteStoreTest::tries_a_failed_flush_again() {
  auto store = open_samples(path());
  QCOMPARE(Batch().insert(sample(1)).commit(*store), CommitOutcome::Committed);
  store->flush();
  for (std::uint64_t key = 2; key <= 400; ++key)
    QCOMPARE(Batch().insert(sample(key)).send(key, "Placed").commit(*store), CommitOutcome::Committed);
  QCOMPARE(Batch().erase(sample_type(), 1, 1).consume(2).commit(*store), CommitOutcome::Committed);
  {
    const FileSizeLimit limit(std::filesystem::file_size(path() + "-wal") + 8192);
    const std::string error = error_of([&] { store->flush(); });
    QVERIFY2(error.find(path()) == 0, error.c_str());
  }
  QCOMPARE(store->count(sample_type()), std::size_t{399});
  QCOMPARE(equal<&Sample::email>(*store, sample(400).email), Keys{400});
  store->flush();
  store.reset();
  store = open_samples(path());
  QCOMPARE(store->count(sample_type()), std::size_t{399});
  QCOMPARE(waiting(*store).size(), std::size_t{398});
  QVERIFY(!get(*store, 1));
}

void SqliteStoreTest::keeps_consumed_rows_out_of_the_file() {
  auto store = open_samples(path());
  QCOMPARE(Batch().send(1, "Placed").send(2, "Paid").commit(*store), CommitOutcome::Committed);
  QCOMPARE(Batch().consume(1).commit(*store), CommitOutcome::Committed);
  store->flush();
  QCOMPARE(Batch().consume(2).commit(*store), CommitOutcome::Committed);
  store->flush();
  store.reset();
  Database database(path(), false);
  Statement rows(database, "SELECT count(*) FROM outbox");
  QVERIFY(rows.step());
  QCOMPARE(rows.integer(0), std::int64_t{0});
}

void SqliteStoreTest::digests_like_any_other_store() {
  const std::array types{&sample_type(), &note_type()};
  const auto memory = store_kinds().front().make();
  auto store = open_samples(path());
  for (std::uint64_t key = 1; key <= 30; ++key) {
    QCOMPARE(Batch().insert(sample(key)).commit(*store), CommitOutcome::Committed);
    QCOMPARE(Batch().insert(sample(31 - key)).commit(memory->store()), CommitOutcome::Committed);
  }
  QVERIFY(state_digest(*store, types) == state_digest(memory->store(), types));
  store->flush();
  store.reset();
  store = open_samples(path());
  QVERIFY(state_digest(*store, types) == state_digest(memory->store(), types));
  QCOMPARE(Batch().erase(sample_type(), 30, 1).commit(*store), CommitOutcome::Committed);
  QVERIFY(state_digest(*store, types) != state_digest(memory->store(), types));
}

QTEST_GUILESS_MAIN(SqliteStoreTest)
#include "sqlite_store_test.moc"
