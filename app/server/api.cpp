// SPDX-License-Identifier: Apache-2.0
#include "app/server/api.h"

#include <boost/asio/post.hpp>
#include <limits>

#include "app/server/forwarder.h"
#include "app/server/request_body.h"
#include "core/services/restaurant/menu_rules.h"

namespace pizza::server {

namespace {

Problem no_such_order() {
  return problem(Status::NotFound, "order.unknown", "there is no such order", "order_id");
}

// Without what is between the restaurant and us.
Json public_restaurant(const Restaurant& restaurant) {
  Json json = to_json(record_type<Restaurant>(), &restaurant);
  json.erase("commission_per_10000");
  return json;
}

std::optional<Problem> check_person(const RegisterUser& person) {
  const auto check = [](const std::string& text, std::string field) -> std::optional<Problem> {
    if (!looks_like_card_number(text)) return std::nullopt;
    return problem(Status::Unprocessable, "user.card_number", "looks like a card number", std::move(field));
  };
  if (auto wrong = check(person.name, "name")) return wrong;
  if (auto wrong = check(person.email, "email")) return wrong;
  for (std::size_t i = 0; i < person.addresses.size(); ++i)
    if (auto wrong = check(person.addresses[i].line, "addresses[" + std::to_string(i) + "].line")) return wrong;
  return std::nullopt;
}

using MaybePicture = Result<OrderPicture>;

MaybePicture picture_or_problem(BusinessHost& world, OrderId order) {
  if (auto picture = picture_of(world.business(), world.sandbox(), order)) return *std::move(picture);
  return no_such_order();
}

struct RestaurantPage {
  std::vector<Restaurant> restaurants;
  bool more = false;
};

RestaurantPage page_of(Business& business, std::string_view city, std::uint64_t after, std::size_t limit) {
  RestaurantPage page;
  business.store().scan(record_type<Restaurant>(), [&](std::uint64_t key, const void* record) {
    const auto* restaurant = static_cast<const Restaurant*>(record);
    if (key <= after || (!city.empty() && restaurant->city != city) || page.more) return;
    if (restaurant->status != RestaurantStatus::Open) return;
    page.more = page.restaurants.size() == limit;
    if (!page.more) page.restaurants.push_back(*restaurant);
  });
  return page;
}

}  // namespace

Api::Api(const Realms& realms, RealmEdges& edges, const Metrics& metrics, net::any_io_executor executor,
         std::shared_ptr<MapTiles> tiles)
    : realms_(realms),
      edges_(edges),
      forwarder_(std::make_unique<Forwarder>(executor)),
      metrics_(metrics),
      executor_(std::move(executor)),
      tiles_(std::move(tiles)) {}

Api::~Api() = default;

std::shared_ptr<BusinessHost> Api::at(const CallPointer& call, std::uint32_t realm) {
  RealmPlace place = realms_.find(realm);
  if (place.here != nullptr) return place.here;
  if (!place.elsewhere.empty() && call->request[forwarded_header].empty()) {
    forwarder_->forward(call, place.elsewhere);
  } else {
    refuse(call, problem(Status::Unavailable, "realm.closed", "nobody can answer for this just now; try again soon"));
  }
  return nullptr;
}

std::optional<std::uint32_t> Api::any_realm_here() const {
  for (std::uint32_t realm = 0; realm < realms_.count(); ++realm)
    if (realms_.find(realm).here != nullptr) return realm;
  return std::nullopt;
}

std::string Api::elsewhere(OrderId order) const {
  return realms_.find(realm_of(order.value)).elsewhere;
}

template <class Attempt, class Then>
void Api::look_at(const CallPointer& call, std::uint32_t realm, Attempt attempt, Then then) {
  const auto host = at(call, realm);
  if (host != nullptr && !host->look(std::move(attempt), std::move(then), refusal(call))) busy(call);
}

template <class Attempt, class Then>
void Api::tell(const CallPointer& call, std::uint32_t realm, Attempt attempt, Then then) {
  const auto host = at(call, realm);
  if (host != nullptr && !host->command(std::move(attempt), std::move(then), refusal(call))) busy(call);
}

template <class Make>
void Api::answer(const CallPointer& call, Make make) {
  net::post(executor_, [call, make = std::move(make)] { call->reply(make()); });
}

void Api::refuse(const CallPointer& call, const Problem& problem) {
  call->reply(problem_response(problem, call->request_id));
}

void Api::busy(const CallPointer& call) {
  refuse(call, problem(Status::Unavailable, "server.busy", "more is asked for than can be done; try again"));
}

void Api::handle(const CallPointer& call) {
  switch (call->match.route->endpoint) {
    case Endpoint::RegisterUser:
      return register_user(call);
    case Endpoint::PlaceOrder:
      return place_order(call);
    case Endpoint::GetOrder:
      return get_order(call);
    case Endpoint::CancelOrder:
      return cancel_order(call);
    case Endpoint::ListRestaurants:
      return list_restaurants(call);
    case Endpoint::GetRestaurant:
      return get_restaurant(call);
    case Endpoint::GetMenu:
      return get_menu(call);
    case Endpoint::OrderEvents: {
      Response response =
          problem_response(http::status::upgrade_required,
                           problem({}, "request.upgrade", "events come over a WebSocket: connect with ws:// or wss://"),
                           call->request_id);
      response.set(http::field::upgrade, "websocket");
      return call->reply(std::move(response));
    }
    case Endpoint::Live:
      return call->reply(text_response(http::status::ok, "alive\n"));
    case Endpoint::Ready:
      return ready(call);
    case Endpoint::ShowMetrics:
      return call->reply(text_response(http::status::ok, metrics_.text(), "text/plain; version=0.0.4; charset=utf-8"));
    case Endpoint::DescribeTiles:
    case Endpoint::GetTile:
      return map_tiles(call);
  }
}

void Api::register_user(const CallPointer& call) {
  // An account is opened where the person wants to eat.
  const std::string_view near = query_value(call->match.query, "restaurant_id");
  if (!near.empty() && id_of(near) == 0)
    return refuse(call,
                  problem(Status::BadRequest, "request.parameter", "the number of a restaurant", "restaurant_id"));
  auto person = command_body<RegisterUser>(call->request, {"name", "email"});
  if (!person.ok()) return refuse(call, person.problem());
  if (auto wrong = check_person(*person)) return refuse(call, *wrong);
  const auto attempt = [person = *std::move(person)](Business& business) {
    return business.run([&](UnitOfWork& work) { return business.users.register_user(work, person); });
  };
  tell(call, near.empty() ? any_realm_here().value_or(0) : realm_of(id_of(near)), attempt,
       [this, call](BusinessHost&, const Result<UserId>& user) {
         if (!user.ok()) return refuse(call, user.problem());
         answer(call, [id = user->value] { return json_response(http::status::created, Json{{"user_id", id}}); });
       });
}

void Api::place_order(const CallPointer& call) {
  const auto client = client_of(call->request, call->peer);
  if (!client.ok()) return refuse(call, client.problem());
  const auto key = idempotency_key(call->request);
  if (!key.ok()) return refuse(call, key.problem());
  if (key->empty())
    return refuse(call, problem(Status::BadRequest, "idempotency.missing", "this request needs an Idempotency-Key",
                                "Idempotency-Key"));
  auto wish = command_body<PlaceOrder>(call->request, {"user_id", "restaurant_id", "lines", "drop", "payment_token"});
  if (!wish.ok()) return refuse(call, wish.problem());
  const std::uint32_t realm = realm_of(wish->restaurant.value);
  const auto attempt = [client = *client, key = *key, wish = *std::move(wish)](Business& business) {
    return business.run([&](UnitOfWork& work) { return business.gateway.place_order(work, {client, key}, wish); });
  };
  tell(call, realm, attempt, [this, call](BusinessHost& world, const Result<PlacedOrder>& placed) {
    if (!placed.ok()) return refuse(call, placed.problem());
    const MaybePicture picture = picture_or_problem(world, placed->order);
    if (!picture.ok()) return refuse(call, picture.problem());
    answer(call, [picture = *picture, replayed = placed->replayed] {
      Response response = json_response(http::status::created, order_json(picture));
      response.set(http::field::location, "/v1/orders/" + std::to_string(picture.order.id.value));
      if (replayed) response.set("Idempotency-Replayed", "true");
      return response;
    });
  });
}

void Api::get_order(const CallPointer& call) {
  const auto nothing = [](Business&) { return Done{}; };
  look_at(call, realm_of(call->match.id), nothing, [this, call](BusinessHost& world, Done) {
    const MaybePicture picture = picture_or_problem(world, OrderId{call->match.id});
    if (!picture.ok()) return refuse(call, picture.problem());
    answer(call, [picture = *picture] { return json_response(http::status::ok, order_json(picture)); });
  });
}

void Api::cancel_order(const CallPointer& call) {
  CancelOrder command{OrderId{call->match.id}, Actor::Customer, {}};
  if (!call->request.body().empty()) {
    const Result<Json> body = object_with(json_body(call->request), {});
    if (!body.ok()) return refuse(call, body.problem());
    for (const auto& [name, value] : body->items()) {
      if (name != "reason")
        return refuse(call, problem(Status::BadRequest, "json.unknown_field", "there is no such field", name));
      if (!value.is_string())
        return refuse(call, problem(Status::BadRequest, "json.wrong_type", "expected a text", name));
      command.reason = value.get<std::string>();
    }
    if (looks_like_card_number(command.reason))
      return refuse(call, problem(Status::Unprocessable, "order.card_number", "looks like a card number", "reason"));
  }
  const auto attempt = [command](Business& business) {
    return business.run([&](UnitOfWork& work) { return business.orders.cancel(work, command); });
  };
  tell(call, realm_of(call->match.id), attempt, [this, call](BusinessHost& world, const Outcome& outcome) {
    if (!outcome.ok()) return refuse(call, outcome.problem());
    const MaybePicture picture = picture_or_problem(world, OrderId{call->match.id});
    if (!picture.ok()) return refuse(call, picture.problem());
    answer(call, [picture = *picture] { return json_response(http::status::ok, order_json(picture)); });
  });
}

void Api::list_restaurants(const CallPointer& call) {
  constexpr std::uint64_t most = 200;
  const std::string_view query = call->match.query;
  const std::string_view limit = query_value(query, "limit");
  const std::string_view after = query_value(query, "after");
  if (!limit.empty() && (id_of(limit) == 0 || id_of(limit) > most))
    return refuse(call, problem(Status::BadRequest, "request.parameter", "1 to 200", "limit"));
  if (!after.empty() && after != "0" && id_of(after) == 0)
    return refuse(call, problem(Status::BadRequest, "request.parameter", "the number of a restaurant", "after"));
  const auto attempt = [city = std::string(query_value(query, "city")), after = id_of(after),
                        limit = limit.empty() ? 50 : id_of(limit)](Business& business) {
    return page_of(business, city, after, limit);
  };
  // A page tells of one realm; the next goes on with the next realm.
  const std::uint32_t realm = realm_of(id_of(after));
  const std::uint64_t next_realm = realm + 1 < realms_.count() ? first_key_of_realm(realm + 1) - 1 : 0;
  look_at(call, realm, attempt, [this, call, next_realm](BusinessHost&, RestaurantPage page) {
    answer(call, [page = std::move(page), next_realm] {
      Json json{{"restaurants", Json::array()}};
      for (const Restaurant& restaurant : page.restaurants)
        json["restaurants"].push_back(public_restaurant(restaurant));
      if (page.more) {
        json["next_after"] = page.restaurants.back().id.value;
      } else if (next_realm != 0) {
        json["next_after"] = next_realm;
      }
      return json_response(http::status::ok, json);
    });
  });
}

void Api::get_restaurant(const CallPointer& call) {
  const auto attempt = [id = RestaurantId{call->match.id}](Business& business) {
    return business.read([&](UnitOfWork& work) {
      const Restaurant* found = work.find(id);
      const bool shown = found != nullptr && found->status != RestaurantStatus::Draft;
      return shown ? std::optional(*found) : std::nullopt;
    });
  };
  look_at(call, realm_of(call->match.id), attempt, [this, call](BusinessHost&, std::optional<Restaurant> found) {
    if (!found)
      return refuse(call,
                    problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id"));
    answer(call, [found = *std::move(found)] { return json_response(http::status::ok, public_restaurant(found)); });
  });
}

void Api::get_menu(const CallPointer& call) {
  using Items = std::optional<std::vector<MenuItem>>;
  const auto attempt = [id = RestaurantId{call->match.id}](Business& business) {
    return business.read([&](UnitOfWork& work) -> Items {
      const Restaurant* restaurant = work.find(id);
      if (restaurant == nullptr || restaurant->status == RestaurantStatus::Draft) return std::nullopt;
      std::vector<MenuItem> items;
      for (const MenuItemId item : items_of(work, id)) {
        items.push_back(*work.find(item));
        items.back().price = menu_rules::price_at(items.back(), work.now());
      }
      return items;
    });
  };
  look_at(call, realm_of(call->match.id), attempt, [this, call](BusinessHost&, Items items) {
    if (!items)
      return refuse(call,
                    problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id"));
    answer(call, [items = *std::move(items), id = call->match.id] {
      Json json{{"restaurant_id", id}, {"items", Json::array()}};
      for (const MenuItem& item : items) json["items"].push_back(to_json(record_type<MenuItem>(), &item));
      return json_response(http::status::ok, json);
    });
  });
}

void Api::map_tiles(const CallPointer& call) {
  if (tiles_ == nullptr)
    return refuse(call, problem(Status::NotFound, "tiles.none", "this server was started without a map"));
  answer(call, [call, tiles = tiles_] {
    if (call->match.route->endpoint == Endpoint::DescribeTiles) return tiles->about();
    const auto& [level, x, y] = call->match.texts;
    return tiles->tile(call->request, level, x, y, call->request_id);
  });
}

// Ready is who has a realm or knows somebody who has.
void Api::ready(const CallPointer& call) {
  if (draining_) return busy(call);
  const auto nothing = [](Business&) { return Done{}; };
  const auto then = [call](BusinessHost&, Done) { call->reply(text_response(http::status::ok, "ready\n")); };
  look_at(call, any_realm_here().value_or(0), nothing, then);
}

bool Api::follow(OrderId order, std::shared_ptr<Subscriber> subscriber, std::function<void(bool)> known) {
  const std::uint32_t realm = realm_of(order.value);
  const auto host = realms_.find(realm).here;
  const auto edge = edges_.find(realm);
  if (host == nullptr || edge == nullptr) return false;
  const auto nothing = [](Business&) { return Done{}; };
  return host->look(
      nothing, [edge, order, subscriber = std::move(subscriber), known = std::move(known)](BusinessHost& world, Done) {
        const auto picture = picture_of(world.business(), world.sandbox(), order);
        known(picture.has_value());
        if (!picture) return;
        subscriber->send(json_text(Json{{"event", "state"}, {"order", order_json(*picture)}}));
        if (picture->finished) return subscriber->end();
        edge->topics.subscribe(order, subscriber);
      });
}

void Api::unfollow(OrderId order) {
  const std::uint32_t realm = realm_of(order.value);
  const auto host = realms_.find(realm).here;
  const auto edge = edges_.find(realm);
  if (host == nullptr || edge == nullptr) return;
  const auto nothing = [](Business&) { return Done{}; };
  host->look(nothing, [edge, order](BusinessHost&, Done) { edge->topics.tidy(order); });
}

}  // namespace pizza::server
