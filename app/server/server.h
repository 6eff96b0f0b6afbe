// SPDX-License-Identifier: Apache-2.0
// The business on a TCP port: HTTP/1.1 and WebSockets.
#pragma once

#include <atomic>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <stdexcept>
#include <thread>
#include <vector>

#include "app/server/api.h"
#include "app/server/http_session.h"

namespace pizza::server {

// The address cannot be listened on; one line.
class ServerError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Server {
 public:
  // Listens at once and serves from start() on; call it before the world starts, which outlives the server's threads.
  // Serves the map where it is given `tiles`. Throws ServerError.
  Server(const ServerOptions& options, Realms& realms, std::shared_ptr<MapTiles> tiles = nullptr);
  ~Server();

  void start();
  // Stops listening, finishes requests in flight, closes WebSockets (1001), then lets wait() return. Any thread.
  void stop();
  // Gives up what is in flight. Any thread.
  void abort() { context_.stop(); }
  // Until the server has stopped.
  void wait();

  std::uint16_t port() const { return port_; }
  net::io_context& context() { return context_; }
  Metrics& metrics() { return metrics_; }

 private:
  void listen_on(const ServerOptions& options);
  void accept();
  void describe_world();
  void drain();

  net::io_context context_;
  net::executor_work_guard<net::io_context::executor_type> busy_;
  tcp::acceptor acceptor_;
  net::steady_timer deadline_;
  Metrics metrics_;
  RealmEdges edges_;
  Api api_;
  Connections connections_;
  Edge edge_;
  std::uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::vector<std::thread> threads_;
};

}  // namespace pizza::server
