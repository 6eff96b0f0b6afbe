// SPDX-License-Identifier: Apache-2.0
#include "core/wiring.h"

#include "core/catalogue.h"
#include "core/saga/complaint_rules.h"
#include "core/saga/order_saga_rules.h"
#include "core/services/delivery/delivery_service.h"
#include "core/services/kitchen/kitchen_service.h"
#include "core/services/loyalty/loyalty_service.h"
#include "core/services/notification/notification_service.h"
#include "core/services/order/order_service.h"
#include "core/services/payment/payment_service.h"
#include "core/services/restaurant/restaurant_service.h"
#include "core/services/review/review_service.h"
#include "core/services/search/search_service.h"
#include "core/services/support/support_service.h"
#include "core/services/user/user_service.h"

namespace pizza::wiring {

namespace {

using ByEvent = std::vector<std::vector<Reaction>>;  // by the event type's number

ByEvent gather_reactions() {
  ByEvent table(all_event_types().size());
  for (const std::span<const Reaction> consumer :
       {order_saga_reactions(), complaint_reactions(), review_reactions(), support_reactions(), loyalty_reactions(),
        notification_reactions(), order_reactions(), restaurant_reactions(), delivery_reactions(), search_reactions()})
    for (const Reaction& one : consumer) table[one.to->number].push_back(one);
  return table;
}

const ByEvent& by_event() {
  static const ByEvent table = gather_reactions();
  return table;
}

std::vector<TimerRule> gather_timers() {
  std::vector<TimerRule> rules;
  for (const std::span<const TimerRule> service :
       {order_saga_timers(), delivery_timers(), payment_timers(), support_timers(), loyalty_timers(), kitchen_timers(),
        notification_timers(), order_timers(), restaurant_timers(), user_timers()})
    rules.insert(rules.end(), service.begin(), service.end());
  return rules;
}

}  // namespace

bool heard(const EventType& type) {
  return !by_event()[type.number].empty();
}

std::span<const Reaction> reactions_to(const EventType& type) {
  return by_event()[type.number];
}

std::span<const TimerRule> timer_rules() {
  static const std::vector<TimerRule> rules = gather_timers();
  return rules;
}

const TimerRule* timer_rule_of(TimerKind kind) {
  for (const TimerRule& rule : timer_rules())
    if (rule.kind == kind) return &rule;
  return nullptr;
}

}  // namespace pizza::wiring
