// SPDX-License-Identifier: Apache-2.0
#include "core/services/review/review_service.h"

#include <algorithm>

#include "core/model/records/delivery.h"
#include "core/model/records/order.h"
#include "core/model/records/user.h"
#include "core/services/order/order_service.h"
#include "core/services/review/rating_rules.h"
#include "core/services/review/text_moderation.h"
#include "core/services/user/find_person.h"

namespace pizza {

namespace {

Problem invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "review.invalid", std::move(why), std::move(field));
}
Problem unknown_review() {
  return problem(Status::NotFound, "review.unknown", "there is no such review", "order_id");
}

std::optional<Problem> check_stars(std::int32_t stars, std::int32_t least, const std::string& field) {
  if (stars >= least && stars <= 5) return std::nullopt;
  return invalid("must be from " + std::to_string(least) + " to 5", field);
}

std::optional<Problem> check_text(const std::string& text, const char* field) {
  if (text.size() > ReviewService::max_text) return invalid("longer than 1000 bytes", field);
  if (looks_like_card_number(text))
    return problem(Status::Unprocessable, "review.card_number", "looks like a card number", field);
  return std::nullopt;
}

// What both commands say, as the record holds it.
template <class Command>
Result<Review> said(UnitOfWork& work, const Command& command, Review review) {
  if (auto wrong = check_stars(command.stars, 1, "stars")) return *wrong;
  if (auto wrong = check_stars(command.rider_stars, 0, "rider_stars")) return *wrong;
  if (command.rider_stars != 0 && !review.rider) return invalid("no rider brought this order", "rider_stars");
  if (auto wrong = check_text(command.text, "text")) return *wrong;
  const Basket* basket = work.find_at<Basket>(command.order.value);
  const auto ordered = [&](MenuItemId item) {
    return basket != nullptr && std::any_of(basket->lines.begin(), basket->lines.end(),
                                            [item](const BasketLine& line) { return line.item == item; });
  };
  review.dishes.clear();
  for (std::size_t i = 0; i < command.dishes.size(); ++i) {
    const DishRating& dish = command.dishes[i];
    const std::string field = "dishes[" + std::to_string(i) + "]";
    if (auto wrong = check_stars(dish.stars, 1, field + ".stars")) return *wrong;
    if (!ordered(dish.item)) return invalid("was not part of this order", field + ".menu_item_id");
    for (const DishStars& other : review.dishes)
      if (other.item == dish.item) return invalid("is rated twice", field + ".menu_item_id");
    review.dishes.push_back({dish.item, dish.stars, 0});
  }
  review.stars = command.stars;
  review.rider_stars = command.rider_stars;
  review.text = command.text;
  return review;
}

// Said before by the same person, or about the same restaurant by others: the latest of each are compared.
bool repeats(UnitOfWork& work, const Review& review) {
  constexpr std::size_t compared = 50;
  constexpr std::size_t telling = 20;  // letters and digits; shorter texts are often equal
  const std::string shape = text_shape(review.text);
  if (shape.size() < telling) return false;
  const auto among = [&](const std::vector<std::uint64_t>& keys) {
    const std::size_t first = keys.size() > compared ? keys.size() - compared : 0;
    return std::any_of(keys.begin() + static_cast<std::ptrdiff_t>(first), keys.end(), [&](std::uint64_t key) {
      return key != review.order.value && text_shape(work.find_at<Review>(key)->text) == shape;
    });
  };
  return among(work.find_where<&Review::user>(review.user)) ||
         among(work.find_where<&Review::restaurant>(review.restaurant));
}

HoldReason hold_reason(UnitOfWork& work, const Review& review) {
  if (review.text.empty()) return HoldReason::None;
  if (const HoldReason reason = text_hold(review.text); reason != HoldReason::None) return reason;
  int lately = 0;
  for (const std::uint64_t key : work.find_where<&Review::user>(review.user))
    lately += key != review.order.value && work.find_at<Review>(key)->written_at > work.now() - hours(1);
  if (lately >= ReviewService::reviews_an_hour) return HoldReason::Flood;
  return repeats(work, review) ? HoldReason::Repeated : HoldReason::None;
}

rating_rules::Standing standing_of(UnitOfWork& work, const Review& review) {
  rating_rules::Standing standing;
  const User* user = work.find(review.user);
  standing.account_age = user == nullptr ? Duration{} : review.written_at - user->registered_at;
  for (const std::uint64_t key : work.find_where<&Order::user>(review.user)) {
    if (work.find(OrderId{key})->delivered_at) ++standing.orders_received;
    if (standing.orders_received == 3) break;  // more make no difference
  }
  for (const std::uint64_t key : work.find_where<&Review::user>(review.user)) {
    const Review* other = work.find_at<Review>(key);
    standing.earlier_reviews += key != review.order.value && other->restaurant == review.restaurant &&
                                other->written_at > review.written_at - days(90);
  }
  return standing;
}

