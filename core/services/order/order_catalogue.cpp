// SPDX-License-Identifier: Apache-2.0
#include "core/services/make_catalogue.h"
#include "core/services/order/order_events.h"
#include "core/services/order/order_service.h"

namespace pizza {

CataloguePart order_catalogue() {
  return make_catalogue(OrderEvents{}, Joined<OrderCommands, OrderQueries, CartCommands, PromotionCommands>::Type{});
}

}  // namespace pizza
