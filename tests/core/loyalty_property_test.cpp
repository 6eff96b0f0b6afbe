// SPDX-License-Identifier: Apache-2.0
// Random orders, refunds, gifts and coupons against a small model: the balance is the sum of the ledger and of the
// lots, never negative, and no coupon is used more often than it may.
#include <QTest>
#include <algorithm>
#include <chrono>
#include <map>
#include <random>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/core/loyalty_scenario.h"

using namespace pizza;
using namespace pizza::test;

namespace {

constexpr int steps = 12'000;
constexpr int persons = 6;

// Months by the library's calendar, not by ours.
int month_of(Instant at) {
  const std::chrono::year_month_day date(std::chrono::sys_days(std::chrono::days(at.ms / days(1).ms)));
  return int(date.year()) * 12 + int(unsigned(date.month())) - 1;
}

struct PersonModel {
  std::map<int, std::int64_t> left;    // by month
  std::map<int, std::int64_t> earned;  // by month
  std::int64_t debt = 0;

  std::int64_t balance() const {
    std::int64_t sum = 0;
    for (const auto& [month, points] : left) sum += points;
    return sum;
  }
  void expire(int now) {
    for (auto& [month, points] : left)
      if (month + 12 < now) points = 0;
  }
  void credit(int now, std::int64_t points, bool counts) {
    const std::int64_t paid = std::min(debt, points);
    debt -= paid;
    left[now] += points - paid;
    if (counts) earned[now] += points;
  }
  std::map<int, std::int64_t> take(std::int64_t points) {
    std::map<int, std::int64_t> from;
    for (auto& [month, here] : left) {
      const std::int64_t taken = std::min(here, points);
      here -= taken;
      points -= taken;
      if (taken > 0) from[month] = taken;
    }
    return from;
  }
  std::int64_t multiplier(int now) const {
    std::int64_t year = 0;
    for (const auto& [month, points] : earned)
      if (month > now - 12) year += points;
    return year >= 3'000 ? 1'500 : year >= 1'000 ? 1'250 : year >= 300 ? 1'100 : 1'000;
  }
};

struct OrderModel {
  int person = 0;
  std::int64_t total = 0;
  std::int64_t refunded = 0;
  std::int64_t earned = 0;
  std::int64_t taken_back = 0;
  std::map<int, std::int64_t> spent;
  std::size_t coupon = 0;  // 1-based; 0 = none
};

struct CouponModel {
  CouponId id;
  std::string code;
  std::int64_t worth = 0;
  std::int64_t total_limit = 0;
  std::int64_t person_limit = 0;
  std::array<std::int64_t, persons> used{};

  std::int64_t all() const {
    std::int64_t sum = 0;
    for (const std::int64_t uses : used) sum += uses;
    return sum;
  }
  bool free(int person) const {
    return (total_limit == 0 || all() < total_limit) &&
           (person_limit == 0 || used[static_cast<std::size_t>(person)] < person_limit);
  }
};

struct Trial : HandWorld {
  Trial() : HandWorld(store, bus) {
    cast = open_shop();
    for (int i = 0; i < persons; ++i) users.push_back(add_user("p" + std::to_string(i) + "@example.org"));
  }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;
  std::mt19937_64 chance{20'261'127};
  std::vector<UserId> users;
  std::array<PersonModel, persons> people;
  std::map<std::uint64_t, OrderModel> open, eaten;
  std::vector<CouponModel> coupons;
  std::map<std::string, int> happened;

  std::int64_t upto(std::int64_t n) { return static_cast<std::int64_t>(chance() % static_cast<std::uint64_t>(n + 1)); }
  int now() { return month_of(clock.at); }
  PersonModel& person(int i) { return people[static_cast<std::size_t>(i)]; }

  void create_coupon() {
    CouponModel model;
    model.code = "CODE" + std::to_string(coupons.size());
    model.worth = 100 + upto(900);
    model.total_limit = upto(12);
    model.person_limit = upto(3);
    CreateCoupon wish = coupon_of(model.code, model.worth);
    wish.total_limit = model.total_limit;
    wish.person_limit = static_cast<std::int32_t>(model.person_limit);
    const auto made = business.command(wish);
    QVERIFY(made.ok());
    model.id = *made;
    coupons.push_back(model);
  }

