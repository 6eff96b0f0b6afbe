// SPDX-License-Identifier: Apache-2.0
#include "app/server/order_picture.h"

namespace pizza::server {

namespace {

// The described members of `value` that a customer may know.
template <class T>
Json members(const T& value, std::initializer_list<const char*> names) {
  Json all = to_json(record_type<T>(), &value);
  Json some = Json::object();
  for (const char* name : names)
    if (const auto found = all.find(name); found != all.end()) some[name] = std::move(*found);
  return some;
}

}  // namespace

std::optional<OrderPicture> picture_of(Business& business, const PaymentSandbox& sandbox, OrderId id) {
  return business.read([&](UnitOfWork& work) -> std::optional<OrderPicture> {
    const Order* order = work.find(id);
    if (order == nullptr) return std::nullopt;
    OrderPicture picture;
    picture.order = *order;
    if (const Basket* basket = work.find_at<Basket>(id.value)) picture.basket = *basket;
    const OrderSaga* found = work.find_at<OrderSaga>(id.value);
    if (found == nullptr) return picture;
    const OrderSaga saga = *found;
    picture.finished = saga.step == SagaStep::Finished;
    if (const Payment* payment = work.find(saga.payment)) picture.payment = *payment;
    if (const Delivery* delivery = work.find(saga.delivery)) picture.delivery = *delivery;
    if (const SandboxPayment* page = sandbox.books().payment(saga.payment)) {
      picture.provider_captures = page->captures;
      picture.provider_captured_minor = page->captured;
    }
    return picture;
  });
}

Json order_json(const OrderPicture& picture) {
  Json json = to_json(record_type<Order>(), &picture.order);
  Json basket = to_json(record_type<Basket>(), &picture.basket);
  for (const char* name : {"lines", "drop_line", "note"})
    if (const auto found = basket.find(name); found != basket.end()) json[name] = std::move(*found);
  if (picture.payment) {
    json["payment"] = members(*picture.payment, {"payment_id", "status", "captured", "refunded", "reason"});
    json["payment"]["provider_captures"] = picture.provider_captures;
    json["payment"]["provider_captured_minor"] = picture.provider_captured_minor;
  }
  if (picture.delivery)
    json["delivery"] =
        members(*picture.delivery, {"delivery_id", "status", "rider_id", "assigned_at", "picked_up_at", "ended_at"});
  return json;
}

}  // namespace pizza::server
