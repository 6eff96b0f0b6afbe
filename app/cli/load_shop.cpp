// SPDX-License-Identifier: Apache-2.0
#include "app/cli/load_shop.h"

#include <algorithm>
#include <cmath>

#include "app/composition/realms.h"

namespace pizza::cli {

namespace {

std::int64_t minor_of(const Json& money) {
  return money.value("minor", std::int64_t{0});
}

}  // namespace

std::string drawn_word() {
  std::random_device chance;
  std::string word;
  for (int i = 0; i < 16; ++i) word += static_cast<char>('a' + chance() % 26);
  return word;
}

LoadShop::LoadShop(LoadClient& client, std::uint64_t seed) : random_(seed) {
  read_restaurants(client);
  if (restaurants_.empty()) throw UsageError("the server has no restaurant that sells anything (start it with --demo)");
  register_customers(client);
}

// Page after page, through all realms; of a very large world the beginning.
std::vector<Json> LoadShop::list_restaurants(LoadClient& client) {
  constexpr int most_pages = 500;
  std::vector<Json> all;
  std::string after;
  for (int pages = 0; pages < most_pages; ++pages) {
    const Json page = client.json_of(client.get("/v1/restaurants?limit=200" + after), 200);
    for (const Json& each : page.at("restaurants")) all.push_back(each);
    if (!page.contains("next_after")) break;
    after = "&after=" + std::to_string(page.at("next_after").get<std::uint64_t>());
  }
  return all;
}

void LoadShop::read_restaurants(LoadClient& client) {
  constexpr std::size_t enough = 40;
  std::vector<Json> all = list_restaurants(client);
  std::shuffle(all.begin(), all.end(), random_);
  // Each realm's first before anybody's second.
  std::map<std::uint32_t, std::size_t> seen;
  std::vector<std::pair<std::size_t, const Json*>> ranked;
  for (const Json& each : all) ranked.emplace_back(seen[realm_of_key(each.at("restaurant_id"))]++, &each);
  std::stable_sort(ranked.begin(), ranked.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  for (const auto& [rank, listed] : ranked) {
    if (restaurants_.size() >= enough && rank > 0) return;
    const Json& each = *listed;
    if (each.at("paused").get<bool>()) continue;
    Restaurant restaurant{each.at("restaurant_id"),           each.at("place").at("lat"), each.at("place").at("lon"),
                          minor_of(each.at("minimum_order")), each.at("currency"),        {}};
    read_menu(client, restaurant);
    if (!restaurant.items.empty()) restaurants_.push_back(std::move(restaurant));
  }
}

void LoadShop::read_menu(LoadClient& client, Restaurant& restaurant) {
  const Json menu = client.json_of(client.get("/v1/restaurants/" + std::to_string(restaurant.id) + "/menu"), 200);
  for (const Json& each : menu.at("items")) {
    if (!each.at("available").get<bool>()) continue;
    Item item{each.at("menu_item_id"), minor_of(each.at("price")), {}};
    for (const Json& group : each.at("option_groups")) {
      Group known{group.at("minimum"), group.at("maximum"), {}};
      for (const Json& option : group.at("options")) known.options.push_back({minor_of(option.at("price"))});
      item.groups.push_back(std::move(known));
    }
    restaurant.items.push_back(std::move(item));
  }
}

void LoadShop::register_customers(LoadClient& client) {
  constexpr std::size_t crowd = 50;
  const std::string run = drawn_word();
  std::map<std::uint32_t, std::uint64_t> places;  // a restaurant of each realm
  for (const Restaurant& each : restaurants_) places.try_emplace(realm_of_key(each.id), each.id);
  const std::size_t each_realm = std::max<std::size_t>(10, crowd / places.size());
  int number = 0;
  for (const auto& [realm, restaurant] : places)
    for (std::size_t i = 0; i < each_realm; ++i)
      customers_[realm].push_back(register_somebody(client, restaurant, run, number));
}

// Whose answer is lost may be registered all the same, and his address taken: then somebody else.
std::uint64_t LoadShop::register_somebody(LoadClient& client, std::uint64_t restaurant, const std::string& run,
                                          int& number) {
  constexpr int most_tries = 5;
  const std::string target = "/v1/users?restaurant_id=" + std::to_string(restaurant);
  for (int tried = 1;; ++tried) {
    const Json person{{"name", "Load " + std::to_string(number)},
                      {"email", "load-" + std::to_string(number) + "@run-" + run + ".invalid"}};
    ++number;
    try {
      return client.json_of(client.post(target, person.dump(), {}), 201).at("user_id");
    } catch (const Unreachable&) {
      if (tried == most_tries) throw;
    }
  }
}

// Adds one item with options to the lines; its price.
std::int64_t LoadShop::add_line(const Item& item, Json& lines) {
  const std::int64_t quantity = static_cast<std::int64_t>(1 + below(3));
  std::int64_t price = item.price;
  Json options = Json::array();
  for (std::size_t g = 0; g < item.groups.size(); ++g) {
    const Group& group = item.groups[g];
    const std::int64_t most = std::min<std::int64_t>(group.maximum, static_cast<std::int64_t>(group.options.size()));
    const std::int64_t wanted =
        group.minimum + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(most - group.minimum) + 1));
    std::vector<std::size_t> order(group.options.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::shuffle(order.begin(), order.end(), random_);
    for (std::int64_t i = 0; i < wanted; ++i) {
      const std::size_t option = order[static_cast<std::size_t>(i)];
      options.push_back({{"group", g}, {"option", option}});
      price += group.options[option].price;
    }
  }
  lines.push_back({{"menu_item_id", item.id}, {"quantity", quantity}, {"options", options}});
  return price * quantity;
}

Wish LoadShop::invent() {
  const Restaurant& restaurant = restaurants_[below(restaurants_.size())];
  Wish wish;
  Json lines = Json::array();
  constexpr std::size_t most_lines = 40;
  for (std::uint64_t wanted = 1 + below(4);
       lines.size() < wanted || (wish.items_minor < restaurant.minimum_order && lines.size() < most_lines);)
    wish.items_minor += add_line(restaurant.items[below(restaurant.items.size())], lines);
  wish.tip_minor = static_cast<std::int64_t>(below(4)) * 50;
  // Within 500 m of the restaurant.
  constexpr double degrees_per_metre = 1 / 111'195.08;
  const double north = static_cast<double>(below(700)) - 350;
  const double east = static_cast<double>(below(700)) - 350;
  const double lat = restaurant.lat + north * degrees_per_metre;
  const double lon = restaurant.lon + east * degrees_per_metre / std::cos(restaurant.lat * 3.14159265358979 / 180);
  const std::vector<std::uint64_t>& customers = customers_.at(realm_of_key(restaurant.id));
  const Json body{{"user_id", customers[below(customers.size())]},
                  {"restaurant_id", restaurant.id},
                  {"lines", lines},
                  {"drop", {{"lat", lat}, {"lon", lon}}},
                  {"drop_line", "Load Street " + std::to_string(1 + below(200))},
                  {"tip", {{"minor", wish.tip_minor}, {"currency", restaurant.currency}}},
                  {"payment_token", "tok_ok_load"}};
  wish.body = body.dump();
  return wish;
}

}  // namespace pizza::cli
