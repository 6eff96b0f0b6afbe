// SPDX-License-Identifier: Apache-2.0
// What is done to a menu, and what can be seen of it.
#pragma once

#include "core/model/records/menu.h"
#include "core/services/command.h"

namespace pizza {

// id, version, stock and later prices are given by the service. Within a section, items stand by position, then number.
struct AddMenuItem {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  MenuItem item;

  static constexpr auto description() { return record("add_menu_item", field<&AddMenuItem::item>("item")); }
};

// All of it anew but its restaurant, prices, stock and whether it is offered: those have commands of their own.
struct EditMenuItem {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  MenuItem item;

  static constexpr auto description() { return record("edit_menu_item", field<&EditMenuItem::item>("item")); }
};

struct RemoveMenuItem {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  MenuItemId item;

  static constexpr auto description() {
    return record("remove_menu_item", field<&RemoveMenuItem::item>("menu_item_id"));
  }
};

// At once, or from an instant to come; a price for the same instant takes the place of the other.
struct PriceMenuItem {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  MenuItemId item;
  Money price;
  std::optional<Instant> from{};

  static constexpr auto description() {
    return record("price_menu_item", field<&PriceMenuItem::item>("menu_item_id"), field<&PriceMenuItem::price>("price"),
                  field<&PriceMenuItem::from>("from"));
  }
};

// Takes back a price that is not yet in force.
struct WithdrawPrice {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  MenuItemId item;
  PriceVersionId version;

  static constexpr auto description() {
    return record("withdraw_price", field<&WithdrawPrice::item>("menu_item_id"),
                  field<&WithdrawPrice::version>("price_version_id"));
  }
};

struct OfferMenuItem {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::PauseRestaurant;  // whoever stands at the oven
  MenuItemId item;
  bool available = true;

  static constexpr auto description() {
    return record("offer_menu_item", field<&OfferMenuItem::item>("menu_item_id"),
                  field<&OfferMenuItem::available>("available"));
  }
};

struct SetStock {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::PauseRestaurant;
  MenuItemId item;
  std::optional<std::int64_t> left;  // 0..1'000'000; none: it is not counted any more

  static constexpr auto description() {
    return record("set_stock", field<&SetStock::item>("menu_item_id"), field<&SetStock::left>("left"));
  }
};

struct ReorderSections {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  RestaurantId restaurant;
  std::vector<MenuSection> sections;  // at most 100, all anew

  static constexpr auto description() {
    return record("reorder_sections", field<&ReorderSections::restaurant>("restaurant_id"),
                  field<&ReorderSections::sections>("sections"));
  }
};

// A whole menu in the place of the present one, all or nothing. Items are known again by their code, those without one
// by
// "#" and their number, else by section and name; what is not named is removed. A price that differs counts from now;
// later ones stay, and so do stocks.
struct ImportMenu {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  RestaurantId restaurant;
  std::vector<MenuSection> sections;
  std::vector<MenuItem> items;  // at most 1000; positions are the order in which they stand

  static constexpr auto description() {
    return record("import_menu", field<&ImportMenu::restaurant>("restaurant_id"),
                  field<&ImportMenu::sections>("sections"), field<&ImportMenu::items>("items"));
  }
};

struct ImportReport {
  std::int32_t added = 0;
  std::int32_t changed = 0;
  std::int32_t removed = 0;
  std::int32_t unchanged = 0;
  static constexpr auto description() {
    return record("import_report", field<&ImportReport::added>("added"), field<&ImportReport::changed>("changed"),
                  field<&ImportReport::removed>("removed"), field<&ImportReport::unchanged>("unchanged"));
  }
};

// As customers see it, at an instant; a draft's is not found.
struct SeeMenu {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  RestaurantId restaurant;
  std::optional<Instant> at{};  // prices and hours of then; none: now. Items and stock are those of now
  bool orderable_only = false;  // without what cannot be ordered then

