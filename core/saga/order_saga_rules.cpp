// SPDX-License-Identifier: Apache-2.0
#include "core/saga/order_saga_rules.h"

#include <limits>

#include "core/services/delivery/delivery_events.h"
#include "core/services/kitchen/kitchen_events.h"
#include "core/services/loyalty/loyalty_events.h"
#include "core/services/order/order_events.h"
#include "core/services/payment/payment_events.h"
#include "core/services/restaurant/menu_events.h"

namespace pizza {

namespace {

template <class E>
OrderId order_of(const E& event) {
  return event.order;
}
OrderId order_of(const OrderPlaced& event) {
  return event.order.id;
}
OrderId order_of(const OrderChanged& event) {
  return event.after.id;
}

template <SagaTrigger On, class E>
Reaction hears() {
  return {&event_type<E>(), "saga", [](UnitOfWork& work, const void* event) {
            OrderSagaRules::hear(work, order_of(*static_cast<const E*>(event)), On, event);
          }};
}

}  // namespace

std::span<const Reaction> order_saga_reactions() {
  using enum SagaTrigger;
  static const std::array table{
      hears<OrderPlaced, pizza::OrderPlaced>(),
      hears<OrderReleased, pizza::OrderReleased>(),
      hears<OrderChanged, pizza::OrderChanged>(),
      hears<OrderAccepted, pizza::OrderAccepted>(),
      hears<OrderRejected, pizza::OrderRejected>(),
      hears<OrderCancelled, pizza::OrderCancelled>(),
      hears<OrderFailed, pizza::OrderFailed>(),
      hears<RewardRefused, pizza::RewardRefused>(),
      hears<StockRanShort, pizza::StockRanShort>(),
      hears<PaymentAuthorized, pizza::PaymentAuthorized>(),
      hears<PaymentDeclined, pizza::PaymentDeclined>(),
      hears<PaymentFailed, pizza::PaymentFailed>(),
      hears<PaymentAdjusted, pizza::PaymentAdjusted>(),
      hears<PaymentAdjustRefused, pizza::PaymentAdjustRefused>(),
      hears<PaymentVoided, pizza::PaymentVoided>(),
      hears<PaymentCaptured, pizza::PaymentCaptured>(),
      hears<PaymentStuck, pizza::PaymentStuck>(),
      hears<RefundSettled, pizza::RefundSettled>(),
      hears<TicketStationStarted, pizza::TicketStationStarted>(),
      hears<TicketReady, pizza::TicketReady>(),
      hears<FoodPickedUp, pizza::FoodPickedUp>(),
      hears<FoodDelivered, pizza::FoodDelivered>(),
      hears<DeliveryFailed, pizza::DeliveryFailed>(),
  };
  return table;
}

std::span<const TimerRule> order_saga_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&OrderSaga::deadline>(
      TimerKind::SagaDeadline,
      [](UnitOfWork& work, std::uint64_t key) { OrderSagaRules::deadline_passed(work, OrderId{key}); })};
  return rules;
}

void OrderSagaRules::hear(UnitOfWork& work, OrderId order, SagaTrigger trigger, const void* event) {
  const OrderSaga* known = work.find_at<OrderSaga>(order.value);
  const std::optional<SagaStep> from = known == nullptr ? std::nullopt : std::optional(known->step);
  const std::span<const SagaRow> rows = saga_rows(from, trigger);
  if (rows.empty()) return;
  SagaTurn turn{work, {}, event, {}};
  if (known != nullptr) turn.saga = *known;
  turn.saga.order = order;
  const OrderSaga before = turn.saga;
  for (const SagaRow& row : rows) {
    turn.deadline = row.to == row.from ? before.deadline : std::nullopt;
    if (!row.act(turn)) continue;
    OrderSaga& saga = turn.saga;
    saga.step = row.to;
    saga.deadline = turn.deadline;
    const bool stays = known != nullptr && row.to == row.from && saga.deadline == before.deadline;
    if (stays) return;
    if (saga.deadline && saga.deadline != before.deadline)
      work.after_commit(Timer{TimerKind::SagaDeadline, order.value, *saga.deadline});
    work.record(SagaMoved{saga});
    return;
  }
}

void OrderSagaRules::deadline_passed(UnitOfWork& work, OrderId order) {
  const OrderSaga* saga = work.find_at<OrderSaga>(order.value);
  if (saga == nullptr || !saga->deadline || *saga->deadline > work.now()) return;
  hear(work, order, SagaTrigger::Deadline, nullptr);
}

Result<OrdersForPeople> OrderSagaRules::for_people(UnitOfWork& work, const ListOrdersForPeople& query) {
  if (query.limit < 0 || query.limit > 100)
    return problem(Status::Unprocessable, "saga.invalid", "0 to 100; 0 means 20", "limit");
  static const int index = record_type<OrderSaga>().index_position(field_number<&OrderSaga::people_since>());
  std::vector<std::uint64_t> keys;
  work.changes().store().find_range(record_type<OrderSaga>(), index, std::numeric_limits<std::int64_t>::min(),
                                    std::numeric_limits<std::int64_t>::max(),
                                    static_cast<std::size_t>(query.limit == 0 ? 20 : query.limit), keys);
  OrdersForPeople waiting;
  for (const std::uint64_t key : keys) {
    const OrderSaga* saga = work.find_at<OrderSaga>(key);
    waiting.orders.push_back({saga->order, saga->payment, saga->people_since.value_or(Instant{})});
  }
  return waiting;
}

Result<OrdersForPeople> handle(UnitOfWork& work, const ListOrdersForPeople& query) {
  return OrderSagaRules::for_people(work, query);
}

Subject subject_of(UnitOfWork&, const ListOrdersForPeople&) {
  return Subject::common();
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
