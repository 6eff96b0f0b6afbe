// SPDX-License-Identifier: Apache-2.0
// A whole simulated city: its territories on the ports that the world is to have, run window by window on threads.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/composition/simulated_city/city_ground.h"
#include "connectors/journal/journal_file.h"
#include "core/model/problem.h"
#include "sim/agents/invariants.h"
#include "sim/agents/run_figures.h"
#include "sim/agents/territory.h"

namespace pizza {

enum class StoreKind : std::uint8_t { Memory, Sqlite };

struct SimulatedCityOptions {
  std::string scenario = "friday-rush";  // name or file
  std::string city;                      // name or file; empty: the scenario's
  std::uint64_t seed = 1;
  std::int64_t hours = 0;   // orders come in so long; 0: as the scenario says
  std::int64_t orders = 0;  // expected; 0: as the scenario says
  std::int32_t riders = 0;  // 0: as the scenario says
  unsigned threads = 1;
  StoreKind store = StoreKind::Memory;
  std::string data_folder;  // of a SQLite store; empty: one that goes with the city
  std::string journal;      // file; empty: none
  // Where books and events are, in the place of a store and a bus of our own; outlives the city. Null: as above.
  CityGround* ground = nullptr;
};

// Scenario and map, laid out. Problems name the file or option at fault.
Result<std::shared_ptr<const sim::CityModel>> plan_simulated_city(const SimulatedCityOptions& options);
std::shared_ptr<const sim::CityModel> lay_out(sim::Scenario scenario, sim::CityPlan plan, std::uint64_t seed);

class SimulatedCity {
 public:
  // Opens all restaurants. Throws std::runtime_error where a store, the journal or the business refuses.
  SimulatedCity(std::shared_ptr<const sim::CityModel> model, const SimulatedCityOptions& options);
  ~SimulatedCity();

  // Runs every territory to that instant (inclusive), on `threads` threads, then hands what was recorded to the
  // journal. The outcome does not depend on the number of threads.
  void run_until(Instant end);

  Instant now() const;
  // The scenario's time for orders is over and nothing is open any more.
  bool quiet() const;
  const sim::CityModel& model() const { return *model_; }
  std::span<const std::unique_ptr<sim::Territory>> territories() const { return territories_; }

  Digest state() const;  // of all territories
  std::uint64_t events() const;
  sim::InvariantReport check_running() const;
  sim::InvariantReport check_finished() const;
  // Everything recorded so far is on the disk.
  void sync_journal();

 private:
  void serve_territories(Instant end);
  std::string store_folder(const std::string& wanted);

  std::shared_ptr<const sim::CityModel> model_;
  unsigned threads_;
  std::string own_folder_;  // of stores that nobody wants to keep
  std::unique_ptr<JournalFile> journal_;
  std::vector<std::unique_ptr<JournalBuffer>> buffers_;
  std::vector<std::unique_ptr<sim::Territory>> territories_;
};

}  // namespace pizza
