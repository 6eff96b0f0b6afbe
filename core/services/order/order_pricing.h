// SPDX-License-Identifier: Apache-2.0
// What a wish costs by the menu, the place's terms, the promotions and the rewards as they are now. The sums are those
// of core/services/order/price_rules.h, one line's price is that of core/services/order/line_rules.h.
//   items         at least the minimum of the zone or the restaurant, at most a thousand million minor units
//   tax           by the terms of the restaurant's region (core/model/records/place_terms.h); where there are none, the
//                 restaurant's tax_per_10000 of the items, once for the order, on top or in the price as it says
//   delivery fee  by zone and distance (core/services/restaurant/zone_rules.h)
//   small-order   by the region's terms where they have such a fee, else the restaurant's
//   tip           from nothing to the items' price and 100 major units of two digits more
#pragma once

#include <span>

#include "core/model/problem.h"
#include "core/model/records/order.h"
#include "core/model/records/place_terms.h"
#include "core/services/order/line_rules.h"

namespace pizza {

// A reward that an order has already: it keeps its worth, or less in proportion where the items after promotions come
// to less than what it was quoted for. In minor units.
struct KeptReward {
  std::int64_t worth = 0;
  std::int64_t by_restaurant = 0;
  std::int64_t quoted_for = 0;
};

struct PricingWish {
  UserId user;
  std::span<const OrderLine> lines;
  GeoPoint drop;
  Money tip;
  std::string_view coupon_code = {};
  std::int64_t points = 0;
  Instant wanted;                    // now, or when a scheduled order is due
  bool any_amount = false;           // no minimum is asked for, nor that it is near enough
  const KeptReward* kept = nullptr;  // in place of coupon and points
};

struct PricedBasket {
  std::vector<BasketLine> lines;
  Money items, tax, delivery_fee, tip, total;
  Money discount, restaurant_discount, small_order_fee, tax_included;
  std::vector<TaxPart> taxes;
  std::vector<AppliedPromotion> promotions;
};

// Problems name the field: lines, lines[i].…, tip.minor, tip.currency, coupon_code, points.
Result<PricedBasket> price_basket(UnitOfWork& work, const Restaurant& restaurant, const PricingWish& wish);

// The terms of a region, or of the country that it is a part of; null where there are none.
const PlaceTerms* place_terms_of(UnitOfWork& work, const std::string& region);

// The part of an order's price that its items have, with their tax: what is lost when food was made for nobody.
Money items_share(const Order& order, const Basket& basket);

}  // namespace pizza
