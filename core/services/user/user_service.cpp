// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/user_service.h"

namespace pizza {

namespace {

std::optional<Problem> check_text(const std::string& text, const char* field, bool required) {
  if (required && text.empty())
    return problem(Status::Unprocessable, "user.invalid", std::string(field) + " must not be empty", field);
  if (text.size() > UserService::max_text)
    return problem(Status::Unprocessable, "user.invalid", std::string(field) + " is longer than 200 bytes", field);
  return std::nullopt;
}

std::optional<Problem> check_address(const Address& address, const std::string& field) {
  if (auto wrong = check_text(address.line, (field + ".line").c_str(), true)) return wrong;
  if (auto wrong = check_text(address.label, (field + ".label").c_str(), false)) return wrong;
  if (!address.place.valid())
    return problem(Status::Unprocessable, "user.invalid", "a place outside the earth", field + ".place");
  return std::nullopt;
}

// Something before and behind one '@', a dot behind it, no white space: delivery of a code is the real proof.
bool plausible_email(const std::string& email) {
  const std::size_t at = email.find('@');
  if (at == std::string::npos || at == 0 || email.find('@', at + 1) != std::string::npos) return false;
  if (email.find_first_of(" \t\r\n") != std::string::npos) return false;
  const std::size_t dot = email.rfind('.');
  return dot != std::string::npos && dot > at + 1 && dot + 1 < email.size();
}

}  // namespace

Result<UserId> UserService::register_user(UnitOfWork& work, const RegisterUser& command) const {
  if (auto wrong = check_text(command.name, "name", true)) return *wrong;
  if (auto wrong = check_text(command.email, "email", true)) return *wrong;
  if (auto wrong = check_text(command.phone, "phone", false)) return *wrong;
  if (!plausible_email(command.email))
    return problem(Status::Unprocessable, "user.invalid", "email must look like name@host.domain", "email");
  if (command.addresses.size() > max_addresses)
    return problem(Status::Unprocessable, "user.too_many_addresses", "at most 20 addresses", "addresses");
  for (std::size_t i = 0; i < command.addresses.size(); ++i) {
    if (auto wrong = check_address(command.addresses[i], "addresses[" + std::to_string(i) + "]")) return *wrong;
  }
  if (!work.find_where<&User::email>(command.email, 1).empty())
    return problem(Status::Conflict, "user.email_taken", "this e-mail address is registered already", "email");
  User user{.id = work.allocate<User>(),
            .name = command.name,
            .email = command.email,
            .phone = command.phone,
            .addresses = command.addresses,
            .registered_at = work.now(),
            .version = {}};
  const UserId id = user.id;
  work.record(UserRegistered{std::move(user)});
  return id;
}

Outcome UserService::add_address(UnitOfWork& work, const AddAddress& command) const {
  const User* user = work.find(command.user);
  if (user == nullptr) return problem(Status::NotFound, "user.unknown", "there is no such user", "user_id");
  if (auto wrong = check_address(command.address, "address")) return *wrong;
  if (user->addresses.size() >= max_addresses)
    return problem(Status::Unprocessable, "user.too_many_addresses", "at most 20 addresses", "address");
  work.record(UserAddressAdded{command.user, command.address});
  return Done{};
}

void fold(Changes& changes, const UserRegistered& event) {
  changes.insert(event.user);
}

void fold(Changes& changes, const UserAddressAdded& event) {
  changes.edit(event.user).addresses.push_back(event.address);
}

}  // namespace pizza
