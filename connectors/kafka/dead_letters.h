// SPDX-License-Identifier: Apache-2.0
// What nobody could handle: looked at, and sent again once the cause is gone.
#pragma once

#include <functional>

#include "connectors/kafka/event_message.h"
#include "core/model/problem.h"

namespace pizza {

struct DeadLetterDesk {
  std::string brokers;
  std::string dead_topic = "pizza.events.dead";
  Duration patience = seconds(10);  // real time, for Kafka to answer
};

// Those that have not been replayed, the oldest of each partition first, at most `limit`. Problem: kafka.unreachable.
Result<std::vector<IncomingEvent>> dead_letters(const DeadLetterDesk& desk, std::size_t limit);

// Sends up to `limit` of them to the partition where they died, marked as replayed, and forgets them, in one
// transaction: either both or neither, and each once. How many there were. `wanted` chooses; whoever is left out is
// kept, with all behind it in its partition.
Result<std::size_t> replay_dead_letters(const DeadLetterDesk& desk, std::size_t limit,
                                        const std::function<bool(const IncomingEvent&)>& wanted);

}  // namespace pizza
