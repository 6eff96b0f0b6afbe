// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>

#include "connectors/servers/server_error.h"

namespace pizza {

// Where the jars of the broker are kept: "pizzatwin/kafka-4.3.1" in $XDG_CACHE_HOME, else in the user's cache (for
// root, whose home others may not enter: the machine's).
std::filesystem::path kafka_jar_folder();
bool have_kafka_jars();
// Gets them from Maven Central (44 MB) unless they are there already. Throws ServerMissing without Maven, ServerError
// when it fails; nothing half fetched is left behind.
void fetch_kafka_jars();

}  // namespace pizza
