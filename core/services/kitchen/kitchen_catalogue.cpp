// SPDX-License-Identifier: Apache-2.0
#include "core/services/kitchen/kitchen_events.h"
#include "core/services/kitchen/kitchen_service.h"
#include "core/services/make_catalogue.h"

namespace pizza {

CataloguePart kitchen_catalogue() {
  return make_catalogue(KitchenEvents{}, KitchenCommands{});
}

}  // namespace pizza
