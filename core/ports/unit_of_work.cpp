// SPDX-License-Identifier: Apache-2.0
#include "core/ports/unit_of_work.h"

namespace pizza {

void UnitOfWork::after_commit(Effect effect) {
  effects_.push_back(std::move(effect));
}

}  // namespace pizza
