// SPDX-License-Identifier: Apache-2.0
// Hits and facets.
#include "core/services/search/search_service.h"

#include <algorithm>

#include "core/services/restaurant/menu_rules.h"
#include "core/services/search/candidates.h"
#include "core/services/search/search_words.h"
#include "core/services/search/shop_facts.h"

namespace pizza {

namespace {

using search_candidates::invalid;

constexpr std::array<std::string_view, 4> price_band_names{"under_8", "8_to_12", "12_to_18", "over_18"};

// What a hit was judged by.
struct Judged {
  FoodHit hit;
  std::uint64_t id = 0;
  std::int64_t orders = 0;
  const std::vector<Cuisine>* cuisines = nullptr;
  std::uint32_t marks = 0;
  std::size_t band = price_band_names.size();  // none: not a dish
  bool cuisine_fits = false;
  bool diet_fits = false;
  bool price_fits = false;

  bool fits() const { return cuisine_fits && diet_fits && price_fits; }
};

std::size_t band_of(Money price) {
  std::int64_t unit = minor_digits(price.currency) == 0 ? 100 : 1;
  for (int i = 0; i < minor_digits(price.currency); ++i) unit *= 10;
  return price.minor < 8 * unit ? 0 : price.minor < 12 * unit ? 1 : price.minor < 18 * unit ? 2 : 3;
}

std::optional<Problem> fault_of(const SearchFood& query) {
  if (auto wrong = search_candidates::text_fault(query.text)) return wrong;
  if (query.place && !query.place->valid()) return invalid("is no place on earth", "place");
  if (query.text.empty() && !query.place) return invalid("say what or where", "text");
  if (query.radius_m != 0 && (query.radius_m < 100 || query.radius_m > SearchService::widest_radius_m))
    return invalid("must be from 100 to 50000", "radius_m");
  if (query.cuisines.size() > 10) return invalid("at most 10", "cuisines");
  for (std::size_t i = 0; i < query.cuisines.size(); ++i)
    if (query.cuisines[i].empty() || query.cuisines[i].size() > 60)
      return invalid("must have 1 to 60 bytes", "cuisines[" + std::to_string(i) + "]");
  if (query.diet.size() > dietary_mark_names.size()) return invalid("more than there are", "diet");
  if (query.without.size() > allergen_names.size()) return invalid("more than there are", "without");
  if (query.price_from && *query.price_from < 0) return invalid("must not be below 0", "price_from");
  if (query.price_to && *query.price_to < query.price_from.value_or(0))
    return invalid("must not be below price_from", "price_to");
  if (query.sort == FoodSort::Distance && !query.place) return invalid("needs a place", "sort");
  if (query.offset < 0 || query.offset > 1'000) return invalid("must be from 0 to 1000", "offset");
  if (query.limit < 0 || query.limit > 50) return invalid("must be from 1 to 50", "limit");
  return std::nullopt;
}

// Nothing typed and nothing said of dishes: restaurants are looked for.
std::optional<FoundKind> kind_wanted(const SearchFood& query) {
  switch (query.kind) {
    case SearchedKind::Restaurants:
      return FoundKind::Restaurant;
    case SearchedKind::Dishes:
      return FoundKind::Dish;
    case SearchedKind::Everything:
      break;
  }
  const bool of_dishes = !query.diet.empty() || !query.without.empty() || query.price_from || query.price_to;
  if (of_dishes) return FoundKind::Dish;
  return query.text.empty() ? std::optional(FoundKind::Restaurant) : std::nullopt;
}

class Judge {
 public:
  Judge(UnitOfWork& work, const SearchFood& query, const ranking::Typed& typed)
      : work_(work), query_(query), typed_(typed), book_(work, query.place) {
    for (const std::string& cuisine : query.cuisines) cuisines_.push_back(search_words::indexed(cuisine));
    for (const DietaryMark mark : query.diet) marks_ |= bit_of(mark);
    for (const Allergen allergen : query.without) allergens_ |= bit_of(allergen);
  }

  // None where it is not to be found, whatever the facets.
  std::optional<Judged> judge(const SearchDocument& document) {
    Judged judged;
    judged.id = document.id;
    judged.hit.kind = document.kind();
    const MenuItem* item = nullptr;
    if (document.kind() == FoundKind::Dish) {
      item = work_.find(MenuItemId{document.id / 2});
      if (item == nullptr || item->removed) return std::nullopt;
    }
    const ShopFacts* shop = book_.shop(item == nullptr ? RestaurantId{document.id / 2} : item->restaurant);
    if (shop == nullptr || !shop->in_business) return std::nullopt;
    if (shop->distance_m && *shop->distance_m > radius()) return std::nullopt;
    if (!shop->delivers && !query_.elsewhere) return std::nullopt;
    judged.hit.to_be_had = item == nullptr ? shop->takes_orders : book_.to_be_had(*item, *shop);
    if (query_.open_now && !judged.hit.to_be_had) return std::nullopt;
    describe(judged, *shop, item);
    score(judged, document);
    return judged;
  }

 private:
  std::int64_t radius() const { return query_.radius_m == 0 ? SearchService::usual_radius_m : query_.radius_m; }

  void describe(Judged& judged, const ShopFacts& shop, const MenuItem* item) {
    const Restaurant& restaurant = *shop.restaurant;
    FoodHit& hit = judged.hit;
    hit.restaurant = restaurant.id;
    hit.restaurant_name = restaurant.name;
    hit.name = restaurant.name;
    hit.cuisine = restaurant.cuisine;
    hit.distance_m = shop.distance_m;
    hit.rating = shop.rating;
    judged.orders = shop.orders;
    judged.cuisines = &shop.cuisines;
    judged.cuisine_fits = cuisines_.empty() || std::any_of(cuisines_.begin(), cuisines_.end(), [&](const auto& wanted) {
                            return has_cuisine(shop.cuisines, wanted);
                          });
    judged.diet_fits = marks_ == 0 && allergens_ == 0;
    judged.price_fits = !query_.price_from && !query_.price_to;
    if (item == nullptr) return;
    hit.item = item->id;
    hit.name = item->name;
    hit.price = menu_rules::price_at(*item, book_.now());
    hit.rating = book_.rating_of_dish(item->id);
    judged.orders = book_.orders_of(item->id);
    judged.marks = item->marks;
    judged.band = band_of(hit.price);
    judged.diet_fits = (item->marks & marks_) == marks_ && (item->allergens & allergens_) == 0;
    judged.price_fits =
        hit.price.minor >= query_.price_from.value_or(0) && (!query_.price_to || hit.price.minor <= *query_.price_to);
  }

  void score(Judged& judged, const SearchDocument& document) const {
    FoodHit& hit = judged.hit;
    const ranking::TextMatch text = ranking::match(typed_, document);
    const auto add = [&](HitReason reason, std::int32_t part, std::int32_t weight) {
      if (part <= 0) return;
      hit.reasons.push_back({reason, part * weight});
      hit.score += part * weight;
    };
    add(text.typo ? HitReason::Typo : HitReason::Text, text.part, ranking::text_weight);
    add(HitReason::Rating, ranking::rating_part(hit.rating), ranking::rating_weight);
    add(HitReason::Near, hit.distance_m ? ranking::near_part(*hit.distance_m, radius()) : 500, ranking::near_weight);
    add(HitReason::Popular, ranking::popular_part(judged.orders), ranking::popular_weight);
    add(HitReason::OpenNow, hit.to_be_had ? 1'000 : 0, ranking::open_weight);
    const bool priced = hit.item && query_.price_to;
    add(HitReason::Price, priced ? ranking::price_part(hit.price.minor, *query_.price_to) : 500, ranking::price_weight);
    std::stable_sort(hit.reasons.begin(), hit.reasons.end(),
                     [](const ReasonPoints& a, const ReasonPoints& b) { return a.points > b.points; });
  }

  UnitOfWork& work_;
  const SearchFood& query_;
  const ranking::Typed& typed_;
  ShopBook book_;
  std::vector<std::string> cuisines_;
  std::uint32_t marks_ = 0;
  std::uint32_t allergens_ = 0;
};

void count_facets(const std::vector<Judged>& all, FoodFound& found) {
  std::map<std::string, FacetCount> cuisines;  // by key; the name is that of the first that has it
  std::array<std::int64_t, dietary_mark_names.size()> marks{};
  std::array<std::int64_t, price_band_names.size()> bands{};
  for (const Judged& one : all) {
    if (one.diet_fits && one.price_fits)
      for (const Cuisine& cuisine : *one.cuisines)
        ++cuisines.try_emplace(cuisine.key, FacetCount{cuisine.name, 0}).first->second.hits;
    if (one.cuisine_fits && one.price_fits)
      for (std::size_t i = 0; i < marks.size(); ++i) marks[i] += one.marks >> i & 1U;
    if (one.cuisine_fits && one.diet_fits && one.band < bands.size()) ++bands[one.band];
  }
  for (const auto& [key, count] : cuisines) found.cuisines.push_back(count);
  std::stable_sort(found.cuisines.begin(), found.cuisines.end(),
                   [](const FacetCount& a, const FacetCount& b) { return a.hits > b.hits; });
  if (found.cuisines.size() > 20) found.cuisines.resize(20);
  for (std::size_t i = 0; i < marks.size(); ++i)
    if (marks[i] != 0) found.diets.push_back({std::string(dietary_mark_names[i]), marks[i]});
  for (std::size_t i = 0; i < bands.size(); ++i)
    if (bands[i] != 0) found.price_bands.push_back({std::string(price_band_names[i]), bands[i]});
}

bool before(const Judged& a, const Judged& b, FoodSort sort) {
  switch (sort) {
    case FoodSort::Rating:
      if (a.hit.rating != b.hit.rating) return a.hit.rating > b.hit.rating;
      break;
    case FoodSort::Distance:
      if (a.hit.distance_m != b.hit.distance_m) return a.hit.distance_m < b.hit.distance_m;
      break;
    case FoodSort::Price:
      // Restaurants have no price, and come last.
      if (a.hit.kind != b.hit.kind) return a.hit.kind == FoundKind::Dish;
      if (a.hit.price.minor != b.hit.price.minor) return a.hit.price.minor < b.hit.price.minor;
      break;
    case FoodSort::Popular:
      if (a.orders != b.orders) return a.orders > b.orders;
      break;
    case FoodSort::Best:
      break;
  }
  return a.hit.score != b.hit.score ? a.hit.score > b.hit.score : a.id < b.id;
}

}  // namespace

Result<FoodFound> SearchService::find(UnitOfWork& work, const SearchFood& query) const {
  const SearchIndex* index = work.around().search;
  if (index == nullptr) return search_candidates::unavailable();
  if (auto wrong = fault_of(query)) return *wrong;
  const ranking::Typed typed = search_candidates::understand(*index, query.text, true);
  FoodFound found;
  if (typed.empty() && !query.text.empty()) return found;  // marks alone
  std::optional<GeoBox> box;
  if (query.place)
    box = search_candidates::box_around(*query.place, query.radius_m == 0 ? usual_radius_m : query.radius_m);
  const auto kind = kind_wanted(query);
  Judge judge(work, query, typed);
  std::vector<Judged> all;
  for (const SearchDocument& document : search_candidates::documents(*index, typed, box, kind))
    if (std::optional<Judged> judged = judge.judge(document)) all.push_back(std::move(*judged));
  count_facets(all, found);
  std::erase_if(all, [](const Judged& one) { return !one.fits(); });
  std::sort(all.begin(), all.end(), [&](const Judged& a, const Judged& b) { return before(a, b, query.sort); });
  if (!kind) {
    std::map<RestaurantId, std::size_t> dishes;
    std::erase_if(all, [&](const Judged& one) {
      return one.hit.kind == FoundKind::Dish && ++dishes[one.hit.restaurant] > dishes_a_restaurant;
    });
  }
  found.matching = static_cast<std::int64_t>(all.size());
  const std::size_t limit = query.limit == 0 ? 20 : static_cast<std::size_t>(query.limit);
  for (std::size_t i = static_cast<std::size_t>(query.offset); i < all.size() && found.hits.size() < limit; ++i)
    found.hits.push_back(std::move(all[i].hit));
  return found;
}

Result<FoodSuggestions> SearchService::suggest(UnitOfWork& work, const SuggestFood& query) const {
  const SearchIndex* index = work.around().search;
  if (index == nullptr) return search_candidates::unavailable();
  if (auto wrong = search_candidates::text_fault(query.text)) return *wrong;
  if (query.text.empty()) return invalid("must not be empty", "text");
  if (query.place && !query.place->valid()) return invalid("is no place on earth", "place");
  if (query.limit < 0 || query.limit > 20) return invalid("must be from 1 to 20", "limit");
  FoodSuggestions answer;
  const ranking::Typed typed = search_candidates::understand(*index, query.text, true);
  if (typed.empty()) return answer;
  std::optional<GeoBox> box;
  if (query.place) box = search_candidates::box_around(*query.place, usual_radius_m);
  struct Name {
    FoodSuggestion shown;
    std::int64_t score = 0;
  };
  std::map<std::string, Name> names;  // by how it is searched: "Pizza Margherita" once
  ShopBook book(work, std::nullopt);
  for (const SearchDocument& document : search_candidates::documents(*index, typed, box, std::nullopt)) {
    const MenuItem* item = document.kind() == FoundKind::Dish ? work.find(MenuItemId{document.id / 2}) : nullptr;
    if (document.kind() == FoundKind::Dish && (item == nullptr || item->removed)) continue;
    const ShopFacts* shop = book.shop(item == nullptr ? RestaurantId{document.id / 2} : item->restaurant);
    if (shop == nullptr || !shop->in_business) continue;
    // Only what is called so: somebody who types "marg" does not want a list of Italian restaurants.
    SearchDocument name;
    name.words[0] = document.words[0];
    const ranking::TextMatch match = ranking::match(typed, name);
    if (match.words != static_cast<std::int32_t>(typed.size())) continue;
    Name& kept = names[document.words[0]];
    const std::int64_t orders = item == nullptr ? shop->orders : book.orders_of(item->id);
    if (kept.shown.places++ == 0) {
      kept.shown.text = item == nullptr ? shop->restaurant->name : item->name;
      kept.shown.kind = document.kind();
    }
    kept.score = std::max<std::int64_t>(kept.score, match.part * 10 + ranking::popular_part(orders));
  }
  std::vector<const Name*> order;
  for (const auto& [words, name] : names) order.push_back(&name);
  std::stable_sort(order.begin(), order.end(), [](const Name* a, const Name* b) { return a->score > b->score; });
  const std::size_t limit = query.limit == 0 ? 8 : static_cast<std::size_t>(query.limit);
  for (std::size_t i = 0; i < order.size() && i < limit; ++i) answer.suggestions.push_back(order[i]->shown);
  return answer;
}

Result<FoodFound> handle(UnitOfWork& work, const SearchFood& query) {
  return SearchService{}.find(work, query);
}
Result<FoodSuggestions> handle(UnitOfWork& work, const SuggestFood& query) {
  return SearchService{}.suggest(work, query);
}
Result<Recommendations> handle(UnitOfWork& work, const RecommendFood& query) {
  return SearchService{}.recommend(work, query);
}

Subject subject_of(UnitOfWork&, const SearchFood&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SuggestFood&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const RecommendFood& query) {
  return Subject::of(query.user);
}

}  // namespace pizza
