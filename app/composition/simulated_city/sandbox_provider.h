// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "connectors/payments/payment_sandbox.h"
#include "sim/agents/booked_provider.h"

namespace pizza {

// The payment sandbox as a simulated city's provider.
class SandboxProvider : public sim::BookedProvider {
 public:
  SandboxProvider(const Clock& clock, sim::AnswerLater later, SandboxOptions options)
      : sandbox_(clock, std::move(later), options) {}

  void submit(const ProviderRequest& request) override { sandbox_.submit(request); }

  std::optional<sim::ProviderPage> page(PaymentId id) const override {
    const SandboxPayment* payment = sandbox_.books().payment(id);
    if (payment == nullptr) return std::nullopt;
    return sim::ProviderPage{payment->open, payment->captured, payment->refunded, payment->captures};
  }

  sim::ProviderPage totals(Currency currency) const override {
    const SandboxTotals& totals = sandbox_.books().totals(currency);
    return {totals.open, totals.captured, totals.refunded, 0};
  }

 private:
  PaymentSandbox sandbox_;
};

}  // namespace pizza
