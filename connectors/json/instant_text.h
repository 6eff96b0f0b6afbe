// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/model/instant.h"

namespace pizza {

// RFC 3339 in UTC with milliseconds; none outside the years 0 to 9999.
std::optional<std::string> instant_text(Instant instant);

// RFC 3339 with any offset and any number of fractional digits, those beyond milliseconds cut off; else none.
std::optional<Instant> instant_from_text(std::string_view text);

}  // namespace pizza
