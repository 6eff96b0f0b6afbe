// SPDX-License-Identifier: Apache-2.0
// Text as it is searched: small letters without accents, cut into words, each word its stem. The same for what is
// indexed and for what is typed, so that "Käse", "kase" and "Cheesy" find "Kase" and "Cheese". Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace pizza::search_words {

inline constexpr std::size_t max_word = 24;   // bytes; the rest of a longer word is cut off, at a character
inline constexpr std::size_t max_words = 48;  // of a text; the rest is not looked at

// Small letters, accents gone ("ß" is "ss", "æ" is "ae"), everything but letters and digits a border. Letters of
// scripts that we have no table for stay as they are.
std::vector<std::string> words_of(std::string_view text);

// What is left of a word without the endings that say how many or of which kind: "cheeses", "cheese" and "cheesy" are
// "chees", "pizze" and "pizza" are "pizz", "tomaten" and "tomatoes" are "tomat". One rule for English, German, French,
// Italian and Spanish: the plural's -s, -en or -ern's n goes, then all vowels at the end, while three letters stay.
std::string stem(std::string_view word);

std::vector<std::string> stems_of(std::string_view text);
// As an index keeps them: stems with single blanks between.
std::string indexed(std::string_view text);

// Every three characters in a row of "<word>": what words that are spelt alike have in common. Sorted, each once.
std::vector<std::string> grams_of(std::string_view word);

// In characters.
std::size_t length_of(std::string_view word);
// Letters inserted, left out, changed, or swapped with their neighbour (optimal string alignment); `most + 1` where it
// is more than `most`.
std::size_t distance(std::string_view a, std::string_view b, std::size_t most);
// How many mistakes a typed word of that length may have: none up to 3 letters, one up to 7, else two.
std::size_t mistakes_allowed(std::size_t length);

}  // namespace pizza::search_words
