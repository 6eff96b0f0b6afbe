// SPDX-License-Identifier: Apache-2.0
// Which request goes where.
#pragma once

#include <array>
#include <boost/beast/http/verb.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace pizza::server {

enum class Endpoint : std::uint8_t {
  RegisterUser,
  PlaceOrder,
  GetOrder,
  CancelOrder,
  OrderEvents,
  ListRestaurants,
  GetRestaurant,
  GetMenu,
  Live,
  Ready,
  ShowMetrics,
  DescribeTiles,
  GetTile,
};

struct Route {
  boost::beast::http::verb method;  // a GET answers HEAD as well
  std::string_view pattern;         // "{id}" stands for a number from 1, another name in braces for any text
  Endpoint endpoint;
};

inline constexpr std::array<Route, 13> routes{{
    {boost::beast::http::verb::post, "/v1/users", Endpoint::RegisterUser},
    {boost::beast::http::verb::post, "/v1/orders", Endpoint::PlaceOrder},
    {boost::beast::http::verb::get, "/v1/orders/{id}", Endpoint::GetOrder},
    {boost::beast::http::verb::post, "/v1/orders/{id}/cancel", Endpoint::CancelOrder},
    {boost::beast::http::verb::get, "/v1/orders/{id}/events", Endpoint::OrderEvents},
    {boost::beast::http::verb::get, "/v1/restaurants", Endpoint::ListRestaurants},
    {boost::beast::http::verb::get, "/v1/restaurants/{id}", Endpoint::GetRestaurant},
    {boost::beast::http::verb::get, "/v1/restaurants/{id}/menu", Endpoint::GetMenu},
    {boost::beast::http::verb::get, "/healthz", Endpoint::Live},
    {boost::beast::http::verb::get, "/readyz", Endpoint::Ready},
    {boost::beast::http::verb::get, "/metrics", Endpoint::ShowMetrics},
    {boost::beast::http::verb::get, "/tiles.json", Endpoint::DescribeTiles},
    {boost::beast::http::verb::get, "/tiles/{level}/{x}/{y}.json", Endpoint::GetTile},
}};

struct RouteMatch {
  const Route* route = nullptr;  // null: nothing is there, or not for this method
  std::uint64_t id = 0;
  std::array<std::string_view, 3> texts;  // of the path, in its order
  std::string_view query;                 // behind the '?'
  std::string allow;                      // methods that are served there; empty: nothing is there
};

// `target` as it stands in the request line; it outlives the match.
RouteMatch find_route(boost::beast::http::verb method, std::string_view target);

// The value of one parameter of a query, or nothing. Values are not decoded: those we know are plain words and numbers.
std::string_view query_value(std::string_view query, std::string_view name);

// Digits only, 1 to 2^63 - 1; 0 for anything else.
std::uint64_t id_of(std::string_view digits);

}  // namespace pizza::server
