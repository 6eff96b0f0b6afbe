// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"
#include "core/services/command.h"

namespace pizza {

// Orders whose saga came to a dead end: a provider that never answered. How each ends, payment's SettleStuckPayment
// says.
struct ListOrdersForPeople {
  static constexpr std::string_view service = "saga";
  static constexpr Permission permission = Permission::Refund;
  static constexpr bool is_query = true;
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() {
    return record("list_orders_for_people", field<&ListOrdersForPeople::limit>("limit"));
  }
};

struct OrderForPeople {
  OrderId order;
  PaymentId payment;
  Instant since;

  static constexpr auto description() {
    return record("order_for_people", field<&OrderForPeople::order>("order_id"),
                  field<&OrderForPeople::payment>("payment_id"), field<&OrderForPeople::since>("since"));
  }
};

struct OrdersForPeople {
  std::vector<OrderForPeople> orders;
  static constexpr auto description() { return record("orders_for_people", field<&OrdersForPeople::orders>("orders")); }
};

using SagaCommands = TypeList<ListOrdersForPeople>;

}  // namespace pizza
