// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/cart_service.h"

#include "core/model/records/user.h"
#include "core/services/order/old_wishes.h"
#include "core/services/order/order_pricing.h"
#include "core/services/restaurant/opening_rules.h"
#include "core/services/restaurant/zone_rules.h"

namespace pizza {

namespace {

Problem unknown_cart() {
  return problem(Status::NotFound, "order.cart_unknown", "there is no such cart", "cart_id");
}
Problem unknown_line() {
  return problem(Status::NotFound, "order.cart_line_unknown", "there is no such line in the cart", "line");
}

bool same_choices(const std::vector<ChosenOption>& a, const std::vector<ChosenOption>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const ChosenOption& x, const ChosenOption& y) {
    return x.group == y.group && x.option == y.option;
  });
}

bool same_wish(const OrderLine& a, const OrderLine& b) {
  return a.item == b.item && a.second_item == b.second_item && same_choices(a.options, b.options) &&
         same_choices(a.second_options, b.second_options);
}

const Cart* cart_of(UnitOfWork& work, UserId user, RestaurantId restaurant) {
  for (const std::uint64_t key : work.find_where<&Cart::user>(user)) {
    const Cart* cart = work.find(CartId{key});
    if (cart->restaurant == restaurant) return cart;
  }
  return nullptr;
}

// The cart as it is, or a new one; room is made for it.
Cart begin_cart(UnitOfWork& work, UserId user, RestaurantId restaurant) {
  if (const Cart* cart = cart_of(work, user, restaurant); cart != nullptr) return *cart;
  const auto keys = work.find_where<&Cart::user>(user);
  if (keys.size() >= CartService::max_carts) {
    CartId oldest{keys.front()};
    for (const std::uint64_t key : keys)
      if (work.find(CartId{key})->changed_at < work.find(oldest)->changed_at) oldest = CartId{key};
    work.record(CartCleared{oldest, {}});
  }
  Cart cart;
  cart.id = work.allocate<Cart>();
  cart.user = user;
  cart.restaurant = restaurant;
  return cart;
}

// A wish comes in; the same again adds to its quantity.
std::optional<Problem> put_line(UnitOfWork& work, const Restaurant& restaurant, Cart& cart, OrderLine wish) {
  BasketLine priced;
  if (const auto item = price_line(work, restaurant, menu_moment(work, restaurant, work.now()), wish, 0, priced);
      !item.ok())
    return item.problem();
  for (CartLine& line : cart.lines) {
    if (!same_wish(line.wish, wish)) continue;
    line.wish.quantity += wish.quantity;
    if (line.wish.quantity > max_line_quantity)
      return problem(Status::Unprocessable, "order.invalid", "at most 99 of one", "lines[0].quantity");
    return std::nullopt;
  }
  if (cart.lines.size() >= max_order_lines)
    return problem(Status::Unprocessable, "order.invalid", "at most 50 lines", "lines");
  cart.lines.push_back({++cart.last_number, std::move(wish)});
  return std::nullopt;
}

// "lines[0].quantity" of a single line is that line's field.
Problem of_line(Problem found, const std::string& name) {
  constexpr std::string_view prefix = "lines[0]";
  if (found.field.starts_with(prefix)) found.field = name + found.field.substr(prefix.size());
  return found;
}

GeoPoint place_of(UnitOfWork& work, const Restaurant& restaurant, UserId user, const std::optional<GeoPoint>& drop) {
  if (drop) return *drop;
  const User* person = work.find(user);
  return person == nullptr || person->addresses.empty() ? restaurant.place : person->addresses.front().place;
}

CartView view_of(UnitOfWork& work, UserId user, const Restaurant& restaurant, const Cart* cart,
                 const std::optional<GeoPoint>& wanted_drop) {
  CartView view;
  view.restaurant = restaurant.id;
  view.restaurant_name = restaurant.name;
  view.open = opening_rules::takes_orders(restaurant, work.now());
  const GeoPoint drop = place_of(work, restaurant, user, wanted_drop);
  const auto terms = zone_rules::terms_for(restaurant, drop);
  const Money minimum = terms ? terms->minimum_order : restaurant.minimum_order;
  view.too_far = !terms;
  view.missing = minimum;
  if (cart == nullptr) return view;
  view.cart = cart->id;
  const MenuMoment moment = menu_moment(work, restaurant, work.now());
  std::vector<OrderLine> buyable;
  for (const CartLine& line : cart->lines) {
    ShownCartLine& shown = view.lines.emplace_back();
    shown.line = line.number;
    shown.wish = line.wish;
    if (const auto item = price_line(work, restaurant, moment, line.wish, 0, shown.basket); !item.ok()) {
      shown.basket = {};
      shown.problem = item.problem().detail;
      continue;
    }
    shown.price = shown.basket.unit_price * shown.basket.quantity;
    buyable.push_back(line.wish);
  }
  if (buyable.empty()) return view;
  const Result<PricedBasket> priced = price_basket(work, restaurant,
                                                   {.user = user,
                                                    .lines = buyable,
                                                    .drop = drop,
                                                    .tip = {0, restaurant.currency},
                                                    .wanted = work.now(),
                                                    .any_amount = true});
  if (!priced.ok()) {
    view.lines.front().problem = priced.problem().detail;
    return view;
  }
  view.items = priced->items;
  view.discount = priced->discount;
  view.delivery_fee = priced->delivery_fee;
  view.small_order_fee = priced->small_order_fee;
  view.tax = priced->tax;
  view.tax_included = priced->tax_included;
  view.total = priced->total;
  view.promotions = priced->promotions;
  view.missing.minor = std::max<std::int64_t>(minimum.minor - priced->items.minor, 0);
  return view;
}

