// SPDX-License-Identifier: Apache-2.0
// What people choose, what they were told, and the commands and queries by their type.
#include <algorithm>

#include "core/model/records/restaurant.h"
#include "core/services/notification/notification_service.h"
#include "core/services/notification/quiet_hours.h"
#include "core/services/notification/reply_words.h"
#include "core/services/notification/sending.h"
#include "core/services/order/order_service.h"
#include "core/services/user/find_person.h"

namespace pizza {

namespace {

Problem invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "notification.invalid", std::move(why), std::move(field));
}

constexpr std::uint32_t refusal_bit(Topic topic, Channel channel) {
  return 1U << (static_cast<unsigned>(topic) * channel_names.size() + static_cast<unsigned>(channel));
}

// What is kept now, or what holds for those who never chose.
NotificationSettingsSet kept_settings(UnitOfWork& work, UserId user) {
  NotificationSettingsSet set;
  set.user = user;
  if (const auto* kept = work.find_at<NotificationSettings>(user.value); kept != nullptr)
    set = {user, kept->time_zone, kept->own_quiet_hours, kept->quiet_from, kept->quiet_to, kept->refused};
  return set;
}

UserId writer_of(UnitOfWork& work, const TakeReply& command) {
  if (command.channel == Channel::Email) return person_by_email(work, command.address);
  const std::vector<std::uint64_t> found = work.find_where<&User::phone>(command.address, 1);
  return found.empty() ? UserId{} : UserId{found.front()};
}

}  // namespace