  // Tries two at once now and then, so that the second loses a race.
  void place() {
    const int who = static_cast<int>(upto(persons - 1));
    const bool twice = upto(9) == 0;
    Cast as = cast;
    as.user = users[static_cast<std::size_t>(who)];
    RewardedWish wish{1'600 + upto(30'000), {}, upto(1) == 0 ? 0 : 100 * upto(5)};
    const std::size_t coupon =
        coupons.empty() || upto(1) == 0
            ? 0
            : coupons.size() - static_cast<std::size_t>(
                                   upto(static_cast<std::int64_t>(std::min<std::size_t>(coupons.size() - 1, 3))));
    if (coupon != 0) wish.coupon = coupons[coupon - 1].code;
    person(who).expire(now());
    std::vector<OrderId> placed;
    const bool ok = business
                        .execute([&](UnitOfWork& work) -> Outcome {
                          for (int i = 0; i < (twice ? 2 : 1); ++i) {
                            const auto id = place_rewarded(work, as, wish);
                            if (!id.ok()) return id.problem();
                            placed.push_back(*id);
                          }
                          return Done{};
                        })
                        .ok();
    const bool expected = person(who).balance() >= wish.points && (coupon == 0 || coupons[coupon - 1].free(who));
    QCOMPARE(ok, expected);
    if (!ok) {
      ++happened["refused"];
      return;
    }
    while (!provider.asked.empty()) answer(ProviderVerdict::Approved);
    for (const OrderId id : placed) {
      OrderModel model;
      model.person = who;
      model.total = order(id).total.minor;
      if (person(who).balance() < wish.points || (coupon != 0 && !coupons[coupon - 1].free(who))) {
        ++happened["lost a race"];
      } else {
        model.spent = person(who).take(wish.points);
        model.coupon = coupon;
        if (coupon != 0) ++coupons[coupon - 1].used[static_cast<std::size_t>(who)];
        ++happened[wish.points != 0 ? "spent" : "placed"];
      }
      open.emplace(id.value, std::move(model));
    }
  }

  void cancel() {
    if (open.empty()) return;
    const auto [id, model] = *open.begin();
    const OrderId order{id};
    // The saga cancels an order whose reward was refused by itself.
    if (!is_terminal(HandWorld::order(order).status))
      QVERIFY(business.execute([&](UnitOfWork& w) {
                        return business.orders.cancel(w, {order, Actor::System, "x"});
                      })
                  .ok());
    while (!provider.asked.empty()) answer(ProviderVerdict::Approved);
    PersonModel& who = person(model.person);
    for (const auto& [month, points] : model.spent) who.left[month + 12 < now() ? now() : month] += points;
    if (model.coupon != 0) --coupons[model.coupon - 1].used[static_cast<std::size_t>(model.person)];
    open.erase(id);
    ++happened["cancelled"];
  }

  void eat() {
    if (open.empty()) return;
    auto [id, model] = *open.begin();
    open.erase(id);
    if (model.total == 0) return;
    if (is_terminal(HandWorld::order(OrderId{id}).status)) return;  // the saga has cancelled it
    finish_order(*this, OrderId{id});
    PersonModel& who = person(model.person);
    const Order of = order(OrderId{id});
    model.earned = (of.items.minor - of.discount.minor) / 100 * who.multiplier(now()) / 1'000;
    if (model.earned > 0) who.expire(now());
    who.credit(now(), model.earned, true);
    eaten.emplace(id, std::move(model));
    ++happened["eaten"];
  }

  void refund() {
    if (eaten.empty()) return;
    auto chosen = eaten.begin();
    std::advance(chosen, upto(static_cast<std::int64_t>(eaten.size()) - 1));
    OrderModel& model = chosen->second;
    const std::int64_t amount = std::min(model.total - model.refunded, 1 + upto(model.total));
    if (amount == 0) return;
    refund_order(*this, OrderId{chosen->first}, amount);
    model.refunded += amount;
    const std::int64_t due = model.earned * model.refunded / model.total - model.taken_back;
    model.taken_back += due;
    PersonModel& who = person(model.person);
    const std::int64_t there = std::min(due, who.balance());
    who.take(there);
    who.debt += due - there;
    std::int64_t uncount = due;
    for (auto month = who.earned.rbegin(); month != who.earned.rend() && uncount > 0; ++month) {
      const std::int64_t here = std::min(uncount, month->second);
      month->second -= here;
      uncount -= here;
    }
    ++happened["refunded"];
  }

