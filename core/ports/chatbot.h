// SPDX-License-Identifier: Apache-2.0
// Somebody who answers people before a person must. It is told all that it may know, and what it answers is only said:
// it can change nothing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/model/records/order.h"
#include "core/model/records/support.h"

namespace pizza {

// What the order's records say at the moment of the question.
struct OrderFacts {
  OrderId order;
  OrderStatus status = OrderStatus::Placed;
  std::string restaurant;
  Money total;
  Money refunded;
  Instant placed_at;
  Instant promised_at;
  std::optional<Instant> delivered_at;
  bool has_rider = false;
  bool may_cancel = false;  // by the customer, now
  std::vector<std::string> dishes;
};

struct ChatbotQuestion {
  HelpTicketId ticket;
  std::int32_t message = 0;  // the place of the question in the thread, from 0
  std::int32_t misses = 0;   // how often the bot did not understand before, in this ticket
  std::string language;
  std::string text;
  std::optional<OrderFacts> order;  // the one that the ticket is about
  Instant at;
  std::int32_t utc_offset_minutes = 0;  // of the customer's clock, for times of day
};

// What the person wants, as the bot understood it.
enum class ChatIntent : std::uint8_t {
  Unclear,
  Greeting,
  WhereIsIt,
  Cancel,
  Missing,
  Wrong,
  Cold,
  Late,
  NeverCame,
  Refund,
  Allergy,
  Human,
  Thanks,
};
inline constexpr std::array<std::string_view, 13> chat_intent_names{
    "unclear", "greeting",   "where_is_it", "cancel",  "missing", "wrong", "cold",
    "late",    "never_came", "refund",      "allergy", "human",   "thanks"};
constexpr std::span<const std::string_view> names_of(ChatIntent) {
  return chat_intent_names;
}

struct ChatbotReply {
  HelpTicketId ticket;
  std::int32_t message = 0;  // of the question
  ChatIntent intent = ChatIntent::Unclear;
  std::string text;
  bool hand_over = false;  // a person must go on
  bool solved = false;     // nothing is left to do
};

class Chatbot {
 public:
  virtual ~Chatbot() = default;
  // Returns at once. The answer comes back through Business::chatbot_answered; it may never come.
  virtual void ask(const ChatbotQuestion& question) = 0;
};

}  // namespace pizza
