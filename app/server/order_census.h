// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <atomic>
#include <unordered_map>

#include "app/composition/business_host.h"

namespace pizza::server {

// How many orders stand where. Counts all orders of the store once, then follows the events.
class OrderCensus : public WorldListener {
 public:
  explicit OrderCensus(Store& store);

  void heard(const EventEnvelope& event) override;
  void settled() override {}

  // Any thread.
  std::int64_t count(OrderStatus status) const { return counts_[static_cast<std::size_t>(status)]; }

 private:
  void enter(OrderId order, OrderStatus status);

  std::array<std::atomic<std::int64_t>, order_status_names.size()> counts_{};
  std::unordered_map<OrderId, OrderStatus> open_;
};

}  // namespace pizza::server
