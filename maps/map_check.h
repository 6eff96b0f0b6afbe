// SPDX-License-Identifier: Apache-2.0
// Finds the sections in a map's bytes and refuses bytes that are no map.
#pragma once

#include <span>
#include <string>

#include "core/model/problem.h"
#include "maps/map_format.h"

namespace pizza::maps {

// A view whose every index stays inside its section, or the first fault found ("NAME: …").
Result<MapView> view_of(std::span<const std::byte> bytes, const std::string& name);

}  // namespace pizza::maps
