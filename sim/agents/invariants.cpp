// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/invariants.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "core/model/record_type.h"
#include "core/model/records/delivery.h"
#include "core/model/records/kitchen.h"
#include "core/model/records/order.h"
#include "core/model/records/payment.h"
#include "core/model/records/saga.h"
#include "core/services/delivery/route.h"
#include "sim/agents/people_invariants.h"

namespace pizza::sim {

void InvariantReport::add(const InvariantReport& other) {
  checked += other.checked;
  violated += other.violated;
  for (const std::string& violation : other.violations)
    if (violations.size() < most) violations.push_back(violation);
}

namespace {

template <class T, class Visit>
void each(Store& store, Visit&& visit) {
  store.scan(record_type<T>(), [&](std::uint64_t, const void* record) { visit(*static_cast<const T*>(record)); });
}

class Inspector {
 public:
  InvariantReport report;

  Inspector(Store& store, const BookedProvider& provider, Currency currency, std::string_view where)
      : store_(store), provider_(provider), currency_(currency), where_(where) {}

  // Cheap: looks at riders and kitchens alone.
  void now() {
    Arena arena;
    each<Rider>(store_, [&](const Rider& rider) {
      const bool engaged = rider.status == RiderStatus::Offered || rider.status == RiderStatus::Busy;
      expect(engaged == static_cast<bool>(rider.delivery), "rider", rider.id.value, "is idle with a delivery");
      if (!rider.delivery) return;
      for (const std::vector<DeliveryId>& some : {route::carried(rider), route::offered(rider)})
        for (const DeliveryId id : some) {
          arena.clear();
          const auto* held = static_cast<const Delivery*>(store_.find(record_type<Delivery>(), id.value, arena));
          expect(held != nullptr && held->rider == rider.id && binds_rider(held->status), "rider", rider.id.value,
                 "and its delivery disagree");
        }
    });
    each<Kitchen>(store_, [&](const Kitchen& kitchen) {
      for (const StationState& station : kitchen.stations)
        expect(station.busy >= 0 && station.busy <= station.capacity, "kitchen", kitchen.restaurant.value,
               "is over its capacity");
    });
  }

  void riders() {
    std::map<RiderId, std::set<DeliveryId>> held;  // by what the deliveries say
    each<Delivery>(store_, [&](const Delivery& delivery) {
      if (binds_rider(delivery.status)) held[delivery.rider].insert(delivery.id);
    });
    each<Rider>(store_, [&](const Rider& rider) {
      std::vector<DeliveryId> told = route::carried(rider);
      for (const DeliveryId id : route::offered(rider)) told.push_back(id);
      const std::set<DeliveryId> once(told.begin(), told.end());
      expect(once.size() == told.size(), "rider", rider.id.value, "holds a delivery twice");
      expect(once == held[rider.id], "rider", rider.id.value, "and the deliveries disagree");
    });
  }

  void kitchens() {
    std::map<std::pair<std::uint64_t, Station>, std::int64_t> working;
    each<Ticket>(store_, [&](const Ticket& ticket) {
      if (ticket.status == TicketStatus::Working) working[{ticket.restaurant.value, ticket.station}] += ticket.taken;
    });
    each<Kitchen>(store_, [&](const Kitchen& kitchen) {
      for (std::size_t s = 0; s < kitchen.stations.size(); ++s) {
        const StationState& station = kitchen.stations[s];
        const auto found = working.find({kitchen.restaurant.value, static_cast<Station>(s)});
        expect((found == working.end() ? 0 : found->second) == station.busy, "kitchen", kitchen.restaurant.value,
               "and its tickets disagree");
      }
    });
  }

  void provider_totals() {
    std::int64_t captured = 0;
    std::int64_t refunded = 0;
    std::int64_t asked_back = 0;
    bool capturing = false;
    each<Payment>(store_, [&](const Payment& payment) {
      captured += payment.captured.minor;
      capturing = capturing || payment.status == PaymentStatus::Capturing;
      asked_back += payment.refunded.minor;
    });
    each<Refund>(store_, [&](const Refund& refund) {
      if (refund.status == RefundStatus::Done) refunded += refund.amount.minor;
    });
    const ProviderPage page = provider_.totals(currency_);
    expect(page.captured == captured || (capturing && page.captured > captured), "provider", 0,
           "has captured another sum than the business knows of");
    expect(page.refunded >= refunded && page.refunded <= asked_back, "provider", 0,
           "has given back another sum than the business knows of");
  }

  // An order may stay open where its saga has ended before people: they are counted, not forgotten.
  void orders() {
    each<OrderSaga>(store_, [&](const OrderSaga& saga) {
      if (saga.step == SagaStep::NeedsPeople) {
        for_people_.insert(saga.order.value);
      } else {
        expect(saga.step == SagaStep::Finished, "saga", saga.order.value, "has not finished");
      }
    });
    each<Order>(store_, [&](const Order& order) {
      const bool left = for_people_.contains(order.id.value);
      expect(left || is_terminal(order.status), "order", order.id.value, "is still open");
      expect(in_order(order), "order", order.id.value, "has its times out of order");
      expect(has_the_times_of_its_status(order), "order", order.id.value, "was never where it stands");
      expect(order.total.minor == order.items.minor - order.discount.minor + order.tax.minor -
                                      order.tax_included.minor + order.delivery_fee.minor +
                                      order.small_order_fee.minor + order.tip.minor,
             "order", order.id.value, "does not add up");
      expect(left || (order.status == OrderStatus::Completed) == static_cast<bool>(order.delivered_at), "order",
             order.id.value, "is complete without a delivery, or delivered without an end");
      const bool complete = order.status == OrderStatus::Completed;
      owed_.emplace(order.id.value, complete ? order.total.minor : order.end_charge.minor);
    });
    each<Delivery>(store_, [&](const Delivery& delivery) {
      expect(delivery.status >= DeliveryStatus::Delivered, "delivery", delivery.id.value, "is still open");
    });
    each<Ticket>(store_, [&](const Ticket& ticket) {
      expect(is_over(ticket.status), "ticket", ticket.id.value, "is still open");
    });
  }

