// SPDX-License-Identifier: Apache-2.0
// Keeps the private keys of tokens and signs with them; no key ever leaves it. Which key signs when is decided in the
// business (KeyRing).
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace pizza {

struct PublicKey {
  std::string kid;    // names the key; 1 to 64 characters of base64url
  std::string bytes;  // base64url of an Ed25519 public key (RFC 8032), 32 bytes
};

// Signing and verifying may be done from several threads at once, making and forgetting keys only while nothing else
// is.
class TokenSigner {
 public:
  virtual ~TokenSigner() = default;

  // A new key pair; kept until forgotten. Throws std::runtime_error when it cannot be kept.
  virtual PublicKey make_key() = 0;
  virtual bool has_key(std::string_view kid) const = 0;
  virtual void forget_key(std::string_view kid) = 0;

  // The 64 bytes of an Ed25519 signature, or nothing when there is no such key.
  virtual std::optional<std::string> sign(std::string_view kid, std::string_view message) const = 0;
  // Needs the public key only, so that one process verifies what another signed. False for a key that is none.
  virtual bool verify(const PublicKey& key, std::string_view message, std::string_view signature) const = 0;

  // 32 bytes that only somebody with this signer can make of this text: HMAC-SHA256 under a key of its own that is
  // never rotated. For secrets too short to be hashed in the open, and to know our own tokens again.
  virtual std::string keyed_digest(std::string_view text) const = 0;
};

}  // namespace pizza
