// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/review/review_events.h"
#include "core/services/review/review_service.h"

namespace pizza {

CataloguePart review_catalogue() {
  return make_catalogue(ReviewEvents{}, ReviewCommands{});
}

}  // namespace pizza
