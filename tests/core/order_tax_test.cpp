// SPDX-License-Identifier: Apache-2.0
// Taxes by place and kind of good, included and on top, rounded as stated; and the fees.
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : OrderStage {
  Stage() {
    edit_shop([](Restaurant& shop) { shop.tax_region = "US-NY"; });
    MenuItem drink = business.read([&](UnitOfWork& work) { return *work.find(cast.cola); });
    drink.kind = GoodKind::Drink;
    edit_record(cast.cola, drink);
  }
  PlaceTerms terms(TaxRule food, TaxRule drink, TaxRule delivery, TaxRounding rounding = TaxRounding::PerOrder) {
    PlaceTerms made;
    made.region = "US-NY";
    made.taxes = {food, drink, drink, delivery};
    made.rounding = rounding;
    return made;
  }
  // 2 × 17.50 of food and 3.00 of drink, 2.50 for the way, 2.00 tip.
  Order under(const PlaceTerms& terms) {
    const Outcome set = tell(SetPlaceTerms{terms});
    if (!set.ok()) QTest::qFail(qPrintable(QString::fromStdString(set.problem().field)), __FILE__, __LINE__);
    return priced(wish(cast));
  }
};

// Lines of food alone, by the pure rules.
price_rules::Sums sums_of(std::span<price_rules::Line> lines, TaxRule rule, TaxRounding rounding) {
  price_rules::Terms terms;
  terms.taxes[0] = rule;
  terms.rounding = rounding;
  price_rules::Sums sums = price_rules::begin(lines, terms);
  price_rules::finish(sums, lines, terms);
  return sums;
}

}  // namespace

