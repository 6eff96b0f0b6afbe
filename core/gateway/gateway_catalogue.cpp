// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/gateway_events.h"
#include "core/services/make_catalogue.h"

namespace pizza {

CataloguePart gateway_catalogue() {
  return make_catalogue(GatewayEvents{}, TypeList<>{});
}

}  // namespace pizza
