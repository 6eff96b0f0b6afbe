// SPDX-License-Identifier: Apache-2.0
// What must be known of food: what it can do to people, who may eat it, and how it is taxed.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace pizza {

// Regulation (EU) No 1169/2011, annex II, in its order. Kept as bits: 1 << Allergen.
enum class Allergen : std::uint8_t {
  Gluten,
  Crustaceans,
  Eggs,
  Fish,
  Peanuts,
  Soybeans,
  Milk,
  Nuts,
  Celery,
  Mustard,
  Sesame,
  Sulphites,
  Lupin,
  Molluscs,
};
inline constexpr std::array<std::string_view, 14> allergen_names{
    "gluten", "crustaceans", "eggs",    "fish",   "peanuts",   "soybeans", "milk",
    "nuts",   "celery",      "mustard", "sesame", "sulphites", "lupin",    "molluscs"};
constexpr std::span<const std::string_view> names_of(Allergen) {
  return allergen_names;
}

// What the restaurant says of it; nothing is derived from anything. Kept as bits: 1 << DietaryMark.
enum class DietaryMark : std::uint8_t { Vegetarian, Vegan, Halal, Kosher, GlutenFree, LactoseFree, Organic, Spicy };
inline constexpr std::array<std::string_view, 8> dietary_mark_names{"vegetarian",  "vegan",        "halal",   "kosher",
                                                                    "gluten_free", "lactose_free", "organic", "spicy"};
constexpr std::span<const std::string_view> names_of(DietaryMark) {
  return dietary_mark_names;
}

template <class Mark>
constexpr std::uint32_t bit_of(Mark mark) {
  return std::uint32_t{1} << static_cast<unsigned>(mark);
}
inline constexpr std::uint32_t all_allergens = (std::uint32_t{1} << allergen_names.size()) - 1;
inline constexpr std::uint32_t all_dietary_marks = (std::uint32_t{1} << dietary_mark_names.size()) - 1;

}  // namespace pizza
