// SPDX-License-Identifier: Apache-2.0
// Promotions, and the terms of places. What they do to a price: core/services/order/price_rules.h.
#pragma once

#include "core/model/records/place_terms.h"
#include "core/model/records/promotion.h"
#include "core/services/command.h"

namespace pizza {

// With a restaurant it is the restaurant's, which bears it; without one the house's, for every restaurant.
struct AddPromotion {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::EditRestaurant;
  Promotion promotion;           // id, version and running_for are given by the service
  RestaurantId restaurant = {};  // whose it is; none: as the promotion itself says

  static constexpr auto description() {
    return record("add_promotion", field<&AddPromotion::promotion>("promotion"),
                  field<&AddPromotion::restaurant>("restaurant_id"));
  }

  RestaurantId owner() const { return restaurant ? restaurant : promotion.restaurant; }
};

struct EndPromotion {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::EditRestaurant;
  PromotionId promotion;

  static constexpr auto description() {
    return record("end_promotion", field<&EndPromotion::promotion>("promotion_id"));
  }
};

// What runs: of the house and of one restaurant.
struct ListPromotions {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  RestaurantId restaurant;
  bool now = false;  // only those whose period, weekday and hours hold now

  static constexpr auto description() {
    return record("list_promotions", field<&ListPromotions::restaurant>("restaurant_id"),
                  field<&ListPromotions::now>("now"));
  }
};

struct PromotionList {
  std::vector<Promotion> promotions;
  static constexpr auto description() {
    return record("promotion_list", field<&PromotionList::promotions>("promotions"));
  }
};

// All the terms of a region, anew.
struct SetPlaceTerms {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::EditTerms;
  PlaceTerms terms;  // id and version are given by the service

  static constexpr auto description() { return record("set_place_terms", field<&SetPlaceTerms::terms>("terms")); }
};

struct RemovePlaceTerms {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::EditTerms;
  std::string region;

  static constexpr auto description() {
    return record("remove_place_terms", field<&RemovePlaceTerms::region>("region"));
  }
};

struct SeePlaceTerms {
  static constexpr std::string_view service = "order";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  std::string region;  // or the country that it is a part of

  static constexpr auto description() { return record("see_place_terms", field<&SeePlaceTerms::region>("region")); }
};

using PromotionCommands =
    TypeList<AddPromotion, EndPromotion, ListPromotions, SetPlaceTerms, RemovePlaceTerms, SeePlaceTerms>;

}  // namespace pizza
