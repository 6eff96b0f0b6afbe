// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/order/order_commands.h"
#include "core/services/order/order_events.h"

namespace pizza {

// Who may cancel, and until when:
//   customer             before the kitchen begins (placed, authorized, accepted)
//   restaurant           before the rider has the food (authorized … ready)
//   operations, system   before the delivery (… picked_up)
// A cancelled order costs the customer nothing: the hold on the money is released.
class OrderService {
 public:
  // Problems: restaurant.unknown, restaurant.closed, restaurant.paused, order.too_far, order.invalid (names the
  // field), order.below_minimum, user.unknown.
  Result<OrderId> place(UnitOfWork& work, const PlaceOrder& command) const;
  // The restaurant's answer. Problems: order.unknown, order.not_waiting.
  Outcome accept(UnitOfWork& work, const AcceptOrder& command) const;
  Outcome reject(UnitOfWork& work, const RejectOrder& command) const;
  // Problems: order.unknown, order.not_cancellable.
  Outcome cancel(UnitOfWork& work, const CancelOrder& command) const;

  // For the saga: the next step, or nothing when the order is not just before it (it was cancelled meanwhile).
  bool advance(UnitOfWork& work, OrderId order, OrderStatus to) const;
  // For the saga: an end by failure, unless the order has ended already.
  bool fail(UnitOfWork& work, OrderId order, std::string reason) const;
  bool cancel_by_system(UnitOfWork& work, OrderId order, std::string reason) const;

  static bool may_cancel(Actor by, OrderStatus status);
  // The promise made at the click: work in the kitchen ahead of this order, the way, and some slack.
  static Duration promise(UnitOfWork& work, const Restaurant& restaurant, GeoPoint drop);
};

// True for text with a run of 13 to 19 digits (spaces and dashes between them allowed) that passes the Luhn check:
// it looks like a card number and must not be kept.
bool looks_like_card_number(std::string_view text);

Result<OrderId> handle(UnitOfWork& work, const PlaceOrder& command);
Outcome handle(UnitOfWork& work, const AcceptOrder& command);
Outcome handle(UnitOfWork& work, const RejectOrder& command);
Outcome handle(UnitOfWork& work, const CancelOrder& command);
void sign(CancelOrder& command, const Caller& caller);
Subject subject_of(UnitOfWork& work, const PlaceOrder& command);
Subject subject_of(UnitOfWork& work, const AcceptOrder& command);
Subject subject_of(UnitOfWork& work, const RejectOrder& command);
Subject subject_of(UnitOfWork& work, const CancelOrder& command);

}  // namespace pizza
