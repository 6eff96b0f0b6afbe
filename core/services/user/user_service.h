// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/services/user/credential_service.h"
#include "core/services/user/key_ring.h"
#include "core/services/user/oauth_service.h"
#include "core/services/user/person_service.h"
#include "core/services/user/role_service.h"
#include "core/services/user/session_service.h"
#include "core/services/user/user_events.h"

namespace pizza {

struct RegisterUser {
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
  UserId user;
  Address address;
};

// A field that is left out stays as it is.
struct ChangeContact {
  UserId user;
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<std::string> phone;
};

struct RemoveAddress {
  UserId user;
  std::uint32_t index = 0;  // from 0
};

struct SetPreferences {
  UserId user;
  Preferences preferences;
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

}  // namespace pizza
