// SPDX-License-Identifier: Apache-2.0
#include "app/server/http_session.h"

#include <spdlog/spdlog.h>

#include <boost/asio/dispatch.hpp>
#include <boost/beast/version.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <random>

#include "app/server/event_socket.h"

namespace pizza::server {

namespace {

// The client's own id if it is one, else a new one.
std::string request_id_of(beast::string_view given) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == '-';
  };
  if (!given.empty() && given.size() <= 64 && std::all_of(given.begin(), given.end(), plain) &&
      !looks_like_card_number({given.data(), given.size()}))
    return std::string(given);
  static std::atomic<std::uint64_t> next{std::random_device{}()};
  static const std::uint64_t process = std::random_device{}();
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%08llx%08llx", static_cast<unsigned long long>(process & 0xFFFFFFFF),
                static_cast<unsigned long long>(next++ & 0xFFFFFFFF));
  return text.data();
}

}  // namespace

HttpSession::HttpSession(tcp::socket socket, Edge& edge, bool refuse)
    : stream_(std::move(socket)), edge_(edge), peer_(peer_of(stream_.socket())), refuse_(refuse) {
  beast::error_code ignored;
  stream_.socket().set_option(tcp::no_delay(true), ignored);
}

void HttpSession::start(Connections::Ticket ticket) {
  ticket_ = std::move(ticket);
  net::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->read_head(); });
}

void HttpSession::go_away() {
  net::dispatch(stream_.get_executor(), [self = shared_from_this()] {
    self->leaving_ = true;
    // Between two requests: nothing is in flight.
    if (self->waiting_ && self->buffer_.size() == 0 && !self->parser_->got_some()) self->close();
  });
}

void HttpSession::read_head() {
  parser_.emplace();
  parser_->header_limit(edge_.options.max_header);
  parser_->body_limit(edge_.options.max_body);
  route_ = "other";
  method_ = http::verb::unknown;
  request_id_ = request_id_of({});
  if (leaving_ && buffer_.size() == 0) return close();
  waiting_ = true;
  stream_.expires_after(edge_.options.idle);
  http::async_read_header(
      stream_, buffer_, *parser_,
      [self = shared_from_this()](beast::error_code error, std::size_t) { self->head_read(error); });
}

void HttpSession::head_read(beast::error_code error) {
  waiting_ = false;
  began_ = std::chrono::steady_clock::now();
  if (error) return bad_request(error);
  const Request& head = parser_->get();
  request_id_ = request_id_of(head["X-Request-Id"]);
  method_ = head.method();
  if (!beast::iequals(head[http::field::expect], "100-continue")) return read_body();
  // The client waits for leave to send the body.
  static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
  stream_.expires_after(edge_.options.write);
  net::async_write(stream_, net::buffer(go_on.data(), go_on.size()),
                   [self = shared_from_this()](beast::error_code failed, std::size_t) {
                     if (failed) return self->close();
                     self->read_body();
                   });
}

void HttpSession::read_body() {
  stream_.expires_after(edge_.options.body);
  http::async_read(stream_, buffer_, *parser_,
                   [self = shared_from_this()](beast::error_code error, std::size_t) { self->body_read(error); });
}

void HttpSession::body_read(beast::error_code error) {
  if (error) return bad_request(error);
  stream_.expires_never();
  Request request = parser_->release();
  keep_ = request.keep_alive();
  serve(std::move(request));
}

std::optional<Response> HttpSession::refuse_early(const Request& request, const RouteMatch& match) {
  if (refuse_)
    return problem_response(problem(Status::Unavailable, "server.connections", "too many connections; try again later"),
                            request_id_);
  if (request.target().size() > edge_.options.max_target)
    return problem_response(http::status::uri_too_long,
                            problem({}, "request.target_too_long", "the address is too long"), request_id_);
  if (match.route != nullptr) return std::nullopt;
  if (match.allow.empty())
    return problem_response(problem(Status::NotFound, "request.no_such_resource", "there is nothing here"),
                            request_id_);
  Response response =
      problem_response(http::status::method_not_allowed,
                       problem({}, "request.method", "this resource knows only " + match.allow), request_id_);
  response.set(http::field::allow, match.allow);
  return response;
}

