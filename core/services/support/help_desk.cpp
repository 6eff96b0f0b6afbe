// SPDX-License-Identifier: Apache-2.0
#include "core/services/support/help_desk.h"

#include <algorithm>

#include "core/model/records/delivery.h"
#include "core/model/records/payment.h"
#include "core/model/records/restaurant.h"
#include "core/services/order/order_service.h"
#include "core/services/support/canned_answers.h"
#include "core/services/words/phrase.h"

namespace pizza::help_desk {

Problem unknown_ticket() {
  return problem(Status::NotFound, "help.unknown", "there is no such ticket", "help_ticket_id");
}

Problem invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "help.invalid", std::move(why), std::move(field));
}

std::optional<Problem> check_text(const std::string& text, const char* field, bool required) {
  if (required && text.empty()) return invalid("must not be empty", field);
  if (text.size() > SupportService::max_text) return invalid("longer than 2000 bytes", field);
  if (looks_like_card_number(text))
    return problem(Status::Unprocessable, "help.card_number", "looks like a card number", field);
  return std::nullopt;
}

HelpTicketMoved standing(UnitOfWork& work, const HelpTicket& ticket) {
  return {.ticket = ticket.id,
          .order = ticket.order,
          .user = ticket.user,
          .category = ticket.category,
          .priority = ticket.priority,
          .status = ticket.status,
          .assigned_to = ticket.assigned_to,
          .lines = ticket.lines,
          .deadline = ticket.deadline,
          .escalations = ticket.escalations,
          .bot_misses = ticket.bot_misses,
          .at = work.now()};
}

void record(UnitOfWork& work, HelpTicketMoved moved) {
  if (moved.deadline) work.after_commit(Timer{TimerKind::SupportDeadline, moved.ticket.value, *moved.deadline});
  work.record(std::move(moved));
}

void bring_to(UnitOfWork& work, HelpTicketId id, HelpStatus status, std::optional<HelpPriority> priority) {
  HelpTicketMoved moved = standing(work, *work.find(id));
  moved.status = status;
  if (priority) moved.priority = *priority;
  switch (status) {
    case HelpStatus::WithBot:
      moved.deadline = work.now() + SupportService::bot_patience;
      break;
    case HelpStatus::Open:
      moved.deadline = work.now() + SupportService::answer_time(moved.priority);
      moved.escalations = 0;
      break;
    case HelpStatus::Waiting:
      moved.deadline = work.now() + hours(72);
      break;
    case HelpStatus::Solved:
      moved.deadline = work.now() + hours(48);
      break;
    case HelpStatus::Closed:
      moved.deadline.reset();
      break;
  }
  record(work, std::move(moved));
}

void add_message(UnitOfWork& work, HelpTicketId id, HelpMessage message) {
  const HelpTicket* ticket = work.find(id);
  work.record(HelpMessageAdded{id, ticket->order, ticket->user, std::move(message)});
}

void add_canned(UnitOfWork& work, HelpTicketId id, std::string_view key, Money amount) {
  const Language language = language_of(work.find(id)->language);
  const std::array<PhraseValue, 1> values{PhraseValue::of("amount", money_text(amount, language))};
  add_message(work, id,
              {Speaker::System, {}, work.now(), phrase(canned_answer(key, language), language, values), false});
}

namespace {

std::optional<OrderFacts> facts_of(UnitOfWork& work, OrderId id) {
  const Order* order = work.find(id);
  if (order == nullptr) return std::nullopt;
  OrderFacts facts;
  facts.order = id;
  facts.status = order->status;
  facts.total = order->total;
  facts.placed_at = order->placed_at;
  facts.promised_at = order->promised_at;
  facts.delivered_at = order->delivered_at;
  facts.may_cancel = OrderService::may_cancel(Actor::Customer, order->status);
  if (const Restaurant* restaurant = work.find(order->restaurant)) facts.restaurant = restaurant->name;
  for (const std::uint64_t key : work.find_where<&Delivery::order>(id))
    facts.has_rider = facts.has_rider || work.find(DeliveryId{key})->assigned_at.has_value();
  for (const std::uint64_t key : work.find_where<&Payment::order>(id))
    facts.refunded = facts.refunded + work.find(PaymentId{key})->refunded;
  if (const Basket* basket = work.find_at<Basket>(id.value))
    for (const BasketLine& line : basket->lines) facts.dishes.push_back(line.name);
  return facts;
}

}  // namespace

void ask_bot(UnitOfWork& work, HelpTicketId id) {
  const HelpTicket* ticket = work.find(id);
  const HelpThread* thread = work.find_at<HelpThread>(id.value);
  auto question = std::make_shared<ChatbotQuestion>();
  question->ticket = id;
  question->message = static_cast<std::int32_t>(thread->messages.size()) - 1;
  question->misses = ticket->bot_misses;
  question->language = ticket->language;
  question->text = thread->messages.back().text;
  question->order = facts_of(work, ticket->order);
  question->at = work.now();
  if (const Restaurant* restaurant = work.find(ticket->restaurant))
    question->utc_offset_minutes = restaurant->utc_offset_minutes;
  work.after_commit(std::shared_ptr<const ChatbotQuestion>(std::move(question)));
}

