// SPDX-License-Identifier: Apache-2.0
// The kitchen service's commands and queries, by their type, and whose thing each one touches.
#include "core/model/records/restaurant.h"
#include "core/services/kitchen/kitchen_service.h"

namespace pizza {

namespace {

Subject place(UnitOfWork& work, RestaurantId id) {
  return work.find(id) == nullptr ? Subject::nothing() : Subject::of(id);
}
Subject place(UnitOfWork& work, TicketId id) {
  const Ticket* ticket = work.find(id);
  return ticket == nullptr ? Subject::nothing() : Subject::of(ticket->restaurant);
}
Subject place(UnitOfWork& work, MenuItemId id) {
  const MenuItem* item = work.find(id);
  return item == nullptr ? Subject::nothing() : Subject::of(item->restaurant);
}

}  // namespace

Outcome handle(UnitOfWork& work, const EquipKitchen& command) {
  return KitchenService{}.equip(work, command);
}
Outcome handle(UnitOfWork& work, const LimitKitchen& command) {
  return KitchenService{}.limit(work, command);
}
Outcome handle(UnitOfWork& work, const SetRecipe& command) {
  return KitchenService{}.set_recipe(work, command);
}
Outcome handle(UnitOfWork& work, const SetBusy& command) {
  return KitchenService{}.set_busy(work, command);
}
Outcome handle(UnitOfWork& work, const FinishStation& command) {
  return KitchenService{}.finish_station(work, command);
}
Outcome handle(UnitOfWork& work, const BumpLine& command) {
  return KitchenService{}.bump_line(work, command);
}
Outcome handle(UnitOfWork& work, const RecallTicket& command) {
  return KitchenService{}.recall(work, command);
}
Outcome handle(UnitOfWork& work, const RemakeLines& command) {
  return KitchenService{}.remake(work, command);
}
Outcome handle(UnitOfWork& work, const CheckTicket& command) {
  return KitchenService{}.check(work, command);
}
Outcome handle(UnitOfWork& work, const HoldTicket& command) {
  return KitchenService{}.hold(work, command);
}
Outcome handle(UnitOfWork& work, const FireTicket& command) {
  return KitchenService{}.fire(work, command);
}
Outcome handle(UnitOfWork& work, const RushTicket& command) {
  return KitchenService{}.rush(work, command);
}
Result<KitchenScreen> handle(UnitOfWork& work, const SeeKitchen& query) {
  return KitchenService{}.see(work, query);
}
Result<AllDayView> handle(UnitOfWork& work, const SeeAllDay& query) {
  return KitchenService{}.all_day(work, query);
}

Subject subject_of(UnitOfWork& work, const EquipKitchen& command) {
  return place(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const LimitKitchen& command) {
  return place(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const SetRecipe& command) {
  return place(work, command.item);
}
Subject subject_of(UnitOfWork& work, const SetBusy& command) {
  return place(work, command.restaurant);
}
Subject subject_of(UnitOfWork& work, const FinishStation& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const BumpLine& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const RecallTicket& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const RemakeLines& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const CheckTicket& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const HoldTicket& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const FireTicket& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const RushTicket& command) {
  return place(work, command.ticket);
}
Subject subject_of(UnitOfWork& work, const SeeKitchen& query) {
  return place(work, query.restaurant);
}
Subject subject_of(UnitOfWork& work, const SeeAllDay& query) {
  return place(work, query.restaurant);
}

}  // namespace pizza
