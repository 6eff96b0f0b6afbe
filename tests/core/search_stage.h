// SPDX-License-Identifier: Apache-2.0
// A town with restaurants that can be searched.
#pragma once

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_search_index.h"
#include "connectors/memory/memory_store.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

class SearchTown : public HandWorld {
 public:
  SearchTown(Store& store, EventBus& bus, SearchIndex* index, JournalSink* journal = nullptr)
      : HandWorld(store, bus, journal, nullptr, index) {}

  static constexpr GeoPoint square{437'384'000, 74'246'000};
  // About `metres` north of the square.
  static constexpr GeoPoint north(std::int32_t metres) { return {square.lat + metres * 90, square.lon}; }

  RestaurantId shop(const std::string& name, const std::string& cuisine, GeoPoint place = square) {
    Restaurant shop;
    shop.name = name;
    shop.city = "Monaco";
    shop.cuisine = cuisine;
    shop.place = place;
    shop.hours.fill({0, 1'440});
    shop.delivery_radius_m = 20'000;
    shop.minimum_order = {100, Currency::EUR};
    shop.delivery_fee = {100, Currency::EUR};
    shop.delivery_fee_per_km = {10, Currency::EUR};
    auto opened = business.execute([&](UnitOfWork& work) { return business.restaurants.open(work, {shop}); });
    if (!opened.ok()) qFatal("%s", opened.problem().detail.c_str());
    for (const Station station : {Station::Prep, Station::Oven, Station::Pack})
      if (!business.execute([&](UnitOfWork& work) {
                     return business.kitchens.equip(work, {*opened, station, 3});
                   })
               .ok())
        qFatal("no kitchen");
    return *opened;
  }

  MenuItemId dish(RestaurantId shop, const std::string& name, std::int64_t price = 1'000, std::uint32_t marks = 0,
                  const std::string& section = "Menu", std::uint32_t allergens = 0) {
    MenuItem item;
    item.restaurant = shop;
    item.section = section;
    item.name = name;
    item.price = {price, Currency::EUR};
    item.marks = marks;
    item.allergens = allergens;
    item.work_s = {60, 60, 10};
    auto added = business.execute([&](UnitOfWork& work) { return business.restaurants.add_item(work, {item}); });
    if (!added.ok()) qFatal("%s", added.problem().detail.c_str());
    return *added;
  }

  // Ordered and received.
  void receive(UserId user, RestaurantId shop, const std::vector<MenuItemId>& items) {
    PlaceOrder wish;
    wish.user = user;
    wish.restaurant = shop;
    for (const MenuItemId item : items) wish.lines.push_back({item, 1, {}});
    wish.drop = square;
    wish.drop_line = "Rue 1";
    wish.payment_token = "tok_ok";
    const auto placed = business.execute([&](UnitOfWork& work) { return business.orders.place(work, wish); });
    if (!placed.ok()) qFatal("%s", placed.problem().detail.c_str());
    answer(ProviderVerdict::Approved);
    accept(*placed);
    cook(*placed);
    const RiderId rider = add_rider();
    assign(*placed, rider);
    carry(*placed, rider);
    answer(ProviderVerdict::Approved);
    timers.armed.clear();
  }

  SearchFood text(const std::string& text) const {
    SearchFood query;
    query.text = text;
    return query;
  }
  FoodFound found(const SearchFood& query) {
    auto answer = business.command(query);
    if (!answer.ok()) qFatal("%s: %s", answer.problem().field.c_str(), answer.problem().detail.c_str());
    return *answer;
  }
  // "Casino Oven|Cheese Pizza": the names of the hits, in order.
  std::string names(const SearchFood& query) {
    std::string all;
    for (const FoodHit& hit : found(query).hits) all += (all.empty() ? "" : "|") + hit.name;
    return all;
  }
  std::string names(const std::string& what) { return names(text(what)); }
};

struct SearchStage {
  MemoryStore store;
  InProcessBus bus;
  MemorySearchIndex index;
  SearchTown town{store, bus, &index};
};

}  // namespace pizza::test
