// SPDX-License-Identifier: Apache-2.0
// Every event of the kitchen, by commands. `run` executes one command and fails the test when it is refused.
#pragma once

#include "core/business.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

template <class Run>
void play_kitchen(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  const auto tell = [&](const auto& command) { run([&](UnitOfWork& work) { return handle(work, command); }); };
  world.provider.asked.clear();  // what others left without an answer
  tell(SetRecipe{cast.margherita, {1, 2, 1}});
  tell(SetRecipe{cast.margherita, {1, 1, 0}});
  tell(LimitKitchen{cast.restaurant, {0, 0, 0, true}});
  tell(SetBusy{cast.restaurant, 15, false, 20});
  tell(SetBusy{cast.restaurant, 0, false, 0});
  std::vector<OrderId> orders;
  tell(EquipKitchen{cast.restaurant, Station::Prep, 100});
  for (int i = 0; i < 4; ++i) {
    if (i == 2) tell(EquipKitchen{cast.restaurant, Station::Prep, 0});
    orders.push_back(world.place(cast));
    world.answer(ProviderVerdict::Approved);
    world.accept(orders.back());
  }
  const auto ticket = [&](int i) { return world.saga(orders[static_cast<std::size_t>(i)]).ticket; };
  tell(RushTicket{ticket(3), true});
  tell(HoldTicket{ticket(3)});
  tell(FireTicket{ticket(3)});
  tell(EquipKitchen{cast.restaurant, Station::Prep, 100});
  tell(BumpLine{ticket(0), 1, false});
  tell(BumpLine{ticket(0), 1, true});
  tell(FinishStation{ticket(0)});
  tell(RecallTicket{ticket(0)});
  for (int station = 0; station < 3; ++station) {
    if (world.ticket(orders[0]).status == TicketStatus::Working) tell(FinishStation{ticket(0)});
  }
  tell(RemakeLines{ticket(1), {0}, "fell down"});
  while (!is_over(world.ticket(orders[1]).status)) {
    const std::vector<std::uint64_t> open = world.business.read([&](UnitOfWork& work) {
      return work.find_where<&Ticket::open_at>(std::optional<RestaurantId>(cast.restaurant));
    });
    for (const std::uint64_t key : open) {
      const Ticket now = world.business.read([&](UnitOfWork& work) { return *work.find(TicketId{key}); });
      if (now.status == TicketStatus::Working) tell(FinishStation{now.id});
      if (now.status == TicketStatus::Checking) tell(CheckTicket{now.id, true, {}, ""});
    }
  }
  for (const OrderId order : orders) {
    run([&](UnitOfWork& work) { return world.business.orders.cancel(work, {order, Actor::Operations, "x"}); });
    world.answer(ProviderVerdict::Approved);
  }
  tell(LimitKitchen{cast.restaurant, {}});
}

}  // namespace pizza::test
