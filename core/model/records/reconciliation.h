// SPDX-License-Identifier: Apache-2.0
// A provider's statement beside our books.
#pragma once

#include "core/model/describe.h"
#include "core/model/records/payment.h"

namespace pizza {

enum class StatementKind : std::uint8_t {
  Capture,
  Refund,
  Payout,
  PayoutBack,  // a payout that came back
  Settlement,  // the provider paid us
};
inline constexpr std::array<std::string_view, 5> statement_kind_names{"capture", "refund", "payout", "payout_back",
                                                                      "settlement"};
constexpr std::span<const std::string_view> names_of(StatementKind) {
  return statement_kind_names;
}

// One line of a statement. The amount is what moved, never negative; the fee is what the provider keeps for it.
struct StatementLine {
  StatementKind kind = StatementKind::Capture;
  std::uint64_t reference = 0;  // the payment's number; the refund's or payout's of those; 0 of a settlement
  Money amount;
  Money fee;
  Instant at;

  static constexpr auto description() {
    return record("statement_line", field<&StatementLine::kind>("kind"), field<&StatementLine::reference>("reference"),
                  field<&StatementLine::amount>("amount"), field<&StatementLine::fee>("fee"),
                  field<&StatementLine::at>("at"));
  }
};

enum class FindingKind : std::uint8_t {
  MissingHere,   // the statement has it, our books have not
  MissingThere,  // our books have it, no statement has named it in time
  Differs,       // both have it, with other amounts
  Doubled,       // a statement names it a second time
};
inline constexpr std::array<std::string_view, 4> finding_kind_names{"missing_here", "missing_there", "differs",
                                                                    "doubled"};
constexpr std::span<const std::string_view> names_of(FindingKind) {
  return finding_kind_names;
}

struct Finding {
  FindingKind kind = FindingKind::MissingHere;
  std::int32_t line = 0;  // of the statement, from 1; 0: none
  Posting posting = Posting::Capture;
  std::uint64_t reference = 0;
  Money ours;  // as in the ledger: what the provider owes us for it
  Money theirs;

  static constexpr auto description() {
    return record("finding", field<&Finding::kind>("kind"), field<&Finding::line>("line"),
                  field<&Finding::posting>("posting"), field<&Finding::reference>("reference"),
                  field<&Finding::ours>("ours"), field<&Finding::theirs>("theirs"));
  }
};

using ReconciliationId = Id<struct ReconciliationRun>;

struct ReconciliationRun {
  ReconciliationId id;
  std::string statement;  // its name at the provider; each is taken once
  Instant until;          // our entries before this instant were looked at
  std::int32_t lines = 0;
  std::int32_t matched = 0;
  std::int32_t pending = 0;             // ours, too young to be missed
  std::array<std::int32_t, 4> found{};  // how many, by FindingKind
  std::vector<Finding> findings;        // the first 1000
  std::vector<Money> fees;              // one a currency
  std::vector<Money> settled;           // paid to us, one a currency
  UserId by;
  Instant at;
  Version version;

  static constexpr auto description() {
    return record("reconciliation_runs", key<&ReconciliationRun::id>("reconciliation_id"),
                  field<&ReconciliationRun::statement>("statement", Index::Unique),
                  field<&ReconciliationRun::until>("until"), field<&ReconciliationRun::lines>("lines"),
                  field<&ReconciliationRun::matched>("matched"), field<&ReconciliationRun::pending>("pending"),
                  field<&ReconciliationRun::found>("found"), field<&ReconciliationRun::findings>("findings"),
                  field<&ReconciliationRun::fees>("fees"), field<&ReconciliationRun::settled>("settled"),
                  field<&ReconciliationRun::by>("by"), field<&ReconciliationRun::at>("at"),
                  field<&ReconciliationRun::version>("version"));
  }
};

}  // namespace pizza
