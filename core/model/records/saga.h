// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"

namespace pizza {

enum class SagaStep : std::uint8_t {
  Authorizing,         // the provider is asked to hold the money
  AwaitingAcceptance,  // the restaurant is asked
  Fulfilling,          // kitchen and rider at work
  Carrying,            // the rider has the food
  Capturing,           // delivered; the money is taken
  Compensating,        // the order has ended badly; what was begun is undone
  Finished,
  NeedsPeople,  // a bounded number of tries is used up: somebody must look
  Scheduled,    // waits for its time; nobody else has heard of it
};
inline constexpr std::array<std::string_view, 9> saga_step_names{"authorizing", "awaiting_acceptance", "fulfilling",
                                                                 "carrying",    "capturing",           "compensating",
                                                                 "finished",    "needs_people",        "scheduled"};
constexpr std::span<const std::string_view> names_of(SagaStep) {
  return saga_step_names;
}

// Where an order's saga stands, and until when it will wait there.
struct OrderSaga {
  OrderId order;
  SagaStep step = SagaStep::Authorizing;
  PaymentId payment;
  TicketId ticket;
  DeliveryId delivery;
  std::optional<Instant> deadline;
  Version version;
  std::optional<Instant> people_since;  // set while it needs people

  static constexpr auto description() {
    return record("order_sagas", key<&OrderSaga::order>("order_id"), field<&OrderSaga::step>("step"),
                  field<&OrderSaga::payment>("payment_id"), field<&OrderSaga::ticket>("ticket_id"),
                  field<&OrderSaga::delivery>("delivery_id"), field<&OrderSaga::deadline>("deadline", Index::Ordered),
                  field<&OrderSaga::version>("version"),
                  field<&OrderSaga::people_since>("people_since", Index::Ordered));
  }
};

}  // namespace pizza
