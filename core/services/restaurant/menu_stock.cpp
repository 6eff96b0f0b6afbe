// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "core/model/records/order.h"
#include "core/services/restaurant/menu_tools.h"

namespace pizza {

namespace {

void want(UnitOfWork& work, std::vector<HeldItem>& wanted, MenuItemId id, std::int64_t quantity) {
  const MenuItem* item = work.find(id);
  if (item == nullptr || !item->counts_stock) return;
  const auto same =
      std::find_if(wanted.begin(), wanted.end(), [id](const HeldItem& other) { return other.item == id; });
  if (same == wanted.end()) {
    wanted.push_back({id, quantity});
  } else {
    same->quantity += quantity;
  }
}

void take_stock(UnitOfWork& work, const Order& order, const Basket& basket) {
  std::vector<HeldItem> wanted;
  for (const BasketLine& line : basket.lines) want(work, wanted, line.item, line.quantity);
  if (wanted.empty()) return;
  std::vector<HeldItem> missing;
  for (const HeldItem& one : wanted)
    if (const std::int64_t left = work.find_at<ItemStock>(one.item.value)->left; left < one.quantity)
      missing.push_back({one.item, one.quantity - left});
  if (missing.empty()) {
    work.record(StockTaken{order.id, order.restaurant, std::move(wanted)});
  } else {
    work.record(StockRanShort{order.id, order.restaurant, std::move(missing)});
  }
}

void give_back(UnitOfWork& work, OrderId order) {
  const StockHold* hold = work.find_at<StockHold>(order.value);
  if (hold == nullptr) return;
  StockReturned event{order, work.find(order)->restaurant, {}};
  for (const HeldItem& held : hold->items)
    if (work.find_at<ItemStock>(held.item.value) != nullptr) event.items.push_back(held);
  work.record(std::move(event));
}

}  // namespace

Outcome RestaurantService::set_stock(UnitOfWork& work, const SetStock& command) const {
  const MenuItem* item = menu_tools::on_menu(work, command.item);
  if (item == nullptr) return menu_tools::unknown_item();
  if (command.left && (*command.left < 0 || *command.left > max_stock))
    return problem(Status::Unprocessable, "menu.invalid", "0 to 1000000", "left");
  if (!command.left && !item->counts_stock) return Done{};
  work.record(StockSet{command.item, item->restaurant, command.left});
  return Done{};
}

void RestaurantService::on(UnitOfWork& work, const OrderPlaced& event) const {
  // An order that ended before this was heard takes nothing.
  if (is_terminal(work.find(event.order.id)->status)) return;
  take_stock(work, event.order, event.basket);
}
void RestaurantService::on(UnitOfWork& work, const OrderRejected& event) const {
  give_back(work, event.order);
}
void RestaurantService::on(UnitOfWork& work, const OrderCancelled& event) const {
  give_back(work, event.order);
}
void RestaurantService::on(UnitOfWork& work, const OrderFailed& event) const {
  give_back(work, event.order);
}

void RestaurantService::on(UnitOfWork& work, const TicketStationStarted& event) const {
  if (work.find_at<StockHold>(event.order.value) != nullptr) work.record(StockUsed{event.order});
}

void RestaurantService::hold_stock_anew(UnitOfWork& work, OrderId id) const {
  give_back(work, id);
  const Order* order = work.find(id);
  const Basket* basket = work.find_at<Basket>(id.value);
  if (order != nullptr && basket != nullptr) take_stock(work, *order, *basket);
}

std::span<const Reaction> restaurant_reactions() {
  static const std::array<Reaction, 5> table{
      reaction<RestaurantService, OrderPlaced>("restaurant"), reaction<RestaurantService, OrderRejected>("restaurant"),
      reaction<RestaurantService, OrderCancelled>("restaurant"), reaction<RestaurantService, OrderFailed>("restaurant"),
      reaction<RestaurantService, TicketStationStarted>("restaurant")};
  return table;
}

}  // namespace pizza
