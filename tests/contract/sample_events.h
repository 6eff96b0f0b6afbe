// SPDX-License-Identifier: Apache-2.0
// Events made for testing, and what is alive of them.
#pragma once

#include <string>
#include <vector>

#include "core/services/make_event_type.h"

namespace pizza::samples {

struct Rang {
  std::uint64_t bell = 0;
  std::string tone;
  std::vector<std::int64_t> beats;

  static constexpr std::string_view service = "tests";
  std::uint64_t aggregate() const { return bell; }
  friend bool operator==(const Rang&, const Rang&) = default;
  static constexpr auto description() {
    return record("Rang", field<&Rang::bell>("bell"), field<&Rang::tone>("tone"), field<&Rang::beats>("beats"));
  }
};
inline void fold(Changes&, const Rang&) {}

// Counts its objects: an event that is lost or freed twice shows.
struct Counted {
  static inline int alive = 0;
  std::uint64_t number = 0;

  Counted() { ++alive; }
  explicit Counted(std::uint64_t n) : number(n) { ++alive; }
  Counted(const Counted& other) : number(other.number) { ++alive; }
  Counted& operator=(const Counted&) = default;
  ~Counted() { --alive; }

  static constexpr std::string_view service = "tests";
  std::uint64_t aggregate() const { return number; }
  static constexpr auto description() { return record("Counted", field<&Counted::number>("number")); }
};
inline void fold(Changes&, const Counted&) {}

template <class E>
EventHolder holder(E event) {
  return {event_type<E>(), new E(std::move(event))};
}

}  // namespace pizza::samples
