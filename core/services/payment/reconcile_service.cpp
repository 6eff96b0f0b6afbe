// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "core/services/order/order_service.h"
#include "core/services/payment/ledger.h"
#include "core/services/payment/payout_service.h"

namespace pizza {

namespace {

Problem invalid(std::string detail, std::string field) {
  return problem(Status::Unprocessable, "reconcile.invalid", std::move(detail), std::move(field));
}

Posting posting_of(StatementKind kind) {
  switch (kind) {
    case StatementKind::Capture:
      return Posting::Capture;
    case StatementKind::Refund:
      return Posting::Refund;
    case StatementKind::Payout:
      return Posting::Payout;
    case StatementKind::PayoutBack:
      return Posting::PayoutBack;
    case StatementKind::Settlement:
      break;
  }
  return Posting::Settlement;
}

// Money that a payment brought, however it came to be taken.
bool same_posting(Posting wanted, Posting posting) {
  if (wanted != Posting::Capture) return wanted == posting;
  return posting == Posting::Capture || posting == Posting::EndCharge || posting == Posting::Unowed;
}

// What the provider owes us by the line: what came in is positive.
Money owed_by(const StatementLine& line) {
  const bool in = line.kind == StatementKind::Capture || line.kind == StatementKind::PayoutBack;
  return in ? line.amount : -line.amount;
}

std::optional<Problem> line_refused(const StatementLine& line, std::size_t index) {
  const std::string at = "lines[" + std::to_string(index) + "].";
  if (static_cast<std::size_t>(line.kind) >= statement_kind_names.size()) return invalid("no such kind", at + "kind");
  if (line.amount.minor <= 0) return invalid("more than 0", at + "amount.minor");
  if (line.amount.currency == Currency::None || static_cast<std::size_t>(line.amount.currency) >= currency_codes.size())
    return invalid("a currency", at + "amount.currency");
  if (line.fee.minor < 0) return invalid("0 or more", at + "fee.minor");
  if (line.fee.minor != 0 && line.fee.currency != line.amount.currency)
    return invalid("the amount's currency", at + "fee.currency");
  if (line.kind != StatementKind::Settlement && line.reference == 0)
    return invalid("the number of a payment, a refund or a payout", at + "reference");
  return std::nullopt;
}

class Comparison {
 public:
  Comparison(UnitOfWork& work, ReconciliationRun& run) : work_(work), run_(run) {}
  std::vector<LedgerEntryId> named;

  void take(const StatementLine& line, std::int32_t number) {
    if (line.kind == StatementKind::Settlement) {
      settled_[line.amount.currency] += line.amount.minor;
      return;
    }
    const Posting wanted = posting_of(line.kind);
    const LedgerEntry* entry = entry_of(line, wanted);
    const Money theirs = owed_by(line);
    if (entry == nullptr) return find({FindingKind::MissingHere, number, wanted, line.reference, {}, theirs});
    if (!entry->open_since || !taken_.insert(entry->id).second)
      return find({FindingKind::Doubled, number, wanted, line.reference, entry->amount, theirs});
    named.push_back(entry->id);
    fees_[line.amount.currency] += line.fee.minor;
    if (entry->amount == theirs) {
      ++run_.matched;
    } else {
      find({FindingKind::Differs, number, entry->posting, line.reference, entry->amount, theirs});
    }
  }

  // What is ours and was not named.
  void look_at_the_rest() {
    const RecordType& type = record_type<LedgerEntry>();
    std::vector<std::uint64_t> keys;
    work_.changes().store().find_range(type, type.index_position(field_number<&LedgerEntry::open_since>()), 0,
                                       run_.until.ms - 1, ReconcileService::max_open, keys);
    for (const std::uint64_t key : keys) {
      const LedgerEntry& entry = *work_.find(LedgerEntryId{key});
      if (taken_.contains(entry.id)) continue;
      if (*entry.open_since + ReconcileService::patience > run_.until) {
        ++run_.pending;
      } else {
        find({FindingKind::MissingThere, 0, entry.posting, entry.source, entry.amount, {}});
      }
    }
  }

