// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/payment/payment_events.h"

namespace pizza {

CataloguePart payment_catalogue() {
  return make_catalogue(PaymentEvents{}, TypeList<>{});
}

}  // namespace pizza
