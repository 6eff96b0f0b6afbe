// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "connectors/payments/payment_sandbox.h"
#include "core/model/instant.h"

namespace pizza {

// One instance of the live world. All instances of a world share servers and folder, and agree on `realms` and topic.
struct LiveOptions {
  std::vector<std::string> postgres;  // URLs; the first is home, users are spread over all
  std::string kafka;                  // "HOST:PORT,…"
  std::string redis;                  // URL; empty: each instance remembers for itself
  std::string topic = "pizza.events";
  std::string instance;                     // its name; no two have the same
  std::uint32_t realms = 4;                 // 1 to most_realms
  std::filesystem::path folder;             // the payment sandbox's books, the outbox of messages, cold storage
  std::optional<std::uint64_t> users_each;  // of a realm on each database, by ranges; none: users are spread by hash
  Duration lease = seconds(5);              // a realm of an instance that has died is taken over after this
  SandboxOptions payments;
  std::size_t queue_limit = 4'096;
  std::size_t outbox_limit = 100'000;  // events of a realm that wait for Kafka; at more nothing new is begun
};

}  // namespace pizza
