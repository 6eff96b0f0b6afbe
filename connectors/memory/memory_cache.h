// SPDX-License-Identifier: Apache-2.0
// A cache in this process. Several threads may use it.
#pragma once

#include <mutex>

#include "connectors/memory/recent_map.h"
#include "core/ports/cache.h"

namespace pizza {

class MemoryCache : public Cache {
 public:
  struct Bounds {
    std::size_t entries = 10'000;
    std::size_t bytes = 32u << 20;  // of keys and values together; one that is larger is not kept
  };

  MemoryCache() : MemoryCache(Bounds{}) {}
  explicit MemoryCache(Bounds bounds) : bounds_(bounds), entries_(bounds.entries) {}

  std::optional<std::string> get(std::string_view key, Instant now) override;
  void put(std::string_view key, std::string value, Instant now, Instant until) override;
  bool add(std::string_view key, std::string value, Instant now, Instant until) override;
  void remove(std::string_view key) override;

  std::size_t size() const;
  std::size_t bytes() const;

 private:
  struct Entry {
    std::string value;
    Instant until;
  };

  Entry* live(std::string_view key, Instant now);
  void keep(std::string_view key, std::string value, Instant until);
  void drop(std::string_view key);

  Bounds bounds_;
  mutable std::mutex mutex_;
  RecentMap<Entry> entries_;
  std::size_t bytes_ = 0;
};

}  // namespace pizza
