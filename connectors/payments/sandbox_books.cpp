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
  if (static_cast<std::size_t>(request.amount.currency) >= totals_.size()) return decline("unknown_currency");
  if (request.action != ProviderAction::Void && request.amount.minor <= 0) return decline("invalid_amount");
  const bool fresh = request.action == ProviderAction::Authorize;
  const auto found = fresh ? payments_.try_emplace(request.payment).first : payments_.find(request.payment);
  if (found == payments_.end()) return decline("no_such_payment");
  SandboxPayment& payment = found->second;
  payment.touched = now;
  if (request.action == ProviderAction::Void) return void_holds(payment);
  if (payment.authorizations != 0 && request.amount.currency != payment.currency) return decline("currency_mismatch");
  if (request.action == ProviderAction::Authorize) return authorize(payment, request.amount);
  return request.action == ProviderAction::Capture ? capture(payment, request.amount) : refund(payment, request.amount);
}

void SandboxBooks::forget(PaymentId id, Instant since) {
  const auto found = payments_.find(id);
  if (found != payments_.end() && found->second.open == 0 && found->second.touched <= since) payments_.erase(found);
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
  if (payment.open == 0) return decline("already_captured");
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
