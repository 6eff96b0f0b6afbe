// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/user/identity_events.h"
#include "core/services/user/person_events.h"
#include "core/services/user/user_commands.h"
#include "core/services/user/user_events.h"

namespace pizza {

CataloguePart user_catalogue() {
  return make_catalogue(Joined<UserEvents, PersonEvents, IdentityEvents>::Type{}, UserCommands{});
}

}  // namespace pizza
