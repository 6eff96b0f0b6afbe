// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "core/model/problem.h"
#include "maps/map_format.h"

namespace pizza::maps {

// The bytes of a .map file: a function of the contents alone.
std::vector<std::byte> map_bytes(const MapContents& contents);

// Writes PATH.tmp, then renames it to PATH: whoever reads PATH sees the old file or the whole new one.
// On failure nothing is left behind, and the problem names the file (type "map.unwritable").
Outcome write_map(const MapContents& contents, const std::string& path);

}  // namespace pizza::maps
