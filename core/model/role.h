// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace pizza {

enum class Role : std::uint8_t { Customer, Rider, RestaurantStaff, RestaurantAdmin, Operations, Support, Partner };
inline constexpr std::array<std::string_view, 7> role_names{
    "customer", "rider", "restaurant_staff", "restaurant_admin", "operations", "support", "partner"};
constexpr std::span<const std::string_view> names_of(Role) {
  return role_names;
}
// Roles that somebody has for one restaurant, not by themselves.
constexpr bool of_a_restaurant(Role role) {
  return role == Role::RestaurantStaff || role == Role::RestaurantAdmin;
}

class RoleSet {
 public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<Role> roles) {
    for (const Role role : roles) add(role);
  }
  constexpr void add(Role role) { bits_ = static_cast<std::uint8_t>(bits_ | 1u << static_cast<unsigned>(role)); }
  constexpr bool has(Role role) const { return (bits_ >> static_cast<unsigned>(role) & 1) != 0; }
  friend constexpr bool operator==(RoleSet, RoleSet) = default;

 private:
  std::uint8_t bits_ = 0;
};

}  // namespace pizza
