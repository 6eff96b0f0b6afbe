// SPDX-License-Identifier: Apache-2.0
// Every event of restaurants and their menus, by commands. `run` executes one command and fails the test when it is
// refused.
#pragma once

#include "tests/support/hand_world.h"

namespace pizza::test {

template <class Run>
void play_restaurants(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  const auto tell = [&](const auto& command) { run([&](UnitOfWork& work) { return handle(work, command); }); };
  const auto eur = [](std::int64_t minor) { return Money{minor, Currency::EUR}; };
  Restaurant draft;
  draft.name = "Second Oven";
  draft.city = "Monaco";
  draft.place = HandWorld::shop_place;
  draft.status = RestaurantStatus::Draft;
  RestaurantId second;
  run([&](UnitOfWork& work) {
    const auto made = handle(work, OpenRestaurant{draft});
    if (made.ok()) second = *made;
    return made;
  });
  tell(SetOpeningHours{second, {{4, 1'080, 1'560}, {4, 700, 840}}, "Europe/Monaco"});
  tell(SetHolidays{second, {{20'812, {}, "Christmas"}}});
  const GeoPoint at = HandWorld::shop_place;
  tell(SetDeliveryZones{second,
                        {{"port",
                          {{at.lat - 90'000, at.lon}, {at.lat, at.lon + 90'000}, {at.lat + 90'000, at.lon}},
                          eur(200),
                          eur(50),
                          eur(900),
                          5}},
                        2'500});
  tell(PublishRestaurant{second});
  tell(PauseRestaurant{second, true, minutes(20)});
  world.pass(minutes(21));
  tell(CloseRestaurantForGood{second, "the lease has ended"});

  tell(ReorderSections{cast.restaurant, {{"Pizza", {}}, {"Drinks", {{4, 0, 1'440}}}}});
  tell(ReorderSections{cast.restaurant, {{"Drinks", {}}, {"Pizza", {}}}});
  MenuItem calzone;
  calzone.restaurant = cast.restaurant;
  calzone.section = "Pizza";
  calzone.name = "Calzone";
  calzone.price = eur(1'400);
  MenuItemId made;
  run([&](UnitOfWork& work) {
    const auto id = handle(work, AddMenuItem{calzone});
    if (id.ok()) made = *id;
    return id;
  });
  calzone.id = made;
  calzone.about = "folded";
  tell(EditMenuItem{calzone});
  tell(PriceMenuItem{made, eur(1'450), std::nullopt});
  tell(PriceMenuItem{made, eur(1'500), world.clock.at + days(1)});
  tell(PriceMenuItem{made, eur(1'550), world.clock.at + days(1)});
  tell(RemoveMenuItem{made});

  tell(SetStock{cast.margherita, 20});
  world.provider.asked.clear();  // what others left without an answer
  const OrderId given_up = world.place(cast);
  run([&](UnitOfWork& work) {
    return world.business.orders.cancel(work, {given_up, Actor::Customer, "changed my mind"});
  });
  world.provider.asked.clear();
  const OrderId eaten = world.whole_order(cast);
  tell(SetStock{cast.margherita, std::nullopt});
  tell(SetStock{cast.margherita, 0});
  run([&](UnitOfWork& work) -> Outcome {
    RestaurantService{}.hold_stock_anew(work, eaten);
    return Done{};
  });
  tell(SetStock{cast.margherita, std::nullopt});
}

}  // namespace pizza::test
