// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/operations.h"

namespace pizza::sim {

void Operations::hear(const OrderCompleted& event) {
  RandomStream chance = stage_.chance(Purpose::Operations, event.order.value);
  if (!happens(chance, stage_.scenario.operations.refund_permille)) return;
  ++expecting_;
  stage_.in(around(chance, minutes(15)), Happening::PartRefund, event.order.value);
}

void Operations::hear(const PaymentHeld& event) {
  RandomStream chance = stage_.chance(Purpose::Payment, event.payment.value);
  chance.seek(128);
  ++expecting_;
  stage_.in(around(chance, minutes(2)), Happening::ReviewPayment, event.payment.value);
}

// The order may have been cancelled meanwhile: then there is nothing to look at any more.
void Operations::review_payment(PaymentId id) {
  --expecting_;
  RandomStream chance = stage_.chance(Purpose::Payment, id.value);
  chance.seek(192);
  if (happens(chance, stage_.scenario.operations.refuse_held_permille)) {
    if (stage_.business.command(RefuseHeldPayment{id, {}, "nobody answers the telephone"}).ok()) ++tally_.refused;
  } else if (stage_.business.command(ApproveHeldPayment{id, {}, "spoke to the customer"}).ok()) {
    ++tally_.approved;
  }
}

void Operations::give_part_back(OrderId id) {
  --expecting_;
  RandomStream chance = stage_.chance(Purpose::Operations, id.value);
  chance.seek(64);
  const Money total = stage_.look(id)->total;
  const Money part = share(total, chance.between(10, 50) * 100);
  if (part.minor <= 0) return;
  static_cast<void>(stage_.business.command(RefundOrder{id, part, "complaint"}));
}

}  // namespace pizza::sim
