// SPDX-License-Identifier: Apache-2.0
// What a restaurant and a menu may say. All bounds are here; each check names the field at fault and collects, so that
// an import can name every fault at once.
#pragma once

#include <string>
#include <vector>

#include "core/model/problem.h"
#include "core/model/records/menu.h"

namespace pizza {

struct Fault {
  std::string field;  // "option_groups[1].options[0].name"
  std::string detail;
  bool card_number = false;

  friend bool operator==(const Fault&, const Fault&) = default;
};

class Faults {
 public:
  explicit Faults(std::vector<Fault>& into) : into_(into) {}
  void add(std::string field, std::string detail) { into_.push_back({std::move(field), std::move(detail), false}); }
  // `check` for texts: their length in bytes, and that they hold no card number.
  void text(const std::string& value, std::size_t least, std::size_t most, const std::string& field);
  void range(std::int64_t value, std::int64_t least, std::int64_t most, const std::string& field);
  void money(Money value, Currency currency, const std::string& field);

 private:
  std::vector<Fault>& into_;
};

void check_restaurant(const Restaurant& restaurant, Faults& faults);
void check_hours(const Restaurant& restaurant, Faults& faults);
void check_holidays(const std::vector<Holiday>& holidays, Faults& faults);
void check_zones(const Restaurant& restaurant, Faults& faults);
void check_spans(const std::vector<WeekSpan>& spans, const std::string& field, Faults& faults);

void check_item(const MenuItem& item, Currency currency, const std::string& prefix, Faults& faults);
void check_sections(const std::vector<MenuSection>& sections, Faults& faults);
// All items and sections of an import, their codes too. Fields begin with "items[n]." or "sections[n].".
std::vector<Fault> check_menu(const std::vector<MenuSection>& sections, const std::vector<MenuItem>& items,
                              Currency currency);

// The first fault as a problem of "restaurant" or "menu"; none where there is none.
std::optional<Problem> first_problem(const std::vector<Fault>& faults, const char* of);

}  // namespace pizza
