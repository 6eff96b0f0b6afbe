// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "core/services/restaurant/menu_rules.h"
#include "core/services/restaurant/menu_tools.h"
#include "core/services/restaurant/opening_rules.h"

namespace pizza {

namespace {

using menu_rules::Offer;

template <class Mark>
std::vector<Mark> marks_of(std::uint32_t bits, std::size_t count) {
  std::vector<Mark> marks;
  for (std::size_t i = 0; i < count; ++i)
    if ((bits >> i & 1U) != 0) marks.push_back(static_cast<Mark>(i));
  return marks;
}

const char* why_not(Offer offer) {
  switch (offer) {
    case Offer::Yes:
      return "";
    case Offer::SoldOut:
      return "sold_out";
    case Offer::NotNow:
      return "not_now";
    case Offer::Removed:
    case Offer::TakenOff:
      return "taken_off";
  }
  return "";
}

// The price that was in force at an instant gone by, from the history.
Money price_then(UnitOfWork& work, const MenuItem& item, Instant at) {
  if (at >= work.now()) return menu_rules::price_at(item, at);
  const PriceVersion* in_force = nullptr;
  for (const std::uint64_t key : work.find_where<&PriceVersion::item>(item.id)) {
    const PriceVersion* version = work.find(PriceVersionId{key});
    if (version->withdrawn || version->valid_from > at) continue;
    if (in_force == nullptr || version->valid_from >= in_force->valid_from) in_force = version;
  }
  return in_force == nullptr ? menu_rules::price_at(item, at) : in_force->price;
}

}  // namespace

std::vector<menu_tools::OrderedSection> menu_tools::in_order(UnitOfWork& work, RestaurantId restaurant) {
  std::vector<const MenuItem*> items;
  for (const MenuItemId id : items_of(work, restaurant)) items.push_back(work.find(id));
  std::stable_sort(items.begin(), items.end(),
                   [](const MenuItem* a, const MenuItem* b) { return a->position < b->position; });
  std::vector<OrderedSection> sections;
  std::map<std::string_view, std::size_t> places;
  if (const MenuPlan* plan = work.find_at<MenuPlan>(restaurant.value))
    for (const MenuSection& section : plan->sections) {
      places.emplace(section.name, sections.size());
      sections.push_back({section.name, &section, {}});
    }
  for (const MenuItem* item : items) {
    const auto [place, is_new] = places.emplace(item->section, sections.size());
    if (is_new) sections.push_back({item->section, nullptr, {}});
    sections[place->second].items.push_back(item);
  }
  return sections;
}

Result<MenuView> RestaurantService::see_menu(UnitOfWork& work, const SeeMenu& query) const {
  const Restaurant* restaurant = work.find(query.restaurant);
  if (restaurant == nullptr || restaurant->status == RestaurantStatus::Draft)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  MenuView view;
  view.restaurant = restaurant->id;
  view.currency = restaurant->currency;
  view.at = query.at.value_or(work.now());
  const bool open = opening_rules::takes_orders(*restaurant, view.at);
  const LocalTime shown = opening_rules::clock_of(*restaurant).local(view.at);
  const MenuPlan* plan = work.find_at<MenuPlan>(restaurant->id.value);
  for (const menu_tools::OrderedSection& section : menu_tools::in_order(work, restaurant->id)) {
    ShownSection out{std::string(section.name), {}, {}};
    if (section.planned != nullptr) out.hours = section.planned->hours;
    for (const MenuItem* item : section.items) {
      const ItemStock* stock = item->counts_stock ? work.find_at<ItemStock>(item->id.value) : nullptr;
      const Offer offer = menu_rules::offer_of(*item, plan, stock, shown);
      ShownItem one;
      one.orderable = open && offer == Offer::Yes;
      if (query.orderable_only && !one.orderable) continue;
      one.item = item->id;
      one.name = item->name;
      one.about = item->about;
      one.price = price_then(work, *item, view.at);
      one.option_groups = item->option_groups;
      one.allergens = marks_of<Allergen>(item->allergens, allergen_names.size());
      one.marks = marks_of<DietaryMark>(item->marks, dietary_mark_names.size());
      one.kind = item->kind;
      one.picture = item->picture;
      one.half_allowed = item->half_allowed;
      one.why_not = offer == Offer::Yes && !open ? "closed" : why_not(offer);
      if (stock != nullptr) one.left = stock->left;
      out.items.push_back(std::move(one));
    }
    if (!out.items.empty()) view.sections.push_back(std::move(out));
  }
  return view;
}

Result<WholeMenu> RestaurantService::export_menu(UnitOfWork& work, const ExportMenu& query) const {
  const Restaurant* restaurant = work.find(query.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  WholeMenu menu;
  menu.restaurant = restaurant->id;
  menu.currency = restaurant->currency;
  for (const menu_tools::OrderedSection& section : menu_tools::in_order(work, restaurant->id)) {
    if (section.planned != nullptr) menu.sections.push_back(*section.planned);
    for (const MenuItem* item : section.items) {
      menu.items.push_back(*item);
      MenuItem& one = menu.items.back();
      one.price = menu_rules::price_at(*item, work.now());
      if (one.code.empty()) one.code = "#" + std::to_string(one.id.value);
    }
  }
  return menu;
}

}  // namespace pizza
