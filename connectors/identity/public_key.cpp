// SPDX-License-Identifier: Apache-2.0
#include "connectors/identity/public_key.h"

#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>

#include <nlohmann/json.hpp>

#include "core/services/user/secrets.h"

namespace pizza {

namespace {

constexpr std::size_t max_keys = 32;
constexpr std::size_t max_jwks = 256 * 1024;  // bytes

struct Free {
  void operator()(OSSL_PARAM_BLD* p) const { OSSL_PARAM_BLD_free(p); }
  void operator()(OSSL_PARAM* p) const { OSSL_PARAM_free(p); }
  void operator()(EVP_PKEY_CTX* p) const { EVP_PKEY_CTX_free(p); }
  void operator()(EVP_MD_CTX* p) const { EVP_MD_CTX_free(p); }
  void operator()(BIGNUM* p) const { BN_free(p); }
  void operator()(ECDSA_SIG* p) const { ECDSA_SIG_free(p); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

Owned<BIGNUM> number(std::string_view bytes) {
  return Owned<BIGNUM>(BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr));
}

std::shared_ptr<void> make_key(const char* type, OSSL_PARAM_BLD* parts) {
  const Owned<OSSL_PARAM> parameters(OSSL_PARAM_BLD_to_param(parts));
  const Owned<EVP_PKEY_CTX> context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
  EVP_PKEY* key = nullptr;
  if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) != 1 ||
      EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) != 1)
    return nullptr;
  return {key, [](void* p) { EVP_PKEY_free(static_cast<EVP_PKEY*>(p)); }};
}

// OpenSSL wants the two numbers of an ECDSA signature in DER.
std::string der_of(std::string_view signature) {
  if (signature.size() != 64) return {};
  const Owned<ECDSA_SIG> pair(ECDSA_SIG_new());
  BIGNUM* r = number(signature.substr(0, 32)).release();
  BIGNUM* s = number(signature.substr(32)).release();
  if (!pair || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  std::string bytes(reinterpret_cast<char*>(der), size > 0 ? static_cast<std::size_t>(size) : 0);
  OPENSSL_free(der);
  return bytes;
}

std::string member(const nlohmann::json& jwk, const char* name) {
  const auto found = jwk.find(name);
  return found != jwk.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<JwkKey> key_of(const nlohmann::json& jwk) {
  const std::string use = member(jwk, "use");
  const std::string algorithm = member(jwk, "alg");
  if (!use.empty() && use != "sig") return std::nullopt;
  std::optional<JwkKey> key;
  if (member(jwk, "kty") == "RSA") {
    const auto n = from_base64url(member(jwk, "n"));
    const auto e = from_base64url(member(jwk, "e"));
    if (n && e) key = JwkKey::rsa(*n, *e);
  } else if (member(jwk, "kty") == "EC" && member(jwk, "crv") == "P-256") {
    const auto x = from_base64url(member(jwk, "x"));
    const auto y = from_base64url(member(jwk, "y"));
    if (x && y) key = JwkKey::p256(*x, *y);
  }
  if (key && !algorithm.empty() && algorithm != key->algorithm()) return std::nullopt;
  return key;
}

}  // namespace

std::optional<JwkKey> JwkKey::rsa(std::string_view modulus, std::string_view exponent) {
  if (modulus.size() < 256 || modulus.size() > 1'025 || exponent.empty() || exponent.size() > 8) return std::nullopt;
  const Owned<OSSL_PARAM_BLD> parts(OSSL_PARAM_BLD_new());
  const Owned<BIGNUM> n = number(modulus);
  const Owned<BIGNUM> e = number(exponent);
  if (!parts || !n || !e || OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_N, n.get()) != 1 ||
      OSSL_PARAM_BLD_push_BN(parts.get(), OSSL_PKEY_PARAM_RSA_E, e.get()) != 1)
    return std::nullopt;
  auto key = make_key("RSA", parts.get());
  if (!key) return std::nullopt;
  return JwkKey("RS256", std::move(key));
}

std::optional<JwkKey> JwkKey::p256(std::string_view x, std::string_view y) {
  if (x.size() != 32 || y.size() != 32) return std::nullopt;
  const std::string point = std::string("\x04").append(x).append(y);  // uncompressed (SEC 1, 2.3.3)
  const Owned<OSSL_PARAM_BLD> parts(OSSL_PARAM_BLD_new());
  if (!parts || OSSL_PARAM_BLD_push_utf8_string(parts.get(), OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) != 1 ||
      OSSL_PARAM_BLD_push_octet_string(parts.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size()) != 1)
    return std::nullopt;
  auto key = make_key("EC", parts.get());
  if (!key) return std::nullopt;
  return JwkKey("ES256", std::move(key));
}

bool JwkKey::verify(std::string_view message, std::string_view signature) const {
  const std::string der = algorithm_ == "ES256" ? der_of(signature) : std::string(signature);
  const Owned<EVP_MD_CTX> context(EVP_MD_CTX_new());
  if (der.empty() || !context ||
      EVP_DigestVerifyInit(context.get(), nullptr, EVP_sha256(), nullptr, static_cast<EVP_PKEY*>(key_.get())) != 1)
    return false;
  return EVP_DigestVerify(context.get(), bytes_of(der), der.size(), bytes_of(message), message.size()) == 1;
}

std::map<std::string, JwkKey> read_jwks(const std::string& text) {
  std::map<std::string, JwkKey> keys;
  if (text.size() > max_jwks) return keys;
  const nlohmann::json set = nlohmann::json::parse(text, nullptr, false);
  const auto list = set.is_object() ? set.find("keys") : set.end();
  if (!set.is_object() || list == set.end() || !list->is_array()) return keys;
  for (const nlohmann::json& jwk : *list) {
    if (!jwk.is_object() || keys.size() >= max_keys) continue;
    const std::string kid = member(jwk, "kid");
    if (auto key = key_of(jwk)) keys.emplace(kid, *std::move(key));
  }
  return keys;
}

}  // namespace pizza
