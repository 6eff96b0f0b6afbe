// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/oauth_service.h"

#include "core/services/user/find_person.h"
#include "core/services/user/role_service.h"
#include "core/services/user/secrets.h"
#include "core/services/user/user_service.h"

namespace pizza {

namespace {

Problem bad_metadata(std::string detail, std::string field) {
  return problem(Status::Unprocessable, "oauth.invalid_client_metadata", std::move(detail), std::move(field));
}

Problem invalid_client() {
  return problem(Status::Unauthorized, "oauth.invalid_client", "the program or its secret is not known");
}

Problem invalid_grant() {
  return problem(Status::BadRequest, "oauth.invalid_grant", "the code is not good for this program and redirect");
}

// Inside the alphabet of RFC 3986, so that nothing of it needs to be escaped or could be read in two ways.
bool plain_url(std::string_view url) {
  static constexpr std::string_view extra = "-._~:/?[]@!$&'()*+,;=%";
  return std::all_of(url.begin(), url.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           extra.find(c) != std::string_view::npos;
  });
}

bool good_redirect(std::string_view url) {
  if (url.size() > OAuthService::max_text || !plain_url(url) || url.find('@') != std::string_view::npos) return false;
  if (url.starts_with("https://")) return url.size() > 8 && url[8] != '/';
  for (const std::string_view loopback : {"http://127.0.0.1", "http://[::1]"}) {
    if (!url.starts_with(loopback)) continue;
    const std::string_view rest = url.substr(loopback.size());
    return rest.empty() || rest[0] == '/' || rest[0] == ':';
  }
  return false;
}

bool within(std::string_view scope, std::string_view widest) {
  const std::vector<std::string> allowed = scope_words(widest);
  const std::vector<std::string> asked = scope_words(scope);
  return std::all_of(asked.begin(), asked.end(), [&](const std::string& word) {
    return std::find(allowed.begin(), allowed.end(), word) != allowed.end();
  });
}

bool known(std::string_view scope) {
  const std::vector<std::string> words = scope_words(scope);
  return !words.empty() && std::all_of(words.begin(), words.end(), [](const std::string& word) {
    return std::find(known_scopes.begin(), known_scopes.end(), word) != known_scopes.end();
  });
}

std::optional<OAuthClient> find_client(UnitOfWork& work, const std::string& client_id) {
  const auto found = work.find_where<&OAuthClient::client_id>(client_id, 1);
  if (found.empty()) return std::nullopt;
  const OAuthClient* client = work.find(OAuthClientId{found.front()});
  return client->disabled_at ? std::nullopt : std::optional(*client);
}

// base64url of 32 bytes.
bool good_challenge(const std::string& challenge) {
  const auto bytes = from_base64url(challenge);
  return bytes && bytes->size() == 32;
}

// RFC 7636, 4.1: 43 to 128 unreserved characters.
bool good_verifier(std::string_view verifier) {
  return verifier.size() >= 43 && verifier.size() <= 128 && std::all_of(verifier.begin(), verifier.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
                  c == '_' || c == '~';
         });
}

}  // namespace

std::vector<std::string> scope_words(std::string_view scope) {
  std::vector<std::string> words;
  while (!scope.empty()) {
    const std::size_t end = std::min(scope.find(' '), scope.size());
    if (end > 0) words.emplace_back(scope.substr(0, end));
    scope.remove_prefix(std::min(end + 1, scope.size()));
  }
  return words;
}

Result<OAuthClientId> OAuthService::register_client(UnitOfWork& work, const RegisterClient& command) const {
  if (auto missing = person_missing(work, command.owner)) return *missing;
  if (command.client_id.size() < 16 || command.client_id.size() > 64 || !from_base64url(command.client_id))
    return bad_metadata("16 to 64 characters of base64url", "client_id");
  if (!command.secret_digest.empty() && command.secret_digest.size() != 43)
    return bad_metadata("the digest of a secret, never the secret", "secret_digest");
  if (command.title.empty() || command.title.size() > 200) return bad_metadata("1 to 200 bytes", "title");
  if (command.redirects.size() > max_redirects) return bad_metadata("at most 10 redirects", "redirects");
  for (std::size_t i = 0; i < command.redirects.size(); ++i)
    if (!good_redirect(command.redirects[i]))
      return bad_metadata("https://host/…, or http on the loopback address, without a fragment",
                          "redirects[" + std::to_string(i) + "]");
  if (command.scope.size() > max_text || !known(command.scope)) return bad_metadata("known scopes", "scope");
  if (command.client_credentials && command.secret_digest.empty())
    return bad_metadata("a program without a secret cannot act by itself", "client_credentials");
  if (work.find_where<&OAuthClient::owner>(command.owner, max_clients).size() >= max_clients)
    return problem(Status::Unprocessable, "oauth.too_many_clients", "at most 50 programs");
  if (!work.find_where<&OAuthClient::client_id>(command.client_id, 1).empty())
    return problem(Status::Conflict, "oauth.invalid_client_metadata", "this name is taken", "client_id");
  OAuthClient client;
  client.id = work.allocate<OAuthClient>();
  client.client_id = command.client_id;
  client.owner = command.owner;
  client.title = command.title;
  client.secret_digest = command.secret_digest;
  client.redirects = command.redirects;
  client.scope = command.scope;
  client.client_credentials = command.client_credentials;
  const OAuthClientId id = client.id;
  work.record(OAuthClientRegistered{std::move(client)});
  return id;
}

