// SPDX-License-Identifier: Apache-2.0
#include "core/services/notification/sending.h"

#include <algorithm>

#include "core/model/digest.h"
#include "core/model/random_bits.h"
#include "core/model/records/order.h"
#include "core/model/records/restaurant.h"
#include "core/services/notification/notification_service.h"
#include "core/services/notification/quiet_hours.h"
#include "core/services/restaurant/opening_rules.h"

namespace pizza::sending {

namespace {

constexpr std::uint32_t bit(Channel channel) {
  return 1U << static_cast<unsigned>(channel);
}

std::vector<std::string> addresses_of(const Person& person, Channel channel) {
  std::vector<std::string> addresses;
  if (channel == Channel::Push) {
    if (person.settings != nullptr)
      for (const PushDevice& device : person.settings->devices) addresses.push_back(device.token);
  } else {
    const std::string& address = channel == Channel::Sms ? person.user->phone : person.user->email;
    if (!address.empty()) addresses.push_back(address);
  }
  return addresses;
}

Messages messages_of(UnitOfWork& work, const Person& person, const Notification& told) {
  const MessageText text = text_of(work, person, told, told.channel);
  ChannelMessage message;
  message.notification = told.id;
  message.channel = told.channel;
  message.attempt = told.attempts;
  message.language = language_tags[static_cast<std::size_t>(person.language())];
  message.title = text.title;
  message.body = text.body;
  message.topic = topic_names[static_cast<std::size_t>(rule_of(told.kind).topic)];
  message.user = told.user;
  message.order = told.order;
  message.at = work.now();
  const std::string key = "n" + std::to_string(told.id.value) + "-" +
                          std::string(channel_names[static_cast<std::size_t>(told.channel)]) + "-" +
                          std::to_string(told.attempts);
  Messages messages;
  for (std::string& address : addresses_of(person, told.channel)) {
    message.idempotency_key = key;
    if (told.channel == Channel::Push) message.idempotency_key += "-" + std::to_string(fingerprint(address));
    message.address = std::move(address);
    messages.push_back(std::make_shared<const ChannelMessage>(message));
  }
  return messages;
}

}  // namespace

Language Person::language() const {
  return profile == nullptr ? Language::En : language_of(profile->preferences.language);
}

Person person_of(UnitOfWork& work, UserId user) {
  return {work.find(user), work.find_at<Profile>(user.value), work.find_at<NotificationSettings>(user.value)};
}

Way way_to(const Person& person, Topic topic, Channel channel) {
  if (person.gone()) return Way::NoAddress;
  const bool reachable = channel == Channel::Push  ? person.settings != nullptr && !person.settings->devices.empty()
                         : channel == Channel::Sms ? !person.user->phone.empty()
                                                   : !person.user->email.empty();
  if (!reachable) return Way::NoAddress;
  if (!may_refuse(topic)) return Way::Open;
  const Preferences wishes = person.preferences();
  const bool wanted = channel == Channel::Push  ? wishes.by_push
                      : channel == Channel::Sms ? wishes.by_sms
                                                : wishes.by_email;
  if (!wanted || (topic == Topic::Offers && !wishes.offers)) return Way::Refused;
  return person.settings != nullptr && person.settings->refuses(topic, channel) ? Way::Refused : Way::Open;
}

bool any_way(const Person& person, const MessageRule& rule) {
  return std::any_of(rule.ways().begin(), rule.ways().end(),
                     [&](Channel channel) { return way_to(person, rule.topic, channel) == Way::Open; });
}

TimeZone zone_of(UnitOfWork& work, const Person& person, RestaurantId restaurant) {
  if (person.settings != nullptr && !person.settings->time_zone.empty())
    if (const auto own = TimeZone::find(person.settings->time_zone)) return *own;
  const Restaurant* shop = restaurant ? work.find(restaurant) : nullptr;
  return shop == nullptr ? TimeZone{} : opening_rules::clock_of(*shop);
}

MessageText text_of(UnitOfWork& work, const Person& person, const Notification& told, Channel channel) {
  MessageFacts facts;
  facts.kind = told.kind;
  facts.topic = rule_of(told.kind).topic;
  if (const Restaurant* shop = told.restaurant ? work.find(told.restaurant) : nullptr) facts.restaurant = shop->name;
  facts.order = told.order.value;
  if (told.kind == MessageKind::Offer) {
    facts.percent = static_cast<std::int64_t>(told.subject);
    facts.code = told.code;
  } else {
    facts.ticket = told.subject;
  }
  const Language language = person.language();
  if (told.amount.minor != 0) facts.amount = money_text(told.amount, language);
  if (const Order* order = told.order ? work.find(told.order) : nullptr; order != nullptr) {
    const Duration left = order->promised_at - work.now();
    if (left.ms > 0) {
      const Duration offset = zone_of(work, person, told.restaurant).offset_at(order->promised_at);
      facts.minutes = (left.ms + 59'999) / 60'000;
      facts.time = time_text(order->promised_at, static_cast<std::int32_t>(offset.ms / 60'000), language);
    }
  }
  return message_text(facts, channel, language);
}

void settle(Notification& told, NotificationStatus status, std::string reason, Instant now) {
  told.status = status;
  told.reason = std::move(reason);
  told.due.reset();
  told.settled_at = now;
}

void give_up(Notification& told, std::string reason) {
  told.given_up |= bit(told.channel);
  told.attempts = 0;
  told.unanswered = 0;
  told.reason = std::move(reason);
}

Messages next_try(UnitOfWork& work, Notification& told) {
  const MessageRule& rule = rule_of(told.kind);
  const Instant now = work.now();
  const auto fail = [&](std::string reason) -> Messages {
    settle(told, NotificationStatus::Failed, std::move(reason), now);
    return {};
  };
  if (!work.around().tells_people) return fail("no_channel");
  const Person person = person_of(work, told.user);
  if (person.gone()) return fail("forgotten");
  bool refused = false;
  const auto chosen = std::find_if(rule.ways().begin(), rule.ways().end(), [&](Channel channel) {
    if ((told.given_up & bit(channel)) != 0) return false;
    const Way way = way_to(person, rule.topic, channel);
    refused = refused || way == Way::Refused;
    return way == Way::Open;
  });
  if (chosen == rule.ways().end()) return fail(told.given_up != 0 ? told.reason : refused ? "refused" : "no_address");
  if (*chosen != told.channel) told.attempts = 0;
  told.channel = *chosen;
  told.unanswered = 0;
  if (!rule.at_night) {
    const TimeZone zone = zone_of(work, person, told.restaurant);
    if (const auto end = quiet_until(quiet_hours_of(person.settings), zone, now)) {
      if (*end > told.stale_at) return fail("quiet_hours");
      told.status = NotificationStatus::Waiting;
      told.due = *end;
      return {};
    }
  }
  ++told.attempts;
  told.status = NotificationStatus::Asked;
  told.due = now + NotificationService::answer_within;
  return messages_of(work, person, told);
}

Messages same_try(UnitOfWork& work, const Notification& told) {
  return messages_of(work, person_of(work, told.user), told);
}

Duration wait_after(std::int32_t attempts, NotificationId id) {
  Duration wait = NotificationService::first_wait;
  for (std::int32_t i = 1; i < attempts && wait < NotificationService::longest_wait; ++i) wait = wait * 2;
  wait = std::min(wait, NotificationService::longest_wait);
  const std::uint64_t chance = mix_bits(id.value ^ mix_bits(static_cast<std::uint64_t>(attempts)));
  return wait - Duration{static_cast<std::int64_t>(chance % static_cast<std::uint64_t>(wait.ms / 4))};
}

std::uint64_t sameness_of(const Notification& told) {
  const std::uint64_t about = told.order                        ? told.order.value
                              : told.kind == MessageKind::Offer ? told.restaurant.value
                                                                : told.subject;
  return mix_bits(told.user.value ^ mix_bits(about ^ mix_bits(static_cast<std::uint64_t>(told.kind))));
}

bool said_lately(UnitOfWork& work, const Notification& told) {
  const Duration within = rule_of(told.kind).same_within;
  for (const std::uint64_t key : work.find_where<&Notification::sameness>(*told.sameness)) {
    const Notification* other = work.find(NotificationId{key});
    if (other->status != NotificationStatus::Failed && other->queued_at + within > work.now()) return true;
  }
  return false;
}

}  // namespace pizza::sending
