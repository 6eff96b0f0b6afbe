// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/delivery_service.h"
#include "core/services/make_catalogue.h"

namespace pizza {

CataloguePart delivery_catalogue() {
  using Events = Joined<RiderEvents, DeliveryEvents, DoorstepEvents>::Type;
  return make_catalogue(Events{}, DeliveryCommands{});
}

}  // namespace pizza
