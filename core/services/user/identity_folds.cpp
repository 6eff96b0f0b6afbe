// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/identity_events.h"
#include "core/services/user/profile_fold.h"

namespace pizza {

Profile& profile_for_change(Changes& changes, UserId user) {
  if (changes.find_at<Profile>(user.value) != nullptr) return changes.edit_at<Profile>(user.value);
  Profile profile;
  profile.user = user;
  return changes.insert(std::move(profile));
}

void fold(Changes& changes, const CredentialSet& event) {
  Credential fresh;
  fresh.user = event.user;
  Credential& credential = changes.find_at<Credential>(event.user.value) != nullptr
                               ? changes.edit_at<Credential>(event.user.value)
                               : changes.insert(std::move(fresh));
  credential.password_hash = event.password_hash;
  credential.set_at = event.at;
  credential.failures = 0;
  credential.locked_until.reset();
}

void fold(Changes& changes, const LoginRefused& event) {
  Credential& credential = changes.edit_at<Credential>(event.user.value);
  credential.failures = event.failures;
  credential.locked_until = event.locked_until;
}

void fold(Changes& changes, const LoginRestored& event) {
  Credential& credential = changes.edit_at<Credential>(event.user.value);
  credential.failures = 0;
  credential.locked_until.reset();
}

void fold(Changes& changes, const ExternalIdentityLinked& event) {
  changes.insert(event.identity);
}

void fold(Changes& changes, const CodeIssued& event) {
  if (changes.find(event.code.id) == nullptr) {
    changes.insert(event.code);
    return;
  }
  VerificationCode& code = changes.edit(event.code.id);
  const Version version = code.version;
  code = event.code;
  code.version = version;
}

void fold(Changes& changes, const CodeMissed& event) {
  ++changes.edit(event.code).misses;
}

void fold(Changes& changes, const CodeConfirmed& event) {
  changes.erase(event.code);
  Profile& profile = profile_for_change(changes, event.user);
  // Whoever resets a password by a code has read a letter to the address: that proves it as well.
  if (event.purpose == CodePurpose::ConfirmPhone) {
    profile.phone_verified_at = event.at;
  } else {
    profile.email_verified_at = event.at;
  }
}

void fold(Changes& changes, const EmailVouched& event) {
  profile_for_change(changes, event.user).email_verified_at = event.at;
}

void fold(Changes& changes, const CodeForgotten& event) {
  changes.erase(event.code);
}

void fold(Changes& changes, const SessionOpened& event) {
  changes.insert(event.session);
}

void fold(Changes& changes, const SessionRefreshed& event) {
  Session& session = changes.edit(event.session);
  session.token_digest = event.token_digest;
  session.counter = event.counter;
  session.refreshed_at = event.at;
  session.expires_at = event.expires_at;
}

void fold(Changes& changes, const SessionEnded& event) {
  changes.erase(event.session);
}

void fold(Changes& changes, const RoleGranted& event) {
  changes.insert(event.grant);
}

void fold(Changes& changes, const RoleWithdrawn& event) {
  changes.erase(event.grant);
}

void fold(Changes& changes, const OAuthClientRegistered& event) {
  changes.insert(event.client);
}

void fold(Changes& changes, const OAuthClientDisabled& event) {
  changes.edit(event.client).disabled_at = event.at;
}

void fold(Changes& changes, const AuthorizationCodeIssued& event) {
  changes.insert(event.code);
}

void fold(Changes& changes, const AuthorizationCodeUsed& event) {
  AuthorizationCode& code = changes.edit(event.code);
  code.used = true;
  code.session = event.session;
}

void fold(Changes& changes, const AuthorizationCodeForgotten& event) {
  changes.erase(event.code);
}

void fold(Changes& changes, const SigningKeyIntroduced& event) {
  changes.insert(event.key);
}

void fold(Changes& changes, const SigningKeyRetired& event) {
  changes.edit(event.key).verifies_until = event.verifies_until;
}

void fold(Changes& changes, const SigningKeyForgotten& event) {
  changes.erase(event.key);
}

}  // namespace pizza
