// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue.h"

#include "core/gateway/gateway_events.h"
#include "core/model/catalogue.h"
#include "core/model/records/delivery.h"
#include "core/model/records/identity.h"
#include "core/model/records/kitchen.h"
#include "core/model/records/notification.h"
#include "core/model/records/order.h"
#include "core/model/records/payment.h"
#include "core/model/records/remembered_request.h"
#include "core/model/records/restaurant.h"
#include "core/model/records/review.h"
#include "core/model/records/saga.h"
#include "core/model/records/support.h"
#include "core/model/records/user.h"
#include "core/saga/saga_events.h"
#include "core/services/delivery/delivery_events.h"
#include "core/services/kitchen/kitchen_events.h"
#include "core/services/order/order_events.h"
#include "core/services/payment/payment_events.h"
#include "core/services/restaurant/restaurant_events.h"
#include "core/services/review/review_events.h"
#include "core/services/support/support_events.h"
#include "core/services/user/identity_events.h"
#include "core/services/user/person_events.h"
#include "core/services/user/user_events.h"

namespace pizza {

namespace {

template <class... R>
std::array<const RecordType*, sizeof...(R)> record_types_of(TypeList<R...>) {
  return {&record_type<R>()...};
}

template <class... E>
std::array<const EventType*, sizeof...(E)> event_types_of(TypeList<E...>) {
  return {&event_type<E>()...};
}

// One list a header of events, beside the events.
using Events = Joined<UserEvents, PersonEvents, IdentityEvents, RestaurantEvents, OrderEvents, PaymentEvents,
                      KitchenEvents, DeliveryEvents, SagaEvents, GatewayEvents, ReviewEvents, SupportEvents>::Type;

}  // namespace

std::span<const RecordType* const> all_record_types() {
  static const auto types = record_types_of(Records{});
  return types;
}

std::span<const EventType* const> all_event_types() {
  static const auto types = event_types_of(Events{});
  return types;
}

const EventType* event_type_by_name(std::string_view name) {
  for (const EventType* type : all_event_types())
    if (type->schema->name == name) return type;
  return nullptr;
}

}  // namespace pizza
