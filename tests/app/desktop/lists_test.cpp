// SPDX-License-Identifier: Apache-2.0
// The lists: what is in them, and that only what differs is signalled.
#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>
#include <random>

#include "app/desktop/view/needs_model.h"
#include "app/desktop/view/orders_model.h"
#include "app/desktop/view/search_model.h"
#include "app/desktop/view/timeline_model.h"
#include "tests/app/desktop/still_session.h"

using namespace pizza;
using namespace pizza::desktop;
using pizza::testing::order_view;

namespace {

struct Row {
  int id = 0, value = 0;
  int key() const { return id; }
  friend bool operator==(const Row&, const Row&) = default;
};

class Rows : public RowsModel<Row> {
 public:
  using RowsModel::RowsModel;
  QVariant data(const QModelIndex& index, int role) const override {
    const Row* row = row_at(index);
    return row != nullptr && role == Qt::DisplayRole ? QVariant(row->value) : QVariant();
  }
  void show(std::vector<Row> rows) { replace_rows(std::move(rows)); }
};

std::shared_ptr<CityFrame> some_orders() {
  auto frame = std::make_shared<CityFrame>();
  KitchenView kitchen;
  kitchen.id = {1};
  kitchen.name = "Casino Oven";
  frame->kitchens = {kitchen};
  frame->orders = {order_view(101, Concern::OnTime, 30, 28), order_view(102, Concern::Late, 30, 41),
                   order_view(103, Concern::AtRisk, 30, 30), order_view(104, Concern::Late, 30, 36),
                   order_view(105, Concern::OnTime, 30, 20)};
  frame->orders[4].terminal = true;
  return frame;
}

std::vector<std::uint64_t> ids(const OrdersModel& model) {
  std::vector<std::uint64_t> ids;
  for (const OrderRow& row : model.rows()) ids.push_back(row.id.value);
  return ids;
}

}  // namespace

class ListsTest : public QObject {
  Q_OBJECT

 private slots:
  void one_changed_row_is_one_signal() {
    Rows rows;
    const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    rows.show({{1, 10}, {2, 20}, {3, 30}});
    QSignalSpy changed(&rows, &Rows::dataChanged), reset(&rows, &Rows::modelReset),
        inserted(&rows, &Rows::rowsInserted);
    rows.show({{1, 10}, {2, 21}, {3, 30}});
    QCOMPARE(changed.count(), 1);
    QCOMPARE(changed[0][0].toModelIndex().row(), 1);
    rows.show({{1, 10}, {2, 21}, {3, 30}});
    QCOMPARE(changed.count() + reset.count() + inserted.count(), 1);
  }

  void any_list_becomes_any_other() {
    std::mt19937 random(5);
    Rows rows;
    const QAbstractItemModelTester tester(&rows, QAbstractItemModelTester::FailureReportingMode::QtTest);
    for (int round = 0; round < 300; ++round) {
      std::vector<Row> next;
      for (int id = 0; id < 12; ++id) {
        if (random() % 2 == 0) next.push_back({id, static_cast<int>(random() % 3)});
      }
      std::ranges::shuffle(next, random);
      rows.show(next);
      QVERIFY(rows.rows() == next);
    }
  }

  void orders_come_worst_first() {
    OrdersModel orders;
    const QAbstractItemModelTester tester(&orders, QAbstractItemModelTester::FailureReportingMode::QtTest);
    orders.update(some_orders(), 0);
    QCOMPARE(ids(orders), (std::vector<std::uint64_t>{102, 104, 103, 101}));
    QCOMPARE(orders.open_count(), 4);
    QCOMPARE(orders.late_count(), 2);
    QCOMPARE(orders.all_count(), 5);
    QCOMPARE(orders.index(0).data(OrdersModel::DelayRole).toString(), "+11 min");
    QCOMPARE(orders.index(0).data(OrdersModel::KitchenRole).toString(), "Casino Oven");
  }

