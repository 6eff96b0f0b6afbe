// SPDX-License-Identifier: Apache-2.0
#include "app/server/request_body.h"

#include <algorithm>

#include "core/services/order/order_service.h"

namespace pizza::server {

namespace {

// application/json, with or without parameters.
bool is_json(beast::string_view type) {
  const std::size_t end = std::min(type.find(';'), type.size());
  beast::string_view name = type.substr(0, end);
  while (!name.empty() && (name.back() == ' ' || name.back() == '\t')) name.remove_suffix(1);
  return beast::iequals(name, "application/json");
}

}  // namespace

Result<Json> json_body(const Request& request) {
  if (!is_json(request[http::field::content_type]))
    return problem(static_cast<Status>(415), "request.media_type", "the body must be application/json", "Content-Type");
  return parse_json(request.body());
}

Result<Json> object_with(Result<Json> body, std::initializer_list<const char*> required) {
  if (!body.ok()) return body.problem();
  if (!body->is_object()) return problem(Status::BadRequest, "json.wrong_type", "the body must be an object");
  for (const char* name : required)
    if (!body->contains(name)) return problem(Status::BadRequest, "request.missing_field", "must be given", name);
  return body;
}

Outcome check_kept(const Json& given, const Json& kept, const std::string& path) {
  if (given.is_object() && kept.is_object()) {
    for (const auto& [name, value] : given.items()) {
      const auto found = kept.find(name);
      if (found == kept.end()) continue;
      const Outcome inner = check_kept(value, *found, path.empty() ? name : path + '.' + name);
      if (!inner.ok()) return inner;
    }
  } else if (given.is_array() && kept.is_array()) {
    for (std::size_t i = 0; i < std::min(given.size(), kept.size()); ++i) {
      const Outcome inner = check_kept(given[i], kept[i], path + '[' + std::to_string(i) + ']');
      if (!inner.ok()) return inner;
    }
  } else if (given.is_number_integer() && kept.is_number_integer() && given != kept) {
    return problem(Status::BadRequest, "json.out_of_range", "a number that this field cannot hold", path);
  }
  return Done{};
}

Result<std::string> client_of(const Request& request, const std::string& peer) {
  const auto given = request.find("X-Client-Id");
  if (given == request.end()) return "peer:" + peer;
  const beast::string_view id = given->value();
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
           c == ':' || c == '-';
  };
  if (id.empty() || id.size() > 64 || !std::all_of(id.begin(), id.end(), plain) ||
      looks_like_card_number({id.data(), id.size()}))
    return problem(Status::BadRequest, "request.client_id", "1 to 64 of A-Z a-z 0-9 . _ : -", "X-Client-Id");
  return "client:" + std::string(id);
}

Result<std::string> idempotency_key(const Request& request) {
  beast::string_view key = request["Idempotency-Key"];
  if (key.size() >= 2 && key.front() == '"' && key.back() == '"') key = key.substr(1, key.size() - 2);
  if (looks_like_card_number({key.data(), key.size()}))
    return problem(Status::BadRequest, "idempotency.invalid", "looks like a card number", "Idempotency-Key");
  return std::string(key);
}

}  // namespace pizza::server
