// SPDX-License-Identifier: Apache-2.0
// Which key signs access tokens, and which still verify. A key is published before it signs, so that everybody knows
// it by then, and verifies until the last token that it signed has expired.
#pragma once

#include "core/model/problem.h"
#include "core/ports/token_signer.h"
#include "core/services/user/identity_events.h"

namespace pizza {

// What one process needs to sign and verify, taken out of the records; cheap to keep and to copy.
class KeyRing {
 public:
  KeyRing() = default;
  explicit KeyRing(std::vector<SigningKey> keys) : keys_(std::move(keys)) {}

  // The youngest key whose time has come; null when there is none.
  const SigningKey* signing(Instant now) const;
  // Null for a kid that is not ours, or is over.
  const SigningKey* verifying(std::string_view kid, Instant now) const;
  // The JSON Web Key Set of what verifies now or will sign soon (RFC 7517, RFC 8037), one line.
  std::string jwks(Instant now) const;
  const std::vector<SigningKey>& keys() const { return keys_; }

 private:
  std::vector<SigningKey> keys_;  // oldest first
};

class KeyService {
 public:
  static constexpr Duration publish_ahead = hours(1);
  static constexpr Duration verify_after = hours(1);  // longer than any access token lives
  static constexpr std::size_t max_keys = 8;

  KeyRing ring(UnitOfWork& work) const;
  // The first key signs at once, later ones after `publish_ahead`; the one before is retired then.
  // Problems: identity.key_invalid, identity.too_many_keys (forget those that are over first).
  Result<SigningKeyId> introduce(UnitOfWork& work, const PublicKey& key) const;
  // Takes away the keys that verify nothing any more, and gives their kids for TokenSigner::forget_key.
  Result<std::vector<std::string>> forget_old(UnitOfWork& work) const;
};

}  // namespace pizza
