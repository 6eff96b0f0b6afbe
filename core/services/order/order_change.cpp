// SPDX-License-Identifier: Apache-2.0
// Changes of an order before the restaurant has accepted it.
#include "core/services/order/order_checks.h"
#include "core/services/order/order_service.h"
#include "core/services/order/price_rules.h"
#include "core/services/restaurant/zone_rules.h"

namespace pizza {

namespace {

Problem not_changeable(OrderStatus status) {
  return problem(
      Status::Conflict, "order.not_changeable",
      "an order that is " + std::string(order_status_names[static_cast<std::size_t>(status)]) + " cannot be changed",
      "order_id");
}

std::optional<Problem> check_wish(const ChangeOrder& wish, const Order& order, const Restaurant& restaurant) {
  if (wish.lines.empty() && !wish.note && !wish.tip && !wish.drop && !wish.drop_line)
    return problem(Status::Unprocessable, "order.invalid", "there is nothing to change", "lines");
  if (wish.note)
    if (auto wrong = order_checks::text(*wish.note, "note", 500)) return wrong;
  if (wish.drop_line)
    if (auto wrong = order_checks::text(*wish.drop_line, "drop_line", 200)) return wrong;
  if (wish.drop)
    if (auto wrong = order_checks::drop(restaurant, *wish.drop)) return wrong;
  if (!wish.tip) return std::nullopt;
  if (wish.tip->minor < 0 || wish.tip->minor > order.items.minor + 10'000)
    return problem(Status::Unprocessable, "order.invalid", "from 0 to the items' price and 100 more", "tip.minor");
  if (wish.tip->minor != 0 && wish.tip->currency != order.total.currency)
    return problem(Status::Unprocessable, "order.invalid", "must be the order's currency", "tip.currency");
  return std::nullopt;
}

// What coupon and points are worth in the order as it is: the discount without the promotions' parts.
KeptReward reward_of(const Order& order, const Basket& basket) {
  KeptReward reward{order.discount.minor, order.restaurant_discount.minor, order.items.minor};
  for (const AppliedPromotion& promotion : basket.promotions) {
    if (promotion.of_delivery) continue;
    reward.worth -= promotion.worth.minor;
    reward.quoted_for -= promotion.worth.minor;
    if (promotion.by_restaurant) reward.by_restaurant -= promotion.worth.minor;
  }
  return reward;
}

// New lines: everything anew, but for the reward.
std::optional<Problem> change_lines(UnitOfWork& work, const Restaurant& restaurant, const ChangeOrder& wish,
                                    Order& order, Basket& basket) {
  const KeptReward reward = reward_of(order, basket);
  Result<PricedBasket> priced = price_basket(work, restaurant,
                                             {.user = order.user,
                                              .lines = wish.lines,
                                              .drop = order.drop,
                                              .tip = order.tip,
                                              .wanted = order.scheduled_for.value_or(work.now()),
                                              .kept = &reward});
  if (!priced.ok()) return priced.problem();
  order_checks::take_money(order, *priced);
  PricedBasket now = std::move(priced).value();
  basket.lines = std::move(now.lines);
  basket.taxes = std::move(now.taxes);
  basket.promotions = std::move(now.promotions);
  return std::nullopt;
}

// The rate on fees that held when the order was priced; where there were no fees, the one of today.
TaxRule fee_rule(UnitOfWork& work, const Restaurant& restaurant, const Basket& basket) {
  for (const TaxPart& part : basket.taxes)
    if (part.kind == GoodKind::Delivery) return {part.per_10000, part.included};
  const PlaceTerms* place = basket.taxes.empty() ? nullptr : place_terms_of(work, restaurant.tax_region);
  return place == nullptr ? TaxRule{} : place->taxes[static_cast<std::size_t>(GoodKind::Delivery)];
}

// Another place: the fee for the way, and the tax on fees. Free delivery stays free.
void move_drop(UnitOfWork& work, const Restaurant& restaurant, Order& order, Basket& basket) {
  const auto terms = zone_rules::terms_for(restaurant, order.drop);
  const Money fee = terms ? terms->fee : order.delivery_fee;
  order.promised_at =
      order.scheduled_for.value_or(order.placed_at + OrderService::promise(work, restaurant, order.drop));
  for (AppliedPromotion& promotion : basket.promotions) {
    if (!promotion.of_delivery) continue;
    promotion.worth = fee;
    return;
  }
  const TaxRule rule = fee_rule(work, restaurant, basket);
  const auto taxed = [&](Money fees) { return Money{price_rules::tax_of(fees.minor, rule), fees.currency}; };
  const Money before = taxed(order.delivery_fee + order.small_order_fee);
  order.delivery_fee = fee;
  const Money fees = fee + order.small_order_fee;
  const Money after = taxed(fees);
  order.tax = order.tax - before + after;
  if (rule.included) order.tax_included = order.tax_included - before + after;
  if (basket.taxes.empty()) return;
  std::erase_if(basket.taxes, [](const TaxPart& part) { return part.kind == GoodKind::Delivery; });
  if (fees.minor != 0) basket.taxes.push_back({GoodKind::Delivery, rule.per_10000, rule.included, fees, after});
}

}  // namespace

Outcome OrderService::change(UnitOfWork& work, const ChangeOrder& command) const {
  const Order* found = work.find(command.order);
  const Basket* found_basket = work.find_at<Basket>(command.order.value);
  if (found == nullptr || found_basket == nullptr) return order_checks::unknown_order();
  if (!may_change(*found)) return not_changeable(found->status);
  if (found->revision > 0 && work.find_at<OpenChange>(command.order.value) != nullptr)
    return problem(Status::Conflict, "order.change_open", "the change before is not through yet", "order_id");
  if (found->revision >= max_changes)
    return problem(Status::Conflict, "order.too_many_changes", "an order can be changed 20 times", "order_id");
  const Restaurant& restaurant = *work.find(found->restaurant);
  if (auto wrong = check_wish(command, *found, restaurant)) return *wrong;
  OrderChanged changed{*found, *found_basket, *found, *found_basket, work.now(), false};
  Order& order = changed.after;
  Basket& basket = changed.basket_after;
  if (command.note) basket.note = *command.note;
  if (command.drop_line) basket.drop_line = *command.drop_line;
  if (command.tip) order.tip = {command.tip->minor, order.total.currency};
  if (command.drop) {
    order.drop = *command.drop;
    move_drop(work, restaurant, order, basket);
  }
  if (!command.lines.empty())
    if (auto wrong = change_lines(work, restaurant, command, order, basket)) return *wrong;
  order.total = order.items - order.discount + (order.tax - order.tax_included) + order.delivery_fee +
                order.small_order_fee + order.tip;
  ++order.revision;
  // Before its release nothing is held on the card, and what is cheaper needs no more than is held.
  changed.open = !order.release_at && order.total.minor > changed.before.total.minor;
  work.record(std::move(changed));
  return Done{};
}

bool OrderService::keep_change(UnitOfWork& work, OrderId order) const {
  if (work.find_at<OpenChange>(order.value) == nullptr) return false;
  work.record(OrderChangeKept{order, work.now()});
  return true;
}

bool OrderService::undo_change(UnitOfWork& work, OrderId id, std::string reason) const {
  const OpenChange* open = work.find_at<OpenChange>(id.value);
  if (open == nullptr) return false;
  OrderChangeUndone undone{open->before, open->basket_before, work.now(), std::move(reason)};
  undone.order.revision = work.find(id)->revision + 1;
  work.record(std::move(undone));
  return true;
}

}  // namespace pizza
