// SPDX-License-Identifier: Apache-2.0
// Makes the world that the desktop application shows.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/desktop/city_session.h"

namespace pizza {

struct SessionOptions {
  World world = World::Simulated;
  std::string city;      // a name, or a .map or .osm.pbf file; empty: the default city
  std::string scenario;  // a name or a file; empty: the default scenario
  std::uint64_t seed = 1;
  int speed = 60;                    // simulated seconds a second
  std::optional<int> run_to_minute;  // minutes after local midnight: the session is advanced to then, and paused
  // Of the live world.
  std::vector<std::string> postgres;  // URLs, the home first
  std::string kafka;                  // "HOST:PORT,…"
};

// Null when it cannot be made; `error` then holds one line that names the file or option and what was expected.
std::shared_ptr<CitySession> make_session(const SessionOptions& options, std::string& error);

}  // namespace pizza
