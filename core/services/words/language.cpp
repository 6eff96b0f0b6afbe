// SPDX-License-Identifier: Apache-2.0
#include "core/services/words/language.h"

namespace pizza {

namespace {

constexpr std::string_view no_break = "\u00A0";
constexpr std::string_view narrow = "\u202F";

std::string_view symbol_of(Currency currency) {
  switch (currency) {
    case Currency::EUR:
      return "€";
    case Currency::USD:
      return "$";
    case Currency::GBP:
      return "£";
    case Currency::INR:
      return "₹";
    case Currency::JPY:
      return "¥";
    default:
      return currency_codes[static_cast<std::size_t>(currency)];
  }
}

std::string_view thousands_of(Language language) {
  switch (language) {
    case Language::En:
      return ",";
    case Language::Fr:
      return narrow;
    default:
      return ".";
  }
}

std::string grouped(std::uint64_t whole, Language language) {
  const std::string digits = std::to_string(whole);
  // Spanish leaves four digits together.
  if (digits.size() <= 3 || (language == Language::Es && digits.size() == 4)) return digits;
  std::string text;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) text += thousands_of(language);
    text += digits[i];
  }
  return text;
}

}  // namespace

Language language_of(std::string_view tag) {
  const std::string_view first = tag.substr(0, tag.find('-'));
  for (std::size_t i = 0; i < language_tags.size(); ++i) {
    const std::string_view known = language_tags[i];
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    if (first.size() == 2 && small(first[0]) == known[0] && small(first[1]) == known[1])
      return static_cast<Language>(i);
  }
  return Language::En;
}

std::string money_text(Money amount, Language language) {
  const int digits = minor_digits(amount.currency);
  std::uint64_t unit = 1;
  for (int i = 0; i < digits; ++i) unit *= 10;
  const auto size =
      amount.minor < 0 ? 0 - static_cast<std::uint64_t>(amount.minor) : static_cast<std::uint64_t>(amount.minor);
  std::string number = grouped(size / unit, language);
  if (digits > 0) {
    std::string part = std::to_string(size % unit);
    part.insert(0, static_cast<std::size_t>(digits) - part.size(), '0');
    number += (language == Language::En ? "." : ",") + part;
  }
  const std::string_view symbol = symbol_of(amount.currency);
  std::string text = amount.minor < 0 ? "-" : "";
  if (language == Language::En) {
    text += symbol;
    if (!symbol.empty() && symbol.back() >= 'A' && symbol.back() <= 'Z') text += no_break;
    return text + number;
  }
  text += number;
  if (!symbol.empty()) text.append(no_break).append(symbol);
  return text;
}

std::string time_text(Instant at, std::int32_t utc_offset_minutes, Language language) {
  constexpr std::int64_t day = 1'440;
  const std::int64_t local = at.ms / 60'000 + utc_offset_minutes;
  const std::int64_t minute = (local % day + day) % day;
  const std::string past = (minute % 60 < 10 ? "0" : "") + std::to_string(minute % 60);
  if (language != Language::En) return (minute < 600 ? "0" : "") + std::to_string(minute / 60) + ":" + past;
  const std::int64_t hour = minute / 60 % 12;
  return std::to_string(hour == 0 ? 12 : hour) + ":" + past + (minute < 720 ? " am" : " pm");
}

bool singular(std::int64_t count, Language language) {
  return language == Language::Fr ? count == 0 || count == 1 : count == 1;
}

}  // namespace pizza
