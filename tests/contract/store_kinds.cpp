// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <array>
#include <filesystem>

#include "connectors/memory/memory_store.h"
#include "connectors/postgres/postgres_store.h"
#include "connectors/postgres/realm_lease.h"
#include "connectors/sqlite/sqlite_store.h"
#include "tests/contract/store_tools.h"
#include "tests/support/postgres_server.h"

namespace pizza {

namespace {

class MemoryMaker : public StoreMaker {
 public:
  Store& store() override { return store_; }

 private:
  MemoryStore store_{MemoryStore::Outbox::Kept};
};

class SqliteMaker : public StoreMaker {
 public:
  // Few records held: what is read comes from the file most of the time.
  explicit SqliteMaker(std::size_t records_held) : records_held_(records_held) { open(); }

  Store& store() override { return *store_; }
  bool durable() const override { return true; }
  void close_and_open() override {
    store_.reset();
    open();
  }
  // The files as they are at this moment are all that a killed process leaves behind.
  void kill_and_open() override {
    const std::string before = path();
    ++life_;
    for (const char* suffix : {"", "-wal"})
      if (std::filesystem::exists(before + suffix)) std::filesystem::copy_file(before + suffix, path() + suffix);
    store_.reset();
    open();
  }

 private:
  std::string path() const { return folder_.filePath(QString("shard%1.db").arg(life_)).toStdString(); }
  void open() {
    const std::array types{&sample_type(), &note_type()};
    store_ = std::make_unique<SqliteStore>(path(), types, SqliteOptions{Durability::Normal, records_held_});
  }

  std::size_t records_held_;
  QTemporaryDir folder_;
  int life_ = 0;
  std::unique_ptr<SqliteStore> store_;
};

// A realm a store, all on one server.
class PostgresMaker : public StoreMaker {
 public:
  explicit PostgresMaker(std::size_t records_held) : records_held_(records_held), realm_(++last_realm) { open(); }

  Store& store() override { return *store_; }
  bool durable() const override { return true; }
  void close_and_open() override {
    store_.reset();
    open();
  }
  // The new owner comes while the old one still has its connections.
  void kill_and_open() override {
    const std::unique_ptr<PostgresStore> dead = std::move(store_);
    open();
  }

 private:
  static inline std::uint32_t last_realm = 0;

  void open() {
    const std::array types{&sample_type(), &note_type()};
    const std::string url = test::postgres_server().url();
    PostgresOptions options;
    options.urls = {url};
    options.realm = realm_;
    options.token = RealmLease(url, "test", "nowhere").acquire(realm_, minutes(10)).value();
    options.records_held = records_held_;
    store_ = std::make_unique<PostgresStore>(options, types);
  }

  std::size_t records_held_;
  std::uint32_t realm_;
  std::unique_ptr<PostgresStore> store_;
};

}  // namespace

const std::vector<StoreKind>& store_kinds() {
  static const std::vector<StoreKind> kinds{
      {"memory", [] { return std::make_unique<MemoryMaker>(); }},
      {"sqlite", [] { return std::make_unique<SqliteMaker>(100'000); }},
      {"sqlite, hardly a record in memory", [] { return std::make_unique<SqliteMaker>(2); }},
      {"postgres", [] { return std::make_unique<PostgresMaker>(100'000); }, LocalPostgres::missing()},
      {"postgres, hardly a record in memory", [] { return std::make_unique<PostgresMaker>(2); },
       LocalPostgres::missing()},
  };
  return kinds;
}

}  // namespace pizza
