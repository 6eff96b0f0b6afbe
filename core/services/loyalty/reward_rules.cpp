// SPDX-License-Identifier: Apache-2.0
#include "core/services/loyalty/reward_rules.h"

namespace pizza {

Result<Reward> quote_reward(UnitOfWork&, const RewardWish& wish) {
  if (!wish.coupon_code.empty())
    return problem(Status::Unprocessable, "coupon.unknown", "there is no such coupon", "coupon_code");
  if (wish.points != 0) return problem(Status::Unprocessable, "points.too_few", "there are not so many", "points");
  return Reward{{0, wish.items.currency}, {0, wish.items.currency}};
}

}  // namespace pizza