  void orders_are_filtered_searched_sorted() {
    OrdersModel orders;
    const QAbstractItemModelTester tester(&orders, QAbstractItemModelTester::FailureReportingMode::QtTest);
    orders.update(some_orders(), 0);
    orders.setFilter(OrdersModel::Late);
    QCOMPARE(ids(orders), (std::vector<std::uint64_t>{102, 104}));
    orders.setFilter(OrdersModel::All);
    QCOMPARE(orders.count(), 5);
    QCOMPARE(ids(orders).back(), 105U);  // finished ones last
    orders.sortBy(OrdersModel::ByNumber);
    QCOMPARE(ids(orders).front(), 101U);
    orders.sortBy(OrdersModel::ByNumber);
    QVERIFY(orders.descending());
    QCOMPARE(ids(orders).front(), 105U);
    orders.setText("103");
    QCOMPARE(ids(orders), (std::vector<std::uint64_t>{103}));
    orders.setText("casino");
    QCOMPARE(orders.count(), 5);
    orders.setText("nobody");
    QCOMPARE(orders.count(), 0);
    QCOMPARE(orders.orderAt(0), 0);
  }

  void needs_keep_their_order() {
    CityFrame frame;
    frame.needs = {{Concern::Late, "#1 late", "here", "+9 min", {60'000}, {1}, {}, {}},
                   {Concern::AtRisk, "Kitchen full", "13 tickets", "", {0}, {}, {4}, {}}};
    NeedsModel needs;
    const QAbstractItemModelTester tester(&needs, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QSignalSpy count(&needs, &NeedsModel::countChanged);
    needs.update(frame, 60);
    QCOMPARE(needs.count(), 2);
    QCOMPARE(count.count(), 1);
    QCOMPARE(needs.index(0).data(NeedsModel::SinceRole).toString(), "since 01:01");
    QCOMPARE(needs.index(1).data(NeedsModel::KitchenRole).toLongLong(), 4);
    std::swap(frame.needs[0], frame.needs[1]);
    needs.update(frame, 60);
    QCOMPARE(count.count(), 1);
    QCOMPARE(needs.index(0).data(NeedsModel::TitleRole).toString(), "Kitchen full");
  }

  void timeline_gathers_minutes() {
    const Instant begins{17 * 3'600'000 + 600'000};
    TimelineModel timeline(begins, begins + hours(6), 60);
    const QAbstractItemModelTester tester(&timeline, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(timeline.bucket_minutes(), 3);
    QCOMPARE(timeline.count(), 120);
    QCOMPARE(timeline.hour_labels().front(), "19:00");
    QCOMPARE(timeline.hour_labels().size(), 6);
    CityFrame frame;
    frame.now = begins + minutes(90);
    frame.history.from = begins;
    frame.history.placed_per_minute = {1, 2, 3, 4};
    frame.history.late_per_minute = {0, 0, 0, 1};
    QSignalSpy changed(&timeline, &TimelineModel::dataChanged);
    timeline.update(frame);
    QCOMPARE(timeline.rows()[0].placed, 6);
    QCOMPARE(timeline.rows()[1].placed, 4);
    QCOMPARE(timeline.rows()[1].late, 1);
    QCOMPARE(timeline.maximum(), 6);
    QCOMPARE(timeline.now_fraction(), 0.25);
    const qsizetype before = changed.count();
    timeline.update(frame);
    QCOMPARE(changed.count(), before);
    QCOMPARE(timeline.timeAt(0.5), "21:10");
  }

  void search_finds_all_kinds() {
    auto frame = some_orders();
    RiderView rider;
    rider.id = {9};
    rider.name = "Nadia";
    rider.vehicle = "scooter";
    frame->riders = {rider};
    SearchModel search;
    const QAbstractItemModelTester tester(&search, QAbstractItemModelTester::FailureReportingMode::QtTest);
    search.update(frame);
    search.setText("#104");
    QCOMPARE(search.count(), 1);
    QCOMPARE(search.kindAt(0), static_cast<int>(SearchModel::Order));
    QCOMPARE(search.idAt(0), 104);
    search.setText("nad");
    QCOMPARE(search.kindAt(0), static_cast<int>(SearchModel::Rider));
    search.setText("oven");
    QCOMPARE(search.kindAt(0), static_cast<int>(SearchModel::Kitchen));
    search.setText("");
    QCOMPARE(search.count(), 0);
    QCOMPARE(search.kindAt(0), -1);
  }
};

QTEST_GUILESS_MAIN(ListsTest)
#include "lists_test.moc"
