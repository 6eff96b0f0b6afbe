// SPDX-License-Identifier: Apache-2.0
// A way to tell somebody something, as the business sees it: asked, it answers later, or never, or twice.
#pragma once

#include <string>

#include "core/model/instant.h"
#include "core/model/records/notification.h"

namespace pizza {

struct ChannelMessage {
  NotificationId notification;  // none: one that is not kept, such as a code; nobody waits for its answer
  Channel channel = Channel::Push;
  std::int32_t attempt = 1;
  // Two messages with one key are one message: the channel sends it once and gives the first answer again.
  std::string idempotency_key;
  std::string address;  // a device's token, a phone number, an e-mail address
  std::string language;
  std::string title;  // the subject of an e-mail; SMS have none
  std::string body;   // plain text, UTF-8
  std::string topic;  // the name of the topic; its reader may say "no more of that"
  UserId user;
  OrderId order;
  Instant at;
};

enum class ChannelVerdict : std::uint8_t {
  Sent,     // it is the provider's now
  Later,    // not now; another try may do
  Refused,  // never to this address
};

struct ChannelAnswer {
  NotificationId notification;
  Channel channel = Channel::Push;
  std::int32_t attempt = 1;
  ChannelVerdict verdict = ChannelVerdict::Sent;
  std::string reason;  // a stable word: "unknown_device", "mailbox_full"
  std::string address;  // the message's: a person may have several devices
};

class NotificationChannel {
 public:
  virtual ~NotificationChannel() = default;
  // Returns at once. The answer comes back through Business::channel_answered; it may never come.
  virtual void send(const ChannelMessage& message) = 0;
};

}  // namespace pizza
