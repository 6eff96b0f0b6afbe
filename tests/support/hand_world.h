// SPDX-License-Identifier: Apache-2.0
// A world that a test moves by hand: the clock stands until it is told, timers and requests to the payment provider
// are collected, and the test plays the provider, the kitchen and the rider.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "core/business.h"

namespace pizza::test {

constexpr Money eur(std::int64_t minor) {
  return {minor, Currency::EUR};
}

struct HandClock : Clock {
  Instant at{1'795'201'200'000};  // 2026-11-20T19:00:00Z, a Friday
  Instant now() const override { return at; }
};

struct HandTimers : Timers {
  std::vector<Timer> armed;
  void arm(const Timer& timer) override { armed.push_back(timer); }
};

struct HandProvider : PaymentProvider {
  std::deque<ProviderRequest> asked;
  void submit(const ProviderRequest& request) override { asked.push_back(request); }
};

class HandWorld {
 public:
  explicit HandWorld(Store& store, EventBus& bus, JournalSink* journal = nullptr,
                     NotificationChannel* channel = nullptr, SearchIndex* search = nullptr,
                     Telemetry* telemetry = nullptr)
      : business({store, bus, clock, timers, provider, journal, channel, nullptr, {}, search, telemetry}) {}

  HandClock clock;
  HandTimers timers;
  HandProvider provider;
  Business business;

  // One restaurant with a small menu, its kitchen, a rider on shift and a customer.
  struct Cast {
    UserId user;
    RestaurantId restaurant;
    MenuItemId margherita;  // 1200, options: size (exactly one: 0, 400), extras (up to 2: 150, 200)
    MenuItemId cola;        // 300
    RiderId rider;
  };
  Cast open_shop();
  RiderId add_rider();
  UserId add_user(const std::string& email);

  static constexpr GeoPoint shop_place{437'384'000, 74'246'000};
  static constexpr GeoPoint home_place{437'420'000, 74'280'000};

  // What a command is refused with, "type:field" of the problem; empty where it went well.
  template <class C>
  std::string refusal(const C& command) {
    const auto answer = business.command(command);
    return answer.ok() ? std::string() : answer.problem().type + ":" + answer.problem().field;
  }

  PlaceOrder wish(const Cast& cast) const;
  OrderId place(const Cast& cast);
  Order order(OrderId id);
  OrderSaga saga(OrderId id);
  Delivery delivery(OrderId id);
  Ticket ticket(OrderId id);
  Payment payment(OrderId id);
  std::int64_t ledger_sum();

  // The provider answers the oldest request.
  ProviderRequest answer(ProviderVerdict verdict, std::string reason = {});
  void pass(Duration time);  // and fires the timers that fall due
  void accept(OrderId id);
  void cook(OrderId id);  // through all stations
  void assign(OrderId id, RiderId rider);
  void carry(OrderId id, RiderId rider);  // arrive, pick up, hand over
  // From the click to the captured payment.
  OrderId whole_order(const Cast& cast);
};

}  // namespace pizza::test
