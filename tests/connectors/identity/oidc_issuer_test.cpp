// SPDX-License-Identifier: Apache-2.0
// An issuer of our own making, with fresh keys: its good tokens are believed, and no others.
#include <openssl/ec.h>
#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <QTest>

#include "connectors/identity/oidc_issuer.h"
#include "core/services/user/jwt.h"
#include "core/services/user/secrets.h"

using namespace pizza;

namespace {

using Key = std::shared_ptr<EVP_PKEY>;

Key own(EVP_PKEY* key) {
  return Key(key, EVP_PKEY_free);
}

std::string number(const Key& key, const char* name, int size) {
  BIGNUM* value = nullptr;
  if (EVP_PKEY_get_bn_param(key.get(), name, &value) != 1) return {};
  std::string bytes(static_cast<std::size_t>(size == 0 ? BN_num_bytes(value) : size), '\0');
  BN_bn2binpad(value, reinterpret_cast<unsigned char*>(bytes.data()), static_cast<int>(bytes.size()));
  BN_free(value);
  return base64url(bytes);
}

std::string sign(const Key& key, const std::string& message) {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  std::size_t size = 0;
  const auto* data = reinterpret_cast<const unsigned char*>(message.data());
  EVP_DigestSignInit(context, nullptr, EVP_sha256(), nullptr, key.get());
  EVP_DigestSign(context, nullptr, &size, data, message.size());
  std::string signature(size, '\0');
  EVP_DigestSign(context, reinterpret_cast<unsigned char*>(signature.data()), &size, data, message.size());
  EVP_MD_CTX_free(context);
  signature.resize(size);
  if (EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_EC) return signature;
  const auto* der = reinterpret_cast<const unsigned char*>(signature.data());
  ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &der, static_cast<long>(signature.size()));
  std::string raw(64, '\0');
  BN_bn2binpad(ECDSA_SIG_get0_r(pair), reinterpret_cast<unsigned char*>(raw.data()), 32);
  BN_bn2binpad(ECDSA_SIG_get0_s(pair), reinterpret_cast<unsigned char*>(raw.data()) + 32, 32);
  ECDSA_SIG_free(pair);
  return raw;
}

std::string jwk(const char* kid, const Key& key) {
  const std::string head = std::string("{\"use\":\"sig\",\"kid\":\"") + kid + "\",";
  if (EVP_PKEY_get_base_id(key.get()) == EVP_PKEY_EC)
    return head + "\"kty\":\"EC\",\"crv\":\"P-256\",\"x\":\"" + number(key, "qx", 32) + "\",\"y\":\"" +
           number(key, "qy", 32) + "\"}";
  return head + "\"kty\":\"RSA\",\"alg\":\"RS256\",\"n\":\"" + number(key, "n", 0) + "\",\"e\":\"" +
         number(key, "e", 0) + "\"}";
}

struct Issuer {
  Key rsa = own(EVP_RSA_gen(2048));
  Key ec = own(EVP_EC_gen("P-256"));
  Key stranger = own(EVP_RSA_gen(2048));
  std::string jwks = "{\"keys\":[" + jwk("r", rsa) + "," + jwk("e", ec) + ",{\"kty\":\"oct\",\"k\":\"AAAA\"},7]}";
  bool down = false;
  int fetched = 0;
  Instant now{1'795'201'200'000};
  OidcIssuer port{auth0_issuer("pizza.example", "our-client"),
                  [this](const std::string& url) -> std::optional<std::string> {
                    ++fetched;
                    if (down || url != "https://pizza.example/.well-known/jwks.json") return std::nullopt;
                    return jwks;
                  }};

  Claims claims(const std::string& audience = "our-client", std::int64_t expires_in_s = 60) const {
    Claims claims;
    claims.set("iss", std::string("https://pizza.example/"));
    claims.set("aud", audience);
    claims.set("sub", std::string("auth0|42"));
    claims.set("email", std::string("eve@example.org"));
    claims.set("email_verified", std::string("true"));
    claims.set("nonce", std::string("n-1"));
    claims.set("exp", now.ms / 1000 + expires_in_s);
    return claims;
  }
  static std::string token(const char* algorithm, const char* kid, const Key& key, const Claims& claims) {
    std::string message = jwt_message(algorithm, "JWT", kid, claims);
    const std::string signature = sign(key, message);
    return jwt_text(std::move(message), signature);
  }
  std::string read(const std::string& token, const char* nonce = "n-1") {
    const auto person = port.verify(token, nonce, now);
    if (person.ok()) return person->subject;
    return person.problem().detail.substr(person.problem().detail.rfind(' ') + 1);
  }
};

}  // namespace

