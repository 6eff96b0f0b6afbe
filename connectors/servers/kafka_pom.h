// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace pizza {

// tests/servers/pom.xml, compiled in.
extern const std::string_view kafka_pom;

}  // namespace pizza
