// SPDX-License-Identifier: Apache-2.0
// All services, wired to a set of ports: the one thing that app/ and sim/ hold. One Business serves one shard and is
// used by one thread.
//
//   business.execute([&](UnitOfWork& work) { return business.orders.accept(work, {order}); });
//
// A command commits its records, its events and its idempotency key together. `settle` then carries the events to the
// saga until nothing waits, makes everything durable, and only then lets timers and payment providers hear of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/gateway/gateway.h"
#include "core/ports/chatbot.h"
#include "core/ports/clock.h"
#include "core/ports/event_bus.h"
#include "core/ports/journal.h"
#include "core/ports/notification_channel.h"
#include "core/ports/telemetry.h"
#include "core/saga/order_saga_rules.h"
#include "core/services/delivery/delivery_service.h"
#include "core/services/kitchen/kitchen_service.h"
#include "core/services/loyalty/loyalty_service.h"
#include "core/services/notification/notification_service.h"
#include "core/services/order/order_service.h"
#include "core/services/payment/payment_service.h"
#include "core/services/payment/payout_service.h"
#include "core/services/restaurant/restaurant_service.h"
#include "core/services/review/review_service.h"
#include "core/services/search/search_projection.h"
#include "core/services/search/search_service.h"
#include "core/services/support/support_service.h"
#include "core/services/user/user_commands.h"
#include "core/services/user/user_service.h"

namespace pizza {

struct Ports {
  Store& store;
  EventBus& bus;
  Clock& clock;
  Timers& timers;
  PaymentProvider& payments;
  JournalSink* journal = nullptr;  // optional; outlives the business
  // Where there is none, nobody is told anything, and the notification's record says so.
  NotificationChannel* notifications = nullptr;
  Chatbot* chatbot = nullptr;  // null: the order bot answers (core/services/support/order_bot.h)
  GatewayPorts gateway = {};   // rate limits and the cache of whoever lets strangers in
  // Fed after each commit; outlives the business. Null: nothing can be searched, and nothing is learnt from orders.
  SearchIndex* search = nullptr;
  Telemetry* telemetry = nullptr;  // optional; outlives the business
};

// Hears every event after its commit, in order. It may run commands, outside of any unit of work.
class EventListener {
 public:
  virtual ~EventListener() = default;
  virtual void heard(const EventEnvelope& event) = 0;
};

struct ServiceTally {
  std::uint64_t commands = 0;
  std::uint64_t events = 0;
};

class Business {
 public:
  explicit Business(Ports ports);

  // Stateless, all of them; public because they are the business.
  Gateway gateway;
  const UserService users{};
  const RestaurantService restaurants{};
  const OrderService orders{};
  const PaymentService payments{};
  const KitchenService kitchens{};
  const DeliveryService deliveries{};
  const ReviewService reviews{};
  const SupportService support{};
  const LoyaltyService loyalty{};
  const NotificationService notifications{};
  const PayoutService payouts{};
  const ReconcileService reconciliation{};
  const SearchService search{};

  // One unit of work: `attempt(UnitOfWork&)` gives a Result; a problem changes nothing. Conflicts are tried again.
  template <class Attempt>
  auto run(Attempt&& attempt) -> decltype(attempt(std::declval<UnitOfWork&>())) {
    for (int tries = 0; tries < max_tries; ++tries) {
      begin();
      auto answer = attempt(work_);
      if (!answer.ok()) {
        abandon();
        return answer;
      }
      if (commit()) return answer;
    }
    return problem(Status::Conflict, "store.conflict", "others changed the same records at the same time; try again");
  }
  // run, then settle (unless already settling: then the outer settle carries on).
  template <class Attempt>
  auto execute(Attempt&& attempt) -> decltype(attempt(std::declval<UnitOfWork&>())) {
    auto answer = run(std::forward<Attempt>(attempt));
    settle();
    return answer;
  }
  // A command by its type alone: execute(handle), counted for its service.
  template <class C>
  auto command(const C& wish) {
    ++tally_[C::service].commands;
    return execute([&](UnitOfWork& work) {
      const WorkSpan span(ports_.telemetry, C::service);
      return handle(work, wish);
    });
  }
  // Any command or query, for a caller, past the gateway: limits, bounds, keys, rights (core/gateway/gateway.h).
  // `type.sign` writes into `command`. Like `run`: whoever calls settles.
  CallAnswer run_call(const CommandType& type, void* command, const Caller& caller, const CallRequest& request);
  CallAnswer call(const CommandType& type, void* command, const Caller& caller, const CallRequest& request) {
    CallAnswer answer = run_call(type, command, caller, request);
    settle();
    return answer;
  }
  // Looks, and changes nothing.
  template <class Look>
  auto read(Look&& look) -> decltype(look(std::declval<UnitOfWork&>())) {
    UnitOfWork work(ports_.store, ports_.clock.now(), surroundings_of(ports_));
    return look(work);
  }

  // Whatever is thrown on the way (a store that is away), settling goes on from there when it is called again.
  void settle();
  // Settling stopped in the middle of an event.
  bool carrying() const { return carrying_ != Carrying::Nothing; }
  // Goes on without that event: it is somebody else's care now. No unit of work of it was committed, or all.
  void leave_carried();

  void provider_answered(const ProviderAnswer& answer);
  void chatbot_answered(const ChatbotReply& reply);
  void channel_answered(const ChannelAnswer& answer);
  // As these; whoever calls settles.
  void run_answer(const ProviderAnswer& answer);
  void run_answer(const ChannelAnswer& answer);
  void fire(const Timer& timer);
  void run_timer(const Timer& timer);  // as `fire`; whoever calls settles

  // A code that proves an address or a login, by mail or SMS. It goes straight to the channel: no record, event or
  // journal ever holds it. Problems: notification.no_channel (503), notification.invalid.
  Outcome send_code(const CodeToSend& code);

  // After a restart: what was on its way goes on its way again, and the search index is filled anew.
  void recover();

  // The listener outlives the business or is never called again after `silence`.
  void listen(EventListener& listener) { listeners_.push_back(&listener); }
  void silence(EventListener& listener) { std::erase(listeners_, &listener); }

  // What each service was asked and what it said happened, since this object was made.
  const std::map<std::string_view, ServiceTally>& tally() const { return tally_; }

  Instant now() const { return ports_.clock.now(); }
  Store& store() { return ports_.store; }

 private:
  static constexpr int max_tries = 8;

  static Surroundings surroundings_of(const Ports& ports);

  template <class Keep>
  void keep_answer(const char* whose, Keep&& keep);
  void begin();
  bool commit();
  void abandon() { work_.reset(work_.now()); }
  void carry();
  void act();
  void republish_outbox();
  void rearm_timers();

  Ports ports_;
  UnitOfWork work_;
  std::map<std::string_view, ServiceTally> tally_;  // by the service's name
  std::vector<ServiceTally*> tally_by_event_;       // into it, by the event type's number
  std::vector<EventListener*> listeners_;
  SearchProjection searched_;    // only where there is an index
  std::vector<Effect> effects_;  // wait for the flush
  std::vector<Effect> acting_;   // being done
  std::size_t acted_ = 0;        // of them
  EventEnvelope carried_;        // from the bus, not through yet
  enum class Carrying : std::uint8_t { Nothing, Reacting, Telling } carrying_ = Carrying::Nothing;
  std::size_t told_ = 0;  // listeners that have heard it
  std::vector<OutboxRow> outbox_;
  std::uint64_t consuming_ = 0;
  bool settling_ = false;
  bool unflushed_ = false;
};

}  // namespace pizza
