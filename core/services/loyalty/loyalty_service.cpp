// SPDX-License-Identifier: Apache-2.0
// Points: earned, spent, given back, taken back, expired, adjusted.
#include "core/services/loyalty/loyalty_service.h"

#include <algorithm>

#include "core/services/loyalty/reward_rules.h"
#include "core/services/order/order_service.h"
#include "core/services/user/find_person.h"

namespace pizza {

using loyalty_detail::credit;
using loyalty_detail::post;

namespace {

Problem invalid(std::string why, std::string field) {
  return problem(Status::Unprocessable, "points.invalid", std::move(why), std::move(field));
}

struct OrdersPoints {
  std::int64_t earned = 0;
  std::int64_t taken_back = 0;
};

OrdersPoints points_of(UnitOfWork& work, UserId user, OrderId order) {
  OrdersPoints found;
  for (const std::uint64_t key : work.find_where<&PointsEntry::user>(user)) {
    const PointsEntry* entry = work.find(PointsEntryId{key});
    if (entry->order != order) continue;
    if (entry->kind == PointsKind::Earned) found.earned += entry->points - entry->debt;
    if (entry->kind == PointsKind::TakenBack) found.taken_back += entry->debt - entry->points;
  }
  return found;
}

// Refunds of the order that are done.
std::int64_t refunded(UnitOfWork& work, OrderId order) {
  std::int64_t minor = 0;
  for (const std::uint64_t key : work.find_where<&Refund::order>(order)) {
    const Refund* refund = work.find(RefundId{key});
    if (refund->status == RefundStatus::Done) minor += refund->amount.minor;
  }
  return minor;
}

// a × part / whole, rounded down; none of them negative, part at most whole. Exact for all that money can be.
std::int64_t part_of(std::int64_t a, std::int64_t part, std::int64_t whole) {
  return a / whole * part + a % whole * part / whole;
}

}  // namespace

void loyalty_detail::take_back(UnitOfWork& work, UserId user, std::int64_t points, OrderId order) {
  const PointsAccount* account = work.find_at<PointsAccount>(user.value);
  const std::int64_t there = account == nullptr ? 0 : std::min(account->balance, points);
  post<PointsKind::TakenBack>(work, user, -there, points - there, order);
}

void LoyaltyService::on(UnitOfWork& work, const OrderPlaced& event) const {
  if (event.order.coupon_code.empty() && event.order.points_spent == 0) return;
  const OrderId id = event.order.id;
  const UserId user = event.order.user;
  if (work.find(id)->status > OrderStatus::Completed) return;  // ended before anybody heard of it
  CouponId coupon;
  if (!event.order.coupon_code.empty()) {
    const Coupon* found = reward_rules::coupon_by_code(work, event.order.coupon_code);
    const char* refusal = found == nullptr ? "coupon.unknown" : reward_rules::limit_reached(work, *found, user, id);
    if (refusal != nullptr) {
      work.record(RewardRefused{id, refusal});
      return;
    }
    coupon = found->id;
  }
  const std::int64_t points = event.order.points_spent;
  if (points > 0) {
    expire(work, user);
    const PointsAccount* account = work.find_at<PointsAccount>(user.value);
    if (account == nullptr || account->balance < points) {
      work.record(RewardRefused{id, "points.too_few"});
      return;
    }
    post<PointsKind::Spent>(work, user, -points, 0, id);
  }
  if (coupon) work.record(CouponSpent{coupon, id, user});
}

void LoyaltyService::give_back(UnitOfWork& work, OrderId order) const {
  const RewardUse* found = work.find_at<RewardUse>(order.value);
  if (found == nullptr || found->returned_at || work.find(order)->end_charge.minor != 0) return;
  const CouponId coupon = found->coupon;
  const UserId user = found->user;
  const std::int64_t points = found->points;
  if (points > 0) post<PointsKind::Returned>(work, user, points, 0, order);
  if (coupon) work.record(CouponReturned{coupon, order, work.now()});
}

void LoyaltyService::on(UnitOfWork& work, const OrderCompleted& event) const {
  const Order* order = work.find(event.order);
  if (order == nullptr) return;
  earn(work, *order);
  if (work.find_at<Referral>(order->user.value) != nullptr) qualify(work, *work.find(event.order));
}

void LoyaltyService::earn(UnitOfWork& work, const Order& order) const {
  const UserId user = order.user;
  const OrderId id = order.id;
  const PointsAccount* account = work.find_at<PointsAccount>(user.value);
  const std::int64_t points =
      points_rules::points_for(order.items - order.discount, points_rules::tier_of(account, work.now()));
  if (points == 0) return;
  if (account != nullptr && account->expires_at && *account->expires_at <= work.now()) expire(work, user);
  credit<PointsKind::Earned>(work, user, points, id);
}

void LoyaltyService::on(UnitOfWork& work, const RefundSettled& event) const {
  if (!event.done) return;
  const Order* order = work.find(event.order);
  const Payment* payment = work.find(event.payment);
  if (order == nullptr || payment == nullptr || payment->captured.minor <= 0) return;
  const UserId user = order->user;
  const std::int64_t captured = payment->captured.minor;
  const std::int64_t back = std::min(refunded(work, event.order), captured);
  const OrdersPoints points = points_of(work, user, event.order);
  const std::int64_t due = part_of(points.earned, back, captured) - points.taken_back;
  if (due > 0) loyalty_detail::take_back(work, user, due, event.order);
  if (back * 2 >= captured) revoke(work, event.order, user);
}

void LoyaltyService::expire(UnitOfWork& work, UserId user) const {
  const PointsAccount* account = work.find_at<PointsAccount>(user.value);
  if (account == nullptr || !account->expires_at || *account->expires_at > work.now()) return;
  const std::int64_t over = account->balance - points_rules::usable(account, work.now());
  post<PointsKind::Expired>(work, user, -over, 0, {});
}

void LoyaltyService::on(UnitOfWork& work, const UserErased& event) const {
  const PointsAccount* account = work.find_at<PointsAccount>(event.user.value);
  if (account == nullptr) return;
  if (account->balance > 0) post<PointsKind::Adjusted>(work, event.user, -account->balance, 0, {});
  PointsForgotten forgotten{event.user, {}};
  for (const std::uint64_t key : work.find_where<&PointsEntry::user>(event.user))
    if (!work.find(PointsEntryId{key})->note.empty()) forgotten.entries.push_back(PointsEntryId{key});
  if (!forgotten.entries.empty()) work.record(std::move(forgotten));
}

Outcome LoyaltyService::adjust(UnitOfWork& work, const AdjustPoints& command) const {
  if (auto wrong = person_missing(work, command.user)) return *wrong;
  if (command.points == 0 || command.points > points_rules::most_at_once ||
      command.points < -points_rules::most_at_once)
    return invalid("from -1000000 to 1000000, and not 0", "points");
  if (command.reason.empty() || command.reason.size() > 200) return invalid("1 to 200 bytes", "reason");
  if (looks_like_card_number(command.reason))
    return problem(Status::Unprocessable, "points.card_number", "looks like a card number", "reason");
  expire(work, command.user);
  if (command.points > 0) {
    credit<PointsKind::Adjusted>(work, command.user, command.points, {}, command.reason);
    return Done{};
  }
  const PointsAccount* account = work.find_at<PointsAccount>(command.user.value);
  if (account == nullptr || account->balance < -command.points)
    return problem(Status::Conflict, "points.too_few", "there are not so many", "points");
  post<PointsKind::Adjusted>(work, command.user, command.points, 0, {}, command.reason);
  return Done{};
}

Result<PointsView> LoyaltyService::points(UnitOfWork& work, const SeePoints& query) const {
  if (auto wrong = person_missing(work, query.user)) return *wrong;
  const std::int32_t limit = query.limit == 0 ? 20 : query.limit;
  if (limit < 1 || limit > 100) return invalid("must be from 1 to 100", "limit");
  if (query.offset < 0 || query.offset > 2'000) return invalid("must be from 0 to 2000", "offset");
  PointsView view;
  const PointsAccount* account = work.find_at<PointsAccount>(query.user.value);
  view.tier = points_rules::tier_of(account, work.now());
  if (account != nullptr) {
    view.balance = points_rules::usable(account, work.now());
    view.debt = account->debt;
    view.lifetime = account->lifetime;
    view.earned_in_a_year = points_rules::earned_in_a_year(*account, work.now());
    for (const PointsLot& lot : account->lots) {
      const Instant over = points_rules::lot_expiry(lot.month);
      if (lot.left == 0 || over <= work.now() || view.next_expiry) continue;
      view.next_expiry = over;
      view.expiring = lot.left;
    }
  }
  const std::size_t next = static_cast<std::size_t>(view.tier) + 1;
  if (next < points_rules::tiers.size()) view.to_next_tier = points_rules::tiers[next].from - view.earned_in_a_year;
  // Numbers rise with time.
  const std::vector<std::uint64_t> keys = work.find_where<&PointsEntry::user>(query.user);
  view.entries = static_cast<std::int32_t>(keys.size());
  const auto first = static_cast<std::size_t>(query.offset);
  for (std::size_t i = first; i < keys.size() && i < first + static_cast<std::size_t>(limit); ++i)
    view.history.push_back(*work.find(PointsEntryId{keys[keys.size() - 1 - i]}));
  return view;
}

namespace {

template <class... E>
std::array<Reaction, sizeof...(E)> loyalty_reactions_to() {
  return {reaction<LoyaltyService, E>("loyalty")...};
}

}  // namespace

std::span<const Reaction> loyalty_reactions() {
  static const auto table = loyalty_reactions_to<OrderPlaced, OrderCompleted, OrderRejected, OrderCancelled,
                                                 OrderFailed, RefundSettled, UserErased>();
  return table;
}

std::span<const TimerRule> loyalty_timers() {
  static const std::array<TimerRule, 1> rules{timer_rule<&PointsAccount::expires_at>(
      TimerKind::PointsExpiry,
      [](UnitOfWork& work, std::uint64_t key) { LoyaltyService{}.expire(work, UserId{key}); })};
  return rules;
}

}  // namespace pizza
