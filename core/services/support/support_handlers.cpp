// SPDX-License-Identifier: Apache-2.0
// The help desk's commands and queries, by their type, and whose thing each one touches.
#include "core/services/support/support_service.h"
#include "core/services/user/role_service.h"

namespace pizza {

namespace {

Subject asker_of(UnitOfWork& work, HelpTicketId id) {
  const HelpTicket* ticket = work.find(id);
  return ticket == nullptr ? Subject::nothing() : Subject::of(ticket->user);
}

}  // namespace

Result<HelpTicketId> handle(UnitOfWork& work, const OpenHelpTicket& command) {
  return SupportService{}.open(work, command);
}
Outcome handle(UnitOfWork& work, const SayInHelpTicket& command) {
  return SupportService{}.say(work, command);
}
Outcome handle(UnitOfWork& work, const ComplainInHelpTicket& command) {
  return SupportService{}.complain(work, command);
}
Outcome handle(UnitOfWork& work, const CloseHelpTicket& command) {
  return SupportService{}.close(work, command);
}
Outcome handle(UnitOfWork& work, const RateHelp& command) {
  return SupportService{}.rate(work, command);
}
Outcome handle(UnitOfWork& work, const AnswerHelpTicket& command) {
  return SupportService{}.answer(work, command);
}
Outcome handle(UnitOfWork& work, const AssignHelpTicket& command) {
  return SupportService{}.assign(work, command);
}
Outcome handle(UnitOfWork& work, const PrioritizeHelpTicket& command) {
  return SupportService{}.prioritize(work, command);
}
Outcome handle(UnitOfWork& work, const DecideRefund& command) {
  return SupportService{}.decide(work, command);
}
void sign(AnswerHelpTicket& command, const Caller& caller) {
  command.agent = caller.user;
}
void sign(DecideRefund& command, const Caller& caller) {
  command.agent = caller.user;
}
Result<HelpTicketView> handle(UnitOfWork& work, const SeeHelpTicket& query) {
  return SupportService{}.see(work, query.ticket, false);
}
Result<HelpTicketView> handle(UnitOfWork& work, const SeeHelpCase& query) {
  return SupportService{}.see(work, query.ticket, true);
}
Result<HelpTickets> handle(UnitOfWork& work, const ListMyHelpTickets& query) {
  return SupportService{}.list(work, query);
}
Result<HelpTickets> handle(UnitOfWork& work, const ListHelpQueue& query) {
  return SupportService{}.queue(work, query);
}
Result<HelpStatistics> handle(UnitOfWork& work, const SeeHelpStatistics& query) {
  return SupportService{}.statistics(work, query);
}
Result<CannedAnswers> handle(UnitOfWork& work, const ListCannedAnswers& query) {
  return SupportService{}.canned(work, query);
}

Subject subject_of(UnitOfWork&, const OpenHelpTicket& command) {
  return Subject::of(command.user);
}
Subject subject_of(UnitOfWork& work, const SayInHelpTicket& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const ComplainInHelpTicket& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const CloseHelpTicket& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const RateHelp& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const AnswerHelpTicket& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const AssignHelpTicket& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const PrioritizeHelpTicket& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const DecideRefund& command) {
  return asker_of(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const SeeHelpTicket& query) {
  return asker_of(work, query.ticket);
}
Subject subject_of(UnitOfWork& work, const SeeHelpCase& query) {
  return asker_of(work, query.ticket);
}
Subject subject_of(UnitOfWork&, const ListMyHelpTickets& query) {
  return Subject::of(query.user);
}
Subject subject_of(UnitOfWork&, const ListHelpQueue&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SeeHelpStatistics&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const ListCannedAnswers&) {
  return Subject::common();
}

}  // namespace pizza
