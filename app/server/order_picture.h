// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "connectors/json/json_form.h"
#include "connectors/payments/payment_sandbox.h"
#include "core/business.h"

namespace pizza::server {

// All that a client sees of one order, copied out of the store at one moment.
struct OrderPicture {
  Order order;
  Basket basket;
  std::optional<Payment> payment;    // none before the saga has heard of the order
  std::optional<Delivery> delivery;  // none before the restaurant has accepted
  bool finished = false;             // nothing more will happen
  // What the payment provider says it did, whatever we believe: how often money was taken, and how much.
  std::uint32_t provider_captures = 0;
  std::int64_t provider_captured_minor = 0;
};

// On the world's thread. Nothing where there is no such order.
std::optional<OrderPicture> picture_of(Business& business, const PaymentSandbox& sandbox, OrderId order);

// The order's own fields, then `lines`, `drop_line`, `note`, `payment`, `delivery`.
Json order_json(const OrderPicture& picture);

}  // namespace pizza::server
