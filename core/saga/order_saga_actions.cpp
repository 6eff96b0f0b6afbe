// SPDX-License-Identifier: Apache-2.0
#include "core/saga/order_saga_actions.h"

#include <algorithm>

#include "core/model/records/restaurant.h"
#include "core/saga/order_saga_rules.h"
#include "core/services/delivery/delivery_service.h"
#include "core/services/delivery/vehicle_rules.h"
#include "core/services/kitchen/kitchen_service.h"
#include "core/services/loyalty/loyalty_events.h"
#include "core/services/order/order_service.h"
#include "core/services/payment/payment_service.h"

namespace pizza::saga_actions {

namespace {

// None of them holds any state.
constexpr OrderService orders;
constexpr PaymentService payments;
constexpr KitchenService kitchens;
constexpr DeliveryService deliveries;

const Order& order_of(SagaTurn& turn) {
  return *turn.work.find(turn.saga.order);
}

// Nothing is held at the provider, and nothing is asked of it.
bool at_rest(UnitOfWork& work, PaymentId id) {
  const Payment* payment = work.find(id);
  return payment == nullptr || payment->status == PaymentStatus::Declined || payment->status == PaymentStatus::Voided ||
         payment->status == PaymentStatus::Failed;
}

// What comes out of an oven goes into a box; drinks find their room. More than the largest vehicle takes goes with it
// all the same, somehow.
std::int32_t boxes_for(UnitOfWork& work, OrderId order) {
  std::int32_t boxes = 0;
  if (const Basket* basket = work.find_at<Basket>(order.value)) {
    for (const BasketLine& line : basket->lines) {
      const MenuItem* item = work.find(line.item);
      if (item != nullptr && item->work_s[static_cast<std::size_t>(Station::Oven)] > 0) boxes += line.quantity;
    }
  }
  return std::clamp(boxes, 1, limits_of(Vehicle::Car).boxes);
}

void free_rider_and_kitchen(SagaTurn& turn) {
  if (turn.saga.delivery) deliveries.cancel(turn.work, turn.saga.delivery, "order_ended");
  if (turn.saga.ticket) kitchens.void_ticket(turn.work, turn.saga.ticket);
}

void hold(SagaTurn& turn, const Order& order, const std::string& token) {
  const UserId user = order.user;
  const Money total = order.total;
  turn.saga.payment = payments.request(turn.work, turn.saga.order, user, total, token);
}

}  // namespace

bool nothing_more(SagaTurn&) {
  return true;
}

bool ended_already(SagaTurn& turn) {
  return is_terminal(order_of(turn).status);
}

// The order service wakes it.
bool wait_for_release(SagaTurn& turn) {
  return turn.as<OrderPlaced>().order.release_at.has_value();
}

bool hold_money(SagaTurn& turn) {
  const auto& placed = turn.as<OrderPlaced>();
  hold(turn, placed.order, placed.payment_token);
  return true;
}

bool hold_money_now(SagaTurn& turn) {
  hold(turn, order_of(turn), turn.as<OrderReleased>().payment_token);
  return true;
}

bool adjust_payment(SagaTurn& turn) {
  const Money total = order_of(turn).total;
  payments.adjust(turn.work, turn.saga.payment, total);
  return true;
}

bool keep_change(SagaTurn& turn) {
  return orders.keep_change(turn.work, turn.saga.order);
}

bool undo_change(SagaTurn& turn) {
  return orders.undo_change(turn.work, turn.saga.order, turn.as<PaymentAdjustRefused>().reason);
}

bool cancel_for_reward(SagaTurn& turn) {
  orders.cancel_by_system(turn.work, turn.saga.order, turn.as<RewardRefused>().reason);
  return true;
}

bool cancel_sold_out(SagaTurn& turn) {
  orders.cancel_by_system(turn.work, turn.saga.order, "sold_out");
  return true;
}

bool fail_declined(SagaTurn& turn) {
  const std::string& reason = turn.as<PaymentDeclined>().reason;
  return orders.fail(turn.work, turn.saga.order, reason.empty() ? "payment_declined" : reason);
}

bool fail_unpaid(SagaTurn& turn) {
  const std::string& reason = turn.as<PaymentFailed>().reason;
  return orders.fail(turn.work, turn.saga.order, reason.empty() ? "payment_no_answer" : reason);
}

bool fail_unanswered(SagaTurn& turn) {
  return orders.fail(turn.work, turn.saga.order, "payment_no_answer");
}

bool ask_restaurant(SagaTurn& turn) {
  turn.deadline = turn.work.now() + OrderSagaRules::acceptance_time;
  return orders.advance(turn.work, turn.saga.order, OrderStatus::Authorized);
}

bool cancel_unanswered(SagaTurn& turn) {
  turn.deadline = std::nullopt;
  return orders.cancel_by_system(turn.work, turn.saga.order, "not_accepted");
}

bool begin_work(SagaTurn& turn) {
  const Order order = order_of(turn);
  if (order.status != OrderStatus::Accepted) return false;  // cancelled meanwhile; the saga hears of that next
  UnitOfWork& work = turn.work;
  turn.saga.ticket = kitchens.open_ticket(work, order.id, order.restaurant, order.promised_at - minutes(10));
  std::int64_t work_s = 0;
  for (const std::int32_t seconds_there : work.find(turn.saga.ticket)->work_s) work_s += seconds_there;
  DeliveryWish wish{order.id, order.restaurant, work.find(order.restaurant)->place, order.drop,
                    work.now() + seconds(work_s)};
  wish.promised_at = order.promised_at;
  wish.boxes = boxes_for(work, order.id);
  wish.total = order.total;
  turn.saga.delivery = deliveries.request(work, wish);
  turn.deadline = order.promised_at + OrderSagaRules::pickup_slack;
  return true;
}

bool show_preparing(SagaTurn& turn) {
  return turn.as<TicketStationStarted>().station == Station::Prep &&
         orders.advance(turn.work, turn.saga.order, OrderStatus::Preparing);
}

bool show_ready(SagaTurn& turn) {
  if (!orders.advance(turn.work, turn.saga.order, OrderStatus::Ready)) return false;
  deliveries.food_ready(turn.work, turn.saga.delivery);
  return true;
}

bool show_picked_up(SagaTurn& turn) {
  turn.deadline = turn.work.now() + OrderSagaRules::riding_time;
  return orders.advance(turn.work, turn.saga.order, OrderStatus::PickedUp);
}

bool fail_delivery(SagaTurn& turn) {
  // Whoever was not there to take the food pays for it all the same.
  const bool customers = turn.as<DeliveryFailed>().fault == Fault::Customer;
  return orders.fail(turn.work, turn.saga.order, "delivery_failed",
                     customers ? EndShare::AllButTip : EndShare::Nothing);
}

bool cancel_overdue(SagaTurn& turn) {
  turn.deadline = std::nullopt;
  const Delivery* delivery = turn.work.find(turn.saga.delivery);
  const bool nobody = delivery == nullptr || delivery->status < DeliveryStatus::Assigned;
  return orders.cancel_by_system(turn.work, turn.saga.order, nobody ? "no_rider" : "not_picked_up");
}

bool fail_overdue(SagaTurn& turn) {
  turn.deadline = std::nullopt;
  return orders.fail(turn.work, turn.saga.order, "not_delivered");
}

bool take_money(SagaTurn& turn) {
  if (!orders.advance(turn.work, turn.saga.order, OrderStatus::Delivered)) return false;
  payments.capture(turn.work, turn.saga.payment);
  return true;
}

bool complete(SagaTurn& turn) {
  return orders.advance(turn.work, turn.saga.order, OrderStatus::Completed);
}

bool undo_all_but_money(SagaTurn& turn) {
  if (!at_rest(turn.work, turn.saga.payment)) return false;
  free_rider_and_kitchen(turn);
  return true;
}

bool undo_all(SagaTurn& turn) {
  const Money owed = order_of(turn).end_charge;
  free_rider_and_kitchen(turn);
  if (owed.minor > 0) {
    payments.capture_part(turn.work, turn.saga.payment, owed);
  } else {
    payments.release(turn.work, turn.saga.payment);
  }
  return true;
}

bool call_people(SagaTurn& turn) {
  turn.saga.people_since = turn.work.now();
  return true;
}

// What was stuck is settled. An order that was delivered is complete, whoever bears its price; one that was never
// begun has failed.
bool end_as_people_said(SagaTurn& turn) {
  turn.saga.people_since = std::nullopt;
  const OrderStatus status = order_of(turn).status;
  if (status == OrderStatus::Delivered) {
    orders.advance(turn.work, turn.saga.order, OrderStatus::Completed);
  } else if (!is_terminal(status)) {
    orders.fail(turn.work, turn.saga.order, "payment_no_answer");
  }
  return true;
}

}  // namespace pizza::saga_actions
