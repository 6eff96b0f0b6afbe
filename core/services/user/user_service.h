// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/services/reaction.h"
#include "core/services/user/credential_service.h"
#include "core/services/user/key_ring.h"
#include "core/services/user/oauth_service.h"
#include "core/services/user/person_service.h"
#include "core/services/user/role_service.h"
#include "core/services/user/session_service.h"
#include "core/services/user/user_events.h"

namespace pizza {

struct RegisterUser {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::SignUp;
  static constexpr CallClass call_class = CallClass::Prove;
  std::string name;
  std::string email;
  std::string phone;
  std::vector<Address> addresses;

  static constexpr auto description() {
    return record("register_user", field<&RegisterUser::name>("name"), field<&RegisterUser::email>("email"),
                  field<&RegisterUser::phone>("phone"), field<&RegisterUser::addresses>("addresses"));
  }
};

struct AddAddress {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  Address address;

  static constexpr auto description() {
    return record("add_address", field<&AddAddress::user>("user_id"), field<&AddAddress::address>("address"));
  }
};

// A field that is left out stays as it is.
struct ChangeContact {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<std::string> phone;

  static constexpr auto description() {
    return record("change_contact", field<&ChangeContact::user>("user_id"), field<&ChangeContact::name>("name"),
                  field<&ChangeContact::email>("email"), field<&ChangeContact::phone>("phone"));
  }
};

struct RemoveAddress {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  std::uint32_t index = 0;  // from 0

  static constexpr auto description() {
    return record("remove_address", field<&RemoveAddress::user>("user_id"), field<&RemoveAddress::index>("index"));
  }
};

struct SetPreferences {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  Preferences preferences;

  static constexpr auto description() {
    return record("set_preferences", field<&SetPreferences::user>("user_id"),
                  field<&SetPreferences::preferences>("preferences"));
  }
};

class UserService {
 public:
  // The parts of the service, stateless as well.
  const CredentialService credentials{};
  const SessionService sessions{};
  const OAuthService oauth{};
  const RoleService roles{};
  const KeyService keys{};
  const PersonService persons{};

  static constexpr std::size_t max_addresses = 20;
  static constexpr std::size_t max_text = 200;  // bytes, of a name, an address line, an e-mail

  // Problems: user.invalid (names the field), user.email_taken.
  Result<UserId> register_user(UnitOfWork& work, const RegisterUser& command) const;
  // Problems: user.unknown, user.invalid, user.too_many_addresses.
  Outcome add_address(UnitOfWork& work, const AddAddress& command) const;
  // Another e-mail address or phone number has to be confirmed anew.
  // Problems: user.unknown, user.invalid, user.email_taken.
  Outcome change_contact(UnitOfWork& work, const ChangeContact& command) const;
  // Problems: user.unknown, user.no_such_address.
  Outcome remove_address(UnitOfWork& work, const RemoveAddress& command) const;
  // Problems: user.unknown, user.invalid.
  Outcome set_preferences(UnitOfWork& work, const SetPreferences& command) const;
};

// Sessions, codes and authorisation codes go when their time is over. A timer's subject is the record's key times four
// plus its kind.
enum class Expiring : std::uint8_t { Session, VerificationCode, AuthorizationCode };
Timer expiry_timer(Expiring kind, std::uint64_t key, Instant due);
std::span<const TimerRule> user_timers();

}  // namespace pizza
