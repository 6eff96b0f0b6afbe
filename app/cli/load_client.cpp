// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_client.h"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>

namespace pizza::cli {

namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;

}  // namespace

ServerAddress parse_server(const std::string& url) {
  constexpr std::string_view scheme = "http://";
  const auto bad = [&] { return UsageError(url + ": expected http://HOST:PORT"); };
  if (!url.starts_with(scheme)) throw bad();
  std::string rest = url.substr(scheme.size());
  if (!rest.empty() && rest.back() == '/') rest.pop_back();
  if (rest.empty() || rest.find('/') != std::string::npos) throw bad();
  ServerAddress address{rest, "80"};
  const std::size_t colon = rest.rfind(':');
  if (colon != std::string::npos && rest.back() != ']') {
    address = {rest.substr(0, colon), rest.substr(colon + 1)};
    const bool digits = address.port.find_first_not_of("0123456789") == std::string::npos;
    if (!digits || address.port.empty() || address.port.size() > 5) throw bad();
  }
  if (address.host.size() > 2 && address.host.front() == '[')
    address.host = address.host.substr(1, address.host.size() - 2);
  if (address.host.empty()) throw bad();
  return address;
}

void set_headers(http::request<http::string_body>& request, const ServerAddress& server, const std::string& key) {
  request.version(11);
  request.set(http::field::host, server.host);
  request.set(http::field::user_agent, "pizzatwinctl load");
  request.set("X-Client-Id", "pizzatwinctl-load");
  if (!key.empty()) request.set("Idempotency-Key", key);
  if (!request.body().empty()) request.set(http::field::content_type, "application/json");
  request.prepare_payload();
}

LoadClient::Response LoadClient::ask(http::verb method, const std::string& target, const std::string& body,
                                     const std::string& key) {
  http::request<http::string_body> request{method, target, 11};
  request.body() = body;
  const bool harmless = method == http::verb::get || !key.empty();
  const auto give_up =
      std::chrono::steady_clock::now() + std::chrono::milliseconds(static_cast<std::int64_t>(retry_s_ * 1'000));
  for (std::size_t tried = 1;; ++tried) {
    std::string why;
    const auto response = ask_one(request, key, why);
    const bool refused = response && response->result() == http::status::service_unavailable;
    if (response && !refused) return *response;
    if (std::chrono::steady_clock::now() >= give_up || (!response && sent_ && !harmless)) {
      if (response) return *response;
      const std::string url = "http://" + server().host + ':' + server().port;
      ask_another();
      throw Unreachable(url + ": " + why);
    }
    ask_another();
    if (tried % servers_.size() == 0) rest(std::chrono::milliseconds(250));
  }
}

std::optional<LoadClient::Response> LoadClient::ask_one(http::request<http::string_body>& request,
                                                        const std::string& key, std::string& why) {
  set_headers(request, server(), key);
  sent_ = false;
  // A connection that was kept may have been closed by the other end: then once more on a fresh one.
  for (const bool kept : {stream_.has_value(), false}) {
    Response response;
    if (exchange(request, response, why)) return response;
    stream_.reset();
    if (!kept) break;
  }
  return std::nullopt;
}

void LoadClient::ask_another() {
  if (servers_.size() == 1) return;
  current_ = (current_ + 1) % servers_.size();
  stream_.reset();
}

void LoadClient::rest(std::chrono::milliseconds pause) {
  net::steady_timer timer(context_, pause);
  timer.async_wait([](beast::error_code) {});
  context_.restart();
  context_.run();
}

bool LoadClient::exchange(const http::request<http::string_body>& request, Response& response, std::string& why) {
  beast::error_code failed;
  const auto step = [&](auto start) {
    start([&](beast::error_code error, auto&&...) { failed = error; });
    context_.restart();
    context_.run();
    if (failed) why = failed.message();
    return !failed;
  };
  if (!stream_) {
    tcp::resolver resolver(context_);
    const auto found = resolver.resolve(server().host, server().port, failed);
    if (failed) {
      why = failed.message();
      return false;
    }
    stream_.emplace(context_);
    buffer_.clear();
    stream_->expires_after(std::chrono::seconds(10));
    if (!step([&](auto then) { stream_->async_connect(found, then); })) return false;
    stream_->socket().set_option(tcp::no_delay(true), failed);
  }
  stream_->expires_after(std::chrono::seconds(10));
  sent_ = true;
  if (!step([&](auto then) { http::async_write(*stream_, request, then); })) return false;
  if (!step([&](auto then) { http::async_read(*stream_, buffer_, response, then); })) return false;
  if (!response.keep_alive()) stream_.reset();
  return true;
}

Json LoadClient::json_of(const Response& response, unsigned status) {
  Json json = Json::parse(response.body(), nullptr, false);
  if (response.result_int() != status || json.is_discarded())
    throw Unreachable("http://" + server().host + ':' + server().port + " answered " +
                      std::to_string(response.result_int()) + ": " + response.body().substr(0, 300));
  return json;
}

}  // namespace pizza::cli
