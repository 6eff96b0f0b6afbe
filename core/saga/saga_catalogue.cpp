// SPDX-License-Identifier: Apache-2.0
#include "core/saga/saga_events.h"
#include "core/services/make_catalogue.h"

namespace pizza {

CataloguePart saga_catalogue() {
  return make_catalogue(SagaEvents{}, TypeList<>{});
}

}  // namespace pizza
