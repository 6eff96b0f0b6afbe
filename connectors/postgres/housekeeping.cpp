// SPDX-License-Identifier: Apache-2.0
// What time does to a realm's tables, a bounded piece at a time: months to come get their partitions, old ones go to
// cold storage and then leave the database, records that nobody needs to keep go.
#include <algorithm>

#include "connectors/json/json_form.h"
#include "connectors/postgres/archive_job.h"
#include "connectors/postgres/partitions.h"
#include "connectors/postgres/postgres_store.h"
#include "core/topology/topology.h"

namespace pizza {

namespace {

constexpr std::int32_t months_ahead = 2;

// A record as a line of cold storage.
std::string cold_line(const RecordType& type, const void* record) {
  return json_text(to_json(type, record, JsonForm::Raw));
}

}  // namespace

PostgresStore::~PostgresStore() = default;

std::set<std::uint64_t> PostgresStore::erased_in_cold(std::string_view record) {
  const PostgresRows rows = databases_.home().query(
      "SELECT key FROM " + prefix_ + "cold_erased WHERE record = $1::text", Parameters().add(record));
  std::set<std::uint64_t> keys;
  for (int row = 0; row < rows.rows(); ++row) keys.insert(static_cast<std::uint64_t>(rows.integer(row, 0)));
  return keys;
}

bool PostgresStore::keep_house(Instant now, std::size_t rows) {
  flush();
  if (make_partitions(now)) return true;
  if (cold_ != nullptr) {
    if (job_ == nullptr) begin_archive(now);
    if (job_ != nullptr) return archive_some(now, rows);
  }
  return sweep_expired(now, rows);
}

bool PostgresStore::make_partitions(Instant now) {
  std::vector<std::pair<std::size_t, std::string>> wanted;
  for (PostgresTable* table : postgres_tables_) {
    const TableLayout& layout = table->layout();
    if (layout.month == nullptr) continue;
    for (std::size_t i = 0; i < (layout.user != nullptr ? databases_.size() : 1); ++i)
      for (std::int32_t ahead = 0; ahead <= months_ahead; ++ahead) {
        const Month month = Month::of(now).plus(ahead);
        if (!table->months(i).contains(month)) wanted.emplace_back(i, create_partition_sql(layout, month));
      }
  }
  for (const auto& [database, sql] : wanted) databases_.at(database).run(sql);
  if (!wanted.empty()) read_months();
  return !wanted.empty();
}

// The oldest month of which there is something to do.
void PostgresStore::begin_archive(Instant now) {
  for (PostgresTable* table : postgres_tables_) {
    const TableLayout& layout = table->layout();
    if (layout.month == nullptr) continue;
    const PartitionRule rule = partition_rule(layout.schema());
    const std::set<Month> in_storage = cold_->months(layout.schema().name);
    for (const Month month : table->all_months()) {
      const Tier tier = rule.tier(month, now);
      if (tier == Tier::Cold || (tier == Tier::HotAndCold && !in_storage.contains(month))) {
        job_ = std::make_unique<ArchiveJob>(*cold_, *table, month);
        table->watch_month(month);
        return;
      }
    }
  }
}

// Lines of the former file up to a key; one that the partition has anew, or that was erased, stays out.
void PostgresStore::take_former_lines(std::uint64_t below) {
  ArchiveJob& job = *job_;
  for (; job.more_former && job.former.key < below; job.more_former = job.former.next())
    if (!job.table.is_erased_in_cold(job.former.key)) job.writer.add(job.former.key, job.former.line);
}

bool PostgresStore::archive_some(Instant now, std::size_t rows) {
  ArchiveJob& job = *job_;
  if (job.table.watched_month_changed()) {
    // Somebody wrote to the month while it was copied: begin again.
    job_.reset();
    return true;
  }
  const std::size_t read =
      job.table.read_month(job.month, job.through, rows, [&](std::uint64_t key, const void* record) {
        take_former_lines(key);
        if (job.more_former && job.former.key == key) job.more_former = job.former.next();
        job.writer.add(key, cold_line(*job.table.layout().type, record));
        job.through = key;
      });
  if (read == rows) return true;
  take_former_lines(~std::uint64_t{0});
  job.writer.finish();
  PostgresTable& table = job.table;
  const Month month = job.month;
  table.watch_month({});
  job_.reset();
  if (partition_rule(table.layout().schema()).tier(month, now) == Tier::Cold) drop_month(table, month);
  return true;
}

// Everything in it is durable in cold storage. The realm's row is locked, so no other owner begins meanwhile.
void PostgresStore::drop_month(PostgresTable& table, Month month) {
  const std::string sql = "DROP TABLE IF EXISTS " + partition_table(table.layout(), month);
  PostgresConnection& home = databases_.home();
  ++attempt_;
  try {
    home.run("BEGIN");
    home.query(statements_.mark, Parameters().add(std::int64_t{options_.realm}).add(options_.token).add(attempt_));
    if (table.layout().user != nullptr)
      for (std::size_t i = 1; i < databases_.size(); ++i) databases_.at(i).run(sql);
    home.run(sql + "; COMMIT");
  } catch (...) {
    home.roll_back();
    // Which partitions are left is not known: each is made again where it is missing when it is needed.
    for (std::size_t i = 0; i < databases_.size(); ++i) table.set_months(i, {});
    throw;
  }
  number_ = attempt_;
  this->table(*table.layout().type).recount();
  read_months();
}

// Records past the time that their description gives them, from tables that are not cut into months.
bool PostgresStore::sweep_expired(Instant now, std::size_t rows) {
  std::size_t gone = 0;
  for (PostgresTable* swept : postgres_tables_) {
    const Schema& schema = swept->layout().schema();
    const FieldSchema* birth = birth_field(schema);
    if (!schema.keep_for || birth == nullptr || swept->layout().month != nullptr ||
        partition_rule(schema).archive_after != 0)
      continue;
    for (const std::uint64_t key : swept->born_before(*birth, now - *schema.keep_for, rows - gone)) {
      CachedTable& of = table(*swept->layout().type);
      if (void* stored = of.find(key)) of.erase(key, stored);
      ++gone;
    }
    if (gone >= rows) break;
  }
  if (gone > 0) flush();
  return gone > 0;
}

}  // namespace pizza
