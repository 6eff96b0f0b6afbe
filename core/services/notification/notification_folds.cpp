// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/services/notification/notification_events.h"

namespace pizza {

namespace {

NotificationSettings& settings_of(Changes& changes, UserId user) {
  if (changes.find_at<NotificationSettings>(user.value) != nullptr)
    return changes.edit_at<NotificationSettings>(user.value);
  NotificationSettings fresh;
  fresh.user = user;
  return changes.insert(std::move(fresh));
}

}  // namespace

void fold(Changes& changes, const NotificationQueued& event) {
  const Notification& told = event.notification;
  changes.insert(told);
  if (told.kind != MessageKind::Offer || told.status == NotificationStatus::Failed) return;
  NotificationSettings& settings = settings_of(changes, told.user);
  if (told.queued_at >= settings.offers_since + days(7)) {
    settings.offers_since = told.queued_at;
    settings.offers = 0;
  }
  ++settings.offers;
}

void fold(Changes& changes, const NotificationMoved& event) {
  Notification& told = changes.edit(event.notification);
  told.channel = event.channel;
  told.status = event.status;
  told.attempts = event.attempts;
  told.unanswered = event.unanswered;
  told.given_up = event.given_up;
  told.due = event.due;
  told.settled_at = event.settled_at;
  told.reason = event.reason;
}

void fold(Changes& changes, const NotificationSettingsSet& event) {
  NotificationSettings& settings = settings_of(changes, event.user);
  settings.time_zone = event.time_zone;
  settings.own_quiet_hours = event.own_quiet_hours;
  settings.quiet_from = event.quiet_from;
  settings.quiet_to = event.quiet_to;
  settings.refused = event.refused;
}

void fold(Changes& changes, const DeviceRegistered& event) {
  NotificationSettings& settings = settings_of(changes, event.user);
  const auto known = std::find_if(settings.devices.begin(), settings.devices.end(),
                                  [&](const PushDevice& one) { return one.token == event.device.token; });
  if (known == settings.devices.end()) {
    settings.devices.push_back(event.device);
  } else {
    *known = event.device;
  }
}

void fold(Changes& changes, const DeviceRemoved& event) {
  std::erase_if(settings_of(changes, event.user).devices,
                [&](const PushDevice& one) { return one.token == event.token; });
}

void fold(Changes& changes, const NotificationsForgotten& event) {
  for (const NotificationId id : event.open) {
    Notification& told = changes.edit(id);
    told.status = NotificationStatus::Failed;
    told.due.reset();
    told.settled_at = event.at;
    told.reason = "forgotten";
  }
  if (changes.find_at<NotificationSettings>(event.user.value) == nullptr) return;
  NotificationSettings& settings = changes.edit_at<NotificationSettings>(event.user.value);
  settings.time_zone.clear();
  settings.devices.clear();
}

}  // namespace pizza
