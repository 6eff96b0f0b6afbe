// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_connection.h"

#include <algorithm>
#include <array>

namespace pizza::cli {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;
using tcp = net::ip::tcp;

constexpr auto patience = std::chrono::seconds(10);

// The steps that every order passes in this order; others may come anywhere.
constexpr std::array<std::string_view, 7> way{"OrderAuthorized", "OrderAccepted",  "OrderPreparing", "OrderReady",
                                              "OrderPickedUp",   "OrderDelivered", "OrderCompleted"};

tcp::resolver::results_type resolve(net::io_context& context, const ServerAddress& server, beast::error_code& error) {
  return tcp::resolver(context).resolve(server.host, server.port, error);
}

}  // namespace

LoadConnection::LoadConnection(LoadRun& run, std::size_t server) : run_(run), server_(server) {}

void LoadConnection::send(LoadTask task) {
  task_ = std::move(task);
  request_ = {http::verb::post, "/v1/orders", 11};
  request_.body() = task_.wish.body;
  set_headers(request_, run_.plan_.servers[server_], task_.key);
  kept_ = stream_.has_value();
  kept_ ? write() : connect();
}

void LoadConnection::connect() {
  beast::error_code error;
  const auto found = resolve(run_.context_, run_.plan_.servers[server_], error);
  if (error) return fail();
  stream_.emplace(run_.context_);
  buffer_.clear();
  stream_->expires_after(patience);
  stream_->async_connect(found, [self = shared_from_this()](beast::error_code failed, const tcp::endpoint&) {
    if (failed) return self->fail();
    beast::error_code ignored;
    self->stream_->socket().set_option(tcp::no_delay(true), ignored);
    self->write();
  });
}

void LoadConnection::write() {
  stream_->expires_after(patience);
  http::async_write(*stream_, request_, [self = shared_from_this()](beast::error_code failed, std::size_t) {
    failed ? self->fail() : self->read();
  });
}

void LoadConnection::read() {
  response_ = {};
  http::async_read(*stream_, buffer_, response_, [self = shared_from_this()](beast::error_code failed, std::size_t) {
    if (failed) return self->fail();
    self->stream_->expires_never();
    if (!self->response_.keep_alive()) self->stream_.reset();
    self->run_.answered(std::move(self->task_), self->response_);
    self->run_.take_more(*self);
  });
}

void LoadConnection::fail() {
  stream_.reset();
  run_.broken(std::move(task_), kept_);
  run_.take_more(*this);
}

LoadSocket::LoadSocket(LoadRun& run, std::uint64_t order, ServerAddress server)
    : run_(run), order_(order), server_(std::move(server)) {}

void LoadSocket::start() {
  beast::error_code error;
  const auto found = resolve(run_.context_, server_, error);
  if (error) return;
  stream_.emplace(run_.context_);
  beast::get_lowest_layer(*stream_).expires_after(patience);
  beast::get_lowest_layer(*stream_).async_connect(
      found, [self = shared_from_this()](beast::error_code failed, const tcp::endpoint&) {
        if (!failed) self->shake_hands();
      });
}

void LoadSocket::shake_hands() {
  beast::get_lowest_layer(*stream_).expires_never();
  stream_->set_option(websocket::stream_base::timeout::suggested(beast::role_type::client));
  answer_ = {};
  stream_->async_handshake(answer_, server_.host, "/v1/orders/" + std::to_string(order_) + "/events",
                           [self = shared_from_this()](beast::error_code refused) {
                             if (self->answer_.result() == http::status::temporary_redirect)
                               return self->go_elsewhere();
                             if (refused) return;
                             ++self->run_.outcome_.sockets;
                             self->read();
                           });
}

// To ws://HOST:PORT/…, as the answer says.
void LoadSocket::go_elsewhere() {
  constexpr int most_redirects = 3;
  constexpr std::string_view scheme = "ws://";
  const std::string location(answer_[http::field::location]);
  if (stopped_ || ++redirects_ > most_redirects) return;
  if (!location.starts_with(scheme)) return wrong("sent on to \"" + location + "\"");
  const std::string authority = location.substr(scheme.size(), location.find('/', scheme.size()) - scheme.size());
  try {
    server_ = parse_server("http://" + authority);
  } catch (const UsageError&) {
    return wrong("sent on to \"" + location + "\"");
  }
  ++run_.outcome_.redirected;
  start();
}

void LoadSocket::read() {
  stream_->async_read(buffer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
    if (error) return;
    self->heard(beast::buffers_to_string(self->buffer_.data()));
    self->buffer_.clear();
    self->read();
  });
}

void LoadSocket::heard(const std::string& text) {
  const Json message = Json::parse(text, nullptr, false);
  if (!message.is_object() || !message.contains("event")) return wrong("a message that is no event");
  const std::string event = message.at("event");
  if (messages_++ == 0) {
    if (event != "state" || message.at("order").at("order_id") != order_) wrong("the first message is not its state");
    return;
  }
  ++run_.outcome_.socket_events;
  const auto found = std::find(way.begin(), way.end(), event);
  if (found == way.end()) return;
  const std::size_t step = static_cast<std::size_t>(found - way.begin()) + 1;
  if (step <= step_) wrong(event + " came after " + std::string(way[step_ - 1]));
  step_ = step;
}

void LoadSocket::wrong(const std::string& what) {
  run_.outcome_.violations.push_back("events of order " + std::to_string(order_) + ": " + what);
}

void LoadSocket::stop() {
  if (stopped_) return;
  stopped_ = true;
  if (stream_) beast::get_lowest_layer(*stream_).close();
}

}  // namespace pizza::cli
