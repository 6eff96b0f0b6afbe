// SPDX-License-Identifier: Apache-2.0
// What a payment provider knows of its side: holds, captures and refunds, and the answers it has given.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/digest.h"
#include "core/model/instant.h"
#include "core/model/records/reconciliation.h"
#include "core/ports/payment_provider.h"

namespace pizza {

// One payment on the provider's side; amounts in minor units of `currency`.
struct SandboxPayment {
  Currency currency = Currency::None;
  std::int64_t authorized = 0;  // held, ever
  std::int64_t open = 0;        // still held
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
  std::uint32_t authorizations = 0;
  std::uint32_t captures = 0;
  std::uint32_t refunds = 0;
  bool voided = false;
  std::int64_t challenged = 0;  // to be held once the payer has answered
  Instant touched;              // when it was last asked about
};

// Of all payments in one currency, minor units.
struct SandboxTotals {
  std::int64_t open = 0;
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
  std::int64_t paid_out = 0;
  friend bool operator==(const SandboxTotals&, const SandboxTotals&) = default;
};

struct SandboxRuling {
  ProviderVerdict verdict = ProviderVerdict::Approved;
  std::string_view reason;  // of a decline; static
};

// The rules a provider holds on to, whoever asks: no more is captured than was held, nothing after a void, no more
// refunded than was captured. A second authorisation under another key is a second hold, and captures of both take the
// money twice: a provider cannot know better, so `double_charges` counts what a business must never let happen.
class SandboxBooks {
 public:
  SandboxRuling apply(const ProviderRequest& request, Instant now);
  // The payer is asked to prove who they are; the hold waits for a Confirm.
  void challenge(const ProviderRequest& request, Instant now);
  // False: there was none.
  bool drop_challenge(PaymentId payment);

  // From now on what is done is kept for statements; of captures the provider keeps a fee.
  void keep_statement(std::int64_t fee_per_10000);
  // What was done from `from` (included) to `to` (not included), in order.
  std::vector<StatementLine> statement(Instant from, Instant to) const;

  const SandboxPayment* payment(PaymentId id) const;
  const SandboxTotals& totals(Currency currency) const { return totals_[static_cast<std::size_t>(currency)]; }
  // Payments with more than one approved capture.
  std::uint64_t double_charges() const { return double_charges_; }
  std::uint64_t payments() const { return payments_.size(); }
  // Drops a payment's page if nothing of it is held and nobody asked since; the totals stay.
  void forget(PaymentId id, Instant since);

 private:
  SandboxRuling carry_out(const ProviderRequest& request, Instant now);
  SandboxRuling authorize(SandboxPayment& payment, Money amount);
  SandboxRuling increment(SandboxPayment& payment, Money amount);
  SandboxRuling confirm(SandboxPayment& payment);
  SandboxRuling pay_out(Money amount);
  void write_line(const ProviderRequest& request, Instant now);
  SandboxRuling capture(SandboxPayment& payment, Money amount);
  SandboxRuling void_holds(SandboxPayment& payment);
  SandboxRuling refund(SandboxPayment& payment, Money amount);

  std::unordered_map<PaymentId, SandboxPayment> payments_;
  std::array<SandboxTotals, currency_codes.size()> totals_{};
  std::uint64_t double_charges_ = 0;
  bool keeps_statement_ = false;
  std::int64_t fee_per_10000_ = 0;
  std::vector<StatementLine> lines_;
};

}  // namespace pizza
