// SPDX-License-Identifier: Apache-2.0
// Keeps a search index in step with the records. It hears what was committed and puts anew what may have changed of a
// restaurant, once however often it changed meanwhile. An index holds names and places only, so prices, stocks, hours
// and ratings, which change often, never touch it.
#pragma once

#include <set>

#include "core/ports/event.h"
#include "core/ports/search_index.h"
#include "core/ports/store.h"

namespace pizza {

class SearchProjection {
 public:
  // Notes the restaurants that a committed event concerns.
  void heard(const EventHolder& event);
  bool behind() const { return !changed_.empty(); }
  // Puts what was noted, and flushes the index.
  void catch_up(SearchIndex& index, Store& store, Instant now);

 private:
  std::set<RestaurantId> changed_;
};

// Empties an index and fills it from the store: after a restart, or for an index that is new.
void refill(SearchIndex& index, Store& store, Instant now);

}  // namespace pizza
