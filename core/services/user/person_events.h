// SPDX-License-Identifier: Apache-2.0
// What a person changes about themselves, and that they are forgotten.
#pragma once

#include "core/model/records/identity.h"
#include "core/model/records/order.h"
#include "core/model/records/user.h"
#include "core/services/event_type_of.h"

namespace pizza {

// A proof of an address that is no longer the person's is void.
struct UserContactChanged {
  static constexpr std::string_view service = "user";
  UserId user;
  std::string name;
  std::string email;
  std::string phone;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("UserContactChanged", field<&UserContactChanged::user>("user_id"),
                  field<&UserContactChanged::name>("name"), field<&UserContactChanged::email>("email"),
                  field<&UserContactChanged::phone>("phone"));
  }
};

struct UserAddressRemoved {
  static constexpr std::string_view service = "user";
  UserId user;
  std::uint32_t index = 0;  // from 0; later ones move up
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("UserAddressRemoved", field<&UserAddressRemoved::user>("user_id"),
                  field<&UserAddressRemoved::index>("index"));
  }
};

struct UserPreferencesSet {
  static constexpr std::string_view service = "user";
  UserId user;
  Preferences preferences;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("UserPreferencesSet", field<&UserPreferencesSet::user>("user_id"),
                  field<&UserPreferencesSet::preferences>("preferences"));
  }
};

// Names every record that goes or loses its words. Other services that keep words about people hear it too.
struct UserErased {
  static constexpr std::string_view service = "user";
  UserId user;
  Instant at;
  bool had_credential = false;
  std::vector<OrderId> orders;  // whose baskets lose the address and the note
  std::vector<ExternalIdentityId> identities;
  std::vector<VerificationCodeId> codes;
  std::vector<SessionId> sessions;
  std::vector<AuthorizationCodeId> authorizations;
  std::vector<RoleGrantId> grants;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("UserErased", field<&UserErased::user>("user_id"), field<&UserErased::at>("at"),
                  field<&UserErased::had_credential>("had_credential"), field<&UserErased::orders>("orders"),
                  field<&UserErased::identities>("identities"), field<&UserErased::codes>("codes"),
                  field<&UserErased::sessions>("sessions"), field<&UserErased::authorizations>("authorizations"),
                  field<&UserErased::grants>("grants"));
  }
};

void fold(Changes& changes, const UserContactChanged& event);
void fold(Changes& changes, const UserAddressRemoved& event);
void fold(Changes& changes, const UserPreferencesSet& event);
void fold(Changes& changes, const UserErased& event);

using PersonEvents = TypeList<UserContactChanged, UserAddressRemoved, UserPreferencesSet, UserErased>;

}  // namespace pizza
