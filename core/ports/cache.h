// SPDX-License-Identifier: Apache-2.0
// A place for what may be lost at any time: answers that can be had again, marks that end by themselves.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/instant.h"

namespace pizza {

// Bounded: what was not used for longest makes room. `now` is the caller's clock; a shared cache keeps time by itself
// and takes `until - now` as the life of an entry.
class Cache {
 public:
  virtual ~Cache() = default;
  // Nothing when there is none, it has expired (now >= until), or it was lost.
  virtual std::optional<std::string> get(std::string_view key, Instant now) = 0;
  virtual void put(std::string_view key, std::string value, Instant now, Instant until) = 0;
  // As `put`, unless there is one already: false, and nothing changes. Of several at once exactly one is told true.
  virtual bool add(std::string_view key, std::string value, Instant now, Instant until) = 0;
  virtual void remove(std::string_view key) = 0;
};

}  // namespace pizza
