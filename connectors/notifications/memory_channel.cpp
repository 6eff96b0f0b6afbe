// SPDX-License-Identifier: Apache-2.0
#include "connectors/notifications/memory_channel.h"

#include <utility>

#include "connectors/notifications/channel_rules.h"

namespace pizza {

ChannelRuling MemoryChannel::ruling_for(const ChannelMessage& message) {
  if (!usable_address(message.channel, message.address)) return {ChannelVerdict::Refused, "bad_address"};
  if (!planned_.empty()) {
    ChannelRuling ruling = std::move(planned_.front());
    planned_.pop_front();
    return ruling;
  }
  return rule_ ? rule_(message) : ChannelRuling{};
}

void MemoryChannel::send(const ChannelMessage& message) {
  constexpr std::size_t kept = 100'000;
  ++calls_;
  auto known = known_.find(message.idempotency_key);
  const bool fresh = known == known_.end();
  if (fresh) {
    known = known_.emplace(message.idempotency_key, ruling_for(message)).first;
    messages_.push_back(message);
    if (messages_.size() > kept) {
      known_.erase(messages_.front().idempotency_key);
      messages_.pop_front();
    }
  }
  const ChannelRuling ruling = known->second;
  if (!message.notification || (fresh && ruling.lost)) return;
  const ChannelAnswer answer = answer_to(message, ruling.verdict, ruling.reason);
  for (int i = fresh && ruling.twice ? 0 : 1; i < 2; ++i) {
    if (fresh && ruling.held) {
      held_.push_back(answer);
    } else {
      answer_(answer);
    }
  }
}

void MemoryChannel::release() {
  for (const ChannelAnswer& answer : std::exchange(held_, {})) answer_(answer);
}

}  // namespace pizza
