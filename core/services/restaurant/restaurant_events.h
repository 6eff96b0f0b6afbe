// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/restaurant.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct RestaurantOpened {
  static constexpr std::string_view service = "restaurant";
  Restaurant restaurant;
  std::uint64_t aggregate() const { return restaurant.id.value; }
  static constexpr auto description() {
    return record("RestaurantOpened", field<&RestaurantOpened::restaurant>("restaurant"));
  }
};

enum class RestaurantPart : std::uint8_t { Profile, Hours, Holidays, Zones, Fees, Terms, Busy, Published };
inline constexpr std::array<std::string_view, 8> restaurant_part_names{"profile", "hours", "holidays", "zones",
                                                                       "fees",    "terms", "busy",     "published"};
constexpr std::span<const std::string_view> names_of(RestaurantPart) {
  return restaurant_part_names;
}

// Something about it is otherwise now; carries all of the record.
struct RestaurantEdited {
  static constexpr std::string_view service = "restaurant";
  Restaurant restaurant;
  RestaurantPart part = RestaurantPart::Profile;
  std::uint64_t aggregate() const { return restaurant.id.value; }
  static constexpr auto description() {
    return record("RestaurantEdited", field<&RestaurantEdited::restaurant>("restaurant"),
                  field<&RestaurantEdited::part>("part"));
  }
};

// By hand, or because a pause came to its end.
struct RestaurantPaused {
  static constexpr std::string_view service = "restaurant";
  RestaurantId restaurant;
  bool paused = false;
  std::optional<Instant> until{};  // of a pause that ends by itself
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("RestaurantPaused", field<&RestaurantPaused::restaurant>("restaurant_id"),
                  field<&RestaurantPaused::paused>("paused"), field<&RestaurantPaused::until>("until"));
  }
};

struct RestaurantClosedForGood {
  static constexpr std::string_view service = "restaurant";
  RestaurantId restaurant;
  std::string reason;
  Instant at;
  std::uint64_t aggregate() const { return restaurant.value; }
  static constexpr auto description() {
    return record("RestaurantClosedForGood", field<&RestaurantClosedForGood::restaurant>("restaurant_id"),
                  field<&RestaurantClosedForGood::reason>("reason"), field<&RestaurantClosedForGood::at>("at"));
  }
};

void fold(Changes& changes, const RestaurantOpened& event);
void fold(Changes& changes, const RestaurantEdited& event);
void fold(Changes& changes, const RestaurantPaused& event);
void fold(Changes& changes, const RestaurantClosedForGood& event);

using RestaurantEvents = TypeList<RestaurantOpened, RestaurantEdited, RestaurantPaused, RestaurantClosedForGood>;

}  // namespace pizza
