// SPDX-License-Identifier: Apache-2.0
#include "core/services/loyalty/loyalty_events.h"
#include "core/services/loyalty/loyalty_service.h"
#include "core/services/make_catalogue.h"

namespace pizza {

CataloguePart loyalty_catalogue() {
  return make_catalogue(LoyaltyEvents{}, LoyaltyCommands{});
}

}  // namespace pizza
