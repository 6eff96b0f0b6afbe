// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/identity.h"
#include "core/model/records/notification.h"
#include "core/services/command.h"

namespace pizza {

// A topic on a channel that somebody wants to hear nothing of.
struct RefusedTopic {
  Topic topic = Topic::Progress;  // not Security
  Channel channel = Channel::Push;

  static constexpr auto description() {
    return record("refused_topic", field<&RefusedTopic::topic>("topic"), field<&RefusedTopic::channel>("channel"));
  }
};

// All of it anew, but for the devices.
struct SetNotificationSettings {
  static constexpr std::string_view service = "notification";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  std::string time_zone;         // IANA; empty: where the restaurant is
  bool own_quiet_hours = false;  // false: the house's, 22:00 to 8:00
  std::int32_t quiet_from = 0;   // minutes after midnight, 0..1439
  std::int32_t quiet_to = 0;     // equal: none
  std::vector<RefusedTopic> refused;

  static constexpr auto description() {
    return record("set_notification_settings", field<&SetNotificationSettings::user>("user_id"),
                  field<&SetNotificationSettings::time_zone>("time_zone"),
                  field<&SetNotificationSettings::own_quiet_hours>("own_quiet_hours"),
                  field<&SetNotificationSettings::quiet_from>("quiet_from"),
                  field<&SetNotificationSettings::quiet_to>("quiet_to"),
                  field<&SetNotificationSettings::refused>("refused"));
  }
};

struct SeeNotificationSettings {
  static constexpr std::string_view service = "notification";
  static constexpr Permission permission = Permission::SeeProfile;
  static constexpr bool is_query = true;
  UserId user;

  static constexpr auto description() {
    return record("see_notification_settings", field<&SeeNotificationSettings::user>("user_id"));
  }
};

// A device without the token, which only the push service needs to know.
struct DeviceView {
  std::string label;
  Instant added_at;

  static constexpr auto description() {
    return record("device_view", field<&DeviceView::label>("label"), field<&DeviceView::added_at>("added_at"));
  }
};

struct NotificationSettingsView {
  std::string time_zone;
  std::int32_t quiet_from = 0;  // those that hold, the person's own or the house's
  std::int32_t quiet_to = 0;
  bool own_quiet_hours = false;
  std::vector<RefusedTopic> refused;
  std::vector<DeviceView> devices;

  static constexpr auto description() {
    return record("notification_settings_view", field<&NotificationSettingsView::time_zone>("time_zone"),
                  field<&NotificationSettingsView::quiet_from>("quiet_from"),
                  field<&NotificationSettingsView::quiet_to>("quiet_to"),
                  field<&NotificationSettingsView::own_quiet_hours>("own_quiet_hours"),
                  field<&NotificationSettingsView::refused>("refused"),
                  field<&NotificationSettingsView::devices>("devices"));
  }
};

// A phone or browser that takes push messages. Of more than ten the oldest goes.
struct RegisterDevice {
  static constexpr std::string_view service = "notification";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  std::string token;  // of the push service; 1..512 bytes, no blanks
  std::string label;  // at most 60 bytes

  static constexpr auto description() {
    return record("register_device", field<&RegisterDevice::user>("user_id"),
                  field<&RegisterDevice::token>("token", Index::None, Secrecy::Secret),
                  field<&RegisterDevice::label>("label"));
  }
};

struct RemoveDevice {
  static constexpr std::string_view service = "notification";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  std::string token;

  static constexpr auto description() {
    return record("remove_device", field<&RemoveDevice::user>("user_id"),
                  field<&RemoveDevice::token>("token", Index::None, Secrecy::Secret));
  }
};

// Tells customers of an offer: the restaurant's latest, or, without a restaurant, the people named.
struct SendOffer {
  static constexpr std::string_view service = "notification";
  static constexpr Permission permission = Permission::SendOffer;
  RestaurantId restaurant;    // none: an offer of the house
  std::int32_t percent = 0;   // 1..90
  std::string code;           // what to type at the cart: letters, digits and '-', at most 32; empty = none
  std::vector<UserId> users;  // of an offer of the house, 1..500
  std::int32_t limit = 0;     // of a restaurant's: its latest customers, 1..500; 0 = 100

