// SPDX-License-Identifier: Apache-2.0
#include <unordered_map>

#include "core/gateway/gateway_events.h"
#include "sim/agents/order_story.h"

namespace pizza::sim {

namespace {

std::string money_text(Money money) {
  std::string digits = std::to_string(money.minor < 0 ? -money.minor : money.minor);
  if (const auto minor = static_cast<std::size_t>(minor_digits(money.currency)); minor > 0) {
    if (digits.size() <= minor) digits.insert(0, minor + 1 - digits.size(), '0');
    digits.insert(digits.size() - minor, ".");
  }
  const std::string_view code = currency_codes[static_cast<std::size_t>(money.currency)];
  return (money.minor < 0 ? "-" : "") + digits + " " + std::string(code);
}

std::string rider_name(const Territory& territory, RiderId id) {
  for (const RiderAgent& rider : territory.riders().all())
    if (rider.id == id) return rider.name;
  return "nobody";
}

std::string words(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

template <class Names>
std::string named(const Names& names, auto value) {
  return words(std::string(names[static_cast<std::size_t>(value)]));
}

struct Summary {
  const Territory& territory;

  std::string of(const OrderPlaced& e) const {
    const auto lines = e.basket.lines.size();
    return money_text(e.order.total) + ", " + std::to_string(lines) + (lines == 1 ? " line" : " lines");
  }
  std::string of(const OrderRejected& e) const { return words(e.reason); }
  std::string of(const OrderCancelled& e) const { return "by " + named(actor_names, e.by) + ": " + words(e.reason); }
  std::string of(const OrderFailed& e) const { return words(e.reason); }
  std::string of(const PaymentRequested& e) const { return "asks to hold " + money_text(e.payment.amount); }
  std::string of(const ProviderAsked& e) const { return "asked to " + named(provider_action_names, e.action); }
  std::string of(const PaymentAuthorized& e) const { return money_text(e.amount) + " held"; }
  std::string of(const PaymentDeclined& e) const { return words(e.reason); }
  std::string of(const PaymentCaptured& e) const { return money_text(e.amount) + " taken"; }
  std::string of(const PaymentVoided& e) const { return money_text(e.amount) + " let go"; }
  std::string of(const PaymentFailed& e) const { return words(e.reason); }
  std::string of(const PaymentStuck& e) const {
    return "no answer to " + named(provider_action_names, e.action) + ": somebody must look";
  }
  std::string of(const RefundRequested& e) const {
    return money_text(e.refund.amount) + " to give back: " + words(e.refund.reason);
  }
  std::string of(const RefundSettled& e) const {
    return money_text(e.amount) + (e.done ? " given back" : " refused by the provider");
  }
  std::string of(const LedgerPosted& e) const { return std::to_string(e.entries.size()) + " entries, sum 0"; }
  std::string of(const TicketOpened& e) const {
    std::int64_t work = 0;
    for (const std::int32_t s : e.ticket.work_s) work += s;
    return std::to_string((work + 59) / 60) + " min of work";
  }
  std::string of(const TicketStationStarted& e) const { return "at " + named(station_names, e.station); }
  std::string of(const TicketStationFinished& e) const { return named(station_names, e.station) + " done"; }
  std::string of(const RiderOffered& e) const { return "to " + rider_name(territory, e.rider); }
  std::string of(const OfferDeclined& e) const { return rider_name(territory, e.rider) + ": " + words(e.reason); }
  std::string of(const OfferExpired& e) const { return rider_name(territory, e.rider) + " did not answer"; }
  std::string of(const RiderAssigned& e) const { return rider_name(territory, e.rider); }
  std::string of(const RiderArrived& e) const { return rider_name(territory, e.rider) + " at the counter"; }
  std::string of(const FoodPickedUp& e) const { return "by " + rider_name(territory, e.rider); }
  std::string of(const FoodDelivered& e) const { return "by " + rider_name(territory, e.rider); }
  std::string of(const RiderGaveUp& e) const { return rider_name(territory, e.rider) + ": " + words(e.reason); }
  std::string of(const DeliveryFailed& e) const { return rider_name(territory, e.rider) + ": " + words(e.reason); }
  std::string of(const DeliveryCancelled& e) const { return words(e.reason); }
  std::string of(const SagaMoved& e) const { return named(saga_step_names, e.saga.step); }
  std::string of(const RequestRemembered& e) const { return "key " + e.request.scope_key; }

  using Teller = std::string (*)(const Summary&, const void*);
  template <class... E>
  static std::unordered_map<const EventType*, Teller> tellers(TypeList<E...>) {
    return {{&event_type<E>(),
             [](const Summary& summary, const void* event) { return summary.of(*static_cast<const E*>(event)); }}...};
  }
  using Told =
      TypeList<OrderPlaced, OrderRejected, OrderCancelled, OrderFailed, PaymentRequested, ProviderAsked,
               PaymentAuthorized, PaymentDeclined, PaymentCaptured, PaymentVoided, PaymentFailed, PaymentStuck,
               RefundRequested, RefundSettled, LedgerPosted, TicketOpened, TicketStationStarted, TicketStationFinished,
               RiderOffered, OfferDeclined, OfferExpired, RiderAssigned, RiderArrived, FoodPickedUp, FoodDelivered,
               RiderGaveUp, DeliveryFailed, DeliveryCancelled, SagaMoved, RequestRemembered>;
};

}  // namespace

std::string event_summary(const EventType& type, const void* event, const Territory& territory) {
  static const auto tellers = Summary::tellers(Summary::Told{});  // looked up, never walked through
  const auto found = tellers.find(&type);
  return found == tellers.end() ? std::string() : found->second(Summary{territory}, event);
}

}  // namespace pizza::sim
