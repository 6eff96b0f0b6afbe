// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include "connectors/redis/redis_client.h"

namespace pizza {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unescape(std::string_view text, std::string& out) {
  out.clear();
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out.push_back(text[i]);
      continue;
    }
    const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? hex_digit(text[i + 2]) : -1;
    if (high < 0 || low < 0) return false;
    out.push_back(static_cast<char>(high * 16 + low));
    i += 2;
  }
  return true;
}

template <class Number>
bool number(std::string_view text, Number& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return !text.empty() && error == std::errc{} && end == text.data() + text.size();
}

Problem bad_address() {
  // Not the address itself: it may hold a password.
  return problem(Status::BadRequest, "redis.address", "expected redis://[[USER]:PASSWORD@]HOST[:PORT][/DATABASE]",
                 "redis");
}

}  // namespace

Result<RedisAddress> redis_address(std::string_view url) {
  constexpr std::string_view scheme = "redis://";
  if (!url.starts_with(scheme) || url.size() > 1'024) return bad_address();
  url.remove_prefix(scheme.size());
  RedisAddress address;
  if (const std::size_t at = url.rfind('@'); at != std::string_view::npos) {
    const std::string_view who = url.substr(0, at);
    const std::size_t colon = who.find(':');
    if (colon == std::string_view::npos) return bad_address();
    if (!unescape(who.substr(0, colon), address.user) || !unescape(who.substr(colon + 1), address.password))
      return bad_address();
    url.remove_prefix(at + 1);
  }
  if (const std::size_t slash = url.find('/'); slash != std::string_view::npos) {
    const std::string_view database = url.substr(slash + 1);
    if (!database.empty() && (!number(database, address.database) || address.database < 0)) return bad_address();
    url = url.substr(0, slash);
  }
  if (url.starts_with('[')) {
    const std::size_t end = url.find(']');
    if (end == std::string_view::npos) return bad_address();
    address.host = url.substr(1, end - 1);
    url.remove_prefix(end + 1);
  } else {
    const std::size_t colon = url.find(':');
    address.host = url.substr(0, colon);
    url.remove_prefix(std::min(url.size(), address.host.size()));
  }
  if (address.host.empty()) return bad_address();
  if (!url.empty() && (url[0] != ':' || !number(url.substr(1), address.port) || address.port == 0))
    return bad_address();
  return address;
}

}  // namespace pizza
