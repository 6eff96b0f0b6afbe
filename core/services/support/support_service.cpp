// SPDX-License-Identifier: Apache-2.0
// What customers do at the help desk, and what happens by itself.
#include "core/services/support/support_service.h"

#include "core/services/support/help_desk.h"
#include "core/services/user/find_person.h"
#include "core/services/words/language.h"

namespace pizza {

using namespace help_desk;

namespace {

// The ticket, if something can still be said in it.
Result<HelpTicket> open_for_words(UnitOfWork& work, HelpTicketId id) {
  const HelpTicket* ticket = work.find(id);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status == HelpStatus::Closed)
    return problem(Status::Conflict, "help.closed", "this ticket is closed; open another", "help_ticket_id");
  if (ticket->messages >= SupportService::max_messages)
    return problem(Status::Conflict, "help.full", "200 messages are enough; open another", "help_ticket_id");
  return *ticket;
}

std::optional<Problem> check_complaint(UnitOfWork& work, OrderId id, const std::vector<AffectedLine>& lines) {
  const Order* order = work.find(id);
  if (order == nullptr)
    return problem(Status::Unprocessable, "help.no_order", "a complaint is about an order", "order_id");
  if (order->delivered_at && work.now() > *order->delivered_at + SupportService::complain_within)
    return problem(Status::Conflict, "help.too_late", "complaints are taken for 7 days", "order_id");
  return check_lines(work, id, lines);
}

std::optional<Problem> check_asker(UnitOfWork& work, const OpenHelpTicket& command) {
  if (auto missing = person_missing(work, command.user)) return missing;
  if (command.order) {
    const Order* order = work.find(command.order);
    if (order == nullptr || order->user != command.user)
      return problem(Status::NotFound, "help.order_unknown", "there is no such order", "order_id");
  }
  int open = 0;
  for (const std::uint64_t key : work.find_where<&HelpTicket::user>(command.user))
    open += work.find(HelpTicketId{key})->status < HelpStatus::Solved;
  if (open >= SupportService::max_open)
    return problem(Status::TooManyRequests, "help.too_many", "five tickets are open already", "user_id");
  return std::nullopt;
}

// The language wanted, else the profile's.
std::string language_for(UnitOfWork& work, const OpenHelpTicket& command) {
  std::string wanted = command.language;
  if (const Profile* profile = work.find_at<Profile>(command.user.value); wanted.empty() && profile != nullptr)
    wanted = profile->preferences.language;
  return std::string(language_tags[static_cast<std::size_t>(language_of(wanted))]);
}

}  // namespace

Duration SupportService::answer_time(HelpPriority priority) {
  switch (priority) {
    case HelpPriority::Urgent:
      return minutes(10);
    case HelpPriority::High:
      return minutes(30);
    case HelpPriority::Normal:
      return hours(4);
    case HelpPriority::Low:
      break;
  }
  return hours(24);
}

Result<HelpTicketId> SupportService::open(UnitOfWork& work, const OpenHelpTicket& command) const {
  if (auto wrong = check_asker(work, command)) return *wrong;
  if (auto wrong = check_text(command.text, "text", true)) return *wrong;
  if (command.language.size() > 35) return invalid("longer than 35 bytes", "language");
  const bool complaint = is_complaint(command.category);
  if (!complaint && !command.lines.empty()) return invalid("only a complaint names dishes", "lines");
  if (complaint)
    if (auto wrong = check_complaint(work, command.order, command.lines)) return *wrong;
  HelpTicket ticket;
  ticket.id = work.allocate<HelpTicket>();
  ticket.user = command.user;
  ticket.order = command.order;
  if (command.order) ticket.restaurant = work.find(command.order)->restaurant;
  ticket.category = command.category;
  ticket.priority = first_priority(command.category);
  ticket.language = language_for(work, command);
  ticket.lines = command.lines;
  ticket.opened_at = work.now();
  const HelpTicketId id = ticket.id;
  work.record(HelpTicketOpened{std::move(ticket), {Speaker::Customer, command.user, work.now(), command.text, false}});
  if (complaint) {
    judge(work, id);
  } else if (command.to_person || command.category != HelpCategory::Question) {
    bring_to(work, id, HelpStatus::Open);
  } else {
    bring_to(work, id, HelpStatus::WithBot);
    ask_bot(work, id);
  }
  return id;
}

Outcome SupportService::say(UnitOfWork& work, const SayInHelpTicket& command) const {
  const Result<HelpTicket> found = open_for_words(work, command.ticket);
  if (!found.ok()) return found.problem();
  if (auto wrong = check_text(command.text, "text", true)) return *wrong;
  const HelpTicket ticket = *found;
  add_message(work, ticket.id, {Speaker::Customer, ticket.user, work.now(), command.text, false});
  if (ticket.status == HelpStatus::WithBot) {
    bring_to(work, ticket.id, HelpStatus::WithBot);
    ask_bot(work, ticket.id);
  } else if (ticket.status != HelpStatus::Open) {
    bring_to(work, ticket.id, HelpStatus::Open);
  }
  return Done{};
}

