// SPDX-License-Identifier: Apache-2.0
// A client for tests that can be as rude as the test wants. Every wait is bounded; what does not come in time throws.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/websocket.hpp>
#include <string>
#include <utility>
#include <vector>

#include "connectors/json/json_form.h"

namespace pizza::test {

using Headers = std::vector<std::pair<std::string, std::string>>;
using ProbeResponse = boost::beast::http::response<boost::beast::http::string_body>;

class HttpProbe {
 public:
  explicit HttpProbe(std::uint16_t port);

  ProbeResponse ask(boost::beast::http::verb method, const std::string& target, const std::string& body = {},
                    const Headers& headers = {});
  ProbeResponse get(const std::string& target) { return ask(boost::beast::http::verb::get, target); }
  // With the right content type, and an idempotency key unless it is empty.
  ProbeResponse post(const std::string& target, const std::string& body, const std::string& key = {},
                     Headers headers = {});

  // Bytes as they are; then an answer, or the end of the connection.
  void send(const std::string& bytes);
  ProbeResponse read(bool of_head = false);
  bool closed_by_server();

 private:
  boost::asio::io_context context_;
  boost::beast::tcp_stream stream_;
  boost::beast::flat_buffer buffer_;
};

class SocketProbe {
 public:
  // Throws where the server refuses: `status` of the refusal is then in the message.
  SocketProbe(std::uint16_t port, const std::string& target);

  // The next message, or null when the server has closed.
  Json next();
  std::uint16_t close_code() const { return stream_.reason().code; }

 private:
  boost::asio::io_context context_;
  boost::beast::websocket::stream<boost::beast::tcp_stream> stream_;
  boost::beast::flat_buffer buffer_;
};

Json json_of(const ProbeResponse& response);

}  // namespace pizza::test
