// SPDX-License-Identifier: Apache-2.0
#include "core/services/restaurant/menu_events.h"
#include "core/services/restaurant/restaurant_events.h"
#include "sim/agents/event_texts.h"

namespace pizza::sim {

using namespace event_words;

namespace {

struct ShopTexts {
  const RiderNames& riders;

  std::string of(const RestaurantOpened& e) const { return words(e.restaurant.name, "a restaurant"); }
  std::string of(const RestaurantEdited& e) const { return name(e.part); }
  std::string of(const RestaurantPaused& e) const { return e.paused ? "takes no orders" : "takes orders again"; }
  std::string of(const RestaurantClosedForGood& e) const { return words(e.reason); }
  std::string of(const MenuItemAdded& e) const { return dish(e.item) + ", " + money_text(e.item.price); }
  std::string of(const MenuItemEdited& e) const { return dish(e.item); }
  std::string of(const MenuItemRemoved& e) const { return dish(e.item); }
  std::string of(const MenuItemPriced& e) const { return dish(e.item) + ", " + money_text(e.price); }
  std::string of(const MenuItemOffered& e) const {
    return dish(e.item) + (e.available ? " can be had" : " cannot be had");
  }
  std::string of(const MenuPlanned& e) const { return number_of(e.plan.sections.size(), "section", "sections"); }
  std::string of(const StockSet& e) const {
    return dish(e.item) + (e.left ? ": " + std::to_string(*e.left) + " left" : " is not counted");
  }
  std::string of(const StockTaken& e) const { return counted(e.items) + " set aside"; }
  std::string of(const StockReturned& e) const { return counted(e.items) + " back"; }
  std::string of(const StockUsed&) const { return "what was set aside is gone"; }
  std::string of(const StockRanShort& e) const { return counted(e.missing) + " missing"; }

 private:
  static std::string dish(const MenuItem& item) { return words(item.name, "an item"); }
  std::string dish(MenuItemId id) const { return "item " + std::to_string(id.value); }
  static std::string counted(const std::vector<HeldItem>& items) {
    std::uint64_t count = 0;
    for (const HeldItem& item : items) count += static_cast<std::uint64_t>(item.quantity);
    return std::to_string(count);
  }
};

}  // namespace

void add_shop_texts(EventTellers& tellers) {
  add_texts<ShopTexts>(tellers, RestaurantEvents{});
  add_texts<ShopTexts>(tellers, MenuEvents{});
}

}  // namespace pizza::sim
