// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/user.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct UserRegistered {
  static constexpr std::string_view service = "user";
  User user;
  std::uint64_t aggregate() const { return user.id.value; }
  static constexpr auto description() { return record("UserRegistered", field<&UserRegistered::user>("user")); }
};

struct UserAddressAdded {
  static constexpr std::string_view service = "user";
  UserId user;
  Address address;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("UserAddressAdded", field<&UserAddressAdded::user>("user_id"),
                  field<&UserAddressAdded::address>("address"));
  }
};

void fold(Changes& changes, const UserRegistered& event);
void fold(Changes& changes, const UserAddressAdded& event);

using UserEvents = TypeList<UserRegistered, UserAddressAdded>;

}  // namespace pizza
