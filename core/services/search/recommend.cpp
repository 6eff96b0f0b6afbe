// SPDX-License-Identifier: Apache-2.0
// What somebody may like: by what people had who had what they had, by their cuisines, and by what is popular nearby;
// and how orders teach it.
//
//   bought together   500 + half of the evidence (per mille of those who had the one, had this), from two orders on
//   taste             250 + share of the cuisine in the person's orders / 4 + popular part / 8 + rating part / 8
//   popular nearby    popular part / 4 + rating part / 8
// A dish is proposed once, for its best reason; no dish that the person had lately; at most two of a restaurant; only
// what can be had now and is delivered to the place; where a person's food nearly always has a dietary mark, only such.
#include <algorithm>

#include "core/model/records/order.h"
#include "core/services/restaurant/menu_rules.h"
#include "core/services/search/candidates.h"
#include "core/services/search/search_service.h"
#include "core/services/search/search_words.h"
#include "core/services/search/shop_facts.h"
#include "core/services/search/taste_rules.h"
#include "core/services/user/find_person.h"

namespace pizza {

namespace {

using search_candidates::invalid;

constexpr std::size_t looked_at = 1'000;      // dishes nearby, and of a cuisine
constexpr std::size_t a_restaurant = 2;       // recommendations
constexpr std::int64_t company_from = 2'000;  // thousandths of an order

class Recommender {
 public:
  Recommender(UnitOfWork& work, const RecommendFood& query, const SearchIndex& index)
      : work_(work), index_(index), book_(work, query.place), taste_(work.find_at<Taste>(query.user.value)) {
    box_ = search_candidates::box_around(query.place, SearchService::usual_radius_m);
    if (taste_ != nullptr) diet_ = taste_rules::diet_of(*taste_);
  }

  void by_company() {
    if (taste_ == nullptr) return;
    for (const MenuItemId had : taste_->latest) {
      const Popularity* popularity = work_.find(popularity_of(had));
      const MenuItem* because = work_.find(had);
      if (popularity == nullptr || because == nullptr || popularity->weight <= 0) continue;
      for (const Companion& companion : popularity->companions) {
        if (taste_rules::faded(companion.weight, popularity->period, work_.now()) < company_from) break;
        const std::int64_t evidence = std::min<std::int64_t>(1'000, companion.weight * 1'000 / popularity->weight);
        propose(companion.item, RecommendReason::BoughtTogether, had, because->name, evidence,
                500 + static_cast<std::int32_t>(evidence / 2));
      }
    }
  }

  void by_taste() {
    if (taste_ == nullptr || taste_->orders <= 0) return;
    for (const CuisineTaste& liked : taste_->cuisines) {
      const std::string cuisine = search_words::indexed(liked.cuisine);
      const std::int64_t share = std::min<std::int64_t>(1'000, liked.weight * 1'000 / taste_->orders);
      DocumentsWanted wanted;
      for (const std::string& word : search_words::stems_of(liked.cuisine)) wanted.groups.push_back({word});
      if (wanted.groups.empty()) continue;
      for (const MenuItem* item : dishes(std::move(wanted))) {
        const ShopFacts* shop = book_.shop(item->restaurant);
        if (shop == nullptr || !has_cuisine(shop->cuisines, cuisine)) continue;
        propose(item->id, RecommendReason::Taste, {}, liked.cuisine, share,
                250 + static_cast<std::int32_t>(share / 4) + popular(*item) / 8 + rated(*item) / 8);
      }
    }
  }

  void by_neighbours() {
    for (const MenuItem* item : dishes({}))
      propose(item->id, RecommendReason::PopularNearby, {}, {}, book_.orders_of(item->id) / 1'000,
              popular(*item) / 4 + rated(*item) / 8);
  }

  Recommendations best(std::size_t limit) {
    std::vector<const Recommendation*> order;
    for (const auto& [item, one] : proposed_) order.push_back(&one);
    std::stable_sort(order.begin(), order.end(),
                     [](const Recommendation* a, const Recommendation* b) { return a->score > b->score; });
    Recommendations answer;
    std::map<RestaurantId, std::size_t> of_shop;
    for (const Recommendation* one : order)
      if (answer.recommendations.size() < limit && ++of_shop[one->restaurant] <= a_restaurant)
        answer.recommendations.push_back(*one);
    return answer;
  }

 private:
  std::int32_t popular(const MenuItem& item) { return ranking::popular_part(book_.orders_of(item.id)); }
  std::int32_t rated(const MenuItem& item) { return ranking::rating_part(book_.rating_of_dish(item.id)); }

