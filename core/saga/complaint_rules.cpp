// SPDX-License-Identifier: Apache-2.0
#include "core/saga/complaint_rules.h"

namespace pizza {

namespace {

// The tickets of an order whose promise waits.
std::vector<HelpTicketId> granted_of(UnitOfWork& work, OrderId order) {
  std::vector<HelpTicketId> waiting;
  for (const std::uint64_t key : work.find_where<&HelpTicket::order>(order))
    if (work.find(HelpTicketId{key})->refund_state == ComplaintRefund::Granted) waiting.push_back({key});
  return waiting;
}

}  // namespace

void ComplaintRules::request(UnitOfWork& work, HelpTicketId id) const {
  const HelpTicket* ticket = work.find(id);
  const Result<RefundId> refund = payments_.refund(work, {ticket->order, ticket->refund, ticket->refund_reason});
  if (refund.ok()) return support_.refund_asked(work, id, *refund);
  const Order* order = work.find(ticket->order);
  const bool may_come = refund.problem().type == "payment.not_captured" && !is_terminal(order->status);
  if (!may_come) support_.refund_settled(work, id, false, refund.problem().type);
}

void ComplaintRules::on(UnitOfWork& work, const RefundGranted& event) const {
  request(work, event.ticket);
}

void ComplaintRules::on(UnitOfWork& work, const PaymentCaptured& event) const {
  for (const HelpTicketId ticket : granted_of(work, event.order)) request(work, ticket);
}

void ComplaintRules::on(UnitOfWork& work, const PaymentVoided& event) const {
  for (const HelpTicketId ticket : granted_of(work, event.order))
    support_.refund_settled(work, ticket, false, "nothing_taken");
}

void ComplaintRules::on(UnitOfWork& work, const RefundSettled& event) const {
  for (const std::uint64_t key : work.find_where<&HelpTicket::refund_request>(event.refund))
    support_.refund_settled(work, HelpTicketId{key}, event.done, event.done ? "" : "provider");
}

std::span<const Reaction> complaint_reactions() {
  static const std::array<Reaction, 4> table{
      reaction<ComplaintRules, RefundGranted>("saga"), reaction<ComplaintRules, PaymentCaptured>("saga"),
      reaction<ComplaintRules, PaymentVoided>("saga"), reaction<ComplaintRules, RefundSettled>("saga")};
  return table;
}

}  // namespace pizza