// Gives a review that comes to be shown its weights.
void weigh(UnitOfWork& work, Review& review) {
  const rating_rules::Standing standing = standing_of(work, review);
  const std::int32_t weight = rating_rules::weight_of(standing);
  review.newcomer = standing.newcomer();
  const auto admitted = [&](RatingId id) {
    return rating_rules::admitted(work.find(id), weight, review.newcomer, work.now());
  };
  review.weight = admitted(rating_of(review.restaurant));
  review.rider_weight = review.rider_stars == 0 ? 0 : admitted(rating_of(review.rider));
  for (DishStars& dish : review.dishes) dish.weight = admitted(rating_of(dish.item));
}

// No vote gains weight by an edit; what is rated for the first time weighs what it may, and no more than the rest.
void weigh_again(UnitOfWork& work, Review& review, const Review& old) {
  const auto admitted = [&](RatingId id) {
    return rating_rules::admitted(work.find(id), old.weight, old.newcomer, work.now());
  };
  for (DishStars& dish : review.dishes) {
    const auto same = std::find_if(old.dishes.begin(), old.dishes.end(),
                                   [&](const DishStars& other) { return other.item == dish.item; });
    dish.weight = same == old.dishes.end() ? admitted(rating_of(dish.item)) : same->weight;
  }
  if (review.rider_stars == 0) {
    review.rider_weight = 0;
  } else if (old.rider_stars == 0) {
    review.rider_weight = admitted(rating_of(review.rider));
  }
}

void hold(Review& review, HoldReason reason, Instant now) {
  review.status = ReviewStatus::Held;
  review.reason = reason;
  review.held_since = now;
  review.weight = 0;
  review.rider_weight = 0;
}

void show(Review& review) {
  review.status = ReviewStatus::Shown;
  review.reason = HoldReason::None;
  review.held_since.reset();
}

RiderId rider_of(UnitOfWork& work, OrderId order) {
  for (const std::uint64_t key : work.find_where<&Delivery::order>(order)) {
    const Delivery* delivery = work.find(DeliveryId{key});
    if (delivery->status == DeliveryStatus::Delivered) return delivery->rider;
  }
  return {};
}

// "Ada Lovelace" shows as "Ada L.".
std::string shown_name(UnitOfWork& work, UserId id) {
  const User* user = work.find(id);
  if (person_missing(work, id)) return {};
  const std::size_t blank = user->name.find(' ');
  if (blank == std::string::npos || blank + 1 >= user->name.size()) return user->name.substr(0, blank);
  std::size_t end = blank + 2;
  while (end < user->name.size() && (static_cast<unsigned char>(user->name[end]) & 0xC0U) == 0x80U) ++end;
  return user->name.substr(0, end) + ".";
}

}  // namespace

Outcome ReviewService::write(UnitOfWork& work, const WriteReview& command) const {
  const Order* order = work.find(command.order);
  if (order == nullptr) return problem(Status::NotFound, "review.order_unknown", "there is no such order", "order_id");
  if (!order->delivered_at || (order->status != OrderStatus::Delivered && order->status != OrderStatus::Completed))
    return problem(Status::Conflict, "review.not_received", "only an order that was received can be rated", "order_id");
  if (work.now() > *order->delivered_at + rate_within)
    return problem(Status::Conflict, "review.too_late", "orders can be rated for 14 days", "order_id");
  if (work.find_at<Review>(command.order.value) != nullptr)
    return problem(Status::Conflict, "review.exists", "this order has been rated; edit the review", "order_id");
  Review review;
  review.order = order->id;
  review.user = order->user;
  review.restaurant = order->restaurant;
  review.rider = rider_of(work, order->id);
  review.written_at = work.now();
  Result<Review> made = said(work, command, std::move(review));
  if (!made.ok()) return made.problem();
  review = std::move(made).value();
  if (const HoldReason reason = hold_reason(work, review); reason != HoldReason::None) {
    hold(review, reason, work.now());
  } else {
    weigh(work, review);
  }
  work.record(ReviewWritten{std::move(review)});
  return Done{};
}

Outcome ReviewService::edit(UnitOfWork& work, const EditReview& command) const {
  const Review* before = work.find_at<Review>(command.order.value);
  if (before == nullptr) return unknown_review();
  if (work.now() > before->written_at + edit_within)
    return problem(Status::Conflict, "review.too_late", "a review can be edited for 48 hours", "order_id");
  const Review old = *before;
  Result<Review> made = said(work, command, old);
  if (!made.ok()) return made.problem();
  Review review = std::move(made).value();
  review.edited_at = work.now();
  // What a moderator took away comes back only through one.
  HoldReason reason = hold_reason(work, review);
  if (reason == HoldReason::None && old.status == ReviewStatus::Refused) reason = old.reason;
  if (reason != HoldReason::None || old.status == ReviewStatus::Refused) {
    hold(review, reason, work.now());
  } else if (old.status == ReviewStatus::Shown) {
    weigh_again(work, review, old);
  } else {
    show(review);
    weigh(work, review);
  }
  work.record(ReviewEdited{std::move(review)});
  return Done{};
}

