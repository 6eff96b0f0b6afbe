// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/toml_reader.h"

#include <toml++/toml.h>
#include <set>
#include <sstream>

namespace pizza::sim {

struct TomlTable::Inside {
  std::shared_ptr<const toml::table> root;  // keeps `table` alive
  const toml::table* table = nullptr;
  std::string file;
  std::string name;  // "riders.", or "" at the top
  std::set<std::string, std::less<>> asked;

  const toml::node* find(std::string_view field) {
    asked.emplace(field);
    return table->get(field);
  }
};

TomlTable::TomlTable(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
TomlTable::TomlTable(TomlTable&&) noexcept = default;
TomlTable::~TomlTable() = default;

TomlTable TomlTable::parse_file(const std::string& path) {
  try {
    auto root = std::make_shared<const toml::table>(toml::parse_file(path));
    auto inside = std::make_unique<Inside>();
    inside->table = root.get();
    inside->root = std::move(root);
    inside->file = path;
    return TomlTable(std::move(inside));
  } catch (const toml::parse_error& error) {
    const auto line = error.source().begin.line;
    std::ostringstream text;
    text << path;
    if (line != 0) text << ':' << line;
    text << ": " << error.description() << ", expected a readable TOML file";
    throw TomlFault(text.str());
  }
}

bool TomlTable::has(std::string_view field) const {
  return inside_->table->contains(field);
}

void TomlTable::fail(std::string_view field, const std::string& expected) const {
  const toml::node* node = inside_->table->get(field);
  const auto line = node != nullptr ? node->source().begin.line : inside_->table->source().begin.line;
  std::ostringstream text;
  text << inside_->file << ':' << std::max<decltype(line)>(line, 1) << ": " << inside_->name << field << ": expected "
       << expected;
  throw TomlFault(text.str());
}

std::string TomlTable::text(std::string_view field, std::size_t most) {
  const toml::node* node = inside_->find(field);
  const auto value = node != nullptr && node->is_string() ? node->value<std::string>() : std::nullopt;
  if (!value || value->empty() || value->size() > most)
    fail(field, "a text of 1 to " + std::to_string(most) + " bytes");
  return *value;
}

std::int64_t TomlTable::integer(std::string_view field, std::int64_t first, std::int64_t last) {
  const toml::node* node = inside_->find(field);
  const auto value = node != nullptr && node->is_integer() ? node->value<std::int64_t>() : std::nullopt;
  if (!value || *value < first || *value > last)
    fail(field, "a whole number from " + std::to_string(first) + " to " + std::to_string(last));
  return *value;
}

std::vector<std::int64_t> TomlTable::integers(std::string_view field, std::size_t least, std::size_t most,
                                              std::int64_t first, std::int64_t last) {
  const std::string expected = std::to_string(least) + " to " + std::to_string(most) + " whole numbers from " +
                               std::to_string(first) + " to " + std::to_string(last);
  const toml::node* node = inside_->find(field);
  const toml::array* array = node == nullptr ? nullptr : node->as_array();
  if (array == nullptr || array->size() < least || array->size() > most) fail(field, expected);
  std::vector<std::int64_t> values;
  for (const toml::node& element : *array) {
    const auto value = element.is_integer() ? element.value<std::int64_t>() : std::nullopt;
    if (!value || *value < first || *value > last) fail(field, expected);
    values.push_back(*value);
  }
  return values;
}

std::vector<std::string> TomlTable::texts(std::string_view field, std::size_t least, std::size_t most) {
  const std::string expected = std::to_string(least) + " to " + std::to_string(most) + " texts of 1 to 200 bytes";
  const toml::node* node = inside_->find(field);
  const toml::array* array = node == nullptr ? nullptr : node->as_array();
  if (array == nullptr || array->size() < least || array->size() > most) fail(field, expected);
  std::vector<std::string> values;
  for (const toml::node& element : *array) {
    const auto value = element.is_string() ? element.value<std::string>() : std::nullopt;
    if (!value || value->empty() || value->size() > 200) fail(field, expected);
    values.push_back(*value);
  }
  return values;
}

namespace {

// Days from 1970-01-01, proleptic Gregorian calendar. Source: H. Hinnant, "chrono-compatible low-level date
// algorithms".
std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  year -= month <= 2 ? 1 : 0;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719'468;
}

}  // namespace

std::int64_t TomlTable::local_time(std::string_view field) {
  const toml::node* node = inside_->find(field);
  const auto value = node != nullptr && node->is_date_time() ? node->value<toml::date_time>() : std::nullopt;
  if (!value || value->offset) fail(field, "a local date and time like 2026-11-20T17:00:00, without an offset");
  const std::int64_t days = days_from_civil(value->date.year, value->date.month, value->date.day);
  return (days * 86'400 + value->time.hour * 3'600 + value->time.minute * 60 + value->time.second) * 1'000;
}

TomlTable TomlTable::table(std::string_view field) {
  const toml::node* node = inside_->find(field);
  if (node == nullptr || !node->is_table()) fail(field, "a table [" + inside_->name + std::string(field) + "]");
  auto inner = std::make_unique<Inside>();
  inner->root = inside_->root;
  inner->table = node->as_table();
  inner->file = inside_->file;
  inner->name = inside_->name + std::string(field) + ".";
  return TomlTable(std::move(inner));
}

std::vector<TomlTable> TomlTable::tables(std::string_view field, std::size_t least, std::size_t most) {
  const std::string expected =
      std::to_string(least) + " to " + std::to_string(most) + " tables [[" + inside_->name + std::string(field) + "]]";
  const toml::node* node = inside_->find(field);
  const toml::array* array = node == nullptr ? nullptr : node->as_array();
  if (array == nullptr || array->size() < least || array->size() > most) fail(field, expected);
  std::vector<TomlTable> found;
  for (std::size_t i = 0; i < array->size(); ++i) {
    const toml::table* table = array->get(i)->as_table();
    if (table == nullptr) fail(field, expected);
    auto inner = std::make_unique<Inside>();
    inner->root = inside_->root;
    inner->table = table;
    inner->file = inside_->file;
    inner->name = inside_->name + std::string(field) + "[" + std::to_string(i) + "].";
    found.push_back(TomlTable(std::move(inner)));
  }
  return found;
}

void TomlTable::finish() {
  for (const auto& [key, node] : *inside_->table) {
    if (!inside_->asked.contains(key.str())) fail(key.str(), "no such field here");
  }
}

}  // namespace pizza::sim
