// SPDX-License-Identifier: Apache-2.0
#include "core/services/review/text_moderation.h"

#include <algorithm>
#include <array>

namespace pizza {

namespace {

// Folded as `folded` does: small, digits back to letters, no letter twice in a row.
constexpr std::array<std::string_view, 22> bad_words{
    "fuck",  "fucking", "shit",   "bitch",  "cunt", "asshole", "scheise", "scheisse", "arschloch", "wichser", "fotze",
    "merde", "connard", "salope", "putain", "pute", "cazo",    "merda",   "stronzo",  "mierda",    "puta",    "cabron"};

constexpr std::array<std::string_view, 9> endings{"com", "net", "org", "shop", "info", "biz", "ru", "fr", "ly"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
char small(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

char letter_for(char c) {
  switch (c) {
    case '0':
      return 'o';
    case '1':
    case '!':
      return 'i';
    case '3':
      return 'e';
    case '4':
    case '@':
      return 'a';
    case '5':
    case '$':
      return 's';
    case '7':
      return 't';
    default:
      return small(c);
  }
}

std::string folded(std::string_view word) {
  std::string out;
  for (const char c : word) {
    const char letter = letter_for(c);
    if (out.empty() || out.back() != letter) out.push_back(letter);
  }
  return out;
}

template <class Visit>
void for_each_word(std::string_view text, Visit visit) {
  std::size_t from = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const bool inside =
        i < text.size() && (is_letter(text[i]) || is_digit(text[i]) || text[i] == '@' || text[i] == '$' ||
                            (text[i] == '!' && i + 1 < text.size() && is_letter(text[i + 1])));
    if (inside) continue;
    if (i > from) visit(text.substr(from, i - from));
    from = i + 1;
  }
}

bool has_bad_word(std::string_view text) {
  bool found = false;
  for_each_word(text, [&](std::string_view word) {
    const std::string plain = folded(word);
    for (const std::string_view bad : bad_words) found = found || plain == folded(bad);
  });
  return found;
}

bool has_link(std::string_view text) {
  std::string low(text);
  std::transform(low.begin(), low.end(), low.begin(), small);
  if (low.find("http") != std::string::npos || low.find("www.") != std::string::npos) return true;
  for (std::size_t dot = low.find('.'); dot != std::string::npos; dot = low.find('.', dot + 1)) {
    std::size_t end = dot + 1;
    while (end < low.size() && is_letter(low[end])) ++end;
    const bool name_before = dot > 0 && (is_letter(low[dot - 1]) || is_digit(low[dot - 1]));
    const std::string_view ending(low.data() + dot + 1, end - dot - 1);
    if (name_before && std::find(endings.begin(), endings.end(), ending) != endings.end()) return true;
  }
  return false;
}

bool has_contact(std::string_view text) {
  std::size_t digits = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (is_digit(c)) {
      if (++digits >= 7) return true;
    } else if (c != ' ' && c != '.' && c != '-' && c != '/' && c != '(' && c != ')') {
      digits = 0;
    }
    const bool around = i > 0 && i + 1 < text.size() && (is_letter(text[i - 1]) || is_digit(text[i - 1]));
    if (c == '@' && around && text.find('.', i) != std::string_view::npos && is_letter(text[i + 1])) return true;
  }
  return false;
}

bool shouts(std::string_view text) {
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto letters = std::count_if(text.begin(), text.end(), is_letter);
  return letters >= 20 && std::count_if(text.begin(), text.end(), capital) * 10 >= letters * 7;
}

bool floods(std::string_view text) {
  std::size_t run = 1;
  for (std::size_t i = 1; i < text.size(); ++i) {
    run = text[i] == text[i - 1] && text[i] != ' ' ? run + 1 : 1;
    if (run >= 8) return true;
  }
  bool found = false;
  std::string last;
  int times = 0;
  for_each_word(text, [&](std::string_view word) {
    const std::string plain = folded(word);
    times = plain == last ? times + 1 : 1;
    last = plain;
    found = found || times >= 5;
  });
  return found;
}

}  // namespace

HoldReason text_hold(std::string_view text) {
  if (has_bad_word(text)) return HoldReason::BadWord;
  if (has_contact(text)) return HoldReason::Contact;
  if (has_link(text)) return HoldReason::Link;
  if (shouts(text)) return HoldReason::Shouting;
  if (floods(text)) return HoldReason::Flood;
  return HoldReason::None;
}

std::string text_shape(std::string_view text) {
  std::string shape;
  for (const char c : text)
    if (is_letter(c) || is_digit(c)) shape.push_back(small(c));
  return shape;
}

}  // namespace pizza
