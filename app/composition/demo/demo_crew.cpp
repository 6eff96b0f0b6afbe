// SPDX-License-Identifier: Apache-2.0
#include "app/composition/demo/demo_crew.h"

#include <algorithm>

namespace pizza {

namespace {

template <class T>
std::optional<T> look(Business& business, Id<T> id) {
  return business.read([&](UnitOfWork& work) -> std::optional<T> {
    const T* found = work.find(id);
    return found == nullptr ? std::nullopt : std::optional<T>(*found);
  });
}

// As the crow flies, 300 m in a second; 2 to 20 seconds.
Duration ride(GeoPoint from, GeoPoint to) {
  return std::clamp(milliseconds(distance_mm(from, to) / 300), seconds(2), seconds(20));
}

}  // namespace

DemoCrew::DemoCrew(BusinessHost& world, int orders_a_minute)
    : world_(world),
      between_orders_(orders_a_minute > 0 ? minutes(1) / orders_a_minute : Duration{}),
      chance_(static_cast<std::uint64_t>(world.business().now().ms), 0) {
  world_.listen(*this);
  take_over();
  if (between_orders_.ms > 0) later(between_orders_, [this](Business& business) { customer_orders(business); });
}

void DemoCrew::later(Duration delay, Agenda::Chore chore) {
  world_.agenda().chores.push(world_.business().now() + delay, std::move(chore));
}

void DemoCrew::take_over() {
  Store& store = world_.business().store();
  store.scan(record_type<Order>(), [&](std::uint64_t, const void* record) {
    const auto* order = static_cast<const Order*>(record);
    if (order->status == OrderStatus::Authorized) accept_soon(order->id);
  });
  store.scan(record_type<Payment>(), [&](std::uint64_t, const void* record) {
    const auto* payment = static_cast<const Payment*>(record);
    if (payment->status == PaymentStatus::Held) look_into(payment->id);
  });
  store.scan(record_type<Ticket>(), [&](std::uint64_t, const void* record) {
    const auto* ticket = static_cast<const Ticket*>(record);
    if (ticket->status == TicketStatus::Working) cook(ticket->id, ticket->station);
  });
  store.scan(record_type<Rider>(), [&](std::uint64_t, const void* record) {
    const auto* rider = static_cast<const Rider*>(record);
    if (rider->status == RiderStatus::Idle) idle_.push_back({rider->id, rider->place});
  });
  store.scan(record_type<Delivery>(), [&](std::uint64_t, const void* record) {
    const auto* delivery = static_cast<const Delivery*>(record);
    if (delivery->status == DeliveryStatus::Searching) {
      seek(delivery->id);
    } else if (delivery->status < DeliveryStatus::Delivered) {
      continue_delivery(delivery->id);
    }
  });
  // People with an address, of whom a thousand are crowd enough.
  constexpr std::size_t crowd = 1'000;
  store.scan(record_type<User>(), [&](std::uint64_t, const void* record) {
    const auto* user = static_cast<const User*>(record);
    if (customers_.size() < crowd && !user->addresses.empty()) customers_.push_back(user->id);
  });
}

void DemoCrew::heard(const EventEnvelope& event) {
  if (const auto* authorized = event.as<OrderAuthorized>()) return accept_soon(authorized->order);
  if (const auto* held = event.as<PaymentHeld>()) return look_into(held->payment);
  if (const auto* started = event.as<TicketStationStarted>()) return cook(started->ticket, started->station);
  if (const auto* requested = event.as<DeliveryRequested>()) return seek(requested->delivery.id);
  if (const auto* offered = event.as<RiderOffered>()) return continue_delivery(offered->delivery);
  if (const auto* assigned = event.as<RiderAssigned>()) return continue_delivery(assigned->delivery);
  if (const auto* arrived = event.as<RiderArrived>()) return continue_delivery(arrived->delivery);
  if (const auto* ready = event.as<FoodReady>()) {
    const auto delivery = look(world_.business(), ready->delivery);
    if (delivery && delivery->status == DeliveryStatus::AtRestaurant) continue_delivery(ready->delivery);
    return;
  }
  if (const auto* picked = event.as<FoodPickedUp>()) return continue_delivery(picked->delivery);
  if (const auto* delivered = event.as<FoodDelivered>()) return free_rider(delivered->rider);
  if (const auto* cancelled = event.as<DeliveryCancelled>()) return free_rider(cancelled->rider);
  if (const auto* failed = event.as<DeliveryFailed>()) return free_rider(failed->rider);
  if (const auto* expired = event.as<OfferExpired>()) {
    free_rider(expired->rider);
    seek(expired->delivery);
  }
}

void DemoCrew::accept_soon(OrderId order) {
  const Duration delay = milliseconds(static_cast<std::int64_t>(1'000 + chance_.below(2'000)));
  later(delay, [order](Business& business) {
    // Refused where the order was cancelled meanwhile.
    static_cast<void>(business.run([&](UnitOfWork& work) { return business.orders.accept(work, {order}); }));
  });
}

