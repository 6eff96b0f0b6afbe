// SPDX-License-Identifier: Apache-2.0
#include <QTest>

#include "app/desktop/text/formats.h"
#include "app/desktop/text/words.h"

using namespace pizza;
using namespace pizza::desktop;

class FormatsTest : public QObject {
  Q_OBJECT

 private slots:
  void clocks() {
    const Instant noon{12 * 3'600'000};
    QCOMPARE(clock_text(noon, 0), "12:00");
    QCOMPARE(clock_text(noon, 330), "17:30");
    QCOMPARE(clock_text(noon, -13 * 60), "23:00");
    QCOMPARE(clock_text({-1}, 0), "23:59");
    QCOMPARE(clock_text_with_seconds({noon.ms + 61'999}, 0), "12:01:01");
  }

  void lengths() {
    QCOMPARE(minutes_text(seconds(89)), "1 min");
    QCOMPARE(minutes_text(seconds(90)), "2 min");
    QCOMPARE(signed_minutes_text(minutes(9)), "+9 min");
    QCOMPARE(signed_minutes_text(minutes(-2)), QString::fromUtf8("−2 min"));
    QCOMPARE(signed_minutes_text(seconds(20)), "0 min");
    QCOMPARE(tenths_text(114), "11.4");
    QCOMPARE(tenths_text(-5), QString::fromUtf8("−0.5"));
  }

  void amounts() {
    QCOMPARE(money_text({3180, Currency::EUR}), QString::fromUtf8("€\u202f31.80"));
    QCOMPARE(money_text({-200, Currency::USD}), QString::fromUtf8("−$\u202f2.00"));
    QCOMPARE(money_text({300, Currency::JPY}), QString::fromUtf8("¥\u202f300"));
    QCOMPARE(money_text({5, Currency::GBP}), QString::fromUtf8("£\u202f0.05"));
    QCOMPARE(signed_money_text({3180, Currency::EUR}), "+31.80");
    QCOMPARE(signed_money_text({-3180, Currency::EUR}), QString::fromUtf8("−31.80"));
    QCOMPARE(signed_money_text({0, Currency::EUR}), "0.00");
  }

  void numbers() {
    QCOMPARE(order_title(7), "#7");
    QCOMPARE(order_title(4182), QString::fromUtf8("#4\u202f182"));
    QCOMPARE(order_title(1234567), QString::fromUtf8("#1\u202f234\u202f567"));
    QCOMPARE(order_title((std::uint64_t{3} << 40) + 4182), QString::fromUtf8("#3\u00b74\u202f182"));
  }

  void words() {
    QCOMPARE(status_words("picked_up"), "Picked up");
    QCOMPARE(event_words("OrderAuthorized"), "Paid");
    QCOMPARE(event_words("TicketStationStarted"), "Ticket station started");
    QVERIFY(is_milestone("OrderDelivered"));
    QVERIFY(!is_milestone("TicketOpened"));
    QCOMPARE(ticket_words(1), "1 ticket");
    QCOMPARE(ticket_words(0), "0 tickets");
  }
};

QTEST_GUILESS_MAIN(FormatsTest)
#include "formats_test.moc"
