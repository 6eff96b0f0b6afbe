// SPDX-License-Identifier: Apache-2.0
// What every client passes before it reaches a service.
#pragma once

#include <string_view>

#include "core/gateway/gateway_events.h"
#include "core/services/order/order_service.h"

namespace pizza {

struct PlacedOrder {
  OrderId order;
  bool replayed = false;  // the key had been used for the same request: nothing new happened
};

// A request's idempotency key, as the client chose it. `scope` is the client, so that one client's key never meets
// another's.
struct RequestKey {
  std::string_view scope;
  std::string_view key;
};

class Gateway {
 public:
  static constexpr std::size_t max_key = 255;

  // Places an order once per key: the same key and payload again gives the first answer.
  // Problems: idempotency.missing (400), idempotency.invalid (400), idempotency.reused (422, another payload), and
  // those of OrderService::place.
  Result<PlacedOrder> place_order(UnitOfWork& work, RequestKey key, const PlaceOrder& command) const;

 private:
  OrderService orders_;
};

}  // namespace pizza
