// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/text/formats.h"

#include <cstdlib>

namespace pizza::desktop {
namespace {

constexpr char16_t true_minus = 0x2212;
constexpr char16_t thin_space = 0x202F;  // narrow and without a break

std::int64_t floor_div(std::int64_t a, std::int64_t b) {
  return a / b - (a % b < 0 ? 1 : 0);
}

std::int64_t second_of_day(Instant at, int utc_offset_minutes) {
  const std::int64_t second = floor_div(at.ms, 1000) + utc_offset_minutes * std::int64_t{60};
  return second - floor_div(second, 86'400) * 86'400;
}

QString two(std::int64_t n) {
  return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0'));
}

QString symbol(Currency currency) {
  switch (currency) {
    case Currency::USD:
      return QStringLiteral("$");
    case Currency::EUR:
      return QStringLiteral("€");
    case Currency::GBP:
      return QStringLiteral("£");
    case Currency::INR:
      return QStringLiteral("₹");
    case Currency::JPY:
      return QStringLiteral("¥");
    case Currency::CHF:
      return QStringLiteral("CHF");
    case Currency::KWD:
      return QStringLiteral("KWD");
    case Currency::None:
      break;
  }
  return {};
}

QString unsigned_amount(Money amount) {
  const std::int64_t minor = std::abs(amount.minor);
  const int digits = minor_digits(amount.currency);
  if (digits == 0) return QString::number(minor);
  if (digits == 3) return QString::number(minor / 1'000) + QStringLiteral(".%1").arg(minor % 1'000, 3, 10, QChar(u'0'));
  return QString::number(minor / 100) + QLatin1Char('.') + two(minor % 100);
}

std::int64_t nearest_minutes(Duration length) {
  return floor_div(length.ms + 30'000, 60'000);
}

}  // namespace

QString clock_text(Instant at, int utc_offset_minutes) {
  const std::int64_t second = second_of_day(at, utc_offset_minutes);
  return two(second / 3600) + QLatin1Char(':') + two(second / 60 % 60);
}

QString clock_text_with_seconds(Instant at, int utc_offset_minutes) {
  return clock_text(at, utc_offset_minutes) + QLatin1Char(':') + two(second_of_day(at, utc_offset_minutes) % 60);
}

QString minutes_text(Duration length) {
  return QStringLiteral("%1 min").arg(nearest_minutes(length));
}

QString signed_minutes_text(Duration length) {
  const std::int64_t whole = nearest_minutes(length);
  const QString digits = QStringLiteral("%1 min").arg(std::abs(whole));
  if (whole == 0) return digits;
  return (whole < 0 ? QString(QChar(true_minus)) : QStringLiteral("+")) + digits;
}

QString tenths_text(std::int64_t tenths) {
  const QString digits = QStringLiteral("%1.%2").arg(std::abs(tenths) / 10).arg(std::abs(tenths) % 10);
  return tenths < 0 ? QChar(true_minus) + digits : digits;
}

QString money_text(Money amount) {
  const QString sign = amount.minor < 0 ? QString(QChar(true_minus)) : QString();
  const QString unit = symbol(amount.currency);
  return sign + unit + (unit.isEmpty() ? QString() : QString(QChar(thin_space))) + unsigned_amount(amount);
}

QString signed_money_text(Money amount) {
  if (amount.minor == 0) return unsigned_amount(amount);
  return (amount.minor < 0 ? QString(QChar(true_minus)) : QStringLiteral("+")) + unsigned_amount(amount);
}

QString order_title(std::uint64_t id) {
  constexpr int realm_key_bits = 40;  // app/composition/realms.h
  const std::uint64_t realm = id >> realm_key_bits;
  const QString part = realm == 0 ? QString() : QString::number(realm) + QChar(0xb7);
  QString digits = QString::number(id & ((std::uint64_t{1} << realm_key_bits) - 1));
  for (qsizetype at = digits.size() - 3; at > 0; at -= 3) digits.insert(at, QChar(thin_space));
  return QLatin1Char('#') + part + digits;
}

}  // namespace pizza::desktop
