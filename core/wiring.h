// SPDX-License-Identifier: Apache-2.0
// Who hears what, and who is woken by what: the services' tables of reactions and timers, put together.
#pragma once

#include <span>

#include "core/services/reaction.h"

namespace pizza::wiring {

// Whether anybody's work depends on events of this type: then its outbox row is kept until they are done with it.
bool heard(const EventType& type);
// In the order in which the consumers answer: the saga first.
std::span<const Reaction> reactions_to(const EventType& type);
// The rule of a kind of timer; null when no record waits by it.
const TimerRule* timer_rule_of(TimerKind kind);
std::span<const TimerRule> timer_rules();

}  // namespace pizza::wiring
