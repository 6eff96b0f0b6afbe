// SPDX-License-Identifier: Apache-2.0
// Makes the type objects of a service's events and commands. Costly to compile: each service has one file that
// includes this, its catalogue, and nobody else does.
#pragma once

#include "core/services/catalogue_part.h"
#include "core/services/make_command_type.h"
#include "core/services/make_event_type.h"

namespace pizza {

template <class... E, class... C>
CataloguePart make_catalogue(TypeList<E...>, TypeList<C...>) {
  // Held as addresses first: that is what makes the compiler emit a function for each.
  static const std::array<const EventType& (*)(), sizeof...(E)> events{&event_type<E>...};
  static const std::array<const CommandType& (*)(), sizeof...(C)> commands{&command_type<C>...};
  CataloguePart part;
  for (const auto make : events) part.events.push_back(&make());
  for (const auto make : commands) part.commands.push_back(&make());
  return part;
}

}  // namespace pizza
