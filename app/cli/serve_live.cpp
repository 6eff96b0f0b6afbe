// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>
#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <random>

#include "app/cli/command.h"
#include "app/cli/serve_edge.h"
#include "app/composition/data_folder.h"
#include "app/composition/demo/demo_crew.h"
#include "app/composition/live/live_world.h"

namespace pizza::cli {

namespace {

// Fills each realm that has nothing yet with its part of the city, and has customers, kitchens and riders act in it for
// as long as it is open here.
class DemoRealms : public RealmWatcher {
 public:
  DemoRealms(const ServeOptions& options) : options_(options) {}

  void opened(std::uint32_t realm, BusinessHost& host) override {
    DemoOptions part = options_.city;
    part.part = realm;
    part.parts = options_.realms;
    part.customers = std::max(20, part.customers / static_cast<int>(options_.realms));
    part.riders = std::max(50, part.riders / static_cast<int>(options_.realms));
    const Result<std::string> made = fill_demo_city(host.business(), part);
    if (!made.ok()) throw std::runtime_error("the demo: " + made.problem().detail);
    spdlog::info("demo, realm {}: {}", realm, *made);
    const int rate = options_.demo_rate / static_cast<int>(options_.realms);
    crews_[realm] = std::make_unique<DemoCrew>(host, options_.demo_rate == 0 ? 0 : std::max(1, rate));
  }
  void closed(std::uint32_t realm) override { crews_.erase(realm); }

 private:
  const ServeOptions& options_;
  std::map<std::uint32_t, std::unique_ptr<DemoCrew>> crews_;
};

std::string drawn_name() {
  std::random_device chance;
  return "instance-" + std::to_string(getpid()) + "-" + std::to_string(chance());
}

// "hash": nothing; "range:SPAN": so many users of a realm on each database.
std::optional<std::uint64_t> users_each(const std::string& text) {
  if (text == "hash") return std::nullopt;
  constexpr std::string_view range = "range:";
  const std::uint64_t span = text.starts_with(range) ? server::id_of(std::string_view(text).substr(range.size())) : 0;
  if (span == 0 || span > (1u << 30))
    throw UsageError("--users " + text + ": expected hash, or range:SPAN with a whole number from 1 to 1073741824");
  return span;
}

LiveOptions live_options(const ServeOptions& options) {
  if (options.kafka.empty()) throw UsageError("--kafka: expected HOST:PORT of a broker; --postgres asks for it");
  LiveOptions live;
  live.postgres = options.postgres;
  live.kafka = options.kafka;
  live.redis = options.redis;
  live.instance = options.instance.empty() ? drawn_name() : options.instance;
  live.realms = options.realms;
  live.folder = options.data.empty() ? DataFolder::usual() / "live" : std::filesystem::path(options.data);
  live.users_each = users_each(options.users);
  live.lease = milliseconds(options.lease_ms);
  live.outbox_limit = options.outbox_limit;
  return live;
}

// Figures of the realms that are open here: the sum of them, or the largest.
void read_figures(server::Metrics& metrics, const LiveWorld& world) {
  using Kind = server::Metrics::Kind;
  const auto gauge = [&](Kind kind, const char* name, const char* help, auto figure, bool sum) {
    metrics.read(kind, name, help, {}, [&world, figure, sum] {
      std::int64_t all = 0;
      for (const auto& realm : world.realms()) {
        const auto value = static_cast<std::int64_t>((realm->realm_figures().*figure).load());
        all = sum ? all + value : std::max(all, value);
      }
      return all;
    });
  };
  gauge(Kind::Gauge, "pizza_outbox_rows", "Rows of the outbox that are not published.", &RealmFigures::outbox_depth,
        true);
  gauge(Kind::Gauge, "pizza_kafka_unsent", "Events on their way to Kafka.", &RealmFigures::unsent, true);
  gauge(Kind::Gauge, "pizza_kafka_consumer_lag", "Events in Kafka that wait to be taken.", &RealmFigures::behind, true);
  gauge(Kind::Counter, "pizza_kafka_doubles_total", "Events that came again and were dropped.", &RealmFigures::doubles,
        true);
  gauge(Kind::Counter, "pizza_kafka_dead_total", "Events that nobody could handle.", &RealmFigures::dead, true);
  gauge(Kind::Gauge, "pizza_saga_overdue_ms", "How long ago the deadline passed of the saga that waits longest.",
        &RealmFigures::saga_overdue_ms, false);
  // A realm has one writer, and so one connection to each database; the leases have two of their own. How much of their
  // time they work is in pizza_world_flush_us_total.
  metrics.read(
      Kind::Gauge, "pizza_database_connections", "Connections to the databases that this instance holds.", {},
      [&world] { return static_cast<std::int64_t>(world.realms().size() * world.options().postgres.size() + 2); });
  metrics.read(Kind::Gauge, "pizza_books_reachable", "Whether the home database could be asked.", {},
               [&world] { return static_cast<std::int64_t>(world.home_reachable()); });
}

}  // namespace

int serve_live(const ServeOptions& options) {
  log_to_stderr(options.log);
  const server::ServerOptions wanted = server_options(options);
  try {
    LiveWorld world(live_options(options), [](const std::string& line) { spdlog::info("{}", line); });
    DemoRealms demo(options);
    server::Server server(wanted, world, tiles_of(options.city));
    if (options.demo) world.watch(demo);
    read_figures(server.metrics(), world);
    boost::asio::signal_set signals(server.context(), SIGINT, SIGTERM);
    // Requests are forwarded to the new owners until all realms have one.
    stop_on_signals(signals, server, [&] { world.leave([&server] { server.stop(); }); });
    const std::string here = authority(wanted, server.port());
    // Whatever happens from here on, the world ends before those who watch it.
    struct EndsFirst {
      LiveWorld& world;
      ~EndsFirst() { world.stop(); }
    };
    const EndsFirst ends{world};
    world.start(options.advertise.empty() ? here : options.advertise);
    server.start();
    std::cout << "PizzaTwin listens on http://" << here << std::endl;
    server.wait();
  } catch (const server::ServerError& error) {
    throw UsageError(error.what());
  } catch (const StoreError& error) {
    throw UsageError("--postgres " + std::string(error.what()));
  } catch (const std::runtime_error& error) {
    throw UsageError(error.what());
  }
  spdlog::info("stopped; all is in the books");
  return done;
}

}  // namespace pizza::cli
