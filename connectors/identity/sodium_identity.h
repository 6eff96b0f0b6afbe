// SPDX-License-Identifier: Apache-2.0
// Passwords, randomness and signatures by libsodium.
#pragma once

#include <map>

#include "core/ports/password_hasher.h"
#include "core/ports/secret_random.h"
#include "core/ports/token_signer.h"

namespace pizza {

// Argon2id. The defaults are the least that OWASP's Password Storage Cheat Sheet allows: m = 19 MiB, t = 2, p = 1.
struct HashCost {
  std::size_t memory_kib = 19'456;
  unsigned passes = 2;
};

class SodiumHasher : public PasswordHasher {
 public:
  explicit SodiumHasher(HashCost cost = {});
  std::string hash(std::string_view password) const override;
  bool verify(std::string_view password, const std::string& hash) const override;
  bool outdated(const std::string& hash) const override;
  const std::string& nobodys_hash() const override { return nobodys_; }

 private:
  HashCost cost_;
  std::string nobodys_;
};

class SodiumRandom : public SecretRandom {
 public:
  SodiumRandom();
  std::string bytes(std::size_t count) override;
};

// Ed25519 keys in one file that only its owner may read, or in memory alone when there is no path. The file is written
// anew and renamed at each change.
class SodiumSigner : public TokenSigner {
 public:
  // Throws std::runtime_error, naming file and line, when the file is there and cannot be used.
  explicit SodiumSigner(std::string path = {});

  PublicKey make_key() override;
  bool has_key(std::string_view kid) const override { return keys_.find(kid) != keys_.end(); }
  void forget_key(std::string_view kid) override;
  std::optional<std::string> sign(std::string_view kid, std::string_view message) const override;
  bool verify(const PublicKey& key, std::string_view message, std::string_view signature) const override;
  std::string keyed_digest(std::string_view text) const override;

 private:
  void load();
  void save() const;

  std::string path_;
  std::string digest_key_;                                // 32 bytes
  std::map<std::string, std::string, std::less<>> keys_;  // the 64 bytes of libsodium's secret key, by kid
};

}  // namespace pizza
