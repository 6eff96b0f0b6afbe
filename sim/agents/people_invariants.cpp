// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/people_invariants.h"

#include <map>
#include <set>

#include "core/model/record_type.h"
#include "core/model/records/delivery.h"
#include "core/model/records/loyalty.h"
#include "core/model/records/notification.h"
#include "core/model/records/order.h"
#include "core/model/records/review.h"
#include "core/services/notification/topic_table.h"

namespace pizza::sim {

namespace {

template <class T, class Visit>
void each(Store& store, Visit&& visit) {
  store.scan(record_type<T>(), [&](std::uint64_t, const void* record) { visit(*static_cast<const T*>(record)); });
}

class People {
 public:
  InvariantReport report;

  People(Store& store, std::string_view where) : store_(store), where_(where) {}

  void points() {
    std::map<std::uint64_t, std::pair<std::int64_t, std::int64_t>> ledger;  // by person: points and debt
    each<PointsEntry>(store_, [&](const PointsEntry& entry) {
      auto& [points, debt] = ledger[entry.user.value];
      points += entry.points;
      debt += entry.debt;
    });
    each<PointsAccount>(store_, [&](const PointsAccount& account) {
      const std::uint64_t user = account.user.value;
      std::int64_t left = 0;
      bool negative = account.balance < 0 || account.debt < 0;
      for (const PointsLot& lot : account.lots) {
        left += lot.left;
        negative = negative || lot.left < 0 || lot.earned < 0;
      }
      expect(!negative, "person", user, "has fewer points than none");
      expect(left == account.balance, "person", user, "has another balance than the lots say");
      const auto [points, debt] = ledger[user];
      expect(points == account.balance && debt == account.debt, "person", user,
             "has other points than the ledger says");
      ledger.erase(user);
    });
    for (const auto& [user, sums] : ledger)
      expect(sums.first == 0 && sums.second == 0, "person", user, "has points in the ledger and no account");
  }

  void coupons() {
    std::map<std::uint64_t, std::int64_t> uses;
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::int64_t> by_person;
    each<RewardUse>(store_, [&](const RewardUse& use) {
      if (!use.coupon || use.returned_at) return;
      ++uses[use.coupon.value];
      ++by_person[{use.coupon.value, use.user.value}];
    });
    each<Coupon>(store_, [&](const Coupon& coupon) {
      const std::uint64_t id = coupon.id.value;
      expect(uses[id] == coupon.used, "coupon", id, "was used otherwise than it says");
      expect(coupon.total_limit == 0 || uses[id] <= coupon.total_limit, "coupon", id, "was used too often");
      const auto first = by_person.lower_bound({id, 0});
      for (auto one = first; one != by_person.end() && one->first.first == id; ++one)
        expect(coupon.person_limit == 0 || one->second <= coupon.person_limit, "coupon", id,
               "was used too often by one person");
      uses.erase(id);
    });
    for (const auto& [id, count] : uses) expect(count == 0, "coupon", id, "was used and does not exist");
  }

  // One an order, because it is kept under the order's number.
  void reviews() {
    std::set<std::pair<std::uint64_t, std::uint64_t>> brought;  // order and rider
    each<Delivery>(store_, [&](const Delivery& delivery) {
      if (delivery.status == DeliveryStatus::Delivered) brought.insert({delivery.order.value, delivery.rider.value});
    });
    each<Review>(store_, [&](const Review& review) {
      const std::uint64_t id = review.order.value;
      arena_.clear();
      const auto* order = static_cast<const Order*>(store_.find(record_type<Order>(), id, arena_));
      const bool received = order != nullptr && order->delivered_at && *order->delivered_at <= review.written_at;
      expect(received && order->user == review.user && order->restaurant == review.restaurant, "review of order", id,
             "is by somebody who did not receive it");
      expect(!review.rider || brought.contains({id, review.rider.value}), "review of order", id,
             "rates a rider who did not bring it");
      expect(review.stars >= 1 && review.stars <= 5 && review.rider_stars >= 0 && review.rider_stars <= 5,
             "review of order", id, "has no stars, or too many");
    });
  }

  void notifications() {
    std::map<std::uint64_t, Instant> said;  // when it may be said again
    each<Notification>(store_, [&](const Notification& told) {
      if (!told.sameness || told.status == NotificationStatus::Failed) return;
      const Instant again = told.queued_at + rule_of(told.kind).same_within;
      const auto [before, fresh] = said.try_emplace(*told.sameness, again);
      expect(fresh || before->second <= told.queued_at, "notification", told.id.value, "says what was said already");
      before->second = again;
    });
  }

 private:
  void expect(bool holds, const char* who, std::uint64_t id, const char* what) {
    report.expect(holds, [&] { return std::string(where_) + ": " + who + " " + std::to_string(id) + " " + what; });
  }

  Store& store_;
  std::string_view where_;
  Arena arena_;
};

}  // namespace

InvariantReport check_people(Store& store, std::string_view where) {
  People people(store, where);
  people.points();
  people.coupons();
  people.reviews();
  people.notifications();
  return people.report;
}

}  // namespace pizza::sim
