// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/city_watch.h"

#include "core/model/number_visitor.h"

namespace pizza::sim {

namespace {

// Whether an event names an order, at any depth.
class OrderFinder : public NumberVisitor {
 public:
  explicit OrderFinder(std::uint64_t order) : order_(static_cast<std::int64_t>(order)) {}
  bool found() const { return found_; }

  void integer(const FieldSchema& field, std::int64_t value) override {
    found_ = found_ || (value == order_ && field.name == "order_id");
  }

 private:
  std::int64_t order_;
  bool found_ = false;
};

// Numbers of orders, riders, carts and people run side by side: an event is an order's where it says so itself. What
// becomes of a cart is the cart's.
bool of_order(const EventType& type, const void* event) {
  if (type.service == "user" || &type == &event_type<CartCleared>()) return false;
  OrderFinder finder(type.aggregate(event));
  type.write(event, finder);
  return finder.found();
}

}  // namespace

TerritoryWatch::TerritoryWatch(Territory& territory) : territory_(territory) {
  territory_.business().listen(*this);
}

TerritoryWatch::~TerritoryWatch() {
  territory_.business().silence(*this);
}

std::uint16_t& TerritoryWatch::minute(std::vector<std::uint16_t>& counts, Instant at) {
  const Duration since = at - territory_.city().scenario.begins;
  const auto index = static_cast<std::size_t>(std::max<std::int64_t>(since.ms, 0) / 60'000);
  if (counts.size() <= index) counts.resize(index + 1);
  return counts[index];
}

void TerritoryWatch::remember(const EventEnvelope& event) {
  const EventType& type = event.event.type();
  if (!of_order(type, event.event.get())) return;
  RecordedEvent recorded{event.at, &type, {}};
  type.encode(event.event.get(), recorded.bytes);
  stories_[type.aggregate(event.event.get())].push_back(std::move(recorded));
}

void TerritoryWatch::placed_now(OrderId order, Instant at) {
  ++placed_ever;
  shown_.emplace(order.value, ShownOrder{});
  placed_.push_back(at);
  ++minute(placed_per_minute, at);
}

void TerritoryWatch::ended(OrderId order, Instant at) {
  if (const auto found = shown_.find(order.value); found != shown_.end()) found->second.ended_at = at;
}

void TerritoryWatch::delivered_now(OrderId id, Instant at) {
  ++delivered;
  Arena arena;
  const auto* order = static_cast<const Order*>(territory_.store().find(record_type<Order>(), id.value, arena));
  const bool late = at > order->promised_at;
  arrivals_.push_back({at, (at - order->placed_at).ms, late});
  if (late) ++minute(late_per_minute, at);
}

void TerritoryWatch::heard(const EventEnvelope& event) {
  remember(event);
  if (const auto* placed = event.as<OrderPlaced>()) {
    placed_now(placed->order.id, event.at);
  } else if (const auto* arrived = event.as<OrderDelivered>()) {
    delivered_now(arrived->order, event.at);
  } else if (const auto* completed = event.as<OrderCompleted>()) {
    ended(completed->order, event.at);
  } else if (const auto* rejection = event.as<OrderRejected>()) {
    ++rejected;
    ended(rejection->order, event.at);
  } else if (const auto* cancellation = event.as<OrderCancelled>()) {
    ++cancelled;
    ended(cancellation->order, event.at);
  } else if (const auto* failure = event.as<OrderFailed>()) {
    ++failed;
    ended(failure->order, event.at);
  }
}

void TerritoryWatch::forget(Instant now) {
  std::erase_if(shown_, [&](const auto& entry) {
    return entry.second.ended_at && *entry.second.ended_at + shown_after_end < now;
  });
  while (!arrivals_.empty() && arrivals_.front().at + hours(1) < now) arrivals_.pop_front();
  while (!placed_.empty() && placed_.front() + minutes(20) < now) placed_.pop_front();
}

const std::vector<RecordedEvent>* TerritoryWatch::story(OrderId order) const {
  const auto found = stories_.find(order.value);
  return found == stories_.end() ? nullptr : &found->second;
}

}  // namespace pizza::sim
