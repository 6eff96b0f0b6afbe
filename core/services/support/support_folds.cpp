// SPDX-License-Identifier: Apache-2.0
#include "core/services/support/support_events.h"

namespace pizza {

void fold(Changes& changes, const HelpTicketOpened& event) {
  HelpTicket& ticket = changes.insert(event.ticket);
  ticket.messages = 1;
  changes.insert(HelpThread{event.ticket.id, event.ticket.user, {event.message}, {}});
}

void fold(Changes& changes, const HelpMessageAdded& event) {
  HelpTicket& ticket = changes.edit(event.ticket);
  ++ticket.messages;
  if (event.message.from == Speaker::Agent && !event.message.internal && !ticket.answered_at)
    ticket.answered_at = event.message.at;
  changes.edit_at<HelpThread>(event.ticket.value).messages.push_back(event.message);
}

void fold(Changes& changes, const HelpTicketMoved& event) {
  HelpTicket& ticket = changes.edit(event.ticket);
  const bool done = event.status >= HelpStatus::Solved;
  if (!done) ticket.solved_at.reset();
  if (done && !ticket.solved_at) ticket.solved_at = event.at;
  ticket.category = event.category;
  ticket.priority = event.priority;
  ticket.status = event.status;
  ticket.assigned_to = event.assigned_to;
  ticket.lines = event.lines;
  ticket.deadline = event.deadline;
  ticket.escalations = event.escalations;
  ticket.bot_misses = event.bot_misses;
}

void fold(Changes& changes, const RefundProposed& event) {
  HelpTicket& ticket = changes.edit(event.ticket);
  ticket.refund_state = ComplaintRefund::Proposed;
  ticket.refund = event.amount;
  ticket.refund_reason = event.reason;
}

void fold(Changes& changes, const RefundGranted& event) {
  HelpTicket& ticket = changes.edit(event.ticket);
  ticket.refund_state = ComplaintRefund::Granted;
  ticket.refund = event.amount;
  ticket.refund_reason = event.reason;
}

void fold(Changes& changes, const ComplaintRefundMoved& event) {
  HelpTicket& ticket = changes.edit(event.ticket);
  ticket.refund_state = event.state;
  if (event.refund) ticket.refund_request = event.refund;
  if (!event.reason.empty()) ticket.refund_reason = event.reason;
}

void fold(Changes& changes, const HelpRated& event) {
  changes.edit(event.ticket).satisfaction = event.stars;
}

void fold(Changes& changes, const HelpForgotten& event) {
  HelpTicket& ticket = changes.edit(event.ticket);
  ticket.status = HelpStatus::Closed;
  ticket.deadline.reset();
  if (!ticket.solved_at) ticket.solved_at = event.at;
  for (HelpMessage& message : changes.edit_at<HelpThread>(event.ticket.value).messages) message.text.clear();
}

}  // namespace pizza
