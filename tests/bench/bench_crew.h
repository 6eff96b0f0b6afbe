// SPDX-License-Identifier: Apache-2.0
// Customers, kitchens and riders of a benchmark: each does the next thing as soon as it is heard of, so that what is
// measured is the business and nobody's patience.
#pragma once

#include <chrono>
#include <vector>

#include "app/composition/business_host.h"

namespace pizza::bench {

class BenchCrew : public WorldListener {
 public:
  using Wall = std::chrono::steady_clock;

  // For a business with restaurants, customers and riders online. To be made before the host starts; outlives its
  // thread. `orders` are placed one after the other, never more than `at_once` on their way. `more_ended` hears how
  // many more have ended, `done` that all have; both on the host's thread.
  BenchCrew(BusinessHost& host, int orders, int at_once, std::function<void(int)> more_ended,
            std::function<void()> done);

  // On the host's thread, or before it starts.
  void begin();
  void heard(const EventEnvelope& event) override;
  void settled() override;

  // Orders whose end is durable; any thread.
  int ended() const { return ended_; }
  // Once all have ended.
  int refused() const { return refused_; }
  // Of each order that ended, ms: from the click to the answer that it is placed, and to its end.
  std::vector<double>& placed_ms() { return placed_ms_; }
  std::vector<double>& ended_ms() { return ended_ms_; }

 private:
  struct Shop {
    RestaurantId restaurant;
    GeoPoint place;
    std::vector<MenuItem> items;
  };

  void place_next();
  PlaceOrder wish();
  void at_once(Agenda::Chore chore);
  void seek(DeliveryId delivery);
  void offer(DeliveryId delivery);
  void ride(DeliveryId delivery);
  void free_rider(RiderId rider);
  void order_ended(OrderId order);

  BusinessHost& host_;
  int left_;
  int at_once_;
  std::function<void(int)> more_ended_;
  std::function<void()> done_;
  std::vector<Shop> shops_;
  std::vector<User> customers_;
  std::vector<RiderId> idle_;
  std::vector<DeliveryId> seeking_;
  std::unordered_map<std::uint64_t, Wall::time_point> clicked_;  // by order
  std::vector<std::uint64_t> fresh_ends_;                        // heard of, not durable
  std::uint64_t clicks_ = 0;
  int on_their_way_ = 0;
  std::atomic<int> ended_{0};
  int refused_ = 0;
  std::vector<double> placed_ms_, ended_ms_;
};

}  // namespace pizza::bench
