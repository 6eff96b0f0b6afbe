// SPDX-License-Identifier: Apache-2.0
// From the help desk's promise to the customer's money:
//
//   RefundGranted    → ask the payment service, at once where the money was taken already
//   PaymentCaptured  → ask for what was promised before the money was taken
//   PaymentVoided    → nothing was taken, so nothing can be given back: the ticket says so
//   RefundSettled    → the ticket knows that the money is on its way, or comes before people again
#pragma once

#include "core/services/payment/payment_service.h"
#include "core/services/support/support_service.h"

namespace pizza {

class ComplaintRules {
 public:
  void on(UnitOfWork& work, const RefundGranted& event) const;
  void on(UnitOfWork& work, const PaymentCaptured& event) const;
  void on(UnitOfWork& work, const PaymentVoided& event) const;
  void on(UnitOfWork& work, const RefundSettled& event) const;

 private:
  void request(UnitOfWork& work, HelpTicketId ticket) const;

  PaymentService payments_;
  SupportService support_;
};

std::span<const Reaction> complaint_reactions();

}  // namespace pizza
