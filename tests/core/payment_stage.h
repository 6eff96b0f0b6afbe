// SPDX-License-Identifier: Apache-2.0
// A shop in memory, and short words for what is asked of payments.
#pragma once

#include <map>

#include "tests/support/shop_world.h"

namespace pizza::test {

struct PaymentStage : ShopWorld {
  template <class Do>
  void pay(Do what) {
    (void)business.execute([&](UnitOfWork& work) -> Outcome {
      what(work, PaymentService{});
      return Done{};
    });
  }
  Payment payment_of(PaymentId id) {
    return business.read([&](UnitOfWork& work) { return *work.find(id); });
  }
  PaymentId begun() { return payment(place(cast)).id; }
  PaymentId authorized() {
    const PaymentId id = begun();
    answer(ProviderVerdict::Approved);
    return id;
  }
  // A day's work later; the rider of the day before has gone home.
  void later(Duration time) {
    clock.at = clock.at + time;
    cast.rider = add_rider();
  }

  std::map<Account, std::int64_t> ledger() {
    std::map<Account, std::int64_t> sums;
    business.store().scan(record_type<LedgerEntry>(), [&](std::uint64_t, const void* record) {
      const auto* entry = static_cast<const LedgerEntry*>(record);
      sums[entry->account] += entry->amount.minor;
    });
    std::erase_if(sums, [](const auto& sum) { return sum.second == 0; });
    return sums;
  }
  std::vector<PaymentCase> open_cases() { return business.command(ListPaymentCases{100})->cases; }
};

}  // namespace pizza::test
