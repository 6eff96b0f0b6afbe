// SPDX-License-Identifier: Apache-2.0
// A person's carts, one a restaurant. Every answer is the cart as it would be bought now.
#pragma once

#include "core/model/records/cart.h"
#include "core/model/records/order.h"
#include "core/services/command.h"

namespace pizza {

struct AddToCart {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  UserId user;
  RestaurantId restaurant;
  OrderLine line;  // the same wish again adds to its quantity

  static constexpr auto description() {
    return record("add_to_cart", field<&AddToCart::user>("user_id"), field<&AddToCart::restaurant>("restaurant_id"),
                  field<&AddToCart::line>("line"));
  }
};

struct ChangeCartLine {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  CartId cart;
  std::int32_t line = 0;  // its number
  OrderLine wish;

  static constexpr auto description() {
    return record("change_cart_line", field<&ChangeCartLine::cart>("cart_id"), field<&ChangeCartLine::line>("line"),
                  field<&ChangeCartLine::wish>("wish"));
  }
};

// The last line takes the cart with it.
struct RemoveFromCart {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  CartId cart;
  std::int32_t line = 0;

  static constexpr auto description() {
    return record("remove_from_cart", field<&RemoveFromCart::cart>("cart_id"), field<&RemoveFromCart::line>("line"));
  }
};

struct ClearCart {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  CartId cart;

  static constexpr auto description() { return record("clear_cart", field<&ClearCart::cart>("cart_id")); }
};

// Puts what was ordered then into the cart of its restaurant, by name, as the menu is now; what cannot be had any more
// is told.
struct OrderAgain {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  OrderId order;

  static constexpr auto description() { return record("order_again", field<&OrderAgain::order>("order_id")); }
};

struct SeeCart {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  static constexpr bool is_query = true;
  UserId user;
  RestaurantId restaurant;
  std::optional<GeoPoint> drop;  // none: the first address of the person

  static constexpr auto description() {
    return record("see_cart", field<&SeeCart::user>("user_id"), field<&SeeCart::restaurant>("restaurant_id"),
                  field<&SeeCart::drop>("drop"));
  }
};

// The restaurants that a person has a cart of.
struct ListCarts {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::PlaceOrder;
  static constexpr bool is_query = true;
  UserId user;

  static constexpr auto description() { return record("list_carts", field<&ListCarts::user>("user_id")); }
};

struct CartList {
  std::vector<Cart> carts;  // the latest first
  static constexpr auto description() { return record("cart_list", field<&CartList::carts>("carts")); }
};

struct ShownCartLine {
  std::int32_t line = 0;
  OrderLine wish;
  BasketLine basket;    // as it would be bought; empty where it cannot be
  Money price;          // of all of them, before discounts
  std::string problem;  // why it cannot be bought now; empty where it can

  static constexpr auto description() {
    return record("shown_cart_line", field<&ShownCartLine::line>("line"), field<&ShownCartLine::wish>("wish"),
                  field<&ShownCartLine::basket>("basket"), field<&ShownCartLine::price>("price"),
                  field<&ShownCartLine::problem>("problem"));
  }
};

// The sums are of what can be bought.
struct CartView {
  CartId cart;  // none: it is empty
  RestaurantId restaurant;
  std::string restaurant_name;
  std::vector<ShownCartLine> lines;
  Money items, discount, delivery_fee, small_order_fee, tax, tax_included, total;
  std::vector<AppliedPromotion> promotions;
  Money missing;                  // to the restaurant's minimum
  bool open = false;              // the restaurant takes orders now
  bool too_far = false;           // to be brought there
  std::vector<std::string> lost;  // of OrderAgain: what of the old order cannot be had any more, and why

  static constexpr auto description() {
    return record("cart_view", field<&CartView::cart>("cart_id"), field<&CartView::restaurant>("restaurant_id"),
                  field<&CartView::restaurant_name>("restaurant_name"), field<&CartView::lines>("lines"),
                  field<&CartView::items>("items"), field<&CartView::discount>("discount"),
                  field<&CartView::delivery_fee>("delivery_fee"), field<&CartView::small_order_fee>("small_order_fee"),
                  field<&CartView::tax>("tax"), field<&CartView::tax_included>("tax_included"),
                  field<&CartView::total>("total"), field<&CartView::promotions>("promotions"),
                  field<&CartView::missing>("missing"), field<&CartView::open>("open"),
                  field<&CartView::too_far>("too_far"), field<&CartView::lost>("lost"));
  }
};

using CartCommands = TypeList<AddToCart, ChangeCartLine, RemoveFromCart, ClearCart, OrderAgain, SeeCart, ListCarts>;

}  // namespace pizza
