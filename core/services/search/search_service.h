// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/delivery/delivery_events.h"
#include "core/services/reaction.h"
#include "core/services/search/search_commands.h"
#include "core/services/search/search_events.h"
#include "core/services/user/person_events.h"

namespace pizza {

// Finds food, and proposes some. The index (core/ports/search_index.h) names what may match; the records say what it is
// and ranking.h how good it is. Where the world has no index, queries are answered "search.unavailable" (503), and
// nothing is learnt from orders, so nothing is paid for.
class SearchService {
 public:
  static constexpr std::size_t max_text = 100;          // bytes
  static constexpr std::size_t max_typed = 8;           // words; the rest is not looked at
  static constexpr std::size_t max_candidates = 5'000;  // documents that are looked at
  static constexpr std::int32_t usual_radius_m = 8'000;
  static constexpr std::int32_t widest_radius_m = 50'000;
  static constexpr std::size_t dishes_a_restaurant = 3;  // among everything that is found

  // Problems of all: search.unavailable (503), search.invalid (names the field).
  Result<FoodFound> find(UnitOfWork& work, const SearchFood& query) const;
  Result<FoodSuggestions> suggest(UnitOfWork& work, const SuggestFood& query) const;
  // Also: user.unknown.
  Result<Recommendations> recommend(UnitOfWork& work, const RecommendFood& query) const;

  // What was received teaches.
  void on(UnitOfWork& work, const FoodDelivered& event) const;
  void on(UnitOfWork& work, const UserErased& event) const;
};

std::span<const Reaction> search_reactions();

Result<FoodFound> handle(UnitOfWork& work, const SearchFood& query);
Result<FoodSuggestions> handle(UnitOfWork& work, const SuggestFood& query);
Result<Recommendations> handle(UnitOfWork& work, const RecommendFood& query);
Subject subject_of(UnitOfWork& work, const SearchFood& query);
Subject subject_of(UnitOfWork& work, const SuggestFood& query);
Subject subject_of(UnitOfWork& work, const RecommendFood& query);

}  // namespace pizza
