// SPDX-License-Identifier: Apache-2.0
// A payment provider that lives in the process: for simulations, for the embedded world and for tests of what goes
// wrong with real ones. No money moves and no card number enters.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "connectors/journal/frame_file.h"
#include "connectors/payments/sandbox_books.h"
#include "core/ports/clock.h"
#include "core/services/payment/payment_commands.h"

namespace pizza {

// Rates are of a million requests, drawn for each request from its idempotency key and the seed: neither the order of
// calls nor other requests change the draw.
struct SandboxOptions {
  std::uint64_t seed = 0;
  std::uint32_t decline_per_million = 0;        // of authorisations, with "do_not_honor"
  std::uint32_t lost_answer_per_million = 0;    // done, but the answer never comes; drawn again when asked again
  std::uint32_t double_answer_per_million = 0;  // the answer comes twice
  Duration latency_min = milliseconds(80);
  Duration latency_max = milliseconds(900);
  Duration slow_latency = seconds(90);  // of "tok_slow"
  Duration challenge_within = minutes(10);
  std::uint32_t double_notice_per_million = 0;  // where notices are sent at all
  bool keep_statement = false;                  // what was done is kept, line by line, for SandboxBooks::statement
  std::int64_t fee_per_10000 = 140;             // of a capture; only on statements
  Duration forget_after = {0};                  // requests and payments that nobody asked about for so long; 0 = never
};

// A method token decides how its payments go; anything may follow after a "_" ("tok_ok_visa"):
//   tok_ok                  approved
//   tok_declined            declined: "do_not_honor"
//   tok_insufficient_funds  declined: "insufficient_funds"
//   tok_expired_card        declined: "expired_card"
//   tok_timeout             done, but no first answer ever comes; asked again under the same key, it does
//   tok_slow                answered, but late
//   tok_double              answered twice
//   tok_challenge           the payer must answer a challenge first; a Confirm whose answer begins with "ok" is
//   approved,
//                           another one is declined: "challenge_failed"
// A payout goes to a token that begins with "acct_"; others are declined: "unknown_account".
// Other tokens are declined as "unknown_token". A token that holds a card number (13 to 19 digits that satisfy Luhn's
// formula, ISO/IEC 7812-1) is declined as "card_number_refused", and nothing of it is kept.
// A request under a known key gives the first answer again, or "idempotency_key_reused" if it asks for something else.
class PaymentSandbox : public PaymentProvider {
 public:
  // Told when an answer is due; whoever owns the sandbox has it come then.
  using Deliver = std::function<void(Instant due, const ProviderAnswer& answer)>;

  // `clock` outlives the sandbox. `deliver` is called from within submit and must not call submit.
  PaymentSandbox(const Clock& clock, Deliver deliver, SandboxOptions options = {});

  // As above, with the provider's side in a file that survives the death of the process: what was done under a key
  // before is known. Throws FrameFileError when the file cannot be used. A record cut short by a crash is dropped.
  static std::unique_ptr<PaymentSandbox> open(const std::string& path, const Clock& clock, Deliver deliver,
                                              SandboxOptions options = {});

  void submit(const ProviderRequest& request) override;

  // From now on each thing that was done is told once more, by a notice (webhook) that may overtake the answer, come
  // out of order, and come twice. Called from within submit; must not call submit.
  using Notify = std::function<void(Instant due, const ProviderNotice& notice)>;
  void send_notices(Notify notify) { notify_ = std::move(notify); }

  // For invariants.
  const SandboxBooks& books() const { return books_; }
  // Distinct requests that were carried out or declined, answers given again not counted.
  std::uint64_t requests() const { return requests_; }

 private:
  struct KeyHash {
    std::size_t operator()(const Digest& key) const noexcept { return static_cast<std::size_t>(key.low); }
  };
  struct Known {
    std::uint64_t parameters = 0;  // fingerprint of what was asked
    SandboxRuling ruling;
    std::uint32_t asked = 0;  // how often
    Instant last;
  };
  struct Remembered {
    Instant at;
    Digest key;
    PaymentId payment;
  };

  Known execute(const ProviderRequest& request, const Digest& key, Instant now);
  void answer(const ProviderRequest& request, const SandboxRuling& ruling, std::uint32_t asked, Instant now);
  void notify(const ProviderRequest& request, const SandboxRuling& ruling, const Digest& key, Instant now);
  void forget_old(Instant now);
  void write_down(const ProviderRequest& request, const Digest& key, const SandboxRuling& ruling, Instant now);
  bool replay(std::string_view payload);

  const Clock& clock_;
  Deliver deliver_;
  Notify notify_;
  SandboxOptions options_;
  SandboxBooks books_;
  std::unordered_map<Digest, Known, KeyHash> known_;
  std::deque<Remembered> remembered_;  // oldest first; only where something is forgotten
  std::uint64_t requests_ = 0;
  std::unique_ptr<FrameWriter> file_;
  std::string frame_;
};

}  // namespace pizza
