// SPDX-License-Identifier: Apache-2.0
// Something that happened, as the mechanism handles it: an event's type without the type, and an event on its way.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/instant.h"
#include "core/model/schema.h"

namespace pizza {

class Changes;

struct EventType {
  const Schema* schema;      // its name is the event's name
  std::string_view service;  // who records it
  void* (*create)();
  void (*destroy)(void* event);
  std::uint64_t (*aggregate)(const void* event);
  void (*encode)(const void* event, std::string& out);
  bool (*decode)(std::string_view bytes, void* event);
  void (*write)(const void* event, ValueWriter& writer);
  void (*fold)(Changes& changes, const void* event);  // the one place where records change
  // Its place in all_event_types(), for tables by type. Given when the catalogue is put together (core/catalogue.cpp),
  // which every Business does before it begins.
  mutable std::uint32_t number = 0;
};

// Owns one event. Moves, does not copy.
class EventHolder {
 public:
  EventHolder() = default;
  EventHolder(const EventType& type, void* event) : type_(&type), event_(event) {}
  EventHolder(EventHolder&& other) noexcept { swap(other); }
  EventHolder& operator=(EventHolder&& other) noexcept {
    swap(other);
    return *this;
  }
  ~EventHolder() {
    if (event_ != nullptr) type_->destroy(event_);
  }

  const EventType& type() const { return *type_; }
  const void* get() const { return event_; }

 private:
  void swap(EventHolder& other) {
    std::swap(type_, other.type_);
    std::swap(event_, other.event_);
  }
  const EventType* type_ = nullptr;
  void* event_ = nullptr;
};

struct EventEnvelope {
  std::uint64_t sequence = 0;  // of the outbox row; 0 where the world keeps none
  Instant at;
  EventHolder event;

  // The event if it is an E, else null.
  template <class E>
  const E* as() const;
};

}  // namespace pizza
