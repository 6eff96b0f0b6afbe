// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/ledger.h"

#include "core/model/records/restaurant.h"

namespace pizza {

namespace {

void post(UnitOfWork& work, LedgerPosted& posting, Account account, Money amount) {
  if (amount.minor == 0) return;
  posting.entries.push_back({.id = work.allocate<LedgerEntry>(),
                             .order = posting.order,
                             .account = account,
                             .amount = amount,
                             .at = work.now(),
                             .version = {}});
}

}  // namespace

LedgerPosted capture_entries(UnitOfWork& work, const Order& order) {
  const Restaurant* restaurant = work.find(order.restaurant);
  const Money commission = share(order.items, restaurant == nullptr ? 0 : restaurant->commission_per_10000);
  LedgerPosted posting{order.id, {}};
  posting.entries.reserve(5);
  post(work, posting, Account::ProviderClearing, order.total);
  post(work, posting, Account::RestaurantPayable, commission - order.items);
  post(work, posting, Account::RiderPayable, -(order.delivery_fee + order.tip));
  post(work, posting, Account::TaxPayable, -order.tax);
  post(work, posting, Account::Commission, -commission);
  return posting;
}

LedgerPosted refund_entries(UnitOfWork& work, OrderId order, Money amount) {
  LedgerPosted posting{order, {}};
  post(work, posting, Account::Refunds, amount);
  post(work, posting, Account::ProviderClearing, -amount);
  return posting;
}

}  // namespace pizza
