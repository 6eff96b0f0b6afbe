// SPDX-License-Identifier: Apache-2.0
// Referrals: redeemed, held, rewarded, revoked.
#include <algorithm>
#include <limits>

#include "core/services/loyalty/loyalty_service.h"
#include "core/services/loyalty/referral_rules.h"
#include "core/services/order/order_service.h"
#include "core/services/user/find_person.h"

namespace pizza {

namespace {

Problem refused(const char* type, std::string why) {
  return problem(Status::Unprocessable, type, std::move(why), "code");
}

bool newcomer(UnitOfWork& work, const User& user) {
  if (work.now() > user.registered_at + referral_rules::newcomer_age) return false;
  const std::vector<std::uint64_t> orders = work.find_where<&Order::user>(user.id);
  return std::none_of(orders.begin(), orders.end(),
                      [&](std::uint64_t key) { return work.find(OrderId{key})->status <= OrderStatus::Completed; });
}

// Newcomers that a person brought since then; refused ones do not count.
int brought_since(UnitOfWork& work, UserId referrer, Instant since) {
  int brought = 0;
  for (const std::uint64_t key : work.find_where<&Referral::referrer>(referrer)) {
    const Referral* referral = work.find_at<Referral>(key);
    brought += referral->status != ReferralStatus::Refused && referral->redeemed_at > since;
  }
  return brought;
}

void hold(Referral& referral, ReferralDoubt doubt, Instant now) {
  referral.status = ReferralStatus::Held;
  referral.doubt = doubt;
  referral.held_since = now;
}

void reward(UnitOfWork& work, Referral referral) {
  referral.status = ReferralStatus::Rewarded;
  const UserId newcomer = referral.newcomer;
  const UserId referrer = referral.referrer;
  const OrderId order = referral.order;
  work.record(ReferralMoved{std::move(referral)});
  loyalty_detail::credit<PointsKind::Granted>(work, newcomer, referral_rules::newcomer_points, order);
  if (!person_missing(work, referrer))
    loyalty_detail::credit<PointsKind::Granted>(work, referrer, referral_rules::referrer_points, order);
}

}  // namespace

Outcome LoyaltyService::redeem(UnitOfWork& work, const RedeemReferral& command) const {
  if (auto wrong = person_missing(work, command.user)) return *wrong;
  const std::optional<UserId> referrer = referral_rules::person_of(command.code);
  if (!referrer || person_missing(work, *referrer)) return refused("referral.unknown", "nobody has this code");
  if (work.find_at<Referral>(command.user.value) != nullptr)
    return problem(Status::Conflict, "referral.exists", "you have named who brought you", "code");
  const User& user = *work.find(command.user);
  const User& other = *work.find(*referrer);
  if (referral_rules::same_person(user, other)) return refused("referral.oneself", "nobody brings themselves");
  const Referral* others = work.find_at<Referral>(referrer->value);
  if (others != nullptr && others->referrer == command.user)
    return refused("referral.oneself", "you have brought this person yourself");
  if (!newcomer(work, user)) return refused("referral.not_newcomer", "is for the first 30 days, before any order");
  if (brought_since(work, *referrer, work.now() - days(30)) >= referral_rules::most_in_30_days)
    return refused("referral.too_many", "this code has brought as many as it may for now");
  Referral referral;
  referral.newcomer = command.user;
  referral.referrer = *referrer;
  referral.redeemed_at = work.now();
  if (referral_rules::same_house(user, other)) {
    hold(referral, ReferralDoubt::SameAddress, work.now());
  } else if (brought_since(work, *referrer, work.now() - hours(24)) + 1 >= referral_rules::burst_in_a_day) {
    hold(referral, ReferralDoubt::Burst, work.now());
  }
  work.record(ReferralMoved{std::move(referral)});
  return Done{};
}

void LoyaltyService::qualify(UnitOfWork& work, const Order& order) const {
  const Referral* found = work.find_at<Referral>(order.user.value);
  if (found->order || found->status > ReferralStatus::Held) return;
  if (work.now() > found->redeemed_at + referral_rules::reward_within) return;
  const Money items = order.items - order.discount;
  if (items.minor < referral_rules::least_units * points_rules::unit_of(items.currency)) return;
  Referral referral = *found;
  referral.order = order.id;
  const User* referrer = work.find(referral.referrer);
  // Somebody has let it go before: the same house is no news.
  const bool looked_at = referral.doubt != ReferralDoubt::None;
  if (referral.status == ReferralStatus::Open && !looked_at && referrer != nullptr &&
      referral_rules::lives_at(*referrer, order.drop))
    hold(referral, ReferralDoubt::SameAddress, work.now());
  if (referral.status == ReferralStatus::Held) {
    work.record(ReferralMoved{std::move(referral)});
  } else {
    reward(work, std::move(referral));
  }
}

void LoyaltyService::revoke(UnitOfWork& work, OrderId order, UserId newcomer) const {
  const Referral* found = work.find_at<Referral>(newcomer.value);
  if (found == nullptr || found->order != order || found->status == ReferralStatus::Refused ||
      found->status == ReferralStatus::Revoked)
    return;
  Referral referral = *found;
  const bool paid = referral.status == ReferralStatus::Rewarded;
  const UserId referrer = referral.referrer;
  referral.status = ReferralStatus::Revoked;
  referral.held_since.reset();
  work.record(ReferralMoved{std::move(referral)});
  if (!paid) return;
  for (const auto& [user, points] :
       {std::pair{newcomer, referral_rules::newcomer_points}, std::pair{referrer, referral_rules::referrer_points}})
    if (!person_missing(work, user)) loyalty_detail::take_back(work, user, points, order);
}

Outcome LoyaltyService::settle(UnitOfWork& work, const SettleReferral& command) const {
  const Referral* found = work.find_at<Referral>(command.newcomer.value);
  if (found == nullptr) return problem(Status::NotFound, "referral.unknown", "there is no such referral", "user_id");
  if (found->status != ReferralStatus::Held)
    return problem(Status::Conflict, "referral.not_held", "does not wait for anybody", "user_id");
  if (command.note.size() > 200 || (!command.approve && command.note.empty()))
    return problem(Status::Unprocessable, "referral.invalid", "1 to 200 bytes: say why not", "note");
  if (looks_like_card_number(command.note))
    return problem(Status::Unprocessable, "referral.invalid", "looks like a card number", "note");
  Referral referral = *found;
  referral.held_since.reset();
  referral.note = command.note;
  if (command.approve && referral.order) {
    reward(work, std::move(referral));
  } else {
    referral.status = command.approve ? ReferralStatus::Open : ReferralStatus::Refused;
    work.record(ReferralMoved{std::move(referral)});
  }
  return Done{};
}

Result<ReferralView> LoyaltyService::referral(UnitOfWork& work, const SeeReferral& query) const {
  if (auto wrong = person_missing(work, query.user)) return *wrong;
  ReferralView view;
  view.code = referral_rules::code_of(query.user);
  for (const std::uint64_t key : work.find_where<&Referral::referrer>(query.user)) {
    const ReferralStatus status = work.find_at<Referral>(key)->status;
    ++view.brought;
    view.waiting += status <= ReferralStatus::Held;
    view.rewarded += status == ReferralStatus::Rewarded;
  }
  if (const Referral* own = work.find_at<Referral>(query.user.value)) {
    view.redeemed = true;
    view.status = own->status;
  }
  return view;
}

Result<HeldReferrals> LoyaltyService::held(UnitOfWork& work, const ListHeldReferrals& query) const {
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 100)
    return problem(Status::Unprocessable, "referral.invalid", "must be from 1 to 100", "limit");
  std::vector<std::uint64_t> keys;
  const RecordType& type = record_type<Referral>();
  work.changes().store().find_range(type, type.index_position(field_number<&Referral::held_since>()), 0,
                                    std::numeric_limits<std::int64_t>::max(), static_cast<std::size_t>(limit), keys);
  HeldReferrals held;
  for (const std::uint64_t key : keys) held.referrals.push_back(*work.find_at<Referral>(key));
  return held;
}

}  // namespace pizza
