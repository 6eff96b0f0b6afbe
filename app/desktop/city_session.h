// SPDX-License-Identifier: Apache-2.0
// What the desktop application knows of the world behind it: a city that runs on its own thread, can be paced, and
// publishes immutable frames. Implementations: a simulated city, a live one as it is told from its servers.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "core/model/geo_point.h"
#include "core/twin/city_frame.h"

namespace pizza {

enum class World : std::uint8_t { Embedded, Live, Simulated };

struct SessionInfo {
  World world = World::Simulated;
  std::string city;      // "Monaco"
  std::string scenario;  // "Friday rush"
  std::uint64_t seed = 0;
  std::string map_file;        // path of the .map to draw
  Instant begins, ends;        // the span of the time bar
  int utc_offset_minutes = 0;  // for clocks on screens
};

enum class Health : std::uint8_t {
  Well,
  Waiting,  // for what is to be shown, or for servers that have not answered yet
  Failed,   // servers are away; it goes on by itself when they are back
};

struct SessionState {
  Health health = Health::Well;
  std::string title, note;  // for people; empty when all is well
  friend bool operator==(const SessionState&, const SessionState&) = default;
};

// All calls but wait_for_orders return at once and may be made from the user-interface thread; callbacks come on the
// session's thread.
class CitySession {
 public:
  virtual ~CitySession() = default;

  virtual const SessionInfo& info() const = 0;
  virtual std::shared_ptr<const CityFrame> frame() const = 0;  // the newest; never null
  // Asks for an order's story; `done` gets null when there is no such order.
  virtual void open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) = 0;

  virtual SessionState state() const { return {}; }
  // Waits, on the calling thread, until a picture would show orders. False after `patience`: `why` is one line.
  virtual bool wait_for_orders(Duration /*patience*/, std::string& /*why*/) { return true; }

  virtual bool can_be_paced() const = 0;  // false where the wall clock rules
  virtual void play() = 0;
  virtual void pause() = 0;
  virtual void step(Duration by) = 0;     // runs that far at full speed, then pauses
  virtual void set_speed(int times) = 0;  // 1..600 simulated seconds a second
  virtual bool playing() const = 0;
  virtual int speed() const = 0;
};

}  // namespace pizza
