// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/connection.h"

#include <libpq-fe.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace pizza {

namespace {

std::string trimmed(const char* text) {
  std::string line = text != nullptr ? text : "";
  for (char& c : line)
    if (c == '\n') c = ' ';
  while (!line.empty() && line.back() == ' ') line.pop_back();
  return line;
}

std::string place_of_url(const std::string& url) {
  char* problem = nullptr;
  PQconninfoOption* options = PQconninfoParse(url.c_str(), &problem);
  if (options == nullptr) {
    // The parser's words may repeat the password.
    PQfreemem(problem);
    throw StoreError("PostgreSQL", "expected a URL such as postgresql://user:password@host:5432/database");
  }
  std::string host = "localhost", port = "5432", database;
  for (const PQconninfoOption* option = options; option->keyword != nullptr; ++option) {
    if (option->val == nullptr) continue;
    const std::string_view keyword = option->keyword;
    if (keyword == "host" || keyword == "hostaddr") host = option->val;
    if (keyword == "port") port = option->val;
    if (keyword == "dbname") database = option->val;
  }
  PQconninfoFree(options);
  return host + ":" + port + "/" + database;
}

// The server says goodbye, or is not ready yet: as good as no connection.
bool means_lost(std::string_view state) {
  return state.starts_with("08") || state == "57P01" || state == "57P02" || state == "57P03";
}

bool means_unavailable(std::string_view state) {
  return state.starts_with("53") || state == "25006";  // no room, or a server that only reads just now
}

void ignore_notice(void*, const PGresult*) {}

}  // namespace

PostgresRows::PostgresRows(pg_result* result) : result_(result, PQclear), rows_(PQntuples(result)) {}

bool PostgresRows::is_null(int row, int column) const {
  return PQgetisnull(result_.get(), row, column) != 0;
}

std::string_view PostgresRows::text(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column), static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t PostgresRows::integer(int row, int column) const {
  return big_endian(text(row, column));
}

std::int64_t PostgresRows::affected() const {
  const std::string count = PQcmdTuples(result_.get());
  return count.empty() ? 0 : std::stoll(count);
}

PostgresConnection::PostgresConnection(const std::string& url, std::string name)
    : url_(url), name_(std::move(name)), place_(place_of_url(url)) {}

PostgresConnection::~PostgresConnection() {
  if (connection_ != nullptr) PQfinish(connection_);
}

void PostgresConnection::connect() {
  if (connection_ != nullptr && PQstatus(connection_) == CONNECTION_OK) return;
  if (in_transaction_) lost();  // a fresh connection would not be in it
  drop();
  const std::array<const char*, 9> keywords{"dbname",           "application_name", "connect_timeout",
                                            "tcp_user_timeout", "keepalives_idle",  "keepalives_interval",
                                            "client_encoding",  "options",          nullptr};
  // A session that waits for us in the middle of a transaction holds locks: it ends by itself when we are gone.
  const std::array<const char*, 9> values{
      url_.c_str(), name_.c_str(), "5",    "10000",
      "5",          "5",           "UTF8", "-c idle_in_transaction_session_timeout=60000 -c lock_timeout=10000",
      nullptr};
  connection_ = PQconnectdbParams(keywords.data(), values.data(), 1);
  if (connection_ == nullptr || PQstatus(connection_) != CONNECTION_OK) {
    const std::string why = trimmed(PQerrorMessage(connection_));
    drop();
    throw ConnectionLost(place_, why);
  }
  session_ = PQbackendPID(connection_);
  PQsetnonblocking(connection_, 1);
  PQsetNoticeReceiver(connection_, ignore_notice, nullptr);
  prepared_.assign(statements_.size(), false);
  in_pipeline_ = in_transaction_ = false;
  end_former_session();
}

// A COMMIT that was on its way when the connection broke must have happened or not before anybody looks.
void PostgresConnection::end_former_session() {
  const int former = std::exchange(former_session_, 0);
  if (former == 0) return;
  const std::string number = std::to_string(former);
  try {
    run("SELECT pg_terminate_backend(" + number + ", 5000) FROM pg_stat_activity WHERE pid = " + number +
        " AND application_name = '" + name_ + "'");
  } catch (...) {
    former_session_ = former;
    drop();
    throw;
  }
}

