// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/support.h"
#include "core/services/event_type_of.h"

namespace pizza {

// Events of a ticket about an order belong to the order; others to their ticket.
constexpr std::uint64_t help_aggregate(OrderId order, HelpTicketId ticket) {
  return order ? order.value : ticket.value;
}

struct HelpTicketOpened {
  static constexpr std::string_view service = "support";
  HelpTicket ticket;
  HelpMessage message;  // the first
  std::uint64_t aggregate() const { return help_aggregate(ticket.order, ticket.id); }
  static constexpr auto description() {
    return record("HelpTicketOpened", field<&HelpTicketOpened::ticket>("ticket"),
                  field<&HelpTicketOpened::message>("message"));
  }
};

struct HelpMessageAdded {
  static constexpr std::string_view service = "support";
  HelpTicketId ticket;
  OrderId order;
  UserId user;  // whose ticket
  HelpMessage message;
  std::uint64_t aggregate() const { return help_aggregate(order, ticket); }
  static constexpr auto description() {
    return record("HelpMessageAdded", field<&HelpMessageAdded::ticket>("help_ticket_id"),
                  field<&HelpMessageAdded::order>("order_id"), field<&HelpMessageAdded::user>("user_id"),
                  field<&HelpMessageAdded::message>("message"));
  }
};

// The ticket stands elsewhere now: who must do what until when. Carries all that may have changed.
struct HelpTicketMoved {
  static constexpr std::string_view service = "support";
  HelpTicketId ticket;
  OrderId order;
  UserId user;
  HelpCategory category = HelpCategory::Question;
  HelpPriority priority = HelpPriority::Normal;
  HelpStatus status = HelpStatus::Open;
  UserId assigned_to;
  std::vector<AffectedLine> lines;
  std::optional<Instant> deadline;
  std::int32_t escalations = 0;
  std::int32_t bot_misses = 0;
  Instant at;
  std::uint64_t aggregate() const { return help_aggregate(order, ticket); }
  static constexpr auto description() {
    return record("HelpTicketMoved", field<&HelpTicketMoved::ticket>("help_ticket_id"),
                  field<&HelpTicketMoved::order>("order_id"), field<&HelpTicketMoved::user>("user_id"),
                  field<&HelpTicketMoved::category>("category"), field<&HelpTicketMoved::priority>("priority"),
                  field<&HelpTicketMoved::status>("status"), field<&HelpTicketMoved::assigned_to>("assigned_to"),
                  field<&HelpTicketMoved::lines>("lines"), field<&HelpTicketMoved::deadline>("deadline"),
                  field<&HelpTicketMoved::escalations>("escalations"),
                  field<&HelpTicketMoved::bot_misses>("bot_misses"), field<&HelpTicketMoved::at>("at"));
  }
};

// A person must decide about the money.
struct RefundProposed {
  static constexpr std::string_view service = "support";
  HelpTicketId ticket;
  OrderId order;
  Money amount;
  std::string reason;
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RefundProposed", field<&RefundProposed::ticket>("help_ticket_id"),
                  field<&RefundProposed::order>("order_id"), field<&RefundProposed::amount>("amount"),
                  field<&RefundProposed::reason>("reason"));
  }
};

// The customer gets money back: the saga has the payment service do it.
struct RefundGranted {
  static constexpr std::string_view service = "support";
  HelpTicketId ticket;
  OrderId order;
  Money amount;
  std::string reason;  // "policy", or what the person wrote
  UserId by;           // none: the policy
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("RefundGranted", field<&RefundGranted::ticket>("help_ticket_id"),
                  field<&RefundGranted::order>("order_id"), field<&RefundGranted::amount>("amount"),
                  field<&RefundGranted::reason>("reason"), field<&RefundGranted::by>("by"));
  }
};

// Where the money stands: asked for, paid, or refused.
struct ComplaintRefundMoved {
  static constexpr std::string_view service = "support";
  HelpTicketId ticket;
  OrderId order;
  ComplaintRefund state = ComplaintRefund::Asked;
  RefundId refund;     // once asked for
  std::string reason;  // of a refusal
  std::uint64_t aggregate() const { return order.value; }
  static constexpr auto description() {
    return record("ComplaintRefundMoved", field<&ComplaintRefundMoved::ticket>("help_ticket_id"),
                  field<&ComplaintRefundMoved::order>("order_id"), field<&ComplaintRefundMoved::state>("state"),
                  field<&ComplaintRefundMoved::refund>("refund_id"), field<&ComplaintRefundMoved::reason>("reason"));
  }
};

struct HelpRated {
  static constexpr std::string_view service = "support";
  HelpTicketId ticket;
  OrderId order;
  std::int32_t stars = 0;
  std::uint64_t aggregate() const { return help_aggregate(order, ticket); }
  static constexpr auto description() {
    return record("HelpRated", field<&HelpRated::ticket>("help_ticket_id"), field<&HelpRated::order>("order_id"),
                  field<&HelpRated::stars>("stars"));
  }
};

// The person asked to be forgotten: the ticket is closed, and what was said is gone.
struct HelpForgotten {
  static constexpr std::string_view service = "support";
  HelpTicketId ticket;
  OrderId order;
  Instant at;
  std::uint64_t aggregate() const { return help_aggregate(order, ticket); }
  static constexpr auto description() {
    return record("HelpForgotten", field<&HelpForgotten::ticket>("help_ticket_id"),
                  field<&HelpForgotten::order>("order_id"), field<&HelpForgotten::at>("at"));
  }
};

void fold(Changes& changes, const HelpTicketOpened& event);
void fold(Changes& changes, const HelpMessageAdded& event);
void fold(Changes& changes, const HelpTicketMoved& event);
void fold(Changes& changes, const RefundProposed& event);
void fold(Changes& changes, const RefundGranted& event);
void fold(Changes& changes, const ComplaintRefundMoved& event);
void fold(Changes& changes, const HelpRated& event);
void fold(Changes& changes, const HelpForgotten& event);

using SupportEvents = TypeList<HelpTicketOpened, HelpMessageAdded, HelpTicketMoved, RefundProposed, RefundGranted,
                               ComplaintRefundMoved, HelpRated, HelpForgotten>;

}  // namespace pizza
