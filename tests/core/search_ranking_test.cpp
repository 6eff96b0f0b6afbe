// SPDX-License-Identifier: Apache-2.0
// What stands before what, and why; filters, facets and pages.
#include <QTest>

#include "core/services/search/ranking.h"
#include "tests/core/search_stage.h"

using namespace pizza;
using test::SearchStage;
using test::SearchTown;

namespace {

constexpr std::uint32_t vegetarian = bit_of(DietaryMark::Vegetarian);
constexpr std::uint32_t vegan = bit_of(DietaryMark::Vegan);

std::int32_t points(const FoodHit& hit, HitReason reason) {
  for (const ReasonPoints& one : hit.reasons)
    if (one.reason == reason) return one.points;
  return 0;
}

SearchFood around(GeoPoint place, const std::string& text = "") {
  SearchFood query;
  query.text = text;
  query.place = place;
  return query;
}

// Each typed word means one word.
ranking::Typed typed(const std::vector<ranking::Meaning>& words) {
  ranking::Typed all;
  for (const ranking::Meaning& word : words) all.emplace_back(1, word);
  return all;
}

std::string counts(const std::vector<FacetCount>& facets) {
  std::string all;
  for (const FacetCount& one : facets) all += (all.empty() ? "" : "|") + one.value + " " + std::to_string(one.hits);
  return all;
}

}  // namespace

