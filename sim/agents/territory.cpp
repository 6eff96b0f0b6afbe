// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/territory.h"

#include <unordered_map>

#include "core/catalogue.h"
#include "core/twin/state_digest.h"
#include "sim/agents/offers.h"
#include "sim/agents/opening.h"

namespace pizza::sim {

class Territory::EngineClock : public Clock {
 public:
  explicit EngineClock(const Engine& engine) : engine_(engine) {}
  Instant now() const override { return engine_.now(); }

 private:
  const Engine& engine_;
};

class Territory::EngineTimers : public Timers {
 public:
  explicit EngineTimers(Engine& engine) : engine_(engine) {}
  void arm(const Timer& timer) override {
    engine_.schedule(timer.due, static_cast<EventKind>(Happening::TimerDue), Priority::Normal,
                     {static_cast<std::uint64_t>(timer.kind), timer.subject});
  }

 private:
  Engine& engine_;
};

namespace {

std::vector<GeoPoint> places_of(const std::vector<Site>& sites) {
  std::vector<GeoPoint> places;
  for (const Site& site : sites) places.push_back(site.place);
  return places;
}

}  // namespace

Territory::Territory(const CityModel& city, std::uint16_t index, const TerritoryPorts& ports)
    : city_(city),
      engine_(city.scenario.begins),
      clock_(std::make_unique<EngineClock>(engine_)),
      timers_(std::make_unique<EngineTimers>(engine_)),
      channel_(city.scenario.channels, city.seed, index, engine_),
      store_(ports.store(index)),
      bus_(ports.bus(index, *store_)),
      provider_(ports.provider(index, *clock_,
                               [this](Instant due, const ProviderAnswer& answer) { answer_later(due, answer); })),
      policy_(ports.policy()),
      search_(ports.search ? ports.search() : nullptr),
      business_(this->ports(ports.journal ? ports.journal(index) : nullptr)),
      roads_(city.roads, places_of(city.plan.territories[index].sites)),
      stage_(city.scenario, city.plan.territories[index], *city.plan.map, city.seed, business_, engine_, roads_),
      customers_(stage_),
      kitchens_(stage_),
      riders_(stage_),
      dispatcher_(stage_, riders_, *policy_),
      operations_(stage_),
      guests_(stage_),
      desk_(stage_) {
  business_.listen(*this);
  open_restaurants(stage_);
  open_offers(stage_);
  riders_.begin();
  customers_.begin();
}

Territory::~Territory() = default;

Ports Territory::ports(JournalSink* journal) {
  Ports all{*store_, *bus_, *clock_, *timers_, *provider_};
  all.journal = journal;
  all.notifications = &channel_;
  all.search = search_.get();
  return all;
}

void Territory::answer_later(Instant due, const ProviderAnswer& answer) {
  std::size_t slot = answers_.size();
  if (free_answers_.empty()) {
    answers_.push_back(answer);
  } else {
    slot = free_answers_.back();
    free_answers_.pop_back();
    answers_[slot] = answer;
  }
  stage_.at(due, Happening::ProviderAnswer, slot);
}

void Territory::run_until(Instant end) {
  engine_.run_until(end, [this](const Event& event) { serve(event); });
}

bool Territory::quiet() const {
  return !customers_.expecting() && operations_.expecting() == 0 && guests_.expecting() == 0 &&
         desk_.expecting() == 0 && open_.orders == 0 && open_.sagas == 0 && open_.refunds == 0;
}

Digest Territory::state() const {
  return state_digest(*store_, all_record_types());
}

void Territory::serve(const Event& event) {
  const auto [a, b] = event.payload;
  switch (static_cast<Happening>(event.kind)) {
    case Happening::Arrival:
      return customers_.arrive();
    case Happening::SecondClick:
      return customers_.click_again(a);
    case Happening::ChangeOfMind:
      return customers_.change_mind({a});
    case Happening::KitchenAnswers:
      return kitchens_.answer({a});
    case Happening::StationDone:
      return kitchens_.finish_station({a});
    case Happening::Dispatch:
      return dispatcher_.dispatch();
    case Happening::PartRefund:
      return operations_.give_part_back({a});
    case Happening::TimerDue:
      return business_.fire({static_cast<TimerKind>(a), b, event.at});
    case Happening::ProviderAnswer: {
      const ProviderAnswer answer = answers_[a];
      free_answers_.push_back(a);
      return business_.provider_answered(answer);
    }
    case Happening::ChannelAnswer:
      return business_.channel_answered(channel_.take(a));
    case Happening::ChangeOrder:
    case Happening::FillCart:
    case Happening::AnswerChallenge:
    case Happening::AskHelp:
    case Happening::WriteReview:
    case Happening::Complain:
    case Happening::RateHelp:
      return serve_guest(event);
    case Happening::WithdrawOffer:
    case Happening::Reassign:
    case Happening::ReviewPayment:
    case Happening::AnswerTicket:
    case Happening::ModerateReview:
    case Happening::ReplyToReview:
      return serve_desk(event);
    default:
      return serve_rider(event);
  }
}

void Territory::serve_guest(const Event& event) {
  const std::uint64_t subject = event.payload.a;
  switch (static_cast<Happening>(event.kind)) {
    case Happening::ChangeOrder:
      return customers_.change_order({subject});
    case Happening::FillCart:
      return customers_.fill_cart(subject);
    case Happening::AnswerChallenge:
      return customers_.answer_challenge({subject});
    case Happening::AskHelp:
      return guests_.ask({subject});
    case Happening::WriteReview:
      return guests_.review({subject});
    case Happening::Complain:
      return guests_.complain({subject});
    default:
      return guests_.rate_help({subject});
  }
}

void Territory::serve_desk(const Event& event) {
  const std::uint64_t subject = event.payload.a;
  switch (static_cast<Happening>(event.kind)) {
    case Happening::WithdrawOffer:
      return dispatcher_.withdraw({subject}, {event.payload.b});
    case Happening::Reassign:
      return dispatcher_.reassign({subject});
    case Happening::ReviewPayment:
      return operations_.review_payment({subject});
    case Happening::AnswerTicket:
      return desk_.answer({subject});
    case Happening::ModerateReview:
      return desk_.moderate({subject});
    default:
      return desk_.reply({subject});
  }
}

void Territory::order_ended(OrderId order) {
  open_orders_.erase(order.value);
  open_.orders = static_cast<std::int64_t>(open_orders_.size());
}

void Territory::serve_rider(const Event& event) {
  const auto rider = static_cast<std::size_t>(event.payload.a);
  const std::uint64_t b = event.payload.b;
  switch (static_cast<Happening>(event.kind)) {
    case Happening::ShiftBegins:
      riders_.shift_begins(rider);
      return dispatcher_.wake();
    case Happening::ShiftEnds:
      return riders_.shift_ends(rider);
    case Happening::OfferAnswered:
      return riders_.answer_offer(rider, {b});
    case Happening::AtRestaurant:
      return riders_.at_restaurant(rider, b);
    case Happening::AtCounter:
      return riders_.at_counter(rider, b);
    case Happening::AtDoor:
      return riders_.at_door(rider, b);
    case Happening::BackAtRestaurant:
      return riders_.back_at_restaurant(rider, b);
    case Happening::AtPlace:
      return riders_.at_place(rider, b);
    default:
      return riders_.give_up(rider, b);
  }
}

// What the agents do about an event; nothing about those that are not named here.
struct Territory::Reaction {
  static void on(Territory& t, const OrderPlaced& event) {
    t.paths_.placed(event.order.id);
    t.open_orders_.insert(event.order.id.value);
    t.flows_.scheduled += event.order.scheduled_for ? 1 : 0;
    t.open_.orders = static_cast<std::int64_t>(t.open_orders_.size());
  }
  static void on(Territory& t, const OrderAuthorized& event) {
    t.paths_.moved(event.order, OrderStatus::Authorized);
    t.kitchens_.hear(event);
  }
  static void on(Territory& t, const OrderAccepted& event) {
    t.paths_.moved(event.order, OrderStatus::Accepted);
    t.guests_.hear(event);
  }
  static void on(Territory& t, const OrderPreparing& event) { t.paths_.moved(event.order, OrderStatus::Preparing); }
  static void on(Territory& t, const OrderReady& event) { t.paths_.moved(event.order, OrderStatus::Ready); }
  static void on(Territory& t, const OrderPickedUp& event) { t.paths_.moved(event.order, OrderStatus::PickedUp); }
  static void on(Territory& t, const OrderDelivered& event) { t.paths_.moved(event.order, OrderStatus::Delivered); }
  static void on(Territory& t, const OrderCompleted& event) {
    t.paths_.moved(event.order, OrderStatus::Completed);
    t.order_ended(event.order);
    t.operations_.hear(event);
    t.guests_.hear(event);
  }
  static void on(Territory& t, const OrderRejected& event) {
    t.paths_.moved(event.order, OrderStatus::Rejected);
    t.order_ended(event.order);
  }
  static void on(Territory& t, const OrderCancelled& event) {
    t.paths_.moved(event.order, OrderStatus::Cancelled);
    t.order_ended(event.order);
  }
  static void on(Territory& t, const OrderFailed& event) {
    t.paths_.moved(event.order, OrderStatus::Failed);
    t.order_ended(event.order);
  }
  static void on(Territory& t, const SagaMoved& event) {
    const std::uint64_t order = event.saga.order.value;
    const bool needs_people = event.saga.step == SagaStep::NeedsPeople;
    if (needs_people || event.saga.step == SagaStep::Finished) {
      t.open_sagas_.erase(order);
    } else {
      t.open_sagas_.insert(order);
    }
    t.open_.sagas = static_cast<std::int64_t>(t.open_sagas_.size());
    if (!needs_people) return;
    ++t.for_people_;
    t.order_ended(event.saga.order);  // it waits for people now, and nobody waits for it
  }
  static void on(Territory& t, const HelpTicketOpened& event) { t.desk_.hear(event); }
  static void on(Territory& t, const HelpTicketMoved& event) {
    t.desk_.hear(event);
    t.guests_.hear(event);
  }
  static void on(Territory& t, const ReviewWritten& event) { t.desk_.hear(event); }
  static void on(Territory& t, const RefundRequested&) { ++t.open_.refunds; }
  static void on(Territory& t, const RefundSettled&) { --t.open_.refunds; }
  static void on(Territory& t, const PaymentStuck& event) {
    if (event.action == ProviderAction::Refund) --t.open_.refunds;  // people will see to it
  }
  static void on(Territory& t, const TicketStationStarted& event) { t.kitchens_.hear(event); }
  static void on(Territory& t, const DeliveryRequested& event) { t.dispatcher_.hear(event); }
  static void on(Territory& t, const RiderOffered& event) {
    t.dispatcher_.hear(event);
    t.riders_.hear(event);
  }
  static void on(Territory& t, const OfferDeclined& event) { search_again(t, event.delivery, event.rider); }
  static void on(Territory& t, const OfferExpired& event) { search_again(t, event.delivery, event.rider); }
  static void on(Territory& t, const RiderGaveUp& event) { search_again(t, event.delivery, event.rider); }
  static void on(Territory& t, const OfferWithdrawn& event) {
    ++t.flows_.offers_withdrawn;
    search_again(t, event.delivery, event.rider);
  }
  static void on(Territory& t, const RiderAssigned& event) {
    t.dispatcher_.hear(event);
    t.riders_.hear(event);
  }
  static void on(Territory& t, const DeliveryReassigned& event) {
    ++t.flows_.reassigned;
    free_rider(t, event.from, false);
    t.riders_.hear(event);
  }
  static void on(Territory& t, const RiderArrived& event) { t.riders_.hear(event); }
  static void on(Territory& t, const FoodReady& event) { t.riders_.hear(event); }
  static void on(Territory& t, const FoodPickedUp& event) {
    t.dispatcher_.ended(event.delivery);
    t.riders_.hear(event);
  }
  static void on(Territory& t, const FoodDelivered& event) {
    free_rider(t, event.rider, true);
    t.dispatcher_.come_free(event.rider, event.delivery);
  }
  static void on(Territory& t, const DeliveryFailed& event) {
    if (event.returning) {
      t.riders_.hear(event);
    } else {
      free_rider(t, event.rider, false);
    }
  }
  static void on(Territory& t, const FoodReturned& event) {
    ++t.flows_.food_returned;
    free_rider(t, event.rider, false);
  }
  static void on(Territory& t, const FoodDisposed& event) {
    ++t.flows_.food_disposed;
    free_rider(t, event.rider, false);
  }
  static void on(Territory& t, const RiderSent& event) {
    ++t.flows_.riders_sent;
    t.riders_.hear(event);
  }
  static void on(Territory& t, const PaymentHeld& event) {
    ++t.flows_.held;
    t.operations_.hear(event);
  }
  static void on(Territory& t, const PaymentChallenged& event) {
    ++t.flows_.challenged;
    t.customers_.hear(event);
  }
  static void on(Territory& t, const HandOverCodeWanted&) { ++t.flows_.codes_wanted; }
  static void on(Territory& t, const HandOverCodeWrong&) { ++t.flows_.codes_wrong; }
  static void on(Territory& t, const OrderChanged&) { ++t.flows_.changed; }
  static void on(Territory& t, const RewardRefused&) { ++t.flows_.rewards_refused; }
  static void on(Territory& t, const DeliveryCancelled& event) {
    t.dispatcher_.ended(event.delivery);
    free_rider(t, event.rider, false);
  }