Outcome SupportService::complain(UnitOfWork& work, const ComplainInHelpTicket& command) const {
  const Result<HelpTicket> found = open_for_words(work, command.ticket);
  if (!found.ok()) return found.problem();
  if (!is_complaint(command.category)) return invalid("must be a complaint", "category");
  if (is_complaint(found->category) || found->refund_state != ComplaintRefund::None)
    return problem(Status::Conflict, "help.decided", "this ticket is a complaint already", "help_ticket_id");
  if (auto wrong = check_complaint(work, found->order, command.lines)) return *wrong;
  HelpTicketMoved moved = standing(work, *found);
  moved.category = command.category;
  moved.lines = command.lines;
  work.record(std::move(moved));
  judge(work, command.ticket);
  return Done{};
}

Outcome SupportService::close(UnitOfWork& work, const CloseHelpTicket& command) const {
  const HelpTicket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (ticket->status != HelpStatus::Closed) bring_to(work, command.ticket, HelpStatus::Closed);
  return Done{};
}

Outcome SupportService::rate(UnitOfWork& work, const RateHelp& command) const {
  const HelpTicket* ticket = work.find(command.ticket);
  if (ticket == nullptr) return unknown_ticket();
  if (command.stars < 1 || command.stars > 5) return invalid("must be from 1 to 5", "stars");
  if (ticket->status < HelpStatus::Solved)
    return problem(Status::Conflict, "help.not_solved", "the help is not over yet", "help_ticket_id");
  if (ticket->satisfaction != 0)
    return problem(Status::Conflict, "help.rated", "it was rated already", "help_ticket_id");
  if (ticket->solved_at && work.now() > *ticket->solved_at + rate_within)
    return problem(Status::Conflict, "help.too_late", "help can be rated for 14 days", "help_ticket_id");
  work.record(HelpRated{ticket->id, ticket->order, command.stars});
  return Done{};
}

void SupportService::bot_answered(UnitOfWork& work, const ChatbotReply& reply) const {
  const HelpTicket* ticket = work.find(reply.ticket);
  if (ticket == nullptr || ticket->status != HelpStatus::WithBot || ticket->messages >= max_messages) return;
  const HelpThread* thread = work.find_at<HelpThread>(reply.ticket.value);
  const auto last = static_cast<std::int32_t>(thread->messages.size()) - 1;
  if (reply.message != last || thread->messages.back().from != Speaker::Customer) return;
  const std::string text = reply.text.substr(0, max_text);
  add_message(work, reply.ticket, {Speaker::Bot, {}, work.now(), text, false});
  if (reply.hand_over) {
    const bool urgent = reply.intent == ChatIntent::Allergy;
    return bring_to(work, reply.ticket, HelpStatus::Open, urgent ? HelpPriority::Urgent : HelpPriority::Normal);
  }
  if (reply.solved) return bring_to(work, reply.ticket, HelpStatus::Solved);
  HelpTicketMoved moved = standing(work, *work.find(reply.ticket));
  moved.deadline = work.now() + silence;
  moved.bot_misses += reply.intent == ChatIntent::Unclear;
  record(work, std::move(moved));
}

void SupportService::deadline_passed(UnitOfWork& work, HelpTicketId id) const {
  const HelpTicket* ticket = work.find(id);
  if (ticket == nullptr || !ticket->deadline || *ticket->deadline > work.now()) return;
  switch (ticket->status) {
    case HelpStatus::WithBot: {
      const bool bot_is_silent = work.find_at<HelpThread>(id.value)->messages.back().from == Speaker::Customer;
      return bot_is_silent ? bring_to(work, id, HelpStatus::Open, HelpPriority::Normal)
                           : bring_to(work, id, HelpStatus::Solved);
    }
    case HelpStatus::Open: {
      HelpTicketMoved moved = standing(work, *ticket);
      if (moved.priority < HelpPriority::Urgent)
        moved.priority = static_cast<HelpPriority>(static_cast<int>(moved.priority) + 1);
      ++moved.escalations;
      moved.deadline.reset();
      if (moved.escalations < max_escalations) moved.deadline = work.now() + answer_time(moved.priority);
      return record(work, std::move(moved));
    }
    default:
      return bring_to(work, id, HelpStatus::Closed);
  }
}

void SupportService::refund_asked(UnitOfWork& work, HelpTicketId id, RefundId refund) const {
  work.record(ComplaintRefundMoved{id, work.find(id)->order, ComplaintRefund::Asked, refund, {}});
}

void SupportService::refund_settled(UnitOfWork& work, HelpTicketId id, bool paid, std::string reason) const {
  const OrderId order = work.find(id)->order;
  const ComplaintRefund state = paid ? ComplaintRefund::Paid : ComplaintRefund::Refused;
  work.record(ComplaintRefundMoved{id, order, state, {}, std::move(reason)});
  if (!paid && work.find(id)->status != HelpStatus::Open) bring_to(work, id, HelpStatus::Open, HelpPriority::High);
}

void SupportService::on(UnitOfWork& work, const UserErased& event) const {
  for (const std::uint64_t key : work.find_where<&HelpTicket::user>(event.user))
    work.record(HelpForgotten{HelpTicketId{key}, work.find(HelpTicketId{key})->order, work.now()});
}

std::span<const Reaction> support_reactions() {
  static const std::array<Reaction, 1> table{reaction<SupportService, UserErased>("support")};
  return table;
}

std::span<const TimerRule> support_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&HelpTicket::deadline>(
      TimerKind::SupportDeadline,
      [](UnitOfWork& work, std::uint64_t key) { SupportService{}.deadline_passed(work, HelpTicketId{key}); })};
  return rules;
}

}  // namespace pizza
