// SPDX-License-Identifier: Apache-2.0
// What a screen may show of one city at one instant. Built by the world that runs the city (simulated, embedded or
// live), handed over as std::shared_ptr<const CityFrame>, and never changed after that: any thread may read it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/model/geo_point.h"
#include "core/model/ids.h"
#include "core/model/instant.h"
#include "core/model/money.h"

namespace pizza {

// The three meanings a colour may have on a screen, and the quiet one.
enum class Concern : std::uint8_t { None, OnTime, AtRisk, Late };

enum class RiderActivity : std::uint8_t { Offline, Idle, ToRestaurant, Waiting, ToCustomer };

struct RiderView {
  RiderId id;
  std::string name;
  std::string vehicle;  // "scooter", "bicycle", "car", "foot"
  GeoPoint at;
  std::int16_t heading = 0;  // degrees clockwise from north, 0..359
  RiderActivity activity = RiderActivity::Idle;
  OrderId order;                    // none when idle
  std::uint16_t progress = 0;       // thousandths of the present leg already ridden
  Concern concern = Concern::None;  // of the order carried or fetched
  Instant seen;                     // last time the rider was heard of
};

struct KitchenView {
  RestaurantId id;
  std::string name;
  GeoPoint at;
  std::uint16_t tickets = 0;  // open
  std::uint16_t load = 0;     // thousandths of all station capacity in use
  Concern concern = Concern::None;
  bool paused = false;
};

struct OrderView {
  OrderId id;
  RestaurantId restaurant;
  RiderId rider;            // none before one is assigned
  std::string status;       // "placed", "authorized", "accepted", "preparing", "ready", "picked_up", …
  std::string rider_state;  // "", "offered", "assigned", "at_restaurant", "riding"
  Instant placed_at;
  Instant promised_at;
  Instant expected_at;  // the present forecast of the arrival
  GeoPoint drop;
  Money total;
  Concern concern = Concern::None;
  bool terminal = false;  // finished orders stay in the frame for ten minutes
};

// One line of "Needs you": worst first.
struct NeedView {
  Concern concern = Concern::AtRisk;
  std::string title;   // "#4182 late"
  std::string reason;  // "Casino Oven → Fontvieille"
  std::string amount;  // "+9 min"
  Instant since;
  OrderId order;  // what a click opens: at most one of these three is set
  RestaurantId restaurant;
  RiderId rider;
};

struct CityFigures {
  std::uint32_t placed = 0, delivered = 0, cancelled = 0, rejected = 0, failed = 0, open = 0, at_risk = 0, late = 0;
  std::uint32_t orders_per_minute_tenths = 0;                  // over the last ten minutes
  std::int32_t orders_per_minute_trend_tenths = 0;             // against the ten minutes before
  std::uint32_t on_time_permille = 1000;                       // of the deliveries of the last hour
  std::uint32_t click_to_door_s = 0, click_to_door_p90_s = 0;  // of the deliveries of the last hour
  std::uint32_t riders_on_shift = 0, riders_idle = 0;
};

// Orders placed and delivered late in each minute since `from`; what the time bar draws.
struct CityHistory {
  Instant from;
  std::vector<std::uint16_t> placed_per_minute;
  std::vector<std::uint16_t> late_per_minute;
};

struct CityFrame {
  Instant now;
  std::uint64_t sequence = 0;  // rises with each frame of one session
  CityFigures figures;
  CityHistory history;
  std::vector<RiderView> riders;  // each list ascending by id
  std::vector<KitchenView> kitchens;
  std::vector<OrderView> orders;
  std::vector<NeedView> needs;
};

// One event of an order as it was recorded: never drawn by hand.
struct OrderStoryEvent {
  Instant at;
  std::string event;    // "OrderPlaced"
  std::string service;  // who recorded it: "order", "payment", "kitchen", "delivery", "saga"
  std::string summary;  // one line for people: "€ 31.80 held"
  std::string json;     // the event's fields, pretty-printed
  Concern concern = Concern::OnTime;
};

struct OrderStoryLine {
  std::string text;  // "2 × Margherita 33 cm · extra basil"
  Money amount;
};

// An order opened: everything the inspector and the order's screen show.
struct OrderStory {
  OrderView order;
  std::string restaurant_name;
  std::string rider_name;
  std::string why;                      // one sentence on where the minutes went; empty when on time
  std::vector<OrderStoryLine> lines;    // items, then tax, fee, tip
  std::vector<OrderStoryEvent> events;  // oldest first
  std::vector<OrderStoryLine> ledger;   // account, amount; sums to 0
  std::vector<GeoPoint> ridden;         // of the rider's present trip: the way behind …
  std::vector<GeoPoint> to_come;        // … and ahead
};

}  // namespace pizza
