// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/services/access_table.h"
#include "core/services/subject.h"
#include "core/services/user/identity_events.h"

namespace pizza {

struct HeldRole {
  Role role = Role::Customer;
  RestaurantId restaurant;
  friend bool operator==(const HeldRole&, const HeldRole&) = default;
};

// Somebody who has proven who they are, as an access token tells.
struct Caller {
  UserId user;           // none: a program by itself
  OAuthClientId client;  // none: one of our own programs
  SessionId session;
  std::vector<HeldRole> roles;
  std::vector<std::string> scopes;  // empty and client none: no limit
  RiderId rider;                    // who rides for us under this name; none for others

  // By the table, by the scopes, and for this subject.
  bool may(Permission permission, const Subject& subject = {}) const;
  // Whether there is any subject for which `may` could say yes.
  bool ever_may(Permission permission) const;
};

// Scopes that programs may ask for, and what each lets through. Roles still decide.
inline constexpr std::array<std::string_view, 5> known_scopes{"profile", "orders:read", "orders:write", "menu:read",
                                                              "menu:write"};
bool scope_allows(std::string_view scope, Permission permission);

struct GrantRole {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::GrantRoles;
  UserId by;  // none: whoever runs the system
  UserId to;
  Role role = Role::Customer;
  RestaurantId restaurant;

  static constexpr auto description() {
    return record("grant_role", field<&GrantRole::by>("by"), field<&GrantRole::to>("user_id"),
                  field<&GrantRole::role>("role"), field<&GrantRole::restaurant>("restaurant_id"));
  }
};

struct WithdrawRole {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::GrantRoles;
  UserId by;
  RoleGrantId grant;

  static constexpr auto description() {
    return record("withdraw_role", field<&WithdrawRole::by>("by"), field<&WithdrawRole::grant>("role_grant_id"));
  }
};

class RoleService {
 public:
  static constexpr std::size_t max_roles = 100;  // of a person

  // Who has a grant already gets the same one. Problems: user.unknown, restaurant.unknown, identity.role_invalid,
  // identity.forbidden (403), identity.too_many_roles.
  Result<RoleGrantId> grant(UnitOfWork& work, const GrantRole& command) const;
  // Problems: identity.grant_unknown, identity.forbidden.
  Outcome withdraw(UnitOfWork& work, const WithdrawRole& command) const;
  // Everybody is a customer, the rest is granted.
  std::vector<HeldRole> of(UnitOfWork& work, UserId user) const;
};

}  // namespace pizza
