// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace pizza {

// A public key of somebody else's, bound to the one algorithm that it is for.
class JwkKey {
 public:
  // `modulus` and `exponent` big endian; 2048 to 8192 bits. Nothing when OpenSSL takes it for no key.
  static std::optional<JwkKey> rsa(std::string_view modulus, std::string_view exponent);
  // A point of P-256, 32 bytes each.
  static std::optional<JwkKey> p256(std::string_view x, std::string_view y);

  std::string_view algorithm() const { return algorithm_; }
  // As JWS has it: ES256 signatures are r and s, 32 bytes each (RFC 7518, 3.4).
  bool verify(std::string_view message, std::string_view signature) const;

 private:
  JwkKey(std::string_view algorithm, std::shared_ptr<void> key) : algorithm_(algorithm), key_(std::move(key)) {}

  std::string_view algorithm_;  // "RS256" or "ES256"
  std::shared_ptr<void> key_;   // EVP_PKEY
};

// The keys of a JSON Web Key Set by kid; those that we cannot use, or that are not for signatures, are left out.
std::map<std::string, JwkKey> read_jwks(const std::string& text);

}  // namespace pizza
