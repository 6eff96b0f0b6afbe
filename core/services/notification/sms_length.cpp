// SPDX-License-Identifier: Apache-2.0
// How long an SMS is, and how one is made short enough.
#include <algorithm>
#include <array>

#include "core/services/notification/message_words.h"

namespace pizza {

namespace {

// The characters of the GSM 7-bit default alphabet outside of ASCII, and the ASCII ones that are not in it or cost two.
constexpr std::array<char32_t, 34> gsm_letters{U'£', U'¥', U'è', U'é', U'ù', U'ì', U'ò', U'Ç', U'Ø', U'ø', U'Å', U'å',
                                               U'Δ', U'Φ', U'Γ', U'Λ', U'Ω', U'Π', U'Ψ', U'Σ', U'Θ', U'Ξ', U'Æ', U'æ',
                                               U'ß', U'É', U'¤', U'¡', U'Ä', U'Ö', U'Ñ', U'Ü', U'§', U'¿'};
constexpr std::array<char32_t, 5> gsm_small{U'ä', U'ö', U'ñ', U'ü', U'à'};
constexpr std::u32string_view two_units = U"^{}\\[~]|€";

// 0: not in the alphabet.
std::size_t gsm_units(char32_t c) {
  if (two_units.find(c) != std::u32string_view::npos) return 2;
  if (c == U'\n' || c == U'\r') return 1;
  if (c >= U' ' && c <= U'~') return c == U'`' ? 0 : 1;
  const auto in = [c](const auto& list) { return std::find(list.begin(), list.end(), c) != list.end(); };
  return in(gsm_letters) || in(gsm_small) ? 1 : 0;
}

// The character at `at`, which moves behind it; what is not UTF-8 reads as '?'.
char32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at++);
  if (first < 0x80) return first;
  const int more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : first >= 0xC0 ? 1 : -1;
  if (more < 0) return U'?';
  char32_t c = first & (0x3FU >> more);
  for (int i = 0; i < more; ++i) {
    if (at == text.size() || (byte(at) & 0xC0U) != 0x80U) return U'?';
    c = c << 6 | (byte(at++) & 0x3FU);
  }
  return c;
}

std::size_t limit_of(bool gsm, std::size_t parts) {
  if (parts <= 1) return gsm ? 160 : 70;
  return parts * (gsm ? 153 : 67);
}

// The GSM alphabet has no such marks; one of them would halve the length of the whole message.
std::string plain_marks(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 8> marks{{{"\u00A0", " "},
                                                                                {"\u202F", " "},
                                                                                {"\u2019", "'"},
                                                                                {"\u2018", "'"},
                                                                                {"\u201C", "\""},
                                                                                {"\u201D", "\""},
                                                                                {"\u2013", "-"},
                                                                                {"\u2026", "..."}}};
  std::string out;
  while (!text.empty()) {
    const auto mark =
        std::find_if(marks.begin(), marks.end(), [&](const auto& one) { return text.starts_with(one.first); });
    if (mark == marks.end()) {
      out += text.front();
      text.remove_prefix(1);
    } else {
      out += mark->second;
      text.remove_prefix(mark->first.size());
    }
  }
  return out;
}

}  // namespace

SmsLength sms_length(std::string_view text) {
  SmsLength length;
  std::size_t wide = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    const std::size_t units = gsm_units(c);
    length.gsm = length.gsm && units != 0;
    length.units += units;
    wide += c > 0xFFFF ? 2 : 1;
  }
  if (!length.gsm) length.units = wide;
  for (length.parts = 1; length.units > limit_of(length.gsm, length.parts);) ++length.parts;
  return length;
}

std::string sms_text(std::string_view text, std::size_t parts) {
  std::string plain = plain_marks(text);
  const SmsLength whole = sms_length(plain);
  if (whole.parts <= parts) return plain;
  const std::size_t room = limit_of(whole.gsm, parts) - 3;
  std::size_t used = 0;
  for (std::size_t at = 0; at < plain.size();) {
    const std::size_t before = at;
    const char32_t c = next_character(plain, at);
    used += whole.gsm ? gsm_units(c) : c > 0xFFFF ? 2 : 1;
    if (used > room) return plain.substr(0, before) + "...";
  }
  return plain;
}

}  // namespace pizza
