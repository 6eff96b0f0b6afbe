// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/restaurant.h"
#include "core/ports/search_index.h"
#include "core/services/command.h"

namespace pizza {

enum class FoodSort : std::uint8_t { Best, Rating, Distance, Price, Popular };
inline constexpr std::array<std::string_view, 5> food_sort_names{"best", "rating", "distance", "price", "popular"};
constexpr std::span<const std::string_view> names_of(FoodSort) {
  return food_sort_names;
}

enum class SearchedKind : std::uint8_t { Everything, Restaurants, Dishes };
inline constexpr std::array<std::string_view, 3> searched_kind_names{"everything", "restaurants", "dishes"};
constexpr std::span<const std::string_view> names_of(SearchedKind) {
  return searched_kind_names;
}

// Restaurants and dishes by what was typed, with its mistakes, and by where, what kind and how much. How hits are
// ranked: ranking.h.
struct SearchFood {
  static constexpr std::string_view service = "search";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  std::string text;               // at most 100 bytes; may be empty where there is a place
  std::optional<GeoPoint> place;  // where it is to be eaten
  std::int32_t radius_m = 0;      // around it, 100..50000; 0 = 8000
  bool elsewhere = false;         // also what is not delivered to the place
  SearchedKind kind = SearchedKind::Everything;
  std::vector<std::string> cuisines;       // one of these; at most 10
  std::vector<DietaryMark> diet;           // all of these
  std::vector<Allergen> without;           // none of these, as far as the restaurant has said
  std::optional<std::int64_t> price_from;  // minor units, of a dish; both included
  std::optional<std::int64_t> price_to;
  bool open_now = false;  // and to be had now
  FoodSort sort = FoodSort::Best;
  std::int32_t offset = 0;  // 0..1000
  std::int32_t limit = 0;   // 1..50; 0 = 20

  static constexpr auto description() {
    return record("search_food", field<&SearchFood::text>("text"), field<&SearchFood::place>("place"),
                  field<&SearchFood::radius_m>("radius_m"), field<&SearchFood::elsewhere>("elsewhere"),
                  field<&SearchFood::kind>("kind"), field<&SearchFood::cuisines>("cuisines"),
                  field<&SearchFood::diet>("diet"), field<&SearchFood::without>("without"),
                  field<&SearchFood::price_from>("price_from"), field<&SearchFood::price_to>("price_to"),
                  field<&SearchFood::open_now>("open_now"), field<&SearchFood::sort>("sort"),
                  field<&SearchFood::offset>("offset"), field<&SearchFood::limit>("limit"));
  }
};

// Why a hit stands where it stands.
enum class HitReason : std::uint8_t { Text, Typo, Rating, Near, Popular, OpenNow, Price };
inline constexpr std::array<std::string_view, 7> hit_reason_names{"text",    "typo",     "rating", "near",
                                                                  "popular", "open_now", "price"};
constexpr std::span<const std::string_view> names_of(HitReason) {
  return hit_reason_names;
}

struct ReasonPoints {
  HitReason reason = HitReason::Text;
  std::int32_t points = 0;  // of the hit's score

  static constexpr auto description() {
    return record("reason_points", field<&ReasonPoints::reason>("reason"), field<&ReasonPoints::points>("points"));
  }
};

struct FoodHit {
  FoundKind kind = FoundKind::Restaurant;
  RestaurantId restaurant;
  MenuItemId item;  // of a dish
  std::string name;
  std::string restaurant_name;
  std::string cuisine;
  Money price;                             // of a dish, for one, without options
  std::optional<std::int64_t> distance_m;  // where there was a place
  std::int32_t rating = 0;                 // thousandths of a star
  bool to_be_had = false;                  // now: open, not paused, offered
  std::int32_t score = 0;                  // 0..100000: the sum of the reasons
  std::vector<ReasonPoints> reasons;       // heaviest first

  static constexpr auto description() {
    return record("food_hit", field<&FoodHit::kind>("kind"), field<&FoodHit::restaurant>("restaurant_id"),
                  field<&FoodHit::item>("menu_item_id"), field<&FoodHit::name>("name"),
                  field<&FoodHit::restaurant_name>("restaurant_name"), field<&FoodHit::cuisine>("cuisine"),
                  field<&FoodHit::price>("price"), field<&FoodHit::distance_m>("distance_m"),
                  field<&FoodHit::rating>("rating"), field<&FoodHit::to_be_had>("to_be_had"),
                  field<&FoodHit::score>("score"), field<&FoodHit::reasons>("reasons"));
  }
};

// How many hits there would be with this choice, all other choices as they are.
struct FacetCount {
  std::string value;
  std::int64_t hits = 0;

