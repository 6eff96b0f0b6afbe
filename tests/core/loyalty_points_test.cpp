// SPDX-License-Identifier: Apache-2.0
// What orders earn, how points are spent, come back, are taken back and lapse, and which tier they make.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/core/loyalty_scenario.h"

using namespace pizza;
using namespace pizza::test;
using points_rules::Tier;

namespace {

struct Stage : HandWorld {
  // The account is two days old: nobody has to look at a large first order.
  Stage() : HandWorld(store, bus) {
    clock.at = clock.at - days(2);
    cast = open_shop();
    clock.at = clock.at + days(2);
  }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;

  OrderId order(std::int64_t items, std::int64_t points = 0) {
    const auto id = business.execute([&](UnitOfWork& work) { return place_rewarded(work, cast, {items, {}, points}); });
    if (!id.ok()) throw std::runtime_error(id.problem().type);
    answer(ProviderVerdict::Approved);
    return *id;
  }
  OrderId eaten(std::int64_t items, std::int64_t points = 0) {
    const OrderId id = order(items, points);
    finish_order(*this, id);
    return id;
  }
  void cancel(OrderId id) {
    QVERIFY(business.execute([&](UnitOfWork& w) { return business.orders.cancel(w, {id, Actor::System, "x"}); }).ok());
    answer(ProviderVerdict::Approved);
  }
  PointsView points() { return *business.command(SeePoints{cast.user, 0, 100}); }
  std::int64_t balance() { return points().balance; }
  std::string quote(std::int64_t points, std::int64_t items = 5'000) {
    const auto reward = business.read([&](UnitOfWork& work) {
      return quote_reward(work, {cast.user, cast.restaurant, {}, points, {items, Currency::EUR}});
    });
    return reward.ok() ? std::to_string(reward->discount.minor) : reward.problem().type;
  }
};

}  // namespace

