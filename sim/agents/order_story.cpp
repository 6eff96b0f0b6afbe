// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/order_story.h"

#include "sim/agents/order_forecast.h"

namespace pizza::sim {

namespace {

template <class T>
std::optional<T> look(Store& store, std::uint64_t key) {
  Arena arena;
  const void* found = store.find(record_type<T>(), key, arena);
  return found == nullptr ? std::nullopt : std::optional<T>(*static_cast<const T*>(found));
}

class Teller {
 public:
  Teller(TerritoryWatch& watch, const OrderState& state, const ShownIds& ids)
      : watch_(watch), territory_(watch.territory()), state_(state), ids_(ids) {}

  OrderStory tell(EventText text) {
    const auto shown = watch_.shown().find(state_.order.id.value);
    ShownOrder forgotten;
    story_.order = view_of(watch_, state_, shown == watch_.shown().end() ? forgotten : shown->second, ids_);
    story_.restaurant_name = territory_.plan().sites[territory_.stage().site_of(state_.order.restaurant)].name;
    lines();
    events(text);
    ledger();
    rider();
    why();
    return std::move(story_);
  }

 private:
  void lines() {
    const auto basket = look<Basket>(territory_.store(), state_.order.id.value);
    story_.lines = receipt_lines(state_.order, basket ? &*basket : nullptr);
  }

  void events(EventText text) {
    const std::vector<RecordedEvent>* recorded = watch_.story(state_.order.id);
    if (recorded == nullptr) return;
    for (const RecordedEvent& entry : *recorded) {
      void* fields = entry.type->create();
      const EventHolder event(*entry.type, fields);
      if (!entry.type->decode(entry.bytes, fields)) continue;
      story_.events.push_back({entry.at, std::string(entry.type->schema->name), std::string(entry.type->service),
                               event_summary(*entry.type, event.get(), territory_), text(*entry.type, event.get()),
                               concern(entry)});
    }
  }

  // Bad news in its colour: whatever comes after the promise, and what should not have happened.
  Concern concern(const RecordedEvent& entry) const {
    if (is_bad_news(*entry.type)) return Concern::Late;
    if (entry.type == &event_type<OfferDeclined>() || entry.type == &event_type<OfferExpired>()) return Concern::AtRisk;
    const bool late = !state_.order.delivered_at && entry.at > state_.order.promised_at;
    return late ? Concern::Late : Concern::OnTime;
  }

  void ledger() {
    Store& store = territory_.store();
    std::vector<std::uint64_t> keys;
    const RecordType& type = record_type<LedgerEntry>();
    store.find_equal(type, type.index_position(field_number<&LedgerEntry::order>()),
                     IndexValue::of(static_cast<std::int64_t>(state_.order.id.value)), 1'000, keys);
    for (const std::uint64_t key : keys) {
      const auto entry = look<LedgerEntry>(store, key);
      std::string account(account_names[static_cast<std::size_t>(entry->account)]);
      std::replace(account.begin(), account.end(), '_', ' ');
      story_.ledger.push_back({std::move(account), entry->amount});
    }
  }

  void rider() {
    if (!state_.delivery || !state_.delivery->rider) return;
    for (const RiderAgent& rider : territory_.riders().all()) {
      if (rider.id != state_.delivery->rider) continue;
      story_.rider_name = rider.name;
      if (rider.delivery != state_.delivery->id || rider.way == nullptr) return;
      const WayPoint where = territory_.riders().where(rider, territory_.now());
      const auto next = rider.way->path.begin() + static_cast<std::ptrdiff_t>(where.next);
      story_.ridden.assign(rider.way->path.begin(), next);
      story_.ridden.push_back(where.at);
      story_.to_come.push_back(where.at);
      story_.to_come.insert(story_.to_come.end(), next, rider.way->path.end());
    }
  }

  void why() {
    if (story_.order.concern >= Concern::AtRisk) story_.why = where_minutes_went(state_.order, territory_.now());
  }

  TerritoryWatch& watch_;
  Territory& territory_;
  const OrderState& state_;
  ShownIds ids_;
  OrderStory story_;
};

}  // namespace

std::vector<OrderStoryLine> receipt_lines(const Order& order, const Basket* basket) {
  std::vector<OrderStoryLine> lines;
  if (basket != nullptr) {
    for (const BasketLine& line : basket->lines) {
      std::string text = std::to_string(line.quantity) + " × " + line.name;
      for (const std::string& option : line.options) text += " · " + option;
      lines.push_back({std::move(text), line.unit_price * line.quantity});
    }
  }
  if (order.discount.minor != 0) lines.push_back({"Discount", -order.discount});
  const Money on_top = order.tax - order.tax_included;
  if (on_top.minor != 0) lines.push_back({"Tax", on_top});
  lines.push_back({"Delivery", order.delivery_fee});
  if (order.small_order_fee.minor != 0) lines.push_back({"Small order", order.small_order_fee});
  if (order.tip.minor != 0) lines.push_back({"Tip", order.tip});
  return lines;
}

std::string where_minutes_went(const Order& order, Instant now) {
  const auto took = [&](const std::optional<Instant>& from, const std::optional<Instant>& to) {
    return from ? (to.value_or(now) - *from).ms / 60'000 : 0;
  };
  const std::int64_t answer = took(order.placed_at, order.accepted_at);
  const std::int64_t kitchen = took(order.accepted_at, order.ready_at);
  const std::int64_t counter = took(order.ready_at, order.picked_up_at);
  const std::int64_t road = took(order.picked_up_at, order.delivered_at);
  const std::int64_t longest = std::max({answer, kitchen, counter, road});
  const std::string spent = std::to_string(longest) + " min";
  if (longest == counter) return "The food waited " + spent + " for a rider.";
  if (longest == kitchen) return "The kitchen took " + spent + ".";
  if (longest == road) return "The ride took " + spent + ".";
  return "It took " + spent + " until the restaurant had accepted.";
}

std::shared_ptr<const OrderStory> order_story(Watches watches, OrderId shown, EventText text) {
  if (watches.empty() || !shown) return nullptr;
  const std::uint64_t count = watches.size();
  TerritoryWatch& watch = *watches[shown.value % count];
  const auto state = order_state(watch.territory().store(), {shown.value / count});
  if (!state) return nullptr;
  return std::make_shared<const OrderStory>(Teller(watch, *state, {count, shown.value % count}).tell(text));
}

}  // namespace pizza::sim
