// SPDX-License-Identifier: Apache-2.0
// Each invariant bites: a whole evening holds them all, and one wrong record among all the right ones is found.
#include <QTest>

#include "core/model/records/loyalty.h"
#include "core/model/records/notification.h"
#include "core/model/records/review.h"
#include "core/ports/changes.h"
#include "sim/agents/order_paths.h"
#include "tests/sim/agents/small_city.h"

using namespace pizza;

namespace {

using Plant = std::function<void(SimulatedCity&)>;

// The first record of its kind that fits.
template <class T>
T first(
    const SimulatedCity& city, const std::function<bool(const T&)>& fits = [](const T&) { return true; }) {
  for (const T& record : test::all_of<T>(city))
    if (fits(record)) return record;
  throw std::runtime_error("there is no such " + std::string(record_type<T>().schema->name));
}

void commit(Store& store, Changes& changes) {
  const auto prepared = changes.prepare();
  if (store.commit({prepared, {}, {}}) != CommitOutcome::Committed) throw std::runtime_error("not committed");
}

template <class T, class Edit>
Plant edited(std::function<bool(const T&)> fits, Edit edit) {
  return [=](SimulatedCity& city) {
    T record = first<T>(city, fits);
    Store& store = city.territories().front()->store();
    const std::uint64_t key = record_type<T>().key(&record);
    Changes changes(store);
    edit(changes.edit_at<T>(key));
    commit(store, changes);
  };
}
template <class T, class Edit>
Plant edited(Edit edit) {
  return edited<T>([](const T&) { return true; }, edit);
}
// A record more, like one that is there.
template <class T, class Edit>
Plant doubled(Edit edit) {
  return [=](SimulatedCity& city) {
    T record = first<T>(city);
    edit(record);
    record.version = {};
    Store& store = city.territories().front()->store();
    Changes changes(store);
    changes.insert(record);
    commit(store, changes);
  };
}

bool completed(const Order& order) {
  return order.status == OrderStatus::Completed;
}

struct Row {
  const char* name;
  Plant plant;
  const char* found;
};

std::vector<Row> running_rows() {
  return {
      {"an idle rider holds a delivery", edited<Rider>([](Rider& r) { r.delivery = DeliveryId{1}; }),
       "is idle with a delivery"},
      {"a kitchen takes more than it can",
       edited<Kitchen>([](Kitchen& k) { k.stations[0].busy = k.stations[0].capacity + 1; }), "is over its capacity"},
  };
}

std::vector<Row> order_rows() {
  return {
      {"a rider is bound by a delivery and does not know",
       edited<Delivery>([](Delivery& d) { d.status = DeliveryStatus::Assigned; }), "and the deliveries disagree"},
      {"a station works on a ticket and does not know", edited<Ticket>([](Ticket& t) {
         t.status = TicketStatus::Working;
         t.taken = 1;
       }),
       "and its tickets disagree"},
      {"a saga goes on", edited<OrderSaga>([](OrderSaga& s) { s.step = SagaStep::AwaitingAcceptance; }),
       "has not finished"},
      {"an order is open", edited<Order>(completed, [](Order& o) { o.status = OrderStatus::Ready; }), "is still open"},
      {"a delivery is open", edited<Delivery>([](Delivery& d) { d.status = DeliveryStatus::Searching; }),
       "is still open"},
      {"a ticket is open", edited<Ticket>([](Ticket& t) { t.status = TicketStatus::Waiting; }), "is still open"},
      {"an order was ready before it was accepted",
       edited<Order>(completed, [](Order& o) { o.ready_at = o.placed_at - minutes(1); }), "has its times out of order"},
      {"an order does not add up", edited<Order>([](Order& o) { o.total.minor += 1; }), "does not add up"},
      {"an order was never picked up", edited<Order>(completed, [](Order& o) { o.picked_up_at.reset(); }),
       "was never where it stands"},
      {"an order is complete and was not delivered", edited<Order>(completed, [](Order& o) { o.delivered_at.reset(); }),
       "is complete without a delivery"},
  };
}

std::vector<Row> money_rows() {
  const auto captured = [](const Payment& p) { return p.captured.minor > 0; };
  return {
      {"a payment took more than the provider says", edited<Payment>(captured, [](Payment& p) { ++p.captured.minor; }),
       "has captured another sum"},
      {"a payment took what is not owed", edited<Payment>(captured, [](Payment& p) { --p.captured.minor; }),
       "has taken what is not owed"},
      {"a payment belongs to no order", edited<Payment>(captured, [](Payment& p) { p.order = OrderId{9'999'999}; }),
       "belongs to no order"},
      {"a refund is open", edited<Refund>([](Refund& r) { r.status = RefundStatus::Requested; }), "is still open"},
      {"a refund is of more", edited<Refund>([](Refund& r) { r.amount.minor += 5; }), "has other refunds than it says"},
      {"a payment gives back more than it took",
       edited<Payment>(captured, [](Payment& p) { p.refunded.minor = p.captured.minor + 1; }),
       "is asked to give back more than it took"},
      {"a refund that the provider never made", edited<Refund>([](Refund& r) { r.amount.minor += 5; }),
       "was refunded otherwise in the provider's books"},
      {"an entry is off by one", edited<LedgerEntry>([](LedgerEntry& e) { ++e.amount.minor; }), "does not balance"},
      {"the provider owes what it does not",
       edited<LedgerEntry>([](const LedgerEntry& e) { return e.account == Account::ProviderClearing; },
                           [](LedgerEntry& e) { e.account = Account::Bank; }),
       "stands otherwise in the ledger"},
  };
}

std::vector<Row> people_rows() {
  const auto used = [](const RewardUse& u) { return u.coupon && !u.returned_at; };
  const auto said = [](const Notification& n) { return n.sameness && n.status == NotificationStatus::Sent; };
  return {
      {"points from nowhere", edited<PointsAccount>([](PointsAccount& a) {
         a.balance += 100;
         a.lots.front().left += 100;
       }),
       "has other points than the ledger says"},
      {"a lot with more than the balance", edited<PointsAccount>([](PointsAccount& a) { ++a.lots.front().left; }),
       "has another balance than the lots say"},
      {"a balance below nothing", edited<PointsAccount>([](PointsAccount& a) { a.balance = -1; }),
       "has fewer points than none"},
      {"points of nobody", edited<PointsEntry>([](PointsEntry& e) { e.user = UserId{9'999'999}; }),
       "has points in the ledger and no account"},
      {"a coupon that forgot a use",
       edited<Coupon>([](const Coupon& c) { return c.used > 0; }, [](Coupon& c) { --c.used; }),
       "was used otherwise than it says"},
      {"a coupon used too often",
       edited<Coupon>([](const Coupon& c) { return c.used > 1; }, [](Coupon& c) { c.total_limit = c.used - 1; }),
       "was used too often"},
      {"a coupon used too often by one",
       [used](SimulatedCity& city) {
         const RewardUse one = first<RewardUse>(city, used);
         doubled<RewardUse>([&](RewardUse& u) {
           u = one;
           u.order = OrderId{9'999'998};
         })(city);
         edited<Coupon>([&](const Coupon& c) { return c.id == one.coupon; },
                        [](Coupon& c) {
                          ++c.used;
                          c.person_limit = 1;
                        })(city);
       },
       "was used too often by one person"},
      {"a coupon that is not there", edited<RewardUse>(used, [](RewardUse& u) { u.coupon = CouponId{9'999'999}; }),
       "was used and does not exist"},
      {"a review by somebody else", edited<Review>([](Review& r) { r.user = UserId{9'999'999}; }),
       "is by somebody who did not receive it"},
      {"a review before the meal", edited<Review>([](Review& r) { r.written_at = r.written_at - hours(12); }),
       "is by somebody who did not receive it"},
      {"a review of another rider",
       edited<Review>([](const Review& r) { return static_cast<bool>(r.rider); },
                      [](Review& r) { r.rider = RiderId{9'999'999}; }),
       "rates a rider who did not bring it"},
      {"six stars", edited<Review>([](Review& r) { r.stars = 6; }), "has no stars, or too many"},
      {"the same said twice",
       [said](SimulatedCity& city) {
         const Notification one = first<Notification>(city, said);
         doubled<Notification>([&](Notification& n) {
           n = one;
           n.id = NotificationId{9'999'999};
         })(city);
       },
       "says what was said already"},
  };
}

std::vector<Row> finished_rows() {
  std::vector<Row> rows = order_rows();
  for (auto some : {money_rows(), people_rows()}) rows.insert(rows.end(), some.begin(), some.end());
  return rows;
}

std::unique_ptr<SimulatedCity> evening() {
  test::SmallCity wanted{.seed = 2, .orders = 60, .territories = 1};
  wanted.change = [](sim::Scenario& s) {
    s.guests.review_permille = s.guests.coupon_permille = 700;
    s.operations.refund_permille = 400;
  };
  auto city = std::make_unique<SimulatedCity>(test::small_model(wanted), SimulatedCityOptions{});
  test::run_to_the_end(*city);
  return city;
}

bool finds(const sim::InvariantReport& report, const char* what) {
  return std::any_of(report.violations.begin(), report.violations.end(),
                     [&](const std::string& violation) { return violation.find(what) != std::string::npos; });
}

void add_rows(const std::vector<Row>& rows) {
  QTest::addColumn<int>("row");
  int number = 0;
  for (const Row& row : rows) QTest::newRow(row.name) << number++;
}

}  // namespace

