// SPDX-License-Identifier: Apache-2.0
// One client's connection: reads a request, has it answered, writes the answer, and again while the client keeps the
// connection. A request for a WebSocket turns it into an EventSocket.
#pragma once

#include <optional>

#include "app/server/api.h"
#include "app/server/connection.h"

namespace pizza::server {

// What all connections of a server share.
struct Edge {
  ServerOptions options;
  Api& api;
  Metrics& metrics;
  Connections& connections;
};

class HttpSession : public Connection, public std::enable_shared_from_this<HttpSession> {
 public:
  // The socket's executor is a strand. Everything below runs on it.
  HttpSession(tcp::socket socket, Edge& edge, bool refuse);

  void start(Connections::Ticket ticket);
  void go_away() override;

 private:
  void read_head();
  void head_read(beast::error_code error);
  void read_body();
  void body_read(beast::error_code error);
  void serve(Request request);
  std::optional<Response> refuse_early(const Request& request, const RouteMatch& match);
  void upgrade(Request request, OrderId order);
  void reply(Response response);
  void written(beast::error_code error);
  void bad_request(beast::error_code error);
  void linger();
  void close();
  void note(int status);

  beast::tcp_stream stream_;
  Edge& edge_;
  Connections::Ticket ticket_;
  std::string peer_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  std::optional<Response> response_;
  std::optional<http::response_serializer<http::string_body>> serializer_;
  std::string request_id_;
  std::string_view route_ = "other";  // as metrics name it
  http::verb method_ = http::verb::unknown;
  std::chrono::steady_clock::time_point began_;
  bool refuse_ = false;   // too many connections
  bool waiting_ = false;  // for a request
  bool leaving_ = false;
  bool keep_ = false;
  std::array<char, 4'096> rest_{};  // of what a client sends that nobody reads
  std::size_t lingered_ = 0;
};

}  // namespace pizza::server
