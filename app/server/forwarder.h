// SPDX-License-Identifier: Apache-2.0
// Passes a request on to the instance that has its realm, and its answer back.
#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "app/server/api.h"

namespace pizza::server {

// A request that was passed on once is never passed on again: it carries this header, with the request's id.
inline constexpr boost::beast::string_view forwarded_header = "X-Forwarded-Request";

class Forwarder {
 public:
  explicit Forwarder(net::any_io_executor executor) : executor_(std::move(executor)) {}

  // Replies once: with the other's answer, or with "realm.unreachable" (503) when there is none in time. Any thread.
  void forward(const CallPointer& call, const std::string& address);

 private:
  class Link;

  std::shared_ptr<Link> idle_link(const std::string& address);
  void keep(const std::shared_ptr<Link>& link);

  net::any_io_executor executor_;
  std::mutex mutex_;
  std::map<std::string, std::vector<std::shared_ptr<Link>>> idle_;  // by address
};

}  // namespace pizza::server
