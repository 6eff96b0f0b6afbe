// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/session_factory.h"

#include <exception>

#include "app/composition/live_session/live_session.h"
#include "app/composition/simulated_city/datasets.h"
#include "app/composition/simulated_city/simulated_session.h"
#include "connectors/kafka/kafka_topics.h"
#include "connectors/relational/store_error.h"

namespace pizza {

namespace {

// The first moment of the scenario at that time of the day.
Instant moment_of(const sim::Scenario& scenario, int minute) {
  constexpr std::int64_t day = 1'440;
  const std::int64_t begins = scenario.begins.ms / 60'000 + scenario.utc_offset_minutes;
  const std::int64_t ahead = ((minute - begins) % day + day) % day;
  return scenario.begins + minutes(ahead);
}

std::shared_ptr<CitySession> simulated_session(const SessionOptions& options, std::string& error) {
  SimulatedCityOptions wanted;
  if (!options.scenario.empty()) wanted.scenario = options.scenario;
  wanted.seed = options.seed;
  const Result<sim::Scenario> scenario = load_scenario(wanted.scenario);
  if (!scenario) return error = scenario.problem().detail, nullptr;
  const Result<std::string> map_file = city_map_file(options.city, scenario->city);
  if (!map_file) return error = map_file.problem().detail, nullptr;
  wanted.city = *map_file;
  const auto model = plan_simulated_city(wanted);
  if (!model) return error = model.problem().detail, nullptr;
  std::optional<Instant> run_to;
  if (options.run_to_minute) run_to = moment_of((*model)->scenario, *options.run_to_minute);
  return std::make_shared<SimulatedSession>(*model, *map_file, options.speed, run_to);
}

// On the map of the city that `serve --demo` fills when it is told the same.
std::shared_ptr<CitySession> live_session(const SessionOptions& options, std::string& error) {
  if (options.postgres.empty()) return error = "--postgres: expected the URL of at least one database", nullptr;
  if (options.kafka.empty()) return error = "--kafka: expected HOST:PORT of a broker", nullptr;
  if (const Outcome brokers = check_brokers(options.kafka); !brokers)
    return error = "--kafka: " + brokers.problem().detail, nullptr;
  const Result<sim::Scenario> scenario = load_scenario(options.scenario.empty() ? "friday-rush" : options.scenario);
  if (!scenario) return error = scenario.problem().detail, nullptr;
  const Result<std::string> map_file = city_map_file(options.city, scenario->city);
  if (!map_file) return error = map_file.problem().detail, nullptr;
  auto map = maps::RoadMap::open(*map_file);
  if (!map) return error = map.problem().detail, nullptr;
  LiveSessionOptions live;
  live.postgres = options.postgres;
  live.kafka = options.kafka;
  live.map_file = *map_file;
  live.map = std::move(map).value();
  live.utc_offset_minutes = scenario->utc_offset_minutes;
  try {
    return std::make_shared<LiveSession>(std::move(live));
  } catch (const StoreError& fault) {
    return error = std::string("--postgres: ") + fault.what(), nullptr;
  }
}

}  // namespace

std::shared_ptr<CitySession> make_session(const SessionOptions& options, std::string& error) try {
  if (options.world == World::Simulated) return simulated_session(options, error);
  if (options.world == World::Live) return live_session(options, error);
  error = "--world: this program shows simulated and live cities, expected --world simulated or --world live";
  return nullptr;
} catch (const std::exception& fault) {
  error = fault.what();
  return nullptr;
}

}  // namespace pizza
