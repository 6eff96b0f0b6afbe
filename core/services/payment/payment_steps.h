// SPDX-License-Identifier: Apache-2.0
// What the parts of the payment service share: which answer a payment waits for, and how the provider is asked.
#pragma once

#include "core/services/payment/payment_events.h"

namespace pizza::payment_steps {

inline constexpr std::string_view no_answer = "no_answer";
inline constexpr std::string_view challenge_expired = "challenge_expired";

// How long an answer is waited for: longer with each try, five minutes at most.
Duration patience(std::int32_t attempts);

// The request that a payment in this state waits for.
std::optional<ProviderAction> awaited(PaymentStatus status);

// Sends what the payment or refund waits for, and arms the timer for its answer. Both go out after the commit.
void send(UnitOfWork& work, const Payment& payment, ProviderAction action);
void send(UnitOfWork& work, const Refund& refund);
// The same, written down first as one more try.
void ask(UnitOfWork& work, PaymentId payment, ProviderAction action);
void ask(UnitOfWork& work, RefundId refund);

void begin_void(UnitOfWork& work, PaymentId payment, std::string_view reason = {});
// The void is done; the event depends on why it was begun.
void finish_void(UnitOfWork& work, PaymentId payment);
// The money was taken, as wanted: the event and the ledger.
void finish_capture(UnitOfWork& work, PaymentId payment);
void finish_refund(UnitOfWork& work, RefundId refund, bool done);

// A new case for people; the event that opens it carries it.
PaymentCase new_case(UnitOfWork& work, const Payment& payment, CaseKind kind, ProviderAction action);
void stuck(UnitOfWork& work, PaymentId payment, RefundId refund, ProviderAction action);
// The open case of a payment of that kind (of a refund: about this one); none: id 0.
PaymentCaseId open_case(UnitOfWork& work, PaymentId payment, CaseKind kind, RefundId refund = {});
void close_case(UnitOfWork& work, PaymentCaseId id, std::string outcome, std::string note = {}, UserId by = {});

}  // namespace pizza::payment_steps
