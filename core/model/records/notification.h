// SPDX-License-Identifier: Apache-2.0
// What people are told, by which way, and what they want to be told. No text and no address is kept here: both are made
// at the moment of sending, so a log of notifications holds nothing to be forgotten.
#pragma once

#include "core/model/describe.h"

namespace pizza {

using NotificationId = Id<struct Notification>;

enum class Channel : std::uint8_t { Push, Sms, Email };
inline constexpr std::array<std::string_view, 3> channel_names{"push", "sms", "email"};
constexpr std::span<const std::string_view> names_of(Channel) {
  return channel_names;
}

// What it is about; people choose by topic and channel. The rules of each stand in
// core/services/notification/topic_table.h.
enum class Topic : std::uint8_t { Progress, Trouble, Money, Support, Offers, Security };
inline constexpr std::array<std::string_view, 6> topic_names{"progress", "trouble", "money",
                                                             "support",  "offers",  "security"};
constexpr std::span<const std::string_view> names_of(Topic) {
  return topic_names;
}

enum class MessageKind : std::uint8_t {
  OrderAccepted,
  OrderOnTheWay,
  OrderDelivered,
  OrderRejected,
  OrderCancelled,
  OrderFailed,
  PaymentDeclined,
  RefundPaid,
  HelpAnswered,
  HelpSolved,
  Offer,
  PasswordSet,
  LoginCode,  // never a record: its text is secret
};
inline constexpr std::array<std::string_view, 13> message_kind_names{
    "order_accepted", "order_on_the_way", "order_delivered", "order_rejected", "order_cancelled",
    "order_failed",   "payment_declined", "refund_paid",     "help_answered",  "help_solved",
    "offer",          "password_set",     "login_code"};
constexpr std::span<const std::string_view> names_of(MessageKind) {
  return message_kind_names;
}

enum class NotificationStatus : std::uint8_t {
  Waiting,  // for the end of quiet hours, or for another try
  Asked,    // the channel has it, and has not answered
  Sent,
  Failed,  // no channel took it within the bounded tries, or it is not worth telling any more
};
inline constexpr std::array<std::string_view, 4> notification_status_names{"waiting", "asked", "sent", "failed"};
constexpr std::span<const std::string_view> names_of(NotificationStatus) {
  return notification_status_names;
}

struct Notification {
  NotificationId id;
  UserId user;
  MessageKind kind = MessageKind::OrderAccepted;
  Channel channel = Channel::Push;  // the one that is tried now, or was last
  NotificationStatus status = NotificationStatus::Waiting;
  OrderId order;              // none: about no order
  RestaurantId restaurant;    // of the order or the offer
  std::uint64_t subject = 0;  // a help ticket's number, an offer's percent
  Money amount;
  std::int32_t attempts = 0;   // on this channel
  std::uint32_t given_up = 0;  // bit by channel: tried in vain
  // Fingerprint of user, kind and what it is about: finds what was said already. None where nothing was said.
  std::optional<std::uint64_t> sameness;
  Instant queued_at;
  Instant stale_at;            // not worth telling after it
  std::optional<Instant> due;  // try, or ask again, then
  std::optional<Instant> settled_at;
  std::string reason;  // of the last failure: a stable word
  Version version;
  std::int32_t unanswered = 0;  // how often the present try was asked again because no answer came
  std::string code;             // of an offer: what to type at the cart; empty = none

  static constexpr auto description() {
    return record("notifications", key<&Notification::id>("notification_id"),
                  field<&Notification::user>("user_id", Index::Hash), field<&Notification::kind>("kind"),
                  field<&Notification::channel>("channel"), field<&Notification::status>("status"),
                  field<&Notification::order>("order_id"), field<&Notification::restaurant>("restaurant_id"),
                  field<&Notification::subject>("subject"), field<&Notification::amount>("amount"),
                  field<&Notification::attempts>("attempts"), field<&Notification::given_up>("given_up"),
                  field<&Notification::sameness>("sameness", Index::Hash), field<&Notification::queued_at>("queued_at"),
                  field<&Notification::stale_at>("stale_at"), field<&Notification::due>("due", Index::Ordered),
                  field<&Notification::settled_at>("settled_at"), field<&Notification::reason>("reason"),
                  field<&Notification::version>("version"), field<&Notification::unanswered>("unanswered"),
                  field<&Notification::code>("code"), shard_by<&Notification::user>(), keep_for(days(90)));
  }
};

// A phone or a browser that takes push messages.
struct PushDevice {
  std::string token;  // the push service's name for it
  std::string label;  // for the person to know it again: "Ada's phone"
  Instant added_at;

  static constexpr auto description() {
    return record("push_device", field<&PushDevice::token>("token", Index::None, Secrecy::Secret),
                  field<&PushDevice::label>("label"), field<&PushDevice::added_at>("added_at"));
  }
};

// How somebody wants to be told. Who never chose has none: the defaults hold.
struct NotificationSettings {
  UserId user;
  std::string time_zone;         // IANA ("Europe/Monaco"); empty = where the restaurant is, else UTC
  bool own_quiet_hours = false;  // false: the house's, from 22:00 to 8:00
  std::int32_t quiet_from = 0;   // minutes after local midnight, 0..1439
  std::int32_t quiet_to = 0;     // equal: none; smaller: over midnight
  std::uint32_t refused = 0;     // bit topic × 3 + channel: not wanted
  std::vector<PushDevice> devices;
  Instant offers_since;     // the week in which offers are counted
  std::int32_t offers = 0;  // in that week
  Version version;

  bool refuses(Topic topic, Channel channel) const {
    return (refused >> (static_cast<unsigned>(topic) * channel_names.size() + static_cast<unsigned>(channel)) & 1U) !=
           0;
  }

  static constexpr auto description() {
    return record("notification_settings", key<&NotificationSettings::user>("user_id"),
                  field<&NotificationSettings::time_zone>("time_zone"),
                  field<&NotificationSettings::own_quiet_hours>("own_quiet_hours"),
                  field<&NotificationSettings::quiet_from>("quiet_from"),
                  field<&NotificationSettings::quiet_to>("quiet_to"), field<&NotificationSettings::refused>("refused"),
                  field<&NotificationSettings::devices>("devices", Index::None, Secrecy::Secret),
                  field<&NotificationSettings::offers_since>("offers_since"),
                  field<&NotificationSettings::offers>("offers"), field<&NotificationSettings::version>("version"));
  }
};

}  // namespace pizza
