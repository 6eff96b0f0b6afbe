// SPDX-License-Identifier: Apache-2.0
// Sessions, programs, keys and access tokens: what is good, and every way of not being good.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/services/user/access_token.h"
#include "core/services/user/jwt.h"
#include "tests/core/identity_scenario.h"

using namespace pizza;
using test::HandWorld;
using Known = test::IdentityScenario;

namespace {

std::string json(std::string text) {
  std::replace(text.begin(), text.end(), '\'', '"');
  return text;
}

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) {
    cast = open_shop();
    introduce();
  }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;
  test::CountedRandom random;
  test::HmacSigner signer;
  TokenRules rules;
  const UserService& users = business.users;

  template <class Attempt>
  auto run(Attempt attempt) {
    return business.execute(attempt);
  }
  void introduce() {
    QVERIFY(run([&](UnitOfWork& w) { return users.keys.introduce(w, signer.make_key()); }).ok());
  }
  KeyRing ring() {
    return business.read([&](UnitOfWork& w) { return users.keys.ring(w); });
  }
  SessionId open(const MadeRefreshToken& token) {
    return *run([&](UnitOfWork& w) { return users.sessions.open(w, {cast.user, {}, token.token, {}, "phone"}); });
  }
  // The next token, or what is wrong.
  std::string refresh(std::string& text, OAuthClientId client = {}) {
    const auto presented = parse_refresh_token(text, signer);
    if (!presented) return "malformed";
    const MadeRefreshToken next = next_refresh_token(text, random, signer);
    const auto answer = run([&](UnitOfWork& w) { return users.sessions.refresh(w, {*presented, next.token, client}); });
    if (!answer.ok()) return answer.problem().type;
    if (answer->refusal) return answer->refusal->type;
    text = next.text;
    return "ok";
  }
  std::string access(const Caller& caller) { return *make_access_token(caller, rules, ring(), signer, clock.at); }
  std::string read(std::string_view text) {
    const auto caller = read_access_token(text, rules, ring(), signer, clock.at);
    return caller.ok() ? "ok" : caller.problem().detail.substr(caller.problem().detail.rfind(' ') + 1);
  }
  std::string forge(std::string_view algorithm, std::string_view type, std::string_view kid, const Claims& claims,
                    std::string_view signed_by) {
    std::string message = jwt_message(algorithm, type, kid, claims);
    const std::string signature = signer.sign(signed_by, message).value_or("");
    return jwt_text(std::move(message), signature);
  }
  Claims claims(std::int64_t expires_in_s = 60) const {
    Claims claims;
    claims.set("iss", rules.issuer);
    claims.set("aud", rules.audience);
    claims.set("sub", std::string("1"));
    claims.set("exp", clock.at.ms / 1000 + expires_in_s);
    return claims;
  }

  OAuthClientId program(bool by_itself = true) {
    return *run([&](UnitOfWork& w) {
      return users.oauth.register_client(w, {cast.user,
                                             Known::client_id,
                                             secret_digest(Known::client_secret),
                                             "Shop",
                                             {Known::redirect},
                                             "orders:read profile",
                                             by_itself});
    });
  }
  Authorize wish() const {
    return {cast.user,
            Known::client_id,
            Known::redirect,
            "orders:read",
            base64url(sha256(Known::verifier)),
            "S256",
            secret_digest(Known::authorization)};
  }
  std::string authorize(const Authorize& wish) {
    const auto code = run([&](UnitOfWork& w) { return users.oauth.authorize(w, wish); });
    return code.ok() ? "ok" : code.problem().type;
  }
  ExchangeCode exchange_wish() {
    return {Known::client_id, Known::client_secret, Known::authorization,
            Known::redirect,  Known::verifier,      first_refresh_token(random, signer).token};
  }
  std::string exchange(const ExchangeCode& wish) {
    const auto got = run([&](UnitOfWork& w) { return users.oauth.exchange(w, wish); });
    return !got.ok() ? got.problem().type : got->refusal ? got->refusal->type : "ok";
  }
  std::string by_itself(const std::string& secret, const std::string& scope) {
    const auto got =
        run([&](UnitOfWork& w) { return users.oauth.client_credentials(w, Known::client_id, secret, scope); });
    return got.ok() ? got->scope : got.problem().type;
  }
};

}  // namespace

