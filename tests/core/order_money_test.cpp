// SPDX-License-Identifier: Apache-2.0
// No rounding is lost: over a million random carts, in currencies of 0, 2 and 3 digits, the parts sum to the whole.
#include <QTest>

#include "core/model/random_bits.h"
#include "core/services/order/price_rules.h"

using namespace pizza;
using namespace pizza::price_rules;

namespace {

// Numbers from a seed: the same on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::int64_t upto(std::int64_t most) {
    return static_cast<std::int64_t>(mix_bits(++state_) % static_cast<std::uint64_t>(most + 1));
  }
  bool one_in(std::int64_t n) { return upto(n - 1) == 0; }

 private:
  std::uint64_t state_;
};

struct RandomCart {
  std::array<Line, 8> storage;
  std::size_t size = 0;
  std::array<Offer, 4> offers;
  std::size_t offered = 0;
  Terms terms;
  std::int64_t reward = 0;
  std::int64_t reward_by_restaurant = 0;

  RandomCart(Draw& draw, Currency currency) {
    std::int64_t unit = 1;
    for (int digit = 0; digit < minor_digits(currency); ++digit) unit *= 10;
    size = static_cast<std::size_t>(1 + draw.upto(7));
    for (std::size_t i = 0; i < size; ++i) {
      storage[i].unit = draw.upto(40 * unit + (unit == 1 ? 4'000 : 0));
      storage[i].quantity = static_cast<std::int32_t>(1 + draw.upto(draw.one_in(20) ? 98 : 3));
      storage[i].good = draw.one_in(3) ? GoodKind::Drink : GoodKind::Food;
    }
    offered = static_cast<std::size_t>(draw.upto(4));
    for (std::size_t i = 0; i < offered; ++i) {
      Offer& offer = offers[i];
      offer.kind = static_cast<PromotionKind>(draw.upto(3));
      offer.value = offer.kind == PromotionKind::CheapestFree ? 2 + draw.upto(3)
                    : offer.kind == PromotionKind::Percent    ? draw.upto(10'000)
                                                              : draw.upto(30 * unit);
      if (draw.one_in(3)) offer.most = 1 + draw.upto(10 * unit);
      if (draw.one_in(2)) offer.lines = mix_bits(static_cast<std::uint64_t>(draw.upto(1'000'000)));
      offer.stackable = draw.one_in(2);
      offer.by_restaurant = draw.one_in(2);
    }
    for (TaxRule& rule : terms.taxes)
      rule = {static_cast<std::int32_t>(draw.one_in(4) ? 0 : draw.upto(2'700)), draw.one_in(2)};
    terms.rounding = draw.one_in(2) ? TaxRounding::PerLine : TaxRounding::PerOrder;
    terms.delivery_fee = draw.upto(6 * unit);
    terms.small_order_below = draw.upto(30 * unit);
    terms.small_order_fee = draw.upto(3 * unit);
    terms.tip = draw.upto(5 * unit);
    if (draw.one_in(3)) {
      reward = draw.upto(20 * unit);
      reward_by_restaurant = draw.upto(reward);
    }
  }
  std::span<Line> lines() { return {storage.data(), size}; }
  Sums price() {
    Sums sums = begin(lines(), terms);
    apply_offers(sums, lines(), {offers.data(), offered}, nullptr);
    apply_reward(sums, lines(), reward, reward_by_restaurant);
    finish(sums, lines(), terms);
    return sums;
  }
};

// Null where all is well; else what is not. The checks share nothing with the rules' own sums.
const char* fault(RandomCart& cart, const Sums& sums) {
  std::int64_t gross = 0, discount = 0, tax = 0, included = 0, offers = 0;
  for (const Line& line : cart.lines()) {
    if (line.gross != line.unit * line.quantity) return "a line is not its units";
    if (line.discount < 0 || line.discount > line.gross) return "a line costs less than nothing";
    if (line.tax < 0 || line.tax_included > line.tax || line.tax_included > line.left()) return "a line's tax";
    gross += line.gross;
    discount += line.discount;
    tax += line.tax;
    included += line.tax_included;
  }
  for (std::size_t i = 0; i < cart.offered; ++i)
    if (cart.offers[i].kind != PromotionKind::FreeDelivery) offers += cart.offers[i].worth;
  const TaxRule fees = cart.terms.taxes[static_cast<std::size_t>(GoodKind::Delivery)];
  const std::int64_t fee_tax = sums.tax_by_kind[static_cast<std::size_t>(GoodKind::Delivery)];
  if (gross != sums.items) return "lines do not sum to the items";
  if (discount != sums.discount) return "the lines' discounts do not sum to the order's";
  if (sums.discount < offers || sums.discount > offers + cart.reward) return "offers and reward are not the discount";
  if (sums.restaurant_discount < 0 || sums.restaurant_discount > sums.discount) return "the restaurant's part";
  if (tax + fee_tax != sums.tax) return "the lines' taxes do not sum to the order's";
  if (included + (fees.included ? fee_tax : 0) != sums.tax_included) return "the taxes within do not sum";
  if (sums.tax_by_kind[0] + sums.tax_by_kind[1] + fee_tax != sums.tax) return "the kinds' taxes do not sum";
  if (sums.tax_base[0] + sums.tax_base[1] != sums.items - sums.discount) return "what was taxed is not what was paid";
  std::int64_t paid = sums.delivery_fee + sums.small_order_fee + sums.tip + (fees.included ? 0 : fee_tax);
  for (const Line& line : cart.lines()) paid += line.gross - line.discount + line.tax - line.tax_included;
  if (paid != sums.total()) return "the parts do not sum to the total";
  return sums.total() < 0 ? "less than nothing" : nullptr;
}

}  // namespace

class OrderMoneyTest : public QObject {
  Q_OBJECT
 private slots:
  void aMillionCartsLoseNothing() {
    Draw draw(20'261'127);
    std::int64_t discounted = 0, taxed_within = 0, with_reward = 0;
    for (int n = 0; n < 1'000'000; ++n) {
      const Currency currency = n % 3 == 0 ? Currency::JPY : n % 3 == 1 ? Currency::EUR : Currency::KWD;
      RandomCart cart(draw, currency);
      const Sums sums = cart.price();
      if (const char* wrong = fault(cart, sums); wrong != nullptr)
        QFAIL(qPrintable(QStringLiteral("cart %1: %2").arg(n).arg(QLatin1String(wrong))));
      discounted += sums.discount > 0 ? 1 : 0;
      taxed_within += sums.tax_included > 0 && sums.tax_included < sums.tax ? 1 : 0;
      with_reward += cart.reward > 0 ? 1 : 0;
    }
    // The carts were of every sort.
    QVERIFY(discounted > 500'000);
    QVERIFY(taxed_within > 200'000);
    QVERIFY(with_reward > 200'000);
  }

  void currenciesHaveZeroTwoAndThreeDigits() {
    QCOMPARE(minor_digits(Currency::JPY), 0);
    QCOMPARE(minor_digits(Currency::EUR), 2);
    QCOMPARE(minor_digits(Currency::KWD), 3);
  }

  void theLargestOrderStaysWithinItsNumbers() {
    std::array<Line, 50> lines;
    for (Line& line : lines) line.unit = most_items / 50;
    Terms terms;
    terms.taxes.fill({10'000, true});
    std::array<Offer, 2> offers{Offer{PromotionKind::Percent, 9'999, 0, ~std::uint64_t{0}, false, true, 0},
                                Offer{PromotionKind::Percent, 9'999, 0, ~std::uint64_t{0}, true, false, 0}};
    Sums sums = begin(lines, terms);
    QCOMPARE(sums.items, most_items);
    apply_offers(sums, lines, offers, nullptr);
    QCOMPARE(sums.discount, most_items - 10);  // 100'000 are left of the first, 10 of the second
    apply_reward(sums, lines, 7, 7);
    finish(sums, lines, terms);
    QCOMPARE(sums.total(), std::int64_t{3});
    QCOMPARE(sums.tax, std::int64_t{2});  // 3 × 10000 / 20000, half away from zero
  }
};

QTEST_GUILESS_MAIN(OrderMoneyTest)
#include "order_money_test.moc"