  static constexpr auto description() {
    return record("send_offer", field<&SendOffer::restaurant>("restaurant_id"), field<&SendOffer::percent>("percent"),
                  field<&SendOffer::code>("code"), field<&SendOffer::users>("users"),
                  field<&SendOffer::limit>("limit"));
  }
};

struct OfferSent {
  std::int32_t queued = 0;
  std::int32_t unwanted = 0;  // they want no offers, or cannot be reached
  std::int32_t enough = 0;    // they had three offers this week, or this one lately

  static constexpr auto description() {
    return record("offer_sent", field<&OfferSent::queued>("queued"), field<&OfferSent::unwanted>("unwanted"),
                  field<&OfferSent::enough>("enough"));
  }
};

// What somebody answered to an SMS or an e-mail, as its provider passes it on.
struct TakeReply {
  static constexpr std::string_view service = "notification";
  static constexpr Permission permission = Permission::TakeReply;
  Channel channel = Channel::Push;
  std::string address;  // who wrote: a phone number, an e-mail address
  std::string text;     // at most 2000 bytes

  static constexpr auto description() {
    return record("take_reply", field<&TakeReply::channel>("channel"), field<&TakeReply::address>("address"),
                  field<&TakeReply::text>("text"));
  }
};

struct ReplyTaken {
  bool stopped = false;  // "stop": understood, and done
  bool started = false;  // "start"

  static constexpr auto description() {
    return record("reply_taken", field<&ReplyTaken::stopped>("stopped"), field<&ReplyTaken::started>("started"));
  }
};

// The log: what a person was told, newest first. Texts are made anew, as they would be said now.
struct ListNotifications {
  static constexpr std::string_view service = "notification";
  static constexpr Permission permission = Permission::SeeProfile;
  static constexpr bool is_query = true;
  UserId user;
  NotificationId before;   // only older ones; none = from the newest
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() {
    return record("list_notifications", field<&ListNotifications::user>("user_id"),
                  field<&ListNotifications::before>("before"), field<&ListNotifications::limit>("limit"));
  }
};

struct NotificationView {
  NotificationId id;
  MessageKind kind = MessageKind::OrderAccepted;
  Topic topic = Topic::Progress;
  Channel channel = Channel::Push;
  NotificationStatus status = NotificationStatus::Waiting;
  OrderId order;
  std::string title;
  std::string text;
  std::int32_t attempts = 0;
  Instant queued_at;
  std::optional<Instant> due;
  std::optional<Instant> settled_at;
  std::string reason;

  static constexpr auto description() {
    return record("notification_view", field<&NotificationView::id>("notification_id"),
                  field<&NotificationView::kind>("kind"), field<&NotificationView::topic>("topic"),
                  field<&NotificationView::channel>("channel"), field<&NotificationView::status>("status"),
                  field<&NotificationView::order>("order_id"), field<&NotificationView::title>("title"),
                  field<&NotificationView::text>("text"), field<&NotificationView::attempts>("attempts"),
                  field<&NotificationView::queued_at>("queued_at"), field<&NotificationView::due>("due"),
                  field<&NotificationView::settled_at>("settled_at"), field<&NotificationView::reason>("reason"));
  }
};

struct NotificationLog {
  std::vector<NotificationView> notifications;
  bool more = false;  // older ones are there

  static constexpr auto description() {
    return record("notification_log", field<&NotificationLog::notifications>("notifications"),
                  field<&NotificationLog::more>("more"));
  }
};

// Not a command: what holds a secret goes no way that is written down (Business::send_code).
struct CodeToSend {
  UserId user;
  std::string target;  // a phone number, or an e-mail address, as CredentialService::issue_code gave it
  std::string code;    // 4..12 letters and digits
  Duration life = minutes(10);
};

using NotificationCommands = TypeList<SetNotificationSettings, SeeNotificationSettings, RegisterDevice, RemoveDevice,
                                      SendOffer, TakeReply, ListNotifications>;

}  // namespace pizza
