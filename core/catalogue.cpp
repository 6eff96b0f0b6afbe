// SPDX-License-Identifier: Apache-2.0
#include "core/catalogue.h"

#include <unordered_map>

#include "core/model/catalogue.h"
#include "core/services/catalogue_part.h"

namespace pizza {

namespace {

std::vector<const EventType*> gather_events() {
  std::vector<const EventType*> all;
  for (const CataloguePart& part : catalogue_parts()) all.insert(all.end(), part.events.begin(), part.events.end());
  for (std::size_t i = 0; i < all.size(); ++i) all[i]->number = static_cast<std::uint32_t>(i);
  return all;
}

}  // namespace

const std::vector<CataloguePart>& catalogue_parts() {
  // A service a line; its own list of events and commands stands in its folder, in SERVICE_catalogue.cpp.
  static const std::vector<CataloguePart> parts{
      user_catalogue(),     restaurant_catalogue(),   order_catalogue(),   payment_catalogue(), kitchen_catalogue(),
      delivery_catalogue(), saga_catalogue(),         gateway_catalogue(), review_catalogue(),  support_catalogue(),
      loyalty_catalogue(),  notification_catalogue(), search_catalogue(),
  };
  return parts;
}

std::span<const RecordType* const> all_record_types() {
  return made_record_types();
}

std::span<const EventType* const> all_event_types() {
  static const std::vector<const EventType*> types = gather_events();
  return types;
}

const EventType* event_type_by_name(std::string_view name) {
  // Asked for each event that comes from a broker or a file.
  static const std::unordered_map<std::string_view, const EventType*> types = [] {
    std::unordered_map<std::string_view, const EventType*> named;
    for (const EventType* type : all_event_types()) named.emplace(type->schema->name, type);
    return named;
  }();
  const auto found = types.find(name);
  return found == types.end() ? nullptr : found->second;
}

}  // namespace pizza
