// SPDX-License-Identifier: Apache-2.0
// What a load speaks through: a connection that sends one order after the other, and a WebSocket that follows one.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/websocket.hpp>
#include <optional>

#include "app/cli/load_run.h"

namespace pizza::cli {

class LoadConnection : public std::enable_shared_from_this<LoadConnection> {
 public:
  // To one instance: its number in the plan.
  LoadConnection(LoadRun& run, std::size_t server);
  std::size_t server() const { return server_; }

  void send(LoadTask task);

 private:
  void connect();
  void write();
  void read();
  void fail();

  LoadRun& run_;
  std::size_t server_;
  std::optional<boost::beast::tcp_stream> stream_;
  boost::beast::flat_buffer buffer_;
  boost::beast::http::request<boost::beast::http::string_body> request_;
  boost::beast::http::response<boost::beast::http::string_body> response_;
  LoadTask task_;
  bool kept_ = false;  // used before, so the other end may have closed it
};

// Follows an order: checks that the state comes first and that the order only moves forward. Where another instance has
// the order, it goes there.
class LoadSocket : public std::enable_shared_from_this<LoadSocket> {
 public:
  LoadSocket(LoadRun& run, std::uint64_t order, ServerAddress server);

  void start();
  void stop();

 private:
  using Stream = boost::beast::websocket::stream<boost::beast::tcp_stream>;

  void shake_hands();
  void go_elsewhere();
  void read();
  void heard(const std::string& text);
  void wrong(const std::string& what);

  LoadRun& run_;
  std::uint64_t order_;
  ServerAddress server_;
  std::optional<Stream> stream_;
  boost::beast::websocket::response_type answer_;  // to the handshake
  boost::beast::flat_buffer buffer_;
  int redirects_ = 0;
  std::uint64_t messages_ = 0;
  std::size_t step_ = 0;  // on the order's way, as last heard
  bool stopped_ = false;
};

}  // namespace pizza::cli
