// SPDX-License-Identifier: Apache-2.0
// What is kept so that people and programs can prove who they are. Of passwords, tokens and codes only digests are
// here. Apart from `User`, which orders refer to: whoever never signs in has none of these records.
#pragma once

#include "core/model/describe.h"
#include "core/model/role.h"

namespace pizza {

using ExternalIdentityId = Id<struct ExternalIdentity>;
using VerificationCodeId = Id<struct VerificationCode>;
using SessionId = Id<struct Session>;
using RoleGrantId = Id<struct RoleGrant>;
using OAuthClientId = Id<struct OAuthClient>;
using AuthorizationCodeId = Id<struct AuthorizationCode>;
using SigningKeyId = Id<struct SigningKey>;

struct Preferences {
  std::string language;  // BCP 47 ("fr-MC"); empty = the city's
  bool by_email = true;
  bool by_sms = false;
  bool by_push = true;
  bool offers = false;  // wants advertising

  static constexpr auto description() {
    return record("preferences", field<&Preferences::language>("language"), field<&Preferences::by_email>("by_email"),
                  field<&Preferences::by_sms>("by_sms"), field<&Preferences::by_push>("by_push"),
                  field<&Preferences::offers>("offers"));
  }
};

struct Profile {
  UserId user;
  Preferences preferences;
  std::optional<Instant> email_verified_at;
  std::optional<Instant> phone_verified_at;
  std::optional<Instant> erased_at;
  Version version;

  static constexpr auto description() {
    return record("profiles", key<&Profile::user>("user_id"), field<&Profile::preferences>("preferences"),
                  field<&Profile::email_verified_at>("email_verified_at"),
                  field<&Profile::phone_verified_at>("phone_verified_at"), field<&Profile::erased_at>("erased_at"),
                  field<&Profile::version>("version"));
  }
};

struct Credential {
  UserId user;
  std::string password_hash;  // argon2id, with its parameters
  Instant set_at;
  std::int32_t failures = 0;  // wrong passwords since the last right one
  std::optional<Instant> locked_until;
  Version version;

  static constexpr auto description() {
    return record("credentials", key<&Credential::user>("user_id"),
                  field<&Credential::password_hash>("password_hash", Index::None, Secrecy::Secret),
                  field<&Credential::set_at>("set_at"), field<&Credential::failures>("failures"),
                  field<&Credential::locked_until>("locked_until"), field<&Credential::version>("version"));
  }
};

// Somebody whom an external issuer vouches for.
struct ExternalIdentity {
  ExternalIdentityId id;
  UserId user;
  std::string name;  // "issuer subject"; an issuer is a URL and holds no blank
  Instant linked_at;
  Version version;

  static constexpr auto description() {
    return record("external_identities", key<&ExternalIdentity::id>("external_identity_id"),
                  field<&ExternalIdentity::user>("user_id", Index::Hash),
                  field<&ExternalIdentity::name>("name", Index::Unique),
                  field<&ExternalIdentity::linked_at>("linked_at"), field<&ExternalIdentity::version>("version"),
                  shard_by<&ExternalIdentity::user>());
  }
};

enum class CodePurpose : std::uint8_t { ConfirmEmail, ConfirmPhone, ResetPassword };
inline constexpr std::array<std::string_view, 3> code_purpose_names{"confirm_email", "confirm_phone", "reset_password"};
constexpr std::span<const std::string_view> names_of(CodePurpose) {
  return code_purpose_names;
}

// A code that was sent to somebody. One a person and purpose; a new code takes the place of the old one.
struct VerificationCode {
  VerificationCodeId id;
  UserId user;
  CodePurpose purpose = CodePurpose::ConfirmEmail;
  std::string target;       // the address or number that it was sent to
  std::string digest;       // keyed: the code itself is too short for a plain one
  std::int32_t misses = 0;  // wrong answers to this code
  std::int32_t sends = 0;   // since `counted_from`
  Instant sent_at;
  Instant expires_at;
  Instant counted_from;
  Instant keep_until;
  Version version;

  static constexpr auto description() {
    return record("verification_codes", key<&VerificationCode::id>("verification_code_id"),
                  field<&VerificationCode::user>("user_id", Index::Hash), field<&VerificationCode::purpose>("purpose"),
                  field<&VerificationCode::target>("target"),
                  field<&VerificationCode::digest>("digest", Index::None, Secrecy::Secret),
                  field<&VerificationCode::misses>("misses"), field<&VerificationCode::sends>("sends"),
                  field<&VerificationCode::sent_at>("sent_at"), field<&VerificationCode::expires_at>("expires_at"),
                  field<&VerificationCode::counted_from>("counted_from"),
                  field<&VerificationCode::keep_until>("keep_until", Index::Ordered),
                  field<&VerificationCode::version>("version"), shard_by<&VerificationCode::user>());
  }
};

// A family of refresh tokens, of which only the latest is good.
struct Session {
  SessionId id;
  UserId user;
  OAuthClientId client;       // none: our own programs
  std::string family;         // digest of the family's name, which every token of it begins with
  std::string token_digest;   // of the latest token
  std::uint32_t counter = 0;  // of the latest token, from 0
  std::string scope;          // words with a blank between; empty = whatever the roles allow
  std::string device;         // for the person to know it again
  Instant opened_at;
  Instant refreshed_at;
  Instant expires_at;  // unless refreshed before
  Instant ends_at;     // whatever happens
  Version version;

