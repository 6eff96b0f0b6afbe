// SPDX-License-Identifier: Apache-2.0
#include "connectors/payments/sandbox_books.h"

#include <algorithm>

namespace pizza {

namespace {

SandboxRuling decline(std::string_view reason) {
  return {ProviderVerdict::Declined, reason};
}

}  // namespace

SandboxRuling SandboxBooks::apply(const ProviderRequest& request, Instant now) {
  const SandboxRuling ruling = carry_out(request, now);
  if (keeps_statement_ && ruling.verdict == ProviderVerdict::Approved) write_line(request, now);
  return ruling;
}

SandboxRuling SandboxBooks::carry_out(const ProviderRequest& request, Instant now) {
  if (static_cast<std::size_t>(request.amount.currency) >= totals_.size()) return decline("unknown_currency");
  const bool moves = request.action != ProviderAction::Void && request.action != ProviderAction::Confirm;
  if (moves && request.amount.minor <= 0) return decline("invalid_amount");
  if (request.action == ProviderAction::Payout) return pay_out(request.amount);
  const bool fresh = request.action == ProviderAction::Authorize;
  const auto found = fresh ? payments_.try_emplace(request.payment).first : payments_.find(request.payment);
  if (found == payments_.end()) return decline("no_such_payment");
  SandboxPayment& payment = found->second;
  payment.touched = now;
  if (request.action == ProviderAction::Void) return void_holds(payment);
  if (request.action == ProviderAction::Confirm) return confirm(payment);
  if (payment.authorizations != 0 && request.amount.currency != payment.currency) return decline("currency_mismatch");
  switch (request.action) {
    case ProviderAction::Authorize:
      return authorize(payment, request.amount);
    case ProviderAction::Capture:
      return capture(payment, request.amount);
    case ProviderAction::Increment:
      return increment(payment, request.amount);
    default:
      return refund(payment, request.amount);
  }
}

void SandboxBooks::challenge(const ProviderRequest& request, Instant now) {
  SandboxPayment& payment = payments_[request.payment];
  payment.currency = request.amount.currency;
  payment.challenged = request.amount.minor;
  payment.touched = now;
}

bool SandboxBooks::drop_challenge(PaymentId id) {
  const auto found = payments_.find(id);
  if (found == payments_.end() || found->second.challenged == 0) return false;
  found->second.challenged = 0;
  return true;
}

void SandboxBooks::keep_statement(std::int64_t fee_per_10000) {
  keeps_statement_ = true;
  fee_per_10000_ = fee_per_10000;
}

std::vector<StatementLine> SandboxBooks::statement(Instant from, Instant to) const {
  std::vector<StatementLine> lines;
  for (const StatementLine& line : lines_)
    if (line.at >= from && line.at < to) lines.push_back(line);
  return lines;
}

void SandboxBooks::write_line(const ProviderRequest& request, Instant now) {
  StatementLine line;
  line.amount = request.amount;
  line.at = now;
  switch (request.action) {
    case ProviderAction::Capture:
      line.kind = StatementKind::Capture;
      line.reference = request.payment.value;
      line.fee = share(request.amount, fee_per_10000_);
      break;
    case ProviderAction::Refund:
      line.kind = StatementKind::Refund;
      line.reference = request.refund.value;
      break;
    case ProviderAction::Payout:
      line.kind = StatementKind::Payout;
      line.reference = request.payout.value;
      break;
    default:
      return;
  }
  lines_.push_back(line);
}

SandboxRuling SandboxBooks::increment(SandboxPayment& payment, Money amount) {
  if (payment.voided) return decline("already_voided");
  if (payment.open == 0) return decline("no_hold");
  if (amount.minor <= payment.open) return decline("increment_not_more");
  const std::int64_t more = amount.minor - payment.open;
  payment.open += more;
  payment.authorized += more;
  totals_[static_cast<std::size_t>(payment.currency)].open += more;
  return {};
}

SandboxRuling SandboxBooks::confirm(SandboxPayment& payment) {
  if (payment.challenged == 0) return decline("no_challenge");
  const Money amount{payment.challenged, payment.currency};
  payment.challenged = 0;
  return authorize(payment, amount);
}

SandboxRuling SandboxBooks::pay_out(Money amount) {
  totals_[static_cast<std::size_t>(amount.currency)].paid_out += amount.minor;
  return {};
}

void SandboxBooks::forget(PaymentId id, Instant since) {
  const auto found = payments_.find(id);
  if (found != payments_.end() && found->second.open == 0 && found->second.challenged == 0 &&
      found->second.touched <= since)
    payments_.erase(found);
}

const SandboxPayment* SandboxBooks::payment(PaymentId id) const {
  const auto found = payments_.find(id);
  return found == payments_.end() ? nullptr : &found->second;
}

SandboxRuling SandboxBooks::authorize(SandboxPayment& payment, Money amount) {
  payment.currency = amount.currency;
  payment.authorized += amount.minor;
  payment.open += amount.minor;
  payment.voided = false;
  ++payment.authorizations;
  totals_[static_cast<std::size_t>(amount.currency)].open += amount.minor;
  return {};
}

SandboxRuling SandboxBooks::capture(SandboxPayment& payment, Money amount) {
  if (payment.voided) return decline("already_voided");
  if (amount.minor > payment.open) return decline(payment.open == 0 ? "already_captured" : "capture_exceeds_hold");
  SandboxTotals& totals = totals_[static_cast<std::size_t>(payment.currency)];
  // What a capture leaves of its hold is given back to the customer at once, as card networks do.
  const std::int64_t hold = payment.authorized / payment.authorizations;
  const std::int64_t released = std::min(payment.open, std::max(amount.minor, hold));
  payment.open -= released;
  totals.open -= released;
  payment.captured += amount.minor;
  totals.captured += amount.minor;
  if (++payment.captures == 2) ++double_charges_;
  return {};
}

SandboxRuling SandboxBooks::void_holds(SandboxPayment& payment) {
  if (payment.voided) return decline("already_voided");
  if (payment.open == 0 && payment.challenged == 0) return decline("already_captured");
  payment.challenged = 0;
  totals_[static_cast<std::size_t>(payment.currency)].open -= payment.open;
  payment.open = 0;
  payment.voided = true;
  return {};
}

SandboxRuling SandboxBooks::refund(SandboxPayment& payment, Money amount) {
  if (amount.minor > payment.captured - payment.refunded) return decline("refund_exceeds_capture");
  payment.refunded += amount.minor;
  ++payment.refunds;
  totals_[static_cast<std::size_t>(payment.currency)].refunded += amount.minor;
  return {};
}

}  // namespace pizza
