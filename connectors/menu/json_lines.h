// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string_view>

namespace pizza {

// The line, from 1, at which a value of a JSON text stands: "items[2].option_groups[0].name". Where there is no such
// value, the line of the innermost that there is. The text is well-formed.
std::int32_t line_of_json(std::string_view text, std::string_view path);

// The line of a byte.
std::int32_t line_of_byte(std::string_view text, std::size_t byte);

}  // namespace pizza
