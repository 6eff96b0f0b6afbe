// SPDX-License-Identifier: Apache-2.0
// What must hold of what people have beside their orders: points, coupons, reviews, messages.
#pragma once

#include "sim/agents/invariants.h"

namespace pizza::sim {

// Balances are the sum of the points ledger and of their lots, and never negative. Coupons count their uses right and
// are used no more often than they may, by all and by one. Reviews are by who received the order, of who brought it.
// Nobody is told the same twice.
InvariantReport check_people(Store& store, std::string_view where);

}  // namespace pizza::sim
