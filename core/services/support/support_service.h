// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/ports/chatbot.h"
#include "core/services/reaction.h"
#include "core/services/support/complaint_policy.h"
#include "core/services/support/support_commands.h"
#include "core/services/support/support_events.h"
#include "core/services/user/person_events.h"

namespace pizza {

// The help desk. A question goes to the bot first, which hands over when it must; a complaint is decided by the policy
// (complaint_policy.h) at once or put before a person. Whatever waits for us has a deadline: when it passes, the ticket
// goes up one priority and gets a shorter one, three times; then it stays at the top of the queue without one.
//
//   answer due   urgent 10 min, high 30 min, normal 4 h, low 24 h
//   waiting      for the customer: closed after 72 h; solved: closed after 48 h
//   bot          silent for 30 s: a person takes over; the customer silent for 30 min: solved
class SupportService {
 public:
  static constexpr std::size_t max_text = 2'000;     // bytes
  static constexpr std::int32_t max_messages = 200;  // of a ticket
  static constexpr int max_open = 5;                 // tickets of a person that are not solved
  static constexpr std::int32_t max_escalations = 3;
  static constexpr Duration bot_patience = seconds(30);
  static constexpr Duration silence = minutes(30);
  static constexpr Duration rate_within = days(14);
  static constexpr Duration complain_within = days(7);
  static Duration answer_time(HelpPriority priority);

  // Problems: user.unknown, help.order_unknown, help.invalid (names the field), help.card_number, help.too_many,
  // help.too_late, help.no_order (a complaint needs one).
  Result<HelpTicketId> open(UnitOfWork& work, const OpenHelpTicket& command) const;
  // Problems of all that follow: help.unknown, help.closed, help.full, help.invalid, help.card_number.
  Outcome say(UnitOfWork& work, const SayInHelpTicket& command) const;
  Outcome complain(UnitOfWork& work, const ComplainInHelpTicket& command) const;
  Outcome close(UnitOfWork& work, const CloseHelpTicket& command) const;
  // Also: help.not_solved, help.rated, help.too_late.
  Outcome rate(UnitOfWork& work, const RateHelp& command) const;
  Outcome answer(UnitOfWork& work, const AnswerHelpTicket& command) const;
  // Also: help.not_an_agent.
  Outcome assign(UnitOfWork& work, const AssignHelpTicket& command) const;
  Outcome prioritize(UnitOfWork& work, const PrioritizeHelpTicket& command) const;
  // Also: help.no_order, help.decided, help.above_limit (403), help.too_much.
  Outcome decide(UnitOfWork& work, const DecideRefund& command) const;

  Result<HelpTicketView> see(UnitOfWork& work, HelpTicketId ticket, bool with_notes) const;
  Result<HelpTickets> list(UnitOfWork& work, const ListMyHelpTickets& query) const;
  Result<HelpTickets> queue(UnitOfWork& work, const ListHelpQueue& query) const;
  Result<HelpStatistics> statistics(UnitOfWork& work, const SeeHelpStatistics& query) const;
  Result<CannedAnswers> canned(UnitOfWork& work, const ListCannedAnswers& query) const;

  // What the bot says. A reply to a question that is not the last word any more changes nothing.
  void bot_answered(UnitOfWork& work, const ChatbotReply& reply) const;
  void deadline_passed(UnitOfWork& work, HelpTicketId ticket) const;

  // For the saga: the payment service took the refund on, has done it, or cannot. What cannot be done comes before
  // people.
  void refund_asked(UnitOfWork& work, HelpTicketId ticket, RefundId refund) const;
  void refund_settled(UnitOfWork& work, HelpTicketId ticket, bool paid, std::string reason) const;

  // Somebody asked to be forgotten.
  void on(UnitOfWork& work, const UserErased& event) const;
};

std::span<const Reaction> support_reactions();
std::span<const TimerRule> support_timers();

Result<HelpTicketId> handle(UnitOfWork& work, const OpenHelpTicket& command);
Outcome handle(UnitOfWork& work, const SayInHelpTicket& command);
Outcome handle(UnitOfWork& work, const ComplainInHelpTicket& command);
Outcome handle(UnitOfWork& work, const CloseHelpTicket& command);
Outcome handle(UnitOfWork& work, const RateHelp& command);
Outcome handle(UnitOfWork& work, const AnswerHelpTicket& command);
Outcome handle(UnitOfWork& work, const AssignHelpTicket& command);
Outcome handle(UnitOfWork& work, const PrioritizeHelpTicket& command);
Outcome handle(UnitOfWork& work, const DecideRefund& command);
void sign(AnswerHelpTicket& command, const Caller& caller);
void sign(DecideRefund& command, const Caller& caller);
Result<HelpTicketView> handle(UnitOfWork& work, const SeeHelpTicket& query);
Result<HelpTicketView> handle(UnitOfWork& work, const SeeHelpCase& query);
Result<HelpTickets> handle(UnitOfWork& work, const ListMyHelpTickets& query);
Result<HelpTickets> handle(UnitOfWork& work, const ListHelpQueue& query);
Result<HelpStatistics> handle(UnitOfWork& work, const SeeHelpStatistics& query);
Result<CannedAnswers> handle(UnitOfWork& work, const ListCannedAnswers& query);
Subject subject_of(UnitOfWork& work, const OpenHelpTicket& command);
Subject subject_of(UnitOfWork& work, const SayInHelpTicket& command);
Subject subject_of(UnitOfWork& work, const ComplainInHelpTicket& command);
Subject subject_of(UnitOfWork& work, const CloseHelpTicket& command);
Subject subject_of(UnitOfWork& work, const RateHelp& command);
Subject subject_of(UnitOfWork& work, const AnswerHelpTicket& command);
Subject subject_of(UnitOfWork& work, const AssignHelpTicket& command);
Subject subject_of(UnitOfWork& work, const PrioritizeHelpTicket& command);
Subject subject_of(UnitOfWork& work, const DecideRefund& command);
Subject subject_of(UnitOfWork& work, const SeeHelpTicket& query);
Subject subject_of(UnitOfWork& work, const SeeHelpCase& query);
Subject subject_of(UnitOfWork& work, const ListMyHelpTickets& query);
Subject subject_of(UnitOfWork& work, const ListHelpQueue& query);
Subject subject_of(UnitOfWork& work, const SeeHelpStatistics& query);
Subject subject_of(UnitOfWork& work, const ListCannedAnswers& query);

}  // namespace pizza