  static void free_rider(Territory& t, RiderId rider, bool at_the_door) {
    if (t.riders_.freed(rider, at_the_door)) t.dispatcher_.wake();
  }
  static void search_again(Territory& t, DeliveryId delivery, RiderId rider) {
    free_rider(t, rider, false);
    t.dispatcher_.search_again(delivery, rider);
  }

  using Handler = void (*)(Territory&, const void*);
  template <class E>
  static std::pair<const EventType*, Handler> handler() {
    return {&event_type<E>(), [](Territory& t, const void* event) { on(t, *static_cast<const E*>(event)); }};
  }
  template <class... E>
  static std::unordered_map<const EventType*, Handler> table(TypeList<E...>) {
    return {handler<E>()...};
  }
  using Heard =
      TypeList<OrderPlaced, OrderAuthorized, OrderAccepted, OrderPreparing, OrderReady, OrderPickedUp, OrderDelivered,
               HelpTicketOpened, HelpTicketMoved, ReviewWritten, OrderCompleted, OrderRejected, OrderCancelled,
               OrderFailed, SagaMoved, RefundRequested, RefundSettled, PaymentStuck, TicketStationStarted,
               DeliveryRequested, RiderOffered, OfferDeclined, OfferExpired, RiderGaveUp, RiderAssigned, RiderArrived,
               FoodReady, FoodPickedUp, FoodDelivered, DeliveryFailed, DeliveryCancelled, OfferWithdrawn,
               DeliveryReassigned, FoodReturned, FoodDisposed, RiderSent, PaymentHeld, PaymentChallenged,
               HandOverCodeWanted, HandOverCodeWrong, OrderChanged, RewardRefused>;
};

void Territory::heard(const EventEnvelope& event) {
  static const auto handlers = Reaction::table(Reaction::Heard{});  // looked up, never walked through
  ++events_;
  if (const auto found = handlers.find(&event.event.type()); found != handlers.end())
    found->second(*this, event.event.get());
}

}  // namespace pizza::sim
