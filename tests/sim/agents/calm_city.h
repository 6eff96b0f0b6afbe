// SPDX-License-Identifier: Apache-2.0
// A small city in which nothing goes wrong of itself: a test makes one thing happen often, and sees that it ends well.
#pragma once

#include <QTest>
#include <map>

#include "tests/sim/agents/small_city.h"

namespace pizza::test {

// A scenario in which nothing goes wrong of itself.
inline void calm(sim::Scenario& s) {
  s.guests = {};
  s.offers = {};
  s.channels = {};
  s.operations = {};
  s.kitchen.reject_permille = s.kitchen.silent_permille = 0;
  s.riders.no_show_permille = s.riders.decline_permille = s.riders.silent_permille = 0;
  s.riders.give_up_permille = s.riders.accident_permille = 0;
  sim::CustomerPlan customers;
  customers.patience = s.customers.patience;
  customers.tip_permille = s.customers.tip_permille;
  s.customers = customers;
  s.provider.lost_answer_permille = s.provider.double_answer_permille = 0;
}

// Counts events by name and closing reason.
class Counter : public EventListener {
 public:
  explicit Counter(SimulatedCity& city) : city_(city) {
    for (const auto& territory : city.territories()) territory->business().listen(*this);
  }
  ~Counter() override {
    for (const auto& territory : city_.territories()) territory->business().silence(*this);
  }
  void heard(const EventEnvelope& event) override { ++counts_[std::string(event.event.type().schema->name)]; }
  int of(const char* name) const {
    const auto found = counts_.find(name);
    return found == counts_.end() ? 0 : found->second;
  }

 private:
  SimulatedCity& city_;
  std::map<std::string, int> counts_;
};

inline int closed(const SimulatedCity& city, OrderStatus status, std::string_view reason) {
  int count = 0;
  for (const Order& order : all_of<Order>(city))
    count += order.status == status && (reason.empty() || order.close_reason == reason) ? 1 : 0;
  return count;
}

// Runs a calm city in which one thing is changed, and sees that all invariants hold in the end.
class CalmCity {
 public:
  void run(std::function<void(sim::Scenario&)> change,
           SmallCity wanted = {.seed = 3, .orders = 60, .riders = 12, .territories = 1}) {
    events_.reset();
    wanted.change = [&](sim::Scenario& scenario) {
      calm(scenario);
      change(scenario);
    };
    city_ = std::make_unique<SimulatedCity>(small_model(wanted), SimulatedCityOptions{});
    events_ = std::make_unique<Counter>(*city_);
    run_to_the_end(*city_);
    const sim::InvariantReport report = city_->check_finished();
    QVERIFY2(report.violated == 0, report.violations.empty() ? "" : report.violations.front().c_str());
    QVERIFY(city_->quiet());
  }

 protected:
  sim::RunFigures figures() const { return sim::figures_of(city_->territories()); }

  std::unique_ptr<SimulatedCity> city_;
  std::unique_ptr<Counter> events_;
};

}  // namespace pizza::test
