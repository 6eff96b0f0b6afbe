// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/restaurant/restaurant_service.h"

namespace pizza {

CataloguePart restaurant_catalogue() {
  return make_catalogue(Joined<RestaurantEvents, MenuEvents>::Type{}, Joined<RestaurantCommands, MenuCommands>::Type{});
}

}  // namespace pizza