class InvariantsTest : public QObject {
  Q_OBJECT

 private slots:
  void a_whole_evening_holds_them_all() {
    const auto city = evening();
    const sim::InvariantReport report = city->check_finished();
    QVERIFY2(report.violated == 0, report.violations.empty() ? "" : report.violations.front().c_str());
    QVERIFY(city->check_running().violated == 0);
    QVERIFY(!test::all_of<Refund>(*city).empty());
    QVERIFY(!test::all_of<Review>(*city).empty());
  }

  void what_is_wrong_at_any_moment_is_found_data() { add_rows(running_rows()); }
  void what_is_wrong_at_any_moment_is_found() {
    QFETCH(int, row);
    const Row planted = running_rows()[static_cast<std::size_t>(row)];
    const auto city = evening();
    planted.plant(*city);
    QVERIFY(finds(city->check_running(), planted.found));
    QVERIFY(finds(city->check_finished(), planted.found));
  }

  void what_is_wrong_in_the_end_is_found_data() { add_rows(finished_rows()); }
  void what_is_wrong_in_the_end_is_found() {
    QFETCH(int, row);
    const Row planted = finished_rows()[static_cast<std::size_t>(row)];
    const auto city = evening();
    planted.plant(*city);
    const sim::InvariantReport report = city->check_finished();
    QVERIFY2(finds(report, planted.found), report.violations.empty() ? "" : report.violations.front().c_str());
  }

