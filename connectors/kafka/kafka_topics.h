// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "core/model/instant.h"
#include "core/model/problem.h"

namespace pizza {

struct TopicWish {
  std::string name;
  std::int32_t partitions = 1;  // at least; one that exists with fewer is a problem, never changed
  Duration keep = days(7);      // messages older than that may go
};

// Makes a topic where there is none, with the cluster's own number of copies. Problems: kafka.unreachable (503) when
// nobody answers within `patience` of real time, kafka.topic. Field "kafka".
Outcome ensure_topic(const std::string& brokers, const TopicWish& wish, Duration patience);

// "HOST:PORT" or "[ADDRESS]:PORT", several with commas. Problem kafka.address, field "kafka".
Outcome check_brokers(std::string_view brokers);

}  // namespace pizza
