// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <span>
#include <string_view>

namespace pizza {

// ISO 4217. New ones go last: the number is kept in stores.
enum class Currency : std::uint8_t { None, EUR, USD, GBP, INR, JPY, CHF, KWD };

inline constexpr std::array<std::string_view, 8> currency_codes{"", "EUR", "USD", "GBP", "INR", "JPY", "CHF", "KWD"};
constexpr std::span<const std::string_view> names_of(Currency) {
  return currency_codes;
}

constexpr int minor_digits(Currency c) {
  if (c == Currency::JPY) return 0;
  return c == Currency::KWD ? 3 : 2;
}

// An amount in minor units (cents, paise, yen) of one currency. Never a double.
// Sums of different currencies are a mistake of the caller: `plus` keeps the left currency, and services refuse
// mixed orders before they add. Zero of no currency is neutral.
struct Money {
  std::int64_t minor = 0;
  Currency currency = Currency::None;

  friend constexpr bool operator==(const Money&, const Money&) = default;
  friend constexpr Money operator+(Money a, Money b) {
    return {a.minor + b.minor, a.currency == Currency::None ? b.currency : a.currency};
  }
  friend constexpr Money operator-(Money a, Money b) {
    return {a.minor - b.minor, a.currency == Currency::None ? b.currency : a.currency};
  }
  friend constexpr Money operator*(Money a, std::int64_t n) { return {a.minor * n, a.currency}; }
  constexpr Money operator-() const { return {-minor, currency}; }
};

// `per_10000` ten-thousandths of an amount, rounded half away from zero (commercial rounding).
constexpr Money share(Money amount, std::int64_t per_10000) {
  const std::int64_t product = amount.minor * per_10000;
  const std::int64_t half = product < 0 ? -5'000 : 5'000;
  return {(product + half) / 10'000, amount.currency};
}

}  // namespace pizza
