// SPDX-License-Identifier: Apache-2.0
// The help desk: what people ask, what was said, and what was given back.
#pragma once

#include "core/model/describe.h"

namespace pizza {

using HelpTicketId = Id<struct HelpTicket>;

// What it is about. From Missing to Overcharged it may end in money.
enum class HelpCategory : std::uint8_t {
  Question,
  Missing,
  Wrong,
  Cold,  // cold, burnt, not as it should be
  Damaged,
  Late,
  NeverCame,
  Allergy,
  Overcharged,
  Rider,  // conduct
  Account,
};
inline constexpr std::array<std::string_view, 11> help_category_names{"question",    "missing", "wrong",      "cold",
                                                                      "damaged",     "late",    "never_came", "allergy",
                                                                      "overcharged", "rider",   "account"};
constexpr std::span<const std::string_view> names_of(HelpCategory) {
  return help_category_names;
}

enum class HelpPriority : std::uint8_t { Low, Normal, High, Urgent };
inline constexpr std::array<std::string_view, 4> help_priority_names{"low", "normal", "high", "urgent"};
constexpr std::span<const std::string_view> names_of(HelpPriority) {
  return help_priority_names;
}

enum class HelpStatus : std::uint8_t {
  WithBot,  // the bot talks; nobody else need look
  Open,     // waits for us
  Waiting,  // for the customer
  Solved,   // may be opened again by the customer
  Closed,
};
inline constexpr std::array<std::string_view, 5> help_status_names{"with_bot", "open", "waiting", "solved", "closed"};
constexpr std::span<const std::string_view> names_of(HelpStatus) {
  return help_status_names;
}

// Where the money that a complaint ended in stands.
enum class ComplaintRefund : std::uint8_t {
  None,
  Proposed,  // a person must decide
  Granted,   // promised; the payment was not captured yet, or the request is under way
  Asked,     // the payment service is at it
  Paid,
  Refused,  // by us, or by the provider
};
inline constexpr std::array<std::string_view, 6> complaint_refund_names{"none",  "proposed", "granted",
                                                                        "asked", "paid",     "refused"};
constexpr std::span<const std::string_view> names_of(ComplaintRefund) {
  return complaint_refund_names;
}

// A line of the basket that a complaint is about.
struct AffectedLine {
  std::int32_t line = 0;  // its place in the basket, from 0
  std::int32_t quantity = 1;

  static constexpr auto description() {
    return record("affected_line", field<&AffectedLine::line>("line"), field<&AffectedLine::quantity>("quantity"));
  }
};

struct HelpTicket {
  HelpTicketId id;
  UserId user;
  OrderId order;            // none: about no order
  RestaurantId restaurant;  // of the order
  HelpCategory category = HelpCategory::Question;
  HelpPriority priority = HelpPriority::Normal;
  HelpStatus status = HelpStatus::Open;
  std::string language;  // "fr"
  UserId assigned_to;    // none: whoever comes
  std::vector<AffectedLine> lines;
  ComplaintRefund refund_state = ComplaintRefund::None;
  Money refund;  // proposed, granted or paid
  RefundId refund_request;
  std::string refund_reason;  // a stable word: the rule or the person
  Instant opened_at;
  std::optional<Instant> answered_at;  // by a person, for the first time
  std::optional<Instant> solved_at;
  // An answer is due (open), the case is closed by itself (waiting, solved), the bot gives up (with_bot).
  std::optional<Instant> deadline;
  std::int32_t escalations = 0;
  std::int32_t messages = 0;
  std::int32_t satisfaction = 0;  // 1..5; 0 = not said
  std::int32_t bot_misses = 0;    // how often the bot did not understand
  Version version;

  static constexpr auto description() {
    return record("help_tickets", key<&HelpTicket::id>("help_ticket_id"),
                  field<&HelpTicket::user>("user_id", Index::Hash), field<&HelpTicket::order>("order_id", Index::Hash),
                  field<&HelpTicket::restaurant>("restaurant_id"), field<&HelpTicket::category>("category"),
                  field<&HelpTicket::priority>("priority"), field<&HelpTicket::status>("status"),
                  field<&HelpTicket::language>("language"), field<&HelpTicket::assigned_to>("assigned_to"),
                  field<&HelpTicket::lines>("lines"), field<&HelpTicket::refund_state>("refund_state"),
                  field<&HelpTicket::refund>("refund"), field<&HelpTicket::refund_request>("refund_id", Index::Hash),
                  field<&HelpTicket::refund_reason>("refund_reason"),
                  field<&HelpTicket::opened_at>("opened_at", Index::Ordered),
                  field<&HelpTicket::answered_at>("answered_at"), field<&HelpTicket::solved_at>("solved_at"),
                  field<&HelpTicket::deadline>("deadline", Index::Ordered),
                  field<&HelpTicket::escalations>("escalations"), field<&HelpTicket::messages>("messages"),
                  field<&HelpTicket::satisfaction>("satisfaction"), field<&HelpTicket::bot_misses>("bot_misses"),
                  field<&HelpTicket::version>("version"), shard_by<&HelpTicket::user>());
  }
};

enum class Speaker : std::uint8_t { Customer, Bot, Agent, System };
inline constexpr std::array<std::string_view, 4> speaker_names{"customer", "bot", "agent", "system"};
constexpr std::span<const std::string_view> names_of(Speaker) {
  return speaker_names;
}

struct HelpMessage {
  Speaker from = Speaker::Customer;
  UserId user;  // who wrote it; none for the bot and the system
  Instant at;
  std::string text;
  bool internal = false;  // a note among us, never shown to the customer

  static constexpr auto description() {
    return record("help_message", field<&HelpMessage::from>("from"), field<&HelpMessage::user>("user_id"),
                  field<&HelpMessage::at>("at"), field<&HelpMessage::text>("text"),
                  field<&HelpMessage::internal>("internal"));
  }
};

// What was said in a ticket. Apart from it, because it grows.
struct HelpThread {
  HelpTicketId ticket;
  UserId user;  // whose ticket
  std::vector<HelpMessage> messages;
  Version version;

  static constexpr auto description() {
    return record("help_threads", key<&HelpThread::ticket>("help_ticket_id"),
                  field<&HelpThread::user>("user_id", Index::Hash), field<&HelpThread::messages>("messages"),
                  field<&HelpThread::version>("version"), shard_by<&HelpThread::user>());
  }
};

}  // namespace pizza
