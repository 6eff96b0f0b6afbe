// SPDX-License-Identifier: Apache-2.0
// What the house and its restaurants offer in a simulated city: coupons that people know, and promotions.
#pragma once

#include <string>

#include "sim/agents/stage.h"

namespace pizza::sim {

// The code of a house coupon, from 0.
std::string coupon_code(std::uint64_t number);

// Creates the house's coupons, and a promotion for some of the restaurants.
void open_offers(Stage& stage);

}  // namespace pizza::sim