class SearchRankingTest : public QObject {
  Q_OBJECT
 private slots:
  void partsFollowTheirFormulas() {
    QCOMPARE(ranking::rating_part(1'000), 0);
    QCOMPARE(ranking::rating_part(3'800), 700);
    QCOMPARE(ranking::rating_part(5'000), 1'000);
    QCOMPARE(ranking::near_part(0, 8'000), 1'000);
    QCOMPARE(ranking::near_part(2'000, 8'000), 750);
    QCOMPARE(ranking::near_part(9'000, 8'000), 0);
    QCOMPARE(ranking::popular_part(0), 0);
    QCOMPARE(ranking::popular_part(1'000), 100);
    QCOMPARE(ranking::popular_part(7'000), 300);
    QCOMPARE(ranking::popular_part(1'000'000'000), 1'000);
    QCOMPARE(ranking::price_part(500, 1'000), 500);
    QCOMPARE(ranking::price_part(2'000, 1'000), 0);
  }

  void aTextIsWorthItsBestWords() {
    const ranking::Typed pizza = typed({{"pizz", ranking::exact_word}});
    SearchDocument document;
    document.words = {"chees pizz", "italian", "casin"};
    QCOMPARE(ranking::match(pizza, document).part, 950);  // 1000 × 9/10, and half of the name
    document.words = {"chees", "pizz", "casin"};
    QCOMPARE(ranking::match(pizza, document).part, 540);
    document.words = {"chees", "", "pizz"};
    QCOMPARE(ranking::match(pizza, document).part, 360);
    document.words = {"pizz", "", ""};
    QCOMPARE(ranking::match(pizza, document).part, 1'000);
    const ranking::Typed two = typed({{"chees", ranking::exact_word}, {"pizz", ranking::one_mistake}});
    document.words = {"chees pizz", "", ""};
    const ranking::TextMatch match = ranking::match(two, document);
    QCOMPARE(match.part, (1'650 / 2 * 9 + 1'000) / 10);
    QCOMPARE(match.words, 2);
    QVERIFY(match.typo);
  }

  void aScoreIsTheSumOfItsReasons() {
    SearchStage s;
    s.town.dish(s.town.shop("Casino Oven", "italian"), "Pizza");
    const FoodHit hit = s.town.found(around(SearchTown::square, "pizza")).hits.front();
    std::int32_t sum = 0;
    for (const ReasonPoints& one : hit.reasons) sum += one.points;
    QCOMPARE(hit.score, sum);
    QCOMPARE(points(hit, HitReason::Text), 50'000);
    QCOMPARE(points(hit, HitReason::Rating), 700 * 15);
    QCOMPARE(points(hit, HitReason::Near), 12'000);
    QCOMPARE(points(hit, HitReason::OpenNow), 10'000);
    QCOMPARE(points(hit, HitReason::Price), 1'500);
    QCOMPARE(hit.reasons.front().reason, HitReason::Text);
  }

  void theNameCountsMoreThanTheRest() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    s.town.dish(shop, "Calzone", 1'000, 0, "Pizza");
    s.town.dish(shop, "Pizza Funghi", 1'000, 0, "Oven");
    s.town.dish(shop, "Pizza");
    QCOMPARE(s.town.names("pizza"), std::string("Pizza|Pizza Funghi|Calzone"));
  }

  void theNearerStandsFirst() {
    SearchStage s;
    s.town.shop("Far Pizza", "", SearchTown::north(4'000));
    s.town.shop("Near Pizza", "", SearchTown::north(500));
    QCOMPARE(s.town.names(around(SearchTown::square, "pizza")), std::string("Near Pizza|Far Pizza"));
    const FoodHit near = s.town.found(around(SearchTown::square, "pizza")).hits.front();
    QVERIFY(*near.distance_m > 490 && *near.distance_m < 510);
  }

  void whatIsOftenOrderedStandsBefore() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    s.town.dish(shop, "Pizza Alba");
    const MenuItemId loved = s.town.dish(shop, "Pizza Nera");
    QCOMPARE(s.town.names("pizza"), std::string("Pizza Alba|Pizza Nera"));
    const UserId user = s.town.add_user("ada@example.org");
    for (int i = 0; i < 3; ++i) s.town.receive(user, shop, {loved});
    QCOMPARE(s.town.names("pizza"), std::string("Pizza Nera|Pizza Alba"));
    QCOMPARE(points(s.town.found(s.town.text("pizza")).hits.front(), HitReason::Popular), 200 * 10);
  }

  void equalsStandInTheOrderOfTheirNumbers() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    for (const char* name : {"Pizza C", "Pizza A", "Pizza B"}) s.town.dish(shop, name);
    QCOMPARE(s.town.names("pizza"), std::string("Pizza C|Pizza A|Pizza B"));
  }

  void whatIsClosedSinksOrIsLeftOut() {
    SearchStage s;
    const RestaurantId closed = s.town.shop("Pizza Prima", "");
    s.town.shop("Pizza Seconda", "");
    QCOMPARE(s.town.names("pizza"), std::string("Pizza Prima|Pizza Seconda"));
    QVERIFY(s.town.business.execute([&](UnitOfWork& w) {
                             return s.town.business.restaurants.pause(w, {closed, true});
                           })
                .ok());
    QCOMPARE(s.town.names("pizza"), std::string("Pizza Seconda|Pizza Prima"));
    SearchFood now = s.town.text("pizza");
    now.open_now = true;
    QCOMPARE(s.town.names(now), std::string("Pizza Seconda"));
  }

  void aDishThatIsTakenOffIsNotToBeHad() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    const MenuItemId gone = s.town.dish(shop, "Pizza Alba");
    s.town.dish(shop, "Pizza Nera");
    QVERIFY(
        s.town.business.execute([&](UnitOfWork& w) {
                         return s.town.business.restaurants.offer_item(w, {gone, false});
                       })
            .ok());
    SearchFood now = s.town.text("pizza");
    now.open_now = true;
    QCOMPARE(s.town.names(now), std::string("Pizza Nera"));
    QVERIFY(!s.town.found(s.town.text("alba")).hits.front().to_be_had);
  }

  void onlyWhatIsWithinTheRadiusAndDelivers() {
    SearchStage s;
    s.town.shop("Here", "", SearchTown::north(1'000));
    s.town.shop("There", "", SearchTown::north(7'000));
    s.town.shop("Nowhere", "", SearchTown::north(30'000));
    QCOMPARE(s.town.names(around(SearchTown::square)), std::string("Here|There"));
    SearchFood close = around(SearchTown::square);
    close.radius_m = 2'000;
    QCOMPARE(s.town.names(close), std::string("Here"));
    SearchFood wide = around(SearchTown::square);
    wide.radius_m = 40'000;
    QCOMPARE(s.town.names(wide), std::string("Here|There"));  // it delivers up to 20 km
    wide.elsewhere = true;
    QCOMPARE(s.town.names(wide), std::string("Here|There|Nowhere"));
  }

  void dietAllergensAndPriceNarrow() {
    SearchStage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    s.town.dish(shop, "Pizza Alba", 900, vegetarian, "Menu", bit_of(Allergen::Milk));
    s.town.dish(shop, "Pizza Verde", 1'300, vegetarian | vegan);
    s.town.dish(shop, "Pizza Carne", 1'900);
    SearchFood query = s.town.text("pizza");
    query.diet = {DietaryMark::Vegetarian};
    QCOMPARE(s.town.names(query), std::string("Pizza Alba|Pizza Verde"));
    query.diet = {DietaryMark::Vegetarian, DietaryMark::Vegan};
    QCOMPARE(s.town.names(query), std::string("Pizza Verde"));
    query = s.town.text("pizza");
    query.without = {Allergen::Milk};
    QCOMPARE(s.town.names(query), std::string("Pizza Verde|Pizza Carne"));
    query = s.town.text("pizza");
    query.price_from = 900;
    query.price_to = 1'300;
    QCOMPARE(s.town.names(query), std::string("Pizza Alba|Pizza Verde"));
    QCOMPARE(s.town.names("vegan"), std::string("Pizza Verde"));
  }

  void facetsSayWhatEachChoiceWouldGive() {
    SearchStage s;
    const RestaurantId italian = s.town.shop("Casino Oven", "Italian");
    const RestaurantId greek = s.town.shop("Akropolis", "Greek");
    s.town.dish(italian, "Pizza Alba", 700, vegetarian);
    s.town.dish(italian, "Pizza Nera", 1'000);
    s.town.dish(greek, "Pizza Feta", 2'000, vegetarian);
    SearchFood query = s.town.text("pizza");
    query.kind = SearchedKind::Dishes;
    FoodFound found = s.town.found(query);
    QCOMPARE(found.matching, std::int64_t{3});
    QCOMPARE(counts(found.cuisines), std::string("Italian 2|Greek 1"));
    QCOMPARE(counts(found.diets), std::string("vegetarian 2"));
    QCOMPARE(counts(found.price_bands), std::string("under_8 1|8_to_12 1|over_18 1"));
    query.cuisines = {"GREEK"};
    found = s.town.found(query);
    QCOMPARE(found.matching, std::int64_t{1});
    QCOMPARE(counts(found.cuisines), std::string("Italian 2|Greek 1"));  // what another choice would give
    QCOMPARE(counts(found.diets), std::string("vegetarian 1"));
    QCOMPARE(counts(found.price_bands), std::string("over_18 1"));
  }

  void sortsAsAsked() {
    SearchStage s;
    const RestaurantId near = s.town.shop("Near", "", SearchTown::north(100));
    const RestaurantId far = s.town.shop("Far", "", SearchTown::north(3'000));
    s.town.dish(near, "Pizza Cara", 2'000);
    s.town.dish(far, "Pizza Economica", 500);
    SearchFood query = around(SearchTown::square, "pizza");
    query.sort = FoodSort::Price;
    QCOMPARE(s.town.names(query), std::string("Pizza Economica|Pizza Cara"));
    query.sort = FoodSort::Distance;
    QCOMPARE(s.town.names(query), std::string("Pizza Cara|Pizza Economica"));
  }

  void pagesFollowEachOther() {
    SearchStage s;
    for (int i = 0; i < 7; ++i) s.town.shop("Pizza " + std::to_string(i), "");
    SearchFood query = s.town.text("pizza");
    std::string all = s.town.names(query);
    query.limit = 3;
    std::string pages;
    for (query.offset = 0; query.offset < 7; query.offset += 3) {
      QCOMPARE(s.town.found(query).matching, std::int64_t{7});
      pages += (pages.empty() ? "" : "|") + s.town.names(query);
    }
    QCOMPARE(pages, all);
  }

  void oneRestaurantDoesNotFillThePage() {
    SearchStage s;
    const RestaurantId many = s.town.shop("Casino Oven", "");
    for (int i = 0; i < 9; ++i) s.town.dish(many, "Pizza " + std::to_string(i));
    s.town.dish(s.town.shop("Corner", ""), "Pizza Sola");
    QCOMPARE(s.town.found(s.town.text("pizza")).matching,
             static_cast<std::int64_t>(SearchService::dishes_a_restaurant + 1));
    SearchFood dishes = s.town.text("pizza");
    dishes.kind = SearchedKind::Dishes;
    QCOMPARE(s.town.found(dishes).matching, std::int64_t{10});
  }
};

QTEST_GUILESS_MAIN(SearchRankingTest)
#include "search_ranking_test.moc"
