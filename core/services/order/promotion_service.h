// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/order/order_events.h"
#include "core/services/order/promotion_commands.h"

namespace pizza {

// A restaurant has at most 20 promotions that run, the house 50; those whose period is over end when a further one
// comes.
class PromotionService {
 public:
  static constexpr Duration longest = days(366);

  // Problems: restaurant.unknown, promotion.invalid (names the field), promotion.too_many.
  Result<PromotionId> add(UnitOfWork& work, const AddPromotion& command) const;
  // Problems: promotion.unknown, promotion.over.
  Outcome end(UnitOfWork& work, const EndPromotion& command) const;
  Result<PromotionList> list(UnitOfWork& work, const ListPromotions& query) const;
};

// Of a country or a part of it; they hold for orders from then on.
class PlaceTermsService {
 public:
  // Problems: terms.invalid (names the field).
  Outcome set(UnitOfWork& work, const SetPlaceTerms& command) const;
  // Problems: terms.unknown.
  Outcome remove(UnitOfWork& work, const RemovePlaceTerms& command) const;
  Result<PlaceTerms> see(UnitOfWork& work, const SeePlaceTerms& query) const;
};

Result<PromotionId> handle(UnitOfWork& work, const AddPromotion& command);
Outcome handle(UnitOfWork& work, const EndPromotion& command);
Result<PromotionList> handle(UnitOfWork& work, const ListPromotions& query);
Outcome handle(UnitOfWork& work, const SetPlaceTerms& command);
Outcome handle(UnitOfWork& work, const RemovePlaceTerms& command);
Result<PlaceTerms> handle(UnitOfWork& work, const SeePlaceTerms& query);
Subject subject_of(UnitOfWork& work, const AddPromotion& command);
Subject subject_of(UnitOfWork& work, const EndPromotion& command);
Subject subject_of(UnitOfWork& work, const ListPromotions& query);
Subject subject_of(UnitOfWork& work, const SetPlaceTerms& command);
Subject subject_of(UnitOfWork& work, const RemovePlaceTerms& command);
Subject subject_of(UnitOfWork& work, const SeePlaceTerms& query);

}  // namespace pizza
