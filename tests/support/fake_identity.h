// SPDX-License-Identifier: Apache-2.0
// Ports of identity that a test can see through: quick, and the same on every run.
#pragma once

#include <map>

#include "core/ports/password_hasher.h"
#include "core/ports/secret_random.h"
#include "core/ports/token_signer.h"
#include "core/services/user/secrets.h"

namespace pizza::test {

struct CountedRandom : SecretRandom {
  std::uint64_t drawn = 0;
  std::string bytes(std::size_t count) override {
    std::string out;
    while (out.size() < count) out += sha256("random " + std::to_string(++drawn));
    return out.substr(0, count);
  }
};

struct PlainHasher : PasswordHasher {
  std::string nobody = "$plain$nobody$..............................";
  std::string hash(std::string_view password) const override { return "$plain$" + secret_digest(password); }
  bool verify(std::string_view password, const std::string& stored) const override { return hash(password) == stored; }
  bool outdated(const std::string&) const override { return false; }
  const std::string& nobodys_hash() const override { return nobody; }
};

// Its "public" keys are the secret ones.
struct HmacSigner : TokenSigner {
  std::map<std::string, std::string, std::less<>> keys;
  int made = 0;
  PublicKey make_key() override {
    const std::string kid = "key-" + std::to_string(++made);
    keys[kid] = base64url(sha256(kid));
    return {kid, keys[kid]};
  }
  bool has_key(std::string_view kid) const override { return keys.find(kid) != keys.end(); }
  void forget_key(std::string_view kid) override { keys.erase(std::string(kid)); }
  std::optional<std::string> sign(std::string_view kid, std::string_view message) const override {
    const auto found = keys.find(kid);
    if (found == keys.end()) return std::nullopt;
    return hmac_sha256(found->second, message) + hmac_sha256(found->second, "second half");
  }
  bool verify(const PublicKey& key, std::string_view message, std::string_view signature) const override {
    return signature == hmac_sha256(key.bytes, message) + hmac_sha256(key.bytes, "second half");
  }
  std::string keyed_digest(std::string_view text) const override { return hmac_sha256("pepper", text); }
};

}  // namespace pizza::test
