// SPDX-License-Identifier: Apache-2.0
// The partial index over the orders of the last seven days. PostgreSQL takes no "now" into an index's condition, so a
// weekly step builds the next one, with a date in its condition, and drops the last.
#pragma once

#include "connectors/postgres/connection.h"
#include "core/model/instant.h"

namespace pizza {

// From when on the present index has the orders: 7 to 14 days ago. A query uses it when its own condition is a literal
// not before this.
Instant recent_orders_from(Instant now);

// Brings the index to the present week, for each month's partition that has recent orders; builds it beside the
// others (CONCURRENTLY), so the owner of the realm writes on. Whether anything had to be done. On a connection of its
// own, outside transactions; may be called by any thread or program at any time.
bool roll_recent_index(PostgresConnection& connection, std::uint32_t realm, Instant now);

}  // namespace pizza
