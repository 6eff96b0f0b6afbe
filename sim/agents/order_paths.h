// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "core/model/records/order.h"
#include "sim/agents/invariants.h"

namespace pizza::sim {

// Whether an order that stands so may stand so next: the order's state machine, said once more by itself.
constexpr bool may_follow(OrderStatus from, OrderStatus to) {
  switch (to) {
    case OrderStatus::Placed:
      return false;
    case OrderStatus::Rejected:
      return from == OrderStatus::Authorized;
    case OrderStatus::Cancelled:
      return from <= OrderStatus::PickedUp;
    case OrderStatus::Failed:
      return from < OrderStatus::Delivered;
    default:
      return static_cast<int>(to) == static_cast<int>(from) + 1;
  }
}

// Follows every order of one territory and finds those whose history is no path in the state machine.
class OrderPaths {
 public:
  void placed(OrderId order);
  void moved(OrderId order, OrderStatus to);

  // Of all that was followed; `where` names the territory.
  InvariantReport report(std::string_view where) const;

 private:
  struct Fault {
    OrderId order;
    OrderStatus from, to;
  };
  static constexpr OrderStatus unknown = static_cast<OrderStatus>(255);

  std::vector<OrderStatus> stands_;  // by the order's number
  std::vector<Fault> faults_;
  std::uint64_t followed_ = 0;
};

}  // namespace pizza::sim
