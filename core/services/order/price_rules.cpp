// SPDX-License-Identifier: Apache-2.0
#include "core/services/order/price_rules.h"

#include <algorithm>

namespace pizza::price_rules {

namespace {

constexpr std::size_t delivery = static_cast<std::size_t>(GoodKind::Delivery);

bool holds(const Offer& offer, std::size_t line) {
  return (offer.lines >> line & 1) != 0;
}

std::int64_t left_of(const Offer& offer, std::span<const Line> lines) {
  std::int64_t left = 0;
  for (std::size_t i = 0; i < lines.size(); ++i)
    if (holds(offer, i)) left += lines[i].left();
  return left;
}

// Takes `amount` off the lines that `chosen` names, in proportion to what is left of each.
template <class Chosen>
void spread_discount(std::span<Line> lines, std::int64_t amount, std::int64_t whole, Chosen chosen) {
  if (whole == 0) return;
  std::int64_t before = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!chosen(i)) continue;
    const std::int64_t after = before + lines[i].left();
    lines[i].discount += amount * after / whole - amount * before / whole;
    before = after;
  }
}

// How many of each line's units are free: of all units together one in `every`, the cheapest first.
void count_free(const Offer& offer, std::span<const Line> lines, std::array<std::int64_t, 64>& free) {
  std::array<std::uint8_t, 64> by_price{};
  std::size_t known = 0;
  std::int64_t units = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!holds(offer, i)) continue;
    by_price[known++] = static_cast<std::uint8_t>(i);
    units += lines[i].quantity;
  }
  std::stable_sort(by_price.begin(), by_price.begin() + static_cast<std::ptrdiff_t>(known),
                   [&](std::uint8_t a, std::uint8_t b) { return lines[a].unit < lines[b].unit; });
  std::int64_t wanted = offer.value > 1 ? units / offer.value : 0;
  for (std::size_t k = 0; k < known && wanted > 0; ++k) {
    const std::size_t i = by_price[k];
    free[i] = std::min<std::int64_t>(wanted, lines[i].quantity);
    wanted -= free[i];
  }
}

// What an offer is worth now. Where `take` is set it is taken off as well.
std::int64_t worth_of(const Offer& offer, const Sums& sums, std::span<Line> lines, bool take) {
  switch (offer.kind) {
    case PromotionKind::FreeDelivery:
      return sums.delivery_fee;
    case PromotionKind::CheapestFree: {
      std::array<std::int64_t, 64> free{};
      count_free(offer, lines, free);
      std::int64_t worth = 0;
      for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::int64_t off = lines[i].left() * free[i] / lines[i].quantity;
        worth += off;
        if (take) lines[i].discount += off;
      }
      return worth;
    }
    case PromotionKind::Percent:
    case PromotionKind::Amount:
      break;
  }
  const std::int64_t left = left_of(offer, lines);
  std::int64_t worth = offer.value;
  if (offer.kind == PromotionKind::Percent) {
    worth = part_of(left, offer.value, 10'000);
    if (offer.most > 0) worth = std::min(worth, offer.most);
  }
  worth = std::clamp<std::int64_t>(worth, 0, left);
  if (take) spread_discount(lines, worth, left, [&](std::size_t i) { return holds(offer, i); });
  return worth;
}

void use(Offer& offer, Sums& sums, std::span<Line> lines) {
  offer.worth = worth_of(offer, sums, lines, true);
  if (offer.kind == PromotionKind::FreeDelivery) {
    sums.delivery_fee = 0;
    return;
  }
  sums.discount += offer.worth;
  if (offer.by_restaurant) sums.restaurant_discount += offer.worth;
}

void add_tax(Sums& sums, std::size_t kind, TaxRule rule, std::int64_t tax) {
  sums.tax += tax;
  sums.tax_by_kind[kind] += tax;
  if (rule.included) sums.tax_included += tax;
}

void note_tax(Line& line, TaxRule rule, std::int64_t tax) {
  line.tax = tax;
  line.tax_included = rule.included ? tax : 0;
}

// One rounding for the kind, then spread over its lines.
void tax_kind(Sums& sums, std::span<Line> lines, std::size_t kind, TaxRule rule) {
  const std::int64_t base = sums.tax_base[kind];
  if (base == 0) return;
  const std::int64_t tax = tax_of(base, rule);
  add_tax(sums, kind, rule, tax);
  std::int64_t before = 0;
  for (Line& line : lines) {
    if (static_cast<std::size_t>(line.good) != kind) continue;
    const std::int64_t after = before + line.left();
    note_tax(line, rule, tax * after / base - tax * before / base);
    before = after;
  }
}

}  // namespace

Sums begin(std::span<Line> lines, const Terms& terms) {
  Sums sums;
  for (Line& line : lines) {
    line.gross = line.unit * line.quantity;
    sums.items += line.gross;
  }
  sums.delivery_fee = terms.delivery_fee;
  sums.tip = terms.tip;
  return sums;
}

void apply_offers(Sums& sums, std::span<Line> lines, std::span<Offer> offers, std::vector<std::size_t>* applied) {
  const auto take = [&](std::size_t i) {
    use(offers[i], sums, lines);
    if (applied != nullptr && offers[i].worth > 0) applied->push_back(i);
  };
  std::size_t best = offers.size();
  std::int64_t most = 0;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (offers[i].stackable) continue;
    const std::int64_t worth = worth_of(offers[i], sums, lines, false);
    if (worth <= most) continue;
    best = i;
    most = worth;
  }
  if (best < offers.size()) take(best);
  for (const PromotionKind kind :
       {PromotionKind::CheapestFree, PromotionKind::Percent, PromotionKind::Amount, PromotionKind::FreeDelivery})
    for (std::size_t i = 0; i < offers.size(); ++i)
      if (offers[i].stackable && offers[i].kind == kind) take(i);
}

void apply_reward(Sums& sums, std::span<Line> lines, std::int64_t amount, std::int64_t by_restaurant) {
  const std::int64_t left = sums.items - sums.discount;
  const std::int64_t worth = std::clamp<std::int64_t>(amount, 0, left);
  spread_discount(lines, worth, left, [](std::size_t) { return true; });
  sums.discount += worth;
  sums.restaurant_discount += std::clamp<std::int64_t>(by_restaurant, 0, worth);
}

void finish(Sums& sums, std::span<Line> lines, const Terms& terms) {
  if (sums.items < terms.small_order_below) sums.small_order_fee = terms.small_order_fee;
  for (Line& line : lines) {
    const auto kind = static_cast<std::size_t>(line.good);
    sums.tax_base[kind] += line.left();
    if (terms.rounding == TaxRounding::PerOrder) continue;
    const std::int64_t tax = tax_of(line.left(), terms.taxes[kind]);
    note_tax(line, terms.taxes[kind], tax);
    add_tax(sums, kind, terms.taxes[kind], tax);
  }
  if (terms.rounding == TaxRounding::PerOrder)
    for (std::size_t kind = 0; kind < delivery; ++kind) tax_kind(sums, lines, kind, terms.taxes[kind]);
  const std::int64_t fees = sums.delivery_fee + sums.small_order_fee;
  sums.tax_base[delivery] += fees;
  add_tax(sums, delivery, terms.taxes[delivery], tax_of(fees, terms.taxes[delivery]));
}

}  // namespace pizza::price_rules
