// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/delivery_events.h"
#include "core/services/make_catalogue.h"

namespace pizza {

CataloguePart delivery_catalogue() {
  return make_catalogue(DeliveryEvents{}, TypeList<>{});
}

}  // namespace pizza