Outcome ReviewService::moderate(UnitOfWork& work, const ModerateReview& command) const {
  const Review* before = work.find_at<Review>(command.order.value);
  if (before == nullptr) return unknown_review();
  if (command.note.size() > max_text) return invalid("longer than 1000 bytes", "note");
  if (!command.approve && command.note.empty()) return invalid("say why", "note");
  const ReviewStatus wanted = command.approve ? ReviewStatus::Shown : ReviewStatus::Refused;
  if (before->status == wanted)
    return problem(Status::Conflict, "review.already", "it stands there already", "order_id");
  Review review = *before;
  review.moderator_note = command.note;
  if (command.approve) {
    show(review);
    weigh(work, review);
  } else {
    review.status = ReviewStatus::Refused;
    review.held_since.reset();
    review.weight = 0;
    review.rider_weight = 0;
    for (DishStars& dish : review.dishes) dish.weight = 0;
  }
  work.record(ReviewModerated{std::move(review), command.moderator, work.now()});
  return Done{};
}

Outcome ReviewService::reply(UnitOfWork& work, const ReplyToReview& command) const {
  const Review* review = work.find_at<Review>(command.order.value);
  if (review == nullptr || review->status != ReviewStatus::Shown) return unknown_review();
  if (command.text.empty()) return invalid("must not be empty", "text");
  if (auto wrong = check_text(command.text, "text")) return *wrong;
  if (const HoldReason reason = text_hold(command.text); reason == HoldReason::BadWord)
    return invalid("an answer to a customer has no such words", "text");
  work.record(ReviewReplied{command.order, command.text, work.now()});
  return Done{};
}

Result<ReviewPage> ReviewService::list(UnitOfWork& work, const ListReviews& query) const {
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 50) return invalid("must be from 1 to 50", "limit");
  if (query.offset < 0 || query.offset > static_cast<std::int32_t>(pages_over))
    return invalid("must be from 0 to 2000", "offset");
  if (auto wrong = check_stars(query.stars, 0, "stars")) return *wrong;
  std::vector<std::uint64_t> keys = work.find_where<&Review::restaurant>(query.restaurant);
  if (keys.size() > pages_over) keys.erase(keys.begin(), keys.end() - static_cast<std::ptrdiff_t>(pages_over));
  std::vector<const Review*> matching;
  for (const std::uint64_t key : keys) {
    const Review* review = work.find_at<Review>(key);
    if (review->status == ReviewStatus::Shown && (query.stars == 0 || review->stars == query.stars))
      matching.push_back(review);
  }
  std::sort(matching.begin(), matching.end(), [&](const Review* a, const Review* b) {
    if (query.sort != ReviewSort::Newest && a->stars != b->stars)
      return query.sort == ReviewSort::Best ? a->stars > b->stars : a->stars < b->stars;
    return a->written_at != b->written_at ? a->written_at > b->written_at : a->order > b->order;
  });
  ReviewPage page;
  page.matching = static_cast<std::int32_t>(matching.size());
  for (std::size_t i = static_cast<std::size_t>(query.offset);
       i < matching.size() && page.reviews.size() < static_cast<std::size_t>(limit); ++i) {
    const Review& from = *matching[i];
    ShownReview shown{from.order,
                      shown_name(work, from.user),
                      from.stars,
                      {},
                      from.text,
                      from.written_at,
                      from.edited_at.has_value(),
                      from.reply,
                      from.replied_at};
    for (const DishStars& dish : from.dishes) shown.dishes.push_back({dish.item, dish.stars});
    page.reviews.push_back(std::move(shown));
  }
  return page;
}

Result<RatingView> ReviewService::rating(UnitOfWork& work, const SeeRating& query) const {
  constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max() / 4;
  if (query.subject == 0 || query.subject > largest) return invalid("names nothing", "subject");
  const RatingId id = query.kind == RatedKind::Restaurant ? rating_of(RestaurantId{query.subject})
                      : query.kind == RatedKind::Dish     ? rating_of(MenuItemId{query.subject})
                                                          : rating_of(RiderId{query.subject});
  const Rating* rating = work.find(id);
  RatingView view;
  view.thousandths = rating_rules::shown_rating(rating, work.now());
  if (rating != nullptr) view.by_stars = rating->by_stars;
  for (const std::int64_t count : view.by_stars) view.votes += count;
  return view;
}

Result<HeldReviews> ReviewService::held(UnitOfWork& work, const ListHeldReviews& query) const {
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 100) return invalid("must be from 1 to 100", "limit");
  std::vector<std::uint64_t> keys;
  const RecordType& type = record_type<Review>();
  work.changes().store().find_range(type, type.index_position(field_number<&Review::held_since>()), 0,
                                    std::numeric_limits<std::int64_t>::max(), static_cast<std::size_t>(limit), keys);
  HeldReviews held;
  for (const std::uint64_t key : keys) held.reviews.push_back(*work.find_at<Review>(key));
  return held;
}

void ReviewService::on(UnitOfWork& work, const UserErased& event) const {
  for (const std::uint64_t key : work.find_where<&Review::user>(event.user))
    if (!work.find_at<Review>(key)->text.empty()) work.record(ReviewForgotten{OrderId{key}});
}

std::span<const Reaction> review_reactions() {
  static const std::array<Reaction, 1> table{reaction<ReviewService, UserErased>("review")};
  return table;
}

}  // namespace pizza
