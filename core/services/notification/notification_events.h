// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/notification.h"
#include "core/services/event_type_of.h"

namespace pizza {

// Events of a notification about an order belong to the order; others to their person.
constexpr std::uint64_t told_aggregate(OrderId order, UserId user) {
  return order ? order.value : user.value;
}

// Somebody is to be told something. Carries all of the record, as it stands after the first try.
struct NotificationQueued {
  static constexpr std::string_view service = "notification";
  Notification notification;
  std::uint64_t aggregate() const { return told_aggregate(notification.order, notification.user); }
  static constexpr auto description() {
    return record("NotificationQueued", field<&NotificationQueued::notification>("notification"));
  }
};

// A try, an answer, or the end of it. Carries all that may have changed.
struct NotificationMoved {
  static constexpr std::string_view service = "notification";
  NotificationId notification;
  OrderId order;
  UserId user;
  Channel channel = Channel::Push;
  NotificationStatus status = NotificationStatus::Waiting;
  std::int32_t attempts = 0;
  std::int32_t unanswered = 0;
  std::uint32_t given_up = 0;
  std::optional<Instant> due;
  std::optional<Instant> settled_at;
  std::string reason;
  std::uint64_t aggregate() const { return told_aggregate(order, user); }
  static constexpr auto description() {
    return record("NotificationMoved", field<&NotificationMoved::notification>("notification_id"),
                  field<&NotificationMoved::order>("order_id"), field<&NotificationMoved::user>("user_id"),
                  field<&NotificationMoved::channel>("channel"), field<&NotificationMoved::status>("status"),
                  field<&NotificationMoved::attempts>("attempts"), field<&NotificationMoved::unanswered>("unanswered"),
                  field<&NotificationMoved::given_up>("given_up"), field<&NotificationMoved::due>("due"),
                  field<&NotificationMoved::settled_at>("settled_at"), field<&NotificationMoved::reason>("reason"));
  }
};

// How somebody wants to be told, all of it but the devices.
struct NotificationSettingsSet {
  static constexpr std::string_view service = "notification";
  UserId user;
  std::string time_zone;
  bool own_quiet_hours = false;
  std::int32_t quiet_from = 0;
  std::int32_t quiet_to = 0;
  std::uint32_t refused = 0;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("NotificationSettingsSet", field<&NotificationSettingsSet::user>("user_id"),
                  field<&NotificationSettingsSet::time_zone>("time_zone"),
                  field<&NotificationSettingsSet::own_quiet_hours>("own_quiet_hours"),
                  field<&NotificationSettingsSet::quiet_from>("quiet_from"),
                  field<&NotificationSettingsSet::quiet_to>("quiet_to"),
                  field<&NotificationSettingsSet::refused>("refused"));
  }
};

// A known token gets another label.
struct DeviceRegistered {
  static constexpr std::string_view service = "notification";
  UserId user;
  PushDevice device;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("DeviceRegistered", field<&DeviceRegistered::user>("user_id"),
                  field<&DeviceRegistered::device>("device"));
  }
};

struct DeviceRemoved {
  static constexpr std::string_view service = "notification";
  UserId user;
  std::string token;
  std::string reason;  // "asked", "unknown_device", "too_many"
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("DeviceRemoved", field<&DeviceRemoved::user>("user_id"),
                  field<&DeviceRemoved::token>("token", Index::None, Secrecy::Secret),
                  field<&DeviceRemoved::reason>("reason"));
  }
};

// The person asked to be forgotten: nothing is sent any more, and the devices and wishes are gone.
struct NotificationsForgotten {
  static constexpr std::string_view service = "notification";
  UserId user;
  Instant at;
  std::vector<NotificationId> open;  // those that were still to be sent
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("NotificationsForgotten", field<&NotificationsForgotten::user>("user_id"),
                  field<&NotificationsForgotten::at>("at"), field<&NotificationsForgotten::open>("open"));
  }
};

void fold(Changes& changes, const NotificationQueued& event);
void fold(Changes& changes, const NotificationMoved& event);
void fold(Changes& changes, const NotificationSettingsSet& event);
void fold(Changes& changes, const DeviceRegistered& event);
void fold(Changes& changes, const DeviceRemoved& event);
void fold(Changes& changes, const NotificationsForgotten& event);

using NotificationEvents = TypeList<NotificationQueued, NotificationMoved, NotificationSettingsSet, DeviceRegistered,
                                    DeviceRemoved, NotificationsForgotten>;

}  // namespace pizza
