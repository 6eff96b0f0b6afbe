// SPDX-License-Identifier: Apache-2.0
#include "connectors/menu/menu_words.h"

#include <array>
#include <charconv>

namespace pizza::menu_words {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

std::int64_t power_of_ten(int digits) {
  std::int64_t power = 1;
  for (int i = 0; i < digits; ++i) power *= 10;
  return power;
}

std::string two(std::int64_t number) {
  return (number < 10 ? "0" : "") + std::to_string(number);
}

std::optional<std::int32_t> minute_of(std::string_view text) {
  const std::size_t colon = text.find(':');
  if (colon == std::string_view::npos || text.size() - colon != 3) return std::nullopt;
  const auto hour = number_of(text.substr(0, colon));
  const auto minute = number_of(text.substr(colon + 1));
  if (!hour || !minute || *hour < 0 || *hour > 48 || *minute < 0 || *minute > 59) return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<WeekSpan> span_of(std::string_view text) {
  const std::size_t blank = text.find(' ');
  const std::size_t dash = text.find('-');
  if (blank == std::string_view::npos || dash == std::string_view::npos || dash < blank) return std::nullopt;
  WeekSpan span;
  while (span.weekday < 7 && weekdays[static_cast<std::size_t>(span.weekday)] != text.substr(0, blank)) ++span.weekday;
  const auto opens = minute_of(trimmed(text.substr(blank, dash - blank)));
  const auto closes = minute_of(trimmed(text.substr(dash + 1)));
  if (span.weekday == 7 || !opens || !closes) return std::nullopt;
  span.opens = *opens;
  span.closes = *closes;
  return span;
}

// Takes the next part, up to `end`, from the front.
std::string_view next_part(std::string_view& text, char end) {
  const std::size_t at = std::min(text.find(end), text.size());
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(std::min(at + 1, text.size()));
  return trimmed(part);
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

std::optional<std::int32_t> number_of(std::string_view text) {
  std::int32_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

std::string price_text(Money price) {
  const int digits = minor_digits(price.currency);
  const std::int64_t whole = power_of_ten(digits);
  std::string text = std::to_string(price.minor / whole);
  if (digits == 0) return text;
  std::string part = std::to_string(price.minor % whole);
  part.insert(0, static_cast<std::size_t>(digits) - part.size(), '0');
  return text + "." + part;
}

std::optional<Money> price_of(std::string_view text, Currency currency) {
  const auto digits = static_cast<std::size_t>(minor_digits(currency));
  const std::size_t point = std::min(text.find('.'), text.size());
  const std::string_view whole = text.substr(0, point);
  const std::string_view part = point < text.size() ? text.substr(point + 1) : std::string_view();
  if (whole.empty() || whole.size() > 9 || part.size() > digits) return std::nullopt;
  if (point < text.size() && part.empty()) return std::nullopt;
  std::int64_t minor = 0;
  for (const std::string_view run : {whole, part})
    for (const char c : run) {
      if (c < '0' || c > '9') return std::nullopt;
      minor = minor * 10 + (c - '0');
    }
  return Money{minor * power_of_ten(static_cast<int>(digits - part.size())), currency};
}

std::string hours_text(const std::vector<WeekSpan>& spans) {
  std::string text;
  for (const WeekSpan& span : spans) {
    if (!text.empty()) text += "; ";
    text += std::string(weekdays[static_cast<std::size_t>(span.weekday)]) + " " + two(span.opens / 60) + ":" +
            two(span.opens % 60) + "-" + two(span.closes / 60) + ":" + two(span.closes % 60);
  }
  return text;
}

std::optional<std::vector<WeekSpan>> hours_of(std::string_view text) {
  std::vector<WeekSpan> spans;
  while (!text.empty()) {
    const std::string_view part = next_part(text, ';');
    if (part.empty()) continue;
    const auto span = span_of(part);
    if (!span) return std::nullopt;
    spans.push_back(*span);
  }
  return spans;
}

std::string marks_text(std::uint32_t bits, std::span<const std::string_view> names) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if ((bits >> i & 1U) == 0) continue;
    if (!text.empty()) text += ' ';
    text += names[i];
  }
  return text;
}

std::optional<std::uint32_t> marks_of(std::string_view text, std::span<const std::string_view> names) {
  std::uint32_t bits = 0;
  while (!text.empty()) {
    const std::string_view part = next_part(text, ' ');
    if (part.empty()) continue;
    std::size_t i = 0;
    while (i < names.size() && names[i] != part) ++i;
    if (i == names.size()) return std::nullopt;
    bits |= std::uint32_t{1} << i;
  }
  return bits;
}

}  // namespace pizza::menu_words
