// SPDX-License-Identifier: Apache-2.0
// What a service can say and be asked. core/catalogue.cpp and core/commands.cpp put the parts together.
#pragma once

#include <vector>

#include "core/services/command.h"

namespace pizza {

struct CataloguePart {
  std::vector<const EventType*> events;
  std::vector<const CommandType*> commands;
};

// All parts (core/catalogue.cpp), in the order in which they were added to the business.
const std::vector<CataloguePart>& catalogue_parts();

CataloguePart user_catalogue();
CataloguePart restaurant_catalogue();
CataloguePart order_catalogue();
CataloguePart payment_catalogue();
CataloguePart kitchen_catalogue();
CataloguePart delivery_catalogue();
CataloguePart saga_catalogue();
CataloguePart gateway_catalogue();
CataloguePart review_catalogue();
CataloguePart support_catalogue();
CataloguePart loyalty_catalogue();
CataloguePart notification_catalogue();
CataloguePart search_catalogue();

}  // namespace pizza
