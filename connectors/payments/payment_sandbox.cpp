// SPDX-License-Identifier: Apache-2.0
#include "connectors/payments/payment_sandbox.h"

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/model/wire.h"

namespace pizza {

namespace {

constexpr std::string_view magic = "pizzabks";

// Every reason there is; a file holds the position. New ones go last.
constexpr std::array<std::string_view, 22> reasons{"",
                                                   "do_not_honor",
                                                   "insufficient_funds",
                                                   "expired_card",
                                                   "unknown_token",
                                                   "card_number_refused",
                                                   "idempotency_key_reused",
                                                   "idempotency_key_missing",
                                                   "unknown_currency",
                                                   "invalid_amount",
                                                   "no_such_payment",
                                                   "currency_mismatch",
                                                   "already_voided",
                                                   "already_captured",
                                                   "capture_exceeds_hold",
                                                   "refund_exceeds_capture",
                                                   "challenge_required",
                                                   "challenge_failed",
                                                   "no_challenge",
                                                   "no_hold",
                                                   "increment_not_more",
                                                   "unknown_account"};

enum class Behaviour : std::uint8_t { Approve, Timeout, Slow, Double };

struct TokenRule {
  std::string_view token;
  Behaviour behaviour;
  std::string_view decline;
};

constexpr std::string_view challenge_required = "challenge_required";
constexpr std::string_view payout_account = "acct_";

constexpr std::array<TokenRule, 8> token_rules{{{"tok_ok", Behaviour::Approve, ""},
                                                {"tok_declined", Behaviour::Approve, "do_not_honor"},
                                                {"tok_insufficient_funds", Behaviour::Approve, "insufficient_funds"},
                                                {"tok_expired_card", Behaviour::Approve, "expired_card"},
                                                {"tok_timeout", Behaviour::Timeout, ""},
                                                {"tok_slow", Behaviour::Slow, ""},
                                                {"tok_double", Behaviour::Double, ""},
                                                {"tok_challenge", Behaviour::Approve, ""}}};

const TokenRule* rule_of(std::string_view token) {
  for (const TokenRule& rule : token_rules) {
    if (!token.starts_with(rule.token)) continue;
    if (token.size() == rule.token.size() || token[rule.token.size()] == '_') return &rule;
  }
  return nullptr;
}

// Luhn's formula over 13 to 19 digits, blanks and hyphens between them left out of account.
bool holds_card_number(std::string_view token) {
  std::string digits;
  for (std::size_t i = 0; i <= token.size(); ++i) {
    const char c = i < token.size() ? token[i] : '\0';
    if (c >= '0' && c <= '9') {
      digits.push_back(c);
      continue;
    }
    if (c == ' ' || c == '-') continue;
    if (digits.size() >= 13 && digits.size() <= 19) {
      int sum = 0;
      for (std::size_t k = 0; k < digits.size(); ++k) {
        const int digit = digits[digits.size() - 1 - k] - '0';
        const int weighed = k % 2 == 0 ? digit : digit * 2;
        sum += weighed > 9 ? weighed - 9 : weighed;
      }
      if (sum % 10 == 0) return true;
    }
    digits.clear();
  }
  return false;
}

enum class Draw : std::uint8_t { Decline, Lost, Double, Latency, SecondLatency, Notice, NoticeLatency, SecondNotice };

// A number that depends on the key, the purpose and how often the key was used, and on nothing else.
std::uint64_t draw(const Digest& key, Draw purpose, std::uint32_t asked, std::uint64_t seed) {
  std::array<char, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(key.high >> (8 * i));
  const std::uint64_t salt = (static_cast<std::uint64_t>(purpose) << 32 | asked) * 0x9E3779B97F4A7C15ULL;
  return fingerprint({bytes.data(), bytes.size()}, seed ^ key.low ^ salt);
}

bool happens(const Digest& key, Draw purpose, std::uint32_t asked, std::uint64_t seed, std::uint32_t per_million) {
  return per_million != 0 && draw(key, purpose, asked, seed) % 1'000'000 < per_million;
}

std::uint64_t parameters_of(const ProviderRequest& request) {
  std::string bytes;
  wire::put_varint(bytes, static_cast<std::uint64_t>(request.action));
  wire::put_varint(bytes, request.payment.value);
  wire::put_varint(bytes, request.refund.value);
  wire::put_varint(bytes, wire::zigzag(request.amount.minor));
  wire::put_varint(bytes, static_cast<std::uint64_t>(request.amount.currency));
  if (request.payout) wire::put_varint(bytes, request.payout.value);
  return fingerprint(bytes, fingerprint(request.method_token));
}

SandboxRuling decline(std::string_view reason) {
  return {ProviderVerdict::Declined, reason};
}

Digest digest_of_key(std::string_view key) {
  return digest_of({}, key);
}

}  // namespace

PaymentSandbox::PaymentSandbox(const Clock& clock, Deliver deliver, SandboxOptions options)
    : clock_(clock), deliver_(std::move(deliver)), options_(options) {
  if (options_.keep_statement) books_.keep_statement(options_.fee_per_10000);
}

std::unique_ptr<PaymentSandbox> PaymentSandbox::open(const std::string& path, const Clock& clock, Deliver deliver,
                                                     SandboxOptions options) {
  auto sandbox = std::make_unique<PaymentSandbox>(clock, std::move(deliver), options);
  std::error_code none;
  const std::uintmax_t size = std::filesystem::file_size(path, none);
  // Shorter than its magic: killed while it was being created, before anything was answered.
  if (none || size < frame_magic_size) {
    sandbox->file_ = std::make_unique<FrameWriter>(path, magic, FrameWriter::Mode::Create);
    sandbox->file_->flush();
    return sandbox;
  }
  FrameReader reader(path, magic);
  std::string_view payload;
  while (reader.next(payload)) {
    if (!sandbox->replay(payload))
      throw FrameFileError(path, "expected a provider's record before byte " + std::to_string(reader.end().position));
  }
  sandbox->file_ = std::make_unique<FrameWriter>(path, magic, FrameWriter::Mode::Append, reader.end().position);
  return sandbox;
}

void PaymentSandbox::submit(const ProviderRequest& request) {
  const Instant now = clock_.now();
  if (options_.forget_after.ms > 0) forget_old(now);
  if (holds_card_number(request.method_token)) return answer(request, decline("card_number_refused"), 0, now);
  if (request.idempotency_key.empty()) return answer(request, decline("idempotency_key_missing"), 0, now);
  const Digest key = digest_of_key(request.idempotency_key);
  const auto [known, fresh] = known_.try_emplace(key);
  if (fresh) known->second = execute(request, key, now);
  Known& entry = known->second;
  if (entry.parameters != parameters_of(request)) return answer(request, decline("idempotency_key_reused"), 0, now);
  entry.last = now;
  if (options_.forget_after.ms > 0) remembered_.push_back({now, key, request.payment});
  answer(request, entry.ruling, ++entry.asked, now);
}

PaymentSandbox::Known PaymentSandbox::execute(const ProviderRequest& request, const Digest& key, Instant now) {
  SandboxRuling ruling;
  if (request.action == ProviderAction::Authorize) {
    const TokenRule* rule = rule_of(request.method_token);
    if (rule == nullptr) {
      ruling = decline("unknown_token");
    } else if (!rule->decline.empty()) {
      ruling = decline(rule->decline);
    } else if (happens(key, Draw::Decline, 0, options_.seed, options_.decline_per_million)) {
      ruling = decline("do_not_honor");
    } else if (rule->token == "tok_challenge") {
      ruling = {ProviderVerdict::Challenge, challenge_required};
      books_.challenge(request, now);
    }
  } else if (request.action == ProviderAction::Confirm && !request.method_token.starts_with("ok")) {
    ruling = decline(books_.drop_challenge(request.payment) ? "challenge_failed" : "no_challenge");
  } else if (request.action == ProviderAction::Payout && !request.method_token.starts_with(payout_account)) {
    ruling = decline("unknown_account");
  }
  if (ruling.verdict == ProviderVerdict::Approved) ruling = books_.apply(request, now);
  ++requests_;
  if (file_) write_down(request, key, ruling, now);
  return {parameters_of(request), ruling, 0, now};
}

void PaymentSandbox::answer(const ProviderRequest& request, const SandboxRuling& ruling, std::uint32_t asked,
                            Instant now) {
  const Digest key = digest_of_key(request.idempotency_key);
  if (asked == 1 && notify_) notify(request, ruling, key, now);
  const TokenRule* rule = rule_of(request.method_token);
  const Behaviour behaviour = rule == nullptr ? Behaviour::Approve : rule->behaviour;
  const bool lost = behaviour == Behaviour::Timeout
                        ? asked == 1
                        : happens(key, Draw::Lost, asked, options_.seed, options_.lost_answer_per_million);
  if (lost) return;
  ProviderAnswer given;
  given.action = request.action;
  given.payment = request.payment;
  given.refund = request.refund;
  given.payout = request.payout;
  given.verdict = ruling.verdict;
  if (ruling.verdict == ProviderVerdict::Challenge) {
    given.challenge = "sandbox-challenge-" + std::to_string(request.payment.value);
    given.challenge_until = now + options_.challenge_within;
  } else {
    given.reason = std::string(ruling.reason);
  }
  const std::int64_t spread = std::max<std::int64_t>(0, options_.latency_max.ms - options_.latency_min.ms) + 1;
  const auto latency = [&](Draw purpose) {
    const std::uint64_t drawn = draw(key, purpose, asked, options_.seed) % static_cast<std::uint64_t>(spread);
    return options_.latency_min + milliseconds(static_cast<std::int64_t>(drawn));
  };
  const Duration first = behaviour == Behaviour::Slow ? options_.slow_latency : latency(Draw::Latency);
  deliver_(now + first, given);
  if (behaviour == Behaviour::Double ||
      happens(key, Draw::Double, asked, options_.seed, options_.double_answer_per_million))
    deliver_(now + first + latency(Draw::SecondLatency), given);
}

namespace {

std::optional<NoticeKind> notice_kind(ProviderAction action, ProviderVerdict verdict) {
  const bool approved = verdict == ProviderVerdict::Approved;
  switch (action) {
    case ProviderAction::Authorize:
    case ProviderAction::Confirm:
      if (verdict == ProviderVerdict::Challenge) return NoticeKind::Challenged;
      return approved ? NoticeKind::Authorized : NoticeKind::Declined;
    case ProviderAction::Capture:
      return approved ? NoticeKind::Captured : NoticeKind::CaptureRefused;
    case ProviderAction::Void:
      return approved ? std::optional(NoticeKind::Voided) : std::nullopt;
    case ProviderAction::Refund:
      return approved ? NoticeKind::Refunded : NoticeKind::RefundRefused;
    case ProviderAction::Increment:
      return approved ? NoticeKind::Incremented : NoticeKind::IncrementRefused;
    case ProviderAction::Payout:
      return approved ? NoticeKind::PaidOut : NoticeKind::PayoutRefused;
  }
  return std::nullopt;
}

}  // namespace

// Each notice has a latency of its own, longer than an answer's, so notices overtake answers and one another.
void PaymentSandbox::notify(const ProviderRequest& request, const SandboxRuling& ruling, const Digest& key,
                            Instant now) {
  const auto kind = notice_kind(request.action, ruling.verdict);
  if (!kind) return;
  ProviderNotice notice;
  notice.event_id = "evt_" + key.hex();
  notice.kind = *kind;
  notice.payment = request.payment;
  notice.refund = request.refund;
  notice.payout = request.payout;
  if (*kind == NoticeKind::Challenged) {
    notice.challenge = "sandbox-challenge-" + std::to_string(request.payment.value);
    notice.challenge_until = now + options_.challenge_within;
  } else {
    notice.reason = std::string(ruling.reason);
  }
  const auto spread = static_cast<std::uint64_t>(std::max<std::int64_t>(1, options_.latency_max.ms * 4));
  const auto sent = [&](Draw purpose) {
    const std::uint64_t latency = draw(key, purpose, 1, options_.seed) % spread;
    notify_(now + milliseconds(static_cast<std::int64_t>(latency)), notice);
  };
  sent(Draw::NoticeLatency);
  if (happens(key, Draw::Notice, 1, options_.seed, options_.double_notice_per_million)) sent(Draw::SecondNotice);
}

void PaymentSandbox::forget_old(Instant now) {
  const Instant since = now - options_.forget_after;
  for (; !remembered_.empty() && remembered_.front().at <= since; remembered_.pop_front()) {
    const auto known = known_.find(remembered_.front().key);
    if (known != known_.end() && known->second.last <= since) known_.erase(known);
    books_.forget(remembered_.front().payment, since);
  }
}

// {key low, high, parameters, reason, action, payment, refund, minor, currency, at}, all varints. The token stays out.
void PaymentSandbox::write_down(const ProviderRequest& request, const Digest& key, const SandboxRuling& ruling,
                                Instant now) {
  frame_.assign(frame_head_size, '\0');
  const auto reason = std::find(reasons.begin(), reasons.end(), ruling.reason) - reasons.begin();
  for (const std::uint64_t value :
       {key.low, key.high, parameters_of(request), static_cast<std::uint64_t>(reason),
        static_cast<std::uint64_t>(request.action), request.payment.value,
        request.action == ProviderAction::Payout ? request.payout.value : request.refund.value,
        wire::zigzag(request.amount.minor), static_cast<std::uint64_t>(request.amount.currency), wire::zigzag(now.ms)})
    wire::put_varint(frame_, value);
  close_frame(frame_, 0);
  file_->append(frame_);
  file_->flush();
}

bool PaymentSandbox::replay(std::string_view payload) {
  wire::Source source(payload);
  std::array<std::uint64_t, 10> values{};
  for (std::uint64_t& value : values)
    if (!source.varint(value)) return false;
  const auto [low, high, parameters, reason, action, payment, refund, minor, currency, at] = values;
  if (reason >= reasons.size() || action >= provider_action_names.size() || currency >= currency_codes.size())
    return false;
  const Instant then{wire::unzigzag(at)};
  ProviderRequest request;
  request.action = static_cast<ProviderAction>(action);
  request.payment = {payment};
  request.amount = {wire::unzigzag(minor), static_cast<Currency>(currency)};
  if (request.action == ProviderAction::Payout) {
    request.payout = {refund};
  } else {
    request.refund = {refund};
  }
  SandboxRuling ruling;
  if (reasons[reason] == challenge_required) {
    ruling = {ProviderVerdict::Challenge, challenge_required};
    books_.challenge(request, then);
  } else if (reason != 0) {
    ruling = decline(reasons[reason]);
    if (reasons[reason] == "challenge_failed") books_.drop_challenge(request.payment);
  } else if (books_.apply(request, then).verdict != ProviderVerdict::Approved) {
    return false;
  }
  known_[{low, high}] = {parameters, ruling, 1, then};
  ++requests_;
  return true;
}

}  // namespace pizza
