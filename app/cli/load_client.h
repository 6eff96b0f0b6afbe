// SPDX-License-Identifier: Apache-2.0
// A plain HTTP client for one connection at a time: what a load needs before and after it runs. It knows several
// instances of a server; any of them answers for all.
#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "app/cli/command.h"

namespace pizza::cli {

// http://HOST[:PORT]; throws UsageError for anything else.
struct ServerAddress {
  std::string host;
  std::string port = "80";
};
ServerAddress parse_server(const std::string& url);

// The server cannot be reached, or stopped answering.
class Unreachable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class LoadClient {
 public:
  using Response = boost::beast::http::response<boost::beast::http::string_body>;

  // `retry_s`: for how long an instance that does not answer, or answers 503, is passed over for another.
  explicit LoadClient(std::vector<ServerAddress> servers, double retry_s = 0)
      : servers_(std::move(servers)), retry_s_(retry_s) {}

  // One request and its answer; connects where it must. Throws Unreachable when nobody answers for ten seconds, and for
  // the time to retry after that. A request that could do something twice, having no key, is not tried again once it
  // has left.
  Response get(const std::string& target) { return ask(boost::beast::http::verb::get, target, {}, {}); }
  Response post(const std::string& target, const std::string& body, const std::string& key) {
    return ask(boost::beast::http::verb::post, target, body, key);
  }
  // Nothing for a while.
  void rest(std::chrono::milliseconds pause);
  // The answer's JSON; throws Unreachable where the status is another.
  Json json_of(const Response& response, unsigned status);

 private:
  Response ask(boost::beast::http::verb method, const std::string& target, const std::string& body,
               const std::string& key);
  std::optional<Response> ask_one(boost::beast::http::request<boost::beast::http::string_body>& request,
                                  const std::string& key, std::string& why);
  bool exchange(const boost::beast::http::request<boost::beast::http::string_body>& request, Response& response,
                std::string& why);
  void ask_another();
  const ServerAddress& server() const { return servers_[current_]; }

  std::vector<ServerAddress> servers_;
  std::size_t current_ = 0;
  double retry_s_;
  boost::asio::io_context context_;
  std::optional<boost::beast::tcp_stream> stream_;
  boost::beast::flat_buffer buffer_;
  bool sent_ = false;  // something of the request at hand may have arrived
};

// What every request of a load bears.
void set_headers(boost::beast::http::request<boost::beast::http::string_body>& request, const ServerAddress& server,
                 const std::string& key);

}  // namespace pizza::cli
