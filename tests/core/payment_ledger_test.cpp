// SPDX-License-Identifier: Apache-2.0
// Every posting sums to 0, and what parties are owed adds up to what was taken, to the minor unit.
#include <QTest>
#include <random>

#include "core/model/records/delivery.h"
#include "core/model/records/restaurant.h"
#include "core/services/payment/ledger.h"
#include "core/services/payment/party_week.h"
#include "tests/core/payment_stage.h"

using namespace pizza;
using test::eur;
using Stage = test::PaymentStage;

namespace {

std::map<Account, std::int64_t> sums_of(const LedgerPosted& posted) {
  std::map<Account, std::int64_t> sums;
  for (const LedgerEntry& entry : posted.entries) sums[entry.account] += entry.amount.minor;
  return sums;
}

std::int64_t sum_of(const LedgerPosted& posted) {
  std::int64_t sum = 0;
  for (const LedgerEntry& entry : posted.entries) sum += entry.amount.minor;
  return sum;
}

Order order_of(RestaurantId restaurant, Currency currency) {
  Order order;
  order.id = {1};
  order.restaurant = restaurant;
  for (Money* amount : {&order.items, &order.tax, &order.delivery_fee, &order.tip, &order.total, &order.discount,
                        &order.restaurant_discount, &order.small_order_fee, &order.tax_included})
    amount->currency = currency;
  return order;
}

void add_up(Order& order) {
  order.total = order.items - order.discount + order.tax - order.tax_included + order.delivery_fee +
                order.small_order_fee + order.tip;
}

}  // namespace

class PaymentLedgerTest : public QObject {
  Q_OBJECT
 private slots:
  void aCaptureInFull() {
    Stage s;
    Order order = order_of(s.cast.restaurant, Currency::EUR);
    order.items = eur(10'000);
    order.discount = eur(1'500);
    order.restaurant_discount = eur(1'000);
    order.tax = eur(1'300);
    order.tax_included = eur(800);
    order.delivery_fee = eur(250);
    order.small_order_fee = eur(100);
    order.tip = eur(300);
    add_up(order);
    s.business.read([&](UnitOfWork& w) {
      const std::map<Account, std::int64_t> expected{{Account::ProviderClearing, 9'650},
                                                     {Account::Promotions, 500},
                                                     {Account::RestaurantPayable, -(10'000 - 1'000 - 800 - 1'350)},
                                                     {Account::RiderPayable, -250},
                                                     {Account::Tips, -300},
                                                     {Account::TaxPayable, -1'300},
                                                     {Account::Commission, -1'350},  // 15 % of 9000
                                                     {Account::Fees, -100}};
      if (sums_of(capture_entries(w, order, {1}, order.total)) != expected) qFatal("another capture");
      return 0;
    });
  }

  void whatCouldNotBeTakenTheCustomerOwes() {
    Stage s;
    Order order = order_of(s.cast.restaurant, Currency::EUR);
    order.items = eur(1'000);
    add_up(order);
    s.business.read([&](UnitOfWork& w) {
      auto sums = sums_of(capture_entries(w, order, {1}, eur(400)));
      if (sums[Account::ProviderClearing] != 400 || sums[Account::CustomerReceivable] != 600) qFatal("another split");
      return 0;
    });
  }

  // A million random orders would be the order service's; here are 20,000 postings a currency, with odd amounts.
  void everyPostingSumsToZeroInEveryCurrency_data() {
    QTest::addColumn<int>("currency");
    QTest::newRow("no decimals") << static_cast<int>(Currency::JPY);
    QTest::newRow("two decimals") << static_cast<int>(Currency::EUR);
    QTest::newRow("three decimals") << static_cast<int>(Currency::KWD);
  }
  void everyPostingSumsToZeroInEveryCurrency() {
    QFETCH(int, currency);
    Stage s;
    std::mt19937_64 random(42);
    const auto below = [&](std::int64_t n) {
      return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n));
    };
    for (int i = 0; i < 20'000; ++i) {
      Order order = order_of(s.cast.restaurant, static_cast<Currency>(currency));
      order.items.minor = 1 + below(100'000);
      order.discount.minor = below(order.items.minor);
      order.restaurant_discount.minor = below(order.discount.minor + 1);
      order.tax.minor = below(20'000);
      order.tax_included.minor = below(order.tax.minor + 1);
      order.delivery_fee.minor = below(1'000);
      order.small_order_fee.minor = below(300);
      order.tip.minor = below(2'000);
      add_up(order);
      Refund refund;
      refund.order = order.id;
      refund.amount = {1 + below(order.total.minor + 1), order.total.currency};
      refund.restaurant_bears = {below(refund.amount.minor + 1), order.total.currency};
      const Money taken{below(order.total.minor + 1), order.total.currency};
      s.business.read([&](UnitOfWork& w) {
        for (const LedgerPosted& posted :
             {capture_entries(w, order, {1}, order.total), capture_entries(w, order, {1}, taken),
              end_charge_entries(w, order, {1}, taken), refund_entries(w, refund),
              unowed_entries(w, order.id, {1}, taken)}) {
          if (sum_of(posted) != 0) qFatal("a posting does not balance");
          for (const LedgerEntry& entry : posted.entries)
            if (entry.amount.currency != order.total.currency || entry.amount.minor == 0) qFatal("a stray entry");
        }
        return 0;
      });
    }
  }

  void theTotalIsTheSumOfTheLedger() {
    Stage s;
    std::int64_t taken = 0;
    for (int i = 0; i < 20; ++i) {
      const OrderId id = s.whole_order(s.cast);
      const Order order = s.order(id);
      taken += order.total.minor;
      QCOMPARE(s.payment(id).captured, order.total);
    }
    QCOMPARE(s.ledger()[Account::ProviderClearing], taken);
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    std::int64_t owed = 0;
    for (const auto& [account, sum] : s.ledger())
      if (account != Account::ProviderClearing) owed -= sum;
    QCOMPARE(owed, taken);
  }

  void entriesSayWhoIsOwedAndForWhichWeek() {
    Stage s;
    const OrderId id = s.whole_order(s.cast);
    const std::int64_t week = week_of(s.clock.at);
    s.business.read([&](UnitOfWork& w) {
      const auto shop = w.find_where<&LedgerEntry::statement>(party_week(s.cast.restaurant, week));
      const auto rider = w.find_where<&LedgerEntry::statement>(party_week(s.cast.rider, week));
      if (shop.size() != 1 || rider.size() != 2) qFatal("other entries");
      if (w.find(LedgerEntryId{shop[0]})->restaurant != s.cast.restaurant) qFatal("another restaurant");
      std::int64_t earned = 0;
      for (const std::uint64_t key : rider) earned -= w.find(LedgerEntryId{key})->amount.minor;
      const Order* order = w.find(id);
      if (earned != order->delivery_fee.minor + order->tip.minor) qFatal("another pay");
      return 0;
    });
  }

  void weeksBeginOnMonday() {
    const Instant monday{1'795'392'000'000};  // 2026-11-23T00:00:00Z
    QCOMPARE(week_of(monday), week_of(monday - milliseconds(1)) + 1);
    QCOMPARE(week_begins(week_of(monday)).ms, monday.ms);
    QCOMPARE(week_of(monday + days(7) - milliseconds(1)), week_of(monday));
    QVERIFY(party_week(RestaurantId{7}, 3'000) != party_week(RiderId{7}, 3'000));
    QVERIFY(party_week(RestaurantId{7}, 3'000) != party_week(RestaurantId{8}, 3'000));
  }
};

QTEST_GUILESS_MAIN(PaymentLedgerTest)
#include "payment_ledger_test.moc"
