// SPDX-License-Identifier: Apache-2.0
// One maker for what many want at once, in all instances together: when an answer has ended, the first who asks makes
// it anew, the others are given the old one or wait for the new.
#pragma once

#include <functional>

#include "connectors/redis/redis_cache.h"

namespace pizza {

struct FlightRules {
  Duration fresh = seconds(30);           // nobody makes it anew before
  Duration stale = seconds(60);           // behind that, it may still be served while another is made
  Duration flight = seconds(5);           // a maker who takes longer is taken for dead
  Duration patience = milliseconds(500);  // real time; who has waited so long makes it for himself
};

class SingleFlight {
 public:
  // The cache outlives it. `name` tells this instance from the others.
  SingleFlight(RedisCache& cache, std::string name, FlightRules rules = {})
      : cache_(cache), name_(std::move(name)), rules_(rules) {}

  // The value, made by `make` where nobody has it. Blocks for `make`, or up to `patience` for another's; an exception
  // of `make` goes to its caller, and the next one tries. Several threads may call it.
  std::string get(std::string_view key, Instant now, const std::function<std::string()>& make);

  struct Tally {
    std::uint64_t fresh = 0, stale = 0, made = 0, waited = 0;
  };
  Tally tally() const { return {fresh_, stale_, made_, waited_}; }

 private:
  struct Seen {
    std::string value;
    bool there = false;
    bool fresh = false;
  };

  Seen look(std::string_view key, Instant now);
  std::string make_it(std::string_view key, Instant now, const std::function<std::string()>& make);

  RedisCache& cache_;
  std::string name_;
  FlightRules rules_;
  std::atomic<std::uint64_t> tokens_{0}, fresh_{0}, stale_{0}, made_{0}, waited_{0};
};

}  // namespace pizza
