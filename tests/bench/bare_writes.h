// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL itself can do: pgbench inserting, order by order, the rows that one order leaves in a realm.
#pragma once

#include <cstdint>

#include "connectors/servers/local_postgres.h"

namespace pizza::bench {

struct BareWrites {
  double orders_a_second = 0;  // a transaction each
  int rows = 0;                // an order
};

// Takes the rows of the youngest order of realm `from` as the pattern, and writes into the tables of realm `into`,
// which are the same with the same indexes. `clients` at once, for some seconds.
BareWrites measure_bare_writes(LocalPostgres& server, std::uint32_t from, std::uint32_t into, int orders, int clients,
                               int seconds);

}  // namespace pizza::bench
