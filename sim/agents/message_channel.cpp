// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/message_channel.h"

#include "sim/agents/stage.h"

namespace pizza::sim {

void MessageChannel::send(const ChannelMessage& message) {
  RandomStream chance = stream_of(seed_, territory_, Purpose::Message, message.notification.value);
  chance.seek(64 * (static_cast<std::uint64_t>(message.attempt) + 16 * static_cast<std::uint64_t>(message.channel)));
  if (!message.notification || happens(chance, plan_.lost_permille)) return;
  ChannelAnswer answer;
  answer.notification = message.notification;
  answer.channel = message.channel;
  answer.attempt = message.attempt;
  if (happens(chance, plan_.later_permille)) {
    answer.verdict = ChannelVerdict::Later;
    answer.reason = "throttled";
  } else if (happens(chance, plan_.refused_permille)) {
    answer.verdict = ChannelVerdict::Refused;
    answer.reason = "unknown_address";
  }
  std::size_t slot = answers_.size();
  if (free_.empty()) {
    answers_.push_back(std::move(answer));
  } else {
    slot = free_.back();
    free_.pop_back();
    answers_[slot] = std::move(answer);
  }
  engine_.schedule_in(milliseconds(chance.between(80, 1'500)), static_cast<EventKind>(Happening::ChannelAnswer),
                      Priority::Normal, {slot, 0});
}

ChannelAnswer MessageChannel::take(std::size_t slot) {
  free_.push_back(slot);
  return std::move(answers_[slot]);
}

}  // namespace pizza::sim
