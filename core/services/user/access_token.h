// SPDX-License-Identifier: Apache-2.0
// Access tokens: short-lived JWTs that carry who calls and what they may do, so that a request needs no look-up.
// Source: RFC 9068 (JWT profile for access tokens).
#pragma once

#include "core/services/user/key_ring.h"
#include "core/services/user/role_service.h"

namespace pizza {

struct TokenRules {
  std::string issuer = "https://pizzatwin.invalid";
  std::string audience = "pizzatwin-api";
  Duration life = minutes(15);  // at most KeyService::verify_after
};

// Problems: identity.no_key (503).
Result<std::string> make_access_token(const Caller& caller, const TokenRules& rules, const KeyRing& ring,
                                      const TokenSigner& signer, Instant now);
// Problems: identity.token_invalid (401).
Result<Caller> read_access_token(std::string_view text, const TokenRules& rules, const KeyRing& ring,
                                 const TokenSigner& signer, Instant now);

}  // namespace pizza
