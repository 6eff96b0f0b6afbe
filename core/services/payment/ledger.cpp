// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/ledger.h"

#include "core/model/records/delivery.h"
#include "core/model/records/restaurant.h"
#include "core/model/records/saga.h"
#include "core/services/payment/party_week.h"

namespace pizza {

namespace {

// Writes the entries of one business event.
class Journal {
 public:
  Journal(UnitOfWork& work, OrderId order, Posting posting, std::uint64_t source, std::size_t most)
      : work_(work), posting_(posting), source_(source), posted_{order, {}} {
    posted_.entries.reserve(most);
  }

  void post(Account account, Money amount) { (void)entry(account, amount); }
  void clearing(Money amount) {
    if (LedgerEntry* entry = this->entry(Account::ProviderClearing, amount)) entry->open_since = work_.now();
  }
  void owed(RestaurantId restaurant, Money amount) {
    LedgerEntry* entry = this->entry(Account::RestaurantPayable, amount);
    if (entry == nullptr) return;
    entry->restaurant = restaurant;
    entry->statement = party_week(restaurant, week_of(work_.now()));
  }
  // Without a rider nobody is owed it by name: it stays with the house until somebody claims it.
  void owed(Account account, RiderId rider, Money amount) {
    LedgerEntry* entry = this->entry(account, amount);
    if (entry == nullptr || !rider) return;
    entry->rider = rider;
    entry->statement = party_week(rider, week_of(work_.now()));
  }

  LedgerPosted done() { return std::move(posted_); }

 private:
  LedgerEntry* entry(Account account, Money amount) {
    if (amount.minor == 0) return nullptr;
    LedgerEntry& entry = posted_.entries.emplace_back();
    entry.id = work_.allocate<LedgerEntry>();
    entry.order = posted_.order;
    entry.account = account;
    entry.amount = amount;
    entry.at = work_.now();
    entry.posting = posting_;
    entry.source = source_;
    return &entry;
  }

  UnitOfWork& work_;
  Posting posting_;
  std::uint64_t source_;
  LedgerPosted posted_;
};

RiderId rider_of(UnitOfWork& work, OrderId order) {
  const OrderSaga* saga = work.find_at<OrderSaga>(order.value);
  const Delivery* delivery = saga == nullptr || !saga->delivery ? nullptr : work.find(saga->delivery);
  return delivery == nullptr ? RiderId{} : delivery->rider;
}

std::int32_t commission_rate(UnitOfWork& work, RestaurantId id) {
  const Restaurant* restaurant = work.find(id);
  return restaurant == nullptr ? 0 : restaurant->commission_per_10000;
}

}  // namespace

Money commission_of(UnitOfWork& work, const Order& order) {
  return share(order.items - order.restaurant_discount, commission_rate(work, order.restaurant));
}

LedgerPosted capture_entries(UnitOfWork& work, const Order& order, PaymentId payment, Money taken) {
  const Money commission = commission_of(work, order);
  const RiderId rider = rider_of(work, order.id);
  Journal journal(work, order.id, Posting::Capture, payment.value, 9);
  journal.clearing(taken);
  journal.post(Account::CustomerReceivable, order.total - taken);
  journal.post(Account::Promotions, order.discount - order.restaurant_discount);
  journal.owed(order.restaurant, -(order.items - order.restaurant_discount - order.tax_included - commission));
  journal.owed(Account::RiderPayable, rider, -order.delivery_fee);
  journal.owed(Account::Tips, rider, -order.tip);
  journal.post(Account::TaxPayable, -order.tax);
  journal.post(Account::Commission, -commission);
  journal.post(Account::Fees, -order.small_order_fee);
  return journal.done();
}

LedgerPosted end_charge_entries(UnitOfWork& work, const Order& order, PaymentId payment, Money taken) {
  const Money fee = share(taken, commission_rate(work, order.restaurant));
  Journal journal(work, order.id, Posting::EndCharge, payment.value, 3);
  journal.clearing(taken);
  journal.owed(order.restaurant, -(taken - fee));
  journal.post(Account::Fees, -fee);
  return journal.done();
}

LedgerPosted refund_entries(UnitOfWork& work, const Refund& refund) {
  Journal journal(work, refund.order, Posting::Refund, refund.id.value, 3);
  if (refund.unowed) {
    journal.post(Account::CustomerReceivable, refund.amount);
  } else {
    // Where the order is kept no longer, nobody but the house can bear it.
    const Order* order = work.find(refund.order);
    const Money bears = order == nullptr ? Money{0, refund.amount.currency} : refund.restaurant_bears;
    journal.post(Account::Refunds, refund.amount - bears);
    if (order != nullptr) journal.owed(order->restaurant, bears);
  }
  journal.clearing(-refund.amount);
  return journal.done();
}

LedgerPosted unowed_entries(UnitOfWork& work, OrderId order, PaymentId payment, Money taken) {
  Journal journal(work, order, Posting::Unowed, payment.value, 2);
  journal.clearing(taken);
  journal.post(Account::CustomerReceivable, -taken);
  return journal.done();
}

LedgerPosted payout_entries(UnitOfWork& work, const Payout& payout, bool back) {
  const Money amount = back ? -payout.amount : payout.amount;
  Journal journal(work, {}, back ? Posting::PayoutBack : Posting::Payout, payout.id.value, 2);
  if (payout.restaurant) {
    journal.owed(payout.restaurant, amount);
  } else {
    journal.owed(Account::RiderPayable, payout.rider, amount);
  }
  journal.clearing(-amount);
  return journal.done();
}

LedgerPosted statement_entries(UnitOfWork& work, const ReconciliationRun& run) {
  LedgerPosted posted;
  const auto both = [&](Posting posting, Account account, const std::vector<Money>& amounts) {
    Journal journal(work, {}, posting, run.id.value, 2 * amounts.size());
    for (const Money amount : amounts) {
      journal.post(account, amount);
      journal.post(Account::ProviderClearing, -amount);
    }
    for (LedgerEntry& entry : journal.done().entries) posted.entries.push_back(entry);
  };
  both(Posting::ProviderFee, Account::ProviderFees, run.fees);
  both(Posting::Settlement, Account::Bank, run.settled);
  return posted;
}

}  // namespace pizza
