// SPDX-License-Identifier: Apache-2.0
// Somebody else who says who a person is: an OpenID Connect issuer (Auth0, Firebase, Cognito, …).
// Source: OpenID Connect Core 1.0, 3.1.3.7 "ID Token Validation".
#pragma once

#include <string>
#include <string_view>

#include "core/model/describe.h"
#include "core/model/instant.h"
#include "core/model/problem.h"

namespace pizza {

struct ExternalPerson {
  std::string issuer;
  std::string subject;  // unique and lasting within the issuer
  std::string email;    // or empty
  bool email_verified = false;
  std::string name;  // or empty

  static constexpr auto description() {
    return record("external_person", field<&ExternalPerson::issuer>("issuer"),
                  field<&ExternalPerson::subject>("subject"), field<&ExternalPerson::email>("email"),
                  field<&ExternalPerson::email_verified>("email_verified"), field<&ExternalPerson::name>("name"));
  }
};

class IdentityProvider {
 public:
  virtual ~IdentityProvider() = default;

  // Who an ID token speaks of. `nonce` is what this sign-in was begun with; empty = none was sent.
  // May fetch the issuer's keys: never called inside a unit of work.
  // Problems: identity.token_invalid (401: malformed, forged, expired, for somebody else, of another sign-in),
  // identity.issuer_unavailable (503).
  virtual Result<ExternalPerson> verify(std::string_view id_token, std::string_view nonce, Instant now) = 0;
};

}  // namespace pizza
