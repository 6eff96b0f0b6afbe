// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

#include "connectors/servers/server_error.h"

// Runs statements that start a real server. Where it is not installed the test is skipped, and says what is missing;
// a server that is there and does not start is a failure.
#define PIZZA_START_OR_SKIP(...)             \
  do {                                       \
    try {                                    \
      __VA_ARGS__;                           \
    } catch (const ServerMissing& missing) { \
      QSKIP(missing.what());                 \
    }                                        \
  } while (false)
