// SPDX-License-Identifier: Apache-2.0
// A server on a free port over a business in a folder of its own: one restaurant, one rider, one customer, and a
// provider that answers within a millisecond.
#pragma once

#include <QTemporaryDir>
#include <future>
#include <memory>
#include <stdexcept>

#include "app/composition/embedded_world.h"
#include "app/server/server.h"

namespace pizza::test {

class SmallShop {
 public:
  explicit SmallShop(const server::ServerOptions& options = {}, std::shared_ptr<server::MapTiles> tiles = nullptr);
  ~SmallShop() { stop(); }

  void stop() {
    if (server) server->stop();
    if (server) server->wait();
    if (world) world->stop();
    server.reset();
  }

  // Runs a command in the world and waits until it is durable.
  template <class Attempt>
  auto act(Attempt attempt) {
    using Answer = decltype(attempt(std::declval<UnitOfWork&>()));
    std::promise<Answer> promise;
    const bool taken = world->command([&](Business& business) { return business.run(attempt); },
                                      [&](BusinessHost&, Answer answer) { promise.set_value(std::move(answer)); });
    if (!taken) throw std::runtime_error("the world takes nothing");
    Answer answer = promise.get_future().get();
    if (!answer.ok()) throw std::runtime_error(answer.problem().type);
    return std::move(answer).value();
  }
  template <class T>
  T record(std::uint64_t key) {
    std::promise<T> promise;
    world->look(
        [key](Business& business) { return business.read([&](UnitOfWork& work) { return *work.find_at<T>(key); }); },
        [&](BusinessHost&, T value) { promise.set_value(std::move(value)); });
    return promise.get_future().get();
  }

  // Looks until the order stands there; throws where it does not come to.
  void await(OrderId order, OrderStatus status);
  // From the restaurant's yes to the handed-over food.
  void fulfil(OrderId order);
  // The body of a good order: two margheritas.
  std::string wish() const;

  std::uint16_t port() const { return server->port(); }

  QTemporaryDir folder;
  std::unique_ptr<EmbeddedWorld> world;
  std::unique_ptr<OneRealm> realms;
  std::unique_ptr<server::Server> server;
  UserId user;
  RestaurantId restaurant;
  MenuItemId margherita;
  RiderId rider;
};

}  // namespace pizza::test
