// SPDX-License-Identifier: Apache-2.0
#include "core/saga/order_saga_rules.h"

#include "core/model/records/restaurant.h"

namespace pizza {

namespace {

const OrderSaga* saga_of(UnitOfWork& work, OrderId order) {
  return work.find_at<OrderSaga>(order.value);
}

// Nothing is held at the provider, and nothing is asked of it.
bool at_rest(PaymentStatus status) {
  return status == PaymentStatus::Declined || status == PaymentStatus::Voided || status == PaymentStatus::Failed;
}

}  // namespace

namespace {

template <class... E>
std::array<Reaction, sizeof...(E)> saga_reactions_to() {
  return {reaction<OrderSagaRules, E>("saga")...};
}

}  // namespace

std::span<const Reaction> order_saga_reactions() {
  static const auto table =
      saga_reactions_to<OrderPlaced, OrderReleased, PaymentAuthorized, PaymentDeclined, PaymentFailed, PaymentVoided,
                        PaymentCaptured, PaymentStuck, OrderAccepted, OrderRejected, OrderCancelled, OrderFailed,
                        TicketStationStarted, TicketReady, FoodPickedUp, FoodDelivered, DeliveryFailed>();
  return table;
}

std::span<const TimerRule> order_saga_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&OrderSaga::deadline>(
      TimerKind::SagaDeadline,
      [](UnitOfWork& work, std::uint64_t key) { OrderSagaRules{}.deadline_passed(work, OrderId{key}); })};
  return rules;
}

void OrderSagaRules::move(UnitOfWork& work, OrderSaga saga, SagaStep to, std::optional<Instant> deadline) const {
  saga.step = to;
  saga.deadline = deadline;
  if (deadline) work.after_commit(Timer{TimerKind::SagaDeadline, saga.order.value, *deadline});
  work.record(SagaMoved{saga});
}

void OrderSagaRules::begin(UnitOfWork& work, OrderId id, const std::string& payment_token) const {
  const Order* order = work.find(id);
  OrderSaga saga;
  saga.order = id;
  saga.payment = payments_.request(work, id, order->user, order->total, payment_token);
  move(work, saga, SagaStep::Authorizing, std::nullopt);
  // Cancelled before anybody heard of it.
  if (is_terminal(work.find(id)->status)) compensate(work, id);
}

void OrderSagaRules::on(UnitOfWork& work, const OrderPlaced& event) const {
  if (!event.order.release_at) begin(work, event.order.id, event.payment_token);
}

void OrderSagaRules::on(UnitOfWork& work, const OrderReleased& event) const {
  begin(work, event.order, event.payment_token);
}

void OrderSagaRules::on(UnitOfWork& work, const PaymentAuthorized& event) const {
  if (!orders_.advance(work, event.order, OrderStatus::Authorized)) return;
  move(work, *saga_of(work, event.order), SagaStep::AwaitingAcceptance, work.now() + acceptance_time);
}

void OrderSagaRules::on(UnitOfWork& work, const PaymentDeclined& event) const {
  if (!orders_.fail(work, event.order, event.reason.empty() ? "payment_declined" : event.reason))
    finish_compensation(work, event.order);
}

void OrderSagaRules::on(UnitOfWork& work, const PaymentFailed& event) const {
  if (!orders_.fail(work, event.order, "payment_no_answer")) finish_compensation(work, event.order);
}

void OrderSagaRules::on(UnitOfWork& work, const PaymentVoided& event) const {
  finish_compensation(work, event.order);
}

void OrderSagaRules::on(UnitOfWork& work, const PaymentCaptured& event) const {
  if (orders_.advance(work, event.order, OrderStatus::Completed))
    move(work, *saga_of(work, event.order), SagaStep::Finished, std::nullopt);
}

void OrderSagaRules::on(UnitOfWork& work, const PaymentStuck& event) const {
  move(work, *saga_of(work, event.order), SagaStep::NeedsPeople, std::nullopt);
}

