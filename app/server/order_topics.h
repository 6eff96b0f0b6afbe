// SPDX-License-Identifier: Apache-2.0
// One topic an order: whoever follows it hears each of its events, once they are durable.
#pragma once

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "app/composition/business_host.h"

namespace pizza::server {

class Subscriber {
 public:
  virtual ~Subscriber() = default;
  // From the world's thread; return at once.
  virtual void send(std::string message) = 0;
  // Nothing more will come.
  virtual void end() = 0;
};

// On the world's thread.
class OrderTopics : public WorldListener {
 public:
  // From now on, until the order's way has ended or the subscriber is gone.
  void subscribe(OrderId order, std::weak_ptr<Subscriber> subscriber);
  // Forgets subscribers of an order that are gone.
  void tidy(OrderId order);

  void heard(const EventEnvelope& event) override;
  void settled() override;

  std::size_t topics() const { return topics_.size(); }

 private:
  struct Message {
    OrderId order;
    std::string text;
    bool last = false;
  };
  std::unordered_map<OrderId, std::vector<std::weak_ptr<Subscriber>>> topics_;
  std::vector<Message> heard_;  // not durable yet
};

// Whether customers hear of events of this type: those of an order's way, without bookkeeping.
bool told_to_customers(const EventType& type);

}  // namespace pizza::server
