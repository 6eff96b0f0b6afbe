// SPDX-License-Identifier: Apache-2.0
// A provider's statement as a file: what is read, and what is wrong with which line.
#include <QTest>

#include "connectors/payments/statement_csv.h"

using namespace pizza;

namespace {

const std::string header = "kind,reference,amount,currency,fee,at\n";

std::string faults_of(const std::string& text) {
  std::string all;
  for (const StatementFault& fault : parse_statement(text).faults)
    all += (all.empty() ? "" : " ") + std::to_string(fault.line) + ":" + fault.field;
  return all;
}

}  // namespace

class StatementCsvTest : public QObject {
  Q_OBJECT
 private slots:
  void linesAreReadInTheirCurrency() {
    const ParsedStatement parsed = parse_statement(header +
                                                   "capture,4711,46.30,EUR,0.65,2026-11-20T19:04:11Z\r\n"
                                                   "\n"
                                                   "refund,12,500,JPY,,2026-11-20T20:00:00+01:00\n"
                                                   "\"settlement\",,1.5,KWD,0.005,2026-11-21T00:00:00Z\n");
    QVERIFY(parsed.faults.empty());
    QCOMPARE(parsed.lines.size(), std::size_t{3});
    QVERIFY(parsed.lines[0].kind == StatementKind::Capture && parsed.lines[0].reference == 4'711);
    QCOMPARE(parsed.lines[0].amount, (Money{4'630, Currency::EUR}));
    QCOMPARE(parsed.lines[0].fee, (Money{65, Currency::EUR}));
    QCOMPARE(parsed.lines[0].at.ms, std::int64_t{1'795'201'451'000});
    QCOMPARE(parsed.lines[1].amount, (Money{500, Currency::JPY}));
    QCOMPARE(parsed.lines[1].fee.minor, std::int64_t{0});
    QCOMPARE(parsed.lines[1].at.ms, std::int64_t{1'795'201'200'000});
    QCOMPARE(parsed.lines[2].amount, (Money{1'500, Currency::KWD}));
    QCOMPARE(parsed.lines[2].fee, (Money{5, Currency::KWD}));
  }

  void faultsNameLineAndField_data() {
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("fault");
    QTest::newRow("kind") << "gift,1,1.00,EUR,,2026-11-20T19:04:11Z"
                          << "2:kind";
    QTest::newRow("reference") << "capture,x1,1.00,EUR,,2026-11-20T19:04:11Z"
                               << "2:reference";
    QTest::newRow("no reference") << "capture,,1.00,EUR,,2026-11-20T19:04:11Z"
                                  << "2:reference";
    QTest::newRow("too many places") << "capture,1,1.001,EUR,,2026-11-20T19:04:11Z"
                                     << "2:amount";
    QTest::newRow("places of a currency without") << "capture,1,1.0,JPY,,2026-11-20T19:04:11Z"
                                                  << "2:amount";
    QTest::newRow("negative") << "capture,1,-1.00,EUR,,2026-11-20T19:04:11Z"
                              << "2:amount";
    QTest::newRow("beyond all money") << "capture,1,12345678901234567.00,EUR,,2026-11-20T19:04:11Z"
                                      << "2:amount";
    QTest::newRow("currency") << "capture,1,1.00,ZZZ,,2026-11-20T19:04:11Z"
                              << "2:currency";
    QTest::newRow("fee") << "capture,1,1.00,EUR,1.,2026-11-20T19:04:11Z"
                         << "2:fee";
    QTest::newRow("at") << "capture,1,1.00,EUR,,yesterday"
                        << "2:at";
    QTest::newRow("all at once") << "gift,x,y,EUR,z,never"
                                 << "2:kind 2:reference 2:amount 2:fee 2:at";
    QTest::newRow("fields") << "capture,1,1.00"
                            << "2:";
    QTest::newRow("quote") << "capture,\"1,1.00,EUR,,2026-11-20T19:04:11Z"
                           << "2:";
  }
  void faultsNameLineAndField() {
    QFETCH(QString, line);
    QFETCH(QString, fault);
    const std::string good = "capture,1,1.00,EUR,,2026-11-20T19:04:11Z\n";
    QCOMPARE(QString::fromStdString(faults_of(header + line.toStdString() + "\n" + good)), fault);
    QCOMPARE(parse_statement(header + line.toStdString() + "\n" + good).lines.size(), std::size_t{1});
  }

  void theHeaderIsNeeded() {
    QCOMPARE(faults_of("kind,amount\n"), std::string("1:"));
    QVERIFY(parse_statement("").lines.empty());
  }

  void whatIsWrittenIsReadAgain() {
    std::vector<StatementLine> lines{
        {StatementKind::Capture, 7, {5, Currency::EUR}, {1, Currency::EUR}, Instant{1'795'201'451'123}},
        {StatementKind::Payout, 8, {123'456, Currency::JPY}, {}, Instant{1'795'201'451'000}},
        {StatementKind::Settlement, 0, {1'001, Currency::KWD}, {}, Instant{1'795'201'451'000}}};
    const ParsedStatement parsed = parse_statement(statement_text(lines));
    QVERIFY(parsed.faults.empty());
    QCOMPARE(parsed.lines.size(), lines.size());
    for (std::size_t i = 0; i < lines.size(); ++i) {
      QCOMPARE(parsed.lines[i].amount, lines[i].amount);
      QCOMPARE(parsed.lines[i].fee.minor, lines[i].fee.minor);
      QCOMPARE(parsed.lines[i].reference, lines[i].reference);
      QCOMPARE(parsed.lines[i].at.ms, lines[i].at.ms);
    }
  }
};

QTEST_GUILESS_MAIN(StatementCsvTest)
#include "statement_csv_test.moc"
