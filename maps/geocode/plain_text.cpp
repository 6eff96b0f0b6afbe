// SPDX-License-Identifier: Apache-2.0
#include "maps/geocode/plain_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>

namespace pizza::maps {

namespace {

// U+00C0 to U+017F without their accents, in order; '?' stands for what folds() writes in two letters.
constexpr std::string_view latin =
    "aaaaaa?ceeeeiiiidnooooo ouuuuy?saaaaaa?ceeeeiiiidnooooo ouuuuy?y"
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii??jjkkklllllllll"
    "lnnnnnnnnnoooooo??rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

static_assert(latin.size() == 0x180 - 0xC0);

struct TwoLetters {
  std::uint32_t code;
  std::string_view letters;
};
constexpr std::array<TwoLetters, 10> two_letters = {{{0xC6, "ae"},
                                                     {0xDE, "th"},
                                                     {0xDF, "ss"},
                                                     {0xE6, "ae"},
                                                     {0xFE, "th"},
                                                     {0x132, "ij"},
                                                     {0x133, "ij"},
                                                     {0x152, "oe"},
                                                     {0x153, "oe"},
                                                     {0x1E9E, "ss"}}};

constexpr std::array<std::pair<std::string_view, std::string_view>, 14> short_words = {{{"av", "avenue"},
                                                                                        {"ave", "avenue"},
                                                                                        {"bd", "boulevard"},
                                                                                        {"blvd", "boulevard"},
                                                                                        {"rd", "road"},
                                                                                        {"dr", "drive"},
                                                                                        {"ln", "lane"},
                                                                                        {"sq", "square"},
                                                                                        {"hwy", "highway"},
                                                                                        {"pl", "place"},
                                                                                        {"str", "strasse"},
                                                                                        {"ct", "court"},
                                                                                        {"pkwy", "parkway"},
                                                                                        {"ste", "sainte"}}};

// The code point at `at`, which moves on; a byte that is no UTF-8 stands for itself.
std::uint32_t next_code(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : 0;
  if (more == 0 || at + static_cast<std::size_t>(more) > text.size()) return first;
  std::uint32_t code = first & (0x3Fu >> more);
  for (int i = 0; i < more; ++i) code = code << 6 | (byte(at++) & 0x3Fu);
  return code;
}

void fold(std::uint32_t code, std::string_view bytes, std::string& out) {
  const auto space = [&] {
    if (!out.empty() && out.back() != ' ') out.push_back(' ');
  };
  for (const TwoLetters& known : two_letters) {
    if (known.code == code) {
      out.append(known.letters);
      return;
    }
  }
  if (code >= 'A' && code <= 'Z') {
    out.push_back(static_cast<char>(code - 'A' + 'a'));
  } else if ((code >= 'a' && code <= 'z') || (code >= '0' && code <= '9')) {
    out.push_back(static_cast<char>(code));
  } else if (code >= 0xC0 && code < 0xC0 + latin.size()) {
    const char letter = latin[code - 0xC0];
    letter == ' ' ? space() : out.push_back(letter);
  } else if (code == '\'' || code == 0x2019) {
    // "O'Donnell" is one word, "l'Abbaye" nearly so.
  } else if (code < 0x250 || (code >= 0x2000 && code < 0x2070)) {
    space();
  } else {
    out.append(bytes);
  }
}

std::string written_out(const std::string& plain) {
  const std::vector<std::string_view> words = words_of(plain);
  std::string out;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    for (const auto& [brief, full] : short_words)
      if (word == brief) word = full;
    // "St" ends a street's name, and begins a saint's.
    if (word == "st") word = i == 0 ? "saint" : "street";
    if (!out.empty()) out.push_back(' ');
    out.append(word);
  }
  return out;
}

}  // namespace

std::vector<std::string_view> words_of(std::string_view plain) {
  std::vector<std::string_view> words;
  while (!plain.empty()) {
    const std::size_t end = plain.find(' ');
    if (end != 0) words.push_back(plain.substr(0, end));
    plain.remove_prefix(end == std::string_view::npos ? plain.size() : end + 1);
  }
  return words;
}

std::string plain_text(std::string_view utf8) {
  std::string plain;
  for (std::size_t at = 0; at < utf8.size();) {
    const std::size_t begin = at;
    const std::uint32_t code = next_code(utf8, at);
    fold(code, utf8.substr(begin, at - begin), plain);
  }
  return written_out(plain);
}

std::size_t typing_errors(std::string_view a, std::string_view b, std::size_t most) {
  if (a.size() > b.size() + most || b.size() > a.size() + most) return most + 1;
  std::vector<std::size_t> before_last(b.size() + 1), last(b.size() + 1), now(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = i;
    std::size_t least = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({replaced, last[j] + 1, now[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before_last[j - 2] + 1);
      least = std::min(least, now[j]);
    }
    if (least > most) return most + 1;
    std::swap(before_last, last);
    std::swap(last, now);
  }
  return std::min(last[b.size()], most + 1);
}

}  // namespace pizza::maps
