// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
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

class UserService {
 public:
  static constexpr std::size_t max_addresses = 20;
  static constexpr std::size_t max_text = 200;  // bytes, of a name, an address line, an e-mail

  // Problems: user.invalid (names the field), user.email_taken.
  Result<UserId> register_user(UnitOfWork& work, const RegisterUser& command) const;
  // Problems: user.unknown, user.invalid, user.too_many_addresses.
  Outcome add_address(UnitOfWork& work, const AddAddress& command) const;
};

}  // namespace pizza