  void adjust() {
    const int who = static_cast<int>(upto(persons - 1));
    const std::int64_t points = upto(800) - 400;
    if (points == 0) return;
    PersonModel& model = person(who);
    std::int64_t usable = 0;
    for (const auto& [month, here] : model.left) usable += month + 12 < now() ? 0 : here;
    const bool ok = business.command(AdjustPoints{users[static_cast<std::size_t>(who)], points, "because"}).ok();
    QCOMPARE(ok, points > 0 || usable >= -points);
    if (!ok) return;
    model.expire(now());
    if (points > 0) {
      model.credit(now(), points, false);
    } else {
      model.take(-points);
    }
    ++happened["adjusted"];
  }

  // Orders do not stay open over the days; timers of expiry are served, the others have nothing left to do.
  void days_pass() {
    while (!open.empty()) cancel();
    clock.at = clock.at + days(1 + upto(40));
    for (int i = 0; i < persons; ++i) {
      business.fire({TimerKind::PointsExpiry, users[static_cast<std::size_t>(i)].value, clock.at});
      person(i).expire(now());
    }
    timers.armed.clear();
    ++happened["days"];
  }

  void check() {
    business.read([&](UnitOfWork& work) {
      for (int i = 0; i < persons; ++i) check_person(work, i);
      for (const CouponModel& coupon : coupons) check_coupon(work, coupon);
      return 0;
    });
  }
  void check_person(UnitOfWork& work, int i) {
    const PointsAccount* account = work.find_at<PointsAccount>(users[static_cast<std::size_t>(i)].value);
    if (account == nullptr) return;
    QCOMPARE(account->balance, person(i).balance());
    QCOMPARE(account->debt, person(i).debt);
    QVERIFY(account->balance >= 0 && account->debt >= 0 && account->lots.size() <= 13);
    for (const PointsLot& lot : account->lots) QVERIFY(lot.left >= 0 && lot.earned >= 0);
  }
  void check_coupon(UnitOfWork& work, const CouponModel& model) {
    const Coupon* coupon = work.find(model.id);
    QCOMPARE(coupon->used, model.all());
    QVERIFY(model.total_limit == 0 || coupon->used <= model.total_limit);
  }
  // The whole ledger, and every use there was.
  void check_sums() {
    std::map<std::uint64_t, std::pair<std::int64_t, std::int64_t>> sums;
    store.scan(record_type<PointsEntry>(), [&](std::uint64_t, const void* record) {
      const auto* entry = static_cast<const PointsEntry*>(record);
      sums[entry->user.value].first += entry->points;
      sums[entry->user.value].second += entry->debt;
    });
    store.scan(record_type<PointsAccount>(), [&](std::uint64_t key, const void* record) {
      const auto* account = static_cast<const PointsAccount*>(record);
      QCOMPARE(sums[key].first, account->balance);
      QCOMPARE(sums[key].second, account->debt);
    });
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::int64_t> uses;
    store.scan(record_type<RewardUse>(), [&](std::uint64_t, const void* record) {
      const auto* use = static_cast<const RewardUse*>(record);
      if (use->coupon && !use->returned_at) ++uses[{use->coupon.value, use->user.value}];
    });
    for (const CouponModel& coupon : coupons)
      for (std::size_t i = 0; i < users.size(); ++i) {
        const std::int64_t used = uses[{coupon.id.value, users[i].value}];
        QCOMPARE(used, coupon.used[i]);
        QVERIFY(coupon.person_limit == 0 || used <= coupon.person_limit);
      }
  }
};

}  // namespace

class LoyaltyPropertyTest : public QObject {
  Q_OBJECT
 private slots:
  void balancesAreTheSumOfTheLedgerAndNoLimitIsPassed() {
    Trial trial;
    for (int step = 0; step < steps && !QTest::currentTestFailed(); ++step) {
      const std::int64_t dice = trial.upto(99);
      if (dice < 40) {
        trial.place();
      } else if (dice < 52) {
        trial.cancel();
      } else if (dice < 76) {
        trial.eat();
      } else if (dice < 86) {
        trial.refund();
      } else if (dice < 95) {
        trial.adjust();
      } else if (dice < 98) {
        trial.create_coupon();
      } else {
        trial.days_pass();
      }
      trial.check();
      if (step % 500 == 0) trial.check_sums();
      if (QTest::currentTestFailed()) qWarning("at step %d, dice %d", step, static_cast<int>(dice));
    }
    trial.check_sums();
    for (const char* kind :
         {"placed", "spent", "refused", "lost a race", "cancelled", "eaten", "refunded", "adjusted", "days"})
      QVERIFY2(trial.happened[kind] > 50, kind);
  }
};

QTEST_GUILESS_MAIN(LoyaltyPropertyTest)
#include "loyalty_property_test.moc"
