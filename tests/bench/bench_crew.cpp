// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/bench_crew.h"

namespace pizza::bench {

namespace {

template <class T>
std::optional<T> look(Business& business, Id<T> id) {
  return business.read([&](UnitOfWork& work) -> std::optional<T> {
    const T* found = work.find(id);
    return found == nullptr ? std::nullopt : std::optional<T>(*found);
  });
}

double ms_since(BenchCrew::Wall::time_point start) {
  return std::chrono::duration<double, std::milli>(BenchCrew::Wall::now() - start).count();
}

}  // namespace

BenchCrew::BenchCrew(BusinessHost& host, int orders, int at_once, std::function<void(int)> more_ended,
                     std::function<void()> done)
    : host_(host), left_(orders), at_once_(at_once), more_ended_(std::move(more_ended)), done_(std::move(done)) {
  Store& store = host_.business().store();
  store.scan(record_type<Restaurant>(), [&](std::uint64_t, const void* record) {
    const auto* restaurant = static_cast<const Restaurant*>(record);
    shops_.push_back({restaurant->id, restaurant->place, {}});
  });
  store.scan(record_type<MenuItem>(), [&](std::uint64_t, const void* record) {
    const auto* item = static_cast<const MenuItem*>(record);
    for (Shop& shop : shops_)
      if (shop.restaurant == item->restaurant) shop.items.push_back(*item);
  });
  store.scan(record_type<User>(),
             [&](std::uint64_t, const void* record) { customers_.push_back(*static_cast<const User*>(record)); });
  store.scan(record_type<Rider>(),
             [&](std::uint64_t, const void* record) { idle_.push_back(static_cast<const Rider*>(record)->id); });
  host_.listen(*this);
}

void BenchCrew::begin() {
  while (on_their_way_ < at_once_ && left_ > 0) place_next();
}

void BenchCrew::at_once(Agenda::Chore chore) {
  host_.agenda().chores.push(host_.business().now(), std::move(chore));
}

// At the restaurant's own corner: everybody gets something.
PlaceOrder BenchCrew::wish() {
  const std::uint64_t click = clicks_++;
  const User& user = customers_[click % customers_.size()];
  const Shop& shop = shops_[click % shops_.size()];
  PlaceOrder wish;
  wish.user = user.id;
  wish.restaurant = shop.restaurant;
  for (std::uint64_t line = 0; line < 2; ++line) {
    const MenuItem& item = shop.items[(click * 7 + line * 3) % shop.items.size()];
    OrderLine chosen{item.id, 2, {}};
    for (std::size_t g = 0; g < item.option_groups.size(); ++g)
      for (std::int32_t o = 0; o < item.option_groups[g].minimum; ++o)
        chosen.options.push_back({static_cast<std::int32_t>(g), o});
    wish.lines.push_back(std::move(chosen));
  }
  wish.drop = shop.place;
  wish.drop_line = "Rue 1";
  wish.payment_token = "tok_ok";
  return wish;
}

void BenchCrew::place_next() {
  --left_;
  ++on_their_way_;
  const auto clicked = Wall::now();
  const bool taken = host_.command(
      [this, wanted = wish(), clicked](Business& business) {
        auto placed = business.run([&](UnitOfWork& work) { return business.orders.place(work, wanted); });
        if (placed.ok()) clicked_.emplace(placed->value, clicked);
        return placed;
      },
      [this, clicked](BusinessHost&, Result<OrderId> placed) {
        if (placed.ok()) {
          placed_ms_.push_back(ms_since(clicked));
          return;
        }
        if (refused_++ == 0) std::fprintf(stderr, "an order was refused: %s\n", placed.problem().detail.c_str());
        --on_their_way_;
        ++ended_;
        begin();
        if (on_their_way_ == 0) done_();
      });
  if (!taken) throw std::runtime_error("the host takes no orders");
}

void BenchCrew::heard(const EventEnvelope& event) {
  if (const auto* authorized = event.as<OrderAuthorized>()) {
    at_once([order = authorized->order](Business& business) {
      static_cast<void>(business.run([&](UnitOfWork& work) { return business.orders.accept(work, {order}); }));
    });
  } else if (const auto* started = event.as<TicketStationStarted>()) {
    at_once([ticket = started->ticket](Business& business) {
      static_cast<void>(
          business.run([&](UnitOfWork& work) { return business.kitchens.finish_station(work, {ticket}); }));
    });
  } else if (const auto* requested = event.as<DeliveryRequested>()) {
    seek(requested->delivery.id);
  } else if (const auto* offered = event.as<RiderOffered>()) {
    ride(offered->delivery);
  } else if (const auto* assigned = event.as<RiderAssigned>()) {
    ride(assigned->delivery);
  } else if (const auto* arrived = event.as<RiderArrived>()) {
    ride(arrived->delivery);
  } else if (const auto* ready = event.as<FoodReady>()) {
    ride(ready->delivery);
  } else if (const auto* picked = event.as<FoodPickedUp>()) {
    ride(picked->delivery);
  } else if (const auto* delivered = event.as<FoodDelivered>()) {
    free_rider(delivered->rider);
  } else if (const auto* moved = event.as<SagaMoved>()) {
    if (moved->saga.step == SagaStep::Finished || moved->saga.step == SagaStep::NeedsPeople)
      order_ended(moved->saga.order);
  }
}

void BenchCrew::seek(DeliveryId delivery) {
  if (idle_.empty()) {
    seeking_.push_back(delivery);
  } else {
    offer(delivery);
  }
}

void BenchCrew::offer(DeliveryId delivery) {
  const OfferDelivery wanted{delivery, idle_.back(), seconds(40)};
  idle_.pop_back();
  at_once([this, wanted](Business& business) {
    const auto offered = business.run([&](UnitOfWork& work) { return business.deliveries.offer(work, wanted); });
    if (!offered.ok()) throw std::runtime_error("an offer is refused: " + offered.problem().detail);
  });
}

void BenchCrew::free_rider(RiderId rider) {
  idle_.push_back(rider);
  if (seeking_.empty()) return;
  const DeliveryId next = seeking_.back();
  seeking_.pop_back();
  offer(next);
}

// The next step of whoever carries it, from where it stands by then.
void BenchCrew::ride(DeliveryId id) {
  at_once([id](Business& business) {
    const auto delivery = look(business, id);
    if (!delivery) return;
    const RiderId rider = delivery->rider;
    const auto& deliveries = business.deliveries;
    static_cast<void>(business.run([&](UnitOfWork& work) -> Outcome {
      switch (delivery->status) {
        case DeliveryStatus::Offered:
          return deliveries.answer_offer(work, {id, rider, true, {}});
        case DeliveryStatus::Assigned:
          return deliveries.arrive(work, {id, rider});
        case DeliveryStatus::AtRestaurant:
          if (!delivery->food_ready) return Done{};  // heard of when it is
          return deliveries.pick_up(work, {id, rider});
        case DeliveryStatus::PickedUp: {
          HandOverFood word{id, rider};
          if (const auto code = deliveries.code(work, {delivery->order}); code.ok()) word.code = code->code;
          const auto given = deliveries.hand_over(work, word);
          if (!given.ok()) return given.problem();
          return Done{};
        }
        default:
          return Done{};
      }
    }));
  });
}

void BenchCrew::order_ended(OrderId order) {
  fresh_ends_.push_back(order.value);
}

// Only what is durable has ended.
void BenchCrew::settled() {
  if (fresh_ends_.empty()) return;
  const int before = ended_;
  for (const std::uint64_t order : fresh_ends_) {
    const auto clicked = clicked_.find(order);
    if (clicked == clicked_.end()) continue;
    ended_ms_.push_back(ms_since(clicked->second));
    clicked_.erase(clicked);
    --on_their_way_;
    ++ended_;
  }
  fresh_ends_.clear();
  more_ended_(ended_ - before);
  begin();
  if (on_their_way_ == 0 && left_ == 0) done_();
}

}  // namespace pizza::bench
