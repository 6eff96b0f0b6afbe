// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <variant>

#include "core/ports/payment_provider.h"
#include "core/ports/timers.h"

namespace pizza {

// What a unit of work asks of the outside. It happens only after the commit has become durable; should the process die
// in between, Business::recover finds the wish in the records and asks again, under the same idempotency key.
using Effect = std::variant<Timer, ProviderRequest>;

}  // namespace pizza
