// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/delivery.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

// Who rides under this person's name; none for everybody else. For whoever makes a Caller.
inline RiderId rider_of(UnitOfWork& work, UserId user) {
  if (!user) return {};
  const std::vector<std::uint64_t> found = work.find_where<&Rider::user>(user, 1);
  return found.empty() ? RiderId{} : RiderId{found.front()};
}

}  // namespace pizza
