// SPDX-License-Identifier: Apache-2.0
// What is proposed to whom, and for what reason; how orders teach it, and how it is forgotten.
#include <QTest>

#include "core/services/search/taste_rules.h"
#include "tests/core/search_stage.h"

using namespace pizza;
using test::SearchStage;
using test::SearchTown;

namespace {

constexpr Instant friday{1'795'201'200'000};

struct Stage : SearchStage {
  std::vector<Recommendation> proposed(UserId user, std::int32_t limit = 30) {
    auto answer = town.business.command(RecommendFood{user, SearchTown::square, limit});
    if (!answer.ok()) qFatal("%s", answer.problem().detail.c_str());
    return answer->recommendations;
  }
  const Recommendation* of(const std::vector<Recommendation>& all, MenuItemId item) {
    for (const Recommendation& one : all)
      if (one.item == item) return &one;
    return nullptr;
  }
  UserId person() { return town.add_user("person" + std::to_string(++people) + "@example.org"); }
  int people = 0;
};

}  // namespace

class SearchRecommendTest : public QObject {
  Q_OBJECT
 private slots:
  void oldOrdersFade() {
    Popularity dish;
    taste_rules::count(dish, friday);
    taste_rules::count(dish, friday);
    QCOMPARE(dish.weight, std::int64_t{2'000});
    QCOMPARE(taste_rules::faded(dish.weight, dish.period, friday + days(30)), std::int64_t{1'000});
    QCOMPARE(taste_rules::faded(dish.weight, dish.period, friday + days(3'000)), std::int64_t{0});
    taste_rules::count(dish, friday + days(60));
    QCOMPARE(dish.weight, std::int64_t{1'500});
  }

  void companyIsBoundedAndKeepsWhatIsFrequent() {
    Popularity dish;
    for (int round = 0; round < 50; ++round) {
      taste_rules::accompany(dish, MenuItemId{1}, 1'000, friday);
      taste_rules::accompany(dish, MenuItemId{static_cast<std::uint64_t>(100 + round)}, 1'000, friday);
    }
    QCOMPARE(dish.companions.size(), taste_rules::max_companions);
    QCOMPARE(dish.companions.front().item, MenuItemId{1});
    QVERIFY(dish.companions.front().weight >= 50'000);
    for (std::size_t i = 1; i < dish.companions.size(); ++i)
      QVERIFY(dish.companions[i - 1].weight >= dish.companions[i].weight);
  }

  void peopleWhoHadThisHadThatToo() {
    Stage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "italian");
    const MenuItemId pizza = s.town.dish(shop, "Pizza");
    const MenuItemId tiramisu = s.town.dish(shop, "Tiramisu");
    s.town.dish(shop, "Espresso");
    for (int i = 0; i < 3; ++i) s.town.receive(s.person(), shop, {pizza, tiramisu});
    const UserId user = s.person();
    s.town.receive(user, shop, {pizza});
    const auto proposed = s.proposed(user);
    QCOMPARE(proposed.front().item, tiramisu);
    QCOMPARE(proposed.front().reason, RecommendReason::BoughtTogether);
    QCOMPARE(proposed.front().because_of, pizza);
    QCOMPARE(proposed.front().because, std::string("Pizza"));
    QCOMPARE(proposed.front().evidence, std::int64_t{750});  // three of the four who had pizza
    QCOMPARE(proposed.front().score, 500 + 375);
    QVERIFY(s.of(proposed, pizza) == nullptr);  // known already
  }

  void earlierOrdersKeepCompanyToo() {
    Stage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "italian");
    const RestaurantId other = s.town.shop("Sakura", "japanese");
    const MenuItemId pizza = s.town.dish(shop, "Pizza");
    const MenuItemId maki = s.town.dish(other, "Maki");
    for (int i = 0; i < 4; ++i) {
      const UserId user = s.person();
      s.town.receive(user, shop, {pizza});
      s.town.receive(user, other, {maki});
    }
    const UserId user = s.person();
    s.town.receive(user, shop, {pizza});
    const auto proposed = s.proposed(user);
    const Recommendation* one = s.of(proposed, maki);
    QVERIFY(one != nullptr);
    QCOMPARE(one->reason, RecommendReason::BoughtTogether);
    QCOMPARE(one->evidence, std::int64_t{400});  // half an order each, of five
  }

  void whoLikesACuisineIsShownMoreOfIt() {
    Stage s;
    const RestaurantId one = s.town.shop("Sakura", "Japanese");
    const RestaurantId two = s.town.shop("Hana", "Japanese");
    const RestaurantId three = s.town.shop("Casino Oven", "Italian");
    const MenuItemId maki = s.town.dish(one, "Maki");
    const MenuItemId ramen = s.town.dish(two, "Ramen");
    const MenuItemId pizza = s.town.dish(three, "Pizza");
    const UserId user = s.person();
    for (int i = 0; i < 3; ++i) s.town.receive(user, one, {maki});
    const auto proposed = s.proposed(user);
    QCOMPARE(proposed.front().item, ramen);
    QCOMPARE(proposed.front().reason, RecommendReason::Taste);
    QCOMPARE(proposed.front().because, std::string("Japanese"));
    QCOMPARE(proposed.front().evidence, std::int64_t{1'000});
    QCOMPARE(s.of(proposed, pizza)->reason, RecommendReason::PopularNearby);
  }

  void newcomersAreShownWhatIsPopularNearby() {
    Stage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "italian");
    const MenuItemId rare = s.town.dish(shop, "Rare");
    const MenuItemId loved = s.town.dish(shop, "Loved");
    const RestaurantId far = s.town.shop("Far", "", SearchTown::north(15'000));
    const MenuItemId distant = s.town.dish(far, "Distant");
    for (int i = 0; i < 3; ++i) s.town.receive(s.person(), shop, {loved});
    const auto proposed = s.proposed(s.person());
    QCOMPARE(proposed.size(), std::size_t{2});
    QCOMPARE(proposed[0].item, loved);
    QCOMPARE(proposed[0].reason, RecommendReason::PopularNearby);
    QCOMPARE(proposed[0].evidence, std::int64_t{3});
    QCOMPARE(proposed[1].item, rare);
    QVERIFY(s.of(proposed, distant) == nullptr);
  }

  void onlyWhatCanBeHadNow() {
    Stage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    s.town.dish(shop, "Pizza");
    QCOMPARE(s.proposed(s.person()).size(), std::size_t{1});
    auto& business = s.town.business;
    QVERIFY(business.execute([&](UnitOfWork& w) { return business.restaurants.pause(w, {shop, true}); }).ok());
    QVERIFY(s.proposed(s.person()).empty());
  }

  void aDietIsKept() {
    constexpr std::uint32_t vegetarian = bit_of(DietaryMark::Vegetarian);
    Stage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    const MenuItemId verde = s.town.dish(shop, "Verde", 1'000, vegetarian);
    const RestaurantId other = s.town.shop("Corner", "");
    const MenuItemId meat = s.town.dish(other, "Carne");
    const MenuItemId green = s.town.dish(other, "Alba", 1'000, vegetarian);
    const UserId user = s.person();
    for (int i = 0; i < 3; ++i) s.town.receive(user, shop, {verde});
    QVERIFY(s.of(s.proposed(user), meat) != nullptr);  // three orders say little
    s.town.receive(user, shop, {verde});
    QVERIFY(s.of(s.proposed(user), meat) == nullptr);
    QVERIFY(s.of(s.proposed(user), green) != nullptr);
  }

  void twoOfARestaurantAreEnough() {
    Stage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "");
    for (int i = 0; i < 6; ++i) s.town.dish(shop, "Dish " + std::to_string(i));
    s.town.dish(s.town.shop("Corner", ""), "Soup");
    QCOMPARE(s.proposed(s.person()).size(), std::size_t{3});
    QCOMPARE(s.proposed(s.person(), 1).size(), std::size_t{1});
  }

  void whoIsForgottenIsANewcomer() {
    Stage s;
    const RestaurantId shop = s.town.shop("Casino Oven", "italian");
    const MenuItemId pizza = s.town.dish(shop, "Pizza");
    const UserId user = s.person();
    s.town.receive(user, shop, {pizza});
    s.town.clock.at = s.town.clock.at + hours(1);
    auto& business = s.town.business;
    const auto erased = business.execute([&](UnitOfWork& w) { return business.users.persons.erase(w, user); });
    QVERIFY2(erased.ok(), erased.ok() ? "" : erased.problem().detail.c_str());
    const Taste kept = business.read([&](UnitOfWork& w) { return *w.find_at<Taste>(user.value); });
    QVERIFY(kept.cuisines.empty() && kept.latest.empty());
    QVERIFY(!business.command(RecommendFood{user, SearchTown::square, 0}).ok());
  }

  void withoutAnIndexNothingIsLearntAndNothingIsPaid() {
    MemoryStore store;
    InProcessBus bus;
    SearchTown town(store, bus, nullptr);
    const RestaurantId shop = town.shop("Casino Oven", "italian");
    town.receive(town.add_user("ada@example.org"), shop, {town.dish(shop, "Pizza")});
    QCOMPARE(store.count(record_type<Popularity>()), std::size_t{0});
    QCOMPARE(store.count(record_type<Taste>()), std::size_t{0});
  }
};

QTEST_GUILESS_MAIN(SearchRecommendTest)
#include "search_recommend_test.moc"
