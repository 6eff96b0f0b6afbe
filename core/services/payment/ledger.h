// SPDX-License-Identifier: Apache-2.0
// The double entries of each business event. Debits positive, credits negative, sum 0.
#pragma once

#include "core/model/records/order.h"
#include "core/services/payment/payment_events.h"

namespace pizza {

// Capture: the provider owes us the total; we owe the restaurant its items less commission, the rider fee and tip,
// the state its tax; the commission is ours.
LedgerPosted capture_entries(UnitOfWork& work, const Order& order);
// Refund, at our own cost: what we owe restaurant and rider stays as it is.
LedgerPosted refund_entries(UnitOfWork& work, OrderId order, Money amount);

}  // namespace pizza