  std::vector<const MenuItem*> dishes(DocumentsWanted wanted) {
    wanted.within = box_;
    wanted.kind = FoundKind::Dish;
    wanted.limit = looked_at;
    std::vector<SearchDocument> found;
    index_.documents(wanted, found);
    std::vector<const MenuItem*> items;
    for (const SearchDocument& document : found)
      if (const MenuItem* item = work_.find(MenuItemId{document.id / 2})) items.push_back(item);
    return items;
  }

  void propose(MenuItemId id, RecommendReason reason, MenuItemId because_of, const std::string& because,
               std::int64_t evidence, std::int32_t score) {
    if (const auto known = proposed_.find(id); known != proposed_.end() && known->second.score >= score) return;
    if (taste_ != nullptr && std::find(taste_->latest.begin(), taste_->latest.end(), id) != taste_->latest.end())
      return;
    const MenuItem* item = work_.find(id);
    if (item == nullptr || item->removed) return;
    // What goes with food, such as a drink, has no mark of its own to ask for.
    if (item->kind == GoodKind::Food && (item->marks & diet_) != diet_) return;
    const ShopFacts* shop = book_.shop(item->restaurant);
    if (shop == nullptr || !shop->in_business || !shop->delivers || !book_.to_be_had(*item, *shop)) return;
    Recommendation& one = proposed_[id];
    one = {id,
           item->restaurant,
           item->name,
           shop->restaurant->name,
           menu_rules::price_at(*item, work_.now()),
           reason,
           because_of,
           because,
           evidence,
           std::min(score, 1'000)};
  }

  UnitOfWork& work_;
  const SearchIndex& index_;
  ShopBook book_;
  const Taste* taste_;
  GeoBox box_;
  std::uint32_t diet_ = 0;
  std::map<MenuItemId, Recommendation> proposed_;
};

}  // namespace

Result<Recommendations> SearchService::recommend(UnitOfWork& work, const RecommendFood& query) const {
  const SearchIndex* index = work.around().search;
  if (index == nullptr) return search_candidates::unavailable();
  if (auto missing = person_missing(work, query.user)) return *missing;
  if (!query.place.valid()) return invalid("is no place on earth", "place");
  if (query.limit < 0 || query.limit > 30) return invalid("must be from 1 to 30", "limit");
  Recommender recommender(work, query, *index);
  recommender.by_company();
  recommender.by_taste();
  recommender.by_neighbours();
  return recommender.best(query.limit == 0 ? 10 : static_cast<std::size_t>(query.limit));
}

void SearchService::on(UnitOfWork& work, const FoodDelivered& event) const {
  if (work.around().search == nullptr) return;
  const Order* order = work.find(event.order);
  const Basket* basket = work.find_at<Basket>(event.order.value);
  if (order == nullptr || basket == nullptr || person_missing(work, order->user)) return;
  PurchaseNoted noted;
  noted.order = event.order;
  noted.user = order->user;
  noted.restaurant = order->restaurant;
  noted.at = event.at;
  if (const Restaurant* shop = work.find(order->restaurant)) noted.cuisine = shop->cuisine;
  std::uint32_t marks = all_dietary_marks;
  bool food = false;
  for (const BasketLine& line : basket->lines) {
    const bool known = std::find(noted.items.begin(), noted.items.end(), line.item) != noted.items.end();
    if (!known && noted.items.size() < taste_rules::max_items) noted.items.push_back(line.item);
    const MenuItem* item = work.find(line.item);
    if (item == nullptr || item->kind != GoodKind::Food) continue;
    marks &= item->marks;
    food = true;
  }
  noted.marks = food ? marks : 0;
  if (const Taste* taste = work.find_at<Taste>(order->user.value))
    for (const MenuItemId before : taste->latest)
      if (noted.earlier.size() < taste_rules::max_earlier &&
          std::find(noted.items.begin(), noted.items.end(), before) == noted.items.end())
        noted.earlier.push_back(before);
  work.record(std::move(noted));
}

void SearchService::on(UnitOfWork& work, const UserErased& event) const {
  if (work.find_at<Taste>(event.user.value) != nullptr) work.record(TasteForgotten{event.user});
}

std::span<const Reaction> search_reactions() {
  static const std::array<Reaction, 2> table{reaction<SearchService, FoodDelivered>("search"),
                                             reaction<SearchService, UserErased>("search")};
  return table;
}

}  // namespace pizza