// Whoever orders much looks suspicious, and is let through.
void DemoCrew::look_into(PaymentId held) {
  later(seconds(1), [held](Business& business) {
    static_cast<void>(business.run([&](UnitOfWork& work) { return business.payments.approve(work, {held, {}, {}}); }));
  });
}

void DemoCrew::cook(TicketId ticket, Station station) {
  const auto found = look(world_.business(), ticket);
  if (!found) return;
  const Duration work = seconds(found->work_s[static_cast<std::size_t>(station)]) / 60;
  later(std::max(work, milliseconds(300)), [ticket](Business& business) {
    static_cast<void>(business.run([&](UnitOfWork& work) { return business.kitchens.finish_station(work, {ticket}); }));
  });
}

void DemoCrew::seek(DeliveryId delivery) {
  seeking_.push_back(delivery);
  if (dispatching_) return;
  dispatching_ = true;
  later(milliseconds(200), [this](Business& business) { dispatch(business); });
}

// Offers each delivery that waits to the nearest free rider who can take it; those that find none wait for the next one
// who is done. A delivery leaves the queue only when it is seen to: the store may go away at any look.
void DemoCrew::dispatch(Business& business) {
  dispatching_ = false;
  std::size_t refused = 0;  // at the front of the queue
  while (refused < seeking_.size() && !idle_.empty()) {
    const auto at = seeking_.begin() + static_cast<std::ptrdiff_t>(refused);
    if (offer(business, *at)) {
      seeking_.erase(at);
    } else {
      ++refused;
    }
  }
  if (seeking_.empty() || idle_.empty()) return;
  dispatching_ = true;
  later(seconds(1), [this](Business& again) { dispatch(again); });
}

// Whether the delivery needs nobody any more. The nearest may have too small a bag: then the next one is asked.
bool DemoCrew::offer(Business& business, DeliveryId id) {
  const auto delivery = look(business, id);
  if (!delivery || delivery->status != DeliveryStatus::Searching) return true;
  for (std::size_t passed_over = 0; passed_over < idle_.size();) {
    const auto rest = idle_.begin() + static_cast<std::ptrdiff_t>(passed_over);
    const auto nearest = std::min_element(rest, idle_.end(), [&](const Waiting& a, const Waiting& b) {
      return distance_mm(a.place, delivery->pickup) < distance_mm(b.place, delivery->pickup);
    });
    std::iter_swap(rest, nearest);
    const OfferDelivery wish{id, rest->rider, seconds(40)};
    const auto offered = business.run([&](UnitOfWork& work) { return business.deliveries.offer(work, wish); });
    const auto rider = look(business, rest->rider);
    if (rider && rider->status == RiderStatus::Idle) {
      ++passed_over;
    } else {  // heard of when he is free
      *rest = idle_.back();
      idle_.pop_back();
    }
    if (offered.ok()) return true;
  }
  return false;
}

void DemoCrew::free_rider(RiderId rider) {
  const auto found = look(world_.business(), rider);
  if (!found || found->status != RiderStatus::Idle) return;
  idle_.push_back({rider, found->place});
  if (seeking_.empty() || dispatching_) return;
  dispatching_ = true;
  later(Duration{}, [this](Business& business) { dispatch(business); });
}

