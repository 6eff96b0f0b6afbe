// SPDX-License-Identifier: Apache-2.0
// Every command and query of the business, by name, for those who must handle them all: the gateway, the edge, tools
// and tests.
#pragma once

#include <span>
#include <string_view>

#include "core/services/command.h"

namespace pizza {

// In the order in which they were added to the business.
std::span<const CommandType* const> all_command_types();
// Null when there is no such command.
const CommandType* command_type_by_name(std::string_view name);

}  // namespace pizza
