// SPDX-License-Identifier: Apache-2.0
// What becomes a message, and what becomes of it.
#include "core/services/notification/notification_service.h"

#include <algorithm>

#include "core/model/digest.h"
#include "core/model/records/restaurant.h"
#include "core/services/notification/sending.h"

namespace pizza {

namespace {

using sending::Messages;

void send(UnitOfWork& work, const Notification& told, Messages messages) {
  if (told.due) work.after_commit(Timer{TimerKind::NotificationDue, told.id.value, *told.due});
  for (auto& message : messages) work.after_commit(std::move(message));
}

// Whether it was queued: what was said lately is not said again.
bool queue(UnitOfWork& work, Notification told) {
  told.queued_at = work.now();
  const MessageRule& rule = rule_of(told.kind);
  told.stale_at = work.now() + rule.worth;
  told.channel = rule.channels.front();
  if (!work.around().tells_people) {
    told.id = work.allocate<Notification>();
    sending::settle(told, NotificationStatus::Failed, "no_channel", work.now());
    work.record(NotificationQueued{std::move(told)});
    return true;
  }
  told.sameness = sending::sameness_of(told);
  if (sending::said_lately(work, told)) return false;
  told.id = work.allocate<Notification>();
  Messages messages = sending::next_try(work, told);
  work.record(NotificationQueued{told});
  send(work, told, std::move(messages));
  return true;
}

void move(UnitOfWork& work, const Notification& told, Messages messages) {
  work.record(NotificationMoved{told.id, told.order, told.user, told.channel, told.status, told.attempts,
                                told.unanswered, told.given_up, told.due, told.settled_at, told.reason});
  send(work, told, std::move(messages));
}

void queue_about(UnitOfWork& work, OrderId id, MessageKind kind, Money amount = {}) {
  const Order* order = work.find(id);
  if (order == nullptr) return;
  Notification told;
  told.user = order->user;
  told.kind = kind;
  told.order = id;
  told.restaurant = order->restaurant;
  told.amount = amount;
  queue(work, std::move(told));
}

void queue_end(UnitOfWork& work, OrderId id, MessageKind kind) {
  const Order* order = work.find(id);
  if (order != nullptr) queue_about(work, id, kind, order->end_charge);
}

void queue_help(UnitOfWork& work, UserId user, HelpTicketId ticket, MessageKind kind) {
  Notification told;
  told.user = user;
  told.kind = kind;
  told.subject = ticket.value;
  queue(work, std::move(told));
}

bool declined(UnitOfWork& work, OrderId order) {
  const std::vector<std::uint64_t> payments = work.find_where<&Payment::order>(order);
  return !payments.empty() && work.find(PaymentId{payments.back()})->status == PaymentStatus::Declined;
}

Problem invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "notification.invalid", std::move(why), std::move(field));
}

bool code_like(std::string_view code, std::size_t least, std::size_t most) {
  return code.size() >= least && code.size() <= most && std::all_of(code.begin(), code.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-';
         });
}

std::vector<UserId> audience_of(UnitOfWork& work, const SendOffer& command) {
  if (!command.restaurant) return command.users;
  constexpr std::size_t looked_at = 5'000;  // of the latest orders
  const std::vector<std::uint64_t> orders = work.find_where<&Order::restaurant>(command.restaurant);
  const std::size_t limit = command.limit == 0 ? 100 : static_cast<std::size_t>(command.limit);
  std::vector<UserId> users;
  for (std::size_t i = orders.size(); i > 0 && orders.size() - i < looked_at && users.size() < limit; --i) {
    const UserId user = work.find(OrderId{orders[i - 1]})->user;
    if (std::find(users.begin(), users.end(), user) == users.end()) users.push_back(user);
  }
  return users;
}

}  // namespace