Outcome NotificationService::set(UnitOfWork& work, const SetNotificationSettings& command) const {
  if (auto missing = person_missing(work, command.user)) return *missing;
  if (command.time_zone.size() > 64 || (!command.time_zone.empty() && !TimeZone::find(command.time_zone)))
    return invalid("is no time zone that we know", "time_zone");
  const auto minute = [](std::int32_t value) { return value >= 0 && value < 1'440; };
  if (!minute(command.quiet_from)) return invalid("must be from 0 to 1439", "quiet_from");
  if (!minute(command.quiet_to)) return invalid("must be from 0 to 1439", "quiet_to");
  if (command.refused.size() > topic_names.size() * channel_names.size())
    return invalid("more than there are topics and channels", "refused");
  NotificationSettingsSet set{command.user,       command.time_zone, command.own_quiet_hours,
                              command.quiet_from, command.quiet_to,  0};
  for (std::size_t i = 0; i < command.refused.size(); ++i) {
    const RefusedTopic& one = command.refused[i];
    if (!may_refuse(one.topic))
      return invalid("messages about security cannot be switched off", "refused[" + std::to_string(i) + "].topic");
    set.refused |= refusal_bit(one.topic, one.channel);
  }
  work.record(std::move(set));
  return Done{};
}

Result<NotificationSettingsView> NotificationService::settings(UnitOfWork& work,
                                                               const SeeNotificationSettings& query) const {
  if (auto missing = person_missing(work, query.user)) return *missing;
  const auto* kept = work.find_at<NotificationSettings>(query.user.value);
  const QuietHours quiet = quiet_hours_of(kept);
  NotificationSettingsView view;
  view.quiet_from = quiet.from;
  view.quiet_to = quiet.to;
  if (kept == nullptr) return view;
  view.time_zone = kept->time_zone;
  view.own_quiet_hours = kept->own_quiet_hours;
  for (std::size_t topic = 0; topic < topic_names.size(); ++topic)
    for (std::size_t channel = 0; channel < channel_names.size(); ++channel)
      if (kept->refuses(static_cast<Topic>(topic), static_cast<Channel>(channel)))
        view.refused.push_back({static_cast<Topic>(topic), static_cast<Channel>(channel)});
  for (const PushDevice& device : kept->devices) view.devices.push_back({device.label, device.added_at});
  return view;
}

Outcome NotificationService::register_device(UnitOfWork& work, const RegisterDevice& command) const {
  if (auto missing = person_missing(work, command.user)) return *missing;
  const auto plain = [](char c) { return c > ' ' && c <= '~'; };
  if (command.token.empty() || command.token.size() > 512 ||
      !std::all_of(command.token.begin(), command.token.end(), plain))
    return invalid("must be 1 to 512 visible ASCII characters", "token");
  if (command.label.size() > 60) return invalid("longer than 60 bytes", "label");
  if (looks_like_card_number(command.label)) return invalid("looks like a card number", "label");
  if (const auto* kept = work.find_at<NotificationSettings>(command.user.value); kept != nullptr) {
    const bool known = std::any_of(kept->devices.begin(), kept->devices.end(),
                                   [&](const PushDevice& one) { return one.token == command.token; });
    if (!known && kept->devices.size() >= max_devices)
      work.record(DeviceRemoved{command.user, kept->devices.front().token, "too_many"});
  }
  work.record(DeviceRegistered{command.user, {command.token, command.label, work.now()}});
  return Done{};
}

Outcome NotificationService::remove_device(UnitOfWork& work, const RemoveDevice& command) const {
  const auto* kept = work.find_at<NotificationSettings>(command.user.value);
  const bool known = kept != nullptr && std::any_of(kept->devices.begin(), kept->devices.end(),
                                                    [&](const PushDevice& one) { return one.token == command.token; });
  if (!known) return problem(Status::NotFound, "notification.device_unknown", "there is no such device", "token");
  work.record(DeviceRemoved{command.user, command.token, "asked"});
  return Done{};
}

Result<ReplyTaken> NotificationService::reply(UnitOfWork& work, const TakeReply& command) const {
  if (command.channel == Channel::Push) return invalid("nobody answers a push message", "channel");
  if (command.address.empty() || command.address.size() > 254) return invalid("is no address", "address");
  if (command.text.size() > 2'000) return invalid("longer than 2000 bytes", "text");
  const ReplyWish wish = reply_wish(command.text);
  const ReplyTaken taken{wish == ReplyWish::Stop, wish == ReplyWish::Start};
  const UserId user = writer_of(work, command);
  if (wish == ReplyWish::None || !user) return taken;
  NotificationSettingsSet set = kept_settings(work, user);
  std::uint32_t bits = 0;
  for (std::size_t i = 0; i < topic_names.size(); ++i) {
    const auto topic = static_cast<Topic>(i);
    const bool concerned = command.channel == Channel::Sms ? may_refuse(topic) : topic == Topic::Offers;
    if (concerned) bits |= refusal_bit(topic, command.channel);
  }
  const std::uint32_t wanted = wish == ReplyWish::Stop ? set.refused | bits : set.refused & ~bits;
  if (wanted == set.refused) return taken;
  set.refused = wanted;
  work.record(std::move(set));
  return taken;
}

Result<NotificationLog> NotificationService::list(UnitOfWork& work, const ListNotifications& query) const {
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 100) return invalid("must be from 1 to 100", "limit");
  const sending::Person person = sending::person_of(work, query.user);
  std::vector<std::uint64_t> keys = work.find_where<&Notification::user>(query.user);
  if (query.before) keys.erase(std::lower_bound(keys.begin(), keys.end(), query.before.value), keys.end());
  NotificationLog log;
  log.more = keys.size() > static_cast<std::size_t>(limit);
  if (log.more) keys.erase(keys.begin(), keys.end() - limit);
  std::reverse(keys.begin(), keys.end());
  for (const std::uint64_t key : keys) {
    const Notification& told = *work.find(NotificationId{key});
    const MessageText text = sending::text_of(work, person, told, Channel::Push);
    log.notifications.push_back({told.id, told.kind, rule_of(told.kind).topic, told.channel, told.status, told.order,
                                 text.title, text.body, told.attempts, told.queued_at, told.due, told.settled_at,
                                 told.reason});
  }
  return log;
}

Outcome handle(UnitOfWork& work, const SetNotificationSettings& command) {
  return NotificationService{}.set(work, command);
}
Result<NotificationSettingsView> handle(UnitOfWork& work, const SeeNotificationSettings& query) {
  return NotificationService{}.settings(work, query);
}
Outcome handle(UnitOfWork& work, const RegisterDevice& command) {
  return NotificationService{}.register_device(work, command);
}
Outcome handle(UnitOfWork& work, const RemoveDevice& command) {
  return NotificationService{}.remove_device(work, command);
}
Result<OfferSent> handle(UnitOfWork& work, const SendOffer& command) {
  return NotificationService{}.offer(work, command);
}
Result<ReplyTaken> handle(UnitOfWork& work, const TakeReply& command) {
  return NotificationService{}.reply(work, command);
}
Result<NotificationLog> handle(UnitOfWork& work, const ListNotifications& query) {
  return NotificationService{}.list(work, query);
}

Subject subject_of(UnitOfWork&, const SetNotificationSettings& command) {
  return Subject::of(command.user);
}
Subject subject_of(UnitOfWork&, const SeeNotificationSettings& query) {
  return Subject::of(query.user);
}
Subject subject_of(UnitOfWork&, const RegisterDevice& command) {
  return Subject::of(command.user);
}
Subject subject_of(UnitOfWork&, const RemoveDevice& command) {
  return Subject::of(command.user);
}
Subject subject_of(UnitOfWork& work, const SendOffer& command) {
  if (!command.restaurant) return Subject::common();
  return work.find(command.restaurant) == nullptr ? Subject::nothing() : Subject::of(command.restaurant);
}
Subject subject_of(UnitOfWork&, const TakeReply&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const ListNotifications& query) {
  return Subject::of(query.user);
}

}  // namespace pizza
