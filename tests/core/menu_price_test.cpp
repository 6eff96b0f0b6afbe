// SPDX-License-Identifier: Apache-2.0
// Prices: at once, to come, taken back, and what they were.
#include <QTest>

#include "core/services/restaurant/menu_rules.h"
#include "tests/support/shop_world.h"

using namespace pizza;
using test::eur;

namespace {

struct Stage : test::ShopWorld {
  std::int64_t cola_at(Instant at) {
    return business.read([&](UnitOfWork& work) { return menu_rules::price_at(*work.find(cast.cola), at).minor; });
  }
  std::vector<PriceVersion> history() { return business.command(PriceHistory{cast.cola, 0})->versions; }
};

}  // namespace

class MenuPriceTest : public QObject {
  Q_OBJECT
 private slots:
  void aPriceAtOnceIsInForce() {
    Stage s;
    QVERIFY(s.history().empty());
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(320), std::nullopt}), std::string());
    QCOMPARE(s.cola_at(s.clock.at), std::int64_t{320});
    const auto versions = s.history();
    QCOMPARE(versions.size(), std::size_t{2});
    QCOMPARE(versions[0].price, eur(320));
    QCOMPARE(versions[0].valid_from, s.clock.at);
    QCOMPARE(versions[1].price, eur(300));  // what it was
    QCOMPARE(versions[1].valid_from, Instant{});
  }

  void laterPricesComeIntoForceByThemselves() {
    Stage s;
    const Instant now = s.clock.at;
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(350), now + days(2)}), std::string());
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(330), now + days(1)}), std::string());
    QCOMPARE(s.cola_at(now), std::int64_t{300});
    QCOMPARE(s.cola_at(now + days(1) - milliseconds(1)), std::int64_t{300});
    QCOMPARE(s.cola_at(now + days(1)), std::int64_t{330});
    QCOMPARE(s.cola_at(now + days(2)), std::int64_t{350});
    s.clock.at = now + days(1) + hours(1);
    QCOMPARE(s.business.command(PriceHistory{s.cast.cola, 0})->in_force, eur(330));
    // Another price at once holds until the next one that waits.
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(310), std::nullopt}), std::string());
    QCOMPARE(s.cola_at(s.clock.at), std::int64_t{310});
    QCOMPARE(s.cola_at(now + days(2)), std::int64_t{350});
  }

  void aPriceForTheSameInstantTakesTheOthersPlace() {
    Stage s;
    const Instant then = s.clock.at + days(1);
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(330), then}), std::string());
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(340), then}), std::string());
    QCOMPARE(s.cola_at(then), std::int64_t{340});
    const auto versions = s.history();
    QCOMPARE(versions.size(), std::size_t{3});
    QVERIFY(!versions[0].withdrawn);
    QVERIFY(versions[1].withdrawn);
    QCOMPARE(versions[1].price, eur(330));
  }

  void whatIsNotYetInForceCanBeTakenBack() {
    Stage s;
    const Instant then = s.clock.at + days(1);
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(330), then}), std::string());
    const PriceVersionId version = s.history()[0].id;
    const std::string unknown = "menu.price_unknown:price_version_id";
    QCOMPARE(s.refusal(WithdrawPrice{s.cast.margherita, version}), unknown);
    QCOMPARE(s.refusal(WithdrawPrice{s.cast.cola, version}), std::string());
    QCOMPARE(s.cola_at(then), std::int64_t{300});
    QCOMPARE(s.refusal(WithdrawPrice{s.cast.cola, version}), unknown);
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(330), then}), std::string());
    s.clock.at = then;
    QCOMPARE(s.refusal(WithdrawPrice{s.cast.cola, s.history()[0].id}), unknown);
  }

  void aMenuShowsThePricesOfItsInstant() {
    Stage s;
    const Instant before = s.clock.at;
    s.clock.at = before + hours(1);
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(320), std::nullopt}), std::string());
    s.clock.at = before + hours(2);
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(340), before + hours(4)}), std::string());
    const auto shown = [&](Instant at) {
      const MenuView menu = *s.business.command(SeeMenu{s.cast.restaurant, at, false});
      return menu.sections.at(1).items.at(0).price.minor;
    };
    QCOMPARE(shown(before), std::int64_t{300});
    QCOMPARE(shown(before + hours(1)), std::int64_t{320});
    QCOMPARE(shown(before + hours(3)), std::int64_t{320});
    QCOMPARE(shown(before + hours(4)), std::int64_t{340});
  }

  void pricesAreChecked() {
    Stage s;
    const Instant now = s.clock.at;
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(-1), std::nullopt}), std::string("menu.invalid:price.minor"));
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, {1, Currency::USD}, std::nullopt}),
             std::string("menu.invalid:price.currency"));
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(1), now - milliseconds(1)}), std::string("menu.invalid:from"));
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(1), now + days(731)}), std::string("menu.invalid:from"));
    QCOMPARE(s.refusal(PriceMenuItem{MenuItemId{99}, eur(1), std::nullopt}), std::string("menu.unknown:menu_item_id"));
    QCOMPARE(s.refusal(PriceHistory{s.cast.cola, 201}), std::string("menu.invalid:limit"));
    for (int i = 1; i <= 20; ++i)
      QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(300 + i), now + days(i)}), std::string());
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(1), now + days(21)}), std::string("menu.full:from"));
    QCOMPARE(s.refusal(PriceMenuItem{s.cast.cola, eur(1), now + days(20)}), std::string());
  }
};

QTEST_GUILESS_MAIN(MenuPriceTest)
#include "menu_price_test.moc"
