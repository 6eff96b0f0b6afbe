// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>

#include "core/ports/clock.h"
#include "core/ports/payment_provider.h"

namespace pizza::sim {

// What the provider knows of one payment, or of all in one currency; minor units.
struct ProviderPage {
  std::int64_t open = 0;  // held
  std::int64_t captured = 0;
  std::int64_t refunded = 0;
  std::uint32_t captures = 0;
};

// A payment provider whose own books can be compared with the business's.
class BookedProvider : public PaymentProvider {
 public:
  // Nothing where the provider never heard of the payment, or declined it.
  virtual std::optional<ProviderPage> page(PaymentId payment) const = 0;
  virtual ProviderPage totals(Currency currency) const = 0;
};

// Told when an answer is due; has it come then.
using AnswerLater = std::function<void(Instant due, const ProviderAnswer& answer)>;

}  // namespace pizza::sim
