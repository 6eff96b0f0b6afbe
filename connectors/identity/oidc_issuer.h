// SPDX-License-Identifier: Apache-2.0
// An OpenID Connect issuer: verifies its ID tokens (RS256 and ES256) against its published keys.
// Sources: OpenID Connect Core 1.0; RFC 7517 and RFC 7518 (keys and algorithms).
#pragma once

#include <functional>
#include <memory>
#include <mutex>

#include "core/ports/identity_provider.h"

namespace pizza {

struct OidcSettings {
  std::string issuer;     // "iss", to the letter
  std::string client_id;  // "aud"
  std::string jwks_url;   // where its keys are
  std::string token_use;  // what the claim "token_use" must be (Cognito: "id"); empty = not asked for
  Duration keys_good_for = hours(1);
  Duration ask_again_after = minutes(1);  // for a kid that we do not know, or after a failure
};

// How the issuers that we know are set up.
OidcSettings auth0_issuer(const std::string& domain, const std::string& client_id);
OidcSettings firebase_issuer(const std::string& project);
OidcSettings cognito_issuer(const std::string& region, const std::string& pool, const std::string& client_id);

class OidcIssuer : public IdentityProvider {
 public:
  // Gives the text behind a URL (HTTPS, certificate checked), or nothing.
  using Fetch = std::function<std::optional<std::string>(const std::string& url)>;

  OidcIssuer(OidcSettings settings, Fetch fetch);
  ~OidcIssuer() override;

  // May be called from several threads; they wait for each other while keys are fetched.
  Result<ExternalPerson> verify(std::string_view id_token, std::string_view nonce, Instant now) override;

 private:
  class Keys;

  // Null without a problem: the kid is not among the issuer's keys.
  Result<std::shared_ptr<const Keys>> keys_for(const std::string& kid, Instant now);

  OidcSettings settings_;
  Fetch fetch_;
  std::mutex mutex_;
  std::shared_ptr<const Keys> keys_;
  Instant fetched_at_;
  std::optional<Instant> asked_at_;
};

}  // namespace pizza
