// SPDX-License-Identifier: Apache-2.0
// What each endpoint does: reads the request, asks the world, writes the answer.
//
// Who the client is: until requests are authenticated, the header X-Client-Id (1 to 64 of A-Z a-z 0-9 . _ : -), or else
// the address that the connection comes from. Idempotency keys are kept apart by client.
#pragma once

#include <atomic>
#include <boost/asio/any_io_executor.hpp>
#include <memory>
#include <optional>
#include <string>

#include "app/composition/realms.h"
#include "app/server/http.h"
#include "app/server/map_tiles.h"
#include "app/server/metrics.h"
#include "app/server/order_picture.h"
#include "app/server/realm_edge.h"
#include "app/server/routes.h"

namespace pizza::server {

struct Call {
  Request request;
  std::string request_id;
  std::string peer;  // address without port
  RouteMatch match;
  Reply reply;
};
using CallPointer = std::shared_ptr<Call>;

class Forwarder;

class Api {
 public:
  // What it is given outlives it. Answers are put together on `executor`, away from the hosts' threads.
  // Without `tiles` there is no map.
  Api(const Realms& realms, RealmEdges& edges, const Metrics& metrics, net::any_io_executor executor,
      std::shared_ptr<MapTiles> tiles);
  ~Api();

  // Replies once, soon or later.
  void handle(const CallPointer& call);

  // Follows an order from its present state on: `subscriber` is sent the state, then each event. `known(false)` where
  // there is no such order, otherwise `known(true)` before anything is sent. False: its realm takes nothing more.
  bool follow(OrderId order, std::shared_ptr<Subscriber> subscriber, std::function<void(bool)> known);
  void unfollow(OrderId order);
  // HOST:PORT of the instance that has the order's realm; empty where it is this one, or nobody.
  std::string elsewhere(OrderId order) const;

  // From now on not ready.
  void drain() { draining_ = true; }

 private:
  void register_user(const CallPointer& call);
  void place_order(const CallPointer& call);
  void get_order(const CallPointer& call);
  void cancel_order(const CallPointer& call);
  void list_restaurants(const CallPointer& call);
  void get_restaurant(const CallPointer& call);
  void get_menu(const CallPointer& call);
  void ready(const CallPointer& call);
  void map_tiles(const CallPointer& call);
  template <class Make>
  void answer(const CallPointer& call, Make make);
  void refuse(const CallPointer& call, const Problem& problem);
  void busy(const CallPointer& call);
  BusinessHost::Refuse refusal(const CallPointer& call) {
    return [this, call](const Problem& problem) { refuse(call, problem); };
  }

  // Numbers of realms that there are not are taken for the first's, which then says that it does not know them.
  std::uint32_t realm_of(std::uint64_t key) const {
    const std::uint32_t realm = realm_of_key(key);
    return realm < realms_.count() ? realm : 0;
  }
  // The host of a realm. Null: somebody else answers this call, or it was refused.
  std::shared_ptr<BusinessHost> at(const CallPointer& call, std::uint32_t realm);
  std::optional<std::uint32_t> any_realm_here() const;
  // Looks at a realm or tells it something, as BusinessHost does, wherever it is; refuses or forwards the call itself.
  template <class Attempt, class Then>
  void look_at(const CallPointer& call, std::uint32_t realm, Attempt attempt, Then then);
  template <class Attempt, class Then>
  void tell(const CallPointer& call, std::uint32_t realm, Attempt attempt, Then then);

  const Realms& realms_;
  RealmEdges& edges_;
  std::unique_ptr<Forwarder> forwarder_;
  const Metrics& metrics_;
  net::any_io_executor executor_;
  std::shared_ptr<MapTiles> tiles_;  // or null
  std::atomic<bool> draining_{false};
};

}  // namespace pizza::server
