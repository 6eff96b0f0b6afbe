// SPDX-License-Identifier: Apache-2.0
// What people of the help desk do, and what they look at.
#include <algorithm>
#include <limits>

#include "core/model/records/identity.h"
#include "core/services/support/canned_answers.h"
#include "core/services/support/help_desk.h"

namespace pizza {

using namespace help_desk;

namespace {

bool has_role(UnitOfWork& work, UserId user, Role role) {
  for (const std::uint64_t key : work.find_where<&RoleGrant::user>(user))
    if (work.find(RoleGrantId{key})->role == role) return true;
  return false;
}

// How much somebody may give, null: as much as was paid. Problems: help.not_an_agent.
Result<std::optional<Money>> limit_of(UnitOfWork& work, UserId agent, Currency currency) {
  if (!agent || has_role(work, agent, Role::Operations)) return std::optional<Money>{};
  if (has_role(work, agent, Role::Support)) return std::optional(agent_limit(currency));
  return problem(Status::Forbidden, "help.not_an_agent", "only the help desk decides about money", "agent");
}

template <auto Member>
std::vector<std::uint64_t> by_time(UnitOfWork& work, Instant from, std::size_t limit) {
  std::vector<std::uint64_t> keys;
  const RecordType& type = record_type<HelpTicket>();
  work.changes().store().find_range(type, type.index_position(field_number<Member>()), from.ms,
                                    std::numeric_limits<std::int64_t>::max(), limit, keys);
  return keys;
}

}  // namespace

Outcome SupportService::answer(UnitOfWork& work, const AnswerHelpTicket& command) const {
  const HelpTicket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status == HelpStatus::Closed)
    return problem(Status::Conflict, "help.closed", "this ticket is closed", "help_ticket_id");
  if (ticket->messages + 2 > max_messages)
    return problem(Status::Conflict, "help.full", "200 messages are enough", "help_ticket_id");
  const std::string_view canned = canned_answer(command.canned, language_of(ticket->language));
  if (!command.canned.empty() && canned.empty()) return invalid("there is no such canned answer", "canned");
  if (auto wrong = check_text(command.text, "text", canned.empty())) return *wrong;
  const auto say = [&](std::string text) {
    add_message(work, command.ticket, {Speaker::Agent, command.agent, work.now(), std::move(text), command.internal});
  };
  if (!canned.empty()) say(std::string(canned));
  if (!command.text.empty()) say(command.text);
  if (!command.internal) bring_to(work, command.ticket, command.solves ? HelpStatus::Solved : HelpStatus::Waiting);
  return Done{};
}

Outcome SupportService::assign(UnitOfWork& work, const AssignHelpTicket& command) const {
  const HelpTicket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (command.to && !has_role(work, command.to, Role::Support) && !has_role(work, command.to, Role::Operations))
    return problem(Status::Unprocessable, "help.not_an_agent", "is not of the help desk", "to");
  if (ticket->status == HelpStatus::WithBot) {
    bring_to(work, command.ticket, HelpStatus::Open);
    ticket = work.find(command.ticket);
  }
  HelpTicketMoved moved = standing(work, *ticket);
  moved.assigned_to = command.to;
  work.record(std::move(moved));
  return Done{};
}

Outcome SupportService::prioritize(UnitOfWork& work, const PrioritizeHelpTicket& command) const {
  const HelpTicket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status == HelpStatus::Open) {
    bring_to(work, command.ticket, HelpStatus::Open, command.priority);
  } else {
    HelpTicketMoved moved = standing(work, *ticket);
    moved.priority = command.priority;
    work.record(std::move(moved));
  }
  return Done{};
}

Outcome SupportService::decide(UnitOfWork& work, const DecideRefund& command) const {
  const HelpTicket* found = work.find(command.ticket);
  if (found == nullptr) return unknown_ticket();
  const HelpTicket ticket = *found;
  const Order* order = work.find(ticket.order);
  if (order == nullptr)
    return problem(Status::Conflict, "help.no_order", "this ticket is about no order", "help_ticket_id");
  const ComplaintRefund state = ticket.refund_state;
  if (state == ComplaintRefund::Granted || state == ComplaintRefund::Asked || state == ComplaintRefund::Paid)
    return problem(Status::Conflict, "help.decided", "money was granted already", "help_ticket_id");
  if (command.reason.empty() || command.reason.size() > 200) return invalid("1 to 200 bytes", "reason");
  if (auto wrong = check_text(command.reason, "reason", true)) return *wrong;
  if (command.amount.minor < 0) return invalid("must not be negative", "amount.minor");
  if (command.amount.minor == 0) {
    work.record(ComplaintRefundMoved{ticket.id, ticket.order, ComplaintRefund::Refused, {}, command.reason});
    add_canned(work, ticket.id, "refund_refused");
    bring_to(work, ticket.id, HelpStatus::Solved);
    return Done{};
  }
  if (command.amount.currency != order->total.currency)
    return invalid("must be the order's currency", "amount.currency");
  const auto limit = limit_of(work, command.agent, command.amount.currency);
  if (!limit.ok()) return limit.problem();
  if (*limit && command.amount.minor > (*limit)->minor)
    return problem(Status::Forbidden, "help.above_limit", "more than your role may give", "amount.minor");
  if (command.amount.minor > left_of(work, *order).minor)
    return problem(Status::Unprocessable, "help.too_much", "more than was paid and not given back", "amount.minor");
  work.record(RefundGranted{ticket.id, ticket.order, command.amount, command.reason, command.agent});
  add_canned(work, ticket.id, "policy_granted", command.amount);
  bring_to(work, ticket.id, HelpStatus::Solved);
  return Done{};
}

