// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/order_paths.h"

namespace pizza::sim {

void OrderPaths::placed(OrderId order) {
  const auto at = static_cast<std::size_t>(order.value);
  if (stands_.size() <= at) stands_.resize(at + 1, unknown);
  ++followed_;
  if (stands_[at] != unknown) faults_.push_back({order, stands_[at], OrderStatus::Placed});
  stands_[at] = OrderStatus::Placed;
}

void OrderPaths::moved(OrderId order, OrderStatus to) {
  const auto at = static_cast<std::size_t>(order.value);
  if (stands_.size() <= at) stands_.resize(at + 1, unknown);
  ++followed_;
  if (stands_[at] == unknown || !may_follow(stands_[at], to)) faults_.push_back({order, stands_[at], to});
  stands_[at] = to;
}

InvariantReport OrderPaths::report(std::string_view where) const {
  const auto name = [](OrderStatus status) {
    return status == unknown ? std::string("nothing")
                             : std::string(order_status_names[static_cast<std::size_t>(status)]);
  };
  InvariantReport report;
  report.checked = followed_ - faults_.size();
  for (const Fault& fault : faults_)
    report.expect(false, [&] {
      return std::string(where) + ": order " + std::to_string(fault.order.value) + " went from " + name(fault.from) +
             " to " + name(fault.to);
    });
  return report;
}

}  // namespace pizza::sim
