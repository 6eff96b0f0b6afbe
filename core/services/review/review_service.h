// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/reaction.h"
#include "core/services/review/review_commands.h"
#include "core/services/review/review_events.h"
#include "core/services/user/person_events.h"

namespace pizza {

// Who received an order may rate it once: the restaurant, the dishes that were ordered and the rider who brought them,
// within 14 days, and think better of it for 48 hours. A text that meets a rule of text_moderation.h, repeats an
// earlier one, or is the sixth of its writer within an hour, is held until a moderator has looked; its stars do not
// count until then. How stars count: rating_rules.h.
class ReviewService {
 public:
  static constexpr Duration rate_within = days(14);
  static constexpr Duration edit_within = hours(48);
  static constexpr std::size_t max_text = 1'000;  // bytes
  static constexpr int reviews_an_hour = 5;       // of a person, before they are held
  static constexpr std::size_t pages_over = 2'000;

  // Problems: review.order_unknown, review.not_received, review.too_late, review.exists, review.invalid (names the
  // field), review.card_number.
  Outcome write(UnitOfWork& work, const WriteReview& command) const;
  // Problems: review.unknown, review.too_late, review.invalid, review.card_number.
  Outcome edit(UnitOfWork& work, const EditReview& command) const;
  // Problems: review.unknown, review.already (it is shown, or refused, as wanted), review.invalid.
  Outcome moderate(UnitOfWork& work, const ModerateReview& command) const;
  // Problems: review.unknown (or not shown), review.invalid, review.card_number.
  Outcome reply(UnitOfWork& work, const ReplyToReview& command) const;

  // Problems: review.invalid.
  Result<ReviewPage> list(UnitOfWork& work, const ListReviews& query) const;
  Result<RatingView> rating(UnitOfWork& work, const SeeRating& query) const;
  Result<HeldReviews> held(UnitOfWork& work, const ListHeldReviews& query) const;

  // Somebody asked to be forgotten: the stars stay, the words go.
  void on(UnitOfWork& work, const UserErased& event) const;
};

std::span<const Reaction> review_reactions();

Outcome handle(UnitOfWork& work, const WriteReview& command);
Outcome handle(UnitOfWork& work, const EditReview& command);
Outcome handle(UnitOfWork& work, const ModerateReview& command);
void sign(ModerateReview& command, const Caller& caller);
Outcome handle(UnitOfWork& work, const ReplyToReview& command);
Result<ReviewPage> handle(UnitOfWork& work, const ListReviews& query);
Result<RatingView> handle(UnitOfWork& work, const SeeRating& query);
Result<HeldReviews> handle(UnitOfWork& work, const ListHeldReviews& query);
Subject subject_of(UnitOfWork& work, const WriteReview& command);
Subject subject_of(UnitOfWork& work, const EditReview& command);
Subject subject_of(UnitOfWork& work, const ModerateReview& command);
Subject subject_of(UnitOfWork& work, const ReplyToReview& command);
Subject subject_of(UnitOfWork& work, const ListReviews& query);
Subject subject_of(UnitOfWork& work, const SeeRating& query);
Subject subject_of(UnitOfWork& work, const ListHeldReviews& query);

}  // namespace pizza
