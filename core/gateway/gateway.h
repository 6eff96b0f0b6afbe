// SPDX-License-Identifier: Apache-2.0
// What every client passes before it reaches a service.
#pragma once

#include <string_view>

#include "core/gateway/call.h"
#include "core/gateway/gateway_events.h"
#include "core/gateway/limits.h"
#include "core/gateway/value_guard.h"
#include "core/ports/cache.h"
#include "core/services/order/order_service.h"
#include "core/services/user/role_service.h"

namespace pizza {

struct PlacedOrder {
  OrderId order;
  bool replayed = false;  // the key had been used for the same request: nothing new happened
};

// A request's idempotency key, as the client chose it. `scope` is the client, so that one client's key never meets
// another's.
struct RequestKey {
  std::string_view scope;
  std::string_view key;
};

struct GatewayPorts {
  RateLimiter* limits = nullptr;  // null: nobody is held back
  Cache* cache = nullptr;         // null: nothing is kept, and keys in flight are known to the store alone
  LimitTable table = usual_limits;
  std::uint64_t request_id_seed = 0;  // another one a process, so that ids of two never meet
};

// The way of a call, by Business::call: a request id; its time; rate limits; bounds; the idempotency key; who may do
// what; the answer of the first time, or the command itself; the answer remembered.
class Gateway {
 public:
  static constexpr std::size_t max_key = 255;
  static constexpr std::size_t max_request_id = 64;
  static constexpr Duration remember_for = days(7);  // a key, after its first use
  static constexpr Duration flight_limit = seconds(60);
  static constexpr std::size_t max_answer = 4u << 20;  // bytes of a query's answer

  explicit Gateway(GatewayPorts ports = {}) : ports_(ports) {}

  // Places an order once per key: the same key and payload again gives the first answer.
  // Problems: idempotency.missing (400), idempotency.invalid (400), idempotency.reused (422, another payload), and
  // those of OrderService::place.
  Result<PlacedOrder> place_order(UnitOfWork& work, RequestKey key, const PlaceOrder& command) const;

  // The client's own id if it is one (1 to 64 of A-Z a-z 0-9 . _ -, no card number), else a new one.
  std::string request_id(std::string_view given);

  // Before any unit of work; writes the caller into the command. Problems: request.too_late (503), rate.exceeded (429,
  // with `retry_after`), idempotency.missing and idempotency.invalid (400), and those of value_fault.
  CallAnswer admit(const CommandType& type, void* command, const Caller& caller, const CallRequest& request,
                   Instant now);

  // Problems: authentication.required (401), identity.forbidden (403: by no record would this caller be let through,
  // or the subject is nobody's), "<service>.not_found" (404: there is no such record, or it is another's: the caller
  // cannot tell which).
  std::optional<Problem> authorise(UnitOfWork& work, const CommandType& type, const void* command,
                                   const Caller& caller) const;

  // False: a call with this key is under way already. Ends with `landed`, or by itself after `flight_limit`.
  bool take_off(const std::string& scope_key, Instant now);
  void landed(const std::string& scope_key);
  static Problem in_flight();

  struct Performed {
    CommandAnswer answer;
    bool replayed = false;
  };
  // A command within a unit of work. `scope_key` empty: no key was given.
  Result<Performed> perform(UnitOfWork& work, const CommandType& type, const void* command, const Caller& caller,
                            const std::string& scope_key) const;
  // A query. `generation` counts what would make its answer old (CommandType::stale_on).
  CallAnswer look(UnitOfWork& work, const CommandType& type, const void* query, const Caller& caller,
                  const CallRequest& request, std::uint64_t generation) const;

  // Who a key belongs to, and the key: "user:17/8e03…". Empty without a key.
  static std::string scope_key(const Caller& caller, const CallRequest& request);

  // Forgets remembered requests from `from` on whose time is over, at most `limit`, and gives the key to go on from.
  // Keys rise with time: it stops at the first that is still needed.
  Result<RequestId> forget_old(UnitOfWork& work, RequestId from, std::size_t limit) const;

 private:
  std::optional<CallAnswer> held_back(const CommandType& type, const Caller& caller, const CallRequest& request,
                                      Instant now);

  GatewayPorts ports_;
  OrderService orders_;
  std::uint64_t made_ids_ = 0;
};

}  // namespace pizza
