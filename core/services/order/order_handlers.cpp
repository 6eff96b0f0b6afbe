// SPDX-License-Identifier: Apache-2.0
// The order's commands, by their type, and whose order each one touches.
#include "core/services/order/order_service.h"
#include "core/services/user/role_service.h"

namespace pizza {

namespace {

Subject parties_of(UnitOfWork& work, OrderId id) {
  const Order* order = work.find(id);
  if (order == nullptr) return Subject::nothing();
  return {true, order->user, order->restaurant, {}};
}

}  // namespace

Result<OrderId> handle(UnitOfWork& work, const PlaceOrder& command) {
  return OrderService{}.place(work, command);
}
Outcome handle(UnitOfWork& work, const AcceptOrder& command) {
  return OrderService{}.accept(work, command);
}
Outcome handle(UnitOfWork& work, const RejectOrder& command) {
  return OrderService{}.reject(work, command);
}
Outcome handle(UnitOfWork& work, const CancelOrder& command) {
  return OrderService{}.cancel(work, command);
}

// Who may cancel anybody's order does so for the house.
void sign(CancelOrder& command, const Caller& caller) {
  const bool house = std::any_of(caller.roles.begin(), caller.roles.end(), [](const HeldRole& held) {
    return reach_of(held.role, Permission::CancelOrder) == Reach::All;
  });
  command.by = house ? Actor::Operations : Actor::Customer;
}

Subject subject_of(UnitOfWork&, const PlaceOrder& command) {
  return Subject::of(command.user);
}
Subject subject_of(UnitOfWork& work, const AcceptOrder& command) {
  return parties_of(work, command.order);
}
Subject subject_of(UnitOfWork& work, const RejectOrder& command) {
  return parties_of(work, command.order);
}
Subject subject_of(UnitOfWork& work, const CancelOrder& command) {
  return parties_of(work, command.order);
}

}  // namespace pizza