Outcome OAuthService::disable_client(UnitOfWork& work, UserId owner, OAuthClientId id) const {
  const OAuthClient* client = work.find(id);
  if (client == nullptr || client->owner != owner)
    return problem(Status::NotFound, "oauth.unknown_client", "there is no such program", "client_id");
  if (!client->disabled_at) work.record(OAuthClientDisabled{owner, id, work.now()});
  for (const std::uint64_t key : work.find_where<&Session::client>(id)) {
    const UserId user = work.find(SessionId{key})->user;
    work.record(SessionEnded{user, {key}, SessionEnd::Revoked});
  }
  return Done{};
}

Result<AuthorizationCodeId> OAuthService::authorize(UnitOfWork& work, const Authorize& command) const {
  const std::optional<OAuthClient> client = find_client(work, command.client_id);
  if (!client) return problem(Status::BadRequest, "oauth.unknown_client", "there is no such program", "client_id");
  if (std::find(client->redirects.begin(), client->redirects.end(), command.redirect) == client->redirects.end())
    return problem(Status::BadRequest, "oauth.unknown_redirect", "not a redirect of this program", "redirect_uri");
  if (command.challenge_method != "S256")
    return problem(Status::BadRequest, "oauth.invalid_request", "S256 is the only method", "code_challenge_method");
  if (!good_challenge(command.challenge))
    return problem(Status::BadRequest, "oauth.invalid_request", "base64url of a SHA-256", "code_challenge");
  if (command.scope.size() > max_text || scope_words(command.scope).empty() || !within(command.scope, client->scope))
    return problem(Status::BadRequest, "oauth.invalid_scope", "wider than what the program may ask for", "scope");
  if (auto missing = person_missing(work, command.user)) return *missing;
  AuthorizationCode code;
  code.id = work.allocate<AuthorizationCode>();
  code.digest = command.code_digest;
  code.client = client->id;
  code.user = command.user;
  code.redirect = command.redirect;
  code.challenge = command.challenge;
  code.scope = command.scope;
  code.expires_at = work.now() + code_life;
  code.keep_until = work.now() + reuse_known;
  const AuthorizationCodeId id = code.id;
  work.after_commit(expiry_timer(Expiring::AuthorizationCode, id.value, code.keep_until));
  work.record(AuthorizationCodeIssued{std::move(code)});
  return id;
}

Result<Exchanged> OAuthService::exchange(UnitOfWork& work, const ExchangeCode& command) const {
  const Result<OAuthClientId> client = authenticate(work, command.client_id, command.client_secret);
  if (!client.ok()) return client.problem();
  const auto found = work.find_where<&AuthorizationCode::digest>(secret_digest(command.code), 1);
  if (found.empty()) return invalid_grant();
  const AuthorizationCode code = *work.find(AuthorizationCodeId{found.front()});
  if (code.client != *client) return invalid_grant();
  if (code.used) {
    if (work.find(code.session) == nullptr) return invalid_grant();
    work.record(SessionEnded{code.user, code.session, SessionEnd::CodeReused});
    return Exchanged{{}, invalid_grant()};
  }
  if (work.now() >= code.expires_at) return invalid_grant();
  if (code.redirect != command.redirect || !good_verifier(command.verifier) ||
      !same_secret(code.challenge, base64url(sha256(command.verifier)))) {
    work.record(AuthorizationCodeUsed{code.user, code.id, {}});
    return Exchanged{{}, invalid_grant()};
  }
  const std::string title = work.find(*client)->title;
  const auto session = SessionService().open(work, {code.user, *client, command.token, code.scope, title});
  if (!session.ok()) return session.problem();
  work.record(AuthorizationCodeUsed{code.user, code.id, *session});
  return Exchanged{*work.find(*session), std::nullopt};
}

Result<ClientGrant> OAuthService::client_credentials(UnitOfWork& work, const std::string& client_id,
                                                     const std::string& secret, const std::string& scope) const {
  const Result<OAuthClientId> id = authenticate(work, client_id, secret);
  if (!id.ok()) return id.problem();
  const OAuthClient* client = work.find(*id);
  if (!client->client_credentials)
    return problem(Status::BadRequest, "oauth.unauthorized_client", "this program may not act by itself");
  if (scope.size() > max_text || !within(scope, client->scope))
    return problem(Status::BadRequest, "oauth.invalid_scope", "wider than what the program may ask for", "scope");
  return ClientGrant{*id, client->client_id, client->owner, scope_words(scope).empty() ? client->scope : scope};
}

Result<OAuthClientId> OAuthService::authenticate(UnitOfWork& work, const std::string& client_id,
                                                 const std::string& secret) const {
  const std::optional<OAuthClient> client = find_client(work, client_id);
  if (!client) return invalid_client();
  const std::string digest = secret.empty() ? std::string() : secret_digest(secret);
  if (!same_secret(client->secret_digest, digest)) return invalid_client();
  return client->id;
}

}  // namespace pizza
