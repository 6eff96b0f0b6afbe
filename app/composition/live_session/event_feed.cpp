// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live_session/event_feed.h"

#include <algorithm>

#include "core/business.h"
#include "core/catalogue.h"
#include "core/model/number_visitor.h"

namespace pizza {

namespace {

constexpr std::size_t most_waiting = 200'000;

class NameFinder : public NumberVisitor {
 public:
  NamedRecords found;

  void integer(const FieldSchema& field, std::int64_t value) override {
    if (value <= 0 || !field.name.ends_with("_id")) return;
    if (field.name.ends_with("order_id")) return add(found.orders, value);
    if (field.name.ends_with("delivery_id")) return add(found.deliveries, value);
    if (field.name.ends_with("ticket_id")) return add(found.tickets, value);
    if (field.name.ends_with("rider_id")) return add(found.riders, value);
    if (field.name.ends_with("restaurant_id")) return add(found.restaurants, value);
  }

 private:
  static void add(std::vector<std::uint64_t>& keys, std::int64_t value) {
    const auto key = static_cast<std::uint64_t>(value);
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
};

// An event is an order's where it says so itself. What becomes of a person or a cart is theirs.
std::uint64_t order_of(const EventType& type, const void* event, const NamedRecords& named) {
  if (type.service == "user" || &type == &event_type<CartCleared>()) return 0;
  const std::uint64_t subject = type.aggregate(event);
  return std::find(named.orders.begin(), named.orders.end(), subject) == named.orders.end() ? 0 : subject;
}

}  // namespace

NamedRecords records_named_by(const EventType& type, const void* event) {
  NameFinder finder;
  type.write(event, finder);
  return std::move(finder.found);
}

EventFeed::EventFeed(const std::string& brokers, const std::string& topic)
    : follower_({.brokers = brokers,
                 .topic = topic,
                 .type_of = event_type_by_name,
                 .heard = [this](const EventEnvelope& event) { heard(event); }}) {}

void EventFeed::heard(const EventEnvelope& event) {
  const EventType& type = event.event.type();
  SeenEvent seen{event.at, &type, {}, records_named_by(type, event.event.get()), 0};
  type.encode(event.event.get(), seen.bytes);
  seen.of_order = order_of(type, event.event.get(), seen.named);
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.size() >= most_waiting) {
      waiting_.clear();
      cut_ = true;
    }
    waiting_.push_back(std::move(seen));
  }
  wake_.notify_one();
}

std::vector<SeenEvent> EventFeed::take(Duration patience, bool& cut) {
  std::unique_lock lock(mutex_);
  wake_.wait_for(lock, std::chrono::milliseconds(patience.ms), [this] { return woken_ || !waiting_.empty(); });
  cut = std::exchange(cut_, false);
  woken_ = false;
  return std::exchange(waiting_, {});
}

void EventFeed::wake() {
  {
    const std::lock_guard lock(mutex_);
    woken_ = true;
  }
  wake_.notify_one();
}

}  // namespace pizza
