// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace pizza {

// How much a call costs us, or could hurt somebody: each class has its own rate limits (core/gateway/limits.h).
enum class CallClass : std::uint8_t {
  Look,    // a query by key or a short list
  Search,  // a query that looks at much
  Change,  // a command
  Costly,  // a command that moves money or sets people to work: those that need an idempotency key
  Prove,   // registration, and whatever could be used to guess a secret
};
inline constexpr std::size_t call_class_count = 5;
inline constexpr std::array<std::string_view, call_class_count> call_class_names{"look", "search", "change", "costly",
                                                                                 "prove"};
constexpr std::span<const std::string_view> names_of(CallClass) {
  return call_class_names;
}

}  // namespace pizza
