// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "core/services/restaurant/restaurant_checks.h"
#include "core/services/restaurant/restaurant_service.h"

namespace pizza {

namespace {

std::string at(const std::string& list, std::size_t place) {
  return list + "[" + std::to_string(place) + "]";
}

void check_option(const OptionGroup& group, std::size_t place, Currency currency, const std::string& field,
                  Faults& faults) {
  const MenuOption& option = group.options[place];
  faults.text(option.name, 1, 100, field + ".name");
  faults.money(option.price, currency, field + ".price");
  faults.range(option.size, 0, 10'000, field + ".size");
  if (option.work_per_100 != 0) faults.range(option.work_per_100, 10, 1'000, field + ".work_per_100");
  if (option.allergens > all_allergens) faults.add(field + ".allergens", "no such allergen");
  if (!group.sizes && (option.size != 0 || option.work_per_100 != 0)) faults.add(field + ".size", "only of sizes");
  for (std::size_t before = 0; before < place; ++before) {
    if (group.options[before].name == option.name) faults.add(field + ".name", "named twice");
    if (group.sizes && option.size != 0 && group.options[before].size == option.size)
      faults.add(field + ".size", "a size that another has");
  }
}

void check_group(const OptionGroup& group, Currency currency, const std::string& field, Faults& faults) {
  faults.text(group.name, 1, 100, field + ".name");
  if (group.options.empty() || group.options.size() > 50) return faults.add(field + ".options", "1 to 50 options");
  if (group.minimum < 0 || group.maximum < 1 || group.minimum > group.maximum ||
      group.minimum > static_cast<std::int32_t>(group.options.size()))
    faults.add(field + ".minimum", "0 <= minimum <= maximum, and enough options");
  if (group.sizes && (group.minimum != 1 || group.maximum != 1))
    faults.add(field + ".minimum", "exactly one size is chosen");
  for (std::size_t o = 0; o < group.options.size(); ++o)
    check_option(group, o, currency, at(field + ".options", o), faults);
}

// What a mark says must not be gainsaid by the allergens.
void check_marks(const MenuItem& item, const std::string& prefix, Faults& faults) {
  constexpr std::uint32_t of_the_sea =
      bit_of(Allergen::Crustaceans) | bit_of(Allergen::Fish) | bit_of(Allergen::Molluscs);
  constexpr std::array<std::pair<DietaryMark, std::uint32_t>, 4> excluded{
      {{DietaryMark::Vegetarian, of_the_sea},
       {DietaryMark::Vegan, of_the_sea | bit_of(Allergen::Eggs) | bit_of(Allergen::Milk)},
       {DietaryMark::GlutenFree, bit_of(Allergen::Gluten)},
       {DietaryMark::LactoseFree, bit_of(Allergen::Milk)}}};
  if (item.allergens > all_allergens) faults.add(prefix + "allergens", "no such allergen");
  if (item.marks > all_dietary_marks) return faults.add(prefix + "marks", "no such mark");
  for (const auto& [mark, without] : excluded)
    if ((item.marks & bit_of(mark)) != 0 && (item.allergens & without) != 0)
      faults.add(prefix + "marks",
                 std::string(dietary_mark_names[static_cast<std::size_t>(mark)]) + " contradicts the allergens");
}

}  // namespace

void check_item(const MenuItem& item, Currency currency, const std::string& prefix, Faults& faults) {
  faults.text(item.name, 1, 200, prefix + "name");
  faults.text(item.section, 0, 100, prefix + "section");
  faults.text(item.code, 0, 64, prefix + "code");
  faults.text(item.about, 0, 1'000, prefix + "description");
  faults.text(item.picture, 0, 200, prefix + "picture");
  faults.money(item.price, currency, prefix + "price");
  faults.range(item.position, 0, 100'000, prefix + "position");
  for (const std::int32_t seconds : item.work_s) faults.range(seconds, 0, 7'200, prefix + "work_s");
  check_spans(item.hours, prefix + "hours", faults);
  check_marks(item, prefix, faults);
  if (item.option_groups.size() > 20) return faults.add(prefix + "option_groups", "at most 20 groups");
  for (std::size_t g = 0; g < item.option_groups.size(); ++g)
    check_group(item.option_groups[g], currency, at(prefix + "option_groups", g), faults);
  const auto sizes = std::count_if(item.option_groups.begin(), item.option_groups.end(),
                                   [](const OptionGroup& group) { return group.sizes; });
  if (sizes > 1) faults.add(prefix + "option_groups", "at most one group of sizes");
}

void check_sections(const std::vector<MenuSection>& sections, Faults& faults) {
  if (sections.size() > RestaurantService::max_sections) return faults.add("sections", "at most 100");
  std::set<std::string_view> seen;
  for (std::size_t i = 0; i < sections.size(); ++i) {
    faults.text(sections[i].name, 1, 100, at("sections", i) + ".name");
    check_spans(sections[i].hours, at("sections", i) + ".hours", faults);
    if (!seen.insert(sections[i].name).second) faults.add(at("sections", i) + ".name", "named twice");
  }
}

std::vector<Fault> check_menu(const std::vector<MenuSection>& sections, const std::vector<MenuItem>& items,
                              Currency currency) {
  std::vector<Fault> found;
  Faults faults(found);
  check_sections(sections, faults);
  if (items.size() > RestaurantService::max_items) {
    faults.add("items", "at most 1000");
    return found;
  }
  std::set<std::string_view> codes;
  for (std::size_t i = 0; i < items.size(); ++i) {
    check_item(items[i], currency, at("items", i) + ".", faults);
    if (!items[i].code.empty() && !codes.insert(items[i].code).second)
      faults.add(at("items", i) + ".code", "another item has this code");
  }
  return found;
}

}  // namespace pizza
