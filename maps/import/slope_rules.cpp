// SPDX-License-Identifier: Apache-2.0
#include "maps/import/slope_rules.h"

#include <algorithm>

namespace pizza::maps {

namespace {

struct Amount {
  std::int64_t tenths;
  std::string_view unit;
};

// "-12.57 %": a sign, digits, at most one place after the point that counts, a unit.
std::optional<Amount> amount_of(std::string_view text) {
  const auto digit = [&] { return !text.empty() && text.front() >= '0' && text.front() <= '9'; };
  const bool below = text.starts_with("-");
  if (below || text.starts_with("+")) text.remove_prefix(1);
  if (!digit()) return std::nullopt;
  std::int64_t tenths = 0;
  for (; digit(); text.remove_prefix(1)) tenths = std::min<std::int64_t>(tenths * 10 + (text.front() - '0'), 1'000'000);
  tenths *= 10;
  if (text.starts_with(".")) {
    text.remove_prefix(1);
    if (digit()) tenths += text.front() - '0';
    while (digit()) text.remove_prefix(1);
  }
  while (text.starts_with(" ")) text.remove_prefix(1);
  return Amount{below ? -tenths : tenths, text};
}

}  // namespace

std::optional<std::int32_t> parse_height(std::string_view text) {
  const auto amount = amount_of(text);
  if (!amount) return std::nullopt;
  std::int64_t dm = amount->tenths;
  if (amount->unit == "ft") {
    dm = dm * 3'048 / 10'000;
  } else if (!amount->unit.empty() && amount->unit != "m") {
    return std::nullopt;
  }
  if (dm < -5'000 || dm > 90'000) return std::nullopt;
  return static_cast<std::int32_t>(dm);
}

std::optional<std::int32_t> parse_incline(std::string_view text) {
  const auto amount = amount_of(text);
  if (!amount) return std::nullopt;
  std::int64_t permille = amount->tenths;
  if (amount->unit == "°") {
    permille = permille * 1'746 / 1'000;  // the tangent of a degree is 0.01746, and near enough for streets
  } else if (amount->unit != "%") {
    return std::nullopt;
  }
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(permille, -350, 350));
}

}  // namespace pizza::maps