  static constexpr auto description() {
    return record("sessions", key<&Session::id>("session_id"), field<&Session::user>("user_id", Index::Hash),
                  field<&Session::client>("client", Index::Hash),
                  field<&Session::family>("family", Index::Unique, Secrecy::Secret),
                  field<&Session::token_digest>("token_digest", Index::None, Secrecy::Secret),
                  field<&Session::counter>("counter"), field<&Session::scope>("scope"),
                  field<&Session::device>("device"), field<&Session::opened_at>("opened_at"),
                  field<&Session::refreshed_at>("refreshed_at"),
                  field<&Session::expires_at>("expires_at", Index::Ordered), field<&Session::ends_at>("ends_at"),
                  field<&Session::version>("version"), shard_by<&Session::user>());
  }
};

struct RoleGrant {
  RoleGrantId id;
  UserId user;
  Role role = Role::Customer;
  RestaurantId restaurant;  // of roles that are for one
  UserId granted_by;        // none: whoever runs the system
  Instant at;
  Version version;

  static constexpr auto description() {
    return record("role_grants", key<&RoleGrant::id>("role_grant_id"), field<&RoleGrant::user>("user_id", Index::Hash),
                  field<&RoleGrant::role>("role"), field<&RoleGrant::restaurant>("restaurant_id", Index::Hash),
                  field<&RoleGrant::granted_by>("granted_by"), field<&RoleGrant::at>("at"),
                  field<&RoleGrant::version>("version"), shard_by<&RoleGrant::user>());
  }
};

// A program of somebody else's. Without a secret it is a public one (a page, an app), and may only use codes.
struct OAuthClient {
  OAuthClientId id;
  std::string client_id;  // its name on the wire
  UserId owner;
  std::string title;
  std::string secret_digest;  // of a random secret; empty = public
  std::vector<std::string> redirects;
  std::string scope;  // the widest that it may ask for
  bool client_credentials = false;
  std::optional<Instant> disabled_at;
  Version version;

  static constexpr auto description() {
    return record("oauth_clients", key<&OAuthClient::id>("oauth_client_id"),
                  field<&OAuthClient::client_id>("client_id", Index::Unique),
                  field<&OAuthClient::owner>("user_id", Index::Hash), field<&OAuthClient::title>("title"),
                  field<&OAuthClient::secret_digest>("secret_digest", Index::None, Secrecy::Secret),
                  field<&OAuthClient::redirects>("redirects"), field<&OAuthClient::scope>("scope"),
                  field<&OAuthClient::client_credentials>("client_credentials"),
                  field<&OAuthClient::disabled_at>("disabled_at"), field<&OAuthClient::version>("version"));
  }
};

struct AuthorizationCode {
  AuthorizationCodeId id;
  std::string digest;
  OAuthClientId client;
  UserId user;
  std::string redirect;
  std::string challenge;  // base64url of the SHA-256 of the verifier
  std::string scope;
  Instant expires_at;
  bool used = false;
  SessionId session;   // that it was exchanged for
  Instant keep_until;  // a second use is known until then
  Version version;

  static constexpr auto description() {
    return record("authorization_codes", key<&AuthorizationCode::id>("authorization_code_id"),
                  field<&AuthorizationCode::digest>("digest", Index::Unique, Secrecy::Secret),
                  field<&AuthorizationCode::client>("client"), field<&AuthorizationCode::user>("user_id", Index::Hash),
                  field<&AuthorizationCode::redirect>("redirect"),
                  field<&AuthorizationCode::challenge>("challenge", Index::None, Secrecy::Secret),
                  field<&AuthorizationCode::scope>("scope"), field<&AuthorizationCode::expires_at>("expires_at"),
                  field<&AuthorizationCode::used>("used"), field<&AuthorizationCode::session>("session_id"),
                  field<&AuthorizationCode::keep_until>("keep_until", Index::Ordered),
                  field<&AuthorizationCode::version>("version"), shard_by<&AuthorizationCode::user>());
  }
};

// The public half of a key that signs access tokens.
struct SigningKey {
  SigningKeyId id;
  std::string kid;
  std::string algorithm;   // "EdDSA"
  std::string public_key;  // base64url
  Instant made_at;
  Instant signs_from;                     // later than made_at, so that everybody knows it by then
  std::optional<Instant> verifies_until;  // set when a younger key takes over
  Version version;

  static constexpr auto description() {
    return record("signing_keys", key<&SigningKey::id>("signing_key_id"), field<&SigningKey::kid>("kid", Index::Unique),
                  field<&SigningKey::algorithm>("algorithm", Index::Hash), field<&SigningKey::public_key>("public_key"),
                  field<&SigningKey::made_at>("made_at"), field<&SigningKey::signs_from>("signs_from"),
                  field<&SigningKey::verifies_until>("verifies_until"), field<&SigningKey::version>("version"));
  }
};

}  // namespace pizza
