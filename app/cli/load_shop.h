// SPDX-License-Identifier: Apache-2.0
// What there is to order from a server, and invented customers who do.
#pragma once

#include <cstdint>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "app/cli/load_client.h"

namespace pizza::cli {

struct Wish {
  std::string body;              // of POST /v1/orders
  std::int64_t items_minor = 0;  // what the items must come to
  std::int64_t tip_minor = 0;
};

// For names that nobody had before; of letters, because long numbers could pass for those of cards.
std::string drawn_word();

class LoadShop {
 public:
  // Reads restaurants and menus of all realms, and registers customers in each, who order there and nowhere else.
  // Throws Unreachable; UsageError where nothing is sold.
  LoadShop(LoadClient& client, std::uint64_t seed);

  Wish invent();
  std::size_t restaurants() const { return restaurants_.size(); }
  std::size_t realms() const { return customers_.size(); }

 private:
  struct Option {
    std::int64_t price;
  };
  struct Group {
    std::int64_t minimum, maximum;
    std::vector<Option> options;
  };
  struct Item {
    std::uint64_t id;
    std::int64_t price;
    std::vector<Group> groups;
  };
  struct Restaurant {
    std::uint64_t id;
    double lat, lon;
    std::int64_t minimum_order;
    std::string currency;
    std::vector<Item> items;
  };

  static std::vector<Json> list_restaurants(LoadClient& client);
  void read_restaurants(LoadClient& client);
  void read_menu(LoadClient& client, Restaurant& restaurant);
  void register_customers(LoadClient& client);
  static std::uint64_t register_somebody(LoadClient& client, std::uint64_t restaurant, const std::string& run,
                                         int& number);
  std::uint64_t below(std::uint64_t bound) {
    return std::uniform_int_distribution<std::uint64_t>(0, bound - 1)(random_);
  }
  std::int64_t add_line(const Item& item, Json& lines);

  std::mt19937_64 random_;
  std::vector<Restaurant> restaurants_;
  std::map<std::uint32_t, std::vector<std::uint64_t>> customers_;  // by realm
};

}  // namespace pizza::cli
