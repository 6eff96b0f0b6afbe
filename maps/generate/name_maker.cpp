// SPDX-License-Identifier: Apache-2.0
#include "maps/generate/name_maker.h"

#include <span>
#include <string_view>

#include "core/model/random_bits.h"

namespace pizza::maps {

namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view starts[] = {
    "Ash",     "Birch",  "Oak",    "Elm",    "Linden", "Maple",   "Alder",  "Hazel",   "Rowan",   "Willow", "Stone",
    "Mill",    "Kings",  "Queens", "Bishop", "Abbots", "Monks",   "Fern",   "Heather", "Thorn",   "Rose",   "Lily",
    "Amber",   "Copper", "Silver", "Iron",   "Coal",   "Salt",    "Corn",   "Barley",  "Wheat",   "Fox",    "Hart",
    "Hawk",    "Swan",   "Crane",  "Otter",  "Wolf",   "Bear",    "Raven",  "Lark",    "Finch",   "Wren",   "Sand",
    "Clay",    "Chalk",  "Moss",   "Reed",   "Sun",    "Moon",    "Winter", "Summer",  "Harvest", "Anchor", "Candle",
    "Lantern", "Weaver", "Cooper", "Tanner", "Potter", "Harbour", "Garden", "Orchard", "Vine",    "Apple",  "Pear"};
constexpr std::string_view ends[] = {"field",  "ford",  "bury",  "wick",  "ton",   "ham",   "stead", "worth",
                                     "ley",    "brook", "burn",  "dale",  "den",   "combe", "hurst", "holt",
                                     "more",   "mere",  "well",  "gate",  "ridge", "crest", "side",  "mouth",
                                     "port",   "haven", "cliff", "low",   "marsh", "bank",  "croft", "garth",
                                     "thorpe", "shaw",  "wold",  "leigh", "stone", "land",  "point", "bourne"};
constexpr std::string_view ages[] = {"", "Old ", "New ", "Upper ", "Lower ", "Great ", "Little "};
constexpr std::string_view nothing[] = {""};
constexpr std::string_view street_kinds[] = {" Street", " Lane",    " Way",   " Row",  " Walk",     " Terrace",
                                             " Place",  " Close",   " Drive", " Rise", " Crescent", " Passage",
                                             " Road",   " Gardens", " View",  " Mews", " Alley",    " Hill"};
constexpr std::string_view avenue_kinds[] = {" Avenue", " Boulevard"};
constexpr std::string_view ring_kinds[] = {" Ring", " Belt"};
constexpr std::string_view quay_kinds[] = {" Quay", " Embankment"};
constexpr std::string_view bridge_kinds[] = {" Bridge"};
constexpr std::string_view park_kinds[] = {" Park", " Common", " Green"};
constexpr std::string_view pizza_starts[] = {"Pizzeria ", "Trattoria ", "Forno ", "Antica ", "Pizza ", "Casa ", "Da "};
constexpr std::string_view pizza_names[] = {
    "Mario",      "Luigi",   "Napoli",  "Vesuvio", "Bella",  "Roma",   "Capri",   "Sorrento", "Gino",    "Rosa",
    "Marina",     "Toscana", "Sicilia", "Etna",    "Amalfi", "Nonna",  "Carmela", "Gennaro",  "Salvo",   "Pino",
    "Enzo",       "Lucia",   "Stella",  "Luna",    "Sole",   "Piazza", "Porto",   "Ischia",   "Procida", "Basilico",
    "Margherita", "Origano", "Fiore",   "Torre",   "Ponte",  "Duomo",  "Angelo",  "Franca",   "Bruno",   "Teresa"};
constexpr std::string_view kitchen_kinds[] = {" Kitchen", " Grill",  " Noodles", " Diner", " Bistro",
                                              " Canteen", " Tavern", " Sushi",   " Curry", " Burgers"};

struct Recipe {
  Words prefix, start, end, kind;
};

Recipe recipe(NameMaker::Kind kind) {
  using enum NameMaker::Kind;
  switch (kind) {
    case District:
      return {ages, starts, ends, nothing};
    case Street:
      return {ages, starts, ends, street_kinds};
    case Avenue:
      return {ages, starts, ends, avenue_kinds};
    case Ring:
      return {ages, starts, ends, ring_kinds};
    case Quay:
      return {ages, starts, ends, quay_kinds};
    case Bridge:
      return {ages, starts, ends, bridge_kinds};
    case Park:
      return {ages, starts, ends, park_kinds};
    case Pizzeria:
      return {pizza_starts, pizza_names, nothing, nothing};
    case Restaurant:
      break;
  }
  return {nothing, starts, ends, kitchen_kinds};
}

}  // namespace

std::string NameMaker::next(Kind kind) {
  const auto number = given_[static_cast<std::size_t>(kind)]++;
  const Recipe words = recipe(kind);
  // The n-th name is the n-th of all combinations in a shuffled order: a step that shares no factor with their count
  // visits each once. The plain prefix is used up first. Once all are used up they come again with a number.
  const std::uint64_t plain = words.start.size() * words.end.size() * words.kind.size();
  const bool shuffle_prefix = words.prefix.size() > 1 && !words.prefix[0].empty();
  const std::uint64_t count = shuffle_prefix ? plain * words.prefix.size() : plain;
  const std::uint64_t lap = number / count;
  const std::uint64_t start = mix_bits(seed_ + static_cast<std::uint64_t>(kind));
  std::uint64_t at = ((number % count) * 1'000'003 + start % count) % count;
  const auto pick = [&](Words from) {
    const std::string_view word = from[at % from.size()];
    at /= from.size();
    return word;
  };
  const std::string_view first = pick(words.start);
  const std::string_view second = pick(words.end);
  const std::string_view last = pick(words.kind);
  std::string name;
  if (shuffle_prefix) {
    name = pick(words.prefix);
  } else {
    name = words.prefix[lap % words.prefix.size()];
  }
  name.append(first).append(second).append(last);
  const std::uint64_t again = shuffle_prefix ? lap : lap / words.prefix.size();
  if (again > 0) name += " " + std::to_string(again + 1);
  return name;
}

}  // namespace pizza::maps
