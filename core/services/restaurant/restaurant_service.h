// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/kitchen/kitchen_events.h"
#include "core/services/order/order_events.h"
#include "core/services/reaction.h"
#include "core/services/restaurant/menu_commands.h"
#include "core/services/restaurant/menu_events.h"
#include "core/services/restaurant/restaurant_commands.h"
#include "core/services/restaurant/restaurant_events.h"

namespace pizza {

// Restaurants and their menus. What follows from hours, zones and menus is in opening_rules.h, zone_rules.h and
// menu_rules.h, for whoever asks.
//
// Stock: an order takes what it wants of counted items when it is placed, for whatever time, and gives it back when it
// ends before the first station of its kitchen begins. Where two orders want the last one, the second hears
// StockRanShort, takes nothing, and is to be rejected by whoever carries it on.
//
// Prices: the one in force when an order is placed is the order's. At most 20 later ones wait on an item.
class RestaurantService {
 public:
  static constexpr std::int64_t max_price_minor = 100'000'000;
  static constexpr std::size_t max_items = 1'000;  // of one menu
  static constexpr std::size_t max_sections = 100;
  static constexpr std::size_t max_later_prices = 20;
  static constexpr std::int64_t max_stock = 1'000'000;

  // Problems: restaurant.invalid, restaurant.card_number (both name the field).
  Result<RestaurantId> open(UnitOfWork& work, const OpenRestaurant& command) const;
  // Problems of all that follow: restaurant.unknown, restaurant.closed_for_good, restaurant.invalid,
  // restaurant.card_number.
  Outcome publish(UnitOfWork& work, const PublishRestaurant& command) const;  // also: restaurant.not_draft
  Outcome close_for_good(UnitOfWork& work, const CloseRestaurantForGood& command) const;
  Outcome set_terms(UnitOfWork& work, const SetRestaurantTerms& command) const;
  Outcome edit(UnitOfWork& work, const EditRestaurant& command) const;
  Outcome set_hours(UnitOfWork& work, const SetOpeningHours& command) const;
  Outcome set_holidays(UnitOfWork& work, const SetHolidays& command) const;
  Outcome set_zones(UnitOfWork& work, const SetDeliveryZones& command) const;
  Outcome set_fees(UnitOfWork& work, const SetRestaurantFees& command) const;
  Outcome pause(UnitOfWork& work, const PauseRestaurant& command) const;
  Outcome mark_busy(UnitOfWork& work, const MarkRestaurantBusy& command) const;

  // Problems: restaurant.unknown, restaurant.invalid.
  Result<RestaurantView> see(UnitOfWork& work, const SeeRestaurant& query) const;
  Result<Restaurant> see_own(UnitOfWork& work, const SeeOwnRestaurant& query) const;
  Result<RestaurantPage> list(UnitOfWork& work, const ListRestaurants& query) const;

  // Problems: restaurant.unknown, restaurant.closed_for_good, menu.unknown (no such item, or removed), menu.invalid and
  // menu.card_number (name the field), menu.full, menu.code_taken.
  Result<MenuItemId> add_item(UnitOfWork& work, const AddMenuItem& command) const;
  Outcome edit_item(UnitOfWork& work, const EditMenuItem& command) const;
  Outcome remove_item(UnitOfWork& work, const RemoveMenuItem& command) const;
  Outcome price_item(UnitOfWork& work, const PriceMenuItem& command) const;
  Outcome withdraw_price(UnitOfWork& work, const WithdrawPrice& command) const;  // also: menu.price_unknown
  Outcome offer_item(UnitOfWork& work, const OfferMenuItem& command) const;
  Outcome set_stock(UnitOfWork& work, const SetStock& command) const;
  Outcome reorder_sections(UnitOfWork& work, const ReorderSections& command) const;
  // Fields of problems begin with "items[n]" or "sections[n]".
  Result<ImportReport> import_menu(UnitOfWork& work, const ImportMenu& command) const;

  Result<MenuView> see_menu(UnitOfWork& work, const SeeMenu& query) const;
  Result<WholeMenu> export_menu(UnitOfWork& work, const ExportMenu& query) const;
  Result<PriceVersions> price_history(UnitOfWork& work, const PriceHistory& query) const;

  // Stock follows orders.
  void on(UnitOfWork& work, const OrderPlaced& event) const;
  void on(UnitOfWork& work, const OrderRejected& event) const;
  void on(UnitOfWork& work, const OrderCancelled& event) const;
  void on(UnitOfWork& work, const OrderFailed& event) const;
  void on(UnitOfWork& work, const TicketStationStarted& event) const;
  // What an order holds is what its basket says now: after its lines were changed.
  void hold_stock_anew(UnitOfWork& work, OrderId order) const;

