// SPDX-License-Identifier: Apache-2.0
#include "app/cli/simulate_command.h"

#include <array>
#include <csignal>
#include <cstdio>
#include <iostream>
#include <map>

#include "app/cli/command.h"
#include "app/composition/simulated_city/on_servers/server_ground.h"
#include "app/composition/simulated_city/simulated_city.h"

namespace pizza::cli {

namespace {

volatile std::sig_atomic_t interrupted = 0;

void interrupt(int) {
  interrupted = 1;
}

// While it lives, Ctrl-C asks the run to stop at the next window.
class InterruptGuard {
 public:
  InterruptGuard() : before_(std::signal(SIGINT, interrupt)) { interrupted = 0; }
  ~InterruptGuard() { std::signal(SIGINT, before_); }
  InterruptGuard(const InterruptGuard&) = delete;
  InterruptGuard& operator=(const InterruptGuard&) = delete;

 private:
  void (*before_)(int);
};

double in_minutes(std::int64_t ms) {
  return static_cast<double>(ms) / 60'000;
}

double in_units(Money money) {
  double value = static_cast<double>(money.minor);
  for (int digit = 0; digit < minor_digits(money.currency); ++digit) value /= 10;
  return value;
}

Json spread_json(const sim::Spread& spread) {
  return {{"mean", in_minutes(spread.mean_ms)},
          {"p50", in_minutes(spread.p50_ms)},
          {"p90", in_minutes(spread.p90_ms)},
          {"p99", in_minutes(spread.p99_ms)}};
}

template <class... Values>
std::string text(const char* format, Values... values) {
  std::array<char, 256> buffer{};
  const int length = std::snprintf(buffer.data(), buffer.size(), format, values...);
  return {buffer.data(), static_cast<std::size_t>(std::clamp(length, 0, 255))};
}

std::string clock_text(Instant at, int utc_offset_minutes) {
  const std::int64_t minute = (at.ms / 60'000 + utc_offset_minutes) % 1'440;
  return text("%02d:%02d", static_cast<int>(minute / 60), static_cast<int>(minute % 60));
}

struct Run {
  const SimulatedCity& city;
  sim::RunFigures figures;
  sim::InvariantReport invariants;
  std::string state_hash;
  double wall_s = 0;
  double simulated_s = 0;

  double a_second(double count) const { return wall_s > 0 ? count / wall_s : 0; }
  double late_fraction() const {
    return figures.delivered == 0 ? 0 : static_cast<double>(figures.late) / static_cast<double>(figures.delivered);
  }
  double utilisation() const {
    const sim::RiderTally& riders = figures.rider_tally;
    return riders.online_ms == 0 ? 0 : static_cast<double>(riders.busy_ms) / static_cast<double>(riders.online_ms);
  }
  double cost_per_order() const {
    return figures.delivered == 0 ? 0 : in_units(figures.rider_cost) / static_cast<double>(figures.delivered);
  }
};

Json services_json(const sim::RunFigures& figures) {
  Json services = Json::object();
  for (const auto& [service, tally] : figures.services)
    services[std::string(service)] = {{"commands", tally.commands}, {"events", tally.events}};
  return services;
}

// What happens seldom, and must happen all the same.
Json flows_json(const sim::RunFigures& f) {
  return {{"payments_held", f.flows.held},
          {"held_approved", f.operations_tally.approved},
          {"held_refused", f.operations_tally.refused},
          {"challenges", f.flows.challenged},
          {"challenges_answered", f.customer_tally.answered},
          {"orders_by_cart", f.customer_tally.carts},
          {"carts_left", f.customer_tally.left_carts},
          {"orders_again", f.customer_tally.again},
          {"pizzas_of_halves", f.customer_tally.halves},
          {"orders_scheduled", f.flows.scheduled},
          {"orders_changed", f.flows.changed},
          {"rewards_refused", f.flows.rewards_refused},
          {"codes_wanted", f.flows.codes_wanted},
          {"codes_wrong", f.flows.codes_wrong},
          {"customers_absent", f.rider_tally.absent},
          {"food_returned", f.flows.food_returned},
          {"food_disposed", f.flows.food_disposed},
          {"offers_withdrawn", f.flows.offers_withdrawn},
          {"deliveries_reassigned", f.flows.reassigned},
          {"riders_sent", f.flows.riders_sent}};
}

Json run_json(const Run& run) {
  const sim::CityModel& model = run.city.model();
  const sim::RunFigures& f = run.figures;
  Json json;
  json["scenario"] = model.scenario.name;
  json["city"] = model.plan.map->city();
  json["seed"] = model.seed;
  json["simulated_hours"] = run.simulated_s / 3'600;
  json["orders"] = {{"placed", f.placed},     {"delivered", f.delivered}, {"cancelled", f.cancelled},
                    {"rejected", f.rejected}, {"failed", f.failed},       {"open", f.open}};
  json["click_to_door_min"] = spread_json(f.click_to_door);
  json["ready_to_pickup_min"] = spread_json(f.ready_to_pickup);
  json["late_fraction"] = run.late_fraction();
  json["riders"] = {{"count", f.riders},
                    {"utilisation", run.utilisation()},
                    {"no_shows", f.rider_tally.no_shows},
                    {"declined", f.rider_tally.declined},
                    {"gave_up", f.rider_tally.gave_up},
                    {"accidents", f.rider_tally.accidents},
                    {"km", static_cast<double>(f.rider_tally.ridden_mm) / 1e6}};
  json["customers"] = {{"second_clicks", f.customer_tally.replayed}, {"cancelled", f.customer_tally.cancelled},
                       {"refused", f.customer_tally.refused},        {"nothing_open", f.customer_tally.nothing},
                       {"changed_orders", f.customer_tally.changed}, {"reviews", f.guest_tally.reviews},
                       {"complaints", f.guest_tally.complaints},     {"questions", f.guest_tally.questions}};
  json["desk"] = {{"tickets_answered", f.desk_tally.answered},
                  {"reviews_moderated", f.desk_tally.moderated},
                  {"replies", f.desk_tally.replies}};
  json["flows"] = flows_json(f);
  json["services"] = services_json(f);
  json["money"] = {{"currency", currency_codes[static_cast<std::size_t>(f.charged.currency)]},
                   {"charged", f.charged.minor},  // in minor units, exact
                   {"refunded", f.refunded.minor},
                   {"ledger_sum", f.ledger_sum}};
  json["cost_per_order"] = run.cost_per_order();
  json["needs_people"] = f.sagas_for_people;
  json["events"] = f.events;
  json["engine_events"] = f.steps;
  json["orders_per_s"] = run.a_second(static_cast<double>(f.placed));
  json["events_per_s"] = run.a_second(static_cast<double>(f.events));
  json["real_time_factor"] = run.a_second(run.simulated_s);
  json["state_hash"] = run.state_hash;
  json["invariants"] = {{"checked", run.invariants.checked}, {"violations", run.invariants.violations}};
  return json;
}

void tell(const Run& run, const Output& output) {
  const sim::CityModel& model = run.city.model();
  const sim::RunFigures& f = run.figures;
  const auto number = [](std::int64_t n) { return static_cast<long long>(n); };
  output.line(model.scenario.title + ", " + std::string(model.plan.map->city()) + ", seed " +
              std::to_string(model.seed) +
              text(": %.1f simulated hours in %.2f s", run.simulated_s / 3'600, run.wall_s));
  output.line(
      text("  orders         %lld placed, %lld delivered, %lld cancelled, %lld rejected, %lld failed, %lld open",
           number(f.placed), number(f.delivered), number(f.cancelled), number(f.rejected), number(f.failed),
           number(f.open)));
  output.line(text("  click to door  mean %.1f min, p50 %.1f, p90 %.1f, p99 %.1f; %.1f %% late",
                   in_minutes(f.click_to_door.mean_ms), in_minutes(f.click_to_door.p50_ms),
                   in_minutes(f.click_to_door.p90_ms), in_minutes(f.click_to_door.p99_ms), 100 * run.late_fraction()));
  output.line(text("  ready to ride  mean %.1f min, p90 %.1f", in_minutes(f.ready_to_pickup.mean_ms),
                   in_minutes(f.ready_to_pickup.p90_ms)));
  output.line(text("  riders         %lld, %.0f %% in use, %.2f an order", number(f.riders), 100 * run.utilisation(),
                   run.cost_per_order()));
  output.line(text("  money          %.2f charged, %.2f refunded, ledger sum %lld", in_units(f.charged),
                   in_units(f.refunded), number(f.ledger_sum)));
  const auto count = [](std::uint64_t n) { return static_cast<unsigned long long>(n); };
  output.line(text(
      "  seldom         %llu carts, %llu again, %llu of halves, %llu challenged, %llu held, %llu by code, %llu absent",
      count(f.customer_tally.carts), count(f.customer_tally.again), count(f.customer_tally.halves),
      count(f.flows.challenged), count(f.flows.held), count(f.flows.codes_wanted), count(f.rider_tally.absent)));
  for (const auto& [service, tally] : f.services)
    output.line(text("  %-14s %llu commands, %llu events", std::string(service).c_str(),
                     static_cast<unsigned long long>(tally.commands), static_cast<unsigned long long>(tally.events)));
  output.line(text("  speed          %.0f orders/s, %.0f events/s, %.0f times real time",
                   run.a_second(static_cast<double>(f.placed)), run.a_second(static_cast<double>(f.events)),
                   run.a_second(run.simulated_s)));
  output.line("  state          " + run.state_hash);
  output.line(text("  invariants     %llu checked, %llu violated",
                   static_cast<unsigned long long>(run.invariants.checked),
                   static_cast<unsigned long long>(run.invariants.violated)));
  for (const std::string& violation : run.invariants.violations) output.line("    " + violation);
}

// One line on stderr that is written over, where somebody watches.
class ProgressLine {
 public:
  void show(const SimulatedCity& city) {
    if (++shown_ % 6 != 1) return;
    std::int64_t open = 0;
    for (const auto& territory : city.territories()) open += territory->open().orders;
    std::cerr << '\r' << clock_text(city.now(), city.model().scenario.utc_offset_minutes)
              << text("  %lld orders open, %llu events   ", static_cast<long long>(open),
                      static_cast<unsigned long long>(city.events()))
              << std::flush;
  }
  void end() const { std::cerr << '\n'; }

 private:
  std::uint64_t shown_ = 0;
};

// To the end, or to Ctrl-C.
void run_windows(SimulatedCity& city, sim::InvariantReport& invariants) {
  const sim::Scenario& scenario = city.model().scenario;
  ProgressLine progress;
  for (Instant at = scenario.begins; at < scenario.ends() && interrupted == 0;) {
    at = std::min(at + minutes(5), scenario.ends());
    city.run_until(at);
    invariants.add(city.check_running());
    progress.show(city);
    if (at >= scenario.closes() && city.quiet()) break;
  }
  progress.end();
  city.sync_journal();
}

struct SimulateOptions {
  SimulatedCityOptions city;
  ServerGroundOptions servers;  // none: books and events are in this process

  bool on_servers() const { return !servers.postgres.empty(); }
};

void tell(const ServerGroundFigures& figures, const Output& output) {
  output.line(text("  servers        %llu events through Kafka in %llu transactions, %llu flushes of PostgreSQL",
                   static_cast<unsigned long long>(figures.taken),
                   static_cast<unsigned long long>(figures.transactions),
                   static_cast<unsigned long long>(figures.flushes)));
}

int simulate(SimulateOptions wanted, Output& output) {
  const InterruptGuard guard;
  SimulatedCityOptions& options = wanted.city;
  if (wanted.servers.postgres.empty() != wanted.servers.kafka.empty())
    throw UsageError("--postgres and --kafka: expected both or none");
  const auto model = value_or_usage_error(plan_simulated_city(options));
  std::optional<ServerGround> ground;
  if (wanted.on_servers()) {
    options.ground = &ground.emplace(wanted.servers);
    // A territory waits for servers most of the time.
    options.threads = std::max(options.threads, static_cast<unsigned>(model->plan.territories.size()));
  }
  SimulatedCity city(model, options);
  Run run{.city = city, .figures = {}, .invariants = {}, .state_hash = {}};
  run_windows(city, run.invariants);
  if (interrupted == 0) run.invariants.add(city.check_finished());
  run.figures = sim::figures_of(city.territories());
  run.state_hash = city.state().hex();
  run.wall_s = output.watch.seconds();
  run.simulated_s = static_cast<double>((city.now() - model->scenario.begins).ms) / 1'000;
  tell(run, output);
  Json document = run_json(run);
  if (ground) {
    const bool emptied = ground->finish();
    const ServerGroundFigures figures = ground->figures();
    tell(figures, output);
    document["servers"] = {{"events", figures.taken},
                           {"kafka_transactions", figures.transactions},
                           {"postgres_flushes", figures.flushes},
                           {"outbox", figures.outbox_depth}};
    if (!emptied) output.progress("the outbox still holds rows that Kafka has not taken");
  }
  output.document(document);
  if (interrupted != 0) output.progress("interrupted at " + clock_text(city.now(), model->scenario.utc_offset_minutes));
  return interrupted != 0 || run.invariants.violated != 0 ? failed : done;
}

}  // namespace

void add_simulate_commands(CLI::App& app) {
  const auto wanted = std::make_shared<SimulateOptions>();
  SimulatedCityOptions* const options = &wanted->city;
  CLI::App* command = add_command(app, "simulate", "Simulate a scenario", "simulate friday-rush --seed 7 --json -",
                                  [wanted](Output& output) { return simulate(*wanted, output); });
  command->add_option("scenario", options->scenario, "A scenario's name, or its file")->required();
  command->add_option("--city", options->city, "A map file, or a city's name")->type_name("CITY");
  command->add_option("--seed", options->seed, "Of all chance in the run")->type_name("N");
  command->add_option("--hours", options->hours, "How long orders come in")->check(CLI::Range(1, 168))->type_name("H");
  command->add_option("--orders", options->orders, "Expected orders of the whole run")
      ->check(CLI::Range(1, 100'000'000))
      ->type_name("N");
  command->add_option("--riders", options->riders, "Riders of the whole city")
      ->check(CLI::Range(1, 1'000'000))
      ->type_name("N");
  command->add_option("--threads", options->threads, "They change the speed, and nothing else")
      ->check(CLI::Range(1, 256))
      ->type_name("T");
  command->add_option("--journal", options->journal, "Write every event to FILE")->type_name("FILE");
  const std::map<std::string, StoreKind> stores{{"memory", StoreKind::Memory}, {"sqlite", StoreKind::Sqlite}};
  command->add_option("--store", options->store, "memory or sqlite")->transform(CLI::CheckedTransformer(stores));
  command->add_option("--data", options->data_folder, "Folder of a SQLite store")->type_name("FOLDER");
  command->add_option("--postgres", wanted->servers.postgres, "Keep the books in these databases, the first is home")
      ->type_name("URL");
  command->add_option("--kafka", wanted->servers.kafka, "Carry all events through this Kafka")->type_name("BROKERS");
}

}  // namespace pizza::cli