bool is_complaint(HelpCategory category) {
  return category >= HelpCategory::Missing && category <= HelpCategory::Overcharged;
}

HelpPriority first_priority(HelpCategory category) {
  switch (category) {
    case HelpCategory::Allergy:
      return HelpPriority::Urgent;
    case HelpCategory::NeverCame:
    case HelpCategory::Rider:
      return HelpPriority::High;
    case HelpCategory::Question:
      return HelpPriority::Low;
    default:
      return HelpPriority::Normal;
  }
}

std::optional<Problem> check_lines(UnitOfWork& work, OrderId order, const std::vector<AffectedLine>& lines) {
  const Basket* basket = work.find_at<Basket>(order.value);
  const std::size_t count = basket == nullptr ? 0 : basket->lines.size();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string field = "lines[" + std::to_string(i) + "]";
    if (lines[i].line < 0 || static_cast<std::size_t>(lines[i].line) >= count)
      return invalid("is not in the basket", field + ".line");
    const std::int32_t ordered = basket->lines[static_cast<std::size_t>(lines[i].line)].quantity;
    if (lines[i].quantity < 1 || lines[i].quantity > ordered)
      return invalid("must be from 1 to " + std::to_string(ordered), field + ".quantity");
    for (std::size_t k = 0; k < i; ++k)
      if (lines[k].line == lines[i].line) return invalid("is named twice", field + ".line");
  }
  return std::nullopt;
}

Money left_of(UnitOfWork& work, const Order& order) {
  Money left{0, order.total.currency};
  for (const std::uint64_t key : work.find_where<&Payment::order>(order.id)) {
    const Payment* payment = work.find(PaymentId{key});
    if (payment->status == PaymentStatus::Captured) {
      left = left + payment->captured - payment->refunded;
    } else if (!is_terminal(order.status)) {
      left = left + payment->amount;
    }
  }
  for (const std::uint64_t key : work.find_where<&HelpTicket::order>(order.id)) {
    const HelpTicket* ticket = work.find(HelpTicketId{key});
    if (ticket->refund_state == ComplaintRefund::Granted) left = left - ticket->refund;
  }
  left.minor = std::max<std::int64_t>(left.minor, 0);
  return left;
}

namespace {

CustomerHistory history_of(UnitOfWork& work, const HelpTicket& ticket) {
  const Instant since = work.now() - days(90);
  CustomerHistory history;
  for (const std::uint64_t key : work.find_where<&HelpTicket::user>(ticket.user)) {
    const HelpTicket* other = work.find(HelpTicketId{key});
    if (other->id == ticket.id || !is_complaint(other->category) || other->opened_at < since) continue;
    ++history.complaints;
    history.same_order = history.same_order || other->order == ticket.order;
  }
  for (const std::uint64_t key : work.find_where<&Order::user>(ticket.user)) {
    const Order* order = work.find(OrderId{key});
    history.orders += order->delivered_at && *order->delivered_at >= since;
  }
  return history;
}

Money price_of(UnitOfWork& work, const HelpTicket& ticket, const Order& order) {
  if (ticket.lines.empty()) return order.items;
  const Basket* basket = work.find_at<Basket>(order.id.value);
  Money sum{0, order.items.currency};
  for (const AffectedLine& affected : ticket.lines)
    sum = sum + basket->lines[static_cast<std::size_t>(affected.line)].unit_price * affected.quantity;
  sum.minor = std::min(sum.minor, order.items.minor);
  return sum;
}

}  // namespace

void judge(UnitOfWork& work, HelpTicketId id) {
  const HelpTicket ticket = *work.find(id);
  const Order order = *work.find(ticket.order);
  ComplaintCase complaint;
  complaint.category = ticket.category;
  complaint.lateness = lateness_of(order.delivered_at.value_or(work.now()) - order.promised_at);
  complaint.lines = paid_for(order, price_of(work, ticket, order));
  complaint.items = paid_for(order, order.items);
  complaint.left = left_of(work, order);
  complaint.history = history_of(work, ticket);
  PolicyDecision decision = decide_complaint(complaint);
  // What has not come cannot be judged by itself: the kitchen or the rider may still put it right.
  if (decision.verdict == PolicyVerdict::Grant && !order.delivered_at)
    decision = {PolicyVerdict::AskPerson, decision.amount, "not_received"};
  if (decision.verdict == PolicyVerdict::Grant) {
    work.record(RefundGranted{id, order.id, decision.amount, std::string(decision.reason), {}});
    add_canned(work, id, "policy_granted", decision.amount);
    return bring_to(work, id, HelpStatus::Solved);
  }
  if (decision.verdict == PolicyVerdict::AskPerson)
    work.record(RefundProposed{id, order.id, decision.amount, std::string(decision.reason)});
  add_canned(work, id, ticket.category == HelpCategory::Allergy ? "allergy" : "policy_person");
  bring_to(work, id, HelpStatus::Open, first_priority(ticket.category));
}

}  // namespace pizza::help_desk
