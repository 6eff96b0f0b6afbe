// SPDX-License-Identifier: Apache-2.0
#include "core/services/search/candidates.h"

#include <algorithm>
#include <map>

#include "core/services/search/search_service.h"
#include "core/services/search/search_words.h"

namespace pizza::search_candidates {

namespace {

constexpr std::size_t words_begun = 40;     // that a begun word may become
constexpr std::size_t words_alike = 4'000;  // whose spelling is compared

// Small words that say nothing of food, as stems; they count only where nothing else was typed.
bool says_nothing(std::string_view word) {
  constexpr std::array<std::string_view, 25> small{"a",   "al",  "and", "con",  "d",    "das",  "de",  "der", "di",
                                                   "die", "e",   "et",  "in",   "la",   "le",   "les", "los", "mit",
                                                   "of",  "the", "und", "with", "ohne", "avec", "y"};
  return std::find(small.begin(), small.end(), word) != small.end();
}

std::vector<std::string> telling_words(std::string_view text) {
  std::vector<std::string> words = search_words::words_of(text);
  if (!std::all_of(words.begin(), words.end(), says_nothing)) std::erase_if(words, says_nothing);
  if (words.size() > SearchService::max_typed) words.resize(SearchService::max_typed);
  return words;
}

std::string_view first_letter(std::string_view word) {
  std::size_t end = 1;
  while (end < word.size() && (static_cast<unsigned char>(word[end]) & 0xC0U) == 0x80U) ++end;
  return word.substr(0, end);
}

using Meanings = std::map<std::string, std::int32_t>;

void mean(Meanings& meanings, const std::string& word, std::int32_t quality) {
  std::int32_t& kept = meanings[word];
  kept = std::max(kept, quality);
}

void add_begun(const SearchIndex& index, std::string_view word, Meanings& meanings) {
  std::vector<std::string> words;
  index.words_with_prefix(word, words_begun, words);
  for (const std::string& one : words) mean(meanings, one, ranking::begun_word);
  // "marga" begins nothing, but what is left of it may: as good as a mistake.
  const std::string stem = search_words::stem(word);
  if (stem == word || stem.size() < 3) return;
  words.clear();
  index.words_with_prefix(stem, words_begun, words);
  for (const std::string& one : words) mean(meanings, one, ranking::one_mistake);
}

void add_misspelt(const SearchIndex& index, std::string_view word, Meanings& meanings) {
  const std::size_t allowed = search_words::mistakes_allowed(search_words::length_of(word));
  if (allowed == 0) return;
  const std::string stem = search_words::stem(word);
  const std::size_t length = search_words::length_of(stem);
  std::vector<std::string> words;
  index.words_with_grams(search_words::grams_of(stem), length > allowed ? length - allowed : 1, length + allowed,
                         words_alike, words);
  for (const std::string& one : words) {
    // Of a short word the first letter is seldom wrong, and what differs in it is another word.
    if (length <= 4 && first_letter(one) != first_letter(stem)) continue;
    // Of three letters, another in the place of one is another word ("pie" for "piz"); one more or less may be meant.
    if (length <= 3 && search_words::length_of(one) == length) continue;
    const std::size_t mistakes = search_words::distance(stem, one, allowed);
    if (mistakes > allowed || mistakes == 0) continue;
    mean(meanings, one, mistakes == 1 ? ranking::one_mistake : ranking::two_mistakes);
  }
}

}  // namespace

ranking::Typed understand(const SearchIndex& index, std::string_view text, bool goes_on) {
  ranking::Typed typed;
  const std::vector<std::string> words = telling_words(text);
  for (std::size_t i = 0; i < words.size(); ++i) {
    Meanings meanings;
    mean(meanings, search_words::stem(words[i]), ranking::exact_word);
    if (goes_on && i + 1 == words.size()) add_begun(index, words[i], meanings);
    add_misspelt(index, words[i], meanings);
    std::vector<ranking::Meaning> list;
    for (const auto& [word, quality] : meanings) list.push_back({word, quality});
    typed.push_back(std::move(list));
  }
  return typed;
}

std::vector<SearchDocument> documents(const SearchIndex& index, const ranking::Typed& typed,
                                      const std::optional<GeoBox>& within, std::optional<FoundKind> kind) {
  DocumentsWanted wanted;
  for (const auto& meanings : typed) {
    std::vector<std::string>& group = wanted.groups.emplace_back();
    for (const ranking::Meaning& one : meanings) group.push_back(one.word);
  }
  wanted.within = within;
  wanted.kind = kind;
  wanted.limit = SearchService::max_candidates;
  std::vector<SearchDocument> found;
  index.documents(wanted, found);
  if (!found.empty() || typed.size() < 2) return found;
  wanted.any = true;
  index.documents(wanted, found);
  std::erase_if(found, [&](const SearchDocument& document) {
    return static_cast<std::size_t>(ranking::match(typed, document).words) * 2 < typed.size();
  });
  return found;
}

GeoBox box_around(GeoPoint place, std::int64_t radius_m) {
  const std::int64_t lat = radius_m * 1'000 * 10'000'000 / millimetres_per_degree + 1;
  const std::int64_t narrow = std::max<std::int64_t>(cos_latitude_q30(place.lat), std::int64_t{1} << 24);
  const std::int64_t lon = (lat << 30) / narrow + 1;
  const auto within = [](std::int64_t value, std::int64_t most) {
    return static_cast<std::int32_t>(std::clamp(value, -most, most));
  };
  constexpr std::int64_t pole = 900'000'000;
  return {{within(place.lat - lat, pole), within(place.lon - lon, 2 * pole)},
          {within(place.lat + lat, pole), within(place.lon + lon, 2 * pole)}};
}

Problem invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "search.invalid", std::move(why), std::move(field));
}
Problem unavailable() {
  return problem(Status::Unavailable, "search.unavailable", "nothing can be searched here");
}
std::optional<Problem> text_fault(const std::string& text) {
  if (text.size() > SearchService::max_text) return invalid("longer than 100 bytes", "text");
  return std::nullopt;
}

}  // namespace pizza::search_candidates
