// SPDX-License-Identifier: Apache-2.0
// The saga's table: complete where it must be, and drawn as it is. After a change of the table:
//   PIZZA_WRITE_PICTURES=1 core_order_saga_table_test && dot -Tsvg core/saga/order_saga.dot -o core/saga/order_saga.svg
#include <QFile>
#include <QTest>
#include <set>

#include "core/saga/order_saga_table.h"

using namespace pizza;

namespace {

const QString folder = QStringLiteral(PIZZA_SOURCE_DIR "/core/saga/");

QString text_of(const QString& name) {
  QFile file(folder + name);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString name_of(std::optional<SagaStep> step) {
  return step ? QString::fromUtf8(saga_step_names[static_cast<std::size_t>(*step)].data()) : QStringLiteral("start");
}

bool has(SagaStep from, SagaTrigger on) {
  return !saga_rows(from, on).empty();
}

}  // namespace

class OrderSagaTableTest : public QObject {
  Q_OBJECT
 private slots:
  void theLookUpFindsEveryRow() {
    std::size_t found = 0;
    for (std::size_t on = 0; on < saga_trigger_names.size(); ++on) {
      found += saga_rows(std::nullopt, static_cast<SagaTrigger>(on)).size();
      for (std::size_t from = 0; from < saga_step_names.size(); ++from) {
        for (const SagaRow& row : saga_rows(static_cast<SagaStep>(from), static_cast<SagaTrigger>(on))) {
          QVERIFY(row.from == static_cast<SagaStep>(from) && row.on == static_cast<SagaTrigger>(on));
          ++found;
        }
      }
    }
    QCOMPARE(found, order_saga_table().size());
  }

  void everyStepIsReachedAndOnlyFinishedIsTheEnd() {
    std::set<SagaStep> reached;
    std::set<SagaStep> left;
    for (const SagaRow& row : order_saga_table()) {
      reached.insert(row.to);
      if (row.from && row.to != *row.from) left.insert(*row.from);
    }
    QCOMPARE(reached.size(), saga_step_names.size());
    for (std::size_t i = 0; i < saga_step_names.size(); ++i) {
      const auto step = static_cast<SagaStep>(i);
      QVERIFY2(left.contains(step), saga_step_names[i].data());  // Finished too: a refund may get stuck
      if (step == SagaStep::Finished) continue;
      QVERIFY2(step == SagaStep::NeedsPeople || step == SagaStep::Capturing || step == SagaStep::Compensating ||
                   (has(step, SagaTrigger::OrderCancelled) && has(step, SagaTrigger::OrderFailed)),
               saga_step_names[i].data());
    }
  }

  void whereAnOrderCanWaitForOthersADeadlineOrAnAnswerEndsIt() {
    for (const SagaStep step : {SagaStep::AwaitingAcceptance, SagaStep::Fulfilling, SagaStep::Carrying})
      QVERIFY(has(step, SagaTrigger::Deadline));
    QVERIFY(has(SagaStep::Scheduled, SagaTrigger::OrderReleased));
    for (const SagaStep step : {SagaStep::Authorizing, SagaStep::Capturing, SagaStep::Compensating})
      QVERIFY(has(step, SagaTrigger::PaymentStuck));
  }

  void thePivotIsTheDelivery() {
    // From there on nothing is undone.
    for (const SagaRow& row : order_saga_table())
      if (row.from == SagaStep::Capturing || row.from == SagaStep::NeedsPeople)
        QVERIFY(row.to == SagaStep::Finished || row.to == SagaStep::NeedsPeople);
  }

  void thePictureIsOfThisTable() {
    const QString graph = QString::fromStdString(order_saga_graph());
    if (qEnvironmentVariableIsSet("PIZZA_WRITE_PICTURES")) {
      QFile file(folder + "order_saga.dot");
      QVERIFY(file.open(QIODevice::WriteOnly));
      file.write(graph.toUtf8());
    }
    QCOMPARE(text_of("order_saga.dot"), graph);
    const QString svg = text_of("order_saga.svg");
    QCOMPARE(svg.count("class=\"edge\""), static_cast<int>(order_saga_table().size()));
    for (const SagaRow& row : order_saga_table()) {
      const QString arrow = name_of(row.from) + "&#45;&gt;" + name_of(row.to);
      QVERIFY2(svg.contains("<title>" + arrow + "</title>"), qPrintable(arrow));
      QVERIFY(svg.contains(QString::fromUtf8(saga_trigger_names[static_cast<std::size_t>(row.on)].data())));
    }
  }
};

QTEST_GUILESS_MAIN(OrderSagaTableTest)
#include "order_saga_table_test.moc"
