// SPDX-License-Identifier: Apache-2.0
// One connection to one PostgreSQL database, over libpq: binary values, prepared statements, pipelines.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/postgres/parameters.h"
#include "connectors/relational/store_error.h"
#include "core/model/instant.h"

struct pg_conn;
struct pg_result;

namespace pizza {

// The server refused something. `state` is the five characters of SQLSTATE.
class PostgresError : public StoreError {
 public:
  PostgresError(std::string place, const std::string& what, std::string state)
      : StoreError(std::move(place), what), state_(std::move(state)) {}
  const std::string& state() const { return state_; }
  // Serialization failure, deadlock, lock not to be had: the whole transaction may be tried again.
  bool may_be_retried() const { return state_ == "40001" || state_ == "40P01" || state_ == "55P03"; }

 private:
  std::string state_;
};

// The connection is gone. What it was sent last may have happened or not.
class ConnectionLost : public StoreUnavailable {
 public:
  using StoreUnavailable::StoreUnavailable;
};

// Rows in binary. Columns and rows count from 0.
class PostgresRows {
 public:
  PostgresRows() = default;
  explicit PostgresRows(pg_result* result);

  int rows() const { return rows_; }
  bool is_null(int row, int column) const;
  std::int64_t integer(int row, int column) const;   // of a bigint
  std::string_view text(int row, int column) const;  // of text, bytea, varchar: the bytes
  std::int64_t affected() const;                     // by a statement that changes rows
  const pg_result* raw() const { return result_.get(); }

 private:
  std::shared_ptr<pg_result> result_;
  int rows_ = 0;
};

class PostgresConnection {
 public:
  // Does not connect yet. `name` is what the server's lists show. Throws StoreError when the URL is none.
  PostgresConnection(const std::string& url, std::string name);
  ~PostgresConnection();
  PostgresConnection(const PostgresConnection&) = delete;
  PostgresConnection& operator=(const PostgresConnection&) = delete;

  // "host:port/database": for messages, without user and password.
  const std::string& place() const { return place_; }
  const std::string& url() const { return url_; }
  // How often the server was asked and waited for since the beginning.
  std::uint64_t round_trips() const { return round_trips_; }

  // Makes sure that there is a connection. Throws ConnectionLost when none can be had. What an earlier connection had
  // begun has ended by then: the server is told to end it.
  void connect();
  bool connected() const { return connection_ != nullptr; }
  void drop();

  // How long a server may take for one statement before it counts as lost. 30 s unless told otherwise.
  void set_patience(Duration patience) { patience_ = patience; }

  // A statement that is prepared when a connection first uses it. Parameters are $1, $2, …
  using StatementId = std::size_t;
  StatementId declare(std::string sql);

  // Several statements without parameters, outside pipelines. The rows of the last.
  PostgresRows run(const std::string& sql);
  // The same for what may take its time: indexes over large tables, say.
  PostgresRows run_at_leisure(const std::string& sql);
  // Connects where needed. A read outside transactions is asked again, once, on a fresh connection.
  PostgresRows query(StatementId statement, const Parameters& parameters);
  PostgresRows query(const std::string& sql, const Parameters& parameters);

  // All that `select` gives goes into `insert` of another connection: COPY … TO STDOUT and COPY … FROM STDIN, both in
  // the same format. Outside pipelines.
  void copy_to(const std::string& select, PostgresConnection& other, const std::string& insert);

  // A pipeline: everything between is sent without waiting; `finish_pipeline` waits for all of it, and throws the first
  // error after all answers are in. Nothing that comes behind an error is done. Whoever sent BEGIN has to `roll_back`
  // then.
  void begin_pipeline();
  void send(StatementId statement, const Parameters& parameters);
  void send(const std::string& sql);
  void flush_pipeline();  // lets the server begin with what was sent so far
  void finish_pipeline();
  void roll_back();  // ends a transaction if one is open; leaves the connection dropped when that cannot be done

 private:
  PostgresRows query_once(StatementId statement, const Parameters& parameters);
  void prepare(StatementId statement);
  pg_result* next_answer(Duration patience);
  PostgresRows answer(int sent, Duration patience);
  [[noreturn]] void lost();
  [[noreturn]] void fail(const pg_result* result);
  PostgresRows checked(pg_result* result);
  void end_former_session();

  std::string url_;
  std::string name_;
  std::string place_;
  Duration patience_ = seconds(30);
  pg_conn* connection_ = nullptr;
  int session_ = 0;         // the server's process
  int former_session_ = 0;  // the server's process of a connection that was lost
  std::uint64_t round_trips_ = 0;
  bool in_pipeline_ = false;
  bool in_transaction_ = false;
  std::vector<std::string> statements_;
  std::vector<bool> prepared_;
};

}  // namespace pizza
