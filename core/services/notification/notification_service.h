// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/ports/notification_channel.h"
#include "core/services/delivery/delivery_events.h"
#include "core/services/notification/notification_commands.h"
#include "core/services/notification/notification_events.h"
#include "core/services/order/order_events.h"
#include "core/services/payment/payment_events.h"
#include "core/services/reaction.h"
#include "core/services/support/support_events.h"
#include "core/services/user/identity_events.h"
#include "core/services/user/person_events.h"

namespace pizza {

// Tells people what happens. What is said by which way stands in topic_table.h; a person's settings, the switches of
// their profile and their quiet hours narrow it. A message is tried on one channel after the other:
//
//   "later"    the same channel again after 30 s, 1, 2, 4 min (up to 15, each shortened by up to a quarter, so that
//   what
//              failed together does not come back together); given up after five tries
//   "refused"  the channel is given up; a push device that the push service does not know is removed, and the others
//              are waited for
//   no answer  asked again under the same key after 1, 2, 4 min; then the channel is given up
//
// until one takes it, none is left, or it is not worth telling any more. Where the world has no channel, a message is
// settled at once ("no_channel"), and no text, index or timer is paid for.
class NotificationService {
 public:
  static constexpr std::int32_t max_attempts = 5;    // of a channel
  static constexpr std::int32_t max_unanswered = 3;  // of one try
  static constexpr Duration answer_within = minutes(1);
  static constexpr Duration first_wait = seconds(30);
  static constexpr Duration longest_wait = minutes(15);
  static constexpr std::size_t max_devices = 10;
  static constexpr std::size_t max_audience = 500;
  static constexpr std::int32_t offers_a_week = 3;

  // Problems of all: user.unknown, notification.invalid (names the field).
  Outcome set(UnitOfWork& work, const SetNotificationSettings& command) const;
  Result<NotificationSettingsView> settings(UnitOfWork& work, const SeeNotificationSettings& query) const;
  Outcome register_device(UnitOfWork& work, const RegisterDevice& command) const;
  // Also: notification.device_unknown.
  Outcome remove_device(UnitOfWork& work, const RemoveDevice& command) const;
  // Also: restaurant.unknown.
  Result<OfferSent> offer(UnitOfWork& work, const SendOffer& command) const;
  // A stop word on SMS ends everything there but what is about security; elsewhere it ends offers. A start word takes
  // it back. Who is not known is answered the same.
  Result<ReplyTaken> reply(UnitOfWork& work, const TakeReply& command) const;
  Result<NotificationLog> list(UnitOfWork& work, const ListNotifications& query) const;

  // A message that is not kept, and that nobody waits for.
  Result<ChannelMessage> code_message(UnitOfWork& work, const CodeToSend& code) const;

  // What a channel says. An answer to a try that is over changes nothing, unless it says that it was sent after all.
  void answered(UnitOfWork& work, const ChannelAnswer& answer) const;
  void due(UnitOfWork& work, NotificationId id) const;

  void on(UnitOfWork& work, const OrderAccepted& event) const;
  void on(UnitOfWork& work, const FoodPickedUp& event) const;
  void on(UnitOfWork& work, const FoodDelivered& event) const;
  void on(UnitOfWork& work, const OrderRejected& event) const;
  void on(UnitOfWork& work, const OrderCancelled& event) const;
  void on(UnitOfWork& work, const OrderFailed& event) const;
  void on(UnitOfWork& work, const PaymentDeclined& event) const;
  void on(UnitOfWork& work, const RefundSettled& event) const;
  void on(UnitOfWork& work, const HelpMessageAdded& event) const;
  void on(UnitOfWork& work, const HelpTicketMoved& event) const;
  void on(UnitOfWork& work, const CredentialSet& event) const;
  void on(UnitOfWork& work, const UserErased& event) const;
};

std::span<const Reaction> notification_reactions();
std::span<const TimerRule> notification_timers();

Outcome handle(UnitOfWork& work, const SetNotificationSettings& command);
Result<NotificationSettingsView> handle(UnitOfWork& work, const SeeNotificationSettings& query);
Outcome handle(UnitOfWork& work, const RegisterDevice& command);
Outcome handle(UnitOfWork& work, const RemoveDevice& command);
Result<OfferSent> handle(UnitOfWork& work, const SendOffer& command);
Result<ReplyTaken> handle(UnitOfWork& work, const TakeReply& command);
Result<NotificationLog> handle(UnitOfWork& work, const ListNotifications& query);
Subject subject_of(UnitOfWork& work, const SetNotificationSettings& command);
Subject subject_of(UnitOfWork& work, const SeeNotificationSettings& query);
Subject subject_of(UnitOfWork& work, const RegisterDevice& command);
Subject subject_of(UnitOfWork& work, const RemoveDevice& command);
Subject subject_of(UnitOfWork& work, const SendOffer& command);
Subject subject_of(UnitOfWork& work, const TakeReply& command);
Subject subject_of(UnitOfWork& work, const ListNotifications& query);

}  // namespace pizza
