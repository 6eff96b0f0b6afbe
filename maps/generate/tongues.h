// SPDX-License-Identifier: Apache-2.0
// Words from which names of places and streets are made, by the tongue that is spoken at a place.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "core/model/geo_point.h"

namespace pizza::maps {

enum class Tongue : std::uint8_t { English, German, French, Italian, Spanish, Portuguese, Dutch, Swedish };

using Words = std::span<const std::string_view>;

// A place's name is an age, a start and an end joined: "Old " "Ash" "ford". What is named after a place stands round
// its name: the star in "Rue de *".
struct TongueWords {
  std::string_view code;  // BCP 47
  Words ages, starts, ends;
  Words streets, closes, avenues, rings, quays, bridges, parks, rivers, restaurants;
  std::string_view old_town, city_ring;
};

const TongueWords& words_of(Tongue tongue);

// Of the country there, roughly; empty where none of these is spoken.
std::optional<Tongue> tongue_at(GeoPoint place);

}  // namespace pizza::maps