CartView save(UnitOfWork& work, Cart cart) {
  cart.changed_at = work.now();
  const CartId id = cart.id;
  work.record(CartChanged{std::move(cart)});
  const Cart* saved = work.find(id);
  return view_of(work, saved->user, *work.find(saved->restaurant), saved, std::nullopt);
}

}  // namespace

Result<CartView> CartService::add(UnitOfWork& work, const AddToCart& command) const {
  if (work.find(command.user) == nullptr)
    return problem(Status::NotFound, "user.unknown", "there is no such user", "user_id");
  const Restaurant* restaurant = work.find(command.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  Cart cart = begin_cart(work, command.user, command.restaurant);
  if (auto wrong = put_line(work, *work.find(command.restaurant), cart, command.line))
    return of_line(*std::move(wrong), "line");
  return save(work, std::move(cart));
}

Result<CartView> CartService::change(UnitOfWork& work, const ChangeCartLine& command) const {
  const Cart* found = work.find(command.cart);
  if (found == nullptr) return unknown_cart();
  Cart cart = *found;
  const auto line = std::find_if(cart.lines.begin(), cart.lines.end(),
                                 [&](const CartLine& candidate) { return candidate.number == command.line; });
  if (line == cart.lines.end()) return unknown_line();
  const Restaurant& shop = *work.find(cart.restaurant);
  BasketLine priced;
  const auto item = price_line(work, shop, menu_moment(work, shop, work.now()), command.wish, 0, priced);
  if (!item.ok()) return of_line(item.problem(), "wish");
  line->wish = command.wish;
  return save(work, std::move(cart));
}

Result<CartView> CartService::remove(UnitOfWork& work, const RemoveFromCart& command) const {
  const Cart* found = work.find(command.cart);
  if (found == nullptr) return unknown_cart();
  Cart cart = *found;
  if (std::erase_if(cart.lines, [&](const CartLine& line) { return line.number == command.line; }) == 0)
    return unknown_line();
  if (!cart.lines.empty()) return save(work, std::move(cart));
  work.record(CartCleared{cart.id, {}});
  return view_of(work, cart.user, *work.find(cart.restaurant), nullptr, std::nullopt);
}

Outcome CartService::clear(UnitOfWork& work, const ClearCart& command) const {
  if (work.find(command.cart) == nullptr) return unknown_cart();
  work.record(CartCleared{command.cart, {}});
  return Done{};
}

Result<CartView> CartService::again(UnitOfWork& work, const OrderAgain& command) const {
  const Order* found = work.find(command.order);
  const Basket* basket = work.find_at<Basket>(command.order.value);
  if (found == nullptr || basket == nullptr)
    return problem(Status::NotFound, "order.unknown", "there is no such order", "order_id");
  const UserId user = found->user;
  const RestaurantId restaurant = found->restaurant;
  OldWishes old = old_wishes(work, restaurant, *basket);
  if (old.lines.empty())
    return problem(Status::Conflict, "order.nothing_left", "nothing of this order can be had any more", "order_id");
  Cart cart = begin_cart(work, user, restaurant);
  bool any = false;
  for (OrderLine& wish : old.lines) {
    if (auto wrong = put_line(work, *work.find(restaurant), cart, std::move(wish))) {
      old.lost.push_back(wrong->detail);
    } else {
      any = true;
    }
  }
  if (!any)
    return problem(Status::Conflict, "order.nothing_left", "nothing of this order can be had any more", "order_id");
  CartView view = save(work, std::move(cart));
  view.lost = std::move(old.lost);
  return view;
}

Result<CartView> CartService::see(UnitOfWork& work, const SeeCart& query) const {
  const Restaurant* restaurant = work.find(query.restaurant);
  if (restaurant == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (query.drop && !query.drop->valid())
    return problem(Status::Unprocessable, "order.invalid", "a place outside the earth", "drop");
  return view_of(work, query.user, *restaurant, cart_of(work, query.user, query.restaurant), query.drop);
}

Result<CartList> CartService::list(UnitOfWork& work, const ListCarts& query) const {
  CartList list;
  for (const std::uint64_t key : work.find_where<&Cart::user>(query.user, max_carts))
    list.carts.push_back(*work.find(CartId{key}));
  std::stable_sort(list.carts.begin(), list.carts.end(),
                   [](const Cart& a, const Cart& b) { return a.changed_at > b.changed_at; });
  return list;
}

void CartService::on(UnitOfWork& work, const UserErased& event) const {
  for (const std::uint64_t key : work.find_where<&Cart::user>(event.user)) work.record(CartCleared{CartId{key}, {}});
}

}  // namespace pizza
