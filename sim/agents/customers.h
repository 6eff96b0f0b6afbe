// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/wishes.h"

namespace pizza::sim {

struct CustomerTally {
  std::uint64_t orders = 0;      // placed
  std::uint64_t replayed = 0;    // second clicks that the gateway recognised
  std::uint64_t refused = 0;     // by the business: closed, paused, too far …
  std::uint64_t nothing = 0;     // no open restaurant within reach
  std::uint64_t cancelled = 0;   // by the customer
  std::uint64_t too_late = 0;    // wanted to cancel, but the kitchen had begun
  std::uint64_t changed = 0;     // orders changed after the click
  std::uint64_t unchanged = 0;   // wanted to, but it was too late
  std::uint64_t carts = 0;       // orders bought as a cart, the same again with them
  std::uint64_t left_carts = 0;  // carts that came to no order
  std::uint64_t again = 0;       // orders of the same as before
  std::uint64_t halves = 0;      // pizzas of two halves wished for
  std::uint64_t answered = 0;    // challenges
};

// People who order: a Poisson process whose rate follows the scenario's curve, a home for each, a restaurant nearby, a
// basket from its menu. Some change their mind, some click twice, some fill a cart first or want the same as last time,
// some must prove who they are.
class Customers {
 public:
  explicit Customers(Stage& stage);

  void begin() { schedule_arrival(); }
  void arrive();
  void click_again(std::uint64_t click);
  void change_mind(OrderId order);
  void change_order(OrderId order);
  void fill_cart(std::uint64_t shopping);
  void answer_challenge(PaymentId payment);

  void hear(const PaymentChallenged& event);

  // The next arrival is still to come, or somebody fills a cart.
  bool expecting() const { return expecting_ || shopping_open_ != 0; }
  CustomerTally tally() const;

 private:
  struct Click {
    UserId user;
    std::string key;
    PlaceOrder wish;
  };
  struct Shopping {
    std::size_t customer = 0;
    std::uint64_t number = 0;  // of the arrival
    PlaceOrder wish;
    std::size_t next = 0;  // line
    CartId cart;
  };

  std::int64_t orders_an_hour_milli(Instant at) const;
  void schedule_arrival();
  Customer& somebody(RandomStream& chance);
  UserId sign_up(std::size_t number, const Customer& customer);
  void search(const Customer& customer, RandomStream& chance);
  void choose_messages(UserId user, const std::string& mark, RandomStream& chance);
  void redeem_referral(UserId newcomer, RandomStream& chance);
  // Through the gateway, once a key. Nothing where it was refused.
  struct Placed {
    OrderId order;
    bool replayed = false;
  };
  std::optional<Placed> call(const Click& click);
  void place(Customer& customer, Click click, RandomStream& chance);
  // The same as last time, by way of a cart. False: that cannot be.
  bool order_again(Customer& customer, std::uint64_t number, RandomStream& chance);

  Stage& stage_;
  Wishes wishes_;
  RandomStream arrivals_;
  std::int64_t peak_milli_ = 0;  // the highest rate, thousandths of an order an hour
  std::int64_t curve_sum_ = 1;
  std::uint64_t arrived_ = 0;
  bool expecting_ = true;
  std::vector<Customer> customers_;
  std::vector<Click> clicks_;  // those that come twice
  std::vector<Shopping> shopping_;
  std::int64_t shopping_open_ = 0;
  std::size_t last_customer_ = 0;
  CustomerTally tally_;
};

}  // namespace pizza::sim
