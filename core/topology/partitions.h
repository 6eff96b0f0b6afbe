// SPDX-License-Identifier: Apache-2.0
// Monthly partitions and what becomes of them: six months in the store, then also in cold storage (S3 or Glacier
// class), after a year there only, still readable by id; or dropped, where nobody may or needs to keep them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/instant.h"
#include "core/model/schema.h"
#include "core/model/time_zone.h"

namespace pizza {

// A month of the calendar in UTC.
struct Month {
  std::int32_t year = 1970;
  std::int32_t month = 1;  // 1..12

  static Month of(Instant at);
  Instant begin() const;
  Month plus(std::int32_t months) const;
  std::string text() const;  // "2026_11"
  friend constexpr auto operator<=>(const Month&, const Month&) = default;
};

enum class Tier : std::uint8_t {
  Hot,         // in the store
  HotAndCold,  // in the store, and copied to cold storage
  Cold,        // in cold storage only: read by id, slowly
  Dropped,     // gone
};
inline constexpr std::array<std::string_view, 4> tier_names{"hot", "hot_and_cold", "cold", "dropped"};
constexpr std::span<const std::string_view> names_of(Tier) {
  return tier_names;
}

// Whole months after the end of a partition's own month.
struct PartitionRule {
  bool monthly = false;            // false: one table for all time
  std::int32_t archive_after = 0;  // copied to cold storage then; 0 = never
  std::int32_t store_until = 0;    // leaves the store then; 0 = never
  friend constexpr bool operator==(const PartitionRule&, const PartitionRule&) = default;

  // Where what was made in `made` is kept at `now`.
  Tier tier(Month made, Instant now) const;
};

// From a record's description: how long it is kept (`keep_for`), and whether it is among what must stay readable
// afterwards (orders and all that belongs to them, and the books).
PartitionRule partition_rule(const Schema& schema);

// "orders_2026_11"; the table's own name where it has no partitions.
std::string partition_name(const Schema& schema, Instant made_at);

enum class PartitionAction : std::uint8_t { Create, Archive, Detach, Drop };
inline constexpr std::array<std::string_view, 4> partition_action_names{"create", "archive", "detach", "drop"};
constexpr std::span<const std::string_view> names_of(PartitionAction) {
  return partition_action_names;
}
struct PartitionStep {
  PartitionAction action = PartitionAction::Create;
  std::string partition;
  Instant from;   // included
  Instant until;  // excluded
  friend bool operator==(const PartitionStep&, const PartitionStep&) = default;
};

// What a store has to do between two runs of its housekeeping, `last` excluded and `now` included: partitions for this
// month and the next exist before they are needed, others change their tier. Oldest first. `first`: the month of the
// oldest record.
std::vector<PartitionStep> partition_steps(const Schema& schema, Month first, std::optional<Instant> last, Instant now);

}  // namespace pizza
