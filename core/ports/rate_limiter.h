// SPDX-License-Identifier: Apache-2.0
// Remembers how often somebody has called. One process keeps it in memory; several share it in a store of their own.
#pragma once

#include <cstdint>
#include <string_view>

#include "core/model/instant.h"

namespace pizza {

// So many calls in so long a time on average, and at most `burst` at once.
struct RateRule {
  std::int32_t calls = 1;  // from 1
  Duration period = seconds(1);
  std::int32_t burst = 1;  // from 1

  friend constexpr bool operator==(const RateRule&, const RateRule&) = default;
};

struct RateVerdict {
  bool allowed = true;
  Duration retry_after;   // when refused: not before; rounded up to whole ms
  std::int64_t left = 0;  // calls that could follow at once
};

class RateLimiter {
 public:
  virtual ~RateLimiter() = default;
  // One call under this key. A refused one costs nothing. Keys that have not called for long are forgotten, which
  // changes no verdict.
  virtual RateVerdict take(std::string_view key, const RateRule& rule, Instant now) = 0;
};

}  // namespace pizza
