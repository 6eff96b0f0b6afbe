// SPDX-License-Identifier: Apache-2.0
#include "app/server/order_topics.h"

#include <algorithm>
#include <unordered_set>

#include "connectors/json/instant_text.h"
#include "connectors/json/json_form.h"
#include "core/catalogue.h"

namespace pizza::server {

namespace {

std::unordered_set<const EventType*> told_types() {
  const std::unordered_set<const EventType*> untold{&event_type<KitchenEquipped>(), &event_type<RiderRegistered>(),
                                                    &event_type<RiderWentOnline>(), &event_type<RiderWentOffline>(),
                                                    &event_type<RiderMoved>(),      &event_type<LedgerPosted>()};
  std::unordered_set<const EventType*> told;
  for (const EventType* type : all_event_types()) {
    const bool of_an_order = type->service == "order" || type->service == "payment" || type->service == "kitchen" ||
                             type->service == "delivery" || type->service == "saga";
    if (of_an_order && !untold.contains(type)) told.insert(type);
  }
  return told;
}

std::string message_of(const EventEnvelope& envelope) {
  const EventType& type = envelope.event.type();
  Json json;
  json["event"] = std::string(type.schema->name);
  json["service"] = std::string(type.service);
  json["at"] = instant_text(envelope.at).value_or("");
  json["data"] = to_json(JsonForm::Api, [&](ValueWriter& writer) { type.write(envelope.event.get(), writer); });
  return json_text(json);
}

}  // namespace

bool told_to_customers(const EventType& type) {
  static const auto told = told_types();
  return told.contains(&type);
}

void OrderTopics::subscribe(OrderId order, std::weak_ptr<Subscriber> subscriber) {
  topics_[order].push_back(std::move(subscriber));
}

void OrderTopics::tidy(OrderId order) {
  const auto topic = topics_.find(order);
  if (topic == topics_.end()) return;
  std::erase_if(topic->second, [](const auto& subscriber) { return subscriber.expired(); });
  if (topic->second.empty()) topics_.erase(topic);
}

void OrderTopics::heard(const EventEnvelope& envelope) {
  if (topics_.empty()) return;
  const EventType& type = envelope.event.type();
  if (!told_to_customers(type)) return;
  const OrderId order{type.aggregate(envelope.event.get())};
  if (!topics_.contains(order)) return;
  const SagaMoved* moved = envelope.as<SagaMoved>();
  heard_.push_back({order, message_of(envelope), moved != nullptr && moved->saga.step == SagaStep::Finished});
}

void OrderTopics::settled() {
  for (Message& message : heard_) {
    const auto topic = topics_.find(message.order);
    if (topic == topics_.end()) continue;
    for (const auto& follower : topic->second) {
      const auto subscriber = follower.lock();
      if (!subscriber) continue;
      subscriber->send(message.text);
      if (message.last) subscriber->end();
    }
    if (message.last) topics_.erase(topic);
  }
  heard_.clear();
}

}  // namespace pizza::server
