// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/user_service.h"

#include "core/services/user/find_person.h"

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

std::optional<Problem> check_email(const std::string& email) {
  if (plausible_email(email)) return std::nullopt;
  return problem(Status::Unprocessable, "user.invalid", "email must look like name@host.domain", "email");
}

Problem email_taken() {
  return problem(Status::Conflict, "user.email_taken", "this e-mail address is registered already", "email");
}

// The form of BCP 47, not its registry.
bool plausible_language(const std::string& language) {
  return language.size() <= 35 && std::all_of(language.begin(), language.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

}  // namespace

Result<UserId> UserService::register_user(UnitOfWork& work, const RegisterUser& command) const {
  if (auto wrong = check_text(command.name, "name", true)) return *wrong;
  if (auto wrong = check_text(command.email, "email", true)) return *wrong;
  if (auto wrong = check_text(command.phone, "phone", false)) return *wrong;
  if (auto wrong = check_email(command.email)) return *wrong;
  if (command.addresses.size() > max_addresses)
    return problem(Status::Unprocessable, "user.too_many_addresses", "at most 20 addresses", "addresses");
  for (std::size_t i = 0; i < command.addresses.size(); ++i) {
    if (auto wrong = check_address(command.addresses[i], "addresses[" + std::to_string(i) + "]")) return *wrong;
  }
  if (!work.find_where<&User::email>(command.email, 1).empty()) return email_taken();
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

Outcome UserService::change_contact(UnitOfWork& work, const ChangeContact& command) const {
  if (auto missing = person_missing(work, command.user)) return *missing;
  const User* user = work.find(command.user);
  UserContactChanged event{command.user, command.name.value_or(user->name), command.email.value_or(user->email),
                           command.phone.value_or(user->phone)};
  const bool other_email = event.email != user->email;
  if (!other_email && event.name == user->name && event.phone == user->phone) return Done{};
  if (auto wrong = check_text(event.name, "name", true)) return *wrong;
  if (auto wrong = check_text(event.email, "email", true)) return *wrong;
  if (auto wrong = check_text(event.phone, "phone", false)) return *wrong;
  if (other_email) {
    if (auto wrong = check_email(event.email)) return *wrong;
    if (!work.find_where<&User::email>(event.email, 1).empty()) return email_taken();
  }
  work.record(std::move(event));
  return Done{};
}

Outcome UserService::remove_address(UnitOfWork& work, const RemoveAddress& command) const {
  if (auto missing = person_missing(work, command.user)) return *missing;
  if (command.index >= work.find(command.user)->addresses.size())
    return problem(Status::NotFound, "user.no_such_address", "there are not so many addresses", "index");
  work.record(UserAddressRemoved{command.user, command.index});
  return Done{};
}

Outcome UserService::set_preferences(UnitOfWork& work, const SetPreferences& command) const {
  if (auto missing = person_missing(work, command.user)) return *missing;
  if (!plausible_language(command.preferences.language))
    return problem(Status::Unprocessable, "user.invalid", "a language tag such as fr-MC", "preferences.language");
  work.record(UserPreferencesSet{command.user, command.preferences});
  return Done{};
}

void fold(Changes& changes, const UserRegistered& event) {
  changes.insert(event.user);
}

void fold(Changes& changes, const UserAddressAdded& event) {
  changes.edit(event.user).addresses.push_back(event.address);
}

}  // namespace pizza
