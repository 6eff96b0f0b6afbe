// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/role_service.h"

#include "core/model/records/restaurant.h"
#include "core/services/user/find_person.h"

namespace pizza {

namespace {

Problem forbidden() {
  return problem(Status::Forbidden, "identity.forbidden", "your roles do not allow this");
}

// An admin hands out roles of the own restaurant only; operations hand out any.
bool may_grant(UnitOfWork& work, const RoleService& roles, UserId by, Role role, RestaurantId restaurant) {
  if (!by) return true;
  if (person_missing(work, by)) return false;
  const Caller caller{by, {}, {}, roles.of(work, by), {}, {}};
  return caller.may(Permission::GrantRoles, Subject::of(of_a_restaurant(role) ? restaurant : RestaurantId{}));
}

}  // namespace

bool scope_allows(std::string_view scope, Permission permission) {
  if (scope == "profile") return permission == Permission::SeeProfile;
  if (scope == "orders:read") return permission == Permission::SeeOrder || permission == Permission::SeeDelivery;
  if (scope == "orders:write") return permission == Permission::PlaceOrder || permission == Permission::CancelOrder;
  if (scope == "menu:read") return permission == Permission::SeeMenu;
  if (scope == "menu:write") return permission == Permission::EditMenu;
  return false;
}

bool Caller::ever_may(Permission permission) const {
  const auto lets = [permission](const std::string& scope) { return scope_allows(scope, permission); };
  if ((client || !scopes.empty()) && std::none_of(scopes.begin(), scopes.end(), lets)) return false;
  return std::any_of(roles.begin(), roles.end(),
                     [permission](const HeldRole& held) { return reach_of(held.role, permission) != Reach::None; });
}

bool Caller::may(Permission permission, const Subject& subject) const {
  if (!ever_may(permission)) return false;
  for (const HeldRole& held : roles) {
    const Reach reach = reach_of(held.role, permission);
    if (reach == Reach::All) return true;
    if (reach == Reach::Restaurant && subject.restaurant && subject.restaurant == held.restaurant) return true;
    if (reach != Reach::Own) continue;
    if (subject.user && subject.user == user) return true;
    if (subject.rider && subject.rider == rider) return true;
  }
  return false;
}

Result<RoleGrantId> RoleService::grant(UnitOfWork& work, const GrantRole& command) const {
  if (auto missing = person_missing(work, command.to)) return *missing;
  if (command.role == Role::Customer)
    return problem(Status::Unprocessable, "identity.role_invalid", "everybody is a customer", "role");
  if (of_a_restaurant(command.role) != static_cast<bool>(command.restaurant))
    return problem(Status::Unprocessable, "identity.role_invalid",
                   "restaurant_staff and restaurant_admin need a restaurant, other roles have none", "restaurant_id");
  if (command.restaurant && work.find(command.restaurant) == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  if (!may_grant(work, *this, command.by, command.role, command.restaurant)) return forbidden();
  const auto held = work.find_where<&RoleGrant::user>(command.to);
  for (const std::uint64_t key : held) {
    const RoleGrant* grant = work.find(RoleGrantId{key});
    if (grant->role == command.role && grant->restaurant == command.restaurant) return grant->id;
  }
  if (held.size() >= max_roles)
    return problem(Status::Unprocessable, "identity.too_many_roles", "at most 100 roles", "role");
  const auto id = work.allocate<RoleGrant>();
  work.record(RoleGranted{{id, command.to, command.role, command.restaurant, command.by, work.now(), {}}});
  return id;
}

Outcome RoleService::withdraw(UnitOfWork& work, const WithdrawRole& command) const {
  const RoleGrant* found = work.find(command.grant);
  if (found == nullptr)
    return problem(Status::NotFound, "identity.grant_unknown", "there is no such grant", "role_grant_id");
  const RoleGrant grant = *found;
  if (!may_grant(work, *this, command.by, grant.role, grant.restaurant)) return forbidden();
  work.record(RoleWithdrawn{grant.user, grant.id, command.by});
  return Done{};
}

std::vector<HeldRole> RoleService::of(UnitOfWork& work, UserId user) const {
  std::vector<HeldRole> roles{{Role::Customer, {}}};
  for (const std::uint64_t key : work.find_where<&RoleGrant::user>(user)) {
    const RoleGrant* grant = work.find(RoleGrantId{key});
    roles.push_back({grant->role, grant->restaurant});
  }
  return roles;
}

}  // namespace pizza
