// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <unordered_map>
#include <vector>

namespace pizza::server {

struct ServerOptions {
  std::string host = "127.0.0.1";
  std::uint16_t port = 0;  // 0: any that is free
  int threads = 2;
  std::size_t max_connections = 1'024;
  std::uint32_t max_header = 8 * 1'024;  // bytes
  std::uint64_t max_body = 64 * 1'024;
  std::size_t max_target = 1'024;
  std::size_t max_unsent = 256;             // messages to one WebSocket, from 1
  std::chrono::milliseconds idle{30'000};   // until a request's head has come, from the answer before
  std::chrono::milliseconds body{15'000};   // until its body has come
  std::chrono::milliseconds write{15'000};  // until an answer has gone
  std::chrono::milliseconds drain{10'000};  // for requests in flight when the server stops
};

// A client's connection, as long as it lasts.
class Connection {
 public:
  virtual ~Connection() = default;
  // The server stops: finish what is in flight, then close. Any thread.
  virtual void go_away() = 0;
};

// All connections there are. Any thread.
class Connections {
 public:
  // Stays in the list as long as the ticket lives.
  using Ticket = std::shared_ptr<void>;
  Ticket enter(std::weak_ptr<Connection> connection) {
    const std::lock_guard lock(mutex_);
    const std::uint64_t number = ++last_;
    open_.emplace(number, std::move(connection));
    return {this, [number](Connections* all) { all->leave(number); }};
  }
  std::size_t count() const {
    const std::lock_guard lock(mutex_);
    return open_.size();
  }
  void go_away() {
    std::vector<std::shared_ptr<Connection>> all;
    {
      const std::lock_guard lock(mutex_);
      for (const auto& [number, weak] : open_)
        if (auto connection = weak.lock()) all.push_back(std::move(connection));
    }
    for (const auto& connection : all) connection->go_away();
  }
  // Called when the last connection has gone.
  void when_empty(std::function<void()> call) {
    const std::lock_guard lock(mutex_);
    empty_ = std::move(call);
    if (open_.empty() && empty_) empty_();
  }

 private:
  void leave(std::uint64_t number) {
    const std::lock_guard lock(mutex_);
    open_.erase(number);
    if (open_.empty() && empty_) empty_();
  }

  mutable std::mutex mutex_;
  std::unordered_map<std::uint64_t, std::weak_ptr<Connection>> open_;
  std::uint64_t last_ = 0;
  std::function<void()> empty_;
};

// The address of the other end, without its port.
inline std::string peer_of(const boost::asio::ip::tcp::socket& socket) {
  boost::system::error_code error;
  const auto endpoint = socket.remote_endpoint(error);
  return error ? std::string("unknown") : endpoint.address().to_string();
}

}  // namespace pizza::server
