// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/simulated_city.h"

#include <atomic>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <mutex>
#include <thread>

#include "app/composition/simulated_city/datasets.h"
#include "app/composition/simulated_city/sandbox_provider.h"
#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_search_index.h"
#include "connectors/memory/memory_store.h"
#include "connectors/sqlite/sqlite_store.h"
#include "core/catalogue.h"
#include "sim/dispatch/nearest_rider.h"

namespace pizza {

namespace {

JournalHead journal_head(const sim::CityModel& model) {
  JournalHead head;
  head.text = "scenario " + model.scenario.name + ", city " + std::string(model.plan.map->city()) + ", seed " +
              std::to_string(model.seed) + ", territories " + std::to_string(model.plan.territories.size());
  for (const EventType* type : all_event_types()) head.names.emplace_back(type->schema->name);
  return head;
}

SandboxOptions sandbox_options(const sim::CityModel& model, std::uint16_t territory) {
  SandboxOptions options;
  options.seed = model.seed * 1'000 + territory;
  options.lost_answer_per_million = static_cast<std::uint32_t>(model.scenario.provider.lost_answer_permille) * 1'000;
  options.double_answer_per_million =
      static_cast<std::uint32_t>(model.scenario.provider.double_answer_permille) * 1'000;
  return options;
}

// Nobody outside relies on a simulated commit, so a store on disk need not outlive a loss of power.
std::unique_ptr<Store> make_store(StoreKind kind, const std::string& folder, std::uint16_t territory) {
  if (kind == StoreKind::Memory) return std::make_unique<MemoryStore>();
  const std::string path = folder + "/territory-" + std::to_string(territory) + ".db";
  if (std::filesystem::exists(path))
    throw std::runtime_error(path + ": is there already, expected a folder without a simulated city");
  return std::make_unique<SqliteStore>(path, all_record_types(), SqliteOptions{.durability = Durability::Normal});
}

std::string name_of_territory(const sim::Territory& territory) {
  return "territory " + std::to_string(territory.plan().index);
}

}  // namespace

std::shared_ptr<const sim::CityModel> lay_out(sim::Scenario scenario, sim::CityPlan plan, std::uint64_t seed) {
  auto model = std::make_shared<sim::CityModel>();
  model->scenario = std::move(scenario);
  model->plan = std::move(plan);
  model->seed = seed;
  model->roads.travel_permille = model->scenario.weather.travel_permille;
  for (std::size_t v = 0; v < vehicle_names.size(); ++v)
    if (model->scenario.riders.vehicles[v] > 0)
      model->roads.routers[v].emplace(model->plan.map, static_cast<Vehicle>(v));
  return model;
}

Result<std::shared_ptr<const sim::CityModel>> plan_simulated_city(const SimulatedCityOptions& options) {
  Result<sim::Scenario> scenario = load_scenario(options.scenario);
  if (!scenario) return scenario.problem();
  sim::Scenario wanted = std::move(scenario).value();
  if (options.hours > 0) sim::open_for_hours(wanted, options.hours);
  auto map = load_city(options.city, wanted.city);
  if (!map) return map.problem();
  Result<sim::CityPlan> plan =
      sim::plan_city(wanted, std::move(map).value(), options.seed, {options.orders, options.riders});
  if (!plan) return plan.problem();
  return lay_out(std::move(wanted), std::move(plan).value(), options.seed);
}

SimulatedCity::SimulatedCity(std::shared_ptr<const sim::CityModel> model, const SimulatedCityOptions& options)
    : model_(std::move(model)), threads_(std::max(options.threads, 1U)) {
  const std::size_t count = model_->plan.territories.size();
  if (!options.journal.empty()) {
    journal_ = std::make_unique<JournalFile>(options.journal, journal_head(*model_), event_type_by_name);
    for (std::size_t t = 0; t < count; ++t)
      buffers_.push_back(std::make_unique<JournalBuffer>(static_cast<std::uint32_t>(t), journal_->numbers()));
  }
  CityGround* const ground = options.ground;
  if (ground != nullptr) ground->begin(count, model_->scenario.begins);
  const std::string folder = options.store == StoreKind::Sqlite ? store_folder(options.data_folder) : "";
  sim::TerritoryPorts ports;
  ports.store = [&](std::uint16_t territory) {
    return ground != nullptr ? ground->store(territory) : make_store(options.store, folder, territory);
  };
  ports.bus = [&](std::uint16_t territory, Store& store) -> std::unique_ptr<EventBus> {
    return ground != nullptr ? ground->bus(territory, store) : std::make_unique<InProcessBus>();
  };
  ports.provider = [&](std::uint16_t territory, const Clock& clock, sim::AnswerLater later) {
    return std::make_unique<SandboxProvider>(clock, std::move(later), sandbox_options(*model_, territory));
  };
  ports.policy = [] { return std::make_unique<sim::NearestRider>(); };
  ports.journal = [&](std::uint16_t territory) -> JournalSink* {
    return buffers_.empty() ? nullptr : buffers_[territory].get();
  };
  ports.search = [] { return std::make_unique<MemorySearchIndex>(); };
  for (std::size_t t = 0; t < count; ++t)
    territories_.push_back(std::make_unique<sim::Territory>(*model_, static_cast<std::uint16_t>(t), ports));
}

SimulatedCity::~SimulatedCity() {
  territories_.clear();
  std::error_code ignored;
  if (!own_folder_.empty()) std::filesystem::remove_all(own_folder_, ignored);
}

// The folder that was asked for, or one of our own that goes with the city.
std::string SimulatedCity::store_folder(const std::string& wanted) {
  if (!wanted.empty()) {
    std::filesystem::create_directories(wanted);
    return wanted;
  }
  std::string own = (std::filesystem::temp_directory_path() / "pizzatwin-XXXXXX").string();
  if (mkdtemp(own.data()) == nullptr) throw std::runtime_error(own + ": cannot be made, expected a temporary folder");
  return own_folder_ = own;
}

void SimulatedCity::serve_territories(Instant end) {
  std::atomic<std::size_t> next = 0;
  std::mutex fault_guard;
  std::exception_ptr fault;
  const auto work = [&] {
    for (std::size_t t; (t = next.fetch_add(1)) < territories_.size();) {
      try {
        territories_[t]->run_until(end);
      } catch (...) {
        const std::scoped_lock lock(fault_guard);
        fault = std::current_exception();
      }
    }
  };
  std::vector<std::thread> helpers;
  for (unsigned i = 1; i < threads_ && i < territories_.size(); ++i) helpers.emplace_back(work);
  work();
  for (std::thread& helper : helpers) helper.join();
  if (fault) std::rethrow_exception(fault);
}

void SimulatedCity::run_until(Instant end) {
  serve_territories(end);
  for (const auto& buffer : buffers_) journal_->append(*buffer);
}

Instant SimulatedCity::now() const {
  return territories_.front()->now();
}

bool SimulatedCity::quiet() const {
  return std::all_of(territories_.begin(), territories_.end(), [](const auto& t) { return t->quiet(); });
}

Digest SimulatedCity::state() const {
  Digest digest;
  for (const auto& territory : territories_) digest.add(territory->state());
  return digest;
}

std::uint64_t SimulatedCity::events() const {
  std::uint64_t events = 0;
  for (const auto& territory : territories_) events += territory->events();
  return events;
}

sim::InvariantReport SimulatedCity::check_running() const {
  sim::InvariantReport report;
  for (const auto& territory : territories_)
    report.add(sim::check_running(territory->store(), territory->provider(), model_->scenario.currency,
                                  name_of_territory(*territory)));
  return report;
}

sim::InvariantReport SimulatedCity::check_finished() const {
  sim::InvariantReport report;
  for (const auto& territory : territories_) {
    const std::string name = name_of_territory(*territory);
    report.add(sim::check_finished(territory->store(), territory->provider(), model_->scenario.currency, name));
    report.add(territory->paths().report(name));
  }
  return report;
}

void SimulatedCity::sync_journal() {
  if (journal_ != nullptr) journal_->sync();
}

}  // namespace pizza
