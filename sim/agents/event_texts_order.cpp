// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/gateway_events.h"
#include "core/saga/saga_events.h"
#include "core/services/order/order_events.h"
#include "sim/agents/event_texts.h"

namespace pizza::sim {

using namespace event_words;

namespace {

struct OrderTexts {
  const RiderNames& riders;

  std::string of(const OrderPlaced& e) const {
    return money_text(e.order.total) + ", " + number_of(e.basket.lines.size(), "line", "lines") +
           (e.order.scheduled_for ? ", for later" : "");
  }
  std::string of(const OrderAuthorized&) const { return "paid for, the restaurant is asked"; }
  std::string of(const OrderAccepted&) const { return "by the restaurant"; }
  std::string of(const OrderPreparing&) const { return "the first station has begun"; }
  std::string of(const OrderReady&) const { return "on the counter"; }
  std::string of(const OrderPickedUp&) const { return "on the way to the door"; }
  std::string of(const OrderDelivered&) const { return "handed over"; }
  std::string of(const OrderCompleted&) const { return "delivered and paid"; }
  std::string of(const OrderRejected& e) const { return "by the restaurant: " + words(e.reason); }
  std::string of(const OrderCancelled& e) const {
    return "by " + name(e.by) + ": " + words(e.reason) + charge_text(e.charge);
  }
  std::string of(const OrderFailed& e) const { return words(e.reason) + charge_text(e.charge); }
  std::string of(const OrderReleased&) const { return "its time has come"; }
  std::string of(const OrderChanged& e) const {
    return money_text(e.before.total) + " becomes " + money_text(e.after.total) + (e.open ? ", once that is held" : "");
  }
  std::string of(const OrderChangeKept&) const { return "the change is paid for"; }
  std::string of(const OrderChangeUndone& e) const { return "as before: " + words(e.reason); }
  std::string of(const CartChanged& e) const { return number_of(e.cart.lines.size(), "line", "lines"); }
  std::string of(const CartCleared& e) const { return e.bought ? "it was ordered" : "emptied by hand"; }
  std::string of(const PromotionAdded& e) const { return words(e.promotion.name, "a promotion"); }
  std::string of(const PromotionEnded&) const { return "no new order has it"; }
  std::string of(const PlaceTermsSet& e) const { return "taxes and fees of " + words(e.terms.region, "a region"); }
  std::string of(const PlaceTermsRemoved&) const { return "each restaurant's own tax holds again"; }
  std::string of(const SagaMoved& e) const { return name(e.saga.step); }
  std::string of(const RequestRemembered& e) const {
    return "the answer, under its key" + after_colon(e.request.command);
  }
  std::string of(const RequestsForgotten& e) const { return number_of(e.requests.size(), "old key", "old keys"); }

 private:
  static std::string charge_text(Money charge) {
    return charge.minor > 0 ? ", " + money_text(charge) + " to pay all the same" : std::string();
  }
};

}  // namespace

void add_order_texts(EventTellers& tellers) {
  add_texts<OrderTexts>(tellers, OrderEvents{});
  add_texts<OrderTexts>(tellers, SagaEvents{});
  add_texts<OrderTexts>(tellers, GatewayEvents{});
}

}  // namespace pizza::sim
