// SPDX-License-Identifier: Apache-2.0
#include "core/topology/partitions.h"

#include <algorithm>
#include <array>

namespace pizza {

namespace {

constexpr std::int32_t archive_months = 6;
constexpr std::int32_t cold_only_months = 12;

// What is kept readable for good once it leaves the store.
constexpr std::array<std::string_view, 9> archived{"orders",  "baskets",    "payments",    "refunds", "ledger_entries",
                                                   "tickets", "deliveries", "order_sagas", "payouts"};

bool is_archived(const Schema& schema) {
  return std::find(archived.begin(), archived.end(), schema.name) != archived.end();
}

std::int64_t floor_days(Instant at) {
  const std::int64_t day = days(1).ms;
  return at.ms >= 0 ? at.ms / day : -((-at.ms + day - 1) / day);
}

}  // namespace

Month Month::of(Instant at) {
  const CivilDate date = date_of(floor_days(at));
  return {date.year, date.month};
}

Instant Month::begin() const {
  return {days_of({year, month, 1}) * days(1).ms};
}

Month Month::plus(std::int32_t months) const {
  const std::int32_t count = year * 12 + (month - 1) + months;
  const std::int32_t years = count >= 0 ? count / 12 : -((-count + 11) / 12);
  return {years, count - years * 12 + 1};
}

std::string Month::text() const {
  return std::to_string(year) + (month < 10 ? "_0" : "_") + std::to_string(month);
}

Tier PartitionRule::tier(Month made, Instant now) const {
  if (!monthly) return Tier::Hot;
  const auto over = [&](std::int32_t months) { return months != 0 && now >= made.plus(1 + months).begin(); };
  if (over(store_until)) return archive_after != 0 ? Tier::Cold : Tier::Dropped;
  return over(archive_after) ? Tier::HotAndCold : Tier::Hot;
}

PartitionRule partition_rule(const Schema& schema) {
  if (is_archived(schema)) return {true, archive_months, cold_only_months};
  if (!schema.keep_for) return {};
  // A partition may go when its youngest record may: the months are rounded up, by the shortest.
  const std::int64_t month = days(28).ms;
  return {true, 0, static_cast<std::int32_t>(std::max<std::int64_t>(1, (schema.keep_for->ms + month - 1) / month))};
}

std::string partition_name(const Schema& schema, Instant made_at) {
  std::string name(schema.name);
  return partition_rule(schema).monthly ? name.append("_").append(Month::of(made_at).text()) : name;
}

std::vector<PartitionStep> partition_steps(const Schema& schema, Month first, std::optional<Instant> last,
                                           Instant now) {
  const PartitionRule rule = partition_rule(schema);
  std::vector<PartitionStep> steps;
  if (!rule.monthly) return steps;
  const Month present = Month::of(now);
  for (Month month = first; month <= present.plus(1); month = month.plus(1)) {
    const Instant from = month.begin(), until = month.plus(1).begin();
    const auto step = [&](PartitionAction action) {
      steps.push_back({action, std::string(schema.name) + '_' + month.text(), from, until});
    };
    // A partition is made a month ahead.
    const bool existed = last && month <= Month::of(*last).plus(1);
    const Tier before = existed ? rule.tier(month, *last) : Tier::Hot;
    const Tier after = rule.tier(month, now);
    if (!existed && after != Tier::Dropped) step(PartitionAction::Create);
    if (before == after) continue;
    if (before == Tier::Hot && after != Tier::Dropped) step(PartitionAction::Archive);
    if (after == Tier::Cold) step(PartitionAction::Detach);
    if (after == Tier::Dropped && existed) step(PartitionAction::Drop);
  }
  return steps;
}

}  // namespace pizza
