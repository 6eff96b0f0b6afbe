// SPDX-License-Identifier: Apache-2.0
#include "maps/generate/name_maker.h"

#include <algorithm>
#include <numeric>

#include "core/model/random_bits.h"

namespace pizza::maps {

namespace {

// A pizzeria's name is Italian everywhere.
constexpr std::string_view pizza_ages[] = {""};
constexpr std::string_view pizza_starts[] = {"Pizzeria ", "Trattoria ", "Forno ", "Antica ", "Pizza ", "Casa ", "Da "};
constexpr std::string_view pizza_names[] = {
    "Mario",      "Luigi",   "Napoli",  "Vesuvio", "Bella",  "Roma",   "Capri",   "Sorrento", "Gino",    "Rosa",
    "Marina",     "Toscana", "Sicilia", "Etna",    "Amalfi", "Nonna",  "Carmela", "Gennaro",  "Salvo",   "Pino",
    "Enzo",       "Lucia",   "Stella",  "Luna",    "Sole",   "Piazza", "Porto",   "Ischia",   "Procida", "Basilico",
    "Margherita", "Origano", "Fiore",   "Torre",   "Ponte",  "Duomo",  "Angelo",  "Franca",   "Bruno",   "Teresa"};
constexpr std::string_view plain[] = {"*"};

struct Recipe {
  Words ages, starts, ends, forms;
};

Recipe recipe(const TongueWords& words, NameMaker::Kind kind) {
  using enum NameMaker::Kind;
  const auto after_place = [&](Words forms) { return Recipe{words.ages, words.starts, words.ends, forms}; };
  switch (kind) {
    case District:
      return after_place(plain);
    case Street:
      return after_place(words.streets);
    case Close:
      return after_place(words.closes);
    case Avenue:
      return after_place(words.avenues);
    case Ring:
      return after_place(words.rings);
    case Quay:
      return after_place(words.quays);
    case Bridge:
      return after_place(words.bridges);
    case Park:
      return after_place(words.parks);
    case River:
      return after_place(words.rivers);
    case Restaurant:
      return after_place(words.restaurants);
    case Pizzeria:
      break;
  }
  return {pizza_ages, pizza_starts, pizza_names, plain};
}

// Upper-case if it begins a word: "castelbello" after no age becomes "Castelbello". All starts are letters of ASCII.
void capitalise(std::string& name) {
  if (!name.empty() && name[0] >= 'a' && name[0] <= 'z') name[0] = static_cast<char>(name[0] - 'a' + 'A');
}

// "Altlindenfeld", not "AltLindenfeld": a start that follows an age without a gap is written small. Only ASCII letters
// begin the starts that this happens to.
void join(std::string& name, std::string_view start) {
  const bool glued = !name.empty() && name.back() != ' ' && name.back() != '-';
  name.append(start);
  char& first = name[name.size() - start.size()];
  if (glued && first >= 'A' && first <= 'Z') first = static_cast<char>(first - 'A' + 'a');
}

}  // namespace

std::string NameMaker::next(Kind kind) {
  const auto number = given_[static_cast<std::size_t>(kind)]++;
  const Recipe words = recipe(*words_, kind);
  // The n-th name is the n-th of all combinations in a shuffled order: a step that shares no factor with their count
  // visits each once. Names without an age are used up first. Once all are used up they come again with a number.
  const std::uint64_t count = words.starts.size() * words.ends.size() * words.forms.size();
  std::uint64_t step = 1'000'003;
  while (std::gcd(step, count) != 1) ++step;
  const std::uint64_t lap = number / count;
  const std::uint64_t start = mix_bits(seed_ + static_cast<std::uint64_t>(kind));
  std::uint64_t at = ((number % count) * (step % count) + start % count) % count;
  const auto pick = [&](Words from) {
    const std::string_view word = from[at % from.size()];
    at /= from.size();
    return word;
  };
  const std::string_view first = pick(words.starts);
  const std::string_view second = pick(words.ends);
  const std::string_view form = pick(words.forms);
  std::string place(words.ages[lap % words.ages.size()]);
  join(place, first);
  place.append(second);
  capitalise(place);
  std::string name(form);
  name.replace(name.find('*'), 1, place);
  if (const std::uint64_t again = lap / words.ages.size(); again > 0) name += " " + std::to_string(again + 1);
  return name;
}

}  // namespace pizza::maps
