// SPDX-License-Identifier: Apache-2.0
// Every event there is has a line for people.
#include <QTest>

#include "core/catalogue.h"
#include "sim/agents/order_story.h"
#include "tests/sim/agents/small_city.h"

using namespace pizza;

class EventTextTest : public QObject {
  Q_OBJECT

  std::unique_ptr<SimulatedCity> city_;
  const sim::Territory& territory() const { return *city_->territories().front(); }

 private slots:
  void initTestCase() {
    city_ = std::make_unique<SimulatedCity>(test::small_model({.orders = 4, .territories = 1}), SimulatedCityOptions{});
  }

  void every_event_has_a_text_data() {
    QTest::addColumn<QString>("event");
    for (const EventType* type : all_event_types()) {
      const std::string name(type->schema->name);
      QTest::addRow("%s", name.c_str()) << QString::fromStdString(name);
    }
  }
  void every_event_has_a_text() {
    QFETCH(QString, event);
    const EventType& type = *event_type_by_name(event.toStdString());
    const EventHolder holder(type, type.create());  // with nothing in it: the hardest case
    const std::string text = sim::event_summary(type, holder.get(), territory());
    QVERIFY(!text.empty());
    QVERIFY2(text.size() < 200, text.c_str());
    QVERIFY2(text.find('_') == std::string::npos, text.c_str());
    QVERIFY2(text.find("  ") == std::string::npos && text.back() != ' ', text.c_str());
  }

  void a_text_says_what_happened() {
    const PaymentCaptured taken{PaymentId{1}, OrderId{1}, {}, {1'250, Currency::EUR}, ""};
    QCOMPARE(sim::event_summary(event_type<PaymentCaptured>(), &taken, territory()), std::string("12.50 EUR taken"));
    const OrderCancelled cancelled{OrderId{1}, {}, Actor::Customer, "changed_mind", {}};
    QCOMPARE(sim::event_summary(event_type<OrderCancelled>(), &cancelled, territory()),
             std::string("by customer: changed mind"));
    const RiderOffered offered{DeliveryId{1}, OrderId{1}, territory().riders().all().front().id, {}, {}};
    QCOMPARE(sim::event_summary(event_type<RiderOffered>(), &offered, territory()),
             "to " + territory().riders().all().front().name);
  }
};

QTEST_GUILESS_MAIN(EventTextTest)
#include "event_text_test.moc"
