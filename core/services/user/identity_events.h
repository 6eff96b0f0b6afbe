// SPDX-License-Identifier: Apache-2.0
// What happens to accounts, sessions, codes, roles, programs and keys. No event holds a password, a token or a code:
// only digests, which the description marks as secret.
#pragma once

#include "core/model/records/identity.h"
#include "core/model/records/order.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct CredentialSet {
  static constexpr std::string_view service = "user";
  UserId user;
  std::string password_hash;
  Instant at;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("CredentialSet", field<&CredentialSet::user>("user_id"),
                  field<&CredentialSet::password_hash>("password_hash", Index::None, Secrecy::Secret),
                  field<&CredentialSet::at>("at"));
  }
};

struct LoginRefused {
  static constexpr std::string_view service = "user";
  UserId user;
  std::int32_t failures = 0;
  std::optional<Instant> locked_until;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("LoginRefused", field<&LoginRefused::user>("user_id"), field<&LoginRefused::failures>("failures"),
                  field<&LoginRefused::locked_until>("locked_until"));
  }
};

// A right password after wrong ones.
struct LoginRestored {
  static constexpr std::string_view service = "user";
  UserId user;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() { return record("LoginRestored", field<&LoginRestored::user>("user_id")); }
};

struct ExternalIdentityLinked {
  static constexpr std::string_view service = "user";
  ExternalIdentity identity;
  std::uint64_t aggregate() const { return identity.user.value; }
  static constexpr auto description() {
    return record("ExternalIdentityLinked", field<&ExternalIdentityLinked::identity>("identity"));
  }
};

// The record as it is from now on; it takes the place of what was kept under its id.
struct CodeIssued {
  static constexpr std::string_view service = "user";
  VerificationCode code;
  std::uint64_t aggregate() const { return code.user.value; }
  static constexpr auto description() { return record("CodeIssued", field<&CodeIssued::code>("code")); }
};

struct CodeMissed {
  static constexpr std::string_view service = "user";
  UserId user;
  VerificationCodeId code;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("CodeMissed", field<&CodeMissed::user>("user_id"), field<&CodeMissed::code>("verification_code_id"));
  }
};

// The code is gone, and what it was sent to belongs to the person.
struct CodeConfirmed {
  static constexpr std::string_view service = "user";
  UserId user;
  VerificationCodeId code;
  CodePurpose purpose = CodePurpose::ConfirmEmail;
  Instant at;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("CodeConfirmed", field<&CodeConfirmed::user>("user_id"),
                  field<&CodeConfirmed::code>("verification_code_id"), field<&CodeConfirmed::purpose>("purpose"),
                  field<&CodeConfirmed::at>("at"));
  }
};

// An external issuer has verified the address.
struct EmailVouched {
  static constexpr std::string_view service = "user";
  UserId user;
  Instant at;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("EmailVouched", field<&EmailVouched::user>("user_id"), field<&EmailVouched::at>("at"));
  }
};

struct CodeForgotten {
  static constexpr std::string_view service = "user";
  UserId user;
  VerificationCodeId code;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("CodeForgotten", field<&CodeForgotten::user>("user_id"),
                  field<&CodeForgotten::code>("verification_code_id"));
  }
};

struct SessionOpened {
  static constexpr std::string_view service = "user";
  Session session;
  std::uint64_t aggregate() const { return session.user.value; }
  static constexpr auto description() { return record("SessionOpened", field<&SessionOpened::session>("session")); }
};

struct SessionRefreshed {
  static constexpr std::string_view service = "user";
  UserId user;
  SessionId session;
  std::string token_digest;
  std::uint32_t counter = 0;
  Instant at;
  Instant expires_at;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("SessionRefreshed", field<&SessionRefreshed::user>("user_id"),
                  field<&SessionRefreshed::session>("session_id"),
                  field<&SessionRefreshed::token_digest>("token_digest", Index::None, Secrecy::Secret),
                  field<&SessionRefreshed::counter>("counter"), field<&SessionRefreshed::at>("at"),
                  field<&SessionRefreshed::expires_at>("expires_at"));
  }
};

enum class SessionEnd : std::uint8_t { LoggedOut, Expired, TokenReused, CodeReused, PasswordChanged, TooMany, Revoked };
inline constexpr std::array<std::string_view, 7> session_end_names{
    "logged_out", "expired", "token_reused", "code_reused", "password_changed", "too_many", "revoked"};
constexpr std::span<const std::string_view> names_of(SessionEnd) {
  return session_end_names;
}

struct SessionEnded {
  static constexpr std::string_view service = "user";
  UserId user;
  SessionId session;
  SessionEnd reason = SessionEnd::LoggedOut;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("SessionEnded", field<&SessionEnded::user>("user_id"), field<&SessionEnded::session>("session_id"),
                  field<&SessionEnded::reason>("reason"));
  }
};

struct RoleGranted {
  static constexpr std::string_view service = "user";
  RoleGrant grant;
  std::uint64_t aggregate() const { return grant.user.value; }
  static constexpr auto description() { return record("RoleGranted", field<&RoleGranted::grant>("grant")); }
};

