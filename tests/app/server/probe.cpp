// SPDX-License-Identifier: Apache-2.0
#include "tests/app/server/probe.h"

#include <stdexcept>

namespace pizza::test {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = net::ip::tcp;

namespace {

constexpr auto patience = std::chrono::seconds(15);

// Runs one asynchronous operation to its end.
template <class Start>
beast::error_code finish(net::io_context& context, beast::tcp_stream& stream, Start start) {
  beast::error_code outcome;
  stream.expires_after(patience);
  start([&](beast::error_code error, auto&&...) { outcome = error; });
  context.restart();
  context.run();
  if (outcome == beast::error::timeout) throw std::runtime_error("the server does not answer");
  return outcome;
}

tcp::endpoint local(std::uint16_t port) {
  return {net::ip::make_address("127.0.0.1"), port};
}

void expect(beast::error_code error, const char* what) {
  if (error) throw std::runtime_error(std::string(what) + ": " + error.message());
}

}  // namespace

HttpProbe::HttpProbe(std::uint16_t port) : stream_(context_) {
  expect(finish(context_, stream_, [&](auto then) { stream_.async_connect(local(port), then); }), "connect");
}

ProbeResponse HttpProbe::ask(http::verb method, const std::string& target, const std::string& body,
                             const Headers& headers) {
  http::request<http::string_body> request{method, target, 11};
  request.set(http::field::host, "test");
  for (const auto& [name, value] : headers) request.set(name, value);
  request.body() = body;
  request.prepare_payload();
  expect(finish(context_, stream_, [&](auto then) { http::async_write(stream_, request, then); }), "write");
  return read(method == http::verb::head);
}

ProbeResponse HttpProbe::post(const std::string& target, const std::string& body, const std::string& key,
                              Headers headers) {
  headers.emplace_back("Content-Type", "application/json");
  if (!key.empty()) headers.emplace_back("Idempotency-Key", key);
  return ask(http::verb::post, target, body, headers);
}

void HttpProbe::send(const std::string& bytes) {
  // The server may refuse before it has read everything: then the answer waits.
  finish(context_, stream_, [&](auto then) { net::async_write(stream_, net::buffer(bytes), then); });
}

ProbeResponse HttpProbe::read(bool of_head) {
  http::response_parser<http::string_body> parser;
  parser.skip(of_head);
  expect(finish(context_, stream_, [&](auto then) { http::async_read(stream_, buffer_, parser, then); }), "read");
  return parser.release();
}

bool HttpProbe::closed_by_server() {
  std::array<char, 1> byte{};
  return static_cast<bool>(
      finish(context_, stream_, [&](auto then) { stream_.async_read_some(net::buffer(byte), then); }));
}

SocketProbe::SocketProbe(std::uint16_t port, const std::string& target) : stream_(context_) {
  beast::tcp_stream& lowest = beast::get_lowest_layer(stream_);
  expect(finish(context_, lowest, [&](auto then) { lowest.async_connect(local(port), then); }), "connect");
  websocket::response_type response;
  const auto error =
      finish(context_, lowest, [&](auto then) { stream_.async_handshake(response, "test", target, then); });
  if (error == websocket::error::upgrade_declined)
    throw std::runtime_error("refused with " + std::to_string(response.result_int()));
  expect(error, "handshake");
}

Json SocketProbe::next() {
  buffer_.clear();
  const auto error =
      finish(context_, beast::get_lowest_layer(stream_), [&](auto then) { stream_.async_read(buffer_, then); });
  if (error == websocket::error::closed) return nullptr;
  expect(error, "read");
  return Json::parse(beast::buffers_to_string(buffer_.data()));
}

Json json_of(const ProbeResponse& response) {
  return Json::parse(response.body());
}

}  // namespace pizza::test