class UserTokensTest : public QObject {
  Q_OBJECT
 private slots:
  void digestsAreTheStandards() {
    // FIPS 180-4 examples, RFC 4231 test case 2, RFC 7636 appendix B.
    const auto hex = [](const std::string& bytes) { return QByteArray::fromStdString(bytes).toHex(); };
    QCOMPARE(hex(sha256("abc")), QByteArray("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    QCOMPARE(hex(sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
             QByteArray("248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"));
    QCOMPARE(hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
             QByteArray("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"));
    QCOMPARE(base64url(sha256("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")),
             std::string("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"));
    for (std::size_t size = 0; size < 70; ++size) {
      const std::string bytes(size, static_cast<char>(size * 7));
      QCOMPARE(*from_base64url(base64url(bytes)), bytes);
    }
    for (const char* wrong : {"A", "AB==", "A+/A", "AAAAB", "AB"}) {
      const bool good = from_base64url(wrong).has_value();
      QCOMPARE(good, false);
    }
  }

  void claimsAreReadWithBounds() {
    const auto claims =
        Claims::parse(json("{'a':'x\\u00e9\\ud83c\\udf55\\n','b':-12,'c':true,'d':['x','y'],'e':{'f':[1]},'g':1.5}"));
    QVERIFY(claims.has_value());
    QCOMPARE(*claims->text("a"), std::string("x\xC3\xA9\xF0\x9F\x8D\x95\n"));
    QCOMPARE(*claims->number("b"), std::int64_t{-12});
    QCOMPARE(*claims->truth("c"), true);
    QCOMPARE(claims->texts("d").size(), std::size_t{2});
    QVERIFY(claims->has("e") && claims->number("g") == nullptr && claims->text("h") == nullptr);
    std::string deep = "1";
    for (int i = 0; i < 20; ++i) deep = "[" + deep + "]";
    const std::vector<std::string> refused{"",
                                           "[]",
                                           "{",
                                           json("{'a':1,'a':2}"),
                                           json("{'a':01}"),
                                           json("{'a':'\\x'}"),
                                           json("{'a':1}x"),
                                           json("{'a':'\\ud800'}"),
                                           "{\"a\":\"\n\"}",
                                           json("{'a':1,}"),
                                           "{\"a\":" + deep + "}",
                                           "{\"a\":\"" + std::string(20'000, 'x') + "\"}"};
    for (const std::string& text : refused) QVERIFY2(!Claims::parse(text), text.c_str());
  }

  void refreshTokensRotate() {
    Stage s;
    MadeRefreshToken made = first_refresh_token(s.random, s.signer);
    s.open(made);
    std::string text = made.text;
    for (int i = 0; i < 3; ++i) QCOMPARE(s.refresh(text), std::string("ok"));
    std::string latest = text;
    std::string copied = made.text;  // three rotations old
    QCOMPARE(s.refresh(copied), std::string("identity.token_reused"));
    QCOMPARE(s.refresh(latest), std::string("identity.refresh_invalid"));  // the whole family is gone
    QCOMPARE(s.store.count(record_type<Session>()), std::size_t{0});
  }

  void inventedTokensEndNothing() {
    Stage s;
    MadeRefreshToken made = first_refresh_token(s.random, s.signer);
    s.open(made);
    std::string text = made.text;
    QCOMPARE(s.refresh(text), std::string("ok"));
    std::string invented = made.text;
    invented[40] = invented[40] == 'A' ? 'B' : 'A';
    QCOMPARE(s.refresh(invented), std::string("identity.refresh_invalid"));
    std::string shorter = text.substr(1);
    QCOMPARE(s.refresh(shorter), std::string("malformed"));
    std::string foreign = text;
    QCOMPARE(s.refresh(foreign, {9}), std::string("identity.refresh_invalid"));  // another program's
    QCOMPARE(s.refresh(text), std::string("ok"));
    s.clock.at = s.clock.at + days(14);
    QCOMPARE(s.refresh(text), std::string("identity.refresh_invalid"));
  }

  void sessionsAreBoundedAndEnd() {
    Stage s;
    std::vector<std::string> texts;
    for (int i = 0; i < 21; ++i) {
      const MadeRefreshToken made = first_refresh_token(s.random, s.signer);
      s.open(made);
      texts.push_back(made.text);
      s.clock.at = s.clock.at + seconds(1);
    }
    QCOMPARE(s.refresh(texts[0]), std::string("identity.refresh_invalid"));  // made room
    QCOMPARE(s.refresh(texts[1]), std::string("ok"));
    const std::string hash = "$argon2id$v=19$m=19456,t=2,p=1$salt$hash";
    QVERIFY(s.run([&](UnitOfWork& w) { return s.users.credentials.set_password(w, {s.cast.user, hash, {}}); }).ok());
    QCOMPARE(s.store.count(record_type<Session>()), std::size_t{0});
  }

  void anAccessTokenTellsWhoCalls() {
    Stage s;
    const Caller caller{s.cast.user,     {3}, {4}, {{Role::Customer, {}}, {Role::RestaurantAdmin, {7}}},
                        {"orders:read"}, {}};
    const auto read = read_access_token(s.access(caller), s.rules, s.ring(), s.signer, s.clock.at);
    QVERIFY(read.ok());
    QCOMPARE(read->user, caller.user);
    QCOMPARE(read->client, caller.client);
    QCOMPARE(read->session, caller.session);
    QVERIFY(read->roles == caller.roles);
    QCOMPARE(read->scopes, caller.scopes);
  }

  void forgedTokensAreRefused() {
    Stage s;
    const std::string good = s.forge("EdDSA", "at+jwt", "key-1", s.claims(), "key-1");
    QCOMPARE(s.read(good), std::string("ok"));
    QCOMPARE(s.read(s.forge("none", "at+jwt", "key-1", s.claims(), "")), std::string("kind"));
    QCOMPARE(s.read(s.forge("HS256", "at+jwt", "key-1", s.claims(), "key-1")), std::string("kind"));
    QCOMPARE(s.read(s.forge("EdDSA", "JWT", "key-1", s.claims(), "key-1")), std::string("kind"));
    for (const char* kid : {"", "key-2", "../../etc/passwd", "key-1' OR '1'='1"})
      QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", kid, s.claims(), "key-1")), std::string("key"));
    (void)s.signer.make_key();  // a key that the records do not know
    QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-2", s.claims(), "key-2")), std::string("key"));
    QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-1", s.claims(), "")), std::string("signature"));
    QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-1", s.claims(-31), "key-1")), std::string("expired"));
    QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-1", s.claims(-29), "key-1")), std::string("ok"));  // leeway
    for (const auto& [member, fault] : {std::pair{"aud", "audience"}, {"iss", "issuer"}}) {
      Claims claims;
      claims.set("iss", std::string_view(member) == "iss" ? std::string("https://evil.example") : s.rules.issuer);
      claims.set("aud", std::string_view(member) == "aud" ? std::string("another") : s.rules.audience);
      claims.set("exp", s.clock.at.ms / 1000 + 60);
      QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-1", claims, "key-1")), std::string(fault));
    }
    Claims early = s.claims();
    early.set("nbf", s.clock.at.ms / 1000 + 31);
    QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-1", early, "key-1")), std::string("not_yet"));
    Claims king = s.claims();
    king.set("roles", std::vector<std::string>{"king"});
    QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-1", king, "key-1")), std::string("claims"));
    Claims endless;
    endless.set("iss", s.rules.issuer);
    endless.set("aud", s.rules.audience);
    QCOMPARE(s.read(s.forge("EdDSA", "at+jwt", "key-1", endless, "key-1")), std::string("claims"));
    for (std::size_t i = 0; i < good.size(); ++i) {
      std::string changed = good;
      changed[i] = changed[i] == 'A' ? 'B' : 'A';
      QVERIFY2(s.read(changed) != "ok", changed.c_str());
    }
    QCOMPARE(s.read(std::string(10'000, 'x')), std::string("malformed"));
  }

  void aTokenBringsNoKeyAlong() {
    Stage s;
    for (const char* member : {"jwk", "jku", "x5u", "x5c", "crit"}) {
      const std::string header = json("{'alg':'EdDSA','typ':'at+jwt','kid':'key-1','") + member + json("':'x'}");
      std::string message = base64url(header) + "." + base64url(s.claims().json());
      const std::string signature = *s.signer.sign("key-1", message);
      QCOMPARE(s.read(jwt_text(std::move(message), signature)), std::string("malformed"));
    }
  }

  void keysRotate() {
    Stage s;
    const std::string old = s.access({s.cast.user, {}, {}, {}, {}, {}});
    s.introduce();
    QCOMPARE(s.ring().signing(s.clock.at)->kid, std::string("key-1"));  // the new one is published first
    QVERIFY(s.ring().jwks(s.clock.at).find("key-2") != std::string::npos);
    QCOMPARE(s.read(old), std::string("ok"));
    s.clock.at = s.clock.at + hours(1) - minutes(1);
    const std::string late = s.access({s.cast.user, {}, {}, {}, {}, {}});
    s.clock.at = s.clock.at + minutes(1);
    QCOMPARE(s.ring().signing(s.clock.at)->kid, std::string("key-2"));
    QCOMPARE(s.read(late), std::string("ok"));
    s.clock.at = s.clock.at + hours(1);
    QCOMPARE(s.read(late), std::string("key"));
    QVERIFY(s.ring().jwks(s.clock.at).find("key-1") == std::string::npos);
    const auto gone = s.run([&](UnitOfWork& w) { return s.users.keys.forget_old(w); });
    QCOMPARE(*gone, std::vector<std::string>{"key-1"});
    QCOMPARE(s.ring().keys().size(), std::size_t{1});
  }

  void aCodeIsExchangedOnce() {
    Stage s;
    s.program();
    QCOMPARE(s.authorize(s.wish()), std::string("ok"));
    QCOMPARE(s.exchange(s.exchange_wish()), std::string("ok"));
    QCOMPARE(s.store.count(record_type<Session>()), std::size_t{1});
    QCOMPARE(s.exchange(s.exchange_wish()), std::string("oauth.invalid_grant"));
    QCOMPARE(s.store.count(record_type<Session>()), std::size_t{0});  // somebody has a copy: the session is over
  }

  void codesAreForOneProgramRedirectAndVerifier() {
    for (int wrong = 0; wrong < 6; ++wrong) {
      Stage s;
      s.program();
      QCOMPARE(s.authorize(s.wish()), std::string("ok"));
      ExchangeCode wish = s.exchange_wish();
      if (wrong == 0) wish.verifier[0] = 'b';
      if (wrong == 1) wish.verifier = "too short";
      if (wrong == 2) wish.redirect = "https://shop.example/other";
      if (wrong == 3) wish.code = "another";
      if (wrong == 4) s.clock.at = s.clock.at + seconds(60);
      if (wrong == 5) wish.client_secret = "guessed";
      QCOMPARE(s.exchange(wish), std::string(wrong == 5 ? "oauth.invalid_client" : "oauth.invalid_grant"));
      QCOMPARE(s.store.count(record_type<Session>()), std::size_t{0});
      // A wrong verifier or redirect spends the code.
      if (wrong < 3) QCOMPARE(s.exchange(s.exchange_wish()), std::string("oauth.invalid_grant"));
    }
  }

  void authorizationIsRefused() {
    Stage s;
    s.program();
    const auto with = [&](auto change) {
      Authorize wish = s.wish();
      change(wish);
      return s.authorize(wish);
    };
    QCOMPARE(with([](Authorize& w) { w.client_id = "nobody"; }), std::string("oauth.unknown_client"));
    QCOMPARE(with([](Authorize& w) { w.redirect = "https://evil.example/"; }), std::string("oauth.unknown_redirect"));
    QCOMPARE(with([](Authorize& w) { w.redirect += "/"; }), std::string("oauth.unknown_redirect"));
    QCOMPARE(with([](Authorize& w) { w.challenge_method = "plain"; }), std::string("oauth.invalid_request"));
    QCOMPARE(with([](Authorize& w) { w.challenge.clear(); }), std::string("oauth.invalid_request"));
    QCOMPARE(with([](Authorize& w) { w.scope = "orders:read menu:write"; }), std::string("oauth.invalid_scope"));
    QCOMPARE(with([](Authorize& w) { w.scope.clear(); }), std::string("oauth.invalid_scope"));
    QCOMPARE(with([](Authorize& w) { w.user = {99}; }), std::string("user.unknown"));
  }

  void programsActByThemselves() {
    Stage s;
    const OAuthClientId id = s.program();
    QCOMPARE(s.by_itself(Known::client_secret, ""), std::string("orders:read profile"));
    QCOMPARE(s.by_itself(Known::client_secret, "profile"), std::string("profile"));
    QCOMPARE(s.by_itself(Known::client_secret, "menu:write"), std::string("oauth.invalid_scope"));
    QCOMPARE(s.by_itself("guessed", ""), std::string("oauth.invalid_client"));
    QCOMPARE(s.by_itself("", ""), std::string("oauth.invalid_client"));
    QVERIFY(s.run([&](UnitOfWork& w) { return s.users.oauth.disable_client(w, s.cast.user, id); }).ok());
    QCOMPARE(s.by_itself(Known::client_secret, ""), std::string("oauth.invalid_client"));
    Stage other;
    other.program(false);
    QCOMPARE(other.by_itself(Known::client_secret, ""), std::string("oauth.unauthorized_client"));
  }

  void programsAreRegisteredWithCare() {
    Stage s;
    const auto with = [&](auto change) {
      RegisterClient wish{s.cast.user, Known::client_id, {}, "Shop", {Known::redirect}, "profile", false};
      change(wish);
      const auto made = s.run([&](UnitOfWork& w) { return s.users.oauth.register_client(w, wish); });
      return made.ok() ? "ok" : made.problem().field;
    };
    for (const char* bad : {"http://shop.example/", "https://shop.example/#x", "https:///x", "javascript:alert(1)",
                            "https://a@b/", "http://127.0.0.1.evil.example/", "/back", ""})
      QCOMPARE(with([&](RegisterClient& w) { w.redirects = {bad}; }), std::string("redirects[0]"));
    QCOMPARE(with([](RegisterClient& w) { w.scope = "everything"; }), std::string("scope"));
    QCOMPARE(with([](RegisterClient& w) { w.client_credentials = true; }), std::string("client_credentials"));
    QCOMPARE(with([](RegisterClient& w) { w.secret_digest = "the secret itself"; }), std::string("secret_digest"));
    QCOMPARE(with([](RegisterClient& w) { w.title.clear(); }), std::string("title"));
    QCOMPARE(with([](RegisterClient& w) {
               w.redirects = {"http://127.0.0.1:8080/x", "http://[::1]/"};
             }),
             std::string("ok"));
    QCOMPARE(with([](RegisterClient&) {}), std::string("client_id"));  // taken
  }
};

QTEST_GUILESS_MAIN(UserTokensTest)
#include "user_tokens_test.moc"
