// SPDX-License-Identifier: Apache-2.0
// A WebSocket on one order's topic: first the order as it stands, then each of its events, as JSON texts.
//
// It ends with 1000 when the order's way has ended, 1001 when the server stops, 1008 when the client reads too slowly:
// what waits for one client is bounded.
#pragma once

#include <boost/beast/websocket.hpp>
#include <deque>
#include <optional>

#include "app/server/http_session.h"

namespace pizza::server {

class EventSocket : public Connection, public Subscriber, public std::enable_shared_from_this<EventSocket> {
 public:
  EventSocket(beast::tcp_stream stream, Edge& edge) : stream_(std::move(stream)), edge_(edge) {}

  // Answers 404 where there is no such order.
  void start(Connections::Ticket ticket, Request request, OrderId order, std::string request_id);

  void send(std::string message) override;
  void end() override;
  void go_away() override;

 private:
  void known(bool exists);
  void refuse(const Problem& problem);
  void redirect(const std::string& other);
  void send_refusal();
  void accept();
  void read();
  void write();
  void finish(beast::websocket::close_code why);
  void close_when_idle();

  beast::websocket::stream<beast::tcp_stream> stream_;
  Edge& edge_;
  Connections::Ticket ticket_;
  Request request_;
  OrderId order_;
  std::string request_id_;
  std::optional<Response> refusal_;
  beast::flat_buffer buffer_;
  std::deque<std::string> unsent_;
  std::optional<beast::websocket::close_code> closing_;
  bool open_ = false;
  bool writing_ = false;
  bool closed_ = false;
};

}  // namespace pizza::server
