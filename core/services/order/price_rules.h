// SPDX-License-Identifier: Apache-2.0
// What an order costs, as a pure function of plain numbers. All amounts are minor units of one currency. In this order:
//
//   line       quantity × price of one
//   items      sum of the lines
//   promotions of those that may not be combined the one that is worth most (the older one where two are worth the
//              same); then all that may: cheapest free, percent, amount, free delivery, among equals the older first.
//              Each is taken off what the ones before have left, so nothing ever costs less than nothing.
//                cheapest free  of all units that it holds for, one in `every`, the cheapest ones
//                percent        of what is left of the lines that it holds for, half away from zero, at most its bound
//                amount         off what is left of the lines that it holds for
//                free delivery  the delivery fee becomes zero (that is no part of `discount`)
//   reward     coupon and points, quoted on what is left, are taken off the same way
//   discount   all of it but free delivery, spread over the lines in proportion to what was left of each
//   tax        on what is paid: the lines after their discounts by their kind; delivery and small-order fee together.
//              Included in the price: amount × rate / (1 + rate); on top: amount × rate. Rounded half away from zero
//              once for each kind of good (then spread over its lines), or for each line, as the place's terms say.
//              The tip is not taxed.
//   total      items - discount + (tax - tax_included) + delivery_fee + small_order_fee + tip
//
// Amounts are spread by running totals: each part is within one minor unit of its exact share, and the parts sum to the
// whole. Shares never lose or make a unit, whatever the currency's digits.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/model/records/place_terms.h"
#include "core/model/records/promotion.h"

namespace pizza::price_rules {

// The most that the items of one order may come to. Keeps every product of two amounts within 64 bits.
inline constexpr std::int64_t most_items = 1'000'000'000;

struct Line {
  std::int64_t unit = 0;      // price of one, options included; 0 or more
  std::int32_t quantity = 1;  // 1 or more
  GoodKind good = GoodKind::Food;
  // What each line becomes:
  std::int64_t gross = 0;
  std::int64_t discount = 0;  // 0..gross
  std::int64_t tax = 0;
  std::int64_t tax_included = 0;  // the part of `tax` that is in the price

  std::int64_t left() const { return gross - discount; }
};

// A promotion whose conditions hold. `lines`: bit i set, it holds for line i.
struct Offer {
  PromotionKind kind = PromotionKind::Percent;
  std::int64_t value = 0;  // ten-thousandths, an amount, or one in how many
  std::int64_t most = 0;   // of Percent; 0: no bound
  std::uint64_t lines = ~std::uint64_t{0};
  bool stackable = false;
  bool by_restaurant = false;
  std::int64_t worth = 0;  // what was taken off; 0: it did not apply
};

struct Terms {
  std::array<TaxRule, good_kind_names.size()> taxes;  // by kind of good
  TaxRounding rounding = TaxRounding::PerOrder;
  std::int64_t delivery_fee = 0;
  std::int64_t small_order_below = 0;
  std::int64_t small_order_fee = 0;
  std::int64_t tip = 0;
};

struct Sums {
  std::int64_t items = 0;
  std::int64_t discount = 0;
  std::int64_t restaurant_discount = 0;
  std::int64_t delivery_fee = 0;
  std::int64_t small_order_fee = 0;
  std::int64_t tip = 0;
  std::int64_t tax = 0;
  std::int64_t tax_included = 0;
  // By kind of good: what was taxed, and the tax; sums to the two above.
  std::array<std::int64_t, good_kind_names.size()> tax_base{};
  std::array<std::int64_t, good_kind_names.size()> tax_by_kind{};

  std::int64_t total() const { return items - discount + (tax - tax_included) + delivery_fee + small_order_fee + tip; }
};

// `amount` times `share` of `whole`, rounded half away from zero; whole > 0. amount × share below 4.6e18.
constexpr std::int64_t part_of(std::int64_t amount, std::int64_t share, std::int64_t whole) {
  const std::int64_t product = amount * share;
  return (product + (product < 0 ? -(whole / 2) : whole / 2)) / whole;
}

// The tax in or on an amount.
constexpr std::int64_t tax_of(std::int64_t amount, TaxRule rule) {
  return part_of(amount, rule.per_10000, rule.included ? 10'000 + rule.per_10000 : 10'000);
}

// First step: gross amounts, and the items. At most 64 lines, and the items at most `most_items`.
Sums begin(std::span<Line> lines, const Terms& terms);
// Second step. `offers` older first; the order is kept. `applied` gets their places in the order of use.
void apply_offers(Sums& sums, std::span<Line> lines, std::span<Offer> offers, std::vector<std::size_t>* applied);
// Third step: a reward worth `amount` (at most what is left of the items), of which the restaurant bears a part.
void apply_reward(Sums& sums, std::span<Line> lines, std::int64_t amount, std::int64_t by_restaurant);
// Last step: the small-order fee and the taxes.
void finish(Sums& sums, std::span<Line> lines, const Terms& terms);

}  // namespace pizza::price_rules