class OidcIssuerTest : public QObject {
  Q_OBJECT
 private slots:
  void goodTokensAreBelieved() {
    Issuer issuer;
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.rsa, issuer.claims())), std::string("auth0|42"));
    QCOMPARE(issuer.read(issuer.token("ES256", "e", issuer.ec, issuer.claims())), std::string("auth0|42"));
    const auto person = issuer.port.verify(issuer.token("RS256", "r", issuer.rsa, issuer.claims()), "n-1", issuer.now);
    QCOMPARE(person->email, std::string("eve@example.org"));
    QVERIFY(person->email_verified);
    QCOMPARE(issuer.fetched, 1);
  }

  void othersAreNot() {
    Issuer issuer;
    const Claims good = issuer.claims();
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.stranger, good)), std::string("signature"));
    QCOMPARE(issuer.read(issuer.token("none", "r", issuer.rsa, good)), std::string("kind"));
    QCOMPARE(issuer.read(issuer.token("HS256", "r", issuer.rsa, good)), std::string("kind"));
    QCOMPARE(issuer.read(issuer.token("ES256", "r", issuer.rsa, good)), std::string("key"));
    QCOMPARE(issuer.read(issuer.token("RS256", "x", issuer.rsa, good)), std::string("key"));
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.rsa, issuer.claims("other"))), std::string("audience"));
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.rsa, issuer.claims("our-client", -60))),
             std::string("expired"));
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.rsa, good), "n-2"), std::string("nonce"));
    Claims for_another = good;
    for_another.set("azp", std::string("other"));
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.rsa, for_another)), std::string("audience"));
    QCOMPARE(issuer.read("nonsense"), std::string("malformed"));
  }

  void newKeysAreFetchedButNotWithoutEnd() {
    Issuer issuer;
    const std::string now_unknown = issuer.token("RS256", "new", issuer.stranger, issuer.claims());
    for (int i = 0; i < 5; ++i) QCOMPARE(issuer.read(now_unknown), std::string("key"));
    QCOMPARE(issuer.fetched, 1);
    issuer.jwks = "{\"keys\":[" + jwk("new", issuer.stranger) + "]}";
    issuer.now = issuer.now + minutes(1);
    QCOMPARE(issuer.read(issuer.token("RS256", "new", issuer.stranger, issuer.claims())), std::string("auth0|42"));
    QCOMPARE(issuer.fetched, 2);
  }

  void anIssuerMayBeAwayForAWhile() {
    Issuer issuer;
    issuer.down = true;
    QCOMPARE(
        issuer.port.verify(issuer.token("RS256", "r", issuer.rsa, issuer.claims()), "n-1", issuer.now).problem().type,
        std::string("identity.issuer_unavailable"));
    issuer.down = false;
    issuer.now = issuer.now + minutes(1);
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.rsa, issuer.claims())), std::string("auth0|42"));
    issuer.down = true;
    issuer.now = issuer.now + hours(2);
    QCOMPARE(issuer.read(issuer.token("RS256", "r", issuer.rsa, issuer.claims())), std::string("auth0|42"));
    issuer.now = issuer.now + hours(22);
    QVERIFY(issuer.read(issuer.token("RS256", "r", issuer.rsa, issuer.claims())) != "auth0|42");
  }

  void knownIssuersAreSetUp() {
    QCOMPARE(firebase_issuer("pizza").issuer, std::string("https://securetoken.google.com/pizza"));
    const OidcSettings cognito = cognito_issuer("eu-west-1", "eu-west-1_AbC", "client");
    QCOMPARE(cognito.jwks_url,
             std::string("https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbC/.well-known/jwks.json"));
    QCOMPARE(cognito.token_use, std::string("id"));
  }
};

QTEST_GUILESS_MAIN(OidcIssuerTest)
#include "oidc_issuer_test.moc"
