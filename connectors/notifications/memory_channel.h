// SPDX-License-Identifier: Apache-2.0
// A channel that keeps messages in memory, and answers as it is told: for tests and simulations.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "core/ports/notification_channel.h"

namespace pizza {

// What a channel makes of a message.
struct ChannelRuling {
  ChannelVerdict verdict = ChannelVerdict::Sent;
  std::string reason;
  bool lost = false;   // the answer never comes; asked again under the same key, it does
  bool held = false;   // the answer waits until `release`
  bool twice = false;  // the answer comes twice
};

class MemoryChannel : public NotificationChannel {
 public:
  using Answer = std::function<void(const ChannelAnswer&)>;
  using Rule = std::function<ChannelRuling(const ChannelMessage&)>;

  // `answer` is called from within `send` and `release`.
  explicit MemoryChannel(Answer answer) : answer_(std::move(answer)) {}

  void send(const ChannelMessage& message) override;

  // How the next messages are answered, one each; then as `rule` says, then "sent".
  void plan(ChannelRuling ruling) { planned_.push_back(std::move(ruling)); }
  void rule(Rule rule) { rule_ = std::move(rule); }
  // Held answers come now.
  void release();

  // Every message once, in order, whatever became of it; the latest 100,000.
  const std::deque<ChannelMessage>& messages() const { return messages_; }
  // How often `send` was called.
  std::size_t calls() const { return calls_; }

 private:
  ChannelRuling ruling_for(const ChannelMessage& message);

  Answer answer_;
  Rule rule_;
  std::deque<ChannelRuling> planned_;
  std::deque<ChannelMessage> messages_;
  std::map<std::string, ChannelRuling> known_;  // by idempotency key
  std::vector<ChannelAnswer> held_;
  std::size_t calls_ = 0;
};

}  // namespace pizza
