// SPDX-License-Identifier: Apache-2.0
// A test double: shows whatever frame it was given, remembers what it was told.
#pragma once

#include "app/desktop/city_session.h"

namespace pizza::testing {

class StillSession : public CitySession {
 public:
  StillSession() {
    info_.city = "Testville";
    info_.scenario = "quiet";
    info_.seed = 3;
    info_.begins = {0};
    info_.ends = {6 * 3'600'000};
    frame_ = std::make_shared<CityFrame>();
  }

  const SessionInfo& info() const override { return info_; }
  std::shared_ptr<const CityFrame> frame() const override { return frame_; }
  void open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) override {
    asked.push_back(id);
    waiting.push_back(std::move(done));
  }
  SessionState state() const override { return state_; }
  bool can_be_paced() const override { return paced; }
  void play() override { playing_ = true; }
  void pause() override { playing_ = false; }
  void step(Duration by) override { stepped = stepped + by; }
  void set_speed(int times) override { speed_ = times; }
  bool playing() const override { return playing_; }
  int speed() const override { return speed_; }

  // The next frame: the last one changed by `change`.
  template <class Change>
  void next(Change&& change) {
    auto frame = std::make_shared<CityFrame>(*frame_);
    ++frame->sequence;
    change(*frame);
    frame_ = frame;
  }

  SessionInfo info_;
  SessionState state_;
  bool paced = true;
  std::vector<OrderId> asked;
  std::vector<std::function<void(std::shared_ptr<const OrderStory>)>> waiting;
  Duration stepped;

 private:
  std::shared_ptr<const CityFrame> frame_;
  bool playing_ = false;
  int speed_ = 60;
};

inline OrderView order_view(std::uint64_t id, Concern concern, std::int64_t promised_minute,
                            std::int64_t expected_minute) {
  OrderView order;
  order.id = {id};
  order.restaurant = {1};
  order.status = "preparing";
  order.promised_at = {promised_minute * 60'000};
  order.expected_at = {expected_minute * 60'000};
  order.total = {1000 + static_cast<std::int64_t>(id), Currency::EUR};
  order.concern = concern;
  return order;
}

}  // namespace pizza::testing
