// SPDX-License-Identifier: Apache-2.0
#include "connectors/identity/oidc_issuer.h"

#include <algorithm>
#include <map>

#include "connectors/identity/public_key.h"
#include "core/services/user/jwt.h"
#include "core/services/user/secrets.h"

namespace pizza {

OidcSettings auth0_issuer(const std::string& domain, const std::string& client_id) {
  const std::string issuer = "https://" + domain + "/";
  return {.issuer = issuer, .client_id = client_id, .jwks_url = issuer + ".well-known/jwks.json", .token_use = {}};
}

OidcSettings firebase_issuer(const std::string& project) {
  return {.issuer = "https://securetoken.google.com/" + project,
          .client_id = project,
          .jwks_url = "https://www.googleapis.com/service_accounts/v1/jwk/securetoken@system.gserviceaccount.com",
          .token_use = {}};
}

OidcSettings cognito_issuer(const std::string& region, const std::string& pool, const std::string& client_id) {
  const std::string issuer = "https://cognito-idp." + region + ".amazonaws.com/" + pool;
  return {.issuer = issuer, .client_id = client_id, .jwks_url = issuer + "/.well-known/jwks.json", .token_use = "id"};
}

class OidcIssuer::Keys {
 public:
  explicit Keys(const std::string& jwks) : by_kid_(read_jwks(jwks)) {}
  const JwkKey* find(const std::string& kid) const {
    const auto found = by_kid_.find(kid);
    return found == by_kid_.end() ? nullptr : &found->second;
  }
  bool empty() const { return by_kid_.empty(); }

 private:
  std::map<std::string, JwkKey> by_kid_;
};

OidcIssuer::OidcIssuer(OidcSettings settings, Fetch fetch) : settings_(std::move(settings)), fetch_(std::move(fetch)) {}
OidcIssuer::~OidcIssuer() = default;

Result<std::shared_ptr<const OidcIssuer::Keys>> OidcIssuer::keys_for(const std::string& kid, Instant now) {
  const std::lock_guard guard(mutex_);
  const bool fresh = keys_ != nullptr && now < fetched_at_ + settings_.keys_good_for;
  const bool may_ask = !asked_at_ || now >= *asked_at_ + settings_.ask_again_after;
  if ((!fresh || keys_->find(kid) == nullptr) && may_ask) {
    asked_at_ = now;
    if (const auto text = fetch_(settings_.jwks_url)) {
      auto keys = std::make_shared<const Keys>(*text);
      if (!keys->empty()) {
        keys_ = std::move(keys);
        fetched_at_ = now;
      }
    }
  }
  // Keys a little older than we would like are better than nobody signing in; keys of yesterday are not.
  if (keys_ == nullptr || now >= fetched_at_ + days(1))
    return problem(Status::Unavailable, "identity.issuer_unavailable", "the issuer's keys cannot be had now");
  return keys_;
}

Result<ExternalPerson> OidcIssuer::verify(std::string_view id_token, std::string_view nonce, Instant now) {
  const std::optional<Jwt> jwt = Jwt::parse(id_token);
  if (!jwt) return token_invalid("malformed");
  if (jwt->algorithm != "RS256" && jwt->algorithm != "ES256") return token_invalid("kind");
  const auto keys = keys_for(jwt->kid, now);
  if (!keys.ok()) return keys.problem();
  const JwkKey* key = (*keys)->find(jwt->kid);
  if (key == nullptr || key->algorithm() != jwt->algorithm) return token_invalid("key");
  if (!key->verify(jwt->message, jwt->signature)) return token_invalid("signature");
  const Claims& claims = jwt->claims;
  const std::string_view fault = claims_fault(claims, {settings_.issuer, settings_.client_id}, now);
  if (!fault.empty()) return token_invalid(fault);
  const auto is = [&](std::string_view name, std::string_view wanted) {
    const std::string* text = claims.text(name);
    return text != nullptr && same_secret(*text, wanted);
  };
  // With several audiences, the token must have been made for us (Core 3.1.3.7, 4 and 5).
  if ((claims.has("azp") || claims.texts("aud").size() > 1) && !is("azp", settings_.client_id))
    return token_invalid("audience");
  if (!settings_.token_use.empty() && !is("token_use", settings_.token_use)) return token_invalid("kind");
  if (!nonce.empty() && !is("nonce", nonce)) return token_invalid("nonce");
  const std::string* subject = claims.text("sub");
  if (subject == nullptr || subject->empty() || subject->size() > 255 || subject->find(' ') != std::string::npos)
    return token_invalid("claims");
  ExternalPerson person{settings_.issuer, *subject, {}, false, {}};
  if (const std::string* email = claims.text("email")) person.email = *email;
  if (const std::string* name = claims.text("name")) person.name = *name;
  // Cognito gives this truth as a text.
  const bool* verified = claims.truth("email_verified");
  person.email_verified = verified != nullptr ? *verified : is("email_verified", "true");
  return person;
}

}  // namespace pizza
