// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

namespace pizza::maps {

// Invents names of places, streets and restaurants; never the same twice from one maker (100,000 of a kind and more).
class NameMaker {
 public:
  explicit NameMaker(std::uint64_t seed) : seed_(seed) {}

  enum class Kind : std::uint8_t { District, Street, Avenue, Ring, Quay, Bridge, Park, Pizzeria, Restaurant };
  std::string next(Kind kind);

 private:
  std::uint64_t seed_;
  std::array<std::uint64_t, 9> given_{};
};

}  // namespace pizza::maps
