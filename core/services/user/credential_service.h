// SPDX-License-Identifier: Apache-2.0
// Passwords, the codes that prove an address, and people whom an external issuer vouches for.
//
// A refusal that must leave a trace (a wrong password, a wrong code) is an answer with `refusal`, not a problem: a
// problem would undo the trace.
#pragma once

#include "core/model/problem.h"
#include "core/ports/identity_provider.h"
#include "core/services/access_table.h"
#include "core/services/call_class.h"
#include "core/services/user/identity_events.h"

namespace pizza {

// What a password is to be verified against, outside of any unit of work.
struct LoginLook {
  UserId user;       // none: there is nobody, or nobody with a password
  std::string hash;  // empty without a user; verify against PasswordHasher::nobodys_hash then

  static constexpr auto description() {
    return record("login_look", field<&LoginLook::user>("user_id"),
                  field<&LoginLook::hash>("hash", Index::None, Secrecy::Secret));
  }
};

struct FinishLogin {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId user;
  std::string hash;  // as LoginLook gave it
  bool right = false;

  static constexpr auto description() {
    return record("finish_login", field<&FinishLogin::user>("user_id"),
                  field<&FinishLogin::hash>("hash", Index::None, Secrecy::Secret), field<&FinishLogin::right>("right"));
  }
};

struct SetPassword {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId user;
  std::string hash;     // by PasswordHasher
  SessionId keep_open;  // every other session of the person ends

  static constexpr auto description() {
    return record("set_password", field<&SetPassword::user>("user_id"),
                  field<&SetPassword::hash>("hash", Index::None, Secrecy::Secret),
                  field<&SetPassword::keep_open>("keep_open"));
  }
};

struct IssueCode {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId user;
  CodePurpose purpose = CodePurpose::ConfirmEmail;
  std::string digest;  // keyed

  static constexpr auto description() {
    return record("issue_code", field<&IssueCode::user>("user_id"), field<&IssueCode::purpose>("purpose"),
                  field<&IssueCode::digest>("digest", Index::None, Secrecy::Secret));
  }
};

struct AnswerCode {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId user;
  CodePurpose purpose = CodePurpose::ConfirmEmail;
  std::string digest;             // of what the person typed
  std::string new_password_hash;  // of ResetPassword

  static constexpr auto description() {
    return record("answer_code", field<&AnswerCode::user>("user_id"), field<&AnswerCode::purpose>("purpose"),
                  field<&AnswerCode::digest>("digest", Index::None, Secrecy::Secret),
                  field<&AnswerCode::new_password_hash>("new_password_hash", Index::None, Secrecy::Secret));
  }
};

struct Checked {
  UserId user;
  std::optional<Problem> refusal;
};

class CredentialService {
 public:
  static constexpr std::size_t min_password = 8;    // bytes
  static constexpr std::size_t max_password = 128;  // bytes: a longer one only costs the server time
  static constexpr int free_failures = 5;           // then each failure locks, twice as long as the one before
  static constexpr Duration first_lock = minutes(1);
  static constexpr Duration longest_lock = hours(24);
  static constexpr Duration code_life = minutes(10);
  static constexpr int max_misses = 5;  // of one code
  static constexpr Duration resend_after = minutes(1);
  static constexpr int max_sends = 5;  // in `send_window`
  static constexpr Duration send_window = hours(24);
  static constexpr std::size_t max_identities = 10;  // of a person

  // user.password_weak, or nothing.
  static std::optional<Problem> password_fault(std::string_view password);

  // Problems: user.unknown, identity.hash_invalid.
  Outcome set_password(UnitOfWork& work, const SetPassword& command) const;

  // An address written with capitals finds the account in small letters as well.
  // Problems: identity.locked (429).
  Result<LoginLook> look(UnitOfWork& work, const std::string& email) const;
  // Refusals: identity.wrong_login (401; the same for an unknown person and for a wrong password), identity.locked.
  // Problems: identity.changed (409: another password was set in between; look again).
  Result<Checked> finish_login(UnitOfWork& work, const FinishLogin& command) const;

  // Where the code is to be sent. Problems: user.unknown, identity.nothing_to_confirm, identity.confirmed_already,
  // identity.too_many_codes (429).
  Result<std::string> issue_code(UnitOfWork& work, const IssueCode& command) const;
  // Refusals: identity.code_wrong (401). Problems: identity.code_unknown (401: none was sent, it has expired, was
  // missed too often, or the address is another by now), identity.hash_invalid.
  Result<Checked> answer_code(UnitOfWork& work, const AnswerCode& command) const;

  // Who signs in: the person that the identity is linked to, or one whose address both sides have verified, or a new
  // one. Problems: identity.email_taken (409: somebody here has this address unproven; sign in and link),
  // identity.email_needed.
  Result<UserId> sign_in_external(UnitOfWork& work, const ExternalPerson& person) const;
  // For somebody who is signed in. Problems: user.unknown, identity.linked_elsewhere, identity.too_many_identities.
  Outcome link_external(UnitOfWork& work, UserId user, const ExternalPerson& person) const;
};

}  // namespace pizza
