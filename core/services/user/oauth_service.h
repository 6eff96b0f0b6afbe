// SPDX-License-Identifier: Apache-2.0
// OAuth 2.0 for programs of others: authorisation codes with PKCE (S256 only) and client credentials.
// Sources: RFC 6749, RFC 7636 (PKCE), RFC 9700 (security best practice). Problem types end in RFC 6749's error codes.
#pragma once

#include "core/services/user/session_service.h"

namespace pizza {

struct RegisterClient {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId owner;
  std::string client_id;      // random, made outside
  std::string secret_digest;  // secret_digest() of a random secret; empty = public
  std::string title;
  std::vector<std::string> redirects;
  std::string scope;
  bool client_credentials = false;

  static constexpr auto description() {
    return record(
        "register_client", field<&RegisterClient::owner>("user_id"), field<&RegisterClient::client_id>("client_id"),
        field<&RegisterClient::secret_digest>("secret_digest", Index::None, Secrecy::Secret),
        field<&RegisterClient::title>("title"), field<&RegisterClient::redirects>("redirects"),
        field<&RegisterClient::scope>("scope"), field<&RegisterClient::client_credentials>("client_credentials"));
  }
};

struct Authorize {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId user;  // has signed in and agreed
  std::string client_id;
  std::string redirect;
  std::string scope;
  std::string challenge;
  std::string challenge_method;
  std::string code_digest;  // secret_digest() of a random code

  static constexpr auto description() {
    return record("authorize", field<&Authorize::user>("user_id"), field<&Authorize::client_id>("client_id"),
                  field<&Authorize::redirect>("redirect_uri"), field<&Authorize::scope>("scope"),
                  field<&Authorize::challenge>("code_challenge"),
                  field<&Authorize::challenge_method>("code_challenge_method"),
                  field<&Authorize::code_digest>("code_digest", Index::None, Secrecy::Secret));
  }
};

struct ExchangeCode {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  std::string client_id;
  std::string client_secret;  // empty of a public program
  std::string code;
  std::string redirect;
  std::string verifier;
  RefreshToken token;

  static constexpr auto description() {
    return record("exchange_code", field<&ExchangeCode::client_id>("client_id"),
                  field<&ExchangeCode::client_secret>("client_secret", Index::None, Secrecy::Secret),
                  field<&ExchangeCode::code>("code", Index::None, Secrecy::Secret),
                  field<&ExchangeCode::redirect>("redirect_uri"),
                  field<&ExchangeCode::verifier>("code_verifier", Index::None, Secrecy::Secret),
                  field<&ExchangeCode::token>("token"));
  }
};

struct Exchanged {
  Session session;
  std::optional<Problem> refusal;
};

struct ClientGrant {
  OAuthClientId client;
  std::string client_id;
  UserId owner;
  std::string scope;

  static constexpr auto description() {
    return record("client_grant", field<&ClientGrant::client>("oauth_client_id"),
                  field<&ClientGrant::client_id>("client_id"), field<&ClientGrant::owner>("user_id"),
                  field<&ClientGrant::scope>("scope"));
  }
};

class OAuthService {
 public:
  static constexpr Duration code_life = seconds(60);
  static constexpr std::size_t max_redirects = 10;
  static constexpr std::size_t max_text = 500;      // bytes, of a redirect or scope
  static constexpr std::size_t max_clients = 50;    // of an owner
  static constexpr Duration reuse_known = days(1);  // a second use of a code ends its session for so long

  // Redirects are https, or http on the loopback address, without fragment; compared to the letter.
  // Problems: user.unknown, oauth.invalid_client_metadata (names the field), oauth.too_many_clients.
  Result<OAuthClientId> register_client(UnitOfWork& work, const RegisterClient& command) const;
  // Its codes, sessions and secrets are good for nothing from now on. Problems: oauth.unknown_client.
  Outcome disable_client(UnitOfWork& work, UserId owner, OAuthClientId client) const;

  // Problems: oauth.unknown_client, oauth.unknown_redirect (400: show them, never redirect), oauth.invalid_request,
  // oauth.invalid_scope, user.unknown.
  Result<AuthorizationCodeId> authorize(UnitOfWork& work, const Authorize& command) const;
  // Refusals: oauth.invalid_grant, after which the code is spent; of a code that was spent before, the session that
  // it led to ends. Problems: oauth.invalid_client (401), oauth.invalid_grant (400, unknown or expired).
  Result<Exchanged> exchange(UnitOfWork& work, const ExchangeCode& command) const;
  // An empty scope asks for all that the program has.
  // Problems: oauth.invalid_client, oauth.unauthorized_client, oauth.invalid_scope.
  Result<ClientGrant> client_credentials(UnitOfWork& work, const std::string& client_id, const std::string& secret,
                                         const std::string& scope) const;
  // Who a program is, when its secret is right (or it is public and gives none). Problems: oauth.invalid_client.
  Result<OAuthClientId> authenticate(UnitOfWork& work, const std::string& client_id, const std::string& secret) const;
};

// The words of a scope, in their order.
std::vector<std::string> scope_words(std::string_view scope);

}  // namespace pizza
