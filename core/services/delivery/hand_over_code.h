// SPDX-License-Identifier: Apache-2.0
// Four digits that the customer tells the rider at the door. A code is the keyed digest (HMAC-SHA-256) of the
// delivery's number, with a key that only the business has: nobody draws it, nobody stores it, and whoever does not
// have the key cannot compute it. Where no key was ever set (a simulated city) codes are made with an empty key.
#pragma once

#include <string>

#include "core/model/ids.h"
#include "core/model/money.h"

namespace pizza {

std::string hand_over_code(std::string_view key, DeliveryId delivery);

inline constexpr int wrong_codes_allowed = 5;

// From this total on a code is asked for even where the customer does not want one.
constexpr std::int64_t code_from_minor(Currency currency) {
  return minor_digits(currency) == 0 ? 9'000 : 6'000;
}

}  // namespace pizza
