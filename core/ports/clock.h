// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/instant.h"

namespace pizza {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;  // never goes back
};

}  // namespace pizza
