// SPDX-License-Identifier: Apache-2.0
// The rules by which clocks on walls are set, zone by zone: the IANA time zone database, version 2025b, as data.
// Only the rule in force in that version is held, as a POSIX TZ string (IEEE Std 1003.1, 8.3, with the hours from -167
// to 167 that RFC 8536 allows). What was law in earlier years is not modelled, nor what no such string can say:
// Morocco's and Western Sahara's hour back in Ramadan, and the shifts of Gaza's and Hebron's dates by Ramadan.
#pragma once

#include <span>
#include <string_view>

namespace pizza {

inline constexpr std::string_view zone_rules_version = "2025b";

// Zones whose clocks agree.
struct ZoneGroup {
  std::string_view rule;   // "CET-1CEST,M3.5.0,M10.5.0/3"
  std::string_view names;  // parted by one blank, sorted: canonical names and their links
};

std::span<const ZoneGroup> zone_groups();

}  // namespace pizza
