// SPDX-License-Identifier: Apache-2.0
#include "connectors/payments/statement_csv.h"

#include <algorithm>
#include <array>
#include <optional>

#include "connectors/json/instant_text.h"

namespace pizza {

namespace {

constexpr std::array<std::string_view, 6> columns{"kind", "reference", "amount", "currency", "fee", "at"};
constexpr std::size_t max_faults = 100;

// The fields of one line; none where a quote is left open.
std::optional<std::vector<std::string>> fields_of(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"') {
        fields.back() += line[++i];
      } else {
        quoted = !quoted;
      }
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  if (quoted) return std::nullopt;
  return fields;
}

template <std::size_t N>
std::optional<std::size_t> place_of(std::string_view word, const std::array<std::string_view, N>& words) {
  const auto found = std::find(words.begin(), words.end(), word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::size_t>(found - words.begin());
}

// Digits only, at most 18 of them.
std::optional<std::uint64_t> number_of(std::string_view text) {
  if (text.empty() || text.size() > 18) return std::nullopt;
  std::uint64_t number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + static_cast<std::uint64_t>(c - '0');
  }
  return number;
}

// "46.30" in minor units of a currency with so many places.
std::optional<std::int64_t> minor_of(std::string_view text, int places) {
  const std::size_t point = text.find('.');
  const std::string_view after = point == std::string_view::npos ? std::string_view{} : text.substr(point + 1);
  if (point != std::string_view::npos && (after.empty() || after.size() > static_cast<std::size_t>(places)))
    return std::nullopt;
  std::string digits(text.substr(0, point));
  if (digits.empty()) return std::nullopt;
  digits += after;
  digits.append(static_cast<std::size_t>(places) - after.size(), '0');
  const auto number = number_of(digits);
  if (!number) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

class Parser {
 public:
  ParsedStatement parsed;

  void header(const std::vector<std::string>& fields, std::size_t number) {
    number_ = number;
    if (!std::equal(fields.begin(), fields.end(), columns.begin(), columns.end()))
      fault("", "the header kind,reference,amount,currency,fee,at");
  }

  void line(const std::vector<std::string>& fields, std::size_t number) {
    number_ = number;
    if (fields.size() != columns.size()) return fault("", "6 fields, there are " + std::to_string(fields.size()));
    good_ = true;
    StatementLine line;
    if (const auto kind = place_of(fields[0], statement_kind_names)) {
      line.kind = static_cast<StatementKind>(*kind);
    } else {
      fault("kind", "capture, refund, payout, payout_back or settlement");
    }
    const auto reference = number_of(fields[1]);
    const bool none = fields[1].empty() && line.kind == StatementKind::Settlement;
    if (!reference && !none) fault("reference", "a number of at most 18 digits");
    line.reference = reference.value_or(0);
    money(fields, line);
    if (const auto at = instant_from_text(fields[5])) {
      line.at = *at;
    } else {
      fault("at", "an instant such as 2026-11-20T19:04:11Z");
    }
    if (good_) parsed.lines.push_back(line);
  }

  void broken(std::size_t number) {
    number_ = number;
    fault("", "a closing double quote");
  }

 private:
  void money(const std::vector<std::string>& fields, StatementLine& line) {
    const auto currency = fields[3].empty() ? std::nullopt : place_of(fields[3], currency_codes);
    if (!currency) return fault("currency", "the code of a currency that is known here");
    line.amount.currency = line.fee.currency = static_cast<Currency>(*currency);
    const int places = minor_digits(line.amount.currency);
    const std::string expected = "a decimal number with at most " + std::to_string(places) + " places";
    if (const auto minor = minor_of(fields[2], places)) {
      line.amount.minor = *minor;
    } else {
      fault("amount", expected);
    }
    if (const auto minor = fields[4].empty() ? std::optional<std::int64_t>(0) : minor_of(fields[4], places)) {
      line.fee.minor = *minor;
    } else {
      fault("fee", expected);
    }
  }

  void fault(std::string field, std::string expected) {
    good_ = false;
    if (parsed.faults.size() < max_faults) parsed.faults.push_back({number_, std::move(field), std::move(expected)});
  }

  std::size_t number_ = 0;
  bool good_ = true;
};

std::string decimal(Money amount) {
  std::string text = std::to_string(amount.minor);
  const auto places = static_cast<std::size_t>(minor_digits(amount.currency));
  if (places == 0) return text;
  if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
  text.insert(text.size() - places, ".");
  return text;
}

}  // namespace

ParsedStatement parse_statement(std::string_view text) {
  Parser parser;
  bool headed = false;
  for (std::size_t number = 1; !text.empty(); ++number) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.empty()) continue;
    const auto fields = fields_of(line);
    if (!fields) {
      parser.broken(number);
    } else if (!headed) {
      parser.header(*fields, number);
    } else {
      parser.line(*fields, number);
    }
    headed = true;
  }
  return std::move(parser.parsed);
}

std::string statement_text(const std::vector<StatementLine>& lines) {
  std::string text = "kind,reference,amount,currency,fee,at\n";
  for (const StatementLine& line : lines) {
    text += statement_kind_names[static_cast<std::size_t>(line.kind)];
    text += ',';
    if (line.reference != 0) text += std::to_string(line.reference);
    text += ',' + decimal(line.amount) + ',';
    text += currency_codes[static_cast<std::size_t>(line.amount.currency)];
    text += ',' + decimal({line.fee.minor, line.amount.currency}) + ',' + instant_text(line.at).value_or("") + '\n';
  }
  return text;
}

}  // namespace pizza