  friend bool operator==(const FacetCount&, const FacetCount&) = default;
  static constexpr auto description() {
    return record("facet_count", field<&FacetCount::value>("value"), field<&FacetCount::hits>("hits"));
  }
};

struct FoodFound {
  std::vector<FoodHit> hits;
  std::int64_t matching = 0;
  std::vector<FacetCount> cuisines;     // most first, at most 20
  std::vector<FacetCount> diets;        // by DietaryMark
  std::vector<FacetCount> price_bands;  // of dishes: "under_8", "8_to_12", "12_to_18", "over_18" units (yen: hundreds)

  static constexpr auto description() {
    return record("food_found", field<&FoodFound::hits>("hits"), field<&FoodFound::matching>("matching"),
                  field<&FoodFound::cuisines>("cuisines"), field<&FoodFound::diets>("diets"),
                  field<&FoodFound::price_bands>("price_bands"));
  }
};

// How what was typed so far may go on.
struct SuggestFood {
  static constexpr std::string_view service = "search";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  std::string text;  // 1..100 bytes
  std::optional<GeoPoint> place;
  std::int32_t limit = 0;  // 1..20; 0 = 8

  static constexpr auto description() {
    return record("suggest_food", field<&SuggestFood::text>("text"), field<&SuggestFood::place>("place"),
                  field<&SuggestFood::limit>("limit"));
  }
};

struct FoodSuggestion {
  std::string text;
  FoundKind kind = FoundKind::Dish;
  std::int32_t places = 0;  // how many restaurants or dishes are called so

  static constexpr auto description() {
    return record("food_suggestion", field<&FoodSuggestion::text>("text"), field<&FoodSuggestion::kind>("kind"),
                  field<&FoodSuggestion::places>("places"));
  }
};

struct FoodSuggestions {
  std::vector<FoodSuggestion> suggestions;
  static constexpr auto description() {
    return record("food_suggestions", field<&FoodSuggestions::suggestions>("suggestions"));
  }
};

// What somebody may like, delivered to a place.
struct RecommendFood {
  static constexpr std::string_view service = "search";
  static constexpr Permission permission = Permission::SeeProfile;
  static constexpr bool is_query = true;
  UserId user;
  GeoPoint place;
  std::int32_t limit = 0;  // 1..30; 0 = 10

  static constexpr auto description() {
    return record("recommend_food", field<&RecommendFood::user>("user_id"), field<&RecommendFood::place>("place"),
                  field<&RecommendFood::limit>("limit"));
  }
};

enum class RecommendReason : std::uint8_t {
  BoughtTogether,  // people who had `because_of` had this also
  Taste,           // the person often orders this cuisine
  PopularNearby,
};
inline constexpr std::array<std::string_view, 3> recommend_reason_names{"bought_together", "taste", "popular_nearby"};
constexpr std::span<const std::string_view> names_of(RecommendReason) {
  return recommend_reason_names;
}

struct Recommendation {
  MenuItemId item;
  RestaurantId restaurant;
  std::string name;
  std::string restaurant_name;
  Money price;
  RecommendReason reason = RecommendReason::BoughtTogether;
  MenuItemId because_of;      // of BoughtTogether
  std::string because;        // the name of that dish, or the cuisine
  std::int64_t evidence = 0;  // per mille: of those who had that dish, had this; of the person's orders, that cuisine;
                              // of PopularNearby: orders of late
  std::int32_t score = 0;     // 0..1000

  static constexpr auto description() {
    return record("recommendation", field<&Recommendation::item>("menu_item_id"),
                  field<&Recommendation::restaurant>("restaurant_id"), field<&Recommendation::name>("name"),
                  field<&Recommendation::restaurant_name>("restaurant_name"), field<&Recommendation::price>("price"),
                  field<&Recommendation::reason>("reason"), field<&Recommendation::because_of>("because_of"),
                  field<&Recommendation::because>("because"), field<&Recommendation::evidence>("evidence"),
                  field<&Recommendation::score>("score"));
  }
};

struct Recommendations {
  std::vector<Recommendation> recommendations;
  static constexpr auto description() {
    return record("recommendations", field<&Recommendations::recommendations>("recommendations"));
  }
};

using SearchCommands = TypeList<SearchFood, SuggestFood, RecommendFood>;

}  // namespace pizza