Result<HelpTicketView> SupportService::see(UnitOfWork& work, HelpTicketId id, bool with_notes) const {
  const HelpTicket* ticket = work.find(id);
  if (ticket == nullptr) return unknown_ticket();
  HelpTicketView view{*ticket, work.find_at<HelpThread>(id.value)->messages};
  if (!with_notes) std::erase_if(view.messages, [](const HelpMessage& message) { return message.internal; });
  return view;
}

Result<HelpTickets> SupportService::list(UnitOfWork& work, const ListMyHelpTickets& query) const {
  std::vector<std::uint64_t> keys = work.find_where<&HelpTicket::user>(query.user);
  std::reverse(keys.begin(), keys.end());
  if (keys.size() > 100) keys.resize(100);
  HelpTickets mine;
  for (const std::uint64_t key : keys) mine.tickets.push_back(*work.find(HelpTicketId{key}));
  return mine;
}

Result<HelpTickets> SupportService::queue(UnitOfWork& work, const ListHelpQueue& query) const {
  const std::int32_t limit = query.limit == 0 ? 50 : query.limit;
  if (limit < 1 || limit > 200) return invalid("must be from 1 to 200", "limit");
  // Those without a deadline have gone up as far as they can; they are few, and of the last 90 days.
  constexpr std::size_t looked_at = 10'000;
  HelpTickets waiting;
  for (const std::uint64_t key : by_time<&HelpTicket::opened_at>(work, work.now() - days(90), looked_at)) {
    const HelpTicket* ticket = work.find(HelpTicketId{key});
    if (ticket->status != HelpStatus::Open) continue;
    if (!query.assigned_to || ticket->assigned_to == query.assigned_to) waiting.tickets.push_back(*ticket);
  }
  std::stable_sort(waiting.tickets.begin(), waiting.tickets.end(), [](const HelpTicket& a, const HelpTicket& b) {
    return a.deadline.value_or(Instant{}) < b.deadline.value_or(Instant{});
  });
  if (waiting.tickets.size() > static_cast<std::size_t>(limit)) waiting.tickets.resize(static_cast<std::size_t>(limit));
  return waiting;
}

Result<HelpStatistics> SupportService::statistics(UnitOfWork& work, const SeeHelpStatistics& query) const {
  const std::int32_t back = query.days == 0 ? 7 : query.days;
  if (back < 1 || back > 90) return invalid("must be from 1 to 90", "days");
  HelpStatistics sums;
  std::vector<std::int64_t> waits;
  std::int64_t stars = 0;
  for (const std::uint64_t key : by_time<&HelpTicket::opened_at>(work, work.now() - days(back), 10'000)) {
    const HelpTicket& ticket = *work.find(HelpTicketId{key});
    ++sums.tickets;
    ++sums.by_status[static_cast<std::size_t>(ticket.status)];
    ++sums.by_category[static_cast<std::size_t>(ticket.category)];
    sums.overdue += ticket.status == HelpStatus::Open && (!ticket.deadline || *ticket.deadline < work.now());
    sums.escalated += ticket.escalations > 0;
    if (ticket.answered_at) waits.push_back((*ticket.answered_at - ticket.opened_at).ms);
    sums.by_bot_alone +=
        ticket.status >= HelpStatus::Solved && !ticket.answered_at && ticket.category == HelpCategory::Question;
    sums.refunds += ticket.refund_state >= ComplaintRefund::Granted && ticket.refund_state <= ComplaintRefund::Paid;
    sums.rated += ticket.satisfaction != 0;
    stars += ticket.satisfaction;
  }
  sums.answered = static_cast<std::int64_t>(waits.size());
  if (!waits.empty()) {
    const auto middle = waits.begin() + static_cast<std::ptrdiff_t>(waits.size() / 2);
    std::nth_element(waits.begin(), middle, waits.end());
    sums.first_answer_median = {*middle};
  }
  if (sums.rated != 0) sums.satisfaction_thousandths = static_cast<std::int32_t>(stars * 1'000 / sums.rated);
  return sums;
}

Result<CannedAnswers> SupportService::canned(UnitOfWork&, const ListCannedAnswers& query) const {
  if (query.language.size() > 35) return invalid("longer than 35 bytes", "language");
  const auto language = static_cast<std::size_t>(language_of(query.language));
  CannedAnswers all;
  for (const CannedAnswer& answer : canned_answers())
    all.answers.push_back({std::string(answer.key), std::string(answer.text[language])});
  return all;
}

}  // namespace pizza