void PostgresConnection::drop() {
  if (connection_ == nullptr) return;
  if (in_transaction_) former_session_ = session_;
  PQfinish(connection_);
  connection_ = nullptr;
  in_pipeline_ = in_transaction_ = false;
}

PostgresConnection::StatementId PostgresConnection::declare(std::string sql) {
  statements_.push_back(std::move(sql));
  prepared_.push_back(false);
  return statements_.size() - 1;
}

void PostgresConnection::lost() {
  std::string why = connection_ != nullptr ? trimmed(PQerrorMessage(connection_)) : "no connection";
  if (why.empty()) why = "the connection is gone";
  drop();
  throw ConnectionLost(place_, why);
}

void PostgresConnection::fail(const pg_result* result) {
  const char* found = PQresultErrorField(result, PG_DIAG_SQLSTATE);
  const std::string state = found != nullptr ? found : "";
  std::string what = trimmed(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
  if (what.empty()) what = trimmed(PQresultErrorMessage(result));
  const char* detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
  if (detail != nullptr && !state.starts_with("23")) what += std::string("; ") + trimmed(detail);
  if (state.empty() || means_lost(state) || PQstatus(connection_) == CONNECTION_BAD) {
    drop();
    throw ConnectionLost(place_, what);
  }
  if (state == "PZ001") throw FencedOut(place_, what);
  if (means_unavailable(state)) throw StoreUnavailable(place_, what);
  throw PostgresError(place_, what + " (" + state + ")", state);
}

PostgresRows PostgresConnection::checked(pg_result* result) {
  if (result == nullptr) lost();
  PostgresRows rows(result);
  const ExecStatusType status = PQresultStatus(result);
  if (status != PGRES_TUPLES_OK && status != PGRES_COMMAND_OK && status != PGRES_EMPTY_QUERY) fail(result);
  return rows;
}

pg_result* PostgresConnection::next_answer(Duration patience) {
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(patience.ms);
  for (;;) {
    const int unsent = PQflush(connection_);
    if (unsent < 0) lost();
    if (PQisBusy(connection_) == 0) return PQgetResult(connection_);
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
    pollfd wanted{PQsocket(connection_), static_cast<short>(POLLIN | (unsent != 0 ? POLLOUT : 0)), 0};
    const int ready = poll(&wanted, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
    if (ready == 0 || left.count() <= 0) {
      drop();
      throw ConnectionLost(place_, "no answer within " + std::to_string(patience.ms) + " ms");
    }
    if ((wanted.revents & ~POLLOUT) != 0 && PQconsumeInput(connection_) == 0) lost();
  }
}

// The answer to what was sent outside pipelines: the last one, or the first error.
PostgresRows PostgresConnection::answer(int sent, Duration patience) {
  if (sent == 0) lost();
  PostgresRows last;
  bool failed = false;
  while (PGresult* result = next_answer(patience)) {
    const PostgresRows rows(result);
    if (!failed) last = rows;
    failed = failed || PQresultStatus(result) == PGRES_FATAL_ERROR;
  }
  if (last.raw() == nullptr) lost();
  in_transaction_ = PQtransactionStatus(connection_) != PQTRANS_IDLE;
  if (failed) fail(last.raw());
  return last;
}

PostgresRows PostgresConnection::run(const std::string& sql) {
  connect();
  return answer(PQsendQuery(connection_, sql.c_str()), patience_);
}

PostgresRows PostgresConnection::run_at_leisure(const std::string& sql) {
  connect();
  return answer(PQsendQuery(connection_, sql.c_str()), hours(24));
}

void PostgresConnection::prepare(StatementId statement) {
  if (prepared_[statement]) return;
  const std::string name = "s" + std::to_string(statement);
  const int sent = PQsendPrepare(connection_, name.c_str(), statements_[statement].c_str(), 0, nullptr);
  if (sent == 0) lost();
  if (!in_pipeline_) answer(sent, patience_);
  prepared_[statement] = true;
}

PostgresRows PostgresConnection::query_once(StatementId statement, const Parameters& parameters) {
  connect();
  prepare(statement);
  ++round_trips_;
  const std::string name = "s" + std::to_string(statement);
  return answer(PQsendQueryPrepared(connection_, name.c_str(), parameters.count(), parameters.values(),
                                    parameters.lengths(), parameters.formats(), 1),
                patience_);
}

PostgresRows PostgresConnection::query(StatementId statement, const Parameters& parameters) {
  const bool in_transaction = in_transaction_;
  try {
    return query_once(statement, parameters);
  } catch (const ConnectionLost&) {
    if (in_transaction) throw;
  }
  return query_once(statement, parameters);
}

PostgresRows PostgresConnection::query(const std::string& sql, const Parameters& parameters) {
  connect();
  return answer(PQsendQueryParams(connection_, sql.c_str(), parameters.count(), nullptr, parameters.values(),
                                  parameters.lengths(), parameters.formats(), 1),
                patience_);
}

void PostgresConnection::copy_to(const std::string& select, PostgresConnection& other, const std::string& insert) {
  const auto begun = [](PGresult* result, ExecStatusType wanted, PostgresConnection& at) {
    if (result == nullptr) at.lost();
    const PostgresRows held(result);
    if (PQresultStatus(result) != wanted) at.fail(result);
  };
  PQsetnonblocking(other.connection_, 0);
  begun(PQexec(connection_, select.c_str()), PGRES_COPY_OUT, *this);
  begun(PQexec(other.connection_, insert.c_str()), PGRES_COPY_IN, other);
  for (;;) {
    char* bytes = nullptr;
    const int size = PQgetCopyData(connection_, &bytes, 0);
    if (size == -2) lost();
    if (size < 0) break;
    const int put = PQputCopyData(other.connection_, bytes, size);
    PQfreemem(bytes);
    if (put != 1) other.lost();
  }
  if (PQputCopyEnd(other.connection_, nullptr) != 1) other.lost();
  for (PostgresConnection* at : {this, &other})
    while (PGresult* result = PQgetResult(at->connection_)) at->checked(result);
  PQsetnonblocking(other.connection_, 1);
}

void PostgresConnection::begin_pipeline() {
  connect();
  if (PQenterPipelineMode(connection_) == 0) lost();
  in_pipeline_ = true;
  in_transaction_ = true;
}

void PostgresConnection::send(StatementId statement, const Parameters& parameters) {
  prepare(statement);
  const std::string name = "s" + std::to_string(statement);
  if (PQsendQueryPrepared(connection_, name.c_str(), parameters.count(), parameters.values(), parameters.lengths(),
                          parameters.formats(), 1) == 0)
    lost();
}

void PostgresConnection::send(const std::string& sql) {
  if (PQsendQueryParams(connection_, sql.c_str(), 0, nullptr, nullptr, nullptr, nullptr, 1) == 0) lost();
}

void PostgresConnection::flush_pipeline() {
  if (PQsendFlushRequest(connection_) == 0 || PQflush(connection_) < 0) lost();
}

void PostgresConnection::finish_pipeline() {
  ++round_trips_;
  if (PQpipelineSync(connection_) == 0) lost();
  PostgresRows first_error;
  bool failed = false;
  for (;;) {
    PGresult* result = next_answer(patience_);
    if (result == nullptr) {
      if (PQstatus(connection_) != CONNECTION_OK) lost();
      continue;  // between two statements
    }
    const ExecStatusType status = PQresultStatus(result);
    PostgresRows rows(result);
    if (status == PGRES_PIPELINE_SYNC) break;
    if (status == PGRES_FATAL_ERROR && !failed) {
      failed = true;
      first_error = rows;
      if (PQstatus(connection_) != CONNECTION_OK) fail(result);
    }
  }
  next_answer(patience_);
  if (PQexitPipelineMode(connection_) == 0) lost();
  in_pipeline_ = false;
  in_transaction_ = PQtransactionStatus(connection_) != PQTRANS_IDLE;
  if (failed) {
    // A statement that was to be prepared behind the error was not.
    roll_back();
    if (connection_ != nullptr) run("DEALLOCATE ALL");
    prepared_.assign(statements_.size(), false);
    fail(first_error.raw());
  }
}

void PostgresConnection::roll_back() {
  if (connection_ == nullptr || !in_transaction_) return;
  if (in_pipeline_) return drop();  // answers are on their way: a fresh connection is quicker than to wait for them
  try {
    run("ROLLBACK");
  } catch (const StoreError&) {
    drop();
  }
}

}  // namespace pizza
