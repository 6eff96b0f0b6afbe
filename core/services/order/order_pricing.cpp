// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/order_pricing.h"

#include <array>

namespace pizza {

namespace {

std::string line_field(std::size_t line, const char* member) {
  return "lines[" + std::to_string(line) + "]." + member;
}

Problem bad_line(std::size_t line, const char* member, std::string detail) {
  return problem(Status::Unprocessable, "order.invalid", std::move(detail), line_field(line, member));
}

// Adds the chosen options to a line, or says what is wrong with them.
std::optional<Problem> apply_options(const MenuItem& item, const OrderLine& wish, std::size_t at, BasketLine& line) {
  constexpr std::size_t max_groups = 20;
  std::array<std::int32_t, max_groups> chosen{};
  for (std::size_t i = 0; i < wish.options.size(); ++i) {
    const ChosenOption& choice = wish.options[i];
    if (choice.group < 0 || choice.group >= static_cast<std::int32_t>(item.option_groups.size()))
      return bad_line(at, "options", "no such group of options: " + std::to_string(choice.group));
    const OptionGroup& group = item.option_groups[static_cast<std::size_t>(choice.group)];
    if (choice.option < 0 || choice.option >= static_cast<std::int32_t>(group.options.size()))
      return bad_line(at, "options", "no such option in " + group.name + ": " + std::to_string(choice.option));
    for (std::size_t earlier = 0; earlier < i; ++earlier)
      if (wish.options[earlier].group == choice.group && wish.options[earlier].option == choice.option)
        return bad_line(at, "options", "chosen twice in " + group.name);
    ++chosen[static_cast<std::size_t>(choice.group)];
    const MenuOption& option = group.options[static_cast<std::size_t>(choice.option)];
    line.unit_price = line.unit_price + option.price;
    line.options.push_back(option.name);
  }
  for (std::size_t g = 0; g < item.option_groups.size(); ++g) {
    const OptionGroup& group = item.option_groups[g];
    if (chosen[g] < group.minimum || chosen[g] > group.maximum)
      return bad_line(
          at, "options",
          group.name + ": choose " + std::to_string(group.minimum) + " to " + std::to_string(group.maximum));
  }
  return std::nullopt;
}

Money delivery_fee(const Restaurant& restaurant, GeoPoint drop) {
  constexpr std::int64_t kilometre_mm = 1'000'000;
  const std::int64_t beyond = distance_mm(restaurant.place, drop) - kilometre_mm;
  const std::int64_t further = beyond <= 0 ? 0 : (beyond + kilometre_mm - 1) / kilometre_mm;
  return restaurant.delivery_fee + restaurant.delivery_fee_per_km * further;
}

}  // namespace

Result<PricedBasket> price_basket(UnitOfWork& work, const Restaurant& restaurant, const PlaceOrder& wish) {
  if (wish.lines.empty() || wish.lines.size() > max_order_lines)
    return problem(Status::Unprocessable, "order.invalid", "1 to 50 lines", "lines");
  PricedBasket basket;
  basket.items.currency = restaurant.currency;
  for (std::size_t i = 0; i < wish.lines.size(); ++i) {
    const OrderLine& line_wish = wish.lines[i];
    if (line_wish.quantity < 1 || line_wish.quantity > max_line_quantity) return bad_line(i, "quantity", "1 to 99");
    const MenuItem* item = work.find(line_wish.item);
    if (item == nullptr || item->restaurant != restaurant.id)
      return bad_line(i, "menu_item_id", "not on this restaurant's menu");
    if (!item->available) return bad_line(i, "menu_item_id", item->name + " is not available");
    if (line_wish.options.size() > 100) return bad_line(i, "options", "at most 100");
    BasketLine line{
        .item = item->id, .name = item->name, .quantity = line_wish.quantity, .unit_price = item->price, .options = {}};
    if (auto wrong = apply_options(*item, line_wish, i, line)) return *wrong;
    basket.items = basket.items + line.unit_price * line.quantity;
    basket.lines.push_back(std::move(line));
  }
  if (basket.items.minor < restaurant.minimum_order.minor)
    return problem(Status::Unprocessable, "order.below_minimum",
                   "the items must come to " + std::to_string(restaurant.minimum_order.minor) + " minor units",
                   "lines");
  if (wish.tip.minor < 0 || wish.tip.minor > basket.items.minor + 10'000)
    return problem(Status::Unprocessable, "order.invalid", "from 0 to the items' price and 100 more", "tip.minor");
  if (wish.tip.minor != 0 && wish.tip.currency != restaurant.currency)
    return problem(Status::Unprocessable, "order.invalid", "must be the restaurant's currency", "tip.currency");
  basket.tax = share(basket.items, restaurant.tax_per_10000);
  basket.delivery_fee = delivery_fee(restaurant, wish.drop);
  basket.delivery_fee.currency = restaurant.currency;
  basket.tip = {wish.tip.minor, restaurant.currency};
  basket.total = basket.items + basket.tax + basket.delivery_fee + basket.tip;
  return basket;
}

}  // namespace pizza
