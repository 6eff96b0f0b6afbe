// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/search/search_events.h"
#include "core/services/search/search_service.h"

namespace pizza {

CataloguePart search_catalogue() {
  return make_catalogue(SearchEvents{}, SearchCommands{});
}

}  // namespace pizza
