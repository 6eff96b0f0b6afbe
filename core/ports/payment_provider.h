// SPDX-License-Identifier: Apache-2.0
// A payment provider as the business sees it: asked, it answers later, or never, or twice.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "core/model/ids.h"
#include "core/model/instant.h"
#include "core/model/money.h"

namespace pizza {

enum class ProviderAction : std::uint8_t {
  Authorize,
  Capture,  // the amount, which may be less than is held; the rest of the hold is let go
  Void,     // all that is held, and a challenge that is open
  Refund,
  Increment,  // hold this amount in all
  Confirm,    // the payer has answered the challenge: what came of it?
  Payout,     // pay this amount, of what the provider owes us, to whoever the token stands for
};
inline constexpr std::array<std::string_view, 7> provider_action_names{"authorize", "capture", "void",  "refund",
                                                                       "increment", "confirm", "payout"};
constexpr std::span<const std::string_view> names_of(ProviderAction) {
  return provider_action_names;
}

struct ProviderRequest {
  ProviderAction action = ProviderAction::Authorize;
  PaymentId payment;
  RefundId refund;  // of a Refund
  // Two requests with one key are one request: the provider does it once and gives the first answer again.
  std::string idempotency_key;
  // Stands for the card, never a card number. Of a Confirm: what the payer's device brought back. Of a Payout: stands
  // for the bank account.
  std::string method_token;
  Money amount;
  PayoutId payout = {};  // of a Payout
};

// Challenge: the payer must first prove who they are; nothing is held yet.
enum class ProviderVerdict : std::uint8_t { Approved, Declined, Unknown, Challenge };

struct ProviderAnswer {
  ProviderAction action = ProviderAction::Authorize;
  PaymentId payment;
  RefundId refund;
  ProviderVerdict verdict = ProviderVerdict::Unknown;
  std::string reason;  // of a decline: a stable word ("insufficient_funds")
  // Of a Challenge: an opaque token or address that the payer's device opens, and until when.
  std::string challenge = {};
  Instant challenge_until = {};
  PayoutId payout = {};  // of a Payout
};

class PaymentProvider {
 public:
  virtual ~PaymentProvider() = default;
  // Returns at once. The answer comes back through Business::provider_answered; it may never come.
  virtual void submit(const ProviderRequest& request) = 0;
};

}  // namespace pizza
