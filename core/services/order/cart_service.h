// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/order/cart_commands.h"
#include "core/services/order/order_events.h"
#include "core/services/user/person_events.h"

namespace pizza {

// A person has one cart a restaurant and at most twenty; a further one takes the place of the one that was left alone
// longest. A line must be buyable when it comes in; what becomes of it later the view says.
class CartService {
 public:
  static constexpr std::size_t max_carts = 20;

  // Problems: user.unknown, restaurant.unknown, order.cart_unknown, order.cart_line_unknown, order.unknown,
  // order.nothing_left (of an old order), order.invalid (names the field).
  Result<CartView> add(UnitOfWork& work, const AddToCart& command) const;
  Result<CartView> change(UnitOfWork& work, const ChangeCartLine& command) const;
  Result<CartView> remove(UnitOfWork& work, const RemoveFromCart& command) const;
  Outcome clear(UnitOfWork& work, const ClearCart& command) const;
  Result<CartView> again(UnitOfWork& work, const OrderAgain& command) const;
  Result<CartView> see(UnitOfWork& work, const SeeCart& query) const;
  Result<CartList> list(UnitOfWork& work, const ListCarts& query) const;

  // Somebody asked to be forgotten.
  void on(UnitOfWork& work, const UserErased& event) const;
};

Result<CartView> handle(UnitOfWork& work, const AddToCart& command);
Result<CartView> handle(UnitOfWork& work, const ChangeCartLine& command);
Result<CartView> handle(UnitOfWork& work, const RemoveFromCart& command);
Outcome handle(UnitOfWork& work, const ClearCart& command);
Result<CartView> handle(UnitOfWork& work, const OrderAgain& command);
Result<CartView> handle(UnitOfWork& work, const SeeCart& query);
Result<CartList> handle(UnitOfWork& work, const ListCarts& query);
Subject subject_of(UnitOfWork& work, const AddToCart& command);
Subject subject_of(UnitOfWork& work, const ChangeCartLine& command);
Subject subject_of(UnitOfWork& work, const RemoveFromCart& command);
Subject subject_of(UnitOfWork& work, const ClearCart& command);
Subject subject_of(UnitOfWork& work, const OrderAgain& command);
Subject subject_of(UnitOfWork& work, const SeeCart& query);
Subject subject_of(UnitOfWork& work, const ListCarts& query);

}  // namespace pizza