  // After orders().
  void money() {
    std::map<std::uint64_t, std::int64_t> given_back;
    std::map<std::uint64_t, std::int64_t> asked_back;
    each<Refund>(store_, [&](const Refund& refund) {
      if (refund.status == RefundStatus::Done) given_back[refund.payment.value] += refund.amount.minor;
      if (refund.status != RefundStatus::Refused) asked_back[refund.payment.value] += refund.amount.minor;
      expect(refund.status != RefundStatus::Requested || for_people_.contains(refund.order.value), "refund",
             refund.id.value, "is still open");
    });
    ledger();
    each<Payment>(store_, [&](const Payment& payment) {
      expect(payment.refunded.minor == asked_back[payment.id.value], "payment", payment.id.value,
             "has other refunds than it says");
      expect(payment.refunded.minor <= payment.captured.minor, "payment", payment.id.value,
             "is asked to give back more than it took");
      payment_agrees(payment, given_back[payment.id.value]);
    });
  }

 private:
  static bool in_order(const Order& order) {
    Instant last = order.placed_at;
    for (const auto& at :
         {order.accepted_at, order.ready_at, order.picked_up_at, order.delivered_at, order.closed_at}) {
      if (!at) continue;
      if (*at < last) return false;
      last = *at;
    }
    return true;
  }

  // Each step but the last leaves its time, and none is left out.
  static bool has_the_times_of_its_status(const Order& order) {
    const std::array<bool, 4> been{order.accepted_at.has_value(), order.ready_at.has_value(),
                                   order.picked_up_at.has_value(), order.delivered_at.has_value()};
    if (!std::is_sorted(been.begin(), been.end(), std::greater<>())) return false;
    const auto steps = std::count(been.begin(), been.end(), true);
    switch (order.status) {
      case OrderStatus::Delivered:
      case OrderStatus::Completed:
        return steps == 4;
      case OrderStatus::Rejected:
        return steps == 0;
      case OrderStatus::Cancelled:
      case OrderStatus::Failed:
        return steps < 4;
      default:
        return true;
    }
  }

  void payment_agrees(const Payment& payment, std::int64_t given_back) {
    const std::uint64_t id = payment.id.value;
    const auto order = owed_.find(payment.order.value);
    expect(order != owed_.end(), "payment", id, "belongs to no order");
    if (order == owed_.end() || for_people_.contains(payment.order.value)) return;
    const std::int64_t owed = order->second;
    expect(payment.captured.minor == owed, "payment", id, "has taken what is not owed, or not what is");
    expect(payment.refunded.minor == given_back, "payment", id, "and its refunds disagree");
    expect(given_back <= payment.captured.minor, "payment", id, "has given back more than it took");
    const auto cleared = clearing_.find(payment.order.value);
    expect((cleared == clearing_.end() ? 0 : cleared->second) == payment.captured.minor - given_back, "payment", id,
           "stands otherwise in the ledger");
    const ProviderPage page = provider_.page(payment.id).value_or(ProviderPage{});
    expect(page.captures == (owed > 0 ? 1U : 0U), "payment", id, "was captured otherwise than once where owed");
    expect(page.captured == payment.captured.minor, "payment", id, "stands otherwise in the provider's books");
    expect(page.refunded == given_back, "payment", id, "was refunded otherwise in the provider's books");
    expect(page.open == 0, "payment", id, "still holds money at the provider");
  }

  void ledger() {
    std::map<std::uint64_t, std::int64_t> by_order;  // 0: payouts, fees and settlements
    std::int64_t sum = 0;
    each<LedgerEntry>(store_, [&](const LedgerEntry& entry) {
      by_order[entry.order.value] += entry.amount.minor;
      if (entry.account == Account::ProviderClearing) clearing_[entry.order.value] += entry.amount.minor;
      sum += entry.amount.minor;
    });
    for (const auto& [order, rest] : by_order) expect(rest == 0, "ledger of order", order, "does not balance");
    expect(sum == 0, "ledger", 0, "does not balance");
  }

  void expect(bool holds, const char* who, std::uint64_t id, const char* what) {
    report.expect(holds, [&] {
      std::string text = std::string(where_) + ": " + who;
      if (id != 0) text += " " + std::to_string(id);
      return text + " " + what;
    });
  }

  Store& store_;
  const BookedProvider& provider_;
  Currency currency_;
  std::string_view where_;
  std::map<std::uint64_t, std::int64_t> owed_;      // by order: what it has to pay in the end, minor units
  std::map<std::uint64_t, std::int64_t> clearing_;  // by order: what the ledger says that the provider took for it
  std::set<std::uint64_t> for_people_;
};

}  // namespace

InvariantReport check_running(Store& store, const BookedProvider& provider, Currency currency, std::string_view where) {
  Inspector inspector(store, provider, currency, where);
  inspector.now();
  return inspector.report;
}

InvariantReport check_finished(Store& store, const BookedProvider& provider, Currency currency,
                               std::string_view where) {
  Inspector inspector(store, provider, currency, where);
  inspector.now();
  inspector.riders();
  inspector.kitchens();
  inspector.provider_totals();
  inspector.orders();
  inspector.money();
  inspector.report.add(check_people(store, where));
  return inspector.report;
}

}  // namespace pizza::sim
