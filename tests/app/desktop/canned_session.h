// SPDX-License-Identifier: Apache-2.0
// A test double: an evening made up beforehand on a real map. Everything is a function of the instant, so a test can
// ask for any. Nothing here simulates the business.
#pragma once

#include <memory>
#include <vector>

#include "app/desktop/city_session.h"
#include "maps/routing/road_router.h"

namespace pizza::testing {

struct CannedOptions {
  int orders = 700;
  int riders = 46;
  int kitchens = 6;
};

class CannedSession : public CitySession {
 public:
  CannedSession(const std::string& map_file, CannedOptions options);

  const SessionInfo& info() const override { return info_; }
  // While playing, each call moves time on by a sixtieth of a second times the speed: no clock is looked at.
  std::shared_ptr<const CityFrame> frame() const override;
  void open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) override;
  bool can_be_paced() const override { return true; }
  void play() override { playing_ = true; }
  void pause() override { playing_ = false; }
  void step(Duration by) override { go_to(now_ + by); }
  void set_speed(int times) override { speed_ = times; }
  bool playing() const override { return playing_; }
  int speed() const override { return speed_; }

  void go_to(Instant at);
  Instant at_clock(int hour, int minute) const;  // of the evening, local time

 private:
  struct Order {
    OrderId id;
    std::size_t kitchen = 0, rider = 0;
    Instant placed, accepted, baking, ready, called, fetched, done, promised;
    GeoPoint drop;
    Money total;
    maps::Route fetching, bringing;
  };

  void make_kitchens(int count);
  void make_orders(const CannedOptions& options);
  std::shared_ptr<const CityFrame> make_frame() const;
  void add_riders(CityFrame& frame) const;
  void add_orders(CityFrame& frame) const;
  void add_figures(CityFrame& frame) const;
  OrderView view_of(const Order& order) const;
  Concern concern_of(const Order& order) const;
  std::uint32_t chance(std::uint32_t below);

  SessionInfo info_;
  maps::RoadRouter router_;
  std::vector<KitchenView> kitchens_;
  std::vector<Order> orders_;
  std::vector<std::vector<std::size_t>> trips_;  // of each rider, in time
  std::vector<GeoPoint> homes_;
  std::uint64_t random_ = 7;
  mutable Instant now_;
  mutable std::uint64_t sequence_ = 1;
  mutable std::shared_ptr<const CityFrame> frame_;
  bool playing_ = false;
  int speed_ = 60;
};

// The map of Monaco, imported once into the build folder; empty where its extract is not at hand.
std::string monaco_map();

}  // namespace pizza::testing
