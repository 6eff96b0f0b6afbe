// SPDX-License-Identifier: Apache-2.0
#include "connectors/identity/sodium_identity.h"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>

#include "core/services/user/secrets.h"

namespace pizza {

namespace {

void need_sodium() {
  if (sodium_init() < 0) throw std::runtime_error("libsodium cannot be used: no entropy");
}

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string random_bytes(std::size_t count) {
  std::string bytes(count, '\0');
  randombytes_buf(bytes.data(), count);
  return bytes;
}

[[noreturn]] void refuse(const std::string& path, int line, const char* expected) {
  throw std::runtime_error(path + ":" + std::to_string(line) + ": expected " + expected);
}

// Readable by the owner alone from its first byte on; on the disk before it takes the old one's place.
void replace_file(const std::string& path, const std::string& text) {
  const std::string fresh = path + ".new";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) throw std::runtime_error(fresh + ": cannot be written");
  const bool written = ::write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  const bool synced = ::fsync(file) == 0;
  if (::close(file) != 0 || !written || !synced) throw std::runtime_error(fresh + ": cannot be written");
  std::filesystem::rename(fresh, path);
}

}  // namespace

SodiumHasher::SodiumHasher(HashCost cost) : cost_(cost) {
  need_sodium();
  nobodys_ = hash(random_bytes(32));
}

std::string SodiumHasher::hash(std::string_view password) const {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  if (crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), cost_.passes, cost_.memory_kib * 1024,
                            crypto_pwhash_ALG_ARGON2ID13) != 0)
    throw std::runtime_error("no memory to hash a password");
  hash.resize(hash.find('\0'));
  return hash;
}

bool SodiumHasher::verify(std::string_view password, const std::string& hash) const {
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

bool SodiumHasher::outdated(const std::string& hash) const {
  if (hash.size() >= crypto_pwhash_STRBYTES) return true;
  return crypto_pwhash_str_needs_rehash(hash.c_str(), cost_.passes, cost_.memory_kib * 1024) != 0;
}

SodiumRandom::SodiumRandom() {
  need_sodium();
}

std::string SodiumRandom::bytes(std::size_t count) {
  return random_bytes(count);
}

SodiumSigner::SodiumSigner(std::string path) : path_(std::move(path)) {
  need_sodium();
  if (!path_.empty() && std::filesystem::exists(path_)) {
    load();
    return;
  }
  digest_key_ = random_bytes(crypto_auth_hmacsha256_KEYBYTES);
  save();
}

void SodiumSigner::load() {
  std::ifstream file(path_);
  std::string line;
  for (int number = 1; std::getline(file, line); ++number) {
    const std::size_t blank = line.find(' ');
    const auto secret = from_base64url(blank == std::string::npos ? "!" : line.substr(blank + 1));
    if (!secret) refuse(path_, number, "a name, a blank and base64url");
    const std::string name = line.substr(0, blank);
    if (name == "digest") {
      if (secret->size() != crypto_auth_hmacsha256_KEYBYTES) refuse(path_, number, "a key of 32 bytes");
      digest_key_ = *secret;
    } else if (secret->size() == crypto_sign_SECRETKEYBYTES) {
      keys_[name] = *secret;
    } else {
      refuse(path_, number, "a key of 64 bytes");
    }
  }
  if (digest_key_.empty()) refuse(path_, 1, "the line of the digest's key");
}

void SodiumSigner::save() const {
  if (path_.empty()) return;
  std::string text = "digest " + base64url(digest_key_) + "\n";
  for (const auto& [kid, secret] : keys_) text.append(kid).append(" ").append(base64url(secret)).append("\n");
  replace_file(path_, text);
}

PublicKey SodiumSigner::make_key() {
  std::string open(crypto_sign_PUBLICKEYBYTES, '\0');
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_keypair(bytes_of(open), bytes_of(secret));
  // RFC 7638 would hash the whole JWK; eight bytes of the key's own digest tell as few keys apart as we ever have.
  std::string kid = "k" + base64url(sha256(open).substr(0, 8));
  keys_[kid] = std::move(secret);
  save();
  return {std::move(kid), base64url(open)};
}

void SodiumSigner::forget_key(std::string_view kid) {
  const auto found = keys_.find(kid);
  if (found == keys_.end()) return;
  sodium_memzero(found->second.data(), found->second.size());
  keys_.erase(found);
  save();
}

std::optional<std::string> SodiumSigner::sign(std::string_view kid, std::string_view message) const {
  const auto found = keys_.find(kid);
  if (found == keys_.end()) return std::nullopt;
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(message), message.size(),
                       bytes_of(std::string_view(found->second)));
  return signature;
}

bool SodiumSigner::verify(const PublicKey& key, std::string_view message, std::string_view signature) const {
  const auto open = from_base64url(key.bytes);
  if (!open || open->size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(bytes_of(signature), bytes_of(message), message.size(),
                                     bytes_of(std::string_view(*open))) == 0;
}

std::string SodiumSigner::keyed_digest(std::string_view text) const {
  std::string digest(crypto_auth_hmacsha256_BYTES, '\0');
  crypto_auth_hmacsha256(bytes_of(digest), bytes_of(text), text.size(), bytes_of(std::string_view(digest_key_)));
  return digest;
}

}  // namespace pizza
