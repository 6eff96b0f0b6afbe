// SPDX-License-Identifier: Apache-2.0
#include "app/cli/serve_edge.h"

#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

#include "app/cli/command.h"
#include "app/composition/simulated_city/datasets.h"

namespace pizza::cli {

server::ServerOptions server_options(const ServeOptions& options) {
  server::ServerOptions wanted;
  const std::string& text = options.listen;
  const std::size_t colon = text.rfind(':');
  const std::uint64_t port = colon == std::string::npos ? 65'536 : server::id_of(text.substr(colon + 1));
  const bool any_port = colon != std::string::npos && text.substr(colon + 1) == "0";
  if (port > 65'535 || (port == 0 && !any_port))
    throw UsageError("--listen " + text + ": expected HOST:PORT, as in 127.0.0.1:8080 or [::1]:8080");
  wanted.host = text.substr(0, colon);
  if (wanted.host.size() > 2 && wanted.host.front() == '[' && wanted.host.back() == ']')
    wanted.host = wanted.host.substr(1, wanted.host.size() - 2);
  wanted.port = static_cast<std::uint16_t>(port);
  wanted.threads = options.threads;
  return wanted;
}

void log_to_stderr(const std::string& level) {
  const auto logger =
      std::make_shared<spdlog::logger>("pizza", std::make_shared<spdlog::sinks::stderr_color_sink_mt>());
  logger->set_level(spdlog::level::from_str(level));
  spdlog::set_default_logger(logger);
}

void stop_on_signals(boost::asio::signal_set& signals, server::Server& server, std::function<void()> stop) {
  signals.async_wait([&signals, &server, stop = std::move(stop)](const boost::system::error_code& error, int number) {
    if (error) return;
    spdlog::info("signal {}: finishing what is in flight", number);
    stop();
    signals.async_wait([&server](const boost::system::error_code& again, int) {
      if (!again) server.abort();
    });
  });
}

std::shared_ptr<server::MapTiles> tiles_of(const DemoOptions& city) {
  if (city.city.empty()) return nullptr;
  const sim::Scenario scenario = value_or_usage_error(load_scenario(city.scenario));
  auto tiles = std::make_shared<server::MapTiles>(value_or_usage_error(load_city(city.city, scenario.city)));
  spdlog::info("the map's tiles are under /tiles/");
  return tiles;
}

std::string authority(const server::ServerOptions& options, std::uint16_t port) {
  const std::string host = options.host.find(':') == std::string::npos ? options.host : '[' + options.host + ']';
  return host + ':' + std::to_string(port);
}

}  // namespace pizza::cli
