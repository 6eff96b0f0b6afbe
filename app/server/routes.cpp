// SPDX-License-Identifier: Apache-2.0
#include "app/server/routes.h"

#include <algorithm>
#include <boost/beast/core/string.hpp>
#include <charconv>
#include <limits>

namespace pizza::server {

namespace {

using boost::beast::http::verb;

// The next part of a path, up to the next '/'; both then begin behind it.
std::string_view cut_part(std::string_view& path) {
  const std::size_t end = std::min(path.find('/'), path.size());
  const std::string_view part = path.substr(0, end);
  path.remove_prefix(std::min(end + 1, path.size()));
  return part;
}

bool fits(std::string_view pattern, std::string_view path, RouteMatch& match) {
  if (std::count(pattern.begin(), pattern.end(), '/') != std::count(path.begin(), path.end(), '/')) return false;
  std::size_t texts = 0;
  while (!pattern.empty()) {
    const std::string_view wanted = cut_part(pattern);
    const std::string_view part = cut_part(path);
    if (wanted == "{id}") {
      match.id = id_of(part);
      if (match.id == 0) return false;
    } else if (wanted.starts_with('{')) {
      const std::string_view ending = wanted.substr(wanted.find('}') + 1);
      if (!part.ends_with(ending) || texts == match.texts.size()) return false;
      match.texts[texts++] = part.substr(0, part.size() - ending.size());
    } else if (wanted != part) {
      return false;
    }
  }
  return path.empty();
}

std::string allowed(verb method) {
  if (method == verb::get) return "GET, HEAD";
  const auto name = boost::beast::http::to_string(method);
  return {name.data(), name.size()};
}

}  // namespace

std::uint64_t id_of(std::string_view digits) {
  constexpr std::uint64_t last_id = std::numeric_limits<std::int64_t>::max();
  std::uint64_t id = 0;
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, id);
  return error == std::errc() && stop == end && id <= last_id ? id : 0;
}

RouteMatch find_route(verb method, std::string_view target) {
  RouteMatch match;
  const std::size_t mark = target.find('?');
  const std::string_view path = target.substr(0, mark);
  if (mark != std::string_view::npos) match.query = target.substr(mark + 1);
  const verb wanted = method == verb::head ? verb::get : method;
  for (const Route& route : routes) {
    RouteMatch parts;
    if (!fits(route.pattern, path, parts)) continue;
    match.allow += (match.allow.empty() ? "" : ", ") + allowed(route.method);
    if (route.method != wanted) continue;
    match.route = &route;
    match.id = parts.id;
    match.texts = parts.texts;
  }
  return match;
}

std::string_view query_value(std::string_view query, std::string_view name) {
  while (!query.empty()) {
    const std::string_view part = query.substr(0, query.find('&'));
    query.remove_prefix(std::min(part.size() + 1, query.size()));
    if (part.size() > name.size() && part.starts_with(name) && part[name.size()] == '=')
      return part.substr(name.size() + 1);
  }
  return {};
}

}  // namespace pizza::server
