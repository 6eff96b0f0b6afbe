// SPDX-License-Identifier: Apache-2.0
// What a rider rides: decides which roads may be used and how fast.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace pizza {

// Scooter is a moped of 45 km/h: no motorways.
enum class Vehicle : std::uint8_t { Car, Scooter, Bicycle, Foot };

inline constexpr std::array<std::string_view, 4> vehicle_names = {"car", "scooter", "bicycle", "foot"};

constexpr std::span<const std::string_view> names_of(Vehicle) {
  return vehicle_names;
}

constexpr std::string_view name_of(Vehicle vehicle) {
  return vehicle_names[static_cast<std::size_t>(vehicle)];
}

constexpr std::optional<Vehicle> vehicle_named(std::string_view name) {
  for (std::size_t i = 0; i < vehicle_names.size(); ++i) {
    if (vehicle_names[i] == name) return static_cast<Vehicle>(i);
  }
  return std::nullopt;
}

}  // namespace pizza
