// SPDX-License-Identifier: Apache-2.0
#include "core/commands.h"

#include <array>

#include "core/services/order/order_service.h"
#include "core/services/review/review_service.h"
#include "core/services/support/support_service.h"

namespace pizza {

namespace {

template <class... C>
std::array<const CommandType*, sizeof...(C)> command_types_of(TypeList<C...>) {
  return {&command_type<C>()...};
}

// One list a service, beside its commands.
using Commands = Joined<OrderCommands, ReviewCommands, SupportCommands>::Type;

}  // namespace

std::span<const CommandType* const> all_command_types() {
  static const auto types = command_types_of(Commands{});
  return types;
}

const CommandType* command_type_by_name(std::string_view name) {
  for (const CommandType* type : all_command_types())
    if (type->schema->name == name) return type;
  return nullptr;
}

}  // namespace pizza
