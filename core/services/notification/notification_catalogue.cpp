// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/notification/notification_events.h"
#include "core/services/notification/notification_service.h"

namespace pizza {

CataloguePart notification_catalogue() {
  return make_catalogue(NotificationEvents{}, NotificationCommands{});
}

}  // namespace pizza
