// SPDX-License-Identifier: Apache-2.0
#include "connectors/memory/memory_cache.h"

namespace pizza {

MemoryCache::Entry* MemoryCache::live(std::string_view key, Instant now) {
  Entry* entry = entries_.find(key);
  if (entry == nullptr) return nullptr;
  if (now < entry->until) return entry;
  drop(key);
  return nullptr;
}

void MemoryCache::drop(std::string_view key) {
  const Entry* entry = entries_.find(key);
  if (entry == nullptr) return;
  bytes_ -= key.size() + entry->value.size();
  entries_.remove(key);
}

void MemoryCache::keep(std::string_view key, std::string value, Instant until) {
  drop(key);
  const std::size_t size = key.size() + value.size();
  if (size > bounds_.bytes) return;
  while (entries_.size() >= bounds_.entries || bytes_ + size > bounds_.bytes)
    drop(std::string(entries_.oldest()->first));
  bytes_ += size;
  entries_.put(key, {std::move(value), until});
}

std::optional<std::string> MemoryCache::get(std::string_view key, Instant now) {
  const std::lock_guard lock(mutex_);
  const Entry* entry = live(key, now);
  return entry == nullptr ? std::nullopt : std::optional(entry->value);
}

void MemoryCache::put(std::string_view key, std::string value, Instant, Instant until) {
  const std::lock_guard lock(mutex_);
  keep(key, std::move(value), until);
}

bool MemoryCache::add(std::string_view key, std::string value, Instant now, Instant until) {
  const std::lock_guard lock(mutex_);
  if (live(key, now) != nullptr) return false;
  keep(key, std::move(value), until);
  return true;
}

void MemoryCache::remove(std::string_view key) {
  const std::lock_guard lock(mutex_);
  drop(key);
}

std::size_t MemoryCache::size() const {
  const std::lock_guard lock(mutex_);
  return entries_.size();
}

std::size_t MemoryCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace pizza
