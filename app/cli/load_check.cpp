// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_check.h"

#include <cerrno>
#include <cstring>

namespace pizza::cli {

namespace {

std::optional<std::string> check_order(const Json& order, std::optional<std::int64_t> promised) {
  const auto minor = [&](const char* name) { return order.at(name).at("minor").get<std::int64_t>(); };
  const std::int64_t total = minor("total");
  if (total != minor("items") + minor("tax") + minor("delivery_fee") + minor("tip")) return "the sum is wrong";
  if (promised && total != *promised)
    return "the total is " + std::to_string(total) + ", promised was " + std::to_string(*promised);
  if (!order.contains("payment")) return std::nullopt;  // placed a moment ago
  const Json& payment = order.at("payment");
  const std::uint64_t captures = payment.at("provider_captures");
  const std::int64_t captured = payment.at("provider_captured_minor");
  if (captures > 1) return "charged " + std::to_string(captures) + " times";
  if (captured != 0 && captured != total) return "charged " + std::to_string(captured) + " of " + std::to_string(total);
  if (order.at("status") == "completed" && captures != 1) return "complete, but never charged";
  return std::nullopt;
}

void look_at(LoadClient& client, std::uint64_t id, std::optional<std::int64_t> promised, LoadCheck& check) {
  ++check.checked;
  const std::string name = "order " + std::to_string(id);
  const auto response = client.get("/v1/orders/" + std::to_string(id));
  if (response.result_int() == 404) {
    check.violations.push_back(name + ": lost");
    return;
  }
  if (const auto wrong = check_order(client.json_of(response, 200), promised))
    check.violations.push_back(name + ": " + *wrong);
}

}  // namespace

LoadCheck check_promises(LoadClient& client, const LoadOutcome& outcome) {
  LoadCheck check;
  check.violations = outcome.violations;
  for (const Acknowledged& promise : outcome.acknowledged) look_at(client, promise.order, promise.total_minor, check);
  for (const auto& [index, task] : outcome.samples) {
    ++check.checked;
    const std::uint64_t order = outcome.acknowledged[index].order;
    const auto response = client.post("/v1/orders", task.wish.body, task.key);
    const Json again = client.json_of(response, 201);
    if (again.at("order_id") != order || response["Idempotency-Replayed"] != "true")
      check.violations.push_back("order " + std::to_string(order) + ": its key brought order " +
                                 again.at("order_id").dump());
  }
  return check;
}

LoadCheck check_ledger(LoadClient& client, const std::string& file) {
  std::ifstream lines(file);
  if (!lines) throw UsageError("--verify " + file + ": " + std::strerror(errno));
  LoadCheck check;
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.size() > 19 || line.find_first_not_of("0123456789") != std::string::npos)
      throw UsageError("--verify " + file + ", line " + std::to_string(number) + ": expected the number of an order");
    look_at(client, std::stoull(line), std::nullopt, check);
  }
  return check;
}

}  // namespace pizza::cli
