// SPDX-License-Identifier: Apache-2.0
// JSON Web Tokens, taken apart and put together; the signature itself is somebody else's business.
// Sources: RFC 7515 (JWS compact serialisation), RFC 7519 (claims), RFC 8725 (best current practices).
#pragma once

#include "core/model/instant.h"
#include "core/model/problem.h"
#include "core/services/user/claims.h"

namespace pizza {

struct Jwt {
  static constexpr std::size_t max_size = 8 * 1024;  // bytes of the whole token

  std::string algorithm;  // "alg": never believed, only compared
  std::string type;       // "typ", or empty
  std::string kid;        // or empty
  Claims claims;
  std::string signature;     // bytes
  std::string_view message;  // what was signed; points into the text that was parsed

  // Nothing for what is no token. A header with "crit", "jku", "jwk", "x5u" or "x5c" is none either: a token does not
  // bring along its own key, nor where to fetch one.
  static std::optional<Jwt> parse(std::string_view text);
};

// "header.claims", to be signed.
std::string jwt_message(std::string_view algorithm, std::string_view type, std::string_view kid, const Claims& claims);
std::string jwt_text(std::string message, std::string_view signature);

struct ClaimRules {
  std::string_view issuer;
  std::string_view audience;  // must be among "aud"
  Duration leeway = seconds(30);
};

// What is wrong with the claims at this instant: "issuer", "audience", "expired", "not_yet" or "claims" (a claim
// that must be there is not, or is of the wrong kind); empty when nothing is. "exp" is required.
std::string_view claims_fault(const Claims& claims, const ClaimRules& rules, Instant now);

// The one answer to a token that is not believed: 401, identity.token_invalid, which tells a stranger nothing of use.
Problem token_invalid(std::string_view why);

}  // namespace pizza
