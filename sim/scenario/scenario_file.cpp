// SPDX-License-Identifier: Apache-2.0
#include "sim/scenario/scenario_file.h"

#include "sim/scenario/toml_reader.h"

namespace pizza::sim {

namespace {

// A rate or share in thousandths; 0 where it is not given.
std::int32_t permille(TomlTable& table, std::string_view field) {
  return table.has(field) ? static_cast<std::int32_t>(table.integer(field, 0, 1'000)) : 0;
}

std::int32_t small(TomlTable& table, std::string_view field, std::int64_t first, std::int64_t last) {
  return static_cast<std::int32_t>(table.integer(field, first, last));
}

CityWish read_city(TomlTable table) {
  CityWish city;
  city.name = table.text("name", 80);
  city.nodes = table.integer("nodes", 1'000, 1'000'000);
  city.seed = static_cast<std::uint64_t>(table.integer("seed", 0, 1'000'000'000));
  table.finish();
  return city;
}

DemandPlan read_demand(TomlTable table) {
  DemandPlan demand;
  for (const std::int64_t orders : table.integers("orders_per_hour", 1, 168, 0, 1'000'000))
    demand.orders_per_hour.push_back(static_cast<std::int32_t>(orders));
  demand.scale_permille = small(table, "scale_permille", 1, 1'000'000);
  demand.orders_a_customer_permille = small(table, "orders_a_customer_permille", 1'000, 100'000);
  table.finish();
  return demand;
}

Menu read_named_menu(TomlTable& table, const std::string& folder, const std::string& name, Currency currency) {
  if (name.find('/') != std::string::npos) table.fail("menus", "names of menus, without folders");
  Result<Menu> menu = read_menu(folder + "/" + name + ".toml", currency);
  if (!menu) throw TomlFault(menu.problem().detail);
  return std::move(menu).value();
}

RestaurantPlan read_restaurants(TomlTable table, const std::string& menu_folder, Currency currency) {
  RestaurantPlan plan;
  plan.count = small(table, "count", 1, 100'000);
  plan.junctions_each = small(table, "junctions_each", 1, 1'000'000);
  plan.delivery_radius_m = small(table, "delivery_radius_m", 100, 100'000);
  const auto stations = table.integers("stations", 3, 3, 1, 100);
  for (std::size_t s = 0; s < 3; ++s) plan.stations[s] = static_cast<std::int32_t>(stations[s]);
  plan.tax_per_10000 = small(table, "tax_per_10000", 0, 10'000);
  plan.commission_per_10000 = small(table, "commission_per_10000", 0, 10'000);
  plan.delivery_fee = {table.integer("delivery_fee", 0, 1'000'000), currency};
  plan.delivery_fee_per_km = {table.integer("delivery_fee_per_km", 0, 1'000'000), currency};
  plan.minimum_order = {table.integer("minimum_order", 0, 1'000'000), currency};
  for (const std::string& name : table.texts("menus", 1, 50))
    plan.menus.push_back(read_named_menu(table, menu_folder, name, currency));
  table.finish();
  return plan;
}

KitchenPlan read_kitchen(TomlTable table) {
  KitchenPlan plan;
  plan.answer = seconds(table.integer("answer_s", 1, 600));
  plan.reject_permille = permille(table, "reject_permille");
  plan.silent_permille = permille(table, "silent_permille");
  plan.overloaded_tickets = small(table, "overloaded_tickets", 1, 10'000);
  plan.work_spread_permille = small(table, "work_spread_permille", 0, 1'000);
  table.finish();
  return plan;
}

// Minutes after the beginning.
Shift read_shift(TomlTable table) {
  Shift shift;
  shift.from = minutes(table.integer("from_min", 0, 10'080));
  shift.to = minutes(table.integer("to_min", 1, 20'160));
  shift.share = small(table, "share", 1, 1'000);
  if (shift.to <= shift.from) table.fail("to_min", "more than from_min");
  table.finish();
  return shift;
}

RiderPlan read_riders(TomlTable table, Currency currency) {
  RiderPlan plan;
  plan.count = small(table, "count", 1, 1'000'000);
  for (TomlTable& shift : table.tables("shifts", 1, 100)) plan.shifts.push_back(read_shift(std::move(shift)));
  TomlTable vehicles = table.table("vehicles");
  std::int32_t sum = 0;
  for (std::size_t v = 0; v < vehicle_names.size(); ++v) sum += plan.vehicles[v] = permille(vehicles, vehicle_names[v]);
  if (sum == 0) table.fail("vehicles", "shares of car, scooter, bicycle or foot, one of them above 0");
  vehicles.finish();
  plan.no_show_permille = permille(table, "no_show_permille");
  plan.decline_permille = permille(table, "decline_permille");
  plan.silent_permille = permille(table, "silent_permille");
  plan.give_up_permille = permille(table, "give_up_permille");
  plan.accident_permille = permille(table, "accident_permille");
  plan.answer = seconds(table.integer("answer_s", 1, 600));
  plan.counter = seconds(table.integer("counter_s", 0, 3'600));
  plan.door = seconds(table.integer("door_s", 0, 3'600));
  plan.cost_per_hour = {table.integer("cost_per_hour", 0, 1'000'000), currency};
  table.finish();
  return plan;
}

CustomerPlan read_customers(TomlTable table) {
  CustomerPlan plan;
  plan.cancel_permille = permille(table, "cancel_permille");
  plan.patience = seconds(table.integer("patience_s", 1, 7'200));
  plan.twice_permille = permille(table, "twice_permille");
  plan.tip_permille = permille(table, "tip_permille");
  plan.declined_permille = permille(table, "declined_permille");
  plan.slow_permille = permille(table, "slow_permille");
  plan.timeout_permille = permille(table, "timeout_permille");
  plan.challenge_permille = permille(table, "challenge_permille");
  if (plan.declined_permille + plan.slow_permille + plan.timeout_permille + plan.challenge_permille > 1'000)
    table.fail("declined_permille", "declined, slow, timeout and challenge together at most 1000");
  plan.abandon_permille = permille(table, "abandon_permille");
  if (plan.abandon_permille > 500) table.fail("abandon_permille", "at most 500: as many answer wrongly");
  plan.stranger_permille = permille(table, "stranger_permille");
  plan.cart_permille = permille(table, "cart_permille");
  plan.half_permille = permille(table, "half_permille");
  plan.again_permille = permille(table, "again_permille");
  plan.absent_permille = permille(table, "absent_permille");
  plan.misread_permille = permille(table, "misread_permille");
  table.finish();
  return plan;
}

GuestPlan read_guests(TomlTable table) {
  GuestPlan plan;
  plan.search_permille = permille(table, "search_permille");
  plan.coupon_permille = permille(table, "coupon_permille");
  plan.points_permille = permille(table, "points_permille");
  plan.schedule_permille = permille(table, "schedule_permille");
  plan.change_permille = permille(table, "change_permille");
  plan.referral_permille = permille(table, "referral_permille");
  plan.review_permille = permille(table, "review_permille");
  plan.complain_permille = permille(table, "complain_permille");
  plan.ask_permille = permille(table, "ask_permille");
  plan.device_permille = permille(table, "device_permille");
  plan.quiet_permille = permille(table, "quiet_permille");
  plan.review_after = minutes(table.integer("review_after_min", 1, 600));
  plan.complain_after = minutes(table.integer("complain_after_min", 1, 600));
  table.finish();
  return plan;
}

DeskPlan read_desk(TomlTable table) {
  DeskPlan plan;
  plan.answer = seconds(table.integer("answer_s", 1, 7'200));
  plan.moderate = seconds(table.integer("moderate_s", 1, 7'200));
  plan.approve_permille = permille(table, "approve_permille");
  plan.reply_permille = permille(table, "reply_permille");
  table.finish();
  return plan;
}

OfferPlan read_offers(TomlTable table) {
  OfferPlan plan;
  plan.coupons = small(table, "coupons", 0, 100);
  plan.promotions_permille = permille(table, "promotions_permille");
  table.finish();
  return plan;
}

ChannelPlan read_channels(TomlTable table) {
  ChannelPlan plan;
  plan.later_permille = permille(table, "later_permille");
  plan.refused_permille = permille(table, "refused_permille");
  plan.lost_permille = permille(table, "lost_permille");
  if (plan.later_permille + plan.refused_permille + plan.lost_permille > 1'000)
    table.fail("later_permille", "later, refused and lost together at most 1000");
  table.finish();
  return plan;
}

ProviderPlan read_provider(TomlTable table) {
  ProviderPlan plan;
  plan.lost_answer_permille = permille(table, "lost_answer_permille");
  plan.double_answer_permille = permille(table, "double_answer_permille");
  table.finish();
  return plan;
}

OperationsPlan read_operations(TomlTable table) {
  OperationsPlan plan;
  plan.refund_permille = permille(table, "refund_permille");
  plan.refuse_held_permille = permille(table, "refuse_held_permille");
  plan.withdraw_permille = permille(table, "withdraw_permille");
  plan.reassign_permille = permille(table, "reassign_permille");
  plan.send_permille = permille(table, "send_permille");
  table.finish();
  return plan;
}

WeatherPlan read_weather(TomlTable table) {
  WeatherPlan plan;
  plan.travel_permille = small(table, "travel_permille", 100, 10'000);
  plan.demand_permille = small(table, "demand_permille", 1, 10'000);
  table.finish();
  return plan;
}

Currency read_currency(TomlTable& file) {
  const std::string code = file.text("currency", 3);
  for (std::size_t c = 1; c < currency_codes.size(); ++c)
    if (currency_codes[c] == code) return static_cast<Currency>(c);
  file.fail("currency", "EUR, USD, GBP, INR, JPY or CHF");
}

Scenario read(TomlTable& file, const std::string& menu_folder) {
  Scenario scenario;
  scenario.name = file.text("name");
  scenario.title = file.text("title");
  scenario.utc_offset_minutes = small(file, "utc_offset_minutes", -720, 840);
  scenario.begins = Instant{file.local_time("begins")} - minutes(scenario.utc_offset_minutes);
  scenario.open_for = hours(file.integer("hours", 1, 168));
  scenario.drain = hours(file.integer("drain_hours", 1, 48));
  scenario.territories = small(file, "territories", 1, 1'000);
  scenario.currency = read_currency(file);
  scenario.city = read_city(file.table("city"));
  scenario.demand = read_demand(file.table("demand"));
  scenario.restaurants = read_restaurants(file.table("restaurants"), menu_folder, scenario.currency);
  scenario.kitchen = read_kitchen(file.table("kitchen"));
  scenario.riders = read_riders(file.table("riders"), scenario.currency);
  scenario.customers = read_customers(file.table("customers"));
  scenario.guests = read_guests(file.table("guests"));
  scenario.desk = read_desk(file.table("desk"));
  scenario.offers = read_offers(file.table("offers"));
  scenario.channels = read_channels(file.table("channels"));
  scenario.provider = read_provider(file.table("provider"));
  scenario.operations = read_operations(file.table("operations"));
  scenario.weather = read_weather(file.table("weather"));
  file.finish();
  return scenario;
}

}  // namespace

Result<Scenario> read_scenario(const std::string& path, const std::string& menu_folder) {
  try {
    TomlTable file = TomlTable::parse_file(path);
    return read(file, menu_folder);
  } catch (const TomlFault& fault) {
    return problem(Status::Unprocessable, "scenario.invalid", fault.what());
  }
}

}  // namespace pizza::sim
