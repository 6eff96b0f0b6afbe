// SPDX-License-Identifier: Apache-2.0
#include "connectors/json/instant_text.h"

#include <array>
#include <chrono>
#include <cstdio>

namespace pizza {

namespace {

using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::int64_t day_ms = 86'400'000;

// A view that numbers and signs are taken from; once something is missing, all is.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : left_(text) {}
  bool good() const { return good_; }
  bool at_end() const { return left_.empty(); }
  bool next_is(char c) const { return !left_.empty() && left_.front() == c; }

  int digits(std::size_t count) {
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + digit();
    return value;
  }
  bool next_is_digit() const { return !left_.empty() && left_.front() >= '0' && left_.front() <= '9'; }
  int digit() {
    good_ = good_ && next_is_digit();
    return good_ ? take() - '0' : 0;
  }
  // One of the given signs.
  char sign(std::string_view allowed) {
    good_ = good_ && !left_.empty() && allowed.find(left_.front()) != allowed.npos;
    return good_ ? take() : '\0';
  }

 private:
  char take() {
    const char c = left_.front();
    left_.remove_prefix(1);
    return c;
  }
  std::string_view left_;
  bool good_ = true;
};

std::int64_t fraction_ms(Scanner& scanner) {
  if (!scanner.next_is('.')) return 0;
  scanner.sign(".");
  std::int64_t ms = scanner.digit() * 100;
  for (std::int64_t weight = 10; scanner.next_is_digit(); weight /= 10) ms += scanner.digit() * weight;
  return ms;
}

std::int64_t offset_minutes(Scanner& scanner) {
  const char sign = scanner.sign("Zz+-");
  if (sign != '+' && sign != '-') return 0;
  const int hours = scanner.digits(2);
  scanner.sign(":");
  const int minutes = scanner.digits(2);
  if (hours > 23 || minutes > 59) scanner.sign("");
  return (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

std::optional<std::string> instant_text(Instant instant) {
  const std::int64_t day = instant.ms / day_ms - (instant.ms % day_ms < 0 ? 1 : 0);
  // 0000-01-01 and 9999-12-31
  if (day < -719'528 || day > 2'932'896) return std::nullopt;
  const std::int64_t ms = instant.ms - day * day_ms;
  const year_month_day date{sys_days{std::chrono::days{day}}};
  std::array<char, 48> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(ms / 3'600'000), static_cast<int>(ms / 60'000 % 60), static_cast<int>(ms / 1000 % 60),
                static_cast<int>(ms % 1000));
  return std::string(text.data());
}

std::optional<Instant> instant_from_text(std::string_view text) {
  Scanner scanner(text);
  const int year = scanner.digits(4);
  scanner.sign("-");
  const int month = scanner.digits(2);
  scanner.sign("-");
  const int day = scanner.digits(2);
  scanner.sign("Tt ");
  const int hour = scanner.digits(2);
  scanner.sign(":");
  const int minute = scanner.digits(2);
  scanner.sign(":");
  const int second = scanner.digits(2);
  const std::int64_t ms = fraction_ms(scanner);
  const std::int64_t offset = offset_minutes(scanner);
  const year_month_day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                            std::chrono::day{static_cast<unsigned>(day)}};
  if (!scanner.good() || !scanner.at_end() || !date.ok() || hour > 23 || minute > 59 || second > 59)
    return std::nullopt;
  const std::int64_t days = sys_days{date}.time_since_epoch().count();
  return Instant{days * day_ms + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms};
}

}  // namespace pizza
