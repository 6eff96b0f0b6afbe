// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/review.h"
#include "core/services/command.h"

namespace pizza {

struct DishRating {
  MenuItemId item;
  std::int32_t stars = 0;  // 1..5

  static constexpr auto description() {
    return record("dish_rating", field<&DishRating::item>("menu_item_id"), field<&DishRating::stars>("stars"));
  }
};

struct WriteReview {
  static constexpr std::string_view service = "review";
  static constexpr Permission permission = Permission::WriteReview;
  OrderId order;
  std::int32_t stars = 0;        // of the restaurant, 1..5
  std::int32_t rider_stars = 0;  // 1..5, 0 = says nothing of the rider
  std::vector<DishRating> dishes;
  std::string text;  // at most 1000 bytes

  static constexpr auto description() {
    return record("write_review", field<&WriteReview::order>("order_id"), field<&WriteReview::stars>("stars"),
                  field<&WriteReview::rider_stars>("rider_stars"), field<&WriteReview::dishes>("dishes"),
                  field<&WriteReview::text>("text"));
  }
};

// All of it anew.
struct EditReview {
  static constexpr std::string_view service = "review";
  static constexpr Permission permission = Permission::WriteReview;
  OrderId order;
  std::int32_t stars = 0;
  std::int32_t rider_stars = 0;
  std::vector<DishRating> dishes;
  std::string text;

  static constexpr auto description() {
    return record("edit_review", field<&EditReview::order>("order_id"), field<&EditReview::stars>("stars"),
                  field<&EditReview::rider_stars>("rider_stars"), field<&EditReview::dishes>("dishes"),
                  field<&EditReview::text>("text"));
  }
};

// Lets a held text through, or takes a held or shown one away.
struct ModerateReview {
  static constexpr std::string_view service = "review";
  static constexpr Permission permission = Permission::ModerateReview;
  OrderId order;
  UserId moderator;
  bool approve = false;
  std::string note;  // why not; needed where it is not approved

  static constexpr auto description() {
    return record("moderate_review", field<&ModerateReview::order>("order_id"),
                  field<&ModerateReview::moderator>("moderator"), field<&ModerateReview::approve>("approve"),
                  field<&ModerateReview::note>("note"));
  }
};

// The restaurant's answer; another takes the place of the first.
struct ReplyToReview {
  static constexpr std::string_view service = "review";
  static constexpr Permission permission = Permission::AnswerReview;
  OrderId order;
  std::string text;

  static constexpr auto description() {
    return record("reply_to_review", field<&ReplyToReview::order>("order_id"), field<&ReplyToReview::text>("text"));
  }
};

enum class ReviewSort : std::uint8_t { Newest, Best, Worst };
inline constexpr std::array<std::string_view, 3> review_sort_names{"newest", "best", "worst"};
constexpr std::span<const std::string_view> names_of(ReviewSort) {
  return review_sort_names;
}

// The shown reviews of a restaurant, a page at a time.
struct ListReviews {
  static constexpr std::string_view service = "review";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  static constexpr Duration fresh_for = seconds(10);
  static constexpr std::string_view stale_on = "review";
  RestaurantId restaurant;
  ReviewSort sort = ReviewSort::Newest;
  std::int32_t stars = 0;   // only those; 0 = all
  std::int32_t offset = 0;  // 0..2000
  std::int32_t limit = 0;   // 1..50; 0 = 20

  static constexpr auto description() {
    return record("list_reviews", field<&ListReviews::restaurant>("restaurant_id"), field<&ListReviews::sort>("sort"),
                  field<&ListReviews::stars>("stars"), field<&ListReviews::offset>("offset"),
                  field<&ListReviews::limit>("limit"));
  }
};

struct ShownReview {
  OrderId order;
  std::string author;  // "Ada L."; empty when the person was forgotten
  std::int32_t stars = 0;
  std::vector<DishRating> dishes;
  std::string text;
  Instant written_at;
  bool edited = false;
  std::string reply;
  std::optional<Instant> replied_at;

  static constexpr auto description() {
    return record("shown_review", field<&ShownReview::order>("order_id"), field<&ShownReview::author>("author"),
                  field<&ShownReview::stars>("stars"), field<&ShownReview::dishes>("dishes"),
                  field<&ShownReview::text>("text"), field<&ShownReview::written_at>("written_at"),
                  field<&ShownReview::edited>("edited"), field<&ShownReview::reply>("reply"),
                  field<&ShownReview::replied_at>("replied_at"));
  }
};

struct ReviewPage {
  std::vector<ShownReview> reviews;
  std::int32_t matching = 0;  // of the latest 2000 reviews
  static constexpr auto description() {
    return record("review_page", field<&ReviewPage::reviews>("reviews"), field<&ReviewPage::matching>("matching"));
  }
};

struct SeeRating {
  static constexpr std::string_view service = "review";
  static constexpr Permission permission = Permission::SeeMenu;
  static constexpr bool is_query = true;
  static constexpr Duration fresh_for = seconds(10);
  static constexpr std::string_view stale_on = "review";
  RatedKind kind = RatedKind::Restaurant;
  std::uint64_t subject = 0;

  static constexpr auto description() {
    return record("see_rating", field<&SeeRating::kind>("kind"), field<&SeeRating::subject>("subject"));
  }
};

struct RatingView {
  std::int32_t thousandths = 0;  // of a star, 1000..5000
  std::int64_t votes = 0;
  std::array<std::int64_t, 5> by_stars{};  // how many gave 1, 2, 3, 4, 5

  static constexpr auto description() {
    return record("rating_view", field<&RatingView::thousandths>("thousandths"), field<&RatingView::votes>("votes"),
                  field<&RatingView::by_stars>("by_stars"));
  }
};

// What moderators must look at, oldest first.
struct ListHeldReviews {
  static constexpr std::string_view service = "review";
  static constexpr Permission permission = Permission::ModerateReview;
  static constexpr bool is_query = true;
  std::int32_t limit = 0;  // 1..100; 0 = 20

  static constexpr auto description() { return record("list_held_reviews", field<&ListHeldReviews::limit>("limit")); }
};

struct HeldReviews {
  std::vector<Review> reviews;
  static constexpr auto description() { return record("held_reviews", field<&HeldReviews::reviews>("reviews")); }
};

using ReviewCommands =
    TypeList<WriteReview, EditReview, ModerateReview, ReplyToReview, ListReviews, SeeRating, ListHeldReviews>;

}  // namespace pizza
