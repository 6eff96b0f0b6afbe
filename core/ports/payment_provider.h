// SPDX-License-Identifier: Apache-2.0
// A payment provider as the business sees it: asked, it answers later, or never, or twice.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/ids.h"
#include "core/model/money.h"

namespace pizza {

enum class ProviderAction : std::uint8_t { Authorize, Capture, Void, Refund };
inline constexpr std::array<std::string_view, 4> provider_action_names{"authorize", "capture", "void", "refund"};
constexpr std::span<const std::string_view> names_of(ProviderAction) {
  return provider_action_names;
}

struct ProviderRequest {
  ProviderAction action = ProviderAction::Authorize;
  PaymentId payment;
  RefundId refund;  // of a Refund
  // Two requests with one key are one request: the provider does it once and gives the first answer again.
  std::string idempotency_key;
  std::string method_token;  // stands for the card; never a card number
  Money amount;
};

enum class ProviderVerdict : std::uint8_t { Approved, Declined, Unknown };

struct ProviderAnswer {
  ProviderAction action = ProviderAction::Authorize;
  PaymentId payment;
  RefundId refund;
  ProviderVerdict verdict = ProviderVerdict::Unknown;
  std::string reason;  // of a decline: a stable word ("insufficient_funds")
};

class PaymentProvider {
 public:
  virtual ~PaymentProvider() = default;
  // Returns at once. The answer comes back through Business::provider_answered; it may never come.
  virtual void submit(const ProviderRequest& request) = 0;
};

}  // namespace pizza