  void sum_up() {
    for (const auto& [currency, minor] : fees_)
      if (minor != 0) run_.fees.push_back({minor, currency});
    for (const auto& [currency, minor] : settled_) run_.settled.push_back({minor, currency});
  }

 private:
  void find(Finding finding) {
    ++run_.found[static_cast<std::size_t>(finding.kind)];
    if (run_.findings.size() < ReconcileService::max_findings) run_.findings.push_back(finding);
  }

  const LedgerEntry* entry_of(const StatementLine& line, Posting wanted) {
    for (const std::uint64_t key : candidates(line, wanted)) {
      const LedgerEntry* entry = work_.find(LedgerEntryId{key});
      if (entry->account == Account::ProviderClearing && entry->source == line.reference &&
          same_posting(wanted, entry->posting))
        return entry;
    }
    return nullptr;
  }

  // Entries among which the line's one must be: those of the order, or the one that the payout names.
  std::vector<std::uint64_t> candidates(const StatementLine& line, Posting wanted) {
    if (wanted == Posting::Capture) {
      const Payment* payment = work_.find(PaymentId{line.reference});
      return payment == nullptr ? std::vector<std::uint64_t>{} : work_.find_where<&LedgerEntry::order>(payment->order);
    }
    if (wanted == Posting::Refund) {
      const Refund* refund = work_.find(RefundId{line.reference});
      return refund == nullptr ? std::vector<std::uint64_t>{} : work_.find_where<&LedgerEntry::order>(refund->order);
    }
    const Payout* payout = work_.find(PayoutId{line.reference});
    if (payout == nullptr) return {};
    const LedgerEntryId entry = wanted == Posting::Payout ? payout->clearing : payout->clearing_back;
    return entry ? std::vector<std::uint64_t>{entry.value} : std::vector<std::uint64_t>{};
  }

  UnitOfWork& work_;
  ReconciliationRun& run_;
  std::set<LedgerEntryId> taken_;
  std::map<Currency, std::int64_t> fees_;
  std::map<Currency, std::int64_t> settled_;
};

}  // namespace

Result<ReconciliationRun> ReconcileService::reconcile(UnitOfWork& work, const ReconcileStatement& command) const {
  if (command.statement.empty() || command.statement.size() > 100) return invalid("1 to 100 bytes", "statement");
  if (looks_like_card_number(command.statement)) return invalid("no card numbers, please", "statement");
  if (!work.find_where<&ReconciliationRun::statement>(command.statement, 1).empty())
    return problem(Status::Conflict, "reconcile.known", "this statement has been taken before", "statement");
  if (command.until > work.now() || command.until.ms <= 0) return invalid("not after now", "until");
  if (command.lines.size() > max_lines) return invalid("at most 5000 lines", "lines");
  for (std::size_t i = 0; i < command.lines.size(); ++i)
    if (const auto refused = line_refused(command.lines[i], i)) return *refused;
  StatementReconciled event;
  ReconciliationRun& run = event.run;
  run.id = work.allocate<ReconciliationRun>();
  run.statement = command.statement;
  run.until = command.until;
  run.lines = static_cast<std::int32_t>(command.lines.size());
  run.by = command.by;
  run.at = work.now();
  Comparison comparison(work, run);
  for (std::size_t i = 0; i < command.lines.size(); ++i)
    comparison.take(command.lines[i], static_cast<std::int32_t>(i) + 1);
  comparison.look_at_the_rest();
  comparison.sum_up();
  event.named = std::move(comparison.named);
  const ReconciliationRun done = run;
  work.record(std::move(event));
  if (!done.fees.empty() || !done.settled.empty()) work.record(statement_entries(work, done));
  return done;
}

Result<ReconciliationRun> ReconcileService::see(UnitOfWork& work, const SeeReconciliation& query) const {
  const ReconciliationRun* run = work.find(query.id);
  if (run == nullptr)
    return problem(Status::NotFound, "reconcile.unknown", "no statement was compared under this number",
                   "reconciliation_id");
  return *run;
}

}  // namespace pizza