Result<OfferSent> NotificationService::offer(UnitOfWork& work, const SendOffer& command) const {
  const Restaurant* shop = command.restaurant ? work.find(command.restaurant) : nullptr;
  if (command.restaurant && shop == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (command.percent < 1 || command.percent > 90) return invalid("must be from 1 to 90", "percent");
  if (!code_like(command.code, 0, 32)) return invalid("at most 32 letters, digits and '-'", "code");
  if (command.limit < 0 || command.limit > static_cast<std::int32_t>(max_audience))
    return invalid("must be from 1 to 500", "limit");
  if (command.restaurant ? !command.users.empty() : command.users.empty() || command.users.size() > max_audience)
    return invalid("an offer of the house names 1 to 500 people, a restaurant's none", "users");
  OfferSent sent;
  for (const UserId user : audience_of(work, command)) {
    const sending::Person person = sending::person_of(work, user);
    if (!sending::any_way(person, rule_of(MessageKind::Offer))) {
      ++sent.unwanted;
      continue;
    }
    const NotificationSettings* settings = person.settings;
    const bool enough =
        settings != nullptr && settings->offers >= offers_a_week && work.now() < settings->offers_since + days(7);
    Notification told;
    told.user = user;
    told.kind = MessageKind::Offer;
    told.restaurant = command.restaurant;
    told.subject = static_cast<std::uint64_t>(command.percent);
    told.code = command.code;
    ++(!enough && queue(work, std::move(told)) ? sent.queued : sent.enough);
  }
  return sent;
}

Result<ChannelMessage> NotificationService::code_message(UnitOfWork& work, const CodeToSend& code) const {
  const sending::Person person = sending::person_of(work, code.user);
  if (person.gone()) return problem(Status::NotFound, "user.unknown", "there is no such user", "user_id");
  if (code.target.empty() || code.target.size() > 254) return invalid("is no address", "target");
  if (!code_like(code.code, 4, 12)) return invalid("must be 4 to 12 letters and digits", "code");
  if (code.life < minutes(1) || code.life > hours(24)) return invalid("must be a minute to a day", "life");
  MessageFacts facts;
  facts.kind = MessageKind::LoginCode;
  facts.topic = rule_of(facts.kind).topic;
  facts.code = code.code;
  facts.minutes = code.life.ms / 60'000;
  const Channel channel = code.target.find('@') == std::string::npos ? Channel::Sms : Channel::Email;
  const MessageText text = message_text(facts, channel, person.language());
  ChannelMessage message;
  message.channel = channel;
  // One code to one address at one moment; the code itself has no place in a key.
  message.idempotency_key =
      "c" + std::to_string(work.now().ms) + "-" + std::to_string(fingerprint(code.target, code.user.value));
  message.address = code.target;
  message.language = language_tags[static_cast<std::size_t>(person.language())];
  message.title = text.title;
  message.body = text.body;
  message.topic = topic_names[static_cast<std::size_t>(facts.topic)];
  message.user = code.user;
  message.at = work.now();
  return message;
}

void NotificationService::answered(UnitOfWork& work, const ChannelAnswer& answer) const {
  const Notification* found = work.find(answer.notification);
  if (found == nullptr) return;
  Notification told = *found;
  const bool gone = answer.verdict == ChannelVerdict::Refused && answer.reason == "unknown_device";
  bool devices_left = false;
  if (answer.channel == Channel::Push) {
    if (const auto* settings = work.find_at<NotificationSettings>(told.user.value); settings != nullptr) {
      const auto known = [&](const PushDevice& one) { return one.token == answer.address; };
      const bool has_it = std::any_of(settings->devices.begin(), settings->devices.end(), known);
      devices_left = settings->devices.size() > (has_it ? 1U : 0U);
      if (gone && has_it) work.record(DeviceRemoved{told.user, answer.address, "unknown_device"});
    }
  }
  if (told.settled_at) return;
  if (answer.verdict == ChannelVerdict::Sent) {
    told.channel = answer.channel;
    sending::settle(told, NotificationStatus::Sent, {}, work.now());
    return move(work, told, {});
  }
  const bool present =
      told.status == NotificationStatus::Asked && told.channel == answer.channel && told.attempts == answer.attempt;
  if (!present || (gone && devices_left)) return;  // the other devices have not answered yet
  if (answer.verdict == ChannelVerdict::Later && told.attempts < max_attempts) {
    told.status = NotificationStatus::Waiting;
    told.unanswered = 0;
    told.reason = answer.reason.substr(0, 60);
    told.due = work.now() + sending::wait_after(told.attempts, told.id);
    return move(work, told, {});
  }
  sending::give_up(told, answer.reason.empty() ? "refused_by_channel" : answer.reason.substr(0, 60));
  Messages messages = sending::next_try(work, told);
  move(work, told, std::move(messages));
}

void NotificationService::due(UnitOfWork& work, NotificationId id) const {
  const Notification* found = work.find(id);
  if (found == nullptr || !found->due || *found->due > work.now()) return;
  Notification told = *found;
  if (work.now() > told.stale_at) {
    sending::settle(told, NotificationStatus::Failed, "stale", work.now());
    return move(work, told, {});
  }
  const bool reachable = work.around().tells_people && !sending::person_of(work, told.user).gone();
  if (told.status == NotificationStatus::Asked && told.unanswered < max_unanswered && reachable) {
    ++told.unanswered;
    told.due = work.now() + answer_within * (std::int64_t{1} << told.unanswered);
    Messages again = sending::same_try(work, told);
    return move(work, told, std::move(again));
  }
  if (told.status == NotificationStatus::Asked) sending::give_up(told, "no_answer");
  Messages messages = sending::next_try(work, told);
  move(work, told, std::move(messages));
}

void NotificationService::on(UnitOfWork& work, const OrderAccepted& event) const {
  queue_about(work, event.order, MessageKind::OrderAccepted);
}
void NotificationService::on(UnitOfWork& work, const FoodPickedUp& event) const {
  queue_about(work, event.order, MessageKind::OrderOnTheWay);
}
void NotificationService::on(UnitOfWork& work, const FoodDelivered& event) const {
  queue_about(work, event.order, MessageKind::OrderDelivered);
}
void NotificationService::on(UnitOfWork& work, const OrderRejected& event) const {
  queue_about(work, event.order, MessageKind::OrderRejected);
}
void NotificationService::on(UnitOfWork& work, const OrderCancelled& event) const {
  queue_end(work, event.order, MessageKind::OrderCancelled);
}
void NotificationService::on(UnitOfWork& work, const OrderFailed& event) const {
  // Who heard that the payment was declined knows it.
  if (!declined(work, event.order)) queue_end(work, event.order, MessageKind::OrderFailed);
}
void NotificationService::on(UnitOfWork& work, const PaymentDeclined& event) const {
  const Payment* payment = work.find(event.payment);
  queue_about(work, event.order, MessageKind::PaymentDeclined, payment == nullptr ? event.amount : payment->amount);
}
void NotificationService::on(UnitOfWork& work, const RefundSettled& event) const {
  if (event.done) queue_about(work, event.order, MessageKind::RefundPaid, event.amount);
}
void NotificationService::on(UnitOfWork& work, const HelpMessageAdded& event) const {
  if (event.message.from == Speaker::Agent && !event.message.internal)
    queue_help(work, event.user, event.ticket, MessageKind::HelpAnswered);
}
void NotificationService::on(UnitOfWork& work, const HelpTicketMoved& event) const {
  // What the bot and the customer settled between them needs no letter.
  const HelpTicket* ticket = work.find(event.ticket);
  if (event.status == HelpStatus::Solved && ticket != nullptr && ticket->answered_at)
    queue_help(work, event.user, event.ticket, MessageKind::HelpSolved);
}
void NotificationService::on(UnitOfWork& work, const CredentialSet& event) const {
  Notification told;
  told.user = event.user;
  told.kind = MessageKind::PasswordSet;
  queue(work, std::move(told));
}

void NotificationService::on(UnitOfWork& work, const UserErased& event) const {
  NotificationsForgotten forgotten{event.user, work.now(), {}};
  const std::vector<std::uint64_t> keys = work.find_where<&Notification::user>(event.user);
  for (const std::uint64_t key : keys)
    if (!work.find(NotificationId{key})->settled_at) forgotten.open.push_back({key});
  if (!keys.empty() || work.find_at<NotificationSettings>(event.user.value) != nullptr)
    work.record(std::move(forgotten));
}

namespace {

template <class... E>
std::array<Reaction, sizeof...(E)> reactions_to() {
  return {reaction<NotificationService, E>("notification")...};
}

}  // namespace

std::span<const Reaction> notification_reactions() {
  static const auto table =
      reactions_to<OrderAccepted, FoodPickedUp, FoodDelivered, OrderRejected, OrderCancelled, OrderFailed,
                   PaymentDeclined, RefundSettled, HelpMessageAdded, HelpTicketMoved, CredentialSet, UserErased>();
  return table;
}

std::span<const TimerRule> notification_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&Notification::due>(
      TimerKind::NotificationDue,
      [](UnitOfWork& work, std::uint64_t key) { NotificationService{}.due(work, NotificationId{key}); })};
  return rules;
}

}  // namespace pizza
