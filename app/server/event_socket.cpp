// SPDX-License-Identifier: Apache-2.0
#include "app/server/event_socket.h"

#include <boost/asio/dispatch.hpp>

namespace pizza::server {

namespace websocket = beast::websocket;

void EventSocket::start(Connections::Ticket ticket, Request request, OrderId order, std::string request_id) {
  ticket_ = std::move(ticket);
  request_ = std::move(request);
  order_ = order;
  request_id_ = std::move(request_id);
  if (const std::string other = edge_.api.elsewhere(order); !other.empty()) return redirect(other);
  const auto self = shared_from_this();
  const bool taken = edge_.api.follow(order, self, [self](bool exists) {
    net::dispatch(self->stream_.get_executor(), [self, exists] { self->known(exists); });
  });
  if (!taken) refuse(problem(Status::Unavailable, "server.busy", "more is asked for than can be done; try again"));
}

void EventSocket::known(bool exists) {
  if (exists) return accept();
  refuse(problem(Status::NotFound, "order.unknown", "there is no such order", "order_id"));
}

void EventSocket::redirect(const std::string& other) {
  refusal_ = problem_response(http::status::temporary_redirect,
                              problem({}, "realm.elsewhere", "another instance has this order"), request_id_);
  const auto target = request_.target();
  refusal_->set(http::field::location, "ws://" + other + std::string(target.data(), target.size()));
  send_refusal();
}

void EventSocket::refuse(const Problem& problem) {
  refusal_ = problem_response(problem, request_id_);
  send_refusal();
}

void EventSocket::send_refusal() {
  refusal_->set("X-Request-Id", request_id_);
  refusal_->keep_alive(false);
  refusal_->prepare_payload();
  stream_.next_layer().expires_after(edge_.options.write);
  http::async_write(stream_.next_layer(), *refusal_, [self = shared_from_this()](beast::error_code, std::size_t) {
    self->stream_.next_layer().close();
  });
}

void EventSocket::accept() {
  stream_.next_layer().expires_never();
  websocket::stream_base::timeout timeouts{};
  timeouts.handshake_timeout = edge_.options.write;
  timeouts.idle_timeout = 2 * edge_.options.idle;
  timeouts.keep_alive_pings = true;
  stream_.set_option(timeouts);
  stream_.set_option(websocket::stream_base::decorator([id = request_id_](websocket::response_type& response) {
    response.set(http::field::server, "PizzaTwin");
    response.set("X-Request-Id", id);
  }));
  stream_.read_message_max(4 * 1'024);
  stream_.async_accept(request_, [self = shared_from_this()](beast::error_code error) {
    if (error) return self->stream_.next_layer().close();
    self->open_ = true;
    self->stream_.text(true);
    self->read();
    self->write();
    self->close_when_idle();
  });
}

// Clients have nothing to say on a topic; reading notices when they leave.
void EventSocket::read() {
  stream_.async_read(buffer_, [self = shared_from_this()](beast::error_code error, std::size_t) {
    if (error) {
      self->closed_ = true;
      self->edge_.api.unfollow(self->order_);
      return;
    }
    self->buffer_.clear();
    self->read();
  });
}

void EventSocket::send(std::string message) {
  net::dispatch(stream_.get_executor(), [self = shared_from_this(), message = std::move(message)]() mutable {
    if (self->closing_ || self->closed_) return;
    if (self->unsent_.size() >= self->edge_.options.max_unsent) {
      self->unsent_.resize(1);  // the one that is being written
      return self->finish(websocket::close_code::policy_error);
    }
    self->unsent_.push_back(std::move(message));
    self->write();
  });
}

void EventSocket::end() {
  net::dispatch(stream_.get_executor(), [self = shared_from_this()] { self->finish(websocket::close_code::normal); });
}

void EventSocket::go_away() {
  net::dispatch(stream_.get_executor(),
                [self = shared_from_this()] { self->finish(websocket::close_code::going_away); });
}

void EventSocket::finish(websocket::close_code why) {
  if (closing_ || closed_) return;
  closing_ = why;
  close_when_idle();
}

void EventSocket::write() {
  if (!open_ || writing_ || unsent_.empty() || closed_) return;
  writing_ = true;
  stream_.async_write(net::buffer(unsent_.front()), [self = shared_from_this()](beast::error_code error, std::size_t) {
    self->writing_ = false;
    if (error) return;
    self->unsent_.pop_front();
    self->write();
    self->close_when_idle();
  });
}

void EventSocket::close_when_idle() {
  if (!closing_ || !open_ || writing_ || closed_) return;
  closed_ = true;
  stream_.async_close(*closing_,
                      [self = shared_from_this()](beast::error_code) { self->edge_.api.unfollow(self->order_); });
}

}  // namespace pizza::server
