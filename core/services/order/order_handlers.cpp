// SPDX-License-Identifier: Apache-2.0
// The order service's commands and queries, by their type, and whose thing each one touches.
#include "core/model/records/delivery.h"
#include "core/services/order/order_service.h"
#include "core/services/user/role_service.h"

namespace pizza {

namespace {

Subject parties_of(UnitOfWork& work, OrderId id) {
  const Order* order = work.find(id);
  if (order == nullptr) return Subject::nothing();
  return {true, order->user, order->restaurant, {}};
}

// Its rider may look as well, from the assignment on.
Subject onlookers_of(UnitOfWork& work, OrderId id) {
  Subject subject = parties_of(work, id);
  if (!subject.found) return subject;
  for (const std::uint64_t key : work.find_where<&Delivery::order>(id)) {
    const Delivery* delivery = work.find(DeliveryId{key});
    if (delivery->status >= DeliveryStatus::Assigned && delivery->status <= DeliveryStatus::Delivered)
      subject.rider = delivery->rider;
  }
  return subject;
}

Subject owner_of(UnitOfWork& work, CartId id) {
  const Cart* cart = work.find(id);
  return cart == nullptr ? Subject::nothing() : Subject::of(cart->user);
}

Subject owner_of(RestaurantId restaurant) {
  return restaurant ? Subject::of(restaurant) : Subject::common();
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
// Who may cancel anybody's order does so for the house, who may cancel a restaurant's for the restaurant; the service
// takes the order's own customer for the customer all the same.
void sign(CancelOrder& command, const Caller& caller) {
  Reach widest = Reach::Own;
  for (const HeldRole& held : caller.roles) widest = std::max(widest, reach_of(held.role, Permission::CancelOrder));
  command.by = widest == Reach::All          ? Actor::Operations
               : widest == Reach::Restaurant ? Actor::Restaurant
                                             : Actor::Customer;
  command.by_user = caller.user;
}
Outcome handle(UnitOfWork& work, const ChangeOrder& command) {
  return OrderService{}.change(work, command);
}
Result<WholeOrder> handle(UnitOfWork& work, const SeeOrder& query) {
  return OrderService{}.see(work, query);
}
Result<OrderPage> handle(UnitOfWork& work, const ListOrders& query) {
  return OrderService{}.list(work, query);
}
Result<TrackView> handle(UnitOfWork& work, const TrackOrder& query) {
  return OrderService{}.track(work, query);
}
Result<CartView> handle(UnitOfWork& work, const AddToCart& command) {
  return CartService{}.add(work, command);
}
Result<CartView> handle(UnitOfWork& work, const ChangeCartLine& command) {
  return CartService{}.change(work, command);
}
Result<CartView> handle(UnitOfWork& work, const RemoveFromCart& command) {
  return CartService{}.remove(work, command);
}
Outcome handle(UnitOfWork& work, const ClearCart& command) {
  return CartService{}.clear(work, command);
}
Result<CartView> handle(UnitOfWork& work, const OrderAgain& command) {
  return CartService{}.again(work, command);
}
Result<CartView> handle(UnitOfWork& work, const SeeCart& query) {
  return CartService{}.see(work, query);
}
Result<CartList> handle(UnitOfWork& work, const ListCarts& query) {
  return CartService{}.list(work, query);
}
Result<PromotionId> handle(UnitOfWork& work, const AddPromotion& command) {
  return PromotionService{}.add(work, command);
}
Outcome handle(UnitOfWork& work, const EndPromotion& command) {
  return PromotionService{}.end(work, command);
}
Result<PromotionList> handle(UnitOfWork& work, const ListPromotions& query) {
  return PromotionService{}.list(work, query);
}
Outcome handle(UnitOfWork& work, const SetPlaceTerms& command) {
  return PlaceTermsService{}.set(work, command);
}
Outcome handle(UnitOfWork& work, const RemovePlaceTerms& command) {
  return PlaceTermsService{}.remove(work, command);
}
Result<PlaceTerms> handle(UnitOfWork& work, const SeePlaceTerms& query) {
  return PlaceTermsService{}.see(work, query);
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
Subject subject_of(UnitOfWork& work, const ChangeOrder& command) {
  return parties_of(work, command.order);
}
Subject subject_of(UnitOfWork& work, const SeeOrder& query) {
  return onlookers_of(work, query.order);
}
Subject subject_of(UnitOfWork&, const ListOrders& query) {
  return {true, query.user, query.restaurant, {}};  // the service refuses both at once
}
Subject subject_of(UnitOfWork& work, const TrackOrder& query) {
  return onlookers_of(work, query.order);
}
Subject subject_of(UnitOfWork&, const AddToCart& command) {
  return Subject::of(command.user);
}
Subject subject_of(UnitOfWork& work, const ChangeCartLine& command) {
  return owner_of(work, command.cart);
}
Subject subject_of(UnitOfWork& work, const RemoveFromCart& command) {
  return owner_of(work, command.cart);
}
Subject subject_of(UnitOfWork& work, const ClearCart& command) {
  return owner_of(work, command.cart);
}
Subject subject_of(UnitOfWork& work, const OrderAgain& command) {
  const Order* order = work.find(command.order);
  return order == nullptr ? Subject::nothing() : Subject::of(order->user);
}
Subject subject_of(UnitOfWork&, const SeeCart& query) {
  return Subject::of(query.user);
}
Subject subject_of(UnitOfWork&, const ListCarts& query) {
  return Subject::of(query.user);
}
Subject subject_of(UnitOfWork&, const AddPromotion& command) {
  return owner_of(command.owner());
}
Subject subject_of(UnitOfWork& work, const EndPromotion& command) {
  const Promotion* promotion = work.find(command.promotion);
  return promotion == nullptr ? Subject::nothing() : owner_of(promotion->restaurant);
}
Subject subject_of(UnitOfWork&, const ListPromotions&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SetPlaceTerms&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const RemovePlaceTerms&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SeePlaceTerms&) {
  return Subject::common();
}

}  // namespace pizza
