// SPDX-License-Identifier: Apache-2.0
// The review service's commands and queries, by their type, and whose thing each one touches.
#include "core/model/records/order.h"
#include "core/services/review/review_service.h"
#include "core/services/user/role_service.h"

namespace pizza {

namespace {

Subject writer_of(UnitOfWork& work, OrderId id) {
  const Order* order = work.find(id);
  return order == nullptr ? Subject::nothing() : Subject::of(order->user);
}

}  // namespace

Outcome handle(UnitOfWork& work, const WriteReview& command) {
  return ReviewService{}.write(work, command);
}
Outcome handle(UnitOfWork& work, const EditReview& command) {
  return ReviewService{}.edit(work, command);
}
Outcome handle(UnitOfWork& work, const ModerateReview& command) {
  return ReviewService{}.moderate(work, command);
}
Outcome handle(UnitOfWork& work, const ReplyToReview& command) {
  return ReviewService{}.reply(work, command);
}
void sign(ModerateReview& command, const Caller& caller) {
  command.moderator = caller.user;
}
Result<ReviewPage> handle(UnitOfWork& work, const ListReviews& query) {
  return ReviewService{}.list(work, query);
}
Result<RatingView> handle(UnitOfWork& work, const SeeRating& query) {
  return ReviewService{}.rating(work, query);
}
Result<HeldReviews> handle(UnitOfWork& work, const ListHeldReviews& query) {
  return ReviewService{}.held(work, query);
}

Subject subject_of(UnitOfWork& work, const WriteReview& command) {
  return writer_of(work, command.order);
}
Subject subject_of(UnitOfWork& work, const EditReview& command) {
  return writer_of(work, command.order);
}
Subject subject_of(UnitOfWork& work, const ModerateReview& command) {
  return work.find_at<Review>(command.order.value) == nullptr ? Subject::nothing() : Subject::common();
}
Subject subject_of(UnitOfWork& work, const ReplyToReview& command) {
  const Review* review = work.find_at<Review>(command.order.value);
  return review == nullptr ? Subject::nothing() : Subject::of(review->restaurant);
}
Subject subject_of(UnitOfWork&, const ListReviews&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SeeRating&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const ListHeldReviews&) {
  return Subject::common();
}

}  // namespace pizza