class OrderTaxTest : public QObject {
  Q_OBJECT
 private slots:
  void withoutTermsTheRestaurantsOwnTaxComesOnTop() {
    Stage s;
    const Order order = s.priced(s.wish(s.cast));
    QCOMPARE(order.tax, eur(380));
    QCOMPARE(order.tax_included, eur(0));
    QCOMPARE(order.total, eur(3'800 + 380 + 250 + 200));
    QVERIFY(s.basket(order.id).taxes.empty());
  }

  void onTopIsAddedToTheTotal() {
    Stage s;
    const Order order = s.under(s.terms({888, false}, {2'000, false}, {400, false}));
    // 35.00 × 8.88 % = 3.108, 3.00 × 20 % = 0.60, 2.50 × 4 % = 0.10
    QCOMPARE(order.tax, eur(311 + 60 + 10));
    QCOMPARE(order.tax_included, eur(0));
    QCOMPARE(order.total, eur(3'800 + 381 + 250 + 200));
  }

  void includedIsInThePriceAlready() {
    Stage s;
    const Order order = s.under(s.terms({1'000, true}, {2'000, true}, {2'000, true}));
    // 35.00 × 10/110 = 3.1818, 3.00 × 20/120 = 0.50, 2.50 × 20/120 = 0.4167
    QCOMPARE(order.tax, eur(318 + 50 + 42));
    QCOMPARE(order.tax_included, order.tax);
    QCOMPARE(order.total, eur(3'800 + 250 + 200));
  }

  void aReceiptNamesEveryRate() {
    Stage s;
    const Order order = s.under(s.terms({1'000, true}, {2'000, false}, {0, false}));
    const auto taxes = s.basket(order.id).taxes;
    QCOMPARE(taxes.size(), std::size_t{3});
    QCOMPARE(taxes[0].base, eur(3'500));
    QCOMPARE(taxes[0].tax, eur(318));
    QVERIFY(taxes[0].included);
    QCOMPARE(taxes[1].kind, GoodKind::Drink);
    QCOMPARE(taxes[1].tax, eur(60));
    QCOMPARE(taxes[2].kind, GoodKind::Delivery);
    QCOMPARE(taxes[2].base, eur(250));
    QCOMPARE(order.tax, eur(378));
    QCOMPARE(order.tax_included, eur(318));
    QCOMPARE(order.total, eur(3'800 + 60 + 250 + 200));
  }

  void theTipIsNotTaxed() {
    Stage s;
    const PlaceTerms terms = s.terms({1'000, false}, {1'000, false}, {1'000, false});
    const Money with = s.under(terms).tax;
    PlaceOrder wish = s.wish(s.cast);
    wish.tip = eur(0);
    QCOMPARE(s.priced(wish).tax, with);
  }

  void taxIsOnWhatIsPaidAfterDiscounts() {
    Stage s;
    QVERIFY(s.tell(s.adding(s.percent(5'000))).ok());
    const Order order = s.under(s.terms({1'000, false}, {2'000, false}, {0, false}));
    QCOMPARE(order.discount, eur(1'900));
    QCOMPARE(order.tax, eur(175 + 30));
  }

  void aPartOfACountryGoesBeforeTheCountry() {
    Stage s;
    PlaceTerms country = s.terms({500, false}, {500, false}, {0, false});
    country.region = "US";
    QVERIFY(s.tell(SetPlaceTerms{country}).ok());
    QCOMPARE(s.priced(s.wish(s.cast)).tax, eur(190));
    QCOMPARE(s.under(s.terms({1'000, false}, {1'000, false}, {0, false})).tax, eur(380));
    QVERIFY(s.tell(RemovePlaceTerms{"US-NY"}).ok());
    QCOMPARE(s.priced(s.wish(s.cast)).tax, eur(190));
    QCOMPARE(s.ask(SeePlaceTerms{"US-NY"})->region, std::string("US"));
    QCOMPARE(s.tell(RemovePlaceTerms{"US-NY"}).problem().type, std::string("terms.unknown"));
  }

  void roundingIsHalfAwayFromZero() {
    // 5 % of 0.10, 0.30 and 0.50 are 0.5, 1.5 and 2.5 units.
    for (const auto& [unit, tax] : {std::pair{10, 1}, {30, 2}, {50, 3}, {9, 0}}) {
      std::array<price_rules::Line, 1> lines;
      lines[0].unit = unit;
      QCOMPARE(sums_of(lines, {500, false}, TaxRounding::PerOrder).tax, std::int64_t{tax});
    }
  }

  void aLineAtATimeRoundsEachLineAndAnOrderAtATimeOnce() {
    for (const TaxRounding rounding : {TaxRounding::PerOrder, TaxRounding::PerLine}) {
      std::array<price_rules::Line, 3> lines;
      for (price_rules::Line& line : lines) line.unit = 10;  // 0.5 of tax each
      const auto sums = sums_of(lines, {500, false}, rounding);
      QCOMPARE(sums.tax, std::int64_t{rounding == TaxRounding::PerLine ? 3 : 2});
      QCOMPARE(lines[0].tax + lines[1].tax + lines[2].tax, sums.tax);
    }
  }

  void aSmallOrderCostsAFeeThatIsTaxedLikeTheWay() {
    Stage s;
    PlaceTerms terms = s.terms({0, false}, {0, false}, {2'000, false});
    terms.small_order_below = eur(3'801);
    terms.small_order_fee = eur(150);
    Order order = s.under(terms);
    QCOMPARE(order.small_order_fee, eur(150));
    QCOMPARE(order.tax, eur(80));  // 20 % of 4.00
    QCOMPARE(order.total, eur(3'800 + 80 + 250 + 150 + 200));
    terms.small_order_below = eur(3'800);
    QCOMPARE(s.under(terms).small_order_fee, eur(0));
  }

  void aFeeInAnotherCurrencyIsNotAskedFor() {
    Stage s;
    PlaceTerms terms = s.terms({0, false}, {0, false}, {0, false});
    terms.small_order_below = {1'000'000, Currency::USD};
    terms.small_order_fee = {500, Currency::USD};
    QCOMPARE(s.under(terms).small_order_fee, eur(0));
  }

  void termsAreChecked_data() {
    QTest::addColumn<QString>("region");
    QTest::addColumn<int>("rate");
    QTest::addColumn<QString>("field");
    QTest::newRow("no region") << "" << 0 << "terms.region";
    QTest::newRow("small letters") << "us" << 0 << "terms.region";
    QTest::newRow("three letters") << "USA" << 0 << "terms.region";
    QTest::newRow("no part") << "US-" << 0 << "terms.region";
    QTest::newRow("long part") << "US-NYCX" << 0 << "terms.region";
    QTest::newRow("negative rate") << "US" << -1 << "terms.taxes[1].per_10000";
    QTest::newRow("more than all") << "US" << 10'001 << "terms.taxes[1].per_10000";
  }
  void termsAreChecked() {
    QFETCH(QString, region);
    QFETCH(int, rate);
    QFETCH(QString, field);
    Stage s;
    PlaceTerms terms = s.terms({}, {rate, false}, {});
    terms.region = region.toStdString();
    const Outcome outcome = s.tell(SetPlaceTerms{terms});
    QVERIFY(!outcome.ok());
    QCOMPARE(QString::fromStdString(outcome.problem().field), field);
    QCOMPARE(s.store.count(record_type<PlaceTerms>()), std::size_t{0});
  }
};

QTEST_GUILESS_MAIN(OrderTaxTest)
#include "order_tax_test.moc"
