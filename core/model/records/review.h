// SPDX-License-Identifier: Apache-2.0
// What people say about a restaurant, its dishes and the rider, and what all of it adds up to.
#pragma once

#include "core/model/describe.h"

namespace pizza {

enum class ReviewStatus : std::uint8_t {
  Shown,
  Held,     // a person must look at the text first
  Refused,  // and did not let it through
};
inline constexpr std::array<std::string_view, 3> review_status_names{"shown", "held", "refused"};
constexpr std::span<const std::string_view> names_of(ReviewStatus) {
  return review_status_names;
}

// Why a text is held: the rule of core/services/review/text_moderation.h that it met.
enum class HoldReason : std::uint8_t { None, BadWord, Link, Contact, Shouting, Flood, Repeated };
inline constexpr std::array<std::string_view, 7> hold_reason_names{"none",     "bad_word", "link",    "contact",
                                                                   "shouting", "flood",    "repeated"};
constexpr std::span<const std::string_view> names_of(HoldReason) {
  return hold_reason_names;
}

struct DishStars {
  MenuItemId item;
  std::int32_t stars = 0;   // 1..5
  std::int32_t weight = 0;  // in the dish's sums, 0..1000; 0 unless shown

  static constexpr auto description() {
    return record("dish_stars", field<&DishStars::item>("menu_item_id"), field<&DishStars::stars>("stars"),
                  field<&DishStars::weight>("weight"));
  }
};

// Kept under its order's number: so there is at most one an order.
struct Review {
  OrderId order;
  UserId user;
  RestaurantId restaurant;
  RiderId rider;                 // none: nobody carried it, or the rider was not rated
  std::int32_t stars = 0;        // of the restaurant, 1..5
  std::int32_t rider_stars = 0;  // 1..5; 0 = not rated
  std::vector<DishStars> dishes;
  std::string text;
  ReviewStatus status = ReviewStatus::Shown;
  HoldReason reason = HoldReason::None;
  std::int32_t weight = 0;        // in the restaurant's sums, 0..1000; 0 unless shown
  std::int32_t rider_weight = 0;  // in the rider's
  bool newcomer = false;          // its account was young when it was written
  Instant written_at;
  std::optional<Instant> edited_at;
  std::optional<Instant> held_since;  // set while somebody must look at it
  std::string moderator_note;         // why it was refused
  std::string reply;                  // of the restaurant; empty = none
  std::optional<Instant> replied_at;
  Version version;

  static constexpr auto description() {
    return record(
        "reviews", key<&Review::order>("order_id"), field<&Review::user>("user_id", Index::Hash),
        field<&Review::restaurant>("restaurant_id", Index::Hash), field<&Review::rider>("rider_id", Index::Hash),
        field<&Review::stars>("stars"), field<&Review::rider_stars>("rider_stars"), field<&Review::dishes>("dishes"),
        field<&Review::text>("text", Index::FullText), field<&Review::status>("status"),
        field<&Review::reason>("reason"), field<&Review::weight>("weight"),
        field<&Review::rider_weight>("rider_weight"), field<&Review::newcomer>("newcomer"),
        field<&Review::written_at>("written_at"), field<&Review::edited_at>("edited_at"),
        field<&Review::held_since>("held_since", Index::Ordered), field<&Review::moderator_note>("moderator_note"),
        field<&Review::reply>("reply"), field<&Review::replied_at>("replied_at"), field<&Review::version>("version"),
        shard_by<&Review::restaurant>());
  }
};

enum class RatedKind : std::uint8_t { Restaurant, Dish, Rider };
inline constexpr std::array<std::string_view, 3> rated_kind_names{"restaurant", "dish", "rider"};
constexpr std::span<const std::string_view> names_of(RatedKind) {
  return rated_kind_names;
}

using RatingId = Id<struct Rating>;

// A restaurant, a dish or a rider has its sums under one number: kinds never collide.
constexpr RatingId rating_of(RestaurantId id) {
  return {id.value * 4};
}
constexpr RatingId rating_of(MenuItemId id) {
  return {id.value * 4 + 1};
}
constexpr RatingId rating_of(RiderId id) {
  return {id.value * 4 + 2};
}

// What was said in one half-year (180 days, counted from 1970).
struct RatingPeriod {
  std::int32_t period = 0;
  std::int64_t weight = 0;    // sum of the reviews' weights
  std::int64_t weighted = 0;  // sum of weight × stars

  static constexpr auto description() {
    return record("rating_period", field<&RatingPeriod::period>("period"), field<&RatingPeriod::weight>("weight"),
                  field<&RatingPeriod::weighted>("weighted"));
  }
};

// Sums of the shown reviews. All whole numbers, so that what is added can be taken away again exactly.
struct Rating {
  RatingId id;
  RatedKind kind = RatedKind::Restaurant;
  std::uint64_t subject = 0;               // the restaurant's, dish's or rider's number
  std::array<std::int64_t, 5> by_stars{};  // how many gave 1, 2, 3, 4, 5
  std::array<RatingPeriod, 4> periods{};   // youngest first; the last holds all that is older
  std::int32_t day = 0;                    // days since 1970 of the two figures below
  std::int64_t day_weight = 0;             // weight that came in on that day
  std::int64_t day_newcomers = 0;          // of it, from accounts of low standing
  Version version;

  static constexpr auto description() {
    return record("ratings", key<&Rating::id>("rating_id"), field<&Rating::kind>("kind"),
                  field<&Rating::subject>("subject"), field<&Rating::by_stars>("by_stars"),
                  field<&Rating::periods>("periods"), field<&Rating::day>("day"),
                  field<&Rating::day_weight>("day_weight"), field<&Rating::day_newcomers>("day_newcomers"),
                  field<&Rating::version>("version"));
  }
};

}  // namespace pizza
