// SPDX-License-Identifier: Apache-2.0
// Whole menus as files, JSON and CSV: what is written reads back to the same menu. A file with faults gives all of them
// (at most 100), each with its line, and no menu; a good one gives the command that puts it in place, all or nothing.
//
// Prices are decimals in the restaurant's currency ("12.50"). In both forms only `name` and `price` of an item must be
// given.
//
// CSV (RFC 4180, UTF-8, comma, a first line of column names in any order): a row is one of
//   section  name, hours
//   item     code, section, name, description, price, kind, available, half_allowed, allergens, marks, hours, picture,
//            prep_s, oven_s, pack_s
//   group    name, minimum, maximum: a choice of the item above
//   sizes    name: the choice of the item's size
//   option   name, price, allergens, available; of sizes also size, work_per_100: of the group above
// Blanks around a value do not count. Truth is "yes" or "no", lists are parted by blanks ("gluten milk"), hours read
// "Mon 11:30-14:00; Fri 18:00-26:00".
//
// JSON: {"sections": [{"name", "hours"}], "items": [{…the same names, "work_s": [prep, oven, pack], "option_groups":
// [{"name", "minimum", "maximum", "sizes", "options": [{"name", "price", …, "sold_out"}]}]}]}.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/services/restaurant/menu_commands.h"

namespace pizza {

struct MenuFileError {
  std::int32_t line = 0;  // from 1
  std::string field;      // as the file calls it; of JSON a path ("items[2].price")
  std::string detail;

  friend bool operator==(const MenuFileError&, const MenuFileError&) = default;
};

struct MenuFile {
  ImportMenu menu;  // to be used only without errors
  std::vector<MenuFileError> errors;
};

inline constexpr std::size_t max_menu_file_bytes = 4'000'000;
inline constexpr std::size_t max_menu_file_errors = 100;

MenuFile read_menu_json(std::string_view text, RestaurantId restaurant, Currency currency);
MenuFile read_menu_csv(std::string_view text, RestaurantId restaurant, Currency currency);

std::string write_menu_json(const WholeMenu& menu);
std::string write_menu_csv(const WholeMenu& menu);

}  // namespace pizza
