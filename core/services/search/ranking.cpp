// SPDX-License-Identifier: Apache-2.0
#include "core/services/search/ranking.h"

#include <algorithm>
#include <bit>

namespace pizza::ranking {

namespace {

template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t blank = std::min(text.find(' '), text.size());
    visit(text.substr(0, blank));
    text.remove_prefix(std::min(blank + 1, text.size()));
  }
}

}  // namespace

TextMatch match(const Typed& typed, const SearchDocument& document) {
  if (typed.empty()) return {1'000, 0, false};
  TextMatch result;
  std::int32_t sum = 0;
  std::int32_t name_words = 0;
  std::int32_t named = 0;
  for_each_word(document.words[0], [&](std::string_view) { ++name_words; });
  for (const std::vector<Meaning>& meanings : typed) {
    std::int32_t best = 0;
    std::int32_t quality = 0;
    bool in_name = false;
    for (std::size_t field = 0; field < document.words.size(); ++field) {
      for_each_word(document.words[field], [&](std::string_view word) {
        const auto at = std::lower_bound(meanings.begin(), meanings.end(), word,
                                         [](const Meaning& one, std::string_view w) { return one.word < w; });
        if (at == meanings.end() || at->word != word) return;
        in_name = in_name || field == 0;
        if (const std::int32_t value = at->quality * field_per_100[field] / 100; value > best) {
          best = value;
          quality = at->quality;
        }
      });
    }
    sum += best;
    named += in_name;
    result.words += best > 0;
    result.typo = result.typo || quality == one_mistake || quality == two_mistakes;
  }
  const auto count = static_cast<std::int32_t>(typed.size());
  const std::int32_t whole = name_words == 0 ? 0 : 1'000 * std::min(named, name_words) / name_words;
  result.part = (sum / count * 9 + whole) / 10;
  return result;
}

std::int32_t rating_part(std::int32_t thousandths) {
  return std::clamp((thousandths - 1'000) / 4, 0, 1'000);
}

std::int32_t near_part(std::int64_t distance_m, std::int64_t radius_m) {
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(1'000 - distance_m * 1'000 / radius_m, 0, 1'000));
}

std::int32_t popular_part(std::int64_t weight) {
  const auto orders = static_cast<std::uint64_t>(std::max<std::int64_t>(weight, 0) / 1'000);
  return std::min(1'000, 100 * static_cast<std::int32_t>(std::bit_width(orders)));
}

std::int32_t price_part(std::int64_t price, std::int64_t upper) {
  if (upper <= 0) return 0;
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(1'000 - price * 1'000 / upper, 0, 1'000));
}

}  // namespace pizza::ranking
