// SPDX-License-Identifier: Apache-2.0
// What belongs to a menu beside its items.
#pragma once

#include "core/model/records/restaurant.h"

namespace pizza {

struct MenuSection {
  std::string name;
  std::vector<WeekSpan> hours;  // when its items can be ordered; empty: whenever the restaurant is open

  static constexpr auto description() {
    return record("menu_section", field<&MenuSection::name>("name"), field<&MenuSection::hours>("hours"));
  }
};

// The sections of a restaurant's menu in their order, kept under the restaurant's number. Sections that only items
// name come after them.
struct MenuPlan {
  RestaurantId restaurant;
  std::vector<MenuSection> sections;
  Version version;

  static constexpr auto description() {
    return record("menu_plans", key<&MenuPlan::restaurant>("restaurant_id"), field<&MenuPlan::sections>("sections"),
                  field<&MenuPlan::version>("version"));
  }
};

// How many of an item are left, kept under the item's number. Apart from the item, because it changes with each order.
struct ItemStock {
  MenuItemId item;
  RestaurantId restaurant;
  std::int64_t left = 0;
  Version version;

  static constexpr auto description() {
    return record("item_stocks", key<&ItemStock::item>("menu_item_id"),
                  field<&ItemStock::restaurant>("restaurant_id", Index::Hash), field<&ItemStock::left>("left"),
                  field<&ItemStock::version>("version"), shard_by<&ItemStock::restaurant>());
  }
};

struct HeldItem {
  MenuItemId item;
  std::int64_t quantity = 0;

  friend bool operator==(const HeldItem&, const HeldItem&) = default;
  static constexpr auto description() {
    return record("held_item", field<&HeldItem::item>("menu_item_id"), field<&HeldItem::quantity>("quantity"));
  }
};

// What an order has taken of stocks and would give back, kept under the order's number until its cooking begins.
struct StockHold {
  OrderId order;
  std::vector<HeldItem> items;
  Version version;

  static constexpr auto description() {
    return record("stock_holds", key<&StockHold::order>("order_id"), field<&StockHold::items>("items"),
                  field<&StockHold::version>("version"));
  }
};

using PriceVersionId = Id<struct PriceVersion>;

// A price that an item has, had or will have. Never changed, but for being withdrawn before it came into force.
struct PriceVersion {
  PriceVersionId id;
  MenuItemId item;
  RestaurantId restaurant;
  Money price;
  Instant valid_from;
  Instant said_at;
  bool withdrawn = false;
  Version version;

  static constexpr auto description() {
    return record("price_versions", key<&PriceVersion::id>("price_version_id"),
                  field<&PriceVersion::item>("menu_item_id", Index::Hash),
                  field<&PriceVersion::restaurant>("restaurant_id"), field<&PriceVersion::price>("price"),
                  field<&PriceVersion::valid_from>("valid_from"), field<&PriceVersion::said_at>("said_at"),
                  field<&PriceVersion::withdrawn>("withdrawn"), field<&PriceVersion::version>("version"),
                  shard_by<&PriceVersion::restaurant>());
  }
};

}  // namespace pizza
