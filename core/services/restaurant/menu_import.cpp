// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "core/model/wire.h"
#include "core/services/restaurant/menu_rules.h"
#include "core/services/restaurant/menu_tools.h"
#include "core/services/restaurant/restaurant_checks.h"

namespace pizza {

namespace {

std::string code_of(const MenuItem& item) {
  return item.code.empty() ? "#" + std::to_string(item.id.value) : item.code;
}

template <class T>
std::string bytes_of(const T& value) {
  std::string bytes;
  wire::encode(value, bytes);
  return bytes;
}

// One import: what is wished beside what is there.
class MenuChange {
 public:
  MenuChange(UnitOfWork& work, const ImportMenu& wish, Currency currency)
      : work_(work), wish_(wish), currency_(currency), known_(wish.items.size()) {
    std::map<std::pair<std::string, std::string>, MenuItemId> by_name;
    for (const MenuItemId id : items_of(work, wish.restaurant)) {
      const MenuItem& item = *work.find(id);
      present_.emplace(code_of(item), id);
      by_name.emplace(std::pair(item.section, item.name), id);
    }
    for (std::size_t i = 0; i < known_.size(); ++i)
      if (const auto same = present_.find(wish.items[i].code); same != present_.end()) take(i, same->second);
    for (std::size_t i = 0; i < known_.size(); ++i) {
      if (known_[i]) continue;
      const auto same = by_name.find({wish.items[i].section, wish.items[i].name});
      if (same != by_name.end() && !stays_.contains(same->second)) take(i, same->second);
    }
  }

  std::optional<Problem> unknown_numbers() const {
    for (std::size_t i = 0; i < wish_.items.size(); ++i)
      if (const std::string& code = wish_.items[i].code;
          !code.empty() && code.front() == '#' && !present_.contains(code))
        return problem(Status::Unprocessable, "menu.invalid", "no item has this number",
                       "items[" + std::to_string(i) + "].code");
    return std::nullopt;
  }

  ImportReport carry_out() {
    const bool renumber = !order_is_kept();
    std::map<std::string_view, std::int32_t> last_position;  // by section
    for (std::size_t i = 0; i < wish_.items.size(); ++i) {
      MenuItem item = wish_.items[i];
      item.restaurant = wish_.restaurant;
      menu_tools::give_currency(item, currency_);
      std::int32_t& last = last_position[wish_.items[i].section];
      item.position = renumber ? static_cast<std::int32_t>(i) : known_[i] ? work_.find(known_[i])->position : last;
      last = item.position;
      if (known_[i]) {
        change(known_[i], std::move(item));
      } else {
        add(std::move(item));
      }
    }
    for (const auto& [code, id] : present_)
      if (!stays_.contains(id)) {
        work_.record(MenuItemRemoved{id, wish_.restaurant});
        ++report_.removed;
      }
    plan();
    return report_;
  }

 private:
  // Whether the positions that are there give the wished order, new items coming last in their sections.
  bool order_is_kept() const {
    struct Last {
      std::pair<std::int32_t, MenuItemId> place{-1, {}};
      bool added = false;
    };
    std::map<std::string_view, Last> by_section;
    for (std::size_t i = 0; i < wish_.items.size(); ++i) {
      Last& last = by_section[wish_.items[i].section];
      if (!known_[i]) {
        last.added = true;
        continue;
      }
      const std::pair place{work_.find(known_[i])->position, known_[i]};
      if (last.added || place <= last.place) return false;
      last.place = place;
    }
    return true;
  }

  void take(std::size_t place, MenuItemId id) {
    known_[place] = id;
    stays_.insert(id);
  }

  void add(MenuItem item) {
    menu_tools::make_new(work_, item);
    work_.record(MenuItemAdded{std::move(item)});
    ++report_.added;
  }

  void change(MenuItemId id, MenuItem item) {
    const MenuItem before = *work_.find(id);
    const Money price = item.price;
    const bool available = item.available;
    menu_tools::keep_what_has_its_own_command(item, before);
    if (item.code.empty() || item.code.front() == '#') item.code = before.code;
    const bool edited = bytes_of(item) != bytes_of(before);
    const bool priced = price.minor != menu_rules::price_at(before, work_.now()).minor;
    if (edited) work_.record(MenuItemEdited{std::move(item)});
    if (priced) menu_tools::set_price(work_, id, price, work_.now());
    if (available != before.available) work_.record(MenuItemOffered{id, wish_.restaurant, available});
    ++(edited || priced || available != before.available ? report_.changed : report_.unchanged);
  }

  void plan() {
    MenuPlan wanted{wish_.restaurant, wish_.sections, {}};
    const MenuPlan* present = work_.find_at<MenuPlan>(wish_.restaurant.value);
    if (present == nullptr && wanted.sections.empty()) return;
    if (present != nullptr) wanted.version = present->version;
    if (present == nullptr || bytes_of(wanted) != bytes_of(*present)) work_.record(MenuPlanned{std::move(wanted)});
  }

  UnitOfWork& work_;
  const ImportMenu& wish_;
  Currency currency_;
  std::map<std::string, MenuItemId> present_;  // by code
  std::vector<MenuItemId> known_;              // which item each of the wish is; none: a new one
  std::set<MenuItemId> stays_;
  ImportReport report_;
};

}  // namespace

Result<ImportReport> RestaurantService::import_menu(UnitOfWork& work, const ImportMenu& command) const {
  const auto restaurant = menu_tools::in_business(work, command.restaurant);
  if (!restaurant.ok()) return restaurant.problem();
  const Currency currency = (*restaurant)->currency;
  if (auto wrong = first_problem(check_menu(command.sections, command.items, currency), "menu")) return *wrong;
  MenuChange change(work, command, currency);
  if (auto wrong = change.unknown_numbers()) return *wrong;
  return change.carry_out();
}

}  // namespace pizza
