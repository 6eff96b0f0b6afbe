// SPDX-License-Identifier: Apache-2.0
// How hits are ranked: the one place of all weights. Each part is 0..1000; the score is the sum of part × weight,
// 0..100,000. Equal scores stand in the order of their documents' ids. Whole numbers, the same everywhere.
//
//   part        weight  is
//   text          50    per typed word the best of its matches, word × field, averaged over the words (9/10), and how
//                       much of the name was typed (1/10)
//                         word   exact 1000, begun 750 (the last word only), one mistake 650, two 450
//                         field  name 100 %, kind of food 60 %, maker and city 40 %
//                       1000 for everything where nothing was typed
//   rating        15    (shown rating − 1 star) / 4 stars
//   near          12    1 − distance / radius; 500 where no place is given
//   popular       10    100 × the binary logarithm of recent orders, rounded down and one more; 0 without any
//   open now      10    1000 where it can be had now
//   price          3    of a dish where an upper price is given: 1 − price / upper price; else 500
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/ports/search_index.h"

namespace pizza::ranking {

inline constexpr std::int32_t text_weight = 50;
inline constexpr std::int32_t rating_weight = 15;
inline constexpr std::int32_t near_weight = 12;
inline constexpr std::int32_t popular_weight = 10;
inline constexpr std::int32_t open_weight = 10;
inline constexpr std::int32_t price_weight = 3;
static_assert(text_weight + rating_weight + near_weight + popular_weight + open_weight + price_weight == 100);

inline constexpr std::int32_t exact_word = 1'000;
inline constexpr std::int32_t begun_word = 750;
inline constexpr std::int32_t one_mistake = 650;
inline constexpr std::int32_t two_mistakes = 450;
inline constexpr std::array<std::int32_t, 3> field_per_100{100, 60, 40};

// A word that a typed one may mean.
struct Meaning {
  std::string word;
  std::int32_t quality = exact_word;
};
using Typed = std::vector<std::vector<Meaning>>;  // by typed word; each ascending by word

struct TextMatch {
  std::int32_t part = 0;
  std::int32_t words = 0;  // typed words that match anything
  bool typo = false;       // the best match of a word has a mistake
};
TextMatch match(const Typed& typed, const SearchDocument& document);

std::int32_t rating_part(std::int32_t thousandths);
std::int32_t near_part(std::int64_t distance_m, std::int64_t radius_m);
std::int32_t popular_part(std::int64_t weight);  // thousandths of an order
std::int32_t price_part(std::int64_t price, std::int64_t upper);

}  // namespace pizza::ranking