void DemoCrew::continue_delivery(DeliveryId id) {
  const auto delivery = look(world_.business(), id);
  if (!delivery) return;
  Duration delay{};
  switch (delivery->status) {
    case DeliveryStatus::Offered:
      delay = milliseconds(500);
      break;
    case DeliveryStatus::Assigned: {
      const auto rider = look(world_.business(), delivery->rider);
      delay = ride(rider ? rider->place : delivery->pickup, delivery->pickup);
      break;
    }
    case DeliveryStatus::AtRestaurant:
      if (!delivery->food_ready) return;  // heard of when it is
      delay = milliseconds(500);
      break;
    case DeliveryStatus::PickedUp:
      delay = ride(delivery->pickup, delivery->drop);
      break;
    default:
      return;
  }
  later(delay, [id, from = delivery->status](Business& business) { step(business, id, from); });
}

// Against the customer's code, where there is one.
Outcome DemoCrew::hand_over(UnitOfWork& work, const Delivery& delivery) {
  const DeliveryService deliveries;
  HandOverFood word{delivery.id, delivery.rider};
  if (delivery.has_doorstep) {
    const auto code = deliveries.code(work, {delivery.order});
    if (code.ok()) word.code = code->code;
  }
  const auto given = deliveries.hand_over(work, word);
  if (!given.ok()) return given.problem();
  return Done{};
}

// The rider's next step from there, unless the delivery has come to stand elsewhere.
void DemoCrew::step(Business& business, DeliveryId id, DeliveryStatus from) {
  const auto delivery = look(business, id);
  if (!delivery || delivery->status != from) return;
  const RiderId rider = delivery->rider;
  const auto& deliveries = business.deliveries;
  static_cast<void>(business.run([&](UnitOfWork& work) -> Outcome {
    switch (from) {
      case DeliveryStatus::Offered:
        return deliveries.answer_offer(work, {id, rider, true, {}});
      case DeliveryStatus::Assigned:
        static_cast<void>(deliveries.report_position(work, {rider, delivery->pickup}));
        return deliveries.arrive(work, {id, rider});
      case DeliveryStatus::AtRestaurant:
        return deliveries.pick_up(work, {id, rider});
      case DeliveryStatus::PickedUp:
        static_cast<void>(deliveries.report_position(work, {rider, delivery->drop}));
        return hand_over(work, *delivery);
      default:
        return Done{};
    }
  }));
}

std::optional<PlaceOrder> DemoCrew::invent_wish(Business& business) {
  const auto user = look(business, customers_[chance_.below(customers_.size())]);
  if (!user || user->addresses.empty()) return std::nullopt;
  const Address& home = user->addresses.front();
  std::vector<Restaurant> near;
  business.store().scan(record_type<Restaurant>(), [&](std::uint64_t, const void* record) {
    const auto* restaurant = static_cast<const Restaurant*>(record);
    if (distance_mm(restaurant->place, home.place) <= std::int64_t{restaurant->delivery_radius_m} * 1'000)
      near.push_back(*restaurant);
  });
  if (near.empty()) return std::nullopt;
  const Restaurant& restaurant = near[chance_.below(near.size())];
  const auto items = business.read([&](UnitOfWork& work) {
    std::vector<MenuItem> found;
    for (const auto key : work.find_where<&MenuItem::restaurant>(restaurant.id))
      found.push_back(*work.find(MenuItemId{key}));
    return found;
  });
  if (items.empty()) return std::nullopt;
  PlaceOrder wish;
  wish.user = user->id;
  wish.restaurant = restaurant.id;
  for (std::uint64_t line = 0, lines = 1 + chance_.below(3); line < lines; ++line) {
    const MenuItem& item = items[chance_.below(items.size())];
    OrderLine chosen{item.id, static_cast<std::int32_t>(1 + chance_.below(2)), {}};
    for (std::size_t g = 0; g < item.option_groups.size(); ++g)
      for (std::int32_t o = 0; o < item.option_groups[g].minimum; ++o)
        chosen.options.push_back({static_cast<std::int32_t>(g), o});
    wish.lines.push_back(std::move(chosen));
  }
  wish.drop = home.place;
  wish.drop_line = home.line;
  wish.payment_token = "tok_ok_demo";
  return wish;
}

void DemoCrew::customer_orders(Business& business) {
  later(between_orders_, [this](Business& again) { customer_orders(again); });
  if (customers_.empty()) return;
  const auto wish = invent_wish(business);
  // A basket below the restaurant's minimum is refused: the customer thinks again.
  if (wish) static_cast<void>(business.run([&](UnitOfWork& work) { return business.orders.place(work, *wish); }));
}

}  // namespace pizza
