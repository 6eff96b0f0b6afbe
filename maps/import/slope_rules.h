// SPDX-License-Identifier: Apache-2.0
// Heights and slopes as OpenStreetMap tags them. Sources: the wiki's pages "Key:ele" and "Key:incline".
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace pizza::maps {

// Decimetres above the sea, from -500 m to 9,000 m: "123", "123.4", "123.4 m", "404 ft". Empty for anything else.
std::optional<std::int32_t> parse_height(std::string_view text);

// Thousandths, up along the way's points, at most 350 either way: "8%", "-12.5 %", "5°". Empty where no amount is named
// ("up", "down", "steep").
std::optional<std::int32_t> parse_incline(std::string_view text);

}  // namespace pizza::maps
