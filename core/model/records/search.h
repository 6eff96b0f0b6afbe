// SPDX-License-Identifier: Apache-2.0
// What people's orders tell about food: how often something is ordered, what goes with what, and who likes what. Kept
// small: bounded lists that forget what is rare or old.
#pragma once

#include "core/model/describe.h"

namespace pizza {

using PopularityId = Id<struct Popularity>;

// A restaurant and a dish have theirs under one number: they never collide.
constexpr PopularityId popularity_of(RestaurantId id) {
  return {id.value * 2};
}
constexpr PopularityId popularity_of(MenuItemId id) {
  return {id.value * 2 + 1};
}

// Something that was bought by the same people.
struct Companion {
  MenuItemId item;
  std::int64_t weight = 0;  // thousandths of an order

  static constexpr auto description() {
    return record("companion", field<&Companion::item>("menu_item_id"), field<&Companion::weight>("weight"));
  }
};

struct Popularity {
  PopularityId id;
  std::int64_t weight = 0;            // thousandths of an order, halved with each period that passes
  std::int32_t period = 0;            // of 30 days since 1970, up to which it is halved
  std::vector<Companion> companions;  // of a dish: at most 12, heaviest first
  Version version;

  static constexpr auto description() {
    return record("popularities", key<&Popularity::id>("popularity_id"), field<&Popularity::weight>("weight"),
                  field<&Popularity::period>("period"), field<&Popularity::companions>("companions"),
                  field<&Popularity::version>("version"));
  }
};

struct CuisineTaste {
  std::string cuisine;
  std::int64_t weight = 0;  // thousandths of an order

  static constexpr auto description() {
    return record("cuisine_taste", field<&CuisineTaste::cuisine>("cuisine"), field<&CuisineTaste::weight>("weight"));
  }
};

// What a person likes, by what they received.
struct Taste {
  UserId user;
  std::int32_t period = 0;             // as of Popularity
  std::int64_t orders = 0;             // thousandths, halved likewise
  std::int64_t marked = 0;             // of them, those of dishes with a dietary mark alone
  std::uint32_t marks = 0;             // the marks that all of those dishes have
  std::vector<CuisineTaste> cuisines;  // at most 6, heaviest first
  std::vector<MenuItemId> latest;      // dishes, youngest first, each once, at most 12
  Version version;

  static constexpr auto description() {
    return record("tastes", key<&Taste::user>("user_id"), field<&Taste::period>("period"),
                  field<&Taste::orders>("orders"), field<&Taste::marked>("marked"), field<&Taste::marks>("marks"),
                  field<&Taste::cuisines>("cuisines"), field<&Taste::latest>("latest"),
                  field<&Taste::version>("version"), shard_by<&Taste::user>());
  }
};

}  // namespace pizza
