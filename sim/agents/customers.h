// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

struct CustomerTally {
  std::uint64_t orders = 0;     // placed
  std::uint64_t replayed = 0;   // second clicks that the gateway recognised
  std::uint64_t refused = 0;    // by the business: closed, paused, too far …
  std::uint64_t nothing = 0;    // no open restaurant within reach
  std::uint64_t cancelled = 0;  // by the customer
  std::uint64_t too_late = 0;   // wanted to cancel, but the kitchen had begun
  std::uint64_t changed = 0;    // orders changed after the click
  std::uint64_t unchanged = 0;  // wanted to, but it was too late
};

// People who order: a Poisson process whose rate follows the scenario's curve, a home for each, a restaurant nearby, a
// basket from its menu. Some change their mind, some click twice.
class Customers {
 public:
  explicit Customers(Stage& stage);

  void begin() { schedule_arrival(); }
  void arrive();
  void click_again(std::uint64_t click);
  void change_mind(OrderId order);
  void change_order(OrderId order);

  // The next arrival is still to come.
  bool expecting() const { return expecting_; }
  const CustomerTally& tally() const { return tally_; }

 private:
  struct Customer {
    UserId user;
    Home home;
  };
  struct Click {
    std::string scope;
    std::string key;
    PlaceOrder wish;
  };

  std::int64_t orders_an_hour_milli(Instant at) const;
  void schedule_arrival();
  const Customer& somebody(RandomStream& chance);
  UserId sign_up(std::size_t number, const Home& home);
  std::string address_line(const Home& home, std::size_t number) const;
  std::size_t choose_site(const Customer& customer, RandomStream& chance);
  PlaceOrder wish_of(const Customer& customer, std::size_t number, std::size_t site, RandomStream& chance);
  OrderLine choose_line(std::size_t site, RandomStream& chance, Money& price) const;
  std::string payment_token(RandomStream& chance) const;
  void add_rewards(PlaceOrder& wish, RandomStream& chance);
  void search(const Customer& customer, RandomStream& chance);
  void redeem_referral(UserId newcomer, RandomStream& chance);
  void place(const Click& click, RandomStream& chance);

  Stage& stage_;
  RandomStream arrivals_;
  std::int64_t peak_milli_ = 0;  // the highest rate, thousandths of an order an hour
  std::int64_t curve_sum_ = 1;
  std::uint64_t arrived_ = 0;
  bool expecting_ = true;
  std::vector<Customer> customers_;
  std::vector<Click> clicks_;  // those that come twice
  std::size_t last_customer_ = 0;
  CustomerTally tally_;
};

}  // namespace pizza::sim
