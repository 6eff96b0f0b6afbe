// SPDX-License-Identifier: Apache-2.0
// How one message finds its way to one person: for the notification service only.
#pragma once

#include <memory>
#include <vector>

#include "core/model/records/identity.h"
#include "core/model/records/user.h"
#include "core/model/time_zone.h"
#include "core/ports/notification_channel.h"
#include "core/ports/unit_of_work.h"
#include "core/services/notification/message_words.h"
#include "core/services/notification/topic_table.h"

namespace pizza::sending {

// Null where there is none; as valid as what UnitOfWork::find gives.
struct Person {
  const User* user = nullptr;
  const Profile* profile = nullptr;
  const NotificationSettings* settings = nullptr;

  bool gone() const { return user == nullptr || (profile != nullptr && profile->erased_at); }
  Preferences preferences() const { return profile == nullptr ? Preferences{} : profile->preferences; }
  Language language() const;
};
Person person_of(UnitOfWork& work, UserId user);

enum class Way : std::uint8_t { Open, Refused, NoAddress };
// Whether somebody can be told this on that channel, and wants it.
Way way_to(const Person& person, Topic topic, Channel channel);
bool any_way(const Person& person, const MessageRule& rule);

// The clock on the person's wall: as they said, else as where the restaurant is, else UTC.
TimeZone zone_of(UnitOfWork& work, const Person& person, RestaurantId restaurant);

MessageText text_of(UnitOfWork& work, const Person& person, const Notification& told, Channel channel);

using Messages = std::vector<std::shared_ptr<const ChannelMessage>>;

// The next try of a message: sends it on the first channel that is open, has it wait for the end of quiet hours, or
// settles it where no channel is left. Changes `told`, and gives what is to be sent.
Messages next_try(UnitOfWork& work, Notification& told);
// The present try once more, under its key.
Messages same_try(UnitOfWork& work, const Notification& told);

void settle(Notification& told, NotificationStatus status, std::string reason, Instant now);
// The channel that is tried now was tried in vain.
void give_up(Notification& told, std::string reason);
// How long to wait before another try, after so many.
Duration wait_after(std::int32_t attempts, NotificationId id);

// What makes two messages the same: person, kind, and what it is about.
std::uint64_t sameness_of(const Notification& told);
bool said_lately(UnitOfWork& work, const Notification& told);

}  // namespace pizza::sending
