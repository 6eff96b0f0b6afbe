// SPDX-License-Identifier: Apache-2.0
// Kitchens, riders and customers of a demonstration, in real time. They hear the business's events and act only through
// its commands, as people and devices do.
//
// To be worth watching they are quick: a minute of kitchen work takes a second, riders cover 300 m in a second as the
// crow flies. An order is at the door 15 to 40 seconds after the click.
#pragma once

#include <optional>
#include <vector>

#include "app/composition/business_host.h"
#include "sim/engine/random.h"

namespace pizza {

class DemoCrew : public WorldListener {
 public:
  // Takes over what stands in the store: orders to accept, tickets to cook, deliveries to ride. `orders_a_minute` come
  // from the crew's own customers. To be made before the world starts; outlives the world's thread.
  DemoCrew(BusinessHost& world, int orders_a_minute);

  void heard(const EventEnvelope& event) override;
  void settled() override {}

 private:
  struct Waiting {
    RiderId rider;
    GeoPoint place;
  };

  void take_over();
  void customer_orders(Business& business);
  std::optional<PlaceOrder> invent_wish(Business& business);
  void accept_soon(OrderId order);
  void look_into(PaymentId held);
  void cook(TicketId ticket, Station station);
  void seek(DeliveryId delivery);
  void dispatch(Business& business);
  bool offer(Business& business, DeliveryId delivery);
  void continue_delivery(DeliveryId delivery);
  static void step(Business& business, DeliveryId delivery, DeliveryStatus from);
  static Outcome hand_over(UnitOfWork& work, const Delivery& delivery);
  void free_rider(RiderId rider);
  void later(Duration delay, Agenda::Chore chore);

  BusinessHost& world_;
  Duration between_orders_;
  sim::RandomStream chance_;
  std::vector<Waiting> idle_;
  std::vector<DeliveryId> seeking_;
  bool dispatching_ = false;
  std::vector<UserId> customers_;
};

}  // namespace pizza
