// SPDX-License-Identifier: Apache-2.0
#include "app/server/forwarder.h"

#include <boost/asio/strand.hpp>

namespace pizza::server {

namespace {

constexpr std::chrono::seconds patience{10};
constexpr std::size_t most_idle = 64;  // connections kept to an instance

}  // namespace

// One connection to another instance, with one request on its way at a time.
class Forwarder::Link : public std::enable_shared_from_this<Link> {
 public:
  Link(Forwarder& owner, std::string address)
      : address(std::move(address)),
        owner_(owner),
        strand_(net::make_strand(owner.executor_)),
        resolver_(strand_),
        stream_(strand_) {}

  void send(CallPointer call) {
    net::dispatch(strand_, [self = shared_from_this(), call = std::move(call)]() mutable {
      self->call_ = std::move(call);
      self->request_ = self->call_->request;
      self->request_.set(forwarded_header, self->call_->request_id);
      self->request_.set("X-Request-Id", self->call_->request_id);
      if (self->request_["X-Client-Id"].empty()) self->request_.set("X-Client-Id", self->call_->peer);
      self->request_.keep_alive(true);
      self->request_.prepare_payload();
      self->used_ = self->stream_.socket().is_open();
      if (self->used_) return self->write();
      self->connect();
    });
  }

  const std::string address;

 private:
  void connect() {
    const std::size_t colon = address.rfind(':');
    if (colon == std::string::npos) return fail();
    resolver_.async_resolve(address.substr(0, colon), address.substr(colon + 1),
                            [self = shared_from_this()](beast::error_code error, tcp::resolver::results_type found) {
                              if (error) return self->fail();
                              self->stream_.expires_after(patience);
                              self->stream_.async_connect(found, [self](beast::error_code refused, const auto&) {
                                if (refused) return self->fail();
                                self->write();
                              });
                            });
  }

  void write() {
    stream_.expires_after(patience);
    http::async_write(stream_, request_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (error) return self->broken();
      self->read();
    });
  }

  void read() {
    parser_.emplace();
    parser_->body_limit(16u << 20);
    parser_->skip(request_.method() == http::verb::head);
    http::async_read(stream_, buffer_, *parser_, [self = shared_from_this()](beast::error_code error, std::size_t) {
      if (error) return self->broken();
      self->done();
    });
  }

  void done() {
    Response response = parser_->release();
    const bool keep = response.keep_alive();
    const CallPointer call = std::exchange(call_, nullptr);
    response.erase(http::field::connection);
    call->reply(std::move(response));
    if (keep) {
      owner_.keep(shared_from_this());
    } else {
      stream_.close();
    }
  }

  // A connection that had been idle may have been closed by the other side in the same moment: once more on a fresh
  // one, unless that could do something twice.
  void broken() {
    stream_.close();
    buffer_.clear();
    const bool harmless = request_.method() == http::verb::get || !request_["Idempotency-Key"].empty();
    if (!used_ || !harmless) return fail();
    used_ = false;
    connect();
  }

  void fail() {
    stream_.close();
    buffer_.clear();
    const CallPointer call = std::exchange(call_, nullptr);
    call->reply(problem_response(
        problem(Status::Unavailable, "realm.unreachable", "whoever has this does not answer; try again soon"),
        call->request_id));
  }

  Forwarder& owner_;
  net::strand<net::any_io_executor> strand_;
  tcp::resolver resolver_;
  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  CallPointer call_;
  Request request_;
  std::optional<http::response_parser<http::string_body>> parser_;
  bool used_ = false;  // the connection has carried a request before this one
};

void Forwarder::forward(const CallPointer& call, const std::string& address) {
  idle_link(address)->send(call);
}

std::shared_ptr<Forwarder::Link> Forwarder::idle_link(const std::string& address) {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Link>>& idle = idle_[address];
  if (idle.empty()) return std::make_shared<Link>(*this, address);
  const std::shared_ptr<Link> link = idle.back();
  idle.pop_back();
  return link;
}

void Forwarder::keep(const std::shared_ptr<Link>& link) {
  const std::lock_guard lock(mutex_);
  std::vector<std::shared_ptr<Link>>& idle = idle_[link->address];
  if (idle.size() < most_idle) idle.push_back(link);
}

}  // namespace pizza::server
