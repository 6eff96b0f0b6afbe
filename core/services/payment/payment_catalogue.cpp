// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/payment/payment_events.h"
#include "core/services/payment/payment_service.h"
#include "core/services/payment/payout_events.h"
#include "core/services/payment/payout_service.h"

namespace pizza {

CataloguePart payment_catalogue() {
  return make_catalogue(Joined<PaymentEvents, PayoutEvents>::Type{}, Joined<PaymentCommands, PayoutCommands>::Type{});
}

}  // namespace pizza
