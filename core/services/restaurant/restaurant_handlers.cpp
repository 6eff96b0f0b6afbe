// SPDX-License-Identifier: Apache-2.0
// Which method a command means, and whose thing it touches.
#include "core/services/restaurant/restaurant_service.h"

namespace pizza {

namespace {

Subject owner(UnitOfWork& work, RestaurantId id) {
  return work.find(id) == nullptr ? Subject::nothing() : Subject::of(id);
}
Subject owner(UnitOfWork& work, MenuItemId id) {
  const MenuItem* item = work.find(id);
  return item == nullptr ? Subject::nothing() : Subject::of(item->restaurant);
}

}  // namespace

Result<RestaurantId> handle(UnitOfWork& work, const OpenRestaurant& command) {
  return RestaurantService{}.open(work, command);
}
Outcome handle(UnitOfWork& work, const PublishRestaurant& command) {
  return RestaurantService{}.publish(work, command);
}
Outcome handle(UnitOfWork& work, const CloseRestaurantForGood& command) {
  return RestaurantService{}.close_for_good(work, command);
}
Outcome handle(UnitOfWork& work, const SetRestaurantTerms& command) {
  return RestaurantService{}.set_terms(work, command);
}
Outcome handle(UnitOfWork& work, const EditRestaurant& command) {
  return RestaurantService{}.edit(work, command);
}
Outcome handle(UnitOfWork& work, const SetOpeningHours& command) {
  return RestaurantService{}.set_hours(work, command);
}
Outcome handle(UnitOfWork& work, const SetHolidays& command) {
  return RestaurantService{}.set_holidays(work, command);
}
Outcome handle(UnitOfWork& work, const SetDeliveryZones& command) {
  return RestaurantService{}.set_zones(work, command);
}
Outcome handle(UnitOfWork& work, const SetRestaurantFees& command) {
  return RestaurantService{}.set_fees(work, command);
}
Outcome handle(UnitOfWork& work, const PauseRestaurant& command) {
  return RestaurantService{}.pause(work, command);
}
Outcome handle(UnitOfWork& work, const MarkRestaurantBusy& command) {
  return RestaurantService{}.mark_busy(work, command);
}
Result<RestaurantView> handle(UnitOfWork& work, const SeeRestaurant& query) {
  return RestaurantService{}.see(work, query);
}
Result<Restaurant> handle(UnitOfWork& work, const SeeOwnRestaurant& query) {
  return RestaurantService{}.see_own(work, query);
}
Result<RestaurantPage> handle(UnitOfWork& work, const ListRestaurants& query) {
  return RestaurantService{}.list(work, query);
}
Result<MenuItemId> handle(UnitOfWork& work, const AddMenuItem& command) {
  return RestaurantService{}.add_item(work, command);
}
Outcome handle(UnitOfWork& work, const EditMenuItem& command) {
  return RestaurantService{}.edit_item(work, command);
}
Outcome handle(UnitOfWork& work, const RemoveMenuItem& command) {
  return RestaurantService{}.remove_item(work, command);
}
Outcome handle(UnitOfWork& work, const PriceMenuItem& command) {
  return RestaurantService{}.price_item(work, command);
}
Outcome handle(UnitOfWork& work, const WithdrawPrice& command) {
  return RestaurantService{}.withdraw_price(work, command);
}
Outcome handle(UnitOfWork& work, const OfferMenuItem& command) {
  return RestaurantService{}.offer_item(work, command);
}
Outcome handle(UnitOfWork& work, const SetStock& command) {
  return RestaurantService{}.set_stock(work, command);
}
Outcome handle(UnitOfWork& work, const ReorderSections& command) {
  return RestaurantService{}.reorder_sections(work, command);
}
Result<ImportReport> handle(UnitOfWork& work, const ImportMenu& command) {
  return RestaurantService{}.import_menu(work, command);
}
Result<MenuView> handle(UnitOfWork& work, const SeeMenu& query) {
  return RestaurantService{}.see_menu(work, query);
}
Result<WholeMenu> handle(UnitOfWork& work, const ExportMenu& query) {
  return RestaurantService{}.export_menu(work, query);
}
Result<PriceVersions> handle(UnitOfWork& work, const PriceHistory& query) {
  return RestaurantService{}.price_history(work, query);
}

Subject subject_of(UnitOfWork&, const OpenRestaurant&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const PublishRestaurant& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const CloseRestaurantForGood& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const SetRestaurantTerms& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const EditRestaurant& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const SetOpeningHours& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const SetHolidays& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const SetDeliveryZones& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const SetRestaurantFees& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const PauseRestaurant& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const MarkRestaurantBusy& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork&, const SeeRestaurant&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const SeeOwnRestaurant& query) {
  return owner(work, query.restaurant);
}
Subject subject_of(UnitOfWork&, const ListRestaurants&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const AddMenuItem& command) {
  return owner(work, command.item.restaurant);
}
Subject subject_of(UnitOfWork& work, const EditMenuItem& command) {
  return owner(work, command.item.id);
}
Subject subject_of(UnitOfWork& work, const RemoveMenuItem& command) {
  return owner(work, command.item);
}
Subject subject_of(UnitOfWork& work, const PriceMenuItem& command) {
  return owner(work, command.item);
}
Subject subject_of(UnitOfWork& work, const WithdrawPrice& command) {
  return owner(work, command.item);
}
Subject subject_of(UnitOfWork& work, const OfferMenuItem& command) {
  return owner(work, command.item);
}
Subject subject_of(UnitOfWork& work, const SetStock& command) {
  return owner(work, command.item);
}
Subject subject_of(UnitOfWork& work, const ReorderSections& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const ImportMenu& command) {
  return owner(work, command.restaurant);
}
Subject subject_of(UnitOfWork&, const SeeMenu&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork& work, const ExportMenu& query) {
  return owner(work, query.restaurant);
}
Subject subject_of(UnitOfWork& work, const PriceHistory& query) {
  return owner(work, query.item);
}

}  // namespace pizza
