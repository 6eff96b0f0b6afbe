// SPDX-License-Identifier: Apache-2.0
// Words that all of the edge shares.
#pragma once

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <functional>

#include "connectors/json/json_form.h"
#include "core/model/problem.h"

namespace pizza::server {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;

using Request = http::request<http::string_body>;
using Response = http::response<http::string_body>;
// Called once, from any thread.
using Reply = std::function<void(Response)>;

Response json_response(http::status status, const Json& json);
Response text_response(http::status status, std::string text, std::string_view type = "text/plain; charset=utf-8");

// RFC 9457 problem details; `request` names the request. Where the status is 503, with Retry-After.
std::string problem_text(int status, const Problem& problem, const std::string& request);
Response problem_response(http::status status, const Problem& problem, const std::string& request);
Response problem_response(const Problem& problem, const std::string& request);

}  // namespace pizza::server
