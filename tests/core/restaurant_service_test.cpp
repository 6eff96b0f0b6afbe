// SPDX-License-Identifier: Apache-2.0
// What a restaurant may be told, who may tell it, and what is seen of it.
#include <QTest>

#include "core/services/restaurant/opening_rules.h"
#include "tests/support/shop_world.h"

using namespace pizza;
using test::eur;

namespace {

struct Stage : test::ShopWorld {
  Restaurant shop() { return *business.command(SeeOwnRestaurant{cast.restaurant}); }
  RestaurantView view() { return *business.command(SeeRestaurant{cast.restaurant}); }
  static Restaurant wish() {
    Restaurant wish;
    wish.name = "New Oven";
    wish.city = "Monaco";
    wish.place = shop_place;
    return wish;
  }
};

}  // namespace

class RestaurantServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void theFieldAtFaultIsNamed() {
    Stage s;
    const auto refused = [&](auto spoil) {
      Restaurant wish = Stage::wish();
      spoil(wish);
      return s.refusal(OpenRestaurant{wish});
    };
    QCOMPARE(refused([](Restaurant&) {}), std::string());
    QCOMPARE(refused([](Restaurant& r) { r.name.clear(); }), std::string("restaurant.invalid:name"));
    QCOMPARE(refused([](Restaurant& r) { r.about = "4242 4242 4242 4242"; }),
             std::string("restaurant.card_number:description"));
    QCOMPARE(refused([](Restaurant& r) { r.time_zone = "Europe/Atlantis"; }),
             std::string("restaurant.invalid:time_zone"));
    QCOMPARE(refused([](Restaurant& r) { r.hours[2] = {100, 50}; }), std::string("restaurant.invalid:hours"));
    QCOMPARE(refused([](Restaurant& r) {
               r.more_hours = {{7, 0, 1}};
             }),
             std::string("restaurant.invalid:more_hours[0].weekday"));
    QCOMPARE(refused([](Restaurant& r) { r.delivery_fee = eur(-1); }),
             std::string("restaurant.invalid:delivery_fee.minor"));
    QCOMPARE(refused([](Restaurant& r) {
               r.small_order_fee = {100, Currency::USD};
             }),
             std::string("restaurant.invalid:small_order_fee.currency"));
    QCOMPARE(refused([](Restaurant& r) { r.tax_region = "de"; }), std::string("restaurant.invalid:tax_region"));
    QCOMPARE(refused([](Restaurant& r) { r.cuisines.resize(11); }), std::string("restaurant.invalid:cuisines"));
    QCOMPARE(refused([](Restaurant& r) { r.status = RestaurantStatus::Closed; }),
             std::string("restaurant.invalid:status"));
  }

  void zonesAreBoundedAndNear() {
    Stage s;
    const GeoPoint p = Stage::shop_place;
    const std::vector<GeoPoint> triangle{p, {p.lat + 1'000, p.lon}, {p.lat, p.lon + 1'000}};
    const auto refused = [&](DeliveryZone zone) {
      return s.refusal(SetDeliveryZones{s.cast.restaurant, {std::move(zone)}, 0});
    };
    QCOMPARE(refused({"a", triangle, eur(100), eur(0), eur(0), 0}), std::string());
    QCOMPARE(refused({"", triangle, eur(100), eur(0), eur(0), 0}), std::string("restaurant.invalid:zones[0].name"));
    QCOMPARE(refused({"a", {p, p}, eur(100), eur(0), eur(0), 0}), std::string("restaurant.invalid:zones[0].corners"));
    QCOMPARE(refused({"a", {p, {0, 0}, p}, eur(0), eur(0), eur(0), 0}),
             std::string("restaurant.invalid:zones[0].corners"));
    QCOMPARE(refused({"a", triangle, eur(-1), eur(0), eur(0), 0}),
             std::string("restaurant.invalid:zones[0].fee.minor"));
    QCOMPARE(refused({"a", triangle, eur(0), eur(0), eur(0), 121}),
             std::string("restaurant.invalid:zones[0].extra_minutes"));
    QCOMPARE(s.refusal(SetDeliveryZones{s.cast.restaurant, {}, 99}),
             std::string("restaurant.invalid:delivery_radius_m"));
    QCOMPARE(s.shop().zones.size(), std::size_t{1});
  }

  void eachPartIsGivenAnew() {
    Stage s;
    const RestaurantId id = s.cast.restaurant;
    QCOMPARE(s.refusal(EditRestaurant{
                 id, "Casino Oven 2", "By the sea", "+37793152222", "Pizza", {"Pasta"}, Stage::home_place, 12}),
             std::string());
    QCOMPARE(s.refusal(SetRestaurantFees{id, eur(300), eur(90), eur(1'100), eur(150), eur(1'500)}), std::string());
    QCOMPARE(s.refusal(SetRestaurantTerms{id, 2'000, 550, true, "MC"}), std::string());
    QCOMPARE(s.refusal(MarkRestaurantBusy{id, 15}), std::string());
    const Restaurant shop = s.shop();
    QCOMPARE(shop.name, std::string("Casino Oven 2"));
    QCOMPARE(shop.place, Stage::home_place);
    QCOMPARE(shop.small_order_below, eur(1'500));
    QCOMPARE(shop.commission_per_10000, 2'000);
    QVERIFY(shop.prices_include_tax);
    QCOMPARE(shop.busy_minutes, 15);
    QCOMPARE(s.view().cuisines, (std::vector<std::string>{"Pizza", "Pasta"}));
    QCOMPARE(s.refusal(EditRestaurant{RestaurantId{99}, "x", "", "", "", {}, Stage::home_place, 0}),
             std::string("restaurant.unknown:restaurant_id"));
    QCOMPARE(s.refusal(MarkRestaurantBusy{id, 121}), std::string("restaurant.invalid:extra_minutes"));
  }

  void hoursAreSpansOfTheWeek() {
    Stage s;
    const RestaurantId id = s.cast.restaurant;
    QCOMPARE(s.refusal(SetOpeningHours{id, {{4, 1'080, 1'560}, {4, 700, 840}, {5, 0, 60}}, "Europe/Monaco"}),
             std::string());
    QCOMPARE(s.view().hours, (std::vector<WeekSpan>{{4, 700, 840}, {4, 1'080, 1'560}, {5, 0, 60}}));
    QVERIFY(s.view().takes_orders);  // Friday, 20:00
    QCOMPARE(*s.view().closes_at, s.clock.at + hours(6));
    s.clock.at = s.clock.at + hours(12);
    QVERIFY(!s.view().takes_orders);
    QCOMPARE(*s.view().next_opening, Instant{1'795'201'200'000} + days(7) - hours(19) + minutes(640));
    QCOMPARE(s.refusal(SetOpeningHours{id, {}, ""}), std::string());
    QCOMPARE(s.shop().time_zone, std::string("Europe/Monaco"));
    QVERIFY(!s.view().next_opening);
    QCOMPARE(s.refusal(SetOpeningHours{id, {{0, 1, 3'000}}, ""}), std::string("restaurant.invalid:spans[0]"));
    QCOMPARE(s.refusal(SetOpeningHours{id, std::vector<WeekSpan>(29), ""}), std::string("restaurant.invalid:spans"));
    QCOMPARE(s.refusal(SetOpeningHours{id, {}, "Mars"}), std::string("restaurant.invalid:time_zone"));
  }

  void holidaysAreSortedAndNamedOnce() {
    Stage s;
    QCOMPARE(s.refusal(SetHolidays{s.cast.restaurant, {{20'812, {}, "b"}, {20'800, {{600, 700}}, "a"}}}),
             std::string());
    QCOMPARE(s.shop().holidays[0].name, std::string("a"));
    QCOMPARE(s.refusal(SetHolidays{s.cast.restaurant, {{20'812, {}, ""}, {20'800, {}, ""}, {20'812, {}, ""}}}),
             std::string("restaurant.invalid:holidays[2].day"));
    QCOMPARE(s.refusal(SetHolidays{s.cast.restaurant, {{20'812, {{5, 4}}, ""}}}),
             std::string("restaurant.invalid:holidays[0].spans"));
  }

  void aPauseEndsByItsTimer() {
    Stage s;
    const RestaurantId id = s.cast.restaurant;
    QCOMPARE(s.refusal(PauseRestaurant{id, true, minutes(30)}), std::string());
    QVERIFY(!s.view().takes_orders);
    s.pass(minutes(29));
    QVERIFY(s.shop().paused);
    s.pass(minutes(1));
    QVERIFY(!s.shop().paused && !s.shop().paused_until);
    QCOMPARE(s.refusal(PauseRestaurant{id, true, seconds(1)}), std::string("restaurant.invalid:lasting"));
    QCOMPARE(s.refusal(PauseRestaurant{id, true, days(8)}), std::string("restaurant.invalid:lasting"));
  }

  void aPauseThatWasChangedDoesNotEndByTheOldTimer() {
    Stage s;
    const RestaurantId id = s.cast.restaurant;
    QCOMPARE(s.refusal(PauseRestaurant{id, true, minutes(10)}), std::string());
    QCOMPARE(s.refusal(PauseRestaurant{id, true, minutes(40)}), std::string());
    s.pass(minutes(20));
    QVERIFY(s.shop().paused);
    QCOMPARE(s.refusal(PauseRestaurant{id, true, {}}), std::string());
    s.pass(hours(20));
    QVERIFY(s.shop().paused);
    QCOMPARE(s.refusal(PauseRestaurant{id, false, {}}), std::string());
    QVERIFY(!s.shop().paused);
  }

  void aPauseOutlivesARestart() {
    Stage s;
    QCOMPARE(s.refusal(PauseRestaurant{s.cast.restaurant, true, minutes(30)}), std::string());
    s.timers.armed.clear();
    s.business.recover();
    s.pass(minutes(31));
    QVERIFY(!s.shop().paused);
  }

  void aDraftIsSeenByItsPeopleOnly() {
    Stage s;
    Restaurant wish = Stage::wish();
    wish.status = RestaurantStatus::Draft;
    const RestaurantId draft = *s.business.command(OpenRestaurant{wish});
    QCOMPARE(s.refusal(SeeRestaurant{draft}), std::string("restaurant.unknown:restaurant_id"));
    QCOMPARE(s.refusal(SeeMenu{draft, std::nullopt, false}), std::string("restaurant.unknown:restaurant_id"));
    QCOMPARE(s.refusal(SeeOwnRestaurant{draft}), std::string());
    QCOMPARE(s.business.command(ListRestaurants{"Monaco", {}, 0, false})->restaurants.size(), std::size_t{1});
    QCOMPARE(s.refusal(PublishRestaurant{draft}), std::string());
    QCOMPARE(s.refusal(SeeRestaurant{draft}), std::string());
    QCOMPARE(s.refusal(PublishRestaurant{draft}), std::string("restaurant.not_draft:restaurant_id"));
  }

  void whatHasClosedForGoodStaysClosed() {
    Stage s;
    const RestaurantId id = s.cast.restaurant;
    QCOMPARE(s.refusal(CloseRestaurantForGood{id, ""}), std::string("restaurant.invalid:reason"));
    QCOMPARE(s.refusal(CloseRestaurantForGood{id, "sold"}), std::string());
    QVERIFY(!s.view().takes_orders);
    const std::string closed = "restaurant.closed_for_good:restaurant_id";
    QCOMPARE(s.refusal(CloseRestaurantForGood{id, "again"}), closed);
    QCOMPARE(s.refusal(PublishRestaurant{id}), closed);
    QCOMPARE(s.refusal(PauseRestaurant{id, false, {}}), closed);
    QCOMPARE(s.refusal(MarkRestaurantBusy{id, 5}), closed);
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(1), std::nullopt}), closed);
    QVERIFY(s.business.command(ListRestaurants{"Monaco", {}, 0, false})->restaurants.empty());
  }

  void aCityIsListedPageByPage() {
    Stage s;
    Restaurant closed = Stage::wish();  // no hours: never open
    for (int i = 0; i < 3; ++i) QCOMPARE(s.refusal(OpenRestaurant{closed}), std::string());
    closed.city = "Nice";
    QCOMPARE(s.refusal(OpenRestaurant{closed}), std::string());
    const RestaurantPage first = *s.business.command(ListRestaurants{"Monaco", {}, 2, false});
    QCOMPARE(first.restaurants.size(), std::size_t{2});
    QCOMPARE(first.next_after, first.restaurants[1].restaurant);
    const RestaurantPage second = *s.business.command(ListRestaurants{"Monaco", first.next_after, 2, false});
    QCOMPARE(second.restaurants.size(), std::size_t{2});
    QVERIFY(!second.next_after);
    QCOMPARE(s.business.command(ListRestaurants{"Monaco", {}, 0, true})->restaurants.size(), std::size_t{1});
    QCOMPARE(s.refusal(ListRestaurants{"", {}, 0, false}), std::string("restaurant.invalid:city"));
    QCOMPARE(s.refusal(ListRestaurants{"Monaco", {}, 101, false}), std::string("restaurant.invalid:limit"));
  }

  void commandsTouchTheRestaurantTheyName() {
    Stage s;
    const auto subject = [&](const auto& command) {
      return s.business.read([&](UnitOfWork& work) { return subject_of(work, command); });
    };
    QCOMPARE(subject(SetHolidays{s.cast.restaurant, {}}).restaurant, s.cast.restaurant);
    QCOMPARE(subject(OfferMenuItem{s.cast.cola, true}).restaurant, s.cast.restaurant);
    QVERIFY(!subject(OfferMenuItem{MenuItemId{99}, true}).found);
    QVERIFY(!subject(PauseRestaurant{RestaurantId{99}, true, {}}).found);
  }
};

QTEST_GUILESS_MAIN(RestaurantServiceTest)
#include "restaurant_service_test.moc"
