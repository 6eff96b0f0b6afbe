// SPDX-License-Identifier: Apache-2.0
// Who draws from which stream of chance. Every order, ticket and rider has a stream of its own, so a change in one
// agent's doing does not move the luck of the others: two runs that differ in a policy meet the same customers.
#pragma once

#include "sim/engine/random.h"

namespace pizza::sim {

enum class Purpose : std::uint8_t {
  Plan,
  Arrivals,
  Customer,
  Order,
  Ticket,
  Answer,
  Rider,
  Delivery,
  Operations,
  Guest,
  Desk,
  Message,
  Offers,
  Payment,
  Dispatch
};

// The territory takes the upper 16 bits, the purpose 8, the subject the lower 40.
inline RandomStream stream_of(std::uint64_t seed, std::uint16_t territory, Purpose purpose, std::uint64_t subject) {
  constexpr std::uint64_t subjects = std::uint64_t{1} << 40;
  return {seed, std::uint64_t{territory} << 48 | static_cast<std::uint64_t>(purpose) << 40 | subject % subjects};
}

// True `permille` times of a thousand.
inline bool happens(RandomStream& chance, std::int32_t permille) {
  return chance.chance(static_cast<std::uint32_t>(permille) * 1'000);
}

}  // namespace pizza::sim