  static constexpr auto description() {
    return record("see_menu", field<&SeeMenu::restaurant>("restaurant_id"), field<&SeeMenu::at>("at"),
                  field<&SeeMenu::orderable_only>("orderable_only"));
  }
};

struct ShownItem {
  MenuItemId item;
  std::string name;
  std::string about;
  Money price;
  std::vector<OptionGroup> option_groups;
  std::vector<Allergen> allergens;
  std::vector<DietaryMark> marks;
  GoodKind kind = GoodKind::Food;
  std::string picture;
  bool half_allowed = false;
  bool orderable = false;
  std::string why_not;               // "sold_out", "taken_off", "not_now", "closed"; empty where it can be ordered
  std::optional<std::int64_t> left;  // where counted

  static constexpr auto description() {
    return record("shown_item", field<&ShownItem::item>("menu_item_id"), field<&ShownItem::name>("name"),
                  field<&ShownItem::about>("description"), field<&ShownItem::price>("price"),
                  field<&ShownItem::option_groups>("option_groups"), field<&ShownItem::allergens>("allergens"),
                  field<&ShownItem::marks>("marks"), field<&ShownItem::kind>("kind"),
                  field<&ShownItem::picture>("picture"), field<&ShownItem::half_allowed>("half_allowed"),
                  field<&ShownItem::orderable>("orderable"), field<&ShownItem::why_not>("why_not"),
                  field<&ShownItem::left>("left"));
  }
};

struct ShownSection {
  std::string name;
  std::vector<WeekSpan> hours;
  std::vector<ShownItem> items;

  static constexpr auto description() {
    return record("shown_section", field<&ShownSection::name>("name"), field<&ShownSection::hours>("hours"),
                  field<&ShownSection::items>("items"));
  }
};

struct MenuView {
  RestaurantId restaurant;
  Currency currency = Currency::None;
  Instant at;
  std::vector<ShownSection> sections;

  static constexpr auto description() {
    return record("menu_view", field<&MenuView::restaurant>("restaurant_id"), field<&MenuView::currency>("currency"),
                  field<&MenuView::at>("at"), field<&MenuView::sections>("sections"));
  }
};

// The menu as ImportMenu takes it, for its own people.
struct ExportMenu {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  static constexpr bool is_query = true;
  RestaurantId restaurant;

  static constexpr auto description() { return record("export_menu", field<&ExportMenu::restaurant>("restaurant_id")); }
};

struct WholeMenu {
  RestaurantId restaurant;
  Currency currency = Currency::None;
  std::vector<MenuSection> sections;
  std::vector<MenuItem> items;  // in the order of the menu

  static constexpr auto description() {
    return record("whole_menu", field<&WholeMenu::restaurant>("restaurant_id"), field<&WholeMenu::currency>("currency"),
                  field<&WholeMenu::sections>("sections"), field<&WholeMenu::items>("items"));
  }
};

// What an item has cost, costs and will cost; youngest first.
struct PriceHistory {
  static constexpr std::string_view service = "restaurant";
  static constexpr Permission permission = Permission::EditMenu;
  static constexpr bool is_query = true;
  MenuItemId item;
  std::int32_t limit = 0;  // 1..200; 0 = 50

  static constexpr auto description() {
    return record("price_history", field<&PriceHistory::item>("menu_item_id"), field<&PriceHistory::limit>("limit"));
  }
};

struct PriceVersions {
  Money in_force;
  std::vector<PriceVersion> versions;  // none where it was never changed
  static constexpr auto description() {
    return record("price_versions_of_item", field<&PriceVersions::in_force>("in_force"),
                  field<&PriceVersions::versions>("versions"));
  }
};

using MenuCommands = TypeList<AddMenuItem, EditMenuItem, RemoveMenuItem, PriceMenuItem, WithdrawPrice, OfferMenuItem,
                              SetStock, ReorderSections, ImportMenu, SeeMenu, ExportMenu, PriceHistory>;

}  // namespace pizza
