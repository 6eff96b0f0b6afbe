// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_check.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace pizza::cli {

namespace {

using CheckClock = std::chrono::steady_clock;

bool has_ended(const Json& order) {
  constexpr std::array<std::string_view, 4> ends{"completed", "rejected", "cancelled", "failed"};
  return std::find(ends.begin(), ends.end(), order.at("status").get<std::string>()) != ends.end();
}

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

// Looks at orders one after the other; all of them have the same time to end.
class Checker {
 public:
  Checker(LoadClient& client, const Settling& settling)
      : client_(client),
        settling_(settling),
        until_(CheckClock::now() + std::chrono::milliseconds(static_cast<std::int64_t>(settling.patience_s * 1'000))) {}

  void look_at(std::uint64_t id, std::optional<std::int64_t> promised) {
    ++check.checked;
    const std::string name = "order " + std::to_string(id);
    for (;;) {
      const auto response = client_.get("/v1/orders/" + std::to_string(id));
      if (response.result_int() == 404) return check.violations.push_back(name + ": lost");
      const Json order = client_.json_of(response, 200);
      if (settling_.patience_s > 0 && !has_ended(order)) {
        if (CheckClock::now() < until_) {
          say(name);
          client_.rest(std::chrono::milliseconds(250));
          continue;
        }
        check.violations.push_back(name + ": still " + order.at("status").get<std::string>());
      }
      ++check.states[order.at("status").get<std::string>()];
      if (const auto wrong = check_order(order, promised)) check.violations.push_back(name + ": " + *wrong);
      return;
    }
  }

  LoadCheck check;

 private:
  void say(const std::string& name) {
    const auto now = CheckClock::now();
    if (!settling_.progress || now < say_again_) return;
    say_again_ = now + std::chrono::seconds(5);
    settling_.progress("waiting for " + name + " to end");
  }

  LoadClient& client_;
  const Settling& settling_;
  CheckClock::time_point until_;
  CheckClock::time_point say_again_;
};

}  // namespace

LoadCheck check_promises(LoadClient& client, const LoadOutcome& outcome, const Settling& settling) {
  Checker checker(client, settling);
  LoadCheck& check = checker.check;
  check.violations = outcome.violations;
  for (const Acknowledged& promise : outcome.acknowledged) checker.look_at(promise.order, promise.total_minor);
  for (const auto& [index, task] : outcome.samples) {
    ++check.checked;
    const std::uint64_t order = outcome.acknowledged[index].order;
    const auto response = client.post("/v1/orders", task.wish.body, task.key);
    const Json again = client.json_of(response, 201);
    if (again.at("order_id") != order || response["Idempotency-Replayed"] != "true")
      check.violations.push_back("order " + std::to_string(order) + ": its key brought order " +
                                 again.at("order_id").dump());
  }
  return std::move(check);
}

LoadCheck check_ledger(LoadClient& client, const std::string& file, const Settling& settling) {
  std::ifstream lines(file);
  if (!lines) throw UsageError("--verify " + file + ": " + std::strerror(errno));
  Checker checker(client, settling);
  std::string line;
  for (std::size_t number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.size() > 19 || line.find_first_not_of("0123456789") != std::string::npos)
      throw UsageError("--verify " + file + ", line " + std::to_string(number) + ": expected the number of an order");
    checker.look_at(std::stoull(line), std::nullopt);
  }
  return std::move(checker.check);
}

}  // namespace pizza::cli
