// SPDX-License-Identifier: Apache-2.0
// The double entries of each business event. Debits positive, credits negative, sum 0, in the order's one currency.
//
// An order's money is not booked before it is taken: a hold is no claim. So the capture books sale and money at once,
// and `CustomerReceivable` holds only what customers had and could not be charged for.
#pragma once

#include "core/model/records/order.h"
#include "core/model/records/payout.h"
#include "core/model/records/reconciliation.h"
#include "core/services/payment/payment_events.h"

namespace pizza {

// What the house keeps of the items: the restaurant's rate, of what the items cost after the restaurant's own discount.
Money commission_of(UnitOfWork& work, const Order& order);

// A delivered order of which `taken` was captured; what is missing to the total the customer owes:
//   ProviderClearing    + taken
//   CustomerReceivable  + total - taken
//   Promotions          + discount - restaurant_discount
//   RestaurantPayable   - (items - restaurant_discount - tax_included - commission)
//   RiderPayable        - delivery_fee
//   Tips                - tip
//   TaxPayable          - tax
//   Commission          - commission
//   Fees                - small_order_fee
// With `payment` none nothing was taken, and nothing waits for a statement.
LedgerPosted capture_entries(UnitOfWork& work, const Order& order, PaymentId payment, Money taken);

// What a cancelled or failed order costs all the same. The house keeps its commission's rate of it as a fee, the
// restaurant gets the rest; no tax, as nothing was sold:
//   ProviderClearing + taken, RestaurantPayable - (taken - fee), Fees - fee
LedgerPosted end_charge_entries(UnitOfWork& work, const Order& order, PaymentId payment, Money taken);

// Money given back. The restaurant bears `restaurant_bears` of it, the house the rest; what we owe the rider stays:
//   Refunds + (amount - restaurant_bears), RestaurantPayable + restaurant_bears, ProviderClearing - amount
// Of money that was taken and not owed (Refund::unowed): CustomerReceivable + amount, ProviderClearing - amount.
LedgerPosted refund_entries(UnitOfWork& work, const Refund& refund);

// The provider took money that nobody owed; until it is back we owe it to the customer:
//   ProviderClearing + taken, CustomerReceivable - taken
LedgerPosted unowed_entries(UnitOfWork& work, OrderId order, PaymentId payment, Money taken);

// A payout goes out of what the provider owes us, and comes back where the bank refuses it (`back`):
//   RestaurantPayable or RiderPayable + amount, ProviderClearing - amount; the other way round
LedgerPosted payout_entries(UnitOfWork& work, const Payout& payout, bool back);

// A statement: ProviderFees + fees, ProviderClearing - fees; Bank + settled, ProviderClearing - settled.
LedgerPosted statement_entries(UnitOfWork& work, const ReconciliationRun& run);

}  // namespace pizza
