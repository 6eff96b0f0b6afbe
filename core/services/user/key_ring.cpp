// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/key_ring.h"

#include "core/services/user/claims.h"
#include "core/services/user/secrets.h"

namespace pizza {

namespace {

const std::string algorithm = "EdDSA";

bool over(const SigningKey& key, Instant now) {
  return key.verifies_until && *key.verifies_until <= now;
}

}  // namespace

const SigningKey* KeyRing::signing(Instant now) const {
  const SigningKey* found = nullptr;
  for (const SigningKey& key : keys_)
    if (key.signs_from <= now && !over(key, now)) found = &key;
  return found;
}

const SigningKey* KeyRing::verifying(std::string_view kid, Instant now) const {
  for (const SigningKey& key : keys_)
    if (key.kid == kid) return over(key, now) ? nullptr : &key;
  return nullptr;
}

std::string KeyRing::jwks(Instant now) const {
  std::string text = "{\"keys\":[";
  bool first = true;
  for (const SigningKey& key : keys_) {
    if (over(key, now)) continue;
    Claims jwk;
    jwk.set("kty", std::string("OKP"));
    jwk.set("crv", std::string("Ed25519"));
    jwk.set("use", std::string("sig"));
    jwk.set("alg", key.algorithm);
    jwk.set("kid", key.kid);
    jwk.set("x", key.public_key);
    if (!first) text.push_back(',');
    first = false;
    text.append(jwk.json());
  }
  return text.append("]}");
}

KeyRing KeyService::ring(UnitOfWork& work) const {
  std::vector<SigningKey> keys;
  for (const std::uint64_t key : work.find_where<&SigningKey::algorithm>(algorithm))
    keys.push_back(*work.find(SigningKeyId{key}));
  return KeyRing(std::move(keys));
}

Result<SigningKeyId> KeyService::introduce(UnitOfWork& work, const PublicKey& key) const {
  const auto bytes = from_base64url(key.bytes);
  if (key.kid.empty() || key.kid.size() > 64 || !bytes || bytes->size() != 32)
    return problem(Status::Unprocessable, "identity.key_invalid", "a kid and the 32 bytes of an Ed25519 key");
  const KeyRing present = ring(work);
  if (present.keys().size() >= max_keys)
    return problem(Status::Conflict, "identity.too_many_keys", "forget the keys that are over first");
  for (const SigningKey& known : present.keys())
    if (known.kid == key.kid) return problem(Status::Conflict, "identity.key_invalid", "this kid is taken", "kid");
  const Instant now = work.now();
  const Instant from = present.signing(now) == nullptr ? now : now + publish_ahead;
  for (const SigningKey& known : present.keys())
    if (!known.verifies_until) work.record(SigningKeyRetired{known.id, from + verify_after});
  const auto id = work.allocate<SigningKey>();
  work.record(SigningKeyIntroduced{{id, key.kid, algorithm, key.bytes, now, from, std::nullopt, {}}});
  return id;
}

Result<std::vector<std::string>> KeyService::forget_old(UnitOfWork& work) const {
  std::vector<std::string> kids;
  const KeyRing present = ring(work);
  for (const SigningKey& key : present.keys()) {
    if (!over(key, work.now())) continue;
    kids.push_back(key.kid);
    work.record(SigningKeyForgotten{key.id});
  }
  return kids;
}

}  // namespace pizza