  void a_history_is_a_path_in_the_state_machine() {
    using enum OrderStatus;
    const auto violated = [](std::initializer_list<OrderStatus> history) {
      sim::OrderPaths paths;
      paths.placed(OrderId{7});
      for (const OrderStatus to : history) paths.moved(OrderId{7}, to);
      return static_cast<int>(paths.report("here").violated);
    };
    QCOMPARE(violated({Authorized, Accepted, Preparing, Ready, PickedUp, Delivered, Completed}), 0);
    QCOMPARE(violated({Authorized, Rejected}), 0);
    QCOMPARE(violated({Failed}), 0);
    QCOMPARE(violated({Authorized, Accepted, Preparing, Ready, PickedUp, Cancelled}), 0);
    QCOMPARE(violated({Accepted}), 1);
    QCOMPARE(violated({Rejected}), 1);
    QCOMPARE(violated({Authorized, Accepted, Rejected}), 1);
    QCOMPARE(violated({Authorized, Accepted, Ready}), 1);
    QCOMPARE(violated({Authorized, Accepted, Preparing, Ready, PickedUp, Delivered, Cancelled}), 1);
    QCOMPARE(violated({Authorized, Rejected, Accepted}), 1);
    sim::OrderPaths unknown;
    unknown.moved(OrderId{3}, Authorized);
    QCOMPARE(unknown.report("here").violations.front(), std::string("here: order 3 went from nothing to authorized"));
    sim::OrderPaths twice;
    twice.placed(OrderId{3});
    twice.placed(OrderId{3});
    QCOMPARE(twice.report("here").violated, std::uint64_t{1});
  }

  // The two say the same, each by itself.
  void the_table_of_moves_is_that_of_the_order_service() {
    QVERIFY(sim::may_follow(OrderStatus::Placed, OrderStatus::Authorized));
    for (int from = 0; from <= static_cast<int>(OrderStatus::Failed); ++from) {
      const auto status = static_cast<OrderStatus>(from);
      bool cancels = false;
      for (int by = 0; by <= static_cast<int>(Actor::System); ++by)
        cancels = cancels || OrderService::may_cancel(static_cast<Actor>(by), status);
      QCOMPARE(sim::may_follow(status, OrderStatus::Cancelled), cancels);
      QVERIFY(!sim::may_follow(status, OrderStatus::Placed));
    }
  }
};

QTEST_GUILESS_MAIN(InvariantsTest)
#include "invariants_test.moc"