class LoyaltyPointsTest : public QObject {
  Q_OBJECT
 private slots:
  void aCompletedOrderEarnsAPointForEachWholeUnitOfItemsAfterDiscounts() {
    Stage s;
    const OrderId open = s.order(2'999);
    QCOMPARE(s.balance(), 0);
    finish_order(s, open);
    QCOMPARE(s.balance(), 29);
    QCOMPARE(s.points().lifetime, 29);
    QCOMPARE(s.points().entries, 1);
    s.eaten(99);
    QCOMPARE(s.points().entries, 1);
  }

  void whatAUnitIs_data() {
    QTest::addColumn<qint64>("minor");
    QTest::addColumn<int>("currency");
    QTest::addColumn<int>("tier");
    QTest::addColumn<qint64>("points");
    const auto row = [](const char* name, qint64 minor, Currency currency, Tier tier, qint64 points) {
      QTest::newRow(name) << minor << static_cast<int>(currency) << static_cast<int>(tier) << points;
    };
    row("euros", 1'999, Currency::EUR, Tier::Bronze, 19);
    row("yen", 1'999, Currency::JPY, Tier::Bronze, 19);
    row("rupees", 199'999, Currency::INR, Tier::Bronze, 19);
    row("silver", 2'000, Currency::EUR, Tier::Silver, 22);
    row("gold", 2'100, Currency::EUR, Tier::Gold, 26);
    row("platinum", 2'100, Currency::GBP, Tier::Platinum, 31);
    row("nothing", 0, Currency::EUR, Tier::Platinum, 0);
    row("less than nothing", -500, Currency::EUR, Tier::Bronze, 0);
  }
  void whatAUnitIs() {
    QFETCH(qint64, minor);
    QFETCH(int, currency);
    QFETCH(int, tier);
    QFETCH(qint64, points);
    QCOMPARE(points_rules::points_for({minor, static_cast<Currency>(currency)}, static_cast<Tier>(tier)), points);
  }

  void pointsAreSpentInWholeStepsAndNeverBeyondTheItems() {
    Stage s;
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 1'050, "gift"}), std::string());
    QCOMPARE(s.quote(0), std::string("0"));
    QCOMPARE(s.quote(1'000), std::string("1000"));
    QCOMPARE(s.quote(150), std::string("points.invalid"));
    QCOMPARE(s.quote(-100), std::string("points.invalid"));
    QCOMPARE(s.quote(1'000'100), std::string("points.invalid"));
    QCOMPARE(s.quote(1'100), std::string("points.too_few"));
    QCOMPARE(s.quote(1'000, 999), std::string("points.more_than_items"));
    QCOMPARE(s.quote(900, 999), std::string("900"));
  }

  void pointsAreSpentWhenTheOrderIsPlacedAndComeBackWhenItEndsWithoutACharge() {
    Stage s;
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 500, "gift"}), std::string());
    const OrderId id = s.order(2'000, 400);
    QCOMPARE(s.balance(), 100);
    s.cancel(id);
    QCOMPARE(s.balance(), 500);
    const OrderId eaten = s.eaten(2'000, 300);
    QCOMPARE(s.balance(), 200 + 17);
    QCOMPARE(s.points().history.front().kind, PointsKind::Earned);
    QCOMPARE(s.points().history.front().order, eaten);
  }

  void anOrderThatIsCancelledForAFeeGivesNothingBack() {
    Stage s;
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 500, "gift"}), std::string());
    const OrderId id = s.order(2'000, 400);
    const auto ended = s.business.run([&](UnitOfWork& work) -> Outcome {
      work.record(OrderCancelled{id, work.now(), Actor::Customer, "late"});
      work.changes().edit(id).end_charge = {1'000, Currency::EUR};
      LoyaltyService{}.on(work, OrderCancelled{id, work.now(), Actor::Customer, "late"});
      return Done{};
    });
    QVERIFY(ended.ok());
    QCOMPARE(s.balance(), 100);
  }

  void whoeverIsSecondInARaceIsRefusedAndSpendsNothing() {
    Stage s;
    struct Hears : EventListener {
      std::vector<std::pair<OrderId, std::string>> refused;
      void heard(const EventEnvelope& event) override {
        if (const auto* one = event.as<RewardRefused>()) refused.emplace_back(one->order, one->reason);
      }
    } ears;
    s.business.listen(ears);
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 500, "gift"}), std::string());
    const auto second = s.business.execute([&](UnitOfWork& work) {
      (void)place_rewarded(work, s.cast, {2'000, {}, 300});
      return place_rewarded(work, s.cast, {2'000, {}, 300});
    });
    QVERIFY(second.ok());
    QCOMPARE(ears.refused.size(), std::size_t{1});
    QCOMPARE(ears.refused[0].first, *second);
    QCOMPARE(ears.refused[0].second, std::string("points.too_few"));
    QCOMPARE(s.balance(), 200);
  }

  void aRefundTakesTheSameShareBackOfAllRefundsTogether() {
    Stage s;
    const OrderId id = s.eaten(1'000);
    QCOMPARE(s.balance(), 10);
    refund_order(s, id, 150);
    QCOMPARE(s.balance(), 9);  // 1.5 of 10, rounded down
    refund_order(s, id, 150);
    QCOMPARE(s.balance(), 7);
    refund_order(s, id, 700);
    QCOMPARE(s.balance(), 0);
    QCOMPARE(s.points().lifetime, 0);
    QCOMPARE(s.points().earned_in_a_year, 0);
  }

  void whatIsTakenBackBeyondTheBalanceIsADebtThatTheNextEarningsPay() {
    Stage s;
    const OrderId id = s.eaten(50'000);
    s.order(10'000, 400);
    QCOMPARE(s.balance(), 100);
    refund_order(s, id, 50'000);
    QCOMPARE(s.balance(), 0);
    QCOMPARE(s.points().debt, 400);
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 150, "gift"}), std::string());
    QCOMPARE(s.balance(), 0);
    QCOMPARE(s.points().debt, 250);
    s.eaten(26'000);
    QCOMPARE(s.balance(), 10);
    QCOMPARE(s.points().debt, 0);
  }

  void tiersFollowFromThePointsOfTwelveMonths() {
    Stage s;
    QCOMPARE(s.points().tier, Tier::Bronze);
    QCOMPARE(s.points().to_next_tier, 300);
    s.eaten(29'999);
    QCOMPARE(s.points().tier, Tier::Bronze);
    s.eaten(100);
    QCOMPARE(s.points().tier, Tier::Silver);
    s.eaten(64'000);  // × 1.1
    QCOMPARE(s.points().tier, Tier::Gold);
    QCOMPARE(s.points().earned_in_a_year, 300 + 704);
    QCOMPARE(s.points().to_next_tier, 3'000 - 1'004);
    s.eaten(160'000);  // × 1.25
    QCOMPARE(s.points().tier, Tier::Platinum);
    QCOMPARE(s.points().to_next_tier, 0);
    s.clock.at = s.clock.at + days(345);  // 31 October: eleven months after November
    QCOMPARE(s.points().tier, Tier::Platinum);
    s.clock.at = s.clock.at + days(1);
    QCOMPARE(s.points().tier, Tier::Bronze);
  }

  void giftsOfSupportDoNotCountForTheTier() {
    Stage s;
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 5'000, "gift"}), std::string());
    QCOMPARE(s.points().tier, Tier::Bronze);
    QCOMPARE(s.points().lifetime, 0);
  }

  void pointsLapseTwelveMonthsAfterTheMonthInWhichTheyWereEarned() {
    Stage s;
    s.eaten(5'000);
    const Instant over = points_rules::month_begin((2027 - 1970) * 12 + 11);  // 1 December 2027
    QCOMPARE(s.points().next_expiry.value(), over);
    QCOMPARE(s.points().expiring, 50);
    QVERIFY(std::any_of(s.timers.armed.begin(), s.timers.armed.end(), [&](const Timer& timer) {
      return timer.kind == TimerKind::PointsExpiry && timer.subject == s.cast.user.value && timer.due == over;
    }));
    s.timers.armed.clear();
    s.clock.at = over - milliseconds(1);
    s.business.fire({TimerKind::PointsExpiry, s.cast.user.value, over});
    QCOMPARE(s.balance(), 50);
    s.clock.at = over;
    QCOMPARE(s.balance(), 0);  // even before the timer
    QCOMPARE(s.points().entries, 1);
    s.business.fire({TimerKind::PointsExpiry, s.cast.user.value, over});
    QCOMPARE(s.points().entries, 2);
    QCOMPARE(s.points().history.front().points, -50);
    s.business.fire({TimerKind::PointsExpiry, s.cast.user.value, over});
    QCOMPARE(s.points().entries, 2);
  }

  void theOldestLotIsSpentFirstAndComesBackToWhereItWas() {
    Stage s;
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 300, "old"}), std::string());
    s.clock.at = s.clock.at + days(31);
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 300, "new"}), std::string());
    const OrderId id = s.order(2'000, 400);
    QCOMPARE(s.points().expiring, 200);
    s.cancel(id);
    QCOMPARE(s.points().expiring, 300);
    const OrderId late = s.order(2'000, 400);
    s.clock.at = s.points().next_expiry.value() - days(31);  // the old lot has lapsed meanwhile
    s.cancel(late);
    QCOMPARE(s.balance(), 600);
    QCOMPARE(s.points().expiring, 300);
    QVERIFY(s.points().next_expiry.value() > s.clock.at);
  }

  void aLeapDayIsADayLikeOthers() {
    const std::int32_t february = points_rules::month_of(Instant{1'835'395'200'000});  // 2028-02-29
    QCOMPARE(february, (2028 - 1970) * 12 + 1);
    QCOMPARE(points_rules::month_begin(february + 1).ms, 1'835'395'200'000 + days(1).ms);
    QCOMPARE(points_rules::lot_expiry(february), points_rules::month_begin((2029 - 1970) * 12 + 2));
  }

  void supportAdjustsWithAReasonAndNeverBelowZero() {
    Stage s;
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 0, "x"}), std::string("points.invalid:points"));
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 1'000'001, "x"}), std::string("points.invalid:points"));
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 10, ""}), std::string("points.invalid:reason"));
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 10, std::string(201, 'x')}), std::string("points.invalid:reason"));
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 10, "4242 4242 4242 4242"}), std::string("points.card_number:reason"));
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, -1, "x"}), std::string("points.too_few:points"));
    QCOMPARE(s.refusal(AdjustPoints{UserId{99}, 10, "x"}), std::string("user.unknown:user_id"));
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 10, "cold pizza"}), std::string());
    QCOMPARE(s.points().history.front().note, std::string("cold pizza"));
  }

  void theHistoryComesInPagesYoungestFirst() {
    Stage s;
    for (int i = 1; i <= 5; ++i) QCOMPARE(s.refusal(AdjustPoints{s.cast.user, i, "gift"}), std::string());
    const auto page = s.business.command(SeePoints{s.cast.user, 1, 2});
    QCOMPARE(page->entries, 5);
    QCOMPARE(page->history.size(), std::size_t{2});
    QCOMPARE(page->history[0].points, 4);
    QCOMPARE(page->history[1].points, 3);
    QCOMPARE(s.business.command(SeePoints{s.cast.user, 5, 2})->history.size(), std::size_t{0});
    QCOMPARE(s.refusal(SeePoints{s.cast.user, -1, 2}), std::string("points.invalid:offset"));
    QCOMPARE(s.refusal(SeePoints{s.cast.user, 0, 101}), std::string("points.invalid:limit"));
  }

  void whoIsForgottenKeepsNoPointsAndNoWords() {
    Stage s;
    QCOMPARE(s.refusal(AdjustPoints{s.cast.user, 40, "Ada was angry"}), std::string());
    QVERIFY(s.business.execute([&](UnitOfWork& w) { return s.business.users.persons.erase(w, s.cast.user); }).ok());
    s.business.read([&](UnitOfWork& work) {
      std::int64_t sum = 0;
      for (const std::uint64_t key : work.find_where<&PointsEntry::user>(s.cast.user)) {
        sum += work.find(PointsEntryId{key})->points;
        [&] { QCOMPARE(work.find(PointsEntryId{key})->note, std::string()); }();
      }
      [&] { QCOMPARE(sum, 0); }();
      return 0;
    });
  }
};

QTEST_GUILESS_MAIN(LoyaltyPointsTest)
#include "loyalty_points_test.moc"