void OrderSagaRules::on(UnitOfWork& work, const OrderAccepted& event) const {
  const Order order = *work.find(event.order);
  if (order.status != OrderStatus::Accepted) return;  // cancelled meanwhile; the saga hears of that next
  OrderSaga saga = *saga_of(work, event.order);
  saga.ticket = kitchens_.open_ticket(work, order.id, order.restaurant, order.promised_at - minutes(10));
  std::int64_t work_s = 0;
  for (const std::int32_t seconds_there : work.find(saga.ticket)->work_s) work_s += seconds_there;
  saga.delivery = deliveries_.request(work, order.id, order.restaurant, work.find(order.restaurant)->place, order.drop,
                                      work.now() + seconds(work_s));
  move(work, saga, SagaStep::Fulfilling, order.promised_at + pickup_slack);
}

void OrderSagaRules::on(UnitOfWork& work, const OrderRejected& event) const {
  compensate(work, event.order);
}
void OrderSagaRules::on(UnitOfWork& work, const OrderCancelled& event) const {
  compensate(work, event.order);
}
void OrderSagaRules::on(UnitOfWork& work, const OrderFailed& event) const {
  compensate(work, event.order);
}

void OrderSagaRules::on(UnitOfWork& work, const TicketStationStarted& event) const {
  if (event.station == Station::Prep) orders_.advance(work, event.order, OrderStatus::Preparing);
}

void OrderSagaRules::on(UnitOfWork& work, const TicketReady& event) const {
  if (orders_.advance(work, event.order, OrderStatus::Ready))
    deliveries_.food_ready(work, saga_of(work, event.order)->delivery);
}

void OrderSagaRules::on(UnitOfWork& work, const FoodPickedUp& event) const {
  if (orders_.advance(work, event.order, OrderStatus::PickedUp))
    move(work, *saga_of(work, event.order), SagaStep::Carrying, work.now() + riding_time);
}

void OrderSagaRules::on(UnitOfWork& work, const FoodDelivered& event) const {
  if (!orders_.advance(work, event.order, OrderStatus::Delivered)) return;
  const OrderSaga saga = *saga_of(work, event.order);
  payments_.capture(work, saga.payment);
  move(work, saga, SagaStep::Capturing, std::nullopt);
}

void OrderSagaRules::on(UnitOfWork& work, const DeliveryFailed& event) const {
  orders_.fail(work, event.order, "delivery_failed");
}

void OrderSagaRules::compensate(UnitOfWork& work, OrderId order) const {
  const OrderSaga* known = saga_of(work, order);
  if (known == nullptr || known->step >= SagaStep::Compensating) return;
  const OrderSaga saga = *known;
  if (saga.delivery) deliveries_.cancel(work, saga.delivery, "order_ended");
  if (saga.ticket) kitchens_.void_ticket(work, saga.ticket);
  payments_.release(work, saga.payment);
  const bool done = at_rest(work.find(saga.payment)->status);
  move(work, saga, done ? SagaStep::Finished : SagaStep::Compensating, std::nullopt);
}

void OrderSagaRules::finish_compensation(UnitOfWork& work, OrderId order) const {
  const OrderSaga* saga = saga_of(work, order);
  if (saga != nullptr && saga->step == SagaStep::Compensating) move(work, *saga, SagaStep::Finished, std::nullopt);
}

void OrderSagaRules::deadline_passed(UnitOfWork& work, OrderId order) const {
  const OrderSaga* saga = saga_of(work, order);
  if (saga == nullptr || !saga->deadline || *saga->deadline > work.now()) return;
  switch (saga->step) {
    case SagaStep::AwaitingAcceptance:
      orders_.cancel_by_system(work, order, "not_accepted");
      return;
    case SagaStep::Fulfilling: {
      const Delivery* delivery = work.find(saga->delivery);
      const bool nobody = delivery == nullptr || delivery->status < DeliveryStatus::Assigned;
      orders_.cancel_by_system(work, order, nobody ? "no_rider" : "not_picked_up");
      return;
    }
    case SagaStep::Carrying:
      orders_.fail(work, order, "not_delivered");
      return;
    default:
      return;
  }
}

void fold(Changes& changes, const SagaMoved& event) {
  if (changes.find_at<OrderSaga>(event.saga.order.value) == nullptr) {
    changes.insert(event.saga);
    return;
  }
  OrderSaga& saga = changes.edit_at<OrderSaga>(event.saga.order.value);
  const Version version = saga.version;
  saga = event.saga;
  saga.version = version;
}

}  // namespace pizza
