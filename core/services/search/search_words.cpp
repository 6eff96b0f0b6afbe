// SPDX-License-Identifier: Apache-2.0
#include "core/services/search/search_words.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace pizza::search_words {

namespace {

// The character at `at`, which moves behind it; 0 for what is not UTF-8.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto first = static_cast<unsigned char>(text[at++]);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : -1;
  if (more < 0) return 0;
  char32_t c = first & (0x3FU >> more);
  for (int i = 0; i < more; ++i) {
    if (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U) return 0;
    c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3FU);
  }
  return c;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
  }
  out += static_cast<char>(0x80 | (c & 0x3F));
}

// U+00C0..U+017F without their accents; '-' is a border. Source: the decompositions of Unicode 15.
constexpr std::string_view latin =
    "aaaaaa?ceeeeiiiidnooooo-ouuuuy??aaaaaa?ceeeeiiiidnooooo-ouuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllll"
    "lllnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);

// Greek and Cyrillic capitals stand a fixed way before their small letters.
char32_t small(char32_t c) {
  if (c >= 0x391 && c <= 0x3A9) return c + 0x20;
  if (c >= 0x410 && c <= 0x42F) return c + 0x20;
  if (c >= 0x400 && c <= 0x40F) return c + 0x50;
  return c;
}

// What the character adds to a word; empty for a border.
std::string folded(char32_t c) {
  if (c < 0x80) {
    if (c >= U'A' && c <= U'Z') return std::string(1, static_cast<char>(c - U'A' + U'a'));
    const bool part = (c >= U'a' && c <= U'z') || (c >= U'0' && c <= U'9');
    return part ? std::string(1, static_cast<char>(c)) : std::string();
  }
  switch (c) {
    case 0xC6:
    case 0xE6:
      return "ae";
    case 0xDE:
    case 0xFE:
      return "th";
    case 0xDF:
      return "ss";
    case 0x132:
    case 0x133:
      return "ij";
    case 0x152:
    case 0x153:
      return "oe";
    default:
      break;
  }
  if (c < 0xC0) return {};
  if (c < 0x180) {
    const char plain = latin[c - 0xC0];
    return plain == '-' ? std::string() : std::string(1, plain);
  }
  // Marks and signs that are no letters: general punctuation, arrows, symbols, CJK punctuation, emoji.
  if ((c >= 0x2000 && c <= 0x2BFF) || (c >= 0x3000 && c <= 0x303F) || c >= 0x1F000 || c == 0xFEFF) return {};
  std::string letter;
  append_utf8(letter, small(c));
  return letter;
}

bool joins(char32_t c) {  // "l'oven" is two words, but "Joe's" one: only what stands before an s goes on
  return c == U'\'' || c == 0x2019;
}

bool vowel(char c) {
  return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'y';
}

std::vector<std::u32string> characters_of(std::string_view a, std::string_view b) {
  std::vector<std::u32string> both(2);
  for (std::size_t at = 0; at < a.size();) both[0] += next_character(a, at);
  for (std::size_t at = 0; at < b.size();) both[1] += next_character(b, at);
  return both;
}

}  // namespace

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  const auto end_word = [&] {
    if (!word.empty() && words.size() < max_words) words.push_back(word);
    word.clear();
  };
  for (std::size_t at = 0; at < text.size() && words.size() < max_words;) {
    const char32_t c = next_character(text, at);
    if (joins(c) && at < text.size() && (text[at] == 's' || text[at] == 'S')) continue;
    // A combining accent belongs to the letter before it.
    if (c >= 0x300 && c <= 0x36F) continue;
    const std::string part = folded(c);
    if (part.empty()) {
      end_word();
    } else if (word.size() + part.size() <= max_word) {
      word += part;
    }
  }
  end_word();
  return words;
}

std::string stem(std::string_view word) {
  constexpr std::size_t least = 3;
  std::string_view rest = word;
  if (rest.size() <= least) return std::string(rest);
  const bool plain = std::all_of(rest.begin(), rest.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  if (!plain) return std::string(rest);
  if (rest.ends_with('s') && !rest.ends_with("ss")) {
    rest.remove_suffix(1);
  } else if (rest.size() >= 6 && rest.ends_with("en")) {
    rest.remove_suffix(2);
  } else if (rest.size() >= 6 && (rest.ends_with("ln") || rest.ends_with("rn"))) {
    rest.remove_suffix(1);
  }
  while (rest.size() > least && vowel(rest.back())) rest.remove_suffix(1);
  return std::string(rest);
}

std::vector<std::string> stems_of(std::string_view text) {
  std::vector<std::string> stems = words_of(text);
  for (std::string& word : stems) word = stem(word);
  return stems;
}

std::string indexed(std::string_view text) {
  std::string joined;
  for (const std::string& word : stems_of(text)) {
    if (!joined.empty()) joined += ' ';
    joined += word;
  }
  return joined;
}

std::vector<std::string> grams_of(std::string_view word) {
  const std::string framed = "<" + std::string(word) + ">";
  std::vector<std::size_t> borders;
  for (std::size_t i = 0; i < framed.size(); ++i)
    if ((static_cast<unsigned char>(framed[i]) & 0xC0U) != 0x80U) borders.push_back(i);
  borders.push_back(framed.size());
  std::vector<std::string> grams;
  for (std::size_t i = 0; i + 3 < borders.size(); ++i)
    grams.push_back(framed.substr(borders[i], borders[i + 3] - borders[i]));
  std::sort(grams.begin(), grams.end());
  grams.erase(std::unique(grams.begin(), grams.end()), grams.end());
  return grams;
}

std::size_t length_of(std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(word.begin(), word.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::size_t distance(std::string_view a, std::string_view b, std::size_t most) {
  const std::vector<std::u32string> both = characters_of(a, b);
  const std::u32string& x = both[0];
  const std::u32string& y = both[1];
  const std::size_t longer = std::max(x.size(), y.size());
  if (longer - std::min(x.size(), y.size()) > most || longer > max_word * 2) return x == y ? 0 : most + 1;
  using Row = std::array<std::size_t, max_word * 2 + 1>;
  std::array<Row, 3> rows{};
  for (std::size_t j = 0; j <= y.size(); ++j) rows[0][j] = j;
  for (std::size_t i = 1; i <= x.size(); ++i) {
    Row& now = rows[i % 3];
    const Row& before = rows[(i + 2) % 3];
    const Row& second = rows[(i + 1) % 3];
    now[0] = i;
    for (std::size_t j = 1; j <= y.size(); ++j) {
      now[j] = std::min({before[j] + 1, now[j - 1] + 1, before[j - 1] + (x[i - 1] == y[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && x[i - 1] == y[j - 2] && x[i - 2] == y[j - 1]) now[j] = std::min(now[j], second[j - 2] + 1);
    }
  }
  return std::min(rows[x.size() % 3][y.size()], most + 1);
}

std::size_t mistakes_allowed(std::size_t length) {
  return length <= 3 ? 0 : length <= 7 ? 1 : 2;
}

}  // namespace pizza::search_words
