// SPDX-License-Identifier: Apache-2.0
// One delivery zone of a simulated city: its own business on its own store, its own clock and queue of events, its own
// customers, kitchens and riders. Nothing in it is shared but what never changes, so territories may run on as many
// threads as there are, and always do the same.
#pragma once

#include <functional>
#include <memory>
#include <unordered_set>
#include <vector>

#include "core/model/digest.h"
#include "sim/agents/booked_provider.h"
#include "sim/agents/customers.h"
#include "sim/agents/desk_crew.h"
#include "sim/agents/dispatcher.h"
#include "sim/agents/guests.h"
#include "sim/agents/kitchens.h"
#include "sim/agents/message_channel.h"
#include "sim/agents/operations.h"
#include "sim/agents/order_paths.h"
#include "sim/agents/riders.h"

namespace pizza::sim {

// What a territory runs on; whoever composes the world chooses. Called once a territory, on the calling thread.
struct TerritoryPorts {
  std::function<std::unique_ptr<Store>(std::uint16_t territory)> store;
  std::function<std::unique_ptr<EventBus>(std::uint16_t territory, Store& store)> bus;  // outlived by the store
  std::function<std::unique_ptr<BookedProvider>(std::uint16_t territory, const Clock& clock, AnswerLater later)>
      provider;
  std::function<std::unique_ptr<DispatchPolicy>()> policy;
  std::function<JournalSink*(std::uint16_t territory)> journal;  // may give null; outlives the territory
  std::function<std::unique_ptr<SearchIndex>()> search;          // none: nobody searches
};

// A city's unchanging side; outlives its territories.
struct CityModel {
  Scenario scenario;
  CityPlan plan;
  CityRoads roads;
  std::uint64_t seed = 1;
};

// How many of what kind are under way; kept while events go by.
struct OpenCount {
  std::int64_t orders = 0;
  std::int64_t sagas = 0;
  std::int64_t refunds = 0;
};

// How often what happens seldom has happened.
struct FlowCount {
  std::uint64_t held = 0;          // payments that people had to look at
  std::uint64_t challenged = 0;    // payments whose payer had to prove who they are
  std::uint64_t codes_wanted = 0;  // deliveries against a code
  std::uint64_t codes_wrong = 0;
  std::uint64_t offers_withdrawn = 0;
  std::uint64_t reassigned = 0;
  std::uint64_t food_returned = 0;
  std::uint64_t food_disposed = 0;
  std::uint64_t riders_sent = 0;
  std::uint64_t scheduled = 0;  // orders for later
  std::uint64_t changed = 0;    // orders, after the click
  std::uint64_t rewards_refused = 0;
};

class Territory : private EventListener {
 public:
  // Opens the restaurants and registers the riders, at the scenario's beginning.
  Territory(const CityModel& city, std::uint16_t index, const TerritoryPorts& ports);
  ~Territory() override;
  Territory(const Territory&) = delete;
  Territory& operator=(const Territory&) = delete;

  // Serves everything up to and including `end`.
  void run_until(Instant end);

  Instant now() const { return engine_.now(); }
  // Nobody will order any more, and nothing that was begun is open.
  bool quiet() const;

  const CityModel& city() const { return city_; }
  const TerritoryPlan& plan() const { return stage_.plan; }
  Business& business() { return business_; }
  const Business& business() const { return business_; }
  Store& store() const { return *store_; }
  const BookedProvider& provider() const { return *provider_; }
  const Customers& customers() const { return customers_; }
  const Riders& riders() const { return riders_; }
  const Guests& guests() const { return guests_; }
  const Operations& operations() const { return operations_; }
  const DeskCrew& desk() const { return desk_; }
  const Stage& stage() const { return stage_; }
  TerritoryRoads& roads() { return roads_; }  // asking it changes no state, only what it remembers
  const OpenCount& open() const { return open_; }
  const FlowCount& flows() const { return flows_; }
  const OrderPaths& paths() const { return paths_; }
  std::uint64_t events() const { return events_; }                // recorded by the business
  std::uint64_t steps() const { return engine_.served(); }        // served by the engine
  std::uint64_t sagas_for_people() const { return for_people_; }  // that ended before people
  Digest state() const;

 private:
  class EngineClock;
  class EngineTimers;

  void heard(const EventEnvelope& event) override;
  void serve(const Event& event);
  void serve_rider(const Event& event);
  Ports ports(JournalSink* journal);
  void serve_guest(const Event& event);
  void serve_desk(const Event& event);
  void answer_later(Instant due, const ProviderAnswer& answer);
  void order_ended(OrderId order);
  struct Reaction;

  const CityModel& city_;
  Engine engine_;
  std::unique_ptr<EngineClock> clock_;
  std::unique_ptr<EngineTimers> timers_;
  MessageChannel channel_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<EventBus> bus_;
  std::unique_ptr<BookedProvider> provider_;
  std::unique_ptr<DispatchPolicy> policy_;
  std::unique_ptr<SearchIndex> search_;
  Business business_;
  TerritoryRoads roads_;
  Stage stage_;
  Customers customers_;
  Kitchens kitchens_;
  Riders riders_;
  Dispatcher dispatcher_;
  Operations operations_;
  Guests guests_;
  DeskCrew desk_;
  std::vector<ProviderAnswer> answers_;  // on their way; a slot is used again
  std::vector<std::size_t> free_answers_;
  // Only asked whether somebody is in them, never walked through.
  std::unordered_set<std::uint64_t> open_orders_;
  std::unordered_set<std::uint64_t> open_sagas_;
  OpenCount open_;
  FlowCount flows_;
  OrderPaths paths_;
  std::uint64_t events_ = 0;
  std::uint64_t for_people_ = 0;
};

}  // namespace pizza::sim
