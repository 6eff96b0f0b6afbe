// SPDX-License-Identifier: Apache-2.0
#include "app/server/http.h"

namespace pizza::server {

Response text_response(http::status status, std::string text, std::string_view type) {
  Response response{status, 11};
  response.set(http::field::content_type, beast::string_view(type.data(), type.size()));
  response.body() = std::move(text);
  return response;
}

Response json_response(http::status status, const Json& json) {
  return text_response(status, json_text(json) + '\n', "application/json");
}

std::string problem_text(int status, const Problem& problem, const std::string& request) {
  const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(status)));
  Json json;
  json["type"] = "urn:pizzatwin:problem:" + problem.type;
  json["title"] = std::string(reason.data(), reason.size());
  json["status"] = status;
  json["detail"] = problem.detail;
  if (!problem.field.empty()) json["field"] = problem.field;
  json["instance"] = "urn:pizzatwin:request:" + request;
  return json_text(json) + '\n';
}

Response problem_response(http::status status, const Problem& problem, const std::string& request) {
  return text_response(status, problem_text(static_cast<int>(status), problem, request), "application/problem+json");
}

Response problem_response(const Problem& problem, const std::string& request) {
  Response response = problem_response(static_cast<http::status>(static_cast<int>(problem.status)), problem, request);
  if (problem.status == Status::Unavailable) response.set(http::field::retry_after, "1");
  return response;
}

}  // namespace pizza::server
