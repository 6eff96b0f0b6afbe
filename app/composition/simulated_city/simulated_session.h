// SPDX-License-Identifier: Apache-2.0
// A simulated city as the desktop application sees it: it runs on its own thread, paced against the wall clock, and
// publishes a frame some times a second.
#pragma once

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

#include "app/composition/simulated_city/simulated_city.h"
#include "app/desktop/city_session.h"
#include "sim/agents/frame_builder.h"

namespace pizza {

class SimulatedSession : public CitySession {
 public:
  // `map_file` is what a screen draws. Runs at full speed to `run_to` first, if given, and stands still there; else it
  // begins to play at once. Throws what SimulatedCity throws.
  SimulatedSession(std::shared_ptr<const sim::CityModel> model, std::string map_file, int speed,
                   std::optional<Instant> run_to);
  ~SimulatedSession() override;

  const SessionInfo& info() const override { return info_; }
  std::shared_ptr<const CityFrame> frame() const override;
  void open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) override;
  bool can_be_paced() const override { return true; }
  void play() override;
  void pause() override;
  void step(Duration by) override;
  void set_speed(int times) override;
  bool playing() const override;
  int speed() const override;

 private:
  // What the application has asked for; guarded by mutex_.
  struct Wishes {
    bool playing = false;
    bool stopping = false;
    int speed = 60;
    Duration step;
    std::deque<std::pair<OrderId, std::function<void(std::shared_ptr<const OrderStory>)>>> orders;
  };

  void live();
  bool wait_for_work(Wishes& now);
  void answer(Wishes& now);
  void advance_to(Instant end);
  void publish();

  SimulatedCity city_;
  SessionInfo info_;
  std::vector<std::unique_ptr<sim::TerritoryWatch>> watches_;
  std::uint64_t sequence_ = 0;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Wishes wishes_;
  std::shared_ptr<const CityFrame> frame_;
  std::thread thread_;
};

}  // namespace pizza
