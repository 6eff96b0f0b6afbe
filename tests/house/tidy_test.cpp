// SPDX-License-Identifier: Apache-2.0
// Holds the whole source tree to the rules of the house.
#include <QtTest>

#include "tests/house/rules.h"

using namespace pizza::house;

class TidyTest : public QObject {
  Q_OBJECT
 private slots:
  void initTestCase() {
    tree_ = read_tree(PIZZA_SOURCE_DIR);
    QVERIFY(tree_.find("CMakeLists.txt") != nullptr);
    QVERIFY(tree_.find("core/model/money.h") != nullptr);
  }

  void keeps_data() {
    QTest::addColumn<int>("index");
    for (int i = 0; i < static_cast<int>(rules().size()); ++i) QTest::newRow(rules()[i].name) << i;
  }

  void keeps() {
    QFETCH(int, index);
    const Findings findings = rules()[index].check(tree_);
    QVERIFY2(findings.empty(), qPrintable(describe(findings)));
  }

 private:
  SourceTree tree_;
};

QTEST_GUILESS_MAIN(TidyTest)
#include "tidy_test.moc"
