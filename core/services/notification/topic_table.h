// SPDX-License-Identifier: Apache-2.0
// What is said, by which way, and for how long it is worth saying: the one table of it.
//
//   kind              topic     channels            at night  worth     not again within
//   order_accepted    progress  push, email         yes       30 min    1 h
//   order_on_the_way  progress  push, sms           yes       45 min    10 min (another rider may take over)
//   order_delivered   progress  push, email         no        12 h      24 h
//   order_rejected    trouble   push, sms, email    yes       24 h      24 h
//   order_cancelled   trouble   push, sms, email    yes       24 h      24 h
//   order_failed      trouble   push, sms, email    yes       24 h      24 h
//   payment_declined  money     push, sms, email    yes       6 h       1 min (another card may be declined too)
//   refund_paid       money     email, push         no        7 days    30 days
//   help_answered     support   push, email         no        3 days    10 min
//   help_solved       support   email, push         no        7 days    1 h
//   offer             offers    push, email         no        2 days    7 days
//   password_set      security  email, sms          yes       7 days    1 min
//   login_code        security  sms, email          yes       10 min    never held back
#pragma once

#include "core/model/records/notification.h"

namespace pizza {

struct MessageRule {
  MessageKind kind;
  Topic topic;
  std::array<Channel, 3> channels;  // in the order in which they are tried
  std::uint8_t channel_count;
  bool at_night;         // quiet hours do not hold it back
  Duration worth;        // telling; afterwards it is not sent any more
  Duration same_within;  // what equals it and was queued within that time makes it needless

  constexpr std::span<const Channel> ways() const { return std::span(channels).first(channel_count); }
};

namespace topic_table {

inline constexpr Channel push = Channel::Push;
inline constexpr Channel sms = Channel::Sms;
inline constexpr Channel email = Channel::Email;

inline constexpr std::array<MessageRule, message_kind_names.size()> rows{{
    {MessageKind::OrderAccepted, Topic::Progress, {push, email}, 2, true, minutes(30), hours(1)},
    {MessageKind::OrderOnTheWay, Topic::Progress, {push, sms}, 2, true, minutes(45), minutes(10)},
    {MessageKind::OrderDelivered, Topic::Progress, {push, email}, 2, false, hours(12), hours(24)},
    {MessageKind::OrderRejected, Topic::Trouble, {push, sms, email}, 3, true, hours(24), hours(24)},
    {MessageKind::OrderCancelled, Topic::Trouble, {push, sms, email}, 3, true, hours(24), hours(24)},
    {MessageKind::OrderFailed, Topic::Trouble, {push, sms, email}, 3, true, hours(24), hours(24)},
    {MessageKind::PaymentDeclined, Topic::Money, {push, sms, email}, 3, true, hours(6), minutes(1)},
    {MessageKind::RefundPaid, Topic::Money, {email, push}, 2, false, days(7), days(30)},
    {MessageKind::HelpAnswered, Topic::Support, {push, email}, 2, false, days(3), minutes(10)},
    {MessageKind::HelpSolved, Topic::Support, {email, push}, 2, false, days(7), hours(1)},
    {MessageKind::Offer, Topic::Offers, {push, email}, 2, false, days(2), days(7)},
    {MessageKind::PasswordSet, Topic::Security, {email, sms}, 2, true, days(7), minutes(1)},
    {MessageKind::LoginCode, Topic::Security, {sms, email}, 2, true, minutes(10), {}},
}};

consteval bool in_order() {
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (static_cast<std::size_t>(rows[i].kind) != i) return false;
  return true;
}
static_assert(in_order(), "one row a kind of message, in the order of the enumeration");

}  // namespace topic_table

constexpr const MessageRule& rule_of(MessageKind kind) {
  return topic_table::rows[static_cast<std::size_t>(kind)];
}

// What concerns the safety of an account cannot be switched off.
constexpr bool may_refuse(Topic topic) {
  return topic != Topic::Security;
}

}  // namespace pizza
