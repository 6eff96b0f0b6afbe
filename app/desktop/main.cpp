// SPDX-License-Identifier: Apache-2.0
// pizzatwin: reads the command line, makes the world, opens the window.
#include <CLI/CLI.hpp>
#include <cmath>
#include <cstdio>
#include <map>
#include <regex>

#include "app/desktop/desktop_app.h"
#include "app/desktop/session_factory.h"
#include "maps/plane.h"
#include "maps/road_map.h"

namespace {

constexpr int bad_usage = 2;
constexpr int failed = 1;
constexpr pizza::Duration shot_waits_for_orders = pizza::seconds(30);

struct CommandLine {
  pizza::SessionOptions session;
  pizza::DesktopOptions desktop;
  std::string size, at, centre, theme = "dark", role, redis;
  std::vector<std::string> of_simulation;  // options that were given and mean nothing to the live world
};

void add_options(CLI::App& app, CommandLine& line) {
  line.desktop.screen.clear();
  const std::map<std::string, pizza::World> worlds = {
      {"embedded", pizza::World::Embedded}, {"live", pizza::World::Live}, {"simulated", pizza::World::Simulated}};
  app.add_option("--world", line.session.world, "embedded, live or simulated (the default)")
      ->transform(CLI::CheckedTransformer(worlds, CLI::ignore_case))
      ->option_text("WORLD");
  app.add_option("--city", line.session.city, "a city's name, or a map file");
  app.add_option("--scenario", line.session.scenario, "a scenario's name, or its file");
  app.add_option("--postgres", line.session.postgres, "of the live world: URL of its database, once for each")
      ->take_all()
      ->type_name("URL");
  app.add_option("--kafka", line.session.kafka, "of the live world: its brokers")->type_name("HOST:PORT,…");
  app.add_option("--redis", line.redis, "taken with the live world's other flags; a screen asks nothing of it")
      ->type_name("URL");
  app.add_option("--seed", line.session.seed, "of the simulated world's chance");
  app.add_option("--speed", line.session.speed, "simulated seconds a second")->check(CLI::Range(1, 600));
  app.add_option("--role", line.role, "who works here: admin, planner or trainer")
      ->check(CLI::IsMember({"admin", "planner", "trainer"}));
  app.add_option("--screen", line.desktop.screen, "what to open with: live, orders or order")
      ->check(CLI::IsMember({"live", "orders", "order"}));
  app.add_option("--shot", line.desktop.shot, "write one picture (.png) and end");
  app.add_option("--size", line.size, "of the picture, as 1600x1000");
  app.add_option("--zoom", line.desktop.zoom, "of the map: 10 shows a city, 17 a street")->check(CLI::Range(8.0, 19.0));
  app.add_option("--centre", line.centre, "of the map, as LAT,LON in degrees; else where the work is");
  app.add_option("--at", line.at, "simulated time of the picture, as 19:42");
  app.add_option("--theme", line.theme, "dark or light")->check(CLI::IsMember({"dark", "light"}));
  app.footer(
      "Examples:\n"
      "  pizzatwin --world simulated --city monaco --shot monaco.png --at 19:42\n"
      "  pizzatwin --world live --postgres postgresql://pizza@127.0.0.1:5432/pizza --kafka 127.0.0.1:9092\n"
      "  pizzatwin --city monaco.map --zoom 16 --centre 43.7384,7.4246 --theme light --shot street.png");
}

// Empty when all is well, else one line on what was expected.
std::string understand(CommandLine& line) {
  line.desktop.dark = line.theme == "dark";
  const bool live = line.session.world == pizza::World::Live;
  if (live && !line.of_simulation.empty()) return line.of_simulation.front() + ": the live world keeps its own time";
  if (!live && (!line.session.postgres.empty() || !line.session.kafka.empty() || !line.redis.empty()))
    return "--postgres, --kafka, --redis: they are of the live world, expected --world live";
  // A restaurant's people begin with their orders, everybody else with the city.
  if (line.desktop.screen.empty()) line.desktop.screen = line.role == "admin" ? "orders" : "live";
  std::smatch parts;
  if (!line.size.empty()) {
    if (!std::regex_match(line.size, parts, std::regex("([1-9][0-9]{2,3})x([1-9][0-9]{2,3})"))) {
      return "--size: expected WIDTHxHEIGHT from 100x100 to 9999x9999, got \"" + line.size + "\"";
    }
    line.desktop.size = QSize(std::stoi(parts[1]), std::stoi(parts[2]));
  }
  if (!line.centre.empty()) {
    static const std::regex degrees("(-?[0-9]{1,2}(?:\\.[0-9]{1,9})?),(-?[0-9]{1,3}(?:\\.[0-9]{1,9})?)");
    const bool numbers = std::regex_match(line.centre, parts, degrees);
    const double lat = numbers ? std::stod(parts[1]) : 0, lon = numbers ? std::stod(parts[2]) : 0;
    if (!numbers || std::abs(lat) > 90 || std::abs(lon) > 180) {
      return "--centre: expected LAT,LON in degrees, as 43.7384,7.4246, got \"" + line.centre + "\"";
    }
    line.desktop.centre = pizza::geo_point(lat, lon);
  }
  if (!line.at.empty()) {
    if (!std::regex_match(line.at, parts, std::regex("([01]?[0-9]|2[0-3]):([0-5][0-9])"))) {
      return "--at: expected a time from 00:00 to 23:59, got \"" + line.at + "\"";
    }
    line.session.run_to_minute = std::stoi(parts[1]) * 60 + std::stoi(parts[2]);
  }
  return {};
}

// A picture of a place that the map does not show would be empty.
std::string check_centre(const CommandLine& line, const pizza::SessionInfo& info) {
  if (!line.desktop.centre) return {};
  const auto map = pizza::maps::RoadMap::open(info.map_file);
  if (!map.ok()) return info.map_file + ": " + map.problem().detail;
  if (pizza::maps::GeoBox{(*map)->south_west(), (*map)->north_east()}.contains(*line.desktop.centre)) return {};
  return "--centre " + line.centre + ": not on the map of " + std::string((*map)->city());
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("PizzaTwin: a pizza delivery city, and its twin");
  CommandLine line;
  add_options(app, line);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : bad_usage;
  }
  for (const char* option : {"--seed", "--speed", "--at"})
    if (app.count(option) > 0) line.of_simulation.emplace_back(option);
  std::string error = understand(line);
  if (!error.empty()) {
    std::fprintf(stderr, "pizzatwin: %s\n", error.c_str());
    return bad_usage;
  }
  const auto session = pizza::make_session(line.session, error);
  if (session == nullptr) {
    std::fprintf(stderr, "pizzatwin: %s\n", error.c_str());
    return bad_usage;
  }
  error = check_centre(line, session->info());
  if (!error.empty()) {
    std::fprintf(stderr, "pizzatwin: %s\n", error.c_str());
    return bad_usage;
  }
  if (!line.desktop.shot.empty() && !session->wait_for_orders(shot_waits_for_orders, error)) {
    std::fprintf(stderr, "pizzatwin: %s\n", error.c_str());
    return failed;
  }
  return pizza::run_desktop(session, line.desktop);
}
