// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/instant.h"

namespace pizza {

// How long a delivery can be followed, and what happened at its door is kept, after its end.
inline constexpr Duration doorstep_kept = hours(24);

}  // namespace pizza
