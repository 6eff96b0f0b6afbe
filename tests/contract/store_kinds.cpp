// SPDX-License-Identifier: Apache-2.0
#include <QTemporaryDir>
#include <array>
#include <filesystem>

#include "connectors/memory/memory_store.h"
#include "connectors/sqlite/sqlite_store.h"
#include "tests/contract/store_tools.h"

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

}  // namespace

const std::vector<StoreKind>& store_kinds() {
  static const std::vector<StoreKind> kinds{
      {"memory", [] { return std::make_unique<MemoryMaker>(); }},
      {"sqlite", [] { return std::make_unique<SqliteMaker>(100'000); }},
      {"sqlite, hardly a record in memory", [] { return std::make_unique<SqliteMaker>(2); }},
  };
  return kinds;
}

}  // namespace pizza
