// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/offers.h"

#include <stdexcept>

#include "core/services/loyalty/loyalty_service.h"
#include "core/services/order/promotion_service.h"

namespace pizza::sim {

namespace {

template <class R>
void expect(const R& result, const char* what) {
  if (!result.ok()) throw std::runtime_error(std::string(what) + ": " + result.problem().detail);
}

// The first is a tenth off, the second a fixed amount above a minimum, the third for first orders; then again.
CreateCoupon coupon_of(std::uint64_t number, Currency currency) {
  CreateCoupon coupon;
  coupon.code = coupon_code(number);
  coupon.title = "From the house";
  coupon.minimum = {1'000, currency};
  switch (number % 3) {
    case 0:
      coupon.per_10000 = 1'000;
      coupon.most = {500, currency};
      coupon.person_limit = 3;
      break;
    case 1:
      coupon.amount = {300, currency};
      coupon.minimum = {2'000, currency};
      coupon.total_limit = 200;
      break;
    default:
      coupon.amount = {500, currency};
      coupon.minimum = {1'500, currency};
      coupon.first_order_only = true;
  }
  return coupon;
}

Promotion promotion_of(const Stage& stage, RestaurantId restaurant, std::uint64_t drawn) {
  Promotion promotion;
  promotion.restaurant = restaurant;
  promotion.from = stage.scenario.begins;
  promotion.until = stage.scenario.ends();
  if (drawn % 2 == 0) {
    promotion.name = "A tenth off";
    promotion.kind = PromotionKind::Percent;
    promotion.per_10000 = 1'000;
    promotion.stackable = true;
  } else {
    promotion.name = "Every third one free";
    promotion.kind = PromotionKind::CheapestFree;
    promotion.every = 3;
  }
  return promotion;
}

}  // namespace

std::string coupon_code(std::uint64_t number) {
  return "HOUSE" + std::to_string(number + 1);
}

void open_offers(Stage& stage) {
  const OfferPlan& plan = stage.scenario.offers;
  for (std::int32_t i = 0; i < plan.coupons; ++i)
    expect(stage.business.command(coupon_of(static_cast<std::uint64_t>(i), stage.scenario.currency)), "a coupon");
  for (std::size_t site = 0; site < stage.restaurants.size(); ++site) {
    RandomStream chance = stage.chance(Purpose::Offers, site);
    if (!happens(chance, plan.promotions_permille)) continue;
    const AddPromotion wish{promotion_of(stage, stage.restaurants[site], chance.below(2))};
    expect(stage.business.command(wish), "a promotion");
  }
}

}  // namespace pizza::sim
