// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/order/cancel_rules.h"
#include "core/services/order/cart_service.h"
#include "core/services/order/order_commands.h"
#include "core/services/order/order_events.h"
#include "core/services/order/order_queries.h"
#include "core/services/order/promotion_service.h"
#include "core/services/reaction.h"

namespace pizza {

// What orders cost: core/services/order/order_pricing.h. Who may cancel and what it costs: cancel_rules.h.
//
// Scheduled orders are wanted at the door 30 minutes to 7 days from now, when the restaurant's hours say open; whether
// it is open or pauses at the click does not matter. They are priced when they are placed. Until scheduled_for −
// promise − slack they wait: nobody hears of them, and nothing is held on the card. Where that instant has passed
// already they go their way at once.
//
// A change is possible until the restaurant has accepted, twenty times. One that makes the order dearer is open until
// the payment has followed: then it is kept, else put back; meanwhile there is no other, and the restaurant cannot
// accept.
class OrderService {
 public:
  static constexpr Duration schedule_from = minutes(30);
  static constexpr Duration schedule_until = days(7);
  static constexpr Duration release_slack = minutes(5);
  static constexpr std::int32_t max_changes = 20;

  // Problems: restaurant.unknown, restaurant.closed, restaurant.paused, order.too_far, order.invalid (names the
  // field), order.below_minimum, order.card_number, order.cart_unknown, user.unknown, and those of quote_reward.
  Result<OrderId> place(UnitOfWork& work, const PlaceOrder& command) const;
  // The restaurant's answer. Problems: order.unknown, order.not_waiting, order.change_open; order.invalid (reason).
  Outcome accept(UnitOfWork& work, const AcceptOrder& command) const;
  Outcome reject(UnitOfWork& work, const RejectOrder& command) const;
  // Problems: order.unknown, order.not_cancellable, order.invalid, order.card_number.
  Outcome cancel(UnitOfWork& work, const CancelOrder& command) const;
  // Problems: order.unknown, order.not_changeable, order.change_open, order.too_many_changes, and those of place.
  Outcome change(UnitOfWork& work, const ChangeOrder& command) const;

  Result<WholeOrder> see(UnitOfWork& work, const SeeOrder& query) const;
  Result<OrderPage> list(UnitOfWork& work, const ListOrders& query) const;
  Result<TrackView> track(UnitOfWork& work, const TrackOrder& query) const;

  // For the saga: the next step, or nothing when the order is not just before it (it was cancelled meanwhile).
  bool advance(UnitOfWork& work, OrderId order, OrderStatus to) const;
  // For the saga: an end by failure, unless the order has ended already. `pays`: what the customer owes all the same
  // (AllButTip when nobody was there to take the food).
  bool fail(UnitOfWork& work, OrderId order, std::string reason, EndShare pays = EndShare::Nothing) const;
  bool cancel_by_system(UnitOfWork& work, OrderId order, std::string reason) const;
  // For the saga: the payment has followed an open change, or was refused. False when no change is open.
  bool keep_change(UnitOfWork& work, OrderId order) const;
  bool undo_change(UnitOfWork& work, OrderId order, std::string reason) const;
  // A scheduled order's time has come, perhaps. False: it waits on, or does not wait.
  bool release(UnitOfWork& work, OrderId order) const;

  static bool may_cancel(Actor by, OrderStatus status) { return cancel_rules::cell(status, by).allowed; }
  // What the customer pays for an order that ends so. Never more than its total.
  static Money end_charge(UnitOfWork& work, const Order& order, EndShare pays);
  static bool may_change(const Order& order) { return order.status <= OrderStatus::Authorized; }
  // The promise made at the click: work in the kitchen ahead of this order, the way, and some slack.
  static Duration promise(UnitOfWork& work, const Restaurant& restaurant, GeoPoint drop);
};

std::span<const TimerRule> order_timers();
std::span<const Reaction> order_reactions();

// True for text with a run of 13 to 19 digits (spaces and dashes between them allowed) that passes the Luhn check:
// it looks like a card number and must not be kept.
bool looks_like_card_number(std::string_view text);

Result<OrderId> handle(UnitOfWork& work, const PlaceOrder& command);
Outcome handle(UnitOfWork& work, const AcceptOrder& command);
Outcome handle(UnitOfWork& work, const RejectOrder& command);
Outcome handle(UnitOfWork& work, const CancelOrder& command);
void sign(CancelOrder& command, const Caller& caller);
Outcome handle(UnitOfWork& work, const ChangeOrder& command);
Result<WholeOrder> handle(UnitOfWork& work, const SeeOrder& query);
Result<OrderPage> handle(UnitOfWork& work, const ListOrders& query);
Result<TrackView> handle(UnitOfWork& work, const TrackOrder& query);
Subject subject_of(UnitOfWork& work, const PlaceOrder& command);
Subject subject_of(UnitOfWork& work, const AcceptOrder& command);
Subject subject_of(UnitOfWork& work, const RejectOrder& command);
Subject subject_of(UnitOfWork& work, const CancelOrder& command);
Subject subject_of(UnitOfWork& work, const ChangeOrder& command);
Subject subject_of(UnitOfWork& work, const SeeOrder& query);
Subject subject_of(UnitOfWork& work, const ListOrders& query);
Subject subject_of(UnitOfWork& work, const TrackOrder& query);

}  // namespace pizza
