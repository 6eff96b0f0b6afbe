// SPDX-License-Identifier: Apache-2.0
// What the business relies on in hashers, signers and randomness, over everything that implements them.
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>
#include <set>

#include "connectors/identity/sodium_identity.h"
#include "tests/support/fake_identity.h"

using namespace pizza;

class IdentityPortsContract : public QObject {
  Q_OBJECT

  std::vector<std::shared_ptr<PasswordHasher>> hashers_{std::make_shared<test::PlainHasher>(),
                                                        std::make_shared<SodiumHasher>()};
  std::vector<std::shared_ptr<TokenSigner>> signers_{std::make_shared<test::HmacSigner>(),
                                                     std::make_shared<SodiumSigner>()};
  std::vector<std::shared_ptr<SecretRandom>> randoms_{std::make_shared<test::CountedRandom>(),
                                                      std::make_shared<SodiumRandom>()};

 private slots:
  void passwordsAreKnownAgain() {
    for (const auto& hasher : hashers_) {
      const std::string hash = hasher->hash("correct horse");
      QVERIFY(hash.starts_with("$") && hash.find("correct") == std::string::npos);
      QVERIFY(hasher->verify("correct horse", hash));
      QVERIFY(!hasher->verify("correct horsf", hash));
      QVERIFY(!hasher->verify("", hash));
      QVERIFY(!hasher->verify("correct horse", ""));
      QVERIFY(!hasher->verify("correct horse", std::string(500, '$')));
      QVERIFY(!hasher->verify("", hasher->nobodys_hash()));
      QVERIFY(!hasher->outdated(hash));
    }
  }

  void theRealHashIsArgon2id() {
    const SodiumHasher hasher;
    const std::string hash = hasher.hash("correct horse");
    QVERIFY2(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), hash.c_str());
    QVERIFY(hash != hasher.hash("correct horse"));  // salted
    QVERIFY(SodiumHasher({.memory_kib = 8'192, .passes = 2}).outdated(hash));
    QVERIFY(hasher.outdated("nonsense"));
  }

  void onlyTheKeySigns() {
    for (const auto& signer : signers_) {
      const PublicKey key = signer->make_key();
      const PublicKey other = signer->make_key();
      QVERIFY(key.kid != other.kid && signer->has_key(key.kid));
      QCOMPARE(from_base64url(key.bytes)->size(), std::size_t{32});
      const auto signature = signer->sign(key.kid, "message");
      QVERIFY(signature && signature->size() == 64);
      QVERIFY(signer->verify(key, "message", *signature));
      QVERIFY(!signer->verify(key, "massage", *signature));
      QVERIFY(!signer->verify(other, "message", *signature));
      QVERIFY(!signer->verify(key, "message", signature->substr(1)));
      QVERIFY(!signer->verify(key, "message", ""));
      QVERIFY(!signer->verify({key.kid, ""}, "message", *signature));
      signer->forget_key(key.kid);
      QVERIFY(!signer->has_key(key.kid) && !signer->sign(key.kid, "message"));
      QVERIFY(signer->verify(key, "message", *signature));  // needs the public half only
      QCOMPARE(signer->keyed_digest("123456").size(), std::size_t{32});
      QCOMPARE(signer->keyed_digest("123456"), signer->keyed_digest("123456"));
      QVERIFY(signer->keyed_digest("123456") != signer->keyed_digest("123457"));
    }
    QVERIFY(SodiumSigner().keyed_digest("1") != SodiumSigner().keyed_digest("1"));
  }

  void chanceDoesNotRepeat() {
    for (const auto& random : randoms_) {
      std::set<std::string> seen;
      for (int i = 0; i < 100; ++i) seen.insert(random->bytes(16));
      QCOMPARE(seen.size(), std::size_t{100});
      for (const std::size_t size : {0, 1, 31, 32, 33, 1'000}) QCOMPARE(random->bytes(size).size(), size);
    }
  }

  void keysOutliveTheProcess() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("keys").toStdString();
    PublicKey kept;
    std::string digest;
    {
      SodiumSigner signer(path);
      kept = signer.make_key();
      const PublicKey gone = signer.make_key();
      signer.forget_key(gone.kid);
      digest = signer.keyed_digest("x");
    }
    const SodiumSigner again(path);
    QVERIFY(again.verify(kept, "m", again.sign(kept.kid, "m").value_or("")));
    QCOMPARE(again.keyed_digest("x"), digest);
    QVERIFY(std::filesystem::status(path).permissions() ==
            (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
    std::ofstream(path, std::ios::app) << "half a line\n";
    QVERIFY_EXCEPTION_THROWN(SodiumSigner{path}, std::runtime_error);
  }
};

QTEST_GUILESS_MAIN(IdentityPortsContract)
#include "identity_ports_contract.moc"
