// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/desk_crew.h"

namespace pizza::sim {

void DeskCrew::later(Duration median, RandomStream& chance, Happening what, std::uint64_t subject) {
  ++expecting_;
  stage_.in(around(chance, median), what, subject);
}

void DeskCrew::take(HelpTicketId ticket) {
  RandomStream chance = stage_.chance(Purpose::Desk, ticket.value);
  later(stage_.scenario.desk.answer, chance, Happening::AnswerTicket, ticket.value);
}

void DeskCrew::hear(const HelpTicketOpened& event) {
  if (event.ticket.status == HelpStatus::Open) take(event.ticket.id);
}

void DeskCrew::hear(const HelpTicketMoved& event) {
  if (event.status == HelpStatus::Open) take(event.ticket);
}

void DeskCrew::hear(const ReviewWritten& event) {
  RandomStream chance = stage_.chance(Purpose::Desk, event.review.order.value);
  chance.seek(192);
  const DeskPlan& plan = stage_.scenario.desk;
  if (event.review.status == ReviewStatus::Held) {
    later(plan.moderate, chance, Happening::ModerateReview, event.review.order.value);
  } else if (happens(chance, plan.reply_permille)) {
    later(minutes(20), chance, Happening::ReplyToReview, event.review.order.value);
  }
}

// Whoever was quicker, or a customer who has closed the ticket, leaves nothing to do.
void DeskCrew::answer(HelpTicketId id) {
  --expecting_;
  const auto ticket = stage_.look(id);
  if (!ticket || ticket->status != HelpStatus::Open) return;
  ++tally_.answered;
  if (ticket->refund_state == ComplaintRefund::Proposed) {
    DecideRefund decision;
    decision.ticket = id;
    decision.amount = ticket->refund;
    decision.reason = "seen";
    static_cast<void>(stage_.business.command(decision));
  }
  AnswerHelpTicket answer;
  answer.ticket = id;
  answer.text = "We have looked into it.";
  answer.solves = true;
  static_cast<void>(stage_.business.command(answer));
}

void DeskCrew::moderate(OrderId order) {
  --expecting_;
  RandomStream chance = stage_.chance(Purpose::Desk, order.value);
  chance.seek(256);
  ModerateReview word;
  word.order = order;
  word.approve = happens(chance, stage_.scenario.desk.approve_permille);
  if (!word.approve) word.note = "against the rules of the house";
  if (stage_.business.command(word).ok()) ++tally_.moderated;
}

void DeskCrew::reply(OrderId order) {
  --expecting_;
  const ReplyToReview word{order, "Thank you, we read every word."};
  if (stage_.business.command(word).ok()) ++tally_.replies;
}

}  // namespace pizza::sim
