// SPDX-License-Identifier: Apache-2.0
#include "core/services/support/order_bot.h"

#include "core/services/support/bot_words.h"
#include "core/services/words/phrase.h"

namespace pizza {

namespace {

using bot_words::Say;

// Small letters without accents, one blank for all that is neither letter nor digit; a blank at both ends. Letters
// beyond Latin-1 are left out: the bot's words have none.
std::string plain(std::string_view text) {
  // U+00C0 to U+00FF.
  static constexpr std::string_view latin = "aaaaaaaceeeeiiiidnooooo ouuuuytsaaaaaaaceeeeiiiidnooooo ouuuuyty";
  std::string out = " ";
  const auto add = [&](char c) {
    if (c != ' ' || out.back() != ' ') out.push_back(c);
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte == 0xC3 && i + 1 < text.size()) {
      const auto next = static_cast<unsigned char>(text[++i]);
      if (next >= 0x80 && next < 0xC0) add(latin[next - 0x80U]);
    } else if (byte >= 'A' && byte <= 'Z') {
      add(static_cast<char>(byte - 'A' + 'a'));
    } else if ((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '\'') {
      add(static_cast<char>(byte));
    } else if (byte < 0x80) {
      add(' ');
    }
  }
  add(' ');
  return out;
}

class Answer {
 public:
  explicit Answer(const ChatbotQuestion& question)
      : question_(question),
        language_(language_of(question.language)),
        reply_{.ticket = question.ticket, .message = question.message, .intent = intent_of(question.text), .text = {}} {
  }

  ChatbotReply make() {
    if (reply_.intent == ChatIntent::Allergy) return hand_over(Say::Allergy);
    if (reply_.intent == ChatIntent::Human) return hand_over(Say::HandOver);
    if (reply_.intent == ChatIntent::Greeting) return say(Say::Hello);
    if (reply_.intent == ChatIntent::Thanks) {
      reply_.solved = true;
      return say(Say::Welcome);
    }
    if (reply_.intent == ChatIntent::Unclear)
      return question_.misses == 0 ? say(Say::NotUnderstood) : hand_over(Say::HandOver);
    if (!question_.order) return say(Say::NoOrder);
    return about(*question_.order);
  }

 private:
  ChatbotReply say(Say what) {
    if (!reply_.text.empty()) reply_.text += ' ';
    reply_.text += phrase(bot_words::text(what, language_), language_, values_);
    return reply_;
  }
  ChatbotReply hand_over(Say what) {
    reply_.hand_over = true;
    return say(what);
  }

  ChatbotReply about(const OrderFacts& order) {
    const Instant then = order.delivered_at.value_or(order.promised_at);
    values_.push_back(PhraseValue::of("restaurant", order.restaurant));
    values_.push_back(PhraseValue::of("time", time_text(then, question_.utc_offset_minutes, language_)));
    values_.push_back(PhraseValue::of("amount", money_text(order.refunded, language_)));
    std::string dishes;
    for (const std::string& dish : order.dishes) dishes += (dishes.empty() ? "" : ", ") + dish;
    values_.push_back(PhraseValue::of("dishes", std::move(dishes)));
    switch (reply_.intent) {
      case ChatIntent::Cancel:
        if (is_terminal(order.status)) return where(order);
        return say(order.may_cancel ? Say::MayCancel : Say::TooLateToCancel);
      case ChatIntent::Missing:
      case ChatIntent::Wrong:
      case ChatIntent::Cold:
        return order.delivered_at ? say(Say::TellDishes) : where(order);
      case ChatIntent::Late:
        return late(order);
      case ChatIntent::NeverCame:
        // Our records and the person say different things: somebody must look at the proof.
        return order.delivered_at ? hand_over(Say::HandOver) : where(order);
      case ChatIntent::Refund:
        return say(order.refunded.minor > 0 ? Say::Refunded : Say::AskRefund);
      default:
        return where(order);
    }
  }

  ChatbotReply late(const OrderFacts& order) {
    if (!order.delivered_at && is_terminal(order.status)) return where(order);
    const Instant moment = order.delivered_at.value_or(question_.at);
    const Duration after = moment - order.promised_at;
    const std::int64_t whole_minutes = (after.ms < 0 ? -after.ms : after.ms) / 60'000;
    values_.push_back(PhraseValue::of("minutes", whole_minutes));
    const bool too_late = after.ms > 0 && whole_minutes > 0;
    if (order.delivered_at) return say(too_late ? Say::CameLate : Say::CameInTime);
    return say(too_late ? Say::IsLate : Say::IsInTime);
  }

  ChatbotReply where(const OrderFacts& order) {
    switch (order.status) {
      case OrderStatus::Placed:
      case OrderStatus::Authorized:
        return say(Say::NotAccepted);
      case OrderStatus::Accepted:
      case OrderStatus::Preparing:
        return say(Say::Preparing);
      case OrderStatus::Ready:
        return say(Say::Ready);
      case OrderStatus::PickedUp:
        return say(Say::OnTheWay);
      default:
        return say(order.delivered_at ? Say::Arrived : Say::Ended);
    }
  }

  const ChatbotQuestion& question_;
  Language language_;
  ChatbotReply reply_;
  std::vector<PhraseValue> values_;
};

}  // namespace

ChatIntent intent_of(std::string_view text) {
  const std::string words = plain(text);
  for (const bot_words::IntentWords& known : bot_words::intents())
    for (const std::string_view word : known.words)
      if (words.find(" " + std::string(word)) != std::string::npos) return known.intent;
  return ChatIntent::Unclear;
}

ChatbotReply order_bot_reply(const ChatbotQuestion& question) {
  return Answer(question).make();
}

}  // namespace pizza
