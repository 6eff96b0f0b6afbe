// SPDX-License-Identifier: Apache-2.0
// What a complaint is worth: every row of the table, every limit, every doubt.
#include <QTest>

#include "core/services/support/complaint_policy.h"

using namespace pizza;

namespace {

constexpr Money eur(std::int64_t minor) {
  return {minor, Currency::EUR};
}

// A complaint about ten euros of twenty, by somebody who never complained.
ComplaintCase plain(HelpCategory category, Lateness lateness = Lateness::OnTime) {
  return {category, lateness, eur(1'000), eur(2'000), eur(2'400), {0, 10, false}};
}

QString word(const PolicyDecision& decision) {
  static constexpr std::array<const char*, 3> verdicts{"nothing", "grant", "person"};
  return QString("%1 %2 %3")
      .arg(verdicts[static_cast<std::size_t>(decision.verdict)])
      .arg(decision.amount.minor)
      .arg(QLatin1String(decision.reason.data(), static_cast<qsizetype>(decision.reason.size())));
}

}  // namespace

class ComplaintPolicyTest : public QObject {
  Q_OBJECT
 private slots:
  void everyRow_data() {
    QTest::addColumn<int>("category");
    QTest::addColumn<QStringList>("by_lateness");
    const auto row = [](HelpCategory category, const QStringList& by_lateness) {
      QTest::newRow(help_category_names[static_cast<std::size_t>(category)].data())
          << static_cast<int>(category) << by_lateness;
    };
    const auto all = [](const QString& same) { return QStringList{same, same, same, same}; };
    row(HelpCategory::Question, all("nothing 0 no_refund"));
    row(HelpCategory::Missing, all("grant 1000 policy"));
    row(HelpCategory::Wrong, all("grant 1000 policy"));
    row(HelpCategory::Cold, {"grant 500 policy", "grant 750 policy", "grant 1000 policy", "grant 1000 policy"});
    row(HelpCategory::Damaged, {"grant 700 policy", "grant 800 policy", "grant 1000 policy", "grant 1000 policy"});
    row(HelpCategory::Late, {"nothing 0 not_late", "grant 200 policy", "grant 500 policy", "grant 1000 policy"});
    row(HelpCategory::NeverCame, all("person 2000 needs_eyes"));
    row(HelpCategory::Allergy, all("person 1000 needs_eyes"));
    row(HelpCategory::Overcharged, all("person 2000 needs_eyes"));
    row(HelpCategory::Rider, all("nothing 0 no_refund"));
    row(HelpCategory::Account, all("nothing 0 no_refund"));
  }
  void everyRow() {
    QFETCH(int, category);
    QFETCH(QStringList, by_lateness);
    for (int i = 0; i < 4; ++i)
      QCOMPARE(word(decide_complaint(plain(static_cast<HelpCategory>(category), static_cast<Lateness>(i)))),
               by_lateness[i]);
  }

  void noRowIsWithoutATest() { QCOMPARE(complaint_table().size(), std::size_t{11}); }

  void latenessBegins() {
    QVERIFY(lateness_of(minutes(-20)) == Lateness::OnTime);
    QVERIFY(lateness_of(minutes(10)) == Lateness::OnTime);
    QVERIFY(lateness_of(minutes(10) + milliseconds(1)) == Lateness::Late);
    QVERIFY(lateness_of(minutes(30)) == Lateness::Late);
    QVERIFY(lateness_of(minutes(31)) == Lateness::VeryLate);
    QVERIFY(lateness_of(minutes(60)) == Lateness::VeryLate);
    QVERIFY(lateness_of(minutes(61)) == Lateness::Extreme);
  }

  void neverMoreThanIsLeft() {
    ComplaintCase complaint = plain(HelpCategory::Missing);
    complaint.left = eur(300);
    QCOMPARE(word(decide_complaint(complaint)), QString("grant 300 policy"));
    complaint.left = eur(0);
    QCOMPARE(word(decide_complaint(complaint)), QString("nothing 0 nothing_left"));
  }

  void aboveTheLimitAPersonDecides() {
    ComplaintCase complaint = plain(HelpCategory::Missing);
    complaint.left = complaint.items = eur(9'000);
    complaint.lines = eur(2'500);
    QCOMPARE(word(decide_complaint(complaint)), QString("grant 2500 policy"));
    complaint.lines = eur(2'501);
    QCOMPARE(word(decide_complaint(complaint)), QString("person 2501 above_limit"));
  }

  void theLimitShrinksWithComplaints() {
    ComplaintCase complaint = plain(HelpCategory::Missing);
    complaint.left = complaint.items = eur(9'000);
    complaint.lines = eur(2'000);
    complaint.history = {1, 50, false};
    QCOMPARE(word(decide_complaint(complaint)), QString("grant 2000 policy"));
    complaint.history = {2, 50, false};
    QCOMPARE(word(decide_complaint(complaint)), QString("person 2000 above_limit"));
    complaint.lines = eur(1'250);
    QCOMPARE(word(decide_complaint(complaint)), QString("grant 1250 policy"));
    complaint.history = {3, 50, false};
    QCOMPARE(word(decide_complaint(complaint)), QString("grant 1250 policy"));
    complaint.history = {4, 50, false};
    QCOMPARE(word(decide_complaint(complaint)), QString("person 1250 many_complaints"));
  }

  void whoComplainsOfMostOrdersComesBeforePeople() {
    ComplaintCase complaint = plain(HelpCategory::Missing);
    complaint.history = {1, 6, false};
    QCOMPARE(word(decide_complaint(complaint)), QString("grant 1000 policy"));
    complaint.history = {1, 5, false};
    QCOMPARE(word(decide_complaint(complaint)), QString("person 1000 most_orders"));
    complaint.history = {0, 1, false};  // a first order that went wrong is nobody's habit
    QCOMPARE(word(decide_complaint(complaint)), QString("grant 1000 policy"));
    complaint.history = {0, 10, true};
    QCOMPARE(word(decide_complaint(complaint)), QString("person 1000 same_order"));
  }

  void limitsGoByCurrency() {
    QVERIFY(automatic_limit(Currency::EUR) == eur(2'500));
    QVERIFY((automatic_limit(Currency::JPY) == Money{3'000, Currency::JPY}));
    QVERIFY((agent_limit(Currency::INR) == Money{240'000, Currency::INR}));
  }

  void taxIsGivenBackWithTheDish() {
    Order order;
    order.items = eur(2'000);
    order.tax = eur(200);
    QVERIFY(paid_for(order, eur(1'000)) == eur(1'100));
    QVERIFY(paid_for(order, eur(2'000)) == eur(2'200));
    order.items = eur(0);
    QVERIFY(paid_for(order, eur(1'000)) == eur(0));
  }
};

QTEST_GUILESS_MAIN(ComplaintPolicyTest)
#include "complaint_policy_test.moc"