void HttpSession::serve(Request request) {
  const auto call = std::make_shared<Call>();
  call->request = std::move(request);
  call->request_id = request_id_;
  call->peer = peer_;
  const auto target = call->request.target();
  call->match = find_route(call->request.method(), {target.data(), target.size()});
  if (call->match.route != nullptr) route_ = call->match.route->pattern;
  if (auto refused = refuse_early(call->request, call->match)) {
    keep_ = keep_ && !refuse_;
    return reply(*std::move(refused));
  }
  if (call->match.route->endpoint == Endpoint::OrderEvents && beast::websocket::is_upgrade(call->request))
    return upgrade(std::move(call->request), OrderId{call->match.id});
  call->reply = [self = shared_from_this()](Response response) {
    net::dispatch(self->stream_.get_executor(),
                  [self, response = std::move(response)]() mutable { self->reply(std::move(response)); });
  };
  try {
    edge_.api.handle(call);
  } catch (const std::exception& error) {
    spdlog::error("request {}: {}", request_id_, error.what());
    reply(problem_response(http::status::internal_server_error,
                           problem({}, "server.error", "something went wrong here; it has been noted"), request_id_));
  }
}

void HttpSession::upgrade(Request request, OrderId order) {
  note(101);
  const auto socket = std::make_shared<EventSocket>(std::move(stream_), edge_);
  socket->start(edge_.connections.enter(socket), std::move(request), order, request_id_);
}

void HttpSession::reply(Response response) {
  keep_ = keep_ && !leaving_;
  const bool head = method_ == http::verb::head;
  response.version(11);
  response.set(http::field::server, "PizzaTwin");
  response.set("X-Request-Id", request_id_);
  if (response.find(http::field::cache_control) == response.end()) response.set(http::field::cache_control, "no-store");
  response.set("X-Content-Type-Options", "nosniff");
  response.keep_alive(keep_);
  // An answer without a body by its nature says nothing of the length of the one it stands for.
  if (response.result() != http::status::not_modified) response.content_length(response.body().size());
  if (head) response.body().clear();
  note(response.result_int());
  response_ = std::move(response);
  serializer_.emplace(*response_);
  stream_.expires_after(edge_.options.write);
  const auto done = [self = shared_from_this()](beast::error_code error, std::size_t) { self->written(error); };
  if (head) {
    http::async_write_header(stream_, *serializer_, done);
  } else {
    http::async_write(stream_, *serializer_, done);
  }
}

void HttpSession::written(beast::error_code error) {
  if (error) return close();
  serializer_.reset();
  response_.reset();
  if (!keep_) return linger();
  read_head();
}

void HttpSession::bad_request(beast::error_code error) {
  keep_ = false;
  if (error == http::error::header_limit)
    return reply(problem_response(http::status::request_header_fields_too_large,
                                  problem({}, "request.header_too_large", "the head of the request is too large"),
                                  request_id_));
  if (error == http::error::body_limit)
    return reply(problem_response(problem(Status::TooLarge, "request.body_too_large",
                                          "at most " + std::to_string(edge_.options.max_body) + " bytes"),
                                  request_id_));
  const bool malformed = error.category() == http::make_error_code(http::error::bad_method).category() &&
                         error != http::error::end_of_stream && error != http::error::partial_message;
  if (!malformed) return close();  // the client has gone, or is too slow
  reply(problem_response(problem(Status::BadRequest, "request.malformed", "this is no HTTP/1.1: " + error.message()),
                         request_id_));
}

// What the client still sends is read for a while before the connection is closed, or it might lose the answer.
void HttpSession::linger() {
  beast::error_code error;
  if (lingered_ == 0) stream_.socket().shutdown(tcp::socket::shutdown_send, error);
  constexpr std::size_t most = 256 * 1'024;
  if (error || leaving_ || lingered_ > most) return close();
  if (lingered_ == 0) stream_.expires_after(std::chrono::seconds(2));
  ++lingered_;
  stream_.async_read_some(net::buffer(rest_), [self = shared_from_this()](beast::error_code failed, std::size_t read) {
    if (failed) return self->close();
    self->lingered_ += read;
    self->linger();
  });
}

void HttpSession::close() {
  beast::error_code ignored;
  stream_.socket().shutdown(tcp::socket::shutdown_both, ignored);
  stream_.close();
}

void HttpSession::note(int status) {
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began_);
  const std::string route(route_);
  edge_.metrics
      .counter("pizza_http_requests_total", "Requests answered.",
               {{"route", route}, {"status", std::to_string(status)}})
      .add();
  edge_.metrics
      .histogram("pizza_http_request_seconds", "From the request's head to the answer's beginning.", {{"route", route}})
      .observe(took.count());
  const auto method = http::to_string(method_);
  spdlog::debug("{} {} {} {} {} us", request_id_, std::string_view(method.data(), method.size()), route, status,
                took.count());
}

}  // namespace pizza::server
