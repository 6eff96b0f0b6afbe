// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "maps/generate/tongues.h"

namespace pizza::maps {

// Invents names of places, streets and restaurants in one tongue; never the same twice from one maker (100,000 of a
// kind and more).
class NameMaker {
 public:
  explicit NameMaker(std::uint64_t seed, Tongue tongue = Tongue::English) : seed_(seed), words_(&words_of(tongue)) {}

  // A close is a dead end.
  enum class Kind : std::uint8_t {
    District,
    Street,
    Close,
    Avenue,
    Ring,
    Quay,
    Bridge,
    Park,
    River,
    Pizzeria,
    Restaurant
  };
  std::string next(Kind kind);

  const TongueWords& words() const { return *words_; }

 private:
  std::uint64_t seed_;
  const TongueWords* words_;
  std::array<std::uint64_t, 11> given_{};
};

}  // namespace pizza::maps
