// SPDX-License-Identifier: Apache-2.0
#include "app/composition/simulated_city/simulated_session.h"

#include <algorithm>
#include <chrono>

#include "connectors/json/json_form.h"
#include "sim/agents/order_story.h"

namespace pizza {

namespace {

using WallClock = std::chrono::steady_clock;

constexpr auto frame_interval = std::chrono::milliseconds(50);
// At most so much simulated time a frame: a machine that cannot keep up slows the city down instead of standing still.
constexpr Duration longest_stride = minutes(2);

std::string event_json(const EventType& type, const void* event) {
  return to_json(JsonForm::Api, [&](ValueWriter& writer) { type.write(event, writer); })
      .dump(2, ' ', false, Json::error_handler_t::replace);
}

SimulatedCityOptions in_memory() {
  SimulatedCityOptions options;
  options.threads = std::max(1U, std::thread::hardware_concurrency() / 2);
  return options;
}

}  // namespace

SimulatedSession::SimulatedSession(std::shared_ptr<const sim::CityModel> model, std::string map_file, int speed,
                                   std::optional<Instant> run_to)
    : city_(std::move(model), in_memory()) {
  const sim::CityModel& laid_out = city_.model();
  info_.world = World::Simulated;
  info_.city = std::string(laid_out.plan.map->city());
  info_.scenario = laid_out.scenario.title;
  info_.seed = laid_out.seed;
  info_.map_file = std::move(map_file);
  info_.begins = laid_out.scenario.begins;
  info_.ends = std::min(laid_out.scenario.closes() + hours(1), laid_out.scenario.ends());
  info_.utc_offset_minutes = laid_out.scenario.utc_offset_minutes;
  wishes_.speed = std::clamp(speed, 1, 600);
  wishes_.playing = !run_to;
  for (const auto& territory : city_.territories())
    watches_.push_back(std::make_unique<sim::TerritoryWatch>(*territory));
  if (run_to) advance_to(*run_to);
  publish();
  thread_ = std::thread([this] { live(); });
}

SimulatedSession::~SimulatedSession() {
  {
    const std::scoped_lock lock(mutex_);
    wishes_.stopping = true;
  }
  wake_.notify_all();
  thread_.join();
}

std::shared_ptr<const CityFrame> SimulatedSession::frame() const {
  const std::scoped_lock lock(mutex_);
  return frame_;
}

void SimulatedSession::open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) {
  {
    const std::scoped_lock lock(mutex_);
    wishes_.orders.emplace_back(id, std::move(done));
  }
  wake_.notify_all();
}

void SimulatedSession::play() {
  {
    const std::scoped_lock lock(mutex_);
    wishes_.playing = true;
  }
  wake_.notify_all();
}

void SimulatedSession::pause() {
  const std::scoped_lock lock(mutex_);
  wishes_.playing = false;
}

void SimulatedSession::step(Duration by) {
  {
    const std::scoped_lock lock(mutex_);
    wishes_.playing = false;
    wishes_.step = wishes_.step + by;
  }
  wake_.notify_all();
}

void SimulatedSession::set_speed(int times) {
  const std::scoped_lock lock(mutex_);
  wishes_.speed = std::clamp(times, 1, 600);
}

bool SimulatedSession::playing() const {
  const std::scoped_lock lock(mutex_);
  return wishes_.playing;
}

int SimulatedSession::speed() const {
  const std::scoped_lock lock(mutex_);
  return wishes_.speed;
}

// Takes what was asked for. False when the session is to end.
bool SimulatedSession::wait_for_work(Wishes& now) {
  std::unique_lock lock(mutex_);
  const auto something = [this] { return wishes_.stopping || wishes_.step.ms > 0 || !wishes_.orders.empty(); };
  if (wishes_.playing) {
    wake_.wait_for(lock, frame_interval, something);
  } else {
    wake_.wait(lock, [&] { return something() || wishes_.playing; });
  }
  now = wishes_;
  wishes_.step = {};
  wishes_.orders.clear();
  return !now.stopping;
}

void SimulatedSession::answer(Wishes& now) {
  for (auto& [id, done] : now.orders) done(sim::order_story(watches_, id, event_json));
}

void SimulatedSession::advance_to(Instant end) {
  end = std::min(end, info_.ends);
  if (end > city_.now()) city_.run_until(end);
  if (city_.now() < info_.ends) return;
  const std::scoped_lock lock(mutex_);
  wishes_.playing = false;
}

void SimulatedSession::publish() {
  auto frame = std::make_shared<const CityFrame>(sim::build_frame(watches_, ++sequence_));
  const std::scoped_lock lock(mutex_);
  frame_ = std::move(frame);
}

void SimulatedSession::live() {
  Wishes now;
  auto last = WallClock::now();
  bool was_playing = false;
  while (wait_for_work(now)) {
    const auto present = WallClock::now();
    const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(present - last);
    if (now.step.ms > 0) {
      advance_to(city_.now() + now.step);
      publish();
    } else if (now.playing && was_playing && passed >= frame_interval) {
      advance_to(city_.now() + std::min(milliseconds(passed.count() * now.speed), longest_stride));
      publish();
      last = present;
    }
    if (!was_playing) last = present;
    was_playing = now.playing;
    answer(now);
  }
}

}  // namespace pizza