struct RoleWithdrawn {
  static constexpr std::string_view service = "user";
  UserId user;
  RoleGrantId grant;
  UserId withdrawn_by;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("RoleWithdrawn", field<&RoleWithdrawn::user>("user_id"),
                  field<&RoleWithdrawn::grant>("role_grant_id"), field<&RoleWithdrawn::withdrawn_by>("withdrawn_by"));
  }
};

struct OAuthClientRegistered {
  static constexpr std::string_view service = "user";
  OAuthClient client;
  std::uint64_t aggregate() const { return client.owner.value; }
  static constexpr auto description() {
    return record("OAuthClientRegistered", field<&OAuthClientRegistered::client>("client"));
  }
};

struct OAuthClientDisabled {
  static constexpr std::string_view service = "user";
  UserId owner;
  OAuthClientId client;
  Instant at;
  std::uint64_t aggregate() const { return owner.value; }
  static constexpr auto description() {
    return record("OAuthClientDisabled", field<&OAuthClientDisabled::owner>("user_id"),
                  field<&OAuthClientDisabled::client>("oauth_client_id"), field<&OAuthClientDisabled::at>("at"));
  }
};

struct AuthorizationCodeIssued {
  static constexpr std::string_view service = "user";
  AuthorizationCode code;
  std::uint64_t aggregate() const { return code.user.value; }
  static constexpr auto description() {
    return record("AuthorizationCodeIssued", field<&AuthorizationCodeIssued::code>("code"));
  }
};

struct AuthorizationCodeUsed {
  static constexpr std::string_view service = "user";
  UserId user;
  AuthorizationCodeId code;
  SessionId session;  // none: it was spent in vain
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("AuthorizationCodeUsed", field<&AuthorizationCodeUsed::user>("user_id"),
                  field<&AuthorizationCodeUsed::code>("authorization_code_id"),
                  field<&AuthorizationCodeUsed::session>("session_id"));
  }
};

struct AuthorizationCodeForgotten {
  static constexpr std::string_view service = "user";
  UserId user;
  AuthorizationCodeId code;
  std::uint64_t aggregate() const { return user.value; }
  static constexpr auto description() {
    return record("AuthorizationCodeForgotten", field<&AuthorizationCodeForgotten::user>("user_id"),
                  field<&AuthorizationCodeForgotten::code>("authorization_code_id"));
  }
};

struct SigningKeyIntroduced {
  static constexpr std::string_view service = "user";
  SigningKey key;
  std::uint64_t aggregate() const { return key.id.value; }
  static constexpr auto description() {
    return record("SigningKeyIntroduced", field<&SigningKeyIntroduced::key>("key"));
  }
};

struct SigningKeyRetired {
  static constexpr std::string_view service = "user";
  SigningKeyId key;
  Instant verifies_until;
  std::uint64_t aggregate() const { return key.value; }
  static constexpr auto description() {
    return record("SigningKeyRetired", field<&SigningKeyRetired::key>("signing_key_id"),
                  field<&SigningKeyRetired::verifies_until>("verifies_until"));
  }
};

struct SigningKeyForgotten {
  static constexpr std::string_view service = "user";
  SigningKeyId key;
  std::uint64_t aggregate() const { return key.value; }
  static constexpr auto description() {
    return record("SigningKeyForgotten", field<&SigningKeyForgotten::key>("signing_key_id"));
  }
};

void fold(Changes& changes, const CredentialSet& event);
void fold(Changes& changes, const LoginRefused& event);
void fold(Changes& changes, const LoginRestored& event);
void fold(Changes& changes, const ExternalIdentityLinked& event);
void fold(Changes& changes, const CodeIssued& event);
void fold(Changes& changes, const CodeMissed& event);
void fold(Changes& changes, const CodeConfirmed& event);
void fold(Changes& changes, const EmailVouched& event);
void fold(Changes& changes, const CodeForgotten& event);
void fold(Changes& changes, const SessionOpened& event);
void fold(Changes& changes, const SessionRefreshed& event);
void fold(Changes& changes, const SessionEnded& event);
void fold(Changes& changes, const RoleGranted& event);
void fold(Changes& changes, const RoleWithdrawn& event);
void fold(Changes& changes, const OAuthClientRegistered& event);
void fold(Changes& changes, const OAuthClientDisabled& event);
void fold(Changes& changes, const AuthorizationCodeIssued& event);
void fold(Changes& changes, const AuthorizationCodeUsed& event);
void fold(Changes& changes, const AuthorizationCodeForgotten& event);
void fold(Changes& changes, const SigningKeyIntroduced& event);
void fold(Changes& changes, const SigningKeyRetired& event);
void fold(Changes& changes, const SigningKeyForgotten& event);

using IdentityEvents =
    TypeList<CredentialSet, LoginRefused, LoginRestored, ExternalIdentityLinked, EmailVouched, CodeIssued, CodeMissed,
             CodeConfirmed, CodeForgotten, SessionOpened, SessionRefreshed, SessionEnded, RoleGranted, RoleWithdrawn,
             OAuthClientRegistered, OAuthClientDisabled, AuthorizationCodeIssued, AuthorizationCodeUsed,
             AuthorizationCodeForgotten, SigningKeyIntroduced, SigningKeyRetired, SigningKeyForgotten>;

}  // namespace pizza
