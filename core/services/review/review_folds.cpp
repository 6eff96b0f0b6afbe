// SPDX-License-Identifier: Apache-2.0
// How reviews change, and the ratings with them.
#include "core/services/review/rating_rules.h"
#include "core/services/review/review_events.h"

namespace pizza {

namespace {

// Every vote that a review casts: visit(rating's id, kind, subject, stars, weight).
template <class Visit>
void for_each_vote(const Review& review, Visit visit) {
  visit(rating_of(review.restaurant), RatedKind::Restaurant, review.restaurant.value, review.stars, review.weight);
  if (review.rider && review.rider_stars != 0)
    visit(rating_of(review.rider), RatedKind::Rider, review.rider.value, review.rider_stars, review.rider_weight);
  for (const DishStars& dish : review.dishes)
    visit(rating_of(dish.item), RatedKind::Dish, dish.item.value, dish.stars, dish.weight);
}

void withdraw_votes(Changes& changes, const Review& review) {
  for_each_vote(review, [&](RatingId id, RatedKind, std::uint64_t, std::int32_t stars, std::int32_t weight) {
    rating_rules::remove_vote(changes.edit(id), stars, weight, review.written_at);
  });
}

Rating new_rating(RatingId id, RatedKind kind, std::uint64_t subject) {
  Rating rating;
  rating.id = id;
  rating.kind = kind;
  rating.subject = subject;
  return rating;
}

// `fresh`: the weight counts towards the limits of the day.
void cast_votes(Changes& changes, const Review& review, bool fresh, Instant at) {
  for_each_vote(review,
                [&](RatingId id, RatedKind kind, std::uint64_t subject, std::int32_t stars, std::int32_t weight) {
                  const bool known = changes.find(id) != nullptr;
                  Rating& rating = known ? changes.edit(id) : changes.insert(new_rating(id, kind, subject));
                  rating_rules::add_vote(rating, stars, weight, review.written_at);
                  if (fresh) rating_rules::take_in(rating, weight, review.newcomer, at);
                });
}

void replace(Changes& changes, const Review& review, Instant at) {
  Review& kept = changes.edit_at<Review>(review.order.value);
  const bool counted = kept.status == ReviewStatus::Shown;
  if (counted) withdraw_votes(changes, kept);
  const Version version = kept.version;
  kept = review;
  kept.version = version;
  if (review.status == ReviewStatus::Shown) cast_votes(changes, review, !counted, at);
}

}  // namespace

void fold(Changes& changes, const ReviewWritten& event) {
  changes.insert(event.review);
  if (event.review.status == ReviewStatus::Shown) cast_votes(changes, event.review, true, event.review.written_at);
}

void fold(Changes& changes, const ReviewEdited& event) {
  replace(changes, event.review, event.review.edited_at.value_or(event.review.written_at));
}

void fold(Changes& changes, const ReviewModerated& event) {
  replace(changes, event.review, event.at);
}

void fold(Changes& changes, const ReviewReplied& event) {
  Review& review = changes.edit_at<Review>(event.order.value);
  review.reply = event.text;
  review.replied_at = event.at;
}

void fold(Changes& changes, const ReviewForgotten& event) {
  Review& review = changes.edit_at<Review>(event.order.value);
  review.text.clear();
  review.held_since.reset();
}

}  // namespace pizza
