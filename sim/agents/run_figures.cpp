// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/run_figures.h"

#include <algorithm>
#include <numeric>

namespace pizza::sim {

namespace {

template <class T, class Visit>
void each(Store& store, Visit&& visit) {
  store.scan(record_type<T>(), [&](std::uint64_t, const void* record) { visit(*static_cast<const T*>(record)); });
}

struct Times {
  std::vector<std::int64_t> click_to_door;
  std::vector<std::int64_t> ready_to_pickup;
};

void count_order(const Order& order, RunFigures& figures, Times& times) {
  ++figures.placed;
  if (order.delivered_at) {
    times.click_to_door.push_back((*order.delivered_at - order.placed_at).ms);
    if (*order.delivered_at > order.promised_at) ++figures.late;
  }
  if (order.picked_up_at && order.ready_at) times.ready_to_pickup.push_back((*order.picked_up_at - *order.ready_at).ms);
  switch (order.status) {
    case OrderStatus::Delivered:
    case OrderStatus::Completed:
      ++figures.delivered;
      break;
    case OrderStatus::Rejected:
      ++figures.rejected;
      break;
    case OrderStatus::Cancelled:
      ++figures.cancelled;
      break;
    case OrderStatus::Failed:
      ++figures.failed;
      break;
    default:
      ++figures.open;
  }
}

void add(RiderTally& sum, const RiderTally& more) {
  sum.online_ms += more.online_ms;
  sum.busy_ms += more.busy_ms;
  sum.ridden_mm += more.ridden_mm;
  sum.no_shows += more.no_shows;
  sum.declined += more.declined;
  sum.silent += more.silent;
  sum.gave_up += more.gave_up;
  sum.accidents += more.accidents;
  sum.codes += more.codes;
  sum.absent += more.absent;
  sum.undelivered += more.undelivered;
}

void add(CustomerTally& sum, const CustomerTally& more) {
  sum.orders += more.orders;
  sum.replayed += more.replayed;
  sum.refused += more.refused;
  sum.nothing += more.nothing;
  sum.cancelled += more.cancelled;
  sum.too_late += more.too_late;
  sum.changed += more.changed;
  sum.unchanged += more.unchanged;
  sum.carts += more.carts;
  sum.left_carts += more.left_carts;
  sum.again += more.again;
  sum.halves += more.halves;
  sum.answered += more.answered;
}

void add(GuestTally& sum, const GuestTally& more) {
  sum.reviews += more.reviews;
  sum.complaints += more.complaints;
  sum.questions += more.questions;
  sum.refused += more.refused;
}

void add(DeskTally& sum, const DeskTally& more) {
  sum.answered += more.answered;
  sum.moderated += more.moderated;
  sum.replies += more.replies;
}

void add(OperationsTally& sum, const OperationsTally& more) {
  sum.approved += more.approved;
  sum.refused += more.refused;
}

void add(FlowCount& sum, const FlowCount& more) {
  sum.held += more.held;
  sum.challenged += more.challenged;
  sum.codes_wanted += more.codes_wanted;
  sum.codes_wrong += more.codes_wrong;
  sum.offers_withdrawn += more.offers_withdrawn;
  sum.reassigned += more.reassigned;
  sum.food_returned += more.food_returned;
  sum.food_disposed += more.food_disposed;
  sum.riders_sent += more.riders_sent;
  sum.scheduled += more.scheduled;
  sum.changed += more.changed;
  sum.rewards_refused += more.rewards_refused;
}

void add(std::map<std::string_view, ServiceTally>& sum, const std::map<std::string_view, ServiceTally>& more) {
  for (const auto& [service, tally] : more) {
    sum[service].commands += tally.commands;
    sum[service].events += tally.events;
  }
}

void add_territory(const Territory& territory, RunFigures& figures, Times& times) {
  Store& store = territory.store();
  each<Order>(store, [&](const Order& order) { count_order(order, figures, times); });
  each<Payment>(store, [&](const Payment& payment) { figures.charged = figures.charged + payment.captured; });
  each<Refund>(store, [&](const Refund& refund) {
    if (refund.status == RefundStatus::Done) figures.refunded = figures.refunded + refund.amount;
  });
  each<LedgerEntry>(store, [&](const LedgerEntry& entry) { figures.ledger_sum += entry.amount.minor; });
  figures.riders += territory.plan().riders;
  add(figures.rider_tally, territory.riders().tally());
  add(figures.customer_tally, territory.customers().tally());
  add(figures.guest_tally, territory.guests().tally());
  add(figures.desk_tally, territory.desk().tally());
  add(figures.operations_tally, territory.operations().tally());
  add(figures.flows, territory.flows());
  add(figures.services, territory.business().tally());
  figures.events += territory.events();
  figures.steps += territory.steps();
  figures.sagas_for_people += territory.sagas_for_people();
}

}  // namespace

Spread spread_of(std::vector<std::int64_t>& values) {
  if (values.empty()) return {};
  std::sort(values.begin(), values.end());
  const auto count = static_cast<std::int64_t>(values.size());
  const auto rank = [&](std::int64_t percent) {
    return values[static_cast<std::size_t>((count * percent + 99) / 100 - 1)];
  };
  const std::int64_t sum = std::accumulate(values.begin(), values.end(), std::int64_t{0});
  return {count, sum / count, rank(50), rank(90), rank(99)};
}

RunFigures figures_of(std::span<const std::unique_ptr<Territory>> territories) {
  RunFigures figures;
  if (territories.empty()) return figures;
  const Scenario& scenario = territories.front()->city().scenario;
  figures.charged.currency = figures.refunded.currency = scenario.currency;
  Times times;
  for (const auto& territory : territories) add_territory(*territory, figures, times);
  figures.click_to_door = spread_of(times.click_to_door);
  figures.ready_to_pickup = spread_of(times.ready_to_pickup);
  figures.rider_cost = {figures.rider_tally.online_ms * scenario.riders.cost_per_hour.minor / 3'600'000,
                        scenario.currency};
  return figures;
}

}  // namespace pizza::sim
