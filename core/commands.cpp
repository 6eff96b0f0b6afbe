// SPDX-License-Identifier: Apache-2.0
#include "core/commands.h"

#include "core/services/catalogue_part.h"

namespace pizza {

namespace {

std::vector<const CommandType*> gather_commands() {
  std::vector<const CommandType*> all;
  for (const CataloguePart& part : catalogue_parts()) all.insert(all.end(), part.commands.begin(), part.commands.end());
  return all;
}

}  // namespace

std::span<const CommandType* const> all_command_types() {
  static const std::vector<const CommandType*> types = gather_commands();
  return types;
}

const CommandType* command_type_by_name(std::string_view name) {
  for (const CommandType* type : all_command_types())
    if (type->schema->name == name) return type;
  return nullptr;
}

}  // namespace pizza
