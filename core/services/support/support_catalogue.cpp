// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/support/support_events.h"
#include "core/services/support/support_service.h"

namespace pizza {

CataloguePart support_catalogue() {
  return make_catalogue(SupportEvents{}, SupportCommands{});
}

}  // namespace pizza
