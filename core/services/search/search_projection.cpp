// SPDX-License-Identifier: Apache-2.0
#include "core/services/search/search_projection.h"

#include <algorithm>
#include <array>

#include "core/model/records/menu.h"
#include "core/model/records/restaurant.h"
#include "core/ports/unit_of_work.h"
#include "core/services/search/search_words.h"
#include "core/services/search/shop_facts.h"

namespace pizza {

namespace {

constexpr std::size_t look_at_once = 256;  // restaurants, before the unit of work that reads them is begun anew

std::string cuisine_words(const Restaurant& shop) {
  std::string words;
  for (const Cuisine& cuisine : cuisines_of(shop)) words += (words.empty() ? "" : " ") + cuisine.key;
  return words;
}

std::string joined(std::string one, const std::string& other) {
  if (!one.empty() && !other.empty()) one += ' ';
  return one + other;
}

SearchDocument document_of(const Restaurant& shop) {
  return {shop.id.value * 2,
          shop.place,
          {search_words::indexed(shop.name), joined(cuisine_words(shop), search_words::indexed(shop.about)),
           search_words::indexed(shop.city)}};
}

SearchDocument document_of(const MenuItem& item, const Restaurant& shop) {
  std::string kind = joined(search_words::indexed(item.section), cuisine_words(shop));
  for (std::size_t i = 0; i < dietary_mark_names.size(); ++i) {
    if ((item.marks >> i & 1U) == 0) continue;
    std::string mark(dietary_mark_names[i]);
    std::replace(mark.begin(), mark.end(), '_', ' ');
    kind = joined(std::move(kind), search_words::indexed(mark));
  }
  return {item.id.value * 2 + 1,
          shop.place,
          {search_words::indexed(item.name), joined(std::move(kind), search_words::indexed(item.about)),
           joined(search_words::indexed(shop.name), search_words::indexed(shop.city))}};
}

void put_restaurant(SearchIndex& index, UnitOfWork& look, RestaurantId id) {
  const Restaurant* shop = look.find(id);
  const bool shown = shop != nullptr && shop->status == RestaurantStatus::Open;
  if (shown) {
    index.put(document_of(*shop));
  } else {
    index.remove(id.value * 2);
  }
  for (const std::uint64_t key : look.find_where<&MenuItem::restaurant>(id)) {
    const MenuItem& item = *look.find(MenuItemId{key});
    if (shown && !item.removed) {
      index.put(document_of(item, *shop));
    } else {
      index.remove(key * 2 + 1);
    }
  }
}

// Events of the restaurant service after which nothing is called otherwise.
bool says_nothing_new(std::string_view event) {
  constexpr std::array<std::string_view, 3> quiet{"RestaurantPaused", "MenuItemPriced", "MenuItemOffered"};
  return std::find(quiet.begin(), quiet.end(), event) != quiet.end() || event.find("Stock") != std::string_view::npos;
}

}  // namespace

void SearchProjection::heard(const EventHolder& event) {
  const EventType& type = event.type();
  if (type.service == "restaurant" && !says_nothing_new(type.schema->name))
    changed_.insert(RestaurantId{type.aggregate(event.get())});
}

void SearchProjection::catch_up(SearchIndex& index, Store& store, Instant now) {
  UnitOfWork look(store, now);
  std::size_t looked = 0;
  for (const RestaurantId id : changed_) {
    put_restaurant(index, look, id);
    if (++looked % look_at_once == 0) look.reset(now);
  }
  changed_.clear();
  index.flush();
}

void refill(SearchIndex& index, Store& store, Instant now) {
  index.clear();
  std::vector<RestaurantId> all;
  store.scan(record_type<Restaurant>(), [&](std::uint64_t key, const void*) { all.push_back({key}); });
  std::sort(all.begin(), all.end());
  UnitOfWork look(store, now);
  for (std::size_t i = 0; i < all.size(); ++i) {
    put_restaurant(index, look, all[i]);
    if ((i + 1) % look_at_once == 0) look.reset(now);
  }
  index.flush();
}

}  // namespace pizza
