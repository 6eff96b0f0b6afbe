// SPDX-License-Identifier: Apache-2.0
#include "core/saga/order_saga_rules.h"
#include "core/services/make_catalogue.h"

namespace pizza {

CataloguePart saga_catalogue() {
  return make_catalogue(SagaEvents{}, SagaCommands{});
}

}  // namespace pizza
