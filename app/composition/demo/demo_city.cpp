// SPDX-License-Identifier: Apache-2.0
#include "app/composition/demo/demo_city.h"

#include <stdexcept>

#include "app/composition/simulated_city/datasets.h"
#include "sim/agents/city_plan.h"
#include "sim/agents/names.h"
#include "sim/agents/random_purpose.h"

namespace pizza {

namespace {

template <class T>
T expect(Result<T> result) {
  if (!result.ok()) throw std::runtime_error("the demo city: " + result.problem().detail);
  return std::move(result).value();
}

class Filler {
 public:
  Filler(Business& business, const sim::Scenario& scenario, const sim::CityPlan& plan)
      : business_(business), scenario_(scenario), plan_(plan), chance_(sim::stream_of(1, 0, sim::Purpose::Plan, 1)) {}

  void open_restaurants(std::uint32_t part, std::uint32_t parts) {
    std::uint32_t number = 0;
    for (const sim::TerritoryPlan& territory : plan_.territories)
      for (const sim::Site& site : territory.sites)
        if (number++ % parts == part) open(site);
  }

  void register_customers(int count) {
    for (int i = 0; i < count; ++i) {
      const sim::TerritoryPlan& territory = plan_.territories[chance_.below(plan_.territories.size())];
      if (territory.homes.empty()) continue;
      const sim::Home& home = sim::draw_home(territory, chance_);
      const RegisterUser person{.name = sim::person_name(chance_.next()),
                                .email = "customer" + std::to_string(i) + "@demo.invalid",
                                .phone = {},
                                .addresses = {{"home", address_of(home), home.place}}};
      expect(business_.run([&](UnitOfWork& work) { return business_.users.register_user(work, person); }));
    }
  }

  void register_riders(int count) {
    for (int i = 0; i < count; ++i) {
      const sim::TerritoryPlan& territory = plan_.territories[static_cast<std::size_t>(i) % plan_.territories.size()];
      if (territory.sites.empty()) continue;
      const GeoPoint place = territory.homes.empty() ? territory.sites.front().place
                                                     : territory.homes[chance_.below(territory.homes.size())].place;
      const RegisterRider wish{.name = sim::person_name(chance_.next()),
                               .vehicle = draw_vehicle(),
                               .shift_from = business_.now(),
                               .shift_to = business_.now() + days(3'650)};
      const RiderId rider =
          expect(business_.run([&](UnitOfWork& work) { return business_.deliveries.register_rider(work, wish); }));
      expect(business_.run([&](UnitOfWork& work) { return business_.deliveries.go_online(work, {rider, place}); }));
    }
  }

 private:
  // Some cars: a large order goes into no other bag.
  Vehicle draw_vehicle() {
    const std::uint64_t drawn = chance_.below(10);
    return drawn == 0 ? Vehicle::Car : drawn <= 3 ? Vehicle::Bicycle : Vehicle::Scooter;
  }

  void open(const sim::Site& site) {
    const sim::RestaurantPlan& plan = scenario_.restaurants;
    Restaurant wish;
    wish.name = site.name;
    wish.city = std::string(plan_.map->city());
    wish.cuisine = plan.menus[site.menu].cuisine;
    wish.place = site.place;
    wish.currency = scenario_.currency;
    wish.utc_offset_minutes = scenario_.utc_offset_minutes;
    wish.hours.fill({0, 1'440});
    wish.delivery_radius_m = plan.delivery_radius_m;
    wish.tax_per_10000 = plan.tax_per_10000;
    wish.commission_per_10000 = plan.commission_per_10000;
    wish.delivery_fee = plan.delivery_fee;
    wish.delivery_fee_per_km = plan.delivery_fee_per_km;
    wish.minimum_order = plan.minimum_order;
    const auto id = expect(business_.run([&](UnitOfWork& work) { return business_.restaurants.open(work, {wish}); }));
    for (MenuItem item : plan.menus[site.menu].items) {
      item.restaurant = id;
      expect(business_.run([&](UnitOfWork& work) { return business_.restaurants.add_item(work, {item}); }));
    }
    constexpr std::int32_t room_for_any_load = 100;
    for (const Station station : {Station::Prep, Station::Oven, Station::Pack})
      expect(business_.run([&](UnitOfWork& work) {
        return business_.kitchens.equip(work, {id, station, room_for_any_load});
      }));
  }

  std::string address_of(const sim::Home& home) const {
    if (home.address == maps::none) return "at the corner";
    const maps::AddressRecord& address = plan_.map->addresses()[home.address];
    return std::string(plan_.map->name(address.street)) + " " + std::string(plan_.map->name(address.number));
  }

  Business& business_;
  const sim::Scenario& scenario_;
  const sim::CityPlan& plan_;
  sim::RandomStream chance_;
};

}  // namespace

Result<std::string> fill_demo_city(Business& business, const DemoOptions& options) {
  if (business.store().count(record_type<Restaurant>()) != 0)
    return std::string("the data folder holds a business already; it goes on");
  const Result<sim::Scenario> scenario = load_scenario(options.scenario);
  if (!scenario.ok()) return scenario.problem();
  const auto map = load_city(options.city, scenario->city);
  if (!map.ok()) return map.problem();
  const Result<sim::CityPlan> plan = sim::plan_city(*scenario, *map, 1, {});
  if (!plan.ok()) return plan.problem();
  Filler filler(business, *scenario, *plan);
  filler.open_restaurants(options.part, options.parts);
  filler.register_customers(options.customers);
  filler.register_riders(options.riders);
  business.settle();
  return std::string((*map)->city()) + ": " + std::to_string(business.store().count(record_type<Restaurant>())) +
         " restaurants, " + std::to_string(business.store().count(record_type<User>())) + " customers, " +
         std::to_string(business.store().count(record_type<Rider>())) + " riders";
}

}  // namespace pizza
