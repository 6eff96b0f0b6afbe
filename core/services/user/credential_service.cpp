// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/credential_service.h"

#include "core/services/user/find_person.h"
#include "core/services/user/secrets.h"
#include "core/services/user/session_service.h"
#include "core/services/user/user_service.h"

namespace pizza {

namespace {

Problem locked(Instant until, Instant now) {
  const std::int64_t wait = ((until - now).ms + 999) / 1000;
  return problem(Status::TooManyRequests, "identity.locked",
                 "too many wrong passwords; try again in " + std::to_string(wait) + " s");
}

Problem wrong_login() {
  return problem(Status::Unauthorized, "identity.wrong_login", "the e-mail address or the password is wrong");
}

bool is_locked(const Credential& credential, Instant now) {
  return credential.locked_until && *credential.locked_until > now;
}

std::optional<Instant> lock_after(std::int32_t failures, Instant now) {
  if (failures < CredentialService::free_failures) return std::nullopt;
  Duration lock = CredentialService::first_lock;
  for (std::int32_t i = CredentialService::free_failures; i < failures && lock < CredentialService::longest_lock; ++i)
    lock = lock * 2;
  return now + std::min(lock, CredentialService::longest_lock);
}

// The PHC form that PasswordHasher gives: a password itself can hardly slip through.
std::optional<Problem> check_hash(const std::string& hash) {
  if (hash.starts_with("$") && hash.size() >= 32 && hash.size() <= 256) return std::nullopt;
  return problem(Status::Unprocessable, "identity.hash_invalid", "not the hash of a password", "password_hash");
}

std::optional<VerificationCode> code_of(UnitOfWork& work, UserId user, CodePurpose purpose) {
  for (const std::uint64_t key : work.find_where<&VerificationCode::user>(user)) {
    const VerificationCode* code = work.find(VerificationCodeId{key});
    if (code->purpose == purpose) return *code;
  }
  return std::nullopt;
}

const std::string& target_of(const User& user, CodePurpose purpose) {
  return purpose == CodePurpose::ConfirmPhone ? user.phone : user.email;
}

bool confirmed_already(UnitOfWork& work, UserId user, CodePurpose purpose) {
  const Profile* profile = work.find_at<Profile>(user.value);
  if (profile == nullptr || purpose == CodePurpose::ResetPassword) return false;
  return purpose == CodePurpose::ConfirmEmail ? profile->email_verified_at.has_value()
                                              : profile->phone_verified_at.has_value();
}

std::string identity_name(const ExternalPerson& person) {
  return person.issuer + " " + person.subject;
}

}  // namespace

std::optional<Problem> CredentialService::password_fault(std::string_view password) {
  if (password.size() < min_password || password.size() > max_password)
    return problem(Status::Unprocessable, "user.password_weak", "a password has 8 to 128 bytes", "password");
  if (password.find_first_not_of(password[0]) == std::string_view::npos)
    return problem(Status::Unprocessable, "user.password_weak", "one character again and again", "password");
  return std::nullopt;
}

Outcome CredentialService::set_password(UnitOfWork& work, const SetPassword& command) const {
  if (auto wrong = check_hash(command.hash)) return *wrong;
  if (auto missing = person_missing(work, command.user)) return *missing;
  work.record(CredentialSet{command.user, command.hash, work.now()});
  SessionService().end_all(work, {command.user, SessionEnd::PasswordChanged, command.keep_open});
  return Done{};
}

Result<LoginLook> CredentialService::look(UnitOfWork& work, const std::string& email) const {
  const UserId user = person_by_email(work, email);
  const Credential* credential = user ? work.find_at<Credential>(user.value) : nullptr;
  if (credential == nullptr) return LoginLook{};
  if (is_locked(*credential, work.now())) return locked(*credential->locked_until, work.now());
  return LoginLook{user, credential->password_hash};
}

Result<Checked> CredentialService::finish_login(UnitOfWork& work, const FinishLogin& command) const {
  const Credential* credential = command.user ? work.find_at<Credential>(command.user.value) : nullptr;
  if (credential == nullptr) return Checked{{}, wrong_login()};
  if (!same_secret(credential->password_hash, command.hash))
    return problem(Status::Conflict, "identity.changed", "the password was changed meanwhile; try again");
  if (is_locked(*credential, work.now())) return Checked{{}, locked(*credential->locked_until, work.now())};
  if (!command.right) {
    // Beyond the longest lock there is nothing to count.
    const std::int32_t failures = std::min(credential->failures + 1, 1'000);
    work.record(LoginRefused{command.user, failures, lock_after(failures, work.now())});
    return Checked{{}, wrong_login()};
  }
  if (credential->failures != 0) work.record(LoginRestored{command.user});
  return Checked{command.user, std::nullopt};
}

Result<std::string> CredentialService::issue_code(UnitOfWork& work, const IssueCode& command) const {
  if (auto missing = person_missing(work, command.user)) return *missing;
  std::string target = target_of(*work.find(command.user), command.purpose);
  if (target.empty())
    return problem(Status::Unprocessable, "identity.nothing_to_confirm", "there is nowhere to send a code to");
  if (confirmed_already(work, command.user, command.purpose))
    return problem(Status::Conflict, "identity.confirmed_already", "this address is confirmed already");
  const Instant now = work.now();
  const std::optional<VerificationCode> former = code_of(work, command.user, command.purpose);
  VerificationCode code;
  code.counted_from = now;
  if (former) {
    const bool same_window = now < former->counted_from + send_window;
    if (now < former->sent_at + resend_after || (same_window && former->sends >= max_sends))
      return problem(Status::TooManyRequests, "identity.too_many_codes",
                     "one code a minute and five a day; look whether the last one has come");
    if (same_window) {
      code.counted_from = former->counted_from;
      code.sends = former->sends;
    }
  }
  code.id = former ? former->id : work.allocate<VerificationCode>();
  code.user = command.user;
  code.purpose = command.purpose;
  code.target = target;
  code.digest = command.digest;
  code.sends += 1;
  code.sent_at = now;
  code.expires_at = now + code_life;
  code.keep_until = code.counted_from + send_window;
  work.after_commit(expiry_timer(Expiring::VerificationCode, code.id.value, code.keep_until));
  work.record(CodeIssued{std::move(code)});
  return target;
}

Result<Checked> CredentialService::answer_code(UnitOfWork& work, const AnswerCode& command) const {
  const bool reset = command.purpose == CodePurpose::ResetPassword;
  if (reset) {
    if (auto wrong = check_hash(command.new_password_hash)) return *wrong;
  }
  const User* user = work.find(command.user);
  const std::optional<VerificationCode> code = code_of(work, command.user, command.purpose);
  if (user == nullptr || !code || work.now() >= code->expires_at || code->misses >= max_misses ||
      target_of(*user, command.purpose) != code->target)
    return problem(Status::Unauthorized, "identity.code_unknown", "there is no code to answer; ask for a new one",
                   "code");
  if (!same_secret(code->digest, command.digest)) {
    work.record(CodeMissed{command.user, code->id});
    return Checked{{}, problem(Status::Unauthorized, "identity.code_wrong", "this is not the code", "code")};
  }
  work.record(CodeConfirmed{command.user, code->id, command.purpose, work.now()});
  if (reset) {
    if (auto set = set_password(work, {command.user, command.new_password_hash, {}}); !set.ok()) return set.problem();
  }
  return Checked{command.user, std::nullopt};
}

Result<UserId> CredentialService::sign_in_external(UnitOfWork& work, const ExternalPerson& person) const {
  const std::string name = identity_name(person);
  if (const auto known = work.find_where<&ExternalIdentity::name>(name, 1); !known.empty())
    return work.find(ExternalIdentityId{known.front()})->user;
  if (person.email.empty() || !person.email_verified)
    return problem(Status::Unprocessable, "identity.email_needed", "the issuer gives no verified e-mail address");
  UserId user = person_by_email(work, person.email);
  if (user) {
    // An address that somebody merely claimed here must not catch whoever really owns it.
    const Profile* profile = work.find_at<Profile>(user.value);
    if (profile == nullptr || !profile->email_verified_at)
      return problem(Status::Conflict, "identity.email_taken",
                     "there is an account with this address; sign in to it, confirm the address and link the two");
  } else {
    const std::string called = person.name.empty() ? person.email.substr(0, person.email.find('@')) : person.name;
    auto registered = UserService().register_user(work, {called, person.email, {}, {}});
    if (!registered.ok()) return registered;
    user = *registered;
    work.record(EmailVouched{user, work.now()});
  }
  work.record(ExternalIdentityLinked{{work.allocate<ExternalIdentity>(), user, name, work.now(), {}}});
  return user;
}

Outcome CredentialService::link_external(UnitOfWork& work, UserId user, const ExternalPerson& person) const {
  if (auto missing = person_missing(work, user)) return *missing;
  const std::string name = identity_name(person);
  if (const auto known = work.find_where<&ExternalIdentity::name>(name, 1); !known.empty()) {
    if (work.find(ExternalIdentityId{known.front()})->user == user) return Done{};
    return problem(Status::Conflict, "identity.linked_elsewhere", "this identity belongs to another account");
  }
  if (work.find_where<&ExternalIdentity::user>(user, max_identities).size() >= max_identities)
    return problem(Status::Unprocessable, "identity.too_many_identities", "at most 10 linked identities");
  work.record(ExternalIdentityLinked{{work.allocate<ExternalIdentity>(), user, name, work.now(), {}}});
  return Done{};
}

}  // namespace pizza
