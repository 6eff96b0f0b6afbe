// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/composition/business_host.h"

namespace pizza {

// What every business that really happens needs beside its orders: a key for hand-over codes, drawn when there is none,
// and answers remembered for idempotency keys forgotten when their time is over, every hour. Before the host starts,
// after Business::recover. `first_key`: the lowest that the store gives to a record.
void begin_housekeeping(BusinessHost& host, std::uint64_t first_key = 1);

}  // namespace pizza
