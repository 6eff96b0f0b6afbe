// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/identity.h"
#include "core/ports/changes.h"

namespace pizza {

// For folds. A profile comes into being when there is first something to write into it.
Profile& profile_for_change(Changes& changes, UserId user);

}  // namespace pizza
