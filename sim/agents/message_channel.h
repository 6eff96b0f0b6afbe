// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/ports/notification_channel.h"
#include "sim/engine/engine.h"
#include "sim/scenario/scenario.h"

namespace pizza::sim {

// Push, SMS and e-mail providers of a simulated city: most messages go out within seconds, some not now, some never,
// and of some the answer is lost. A message's luck depends on the seed and on itself alone.
class MessageChannel : public NotificationChannel {
 public:
  // What it is given outlives it. Answers come as Happening::ChannelAnswer with a slot.
  MessageChannel(const ChannelPlan& plan, std::uint64_t seed, std::uint16_t territory, Engine& engine)
      : plan_(plan), seed_(seed), territory_(territory), engine_(engine) {}

  void send(const ChannelMessage& message) override;
  // The answer in a slot; the slot is free again.
  ChannelAnswer take(std::size_t slot);

 private:
  const ChannelPlan& plan_;
  std::uint64_t seed_;
  std::uint16_t territory_;
  Engine& engine_;
  std::vector<ChannelAnswer> answers_;  // on their way
  std::vector<std::size_t> free_;
};

}  // namespace pizza::sim
