// SPDX-License-Identifier: Apache-2.0
// The state machine of an order's saga, as a table: where it stands, what it hears, what it does about it, and where it
// stands then. The table is what runs; order_saga.dot and order_saga.svg beside it are drawn from it, and a test holds
// them in step.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/model/records/saga.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

enum class SagaTrigger : std::uint8_t {
  OrderPlaced,
  OrderReleased,  // a scheduled one, when its time has come
  OrderChanged,
  OrderAccepted,
  OrderRejected,
  OrderCancelled,
  OrderFailed,
  RewardRefused,  // a coupon or points were used up in the meantime
  StockRanShort,  // an item was sold out in the meantime
  PaymentAuthorized,
  PaymentDeclined,
  PaymentFailed,
  PaymentAdjusted,
  PaymentAdjustRefused,
  PaymentVoided,
  PaymentCaptured,
  PaymentStuck,
  RefundSettled,
  TicketStationStarted,
  TicketReady,
  FoodPickedUp,
  FoodDelivered,
  DeliveryFailed,
  Deadline,  // it has waited long enough where it stands
};
inline constexpr std::array<std::string_view, 24> saga_trigger_names{
    "OrderPlaced",     "OrderReleased",        "OrderChanged",         "OrderAccepted",
    "OrderRejected",   "OrderCancelled",       "OrderFailed",          "RewardRefused",
    "StockRanShort",   "PaymentAuthorized",    "PaymentDeclined",      "PaymentFailed",
    "PaymentAdjusted", "PaymentAdjustRefused", "PaymentVoided",        "PaymentCaptured",
    "PaymentStuck",    "RefundSettled",        "TicketStationStarted", "TicketReady",
    "FoodPickedUp",    "FoodDelivered",        "DeliveryFailed",       "Deadline"};

// One turn of the machine. What an action changes of `saga` is kept when its row applies.
struct SagaTurn {
  UnitOfWork& work;
  OrderSaga saga;
  const void* event = nullptr;      // of the trigger; null for a deadline
  std::optional<Instant> deadline;  // until when it will wait in its next step; as it was where the step stays

  template <class E>
  const E& as() const {
    return *static_cast<const E*>(event);
  }
};

struct SagaRow {
  std::optional<SagaStep> from;  // none: there is no saga yet
  SagaTrigger on;
  SagaStep to;
  // Rows of one step and trigger are tried in their order: the first whose action says yes applies. An action that says
  // no has changed nothing.
  bool (*act)(SagaTurn& turn);
  std::string_view does;  // for people
  std::string_view when;  // where it is not always; for people
};

std::span<const SagaRow> order_saga_table();

// The rows of one step and trigger.
std::span<const SagaRow> saga_rows(std::optional<SagaStep> from, SagaTrigger on);

// A picture of the table in the language of Graphviz.
std::string order_saga_graph();

}  // namespace pizza
