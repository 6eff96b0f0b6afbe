// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"

namespace pizza {

struct Address {
  std::string label;  // "home"
  std::string line;   // street and number, as a person writes it
  GeoPoint place;

  static constexpr auto description() {
    return record("address", field<&Address::label>("label"), field<&Address::line>("line"),
                  field<&Address::place>("place"));
  }
};

struct User {
  UserId id;
  std::string name;
  std::string email;
  std::string phone;
  std::vector<Address> addresses;
  Instant registered_at;
  Version version;

  static constexpr auto description() {
    return record("users", key<&User::id>("user_id"), field<&User::name>("name"),
                  field<&User::email>("email", Index::Hash), field<&User::phone>("phone", Index::Hash),
                  field<&User::addresses>("addresses"), field<&User::registered_at>("registered_at"),
                  field<&User::version>("version"));
  }
};

}  // namespace pizza
