// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "connectors/relational/store_error.h"

struct sqlite3;
struct sqlite3_stmt;

namespace pizza {

class Database;

// A prepared statement. Parameters and columns count from 0. Texts are bound without a copy: they must live until the
// next reset.
class Statement {
 public:
  Statement(Database& database, const std::string& sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  Statement& bind(int parameter, std::int64_t value);
  Statement& bind(int parameter, std::string_view value);
  // True when there is a row. Throws StoreError, with the statement reset.
  bool step();
  // For statements without rows: steps and resets.
  void run();
  // Makes ready for the next use; every parameter is NULL again.
  void reset();

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  std::string_view text(int column) const;  // valid until the next step or reset

 private:
  Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

// Resets a statement that gives rows, however its block is left.
class Reading {
 public:
  explicit Reading(Statement& statement) : statement_(statement) {}
  ~Reading() { statement_.reset(); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

 private:
  Statement& statement_;
};

// One connection to one file, which it holds alone: another process that opens it is refused.
class Database {
 public:
  // Creates the file if there is none. Throws StoreError when it cannot be written, is held or is no database.
  Database(std::string path, bool synchronous_full);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  void run(const std::string& sql);
  const std::string& path() const { return path_; }
  // Says what went wrong with the last call, in words for people.
  [[noreturn]] void fail(int code, std::string_view doing) const;
  sqlite3* handle() const { return handle_; }

 private:
  void configure(bool synchronous_full);

  std::string path_;
  sqlite3* handle_ = nullptr;
};

// Begins at once, and rolls back unless `commit` was reached.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace pizza
