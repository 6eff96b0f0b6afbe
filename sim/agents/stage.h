// SPDX-License-Identifier: Apache-2.0
// What all agents of a territory stand on: the business, through whose commands alone they act, the clock that calls
// them, and their streams of chance.
#pragma once

#include <optional>
#include <vector>

#include "core/business.h"
#include "sim/agents/city_plan.h"
#include "sim/agents/random_purpose.h"
#include "sim/agents/territory_roads.h"
#include "sim/engine/engine.h"

namespace pizza::sim {

// What an event of a territory's engine means; the payload in brackets.
enum class Happening : std::uint16_t {
  Arrival,         // a customer opens the shop
  SecondClick,     // the impatient finger [click]
  ChangeOfMind,    // [order]
  KitchenAnswers,  // [order]
  StationDone,     // [ticket]
  ShiftBegins,     // [rider]
  ShiftEnds,       // [rider]
  OfferAnswered,   // [rider, delivery]
  AtRestaurant,    // [rider, task]
  AtCounter,       // [rider, task]
  AtDoor,          // [rider, task]
  GivesUp,         // [rider, task]
  Accident,        // [rider, task]
  Dispatch,
  AtPlace,           // where the rider was sent [rider, task]
  BackAtRestaurant,  // with food that nobody took [rider, task]
  WithdrawOffer,     // [delivery, rider]
  Reassign,          // [delivery]
  PartRefund,        // [order]
  ReviewPayment,     // that is held [payment]
  FillCart,          // [shopping]
  AnswerChallenge,   // [payment]
  ChangeOrder,       // [order]
  AskHelp,           // [order]
  WriteReview,       // [order]
  Complain,          // [order]
  RateHelp,          // [ticket of the help desk]
  AnswerTicket,      // [ticket of the help desk]
  ModerateReview,    // [order]
  ReplyToReview,     // [order]
  ChannelAnswer,     // [slot]
  TimerDue,          // [kind, subject]
  ProviderAnswer     // [slot]
};

struct Stage {
  const Scenario& scenario;
  const TerritoryPlan& plan;
  const maps::RoadMap& map;
  std::uint64_t seed;
  Business& business;
  Engine& engine;
  TerritoryRoads& roads;
  std::vector<RestaurantId> restaurants;       // beside plan.sites
  std::vector<std::vector<MenuItemId>> items;  // beside plan.sites, then beside Menu::items

  Instant now() const { return engine.now(); }
  EventHandle in(Duration delay, Happening what, std::uint64_t a = 0, std::uint64_t b = 0) {
    return engine.schedule_in(delay, static_cast<EventKind>(what), Priority::Normal, {a, b});
  }
  EventHandle at(Instant when, Happening what, std::uint64_t a = 0, std::uint64_t b = 0) {
    return engine.schedule(when, static_cast<EventKind>(what), Priority::Normal, {a, b});
  }
  RandomStream chance(Purpose purpose, std::uint64_t subject) const {
    return stream_of(seed, plan.index, purpose, subject);
  }

  // A copy of a record as it stands.
  template <class T>
  std::optional<T> look(Id<T> id) {
    return look_at<T>(id.value);
  }
  template <class T>
  std::optional<T> look_at(std::uint64_t key) {
    arena_.clear();
    const void* found = business.store().find(record_type<T>(), key, arena_);
    return found == nullptr ? std::nullopt : std::optional<T>(*static_cast<const T*>(found));
  }

  std::size_t site_of(RestaurantId restaurant) const {
    const auto found = std::lower_bound(restaurants.begin(), restaurants.end(), restaurant);
    return static_cast<std::size_t>(found - restaurants.begin());
  }

 private:
  Arena arena_;

 public:
  Stage(const Scenario& s, const TerritoryPlan& p, const maps::RoadMap& m, std::uint64_t seed_value, Business& b,
        Engine& e, TerritoryRoads& r)
      : scenario(s), plan(p), map(m), seed(seed_value), business(b), engine(e), roads(r) {}
};

// A duration around a median, never below a second.
inline Duration around(RandomStream& chance, Duration median, std::uint32_t sigma_permille = 400) {
  return milliseconds(std::max<std::int64_t>(chance.lognormal(median.ms, sigma_permille), 1'000));
}

}  // namespace pizza::sim