  // A pause has come to its end.
  void resume(UnitOfWork& work, RestaurantId restaurant) const;

  // Whether the hours say open at that instant, in the restaurant's own time.
  static bool is_open(const Restaurant& restaurant, Instant at);
};

std::span<const Reaction> restaurant_reactions();
std::span<const TimerRule> restaurant_timers();

// Of all items of a menu that are not removed, by number.
std::vector<MenuItemId> items_of(UnitOfWork& work, RestaurantId restaurant);

Result<RestaurantId> handle(UnitOfWork& work, const OpenRestaurant& command);
Outcome handle(UnitOfWork& work, const PublishRestaurant& command);
Outcome handle(UnitOfWork& work, const CloseRestaurantForGood& command);
Outcome handle(UnitOfWork& work, const SetRestaurantTerms& command);
Outcome handle(UnitOfWork& work, const EditRestaurant& command);
Outcome handle(UnitOfWork& work, const SetOpeningHours& command);
Outcome handle(UnitOfWork& work, const SetHolidays& command);
Outcome handle(UnitOfWork& work, const SetDeliveryZones& command);
Outcome handle(UnitOfWork& work, const SetRestaurantFees& command);
Outcome handle(UnitOfWork& work, const PauseRestaurant& command);
Outcome handle(UnitOfWork& work, const MarkRestaurantBusy& command);
Result<RestaurantView> handle(UnitOfWork& work, const SeeRestaurant& query);
Result<Restaurant> handle(UnitOfWork& work, const SeeOwnRestaurant& query);
Result<RestaurantPage> handle(UnitOfWork& work, const ListRestaurants& query);
Result<MenuItemId> handle(UnitOfWork& work, const AddMenuItem& command);
Outcome handle(UnitOfWork& work, const EditMenuItem& command);
Outcome handle(UnitOfWork& work, const RemoveMenuItem& command);
Outcome handle(UnitOfWork& work, const PriceMenuItem& command);
Outcome handle(UnitOfWork& work, const WithdrawPrice& command);
Outcome handle(UnitOfWork& work, const OfferMenuItem& command);
Outcome handle(UnitOfWork& work, const SetStock& command);
Outcome handle(UnitOfWork& work, const ReorderSections& command);
Result<ImportReport> handle(UnitOfWork& work, const ImportMenu& command);
Result<MenuView> handle(UnitOfWork& work, const SeeMenu& query);
Result<WholeMenu> handle(UnitOfWork& work, const ExportMenu& query);
Result<PriceVersions> handle(UnitOfWork& work, const PriceHistory& query);

Subject subject_of(UnitOfWork& work, const OpenRestaurant& command);
Subject subject_of(UnitOfWork& work, const PublishRestaurant& command);
Subject subject_of(UnitOfWork& work, const CloseRestaurantForGood& command);
Subject subject_of(UnitOfWork& work, const SetRestaurantTerms& command);
Subject subject_of(UnitOfWork& work, const EditRestaurant& command);
Subject subject_of(UnitOfWork& work, const SetOpeningHours& command);
Subject subject_of(UnitOfWork& work, const SetHolidays& command);
Subject subject_of(UnitOfWork& work, const SetDeliveryZones& command);
Subject subject_of(UnitOfWork& work, const SetRestaurantFees& command);
Subject subject_of(UnitOfWork& work, const PauseRestaurant& command);
Subject subject_of(UnitOfWork& work, const MarkRestaurantBusy& command);
Subject subject_of(UnitOfWork& work, const SeeRestaurant& query);
Subject subject_of(UnitOfWork& work, const SeeOwnRestaurant& query);
Subject subject_of(UnitOfWork& work, const ListRestaurants& query);
Subject subject_of(UnitOfWork& work, const AddMenuItem& command);
Subject subject_of(UnitOfWork& work, const EditMenuItem& command);
Subject subject_of(UnitOfWork& work, const RemoveMenuItem& command);
Subject subject_of(UnitOfWork& work, const PriceMenuItem& command);
Subject subject_of(UnitOfWork& work, const WithdrawPrice& command);
Subject subject_of(UnitOfWork& work, const OfferMenuItem& command);
Subject subject_of(UnitOfWork& work, const SetStock& command);
Subject subject_of(UnitOfWork& work, const ReorderSections& command);
Subject subject_of(UnitOfWork& work, const ImportMenu& command);
Subject subject_of(UnitOfWork& work, const SeeMenu& query);
Subject subject_of(UnitOfWork& work, const ExportMenu& query);
Subject subject_of(UnitOfWork& work, const PriceHistory& query);

}  // namespace pizza
