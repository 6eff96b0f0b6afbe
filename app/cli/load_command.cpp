// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_command.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>

#include "app/cli/load_check.h"

namespace pizza::cli {

namespace {

struct LoadOptions {
  std::vector<std::string> urls;
  std::string acknowledged, verify;
  double settle_s = 0;
  LoadPlan plan;
};

Settling settling_of(const LoadOptions& options, const Output& output) {
  return {options.settle_s, [&output](const std::string& text) { output.progress(text); }};
}

// Nearest rank; 0 where nothing was measured.
double percentile(const std::vector<double>& sorted, std::size_t permille) {
  if (sorted.empty()) return 0;
  const std::size_t rank = (sorted.size() * permille + 999) / 1'000;
  return sorted[std::max<std::size_t>(rank, 1) - 1];
}

Json check_json(const LoadCheck& check) {
  constexpr std::size_t shown = 100;
  Json json{{"checked", check.checked},
            {"states", check.states},
            {"violations", check.violations.size()},
            {"first", Json::array()}};
  for (std::size_t i = 0; i < std::min(shown, check.violations.size()); ++i)
    json["first"].push_back(check.violations[i]);
  return json;
}

void say_violations(const LoadCheck& check, const Output& output) {
  constexpr std::size_t shown = 10;
  for (std::size_t i = 0; i < std::min(shown, check.violations.size()); ++i) output.progress(check.violations[i]);
}

int verify(const LoadOptions& options, const Output& output) {
  LoadClient client(options.plan.servers, options.plan.retry_s);
  const LoadCheck check = check_ledger(client, options.verify, settling_of(options, output));
  say_violations(check, output);
  output.line(std::to_string(check.checked) + " orders checked, " + std::to_string(check.violations.size()) +
              " violations");
  output.document(Json{{"invariants", check_json(check)}});
  return check.violations.empty() ? done : failed;
}

std::ofstream open_ledger(const std::string& file) {
  std::ofstream ledger;
  if (file.empty()) return ledger;
  ledger.open(file, std::ios::binary | std::ios::app);
  if (!ledger) throw UsageError("--acknowledged " + file + ": " + std::strerror(errno));
  return ledger;
}

std::string milliseconds_text(double ms) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.1f ms", ms);
  return text.data();
}

int load(const LoadOptions& options, const Output& output) {
  LoadClient client(options.plan.servers, options.plan.retry_s);
  LoadShop shop(client, options.plan.seed);
  std::ofstream ledger = open_ledger(options.acknowledged);
  output.progress(std::to_string(shop.restaurants()) + " restaurants to order from, in realms: " +
                  std::to_string(shop.realms()));
  LoadOutcome outcome =
      LoadRun(options.plan, shop, ledger).run([&](const std::string& text) { output.progress(text); });
  output.progress("checking " + std::to_string(outcome.acknowledged.size()) + " orders …");
  const LoadCheck check = check_promises(client, outcome, settling_of(options, output));
  say_violations(check, output);

  std::sort(outcome.latency_ms.begin(), outcome.latency_ms.end());
  const auto& latency = outcome.latency_ms;
  Json failures = Json::object();
  for (const auto& [code, count] : outcome.failed) failures[code] = count;
  Json json;
  json["sent"] = outcome.sent;
  json["ok"] = outcome.ok;
  json["failed"] = failures;
  json["orders_per_s"] = outcome.took_s > 0 ? static_cast<double>(outcome.ok) / outcome.took_s : 0;
  json["latency_ms"] = {{"p50", percentile(latency, 500)},
                        {"p99", percentile(latency, 990)},
                        {"p999", percentile(latency, 999)},
                        {"max", latency.empty() ? 0 : latency.back()}};
  json["retries"] = outcome.retries;
  json["replayed"] = outcome.replayed;
  json["longest_wait_s"] = outcome.longest_wait_s;
  json["websockets"] = {
      {"opened", outcome.sockets}, {"events", outcome.socket_events}, {"redirected", outcome.redirected}};
  json["invariants"] = check_json(check);
  output.line(std::to_string(outcome.ok) + " of " + std::to_string(outcome.sent) + " orders taken; p50 " +
              milliseconds_text(percentile(latency, 500)) + ", p99 " + milliseconds_text(percentile(latency, 990)) +
              ", p99.9 " + milliseconds_text(percentile(latency, 999)) + "; " +
              std::to_string(check.violations.size()) + " violations");
  output.document(json);
  return outcome.failed.empty() && check.violations.empty() && outcome.ok > 0 ? done : failed;
}

int load_or_explain(LoadOptions options, const Output& output) {
  for (const std::string& url : options.urls) options.plan.servers.push_back(parse_server(url));
  try {
    return options.verify.empty() ? load(options, output) : verify(options, output);
  } catch (const Unreachable& error) {
    std::cerr << "pizzatwinctl: " << error.what() << '\n';
  } catch (const Json::exception& error) {
    std::cerr << "pizzatwinctl: " << options.urls.front() << ": an answer of another shape: " << error.what() << '\n';
  }
  return failed;
}

}  // namespace

void add_load_commands(CLI::App& app) {
  const auto options = std::make_shared<LoadOptions>();
  CLI::App* command = add_command(app, "load", "Send an open-loop load of real orders to a server, and check it",
                                  "load http://127.0.0.1:8080 --rate 100 --seconds 30 --json -",
                                  [options](Output& output) { return load_or_explain(*options, output); });
  command->add_option("URL", options->urls, "The server, http://HOST:PORT; several instances get orders in turn")
      ->required()
      ->expected(1, 64);
  command->add_option("--rate", options->plan.rate, "Orders a second, on average (Poisson)")
      ->check(CLI::Range(0.1, 100'000.0))
      ->capture_default_str();
  command->add_option("--seconds", options->plan.seconds, "How long")
      ->check(CLI::Range(0.1, 86'400.0))
      ->capture_default_str();
  command
      ->add_option("--retry", options->plan.retry_s,
                   "Send an order again, under its idempotency key and to the next instance, for so many seconds "
                   "after its connection broke or the answer was 503")
      ->check(CLI::Range(0.0, 3'600.0))
      ->capture_default_str();
  command->add_option("--connections", options->plan.connections, "At most")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  command->add_option("--websockets", options->plan.sockets, "Orders to follow over a WebSocket")
      ->check(CLI::Range(0, 1'000))
      ->capture_default_str();
  command->add_option("--seed", options->plan.seed, "The same seed makes the same baskets")->capture_default_str();
  command->add_option("--acknowledged", options->acknowledged, "Append the number of every order that was taken")
      ->type_name("FILE");
  command
      ->add_option("--settle", options->settle_s,
                   "Wait up to so many seconds for every order to end; one that has not is a violation")
      ->check(CLI::Range(0.0, 86'400.0))
      ->capture_default_str();
  command
      ->add_option("--verify", options->verify,
                   "Send nothing; check that the orders in FILE are there and nobody was charged twice")
      ->type_name("FILE");
}

}  // namespace pizza::cli
