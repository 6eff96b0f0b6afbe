// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "sim/agents/stage.h"

namespace pizza::sim {

// Somebody who orders.
struct Customer {
  UserId user;
  Home home;
  bool stranger = false;  // signed up far away
  OrderId last_order;     // none: never ordered
};

// What people want: a restaurant nearby, a basket from its menu, a way to pay. Each drawn from the stream it is given.
class Wishes {
 public:
  explicit Wishes(Stage& stage) : stage_(stage) {}

  // Street and number.
  std::string address_line(const Home& home, std::size_t number) const;
  // stage.plan.sites.size() where none is open within reach.
  std::size_t choose_site(const Customer& customer, RandomStream& chance) const;
  PlaceOrder of(const Customer& customer, std::size_t number, std::size_t site, RandomStream& chance);
  // All but the lines, for a restaurant: where to, tip, card.
  PlaceOrder without_lines(const Customer& customer, std::size_t number, RestaurantId restaurant,
                           RandomStream& chance) const;

  std::uint64_t halves() const { return halves_; }  // pizzas of two halves wished for

 private:
  OrderLine choose_line(std::size_t site, RandomStream& chance, Money& price);
  void halve(std::size_t site, std::size_t chosen, OrderLine& line, RandomStream& chance);
  std::string payment_token(RandomStream& chance) const;
  void add_rewards(PlaceOrder& wish, RandomStream& chance);

  Stage& stage_;
  std::uint64_t halves_ = 0;
};

}  // namespace pizza::sim
