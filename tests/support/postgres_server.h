// SPDX-License-Identifier: Apache-2.0
// A real PostgreSQL server for the tests of one program: on loopback, in a temporary folder, gone with the program.
#pragma once

#include "connectors/servers/local_postgres.h"

namespace pizza::test {

// Started when it is first asked for. Where LocalPostgres::missing() says that there can be none, tests skip.
inline LocalPostgres& postgres_server() {
  static LocalPostgres server = [] {
    LocalPostgresOptions options;
    options.durable = false;  // nobody pulls the plug on a test
    return LocalPostgres(options);
  }();
  return server;
}

}  // namespace pizza::test
