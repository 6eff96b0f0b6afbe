// SPDX-License-Identifier: Apache-2.0
// What is simulated: an evening or a day of one city, as a file under datasets/scenarios describes it. Shares and rates
// are thousandths ("permille") unless they say otherwise.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "core/model/instant.h"
#include "core/model/money.h"
#include "core/model/vehicle.h"
#include "sim/scenario/menu.h"

namespace pizza::sim {

// The city to invent where no map is given.
struct CityWish {
  std::string name = "Altona";
  std::int64_t nodes = 20'000;
  std::uint64_t seed = 1;
};

struct DemandPlan {
  // Expected orders of the whole city in each hour from the beginning; after the last hour it begins again.
  std::vector<std::int32_t> orders_per_hour;
  std::int32_t scale_permille = 1'000;
  std::int32_t orders_a_customer_permille = 1'300;  // over the run: how often a customer comes, on average
};

struct RestaurantPlan {
  std::int32_t count = 20;            // on a map that is large enough
  std::int32_t junctions_each = 240;  // maps with fewer get fewer restaurants, and orders and riders in proportion
  std::int32_t delivery_radius_m = 3'000;
  std::array<std::int32_t, 3> stations{3, 4, 2};  // tickets at a time at prep, oven and pack
  std::int32_t tax_per_10000 = 1'000;
  std::int32_t commission_per_10000 = 1'800;
  Money delivery_fee;
  Money delivery_fee_per_km;
  Money minimum_order;
  std::vector<Menu> menus;
};

struct KitchenPlan {
  Duration answer = seconds(45);            // median time until an order is accepted
  std::int32_t reject_permille = 0;         // of the orders
  std::int32_t silent_permille = 0;         // never answered
  std::int32_t overloaded_tickets = 40;     // open tickets from which on orders are rejected
  std::int32_t work_spread_permille = 200;  // sigma of the logarithm of a station's time
};

struct Shift {
  Duration from;  // after the beginning of the scenario
  Duration to;
  std::int32_t share = 1;  // of the riders, against the other shifts
};

struct RiderPlan {
  std::int32_t count = 50;
  std::vector<Shift> shifts;
  std::array<std::int32_t, vehicle_names.size()> vehicles{};  // shares by Vehicle
  std::int32_t no_show_permille = 0;
  std::int32_t decline_permille = 0;
  std::int32_t silent_permille = 0;    // offers that are never answered
  std::int32_t give_up_permille = 0;   // assigned deliveries given up before the pickup
  std::int32_t accident_permille = 0;  // carried deliveries lost on the way
  Duration answer = seconds(8);        // median
  Duration counter = minutes(2);       // at the restaurant's counter, if the food is ready
  Duration door = minutes(2);          // at the customer's door
  Money cost_per_hour;                 // of a rider online
};

struct CustomerPlan {
  std::int32_t cancel_permille = 0;  // change their mind while they wait
  Duration patience = minutes(4);    // median of when they do
  std::int32_t twice_permille = 0;   // click twice
  std::int32_t tip_permille = 400;   // leave a tip
  // Cards: the rest is good.
  std::int32_t declined_permille = 0;
  std::int32_t slow_permille = 0;       // the provider takes its time
  std::int32_t timeout_permille = 0;    // the provider does as told, but its first answer to each request is lost
  std::int32_t challenge_permille = 0;  // the payer must prove who they are
  std::int32_t abandon_permille = 0;    // of the challenges: never answered; as many are answered wrongly
  std::int32_t stranger_permille = 0;   // of the newcomers: signed up far away, and tip too well
  std::int32_t cart_permille = 0;       // of the orders: gathered in a cart first
  std::int32_t half_permille = 0;       // of the pizzas that may be: of two halves
  std::int32_t again_permille = 0;      // of those who have ordered before: the same again
  std::int32_t absent_permille = 0;     // not at the door when the rider comes
  std::int32_t misread_permille = 0;    // of the hand-over codes: told wrongly the first time
};

// What people do beside ordering, waiting and eating.
struct GuestPlan {
  std::int32_t search_permille = 0;    // of the orders: search before they choose
  std::int32_t coupon_permille = 0;    // use a coupon
  std::int32_t points_permille = 0;    // spend points, where they have enough
  std::int32_t schedule_permille = 0;  // want it later
  std::int32_t change_permille = 0;    // add to an order that was just placed
  std::int32_t referral_permille = 0;  // of the newcomers: were brought by somebody
  std::int32_t review_permille = 0;    // of the orders received
  std::int32_t complain_permille = 0;  // of the orders received
  std::int32_t ask_permille = 0;       // of the orders: ask the help desk where it is
  std::int32_t device_permille = 0;    // of the newcomers: want push messages
  std::int32_t quiet_permille = 0;     // of the newcomers: want no messages about progress
  Duration review_after = minutes(25);
  Duration complain_after = minutes(10);
};

// The people who answer reviews and tickets.
struct DeskPlan {
  Duration answer = minutes(4);         // median, of a ticket that waits for a person
  Duration moderate = minutes(8);       // of a held review
  std::int32_t approve_permille = 600;  // of held reviews
  std::int32_t reply_permille = 100;    // of reviews: the restaurant answers
};

struct OfferPlan {
  std::int32_t coupons = 0;              // house coupons that run from the beginning
  std::int32_t promotions_permille = 0;  // of the restaurants: have a promotion of their own
};

struct ChannelPlan {
  std::int32_t later_permille = 0;    // of the messages: not now
  std::int32_t refused_permille = 0;  // never to this address
  std::int32_t lost_permille = 0;     // sent, but the answer never comes
};

struct ProviderPlan {
  std::int32_t lost_answer_permille = 0;    // of all requests: done, but the answer never comes
  std::int32_t double_answer_permille = 0;  // the answer comes twice
};

struct OperationsPlan {
  std::int32_t refund_permille = 0;       // completed orders of which a part is given back
  std::int32_t refuse_held_permille = 0;  // of the payments that look like fraud
  std::int32_t withdraw_permille = 0;     // of the offers to riders: thought better of before the answer
  std::int32_t reassign_permille = 0;     // of the assignments: given to somebody else before the pickup
  std::int32_t send_permille = 0;         // of the riders who come free: sent to where they will be wanted
};

struct WeatherPlan {
  std::int32_t travel_permille = 1'000;  // of the time on the empty road
  std::int32_t demand_permille = 1'000;
};

struct Scenario {
  std::string name;
  std::string title;
  Instant begins;  // UTC
  int utc_offset_minutes = 0;
  Duration open_for = hours(4);  // orders come in
  Duration drain = hours(3);     // then this long at most until nothing is open
  std::int32_t territories = 1;
  Currency currency = Currency::EUR;
  CityWish city;
  DemandPlan demand;
  RestaurantPlan restaurants;
  KitchenPlan kitchen;
  RiderPlan riders;
  CustomerPlan customers;
  GuestPlan guests;
  DeskPlan desk;
  OfferPlan offers;
  ChannelPlan channels;
  ProviderPlan provider;
  OperationsPlan operations;
  WeatherPlan weather;

  Instant closes() const { return begins + open_for; }
  Instant ends() const { return closes() + drain; }
};

// The demand curve summed over the opening time: milliseconds times orders an hour.
std::int64_t curve_sum(const Scenario& scenario);
// Takes orders for another time than the scenario says. Where that is longer, shifts grow in proportion.
void open_for_hours(Scenario& scenario, std::int64_t hours);

// Orders expected in the opening time, all scales applied.
std::int64_t expected_orders(const Scenario& scenario);

}  // namespace pizza::sim
