// SPDX-License-Identifier: Apache-2.0
// Signing in for real: libsodium's hashes, tokens and keys, over a world on SQLite with a thread of its own.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <future>

#include "app/composition/embedded_world.h"
#include "app/composition/identity_desk.h"
#include "connectors/identity/sodium_identity.h"
#include "core/services/user/secrets.h"

using namespace pizza;

namespace {

// Keeps what was sent. Written on the world's thread, read when an answer has come after it.
struct Mailbox : NotificationChannel {
  std::mutex mutex;
  std::vector<ChannelMessage> sent;
  void send(const ChannelMessage& message) override {
    const std::lock_guard lock(mutex);
    sent.push_back(message);
  }
  ChannelMessage last() {
    const std::lock_guard lock(mutex);
    return sent.empty() ? ChannelMessage{} : sent.back();
  }
  std::size_t count() {
    const std::lock_guard lock(mutex);
    return sent.size();
  }
  std::string code() {
    const std::string body = last().body;
    const std::size_t digit = body.find_first_of("0123456789");
    return digit == std::string::npos ? std::string() : body.substr(digit, 6);
  }
};

// An issuer that vouches for whatever the token says: "subject e-mail".
struct TrustingIssuer : IdentityProvider {
  Result<ExternalPerson> verify(std::string_view token, std::string_view, Instant) override {
    const std::size_t blank = token.find(' ');
    if (blank == std::string_view::npos)
      return problem(Status::Unauthorized, "identity.token_invalid", "no such person");
    return ExternalPerson{"https://issuer.example/", std::string(token.substr(0, blank)),
                          std::string(token.substr(blank + 1)), true, "Eve"};
  }
};

// Hashes only when it is let; tells when it is about to.
struct HeldHasher : PasswordHasher {
  const PasswordHasher& real;
  mutable std::promise<void> begun;
  std::promise<void> go;
  std::shared_future<void> may_go{go.get_future()};
  mutable std::once_flag first;
  explicit HeldHasher(const PasswordHasher& real) : real(real) {}
  std::string hash(std::string_view password) const override { return real.hash(password); }
  bool verify(std::string_view password, const std::string& hash) const override {
    std::call_once(first, [this] { begun.set_value(); });
    may_go.wait();
    return real.verify(password, hash);
  }
  bool outdated(const std::string& hash) const override { return real.outdated(hash); }
  const std::string& nobodys_hash() const override { return real.nobodys_hash(); }
};

// Waits for the one answer.
template <class T, class Ask>
Result<T> answer_of(Ask ask) {
  std::promise<Result<T>> promise;
  auto future = promise.get_future();
  ask([&promise](Result<T> result) { promise.set_value(std::move(result)); });
  return future.get();
}

const char* const password = "correct horse battery";

struct Stage {
  explicit Stage(HashCost cost = {1'024, 1}, const PasswordHasher* other = nullptr, IdentityOptions options = {})
      : hasher(cost),
        world({folder.path().toStdString(), 4'096, {}, {}}),
        desk(world, {other != nullptr ? *other : hasher, random, signer, &mailbox, {{"issuer", &issuer}}}, options) {
    desk.open();
    world.start();
  }
  ~Stage() { world.stop(); }

  QTemporaryDir folder;
  SodiumHasher hasher;
  SodiumRandom random;
  SodiumSigner signer;
  Mailbox mailbox;
  TrustingIssuer issuer;
  EmbeddedWorld world;
  IdentityDesk desk;

  UserId sign_up(const std::string& email = "ada@example.org") {
    const auto user = answer_of<UserId>([&](auto then) {
      desk.sign_up({"Ada", email, "+37799123456", {}}, password, then);
    });
    return user.ok() ? *user : UserId{};
  }
  Result<TokenPair> log_in(const std::string& word = password, const std::string& email = "ada@example.org") {
    return answer_of<TokenPair>([&](auto then) { desk.log_in(email, word, "phone", then); });
  }
  Caller caller() { return *desk.caller_of(log_in()->access_token); }
  Result<TokenPair> refresh(const std::string& token) {
    return answer_of<TokenPair>([&](auto then) { desk.refresh(token, {}, {}, then); });
  }
  template <class C>
  auto tell(C command) {
    using Answer = decltype(world.business().command(command));
    std::promise<Answer> promise;
    auto future = promise.get_future();
    world.command([command](Business& business) { return business.command(command); },
                  [&promise](BusinessHost&, Answer answer) { promise.set_value(std::move(answer)); });
    return future.get();
  }
  Caller operations() {
    const UserId user = sign_up("ops@example.org");
    static_cast<void>(tell(GrantRole{{}, user, Role::Operations, {}}));
    return *desk.caller_of(log_in(password, "ops@example.org")->access_token);
  }
};

template <class T>
std::string type_of(const Result<T>& result) {
  return result.ok() ? "ok" : result.problem().type;
}

}  // namespace

class IdentityDeskTest : public QObject {
  Q_OBJECT
 private slots:
  void whoSignedUpLogsInAndIsKnownByTheToken() {
    Stage s(HashCost{});  // argon2id with m = 19 MiB, t = 2, p = 1
    const UserId user = s.sign_up();
    QVERIFY(user);
    const auto tokens = s.log_in();
    QVERIFY(tokens.ok());
    QCOMPARE(tokens->user, user);
    const auto caller = s.desk.caller_of(tokens->access_token);
    QVERIFY(caller.ok() && caller->user == user && caller->session == tokens->session && !caller->client);
    QVERIFY(caller->roles == std::vector<HeldRole>({{Role::Customer, {}}}));
    QCOMPARE(type_of(s.desk.caller_of(tokens->access_token + "x")), std::string("identity.token_invalid"));
    QCOMPARE(type_of(s.desk.caller_of(tokens->refresh_token)), std::string("identity.token_invalid"));
  }

  void aWrongPasswordAndAnUnknownPersonLookTheSame() {
    Stage s;
    s.sign_up();
    const auto wrong = s.log_in("wrong horse");
    const auto nobody = s.log_in(password, "nobody@example.org");
    QVERIFY(!wrong.ok() && !nobody.ok());
    QVERIFY(wrong.problem() == nobody.problem());
    QCOMPARE(type_of(wrong), std::string("identity.wrong_login"));
  }

  void aWrongPasswordIsCountedThoughItIsRefused() {
    Stage s;
    s.sign_up();
    for (int i = 0; i < CredentialService::free_failures; ++i)
      QCOMPARE(type_of(s.log_in("wrong")), std::string("identity.wrong_login"));
    QCOMPARE(type_of(s.log_in()), std::string("identity.locked"));
  }

  void weakPasswordsAreNotTaken() {
    Stage s;
    const auto made = answer_of<UserId>([&](auto then) {
      s.desk.sign_up({"Ada", "ada@example.org", {}, {}}, "short", then);
    });
    QCOMPARE(type_of(made), std::string("user.password_weak"));
    QCOMPARE(made.problem().field, std::string("password"));
    QVERIFY(s.sign_up());
    const auto twice = answer_of<UserId>([&](auto then) {
      s.desk.sign_up({"Eve", "ada@example.org", {}, {}}, password, then);
    });
    QCOMPARE(type_of(twice), std::string("user.email_taken"));
  }

  void refreshTokensRotateAndAReusedOneEndsTheSession() {
    Stage s;
    s.sign_up();
    const auto first = s.log_in();
    const auto second = s.refresh(first->refresh_token);
    QVERIFY(second.ok() && second->session == first->session && second->refresh_token != first->refresh_token);
    QVERIFY(s.desk.caller_of(second->access_token).ok());
    QCOMPARE(type_of(s.refresh(first->refresh_token)), std::string("identity.token_reused"));
    QCOMPARE(type_of(s.refresh(second->refresh_token)), std::string("identity.refresh_invalid"));
    QCOMPARE(type_of(s.refresh("invented")), std::string("identity.refresh_invalid"));
  }

  void whoLogsOutCannotRefresh() {
    Stage s;
    s.sign_up();
    const auto tokens = s.log_in();
    QVERIFY(answer_of<Done>([&](auto then) { s.desk.log_out(*s.desk.caller_of(tokens->access_token), then); }).ok());
    QCOMPARE(type_of(s.refresh(tokens->refresh_token)), std::string("identity.refresh_invalid"));
  }

  void aChangedPasswordEndsTheOtherSessions() {
    Stage s;
    s.sign_up();
    const auto other = s.log_in();
    const auto mine = s.log_in();
    const Caller caller = *s.desk.caller_of(mine->access_token);
    const auto change = [&](const std::string& old_password) {
      return answer_of<Done>(
          [&](auto then) { s.desk.change_password(caller, old_password, "staple staple staple", then); });
    };
    QCOMPARE(type_of(change("wrong horse")), std::string("identity.wrong_login"));
    QVERIFY(change(password).ok());
    QCOMPARE(type_of(s.log_in()), std::string("identity.wrong_login"));
    QVERIFY(s.log_in("staple staple staple").ok());
    QVERIFY(s.refresh(mine->refresh_token).ok());
    QCOMPARE(type_of(s.refresh(other->refresh_token)), std::string("identity.refresh_invalid"));
  }

  void aCodeConfirmsAnAddress() {
    Stage s;
    const UserId user = s.sign_up();
    const auto send = [&](CodePurpose purpose) {
      return answer_of<Done>([&](auto then) { s.desk.send_code(user, purpose, then); });
    };
    const auto confirm = [&](CodePurpose purpose, const std::string& code) {
      return answer_of<Done>([&](auto then) { s.desk.confirm(user, purpose, code, then); });
    };
    QVERIFY(send(CodePurpose::ConfirmEmail).ok());
    const ChannelMessage mail = s.mailbox.last();
    QVERIFY(mail.channel == Channel::Email && !mail.title.empty());
    QCOMPARE(mail.address, std::string("ada@example.org"));
    const std::string code = s.mailbox.code();
    QCOMPARE(code.size(), std::size_t{6});
    QVERIFY(send(CodePurpose::ConfirmPhone).ok());
    QVERIFY(s.mailbox.last().channel == Channel::Sms && s.mailbox.last().address == "+37799123456");
    QCOMPARE(type_of(send(CodePurpose::ConfirmEmail)), std::string("identity.too_many_codes"));
    QCOMPARE(type_of(confirm(CodePurpose::ConfirmPhone, code)), std::string("identity.code_wrong"));
    QVERIFY(confirm(CodePurpose::ConfirmEmail, code).ok());
    QVERIFY(s.tell(SeeProfile{user})->email_verified_at.has_value());
    QVERIFY(!s.tell(SeeProfile{user})->phone_verified_at.has_value());
  }

  void aForgottenPasswordIsReplacedAndStrangersLearnNothing() {
    Stage s;
    s.sign_up();
    const auto forgot = [&](const std::string& email) {
      return answer_of<Done>([&](auto then) { s.desk.forgot_password(email, then); });
    };
    QVERIFY(forgot("nobody@example.org").ok());
    QCOMPARE(s.mailbox.count(), std::size_t{0});
    QVERIFY(forgot("ada@example.org").ok());
    QVERIFY(forgot("ada@example.org").ok());  // too soon: no second letter, and no word of it
    QCOMPARE(s.mailbox.count(), std::size_t{1});
    const auto reset = [&](const std::string& code) {
      return answer_of<Done>(
          [&](auto then) { s.desk.reset_password("ada@example.org", code, "staple staple staple", then); });
    };
    const std::string code = s.mailbox.code();
    QCOMPARE(type_of(reset(code == "000000" ? "000001" : "000000")), std::string("identity.code_wrong"));
    QVERIFY(reset(code).ok());
    QVERIFY(s.log_in("staple staple staple").ok());
  }

  void anIssuerVouches() {
    Stage s;
    const auto enter = [&](const std::string& provider, const std::string& token) {
      return answer_of<TokenPair>([&](auto then) { s.desk.sign_in_external(provider, token, "nonce", "phone", then); });
    };
    QCOMPARE(type_of(enter("unheard-of", "42 eve@example.org")), std::string("identity.provider_unknown"));
    QCOMPARE(type_of(enter("issuer", "forged")), std::string("identity.token_invalid"));
    const auto eve = enter("issuer", "42 eve@example.org");
    QVERIFY(eve.ok());
    QCOMPARE(enter("issuer", "42 other@example.org")->user, eve->user);
    s.sign_up();
    QCOMPARE(type_of(enter("issuer", "43 ada@example.org")), std::string("identity.email_taken"));
    const auto linked = answer_of<Done>(
        [&](auto then) { s.desk.link_external(s.caller(), "issuer", "43 ada@example.org", "nonce", then); });
    QVERIFY(linked.ok());
    QVERIFY(enter("issuer", "43 ada@example.org").ok());
  }

  void aProgramActsForSomebodyByACodeWithProof() {
    Stage s;
    const Caller operations = s.operations();
    const char* const redirect = "https://shop.example/back";
    const std::string verifier = "a-verifier-of-at-least-forty-three-characters-0";
    const auto client = answer_of<MadeClient>([&](auto then) {
      s.desk.register_client(operations, {"Shop", {redirect}, "orders:read menu:read", true, true}, then);
    });
    QVERIFY(client.ok() && client->client_secret.size() == 43);
    s.sign_up();
    const Caller ada = s.caller();
    Authorize wish;
    wish.client_id = client->client_id;
    wish.redirect = redirect;
    wish.scope = "orders:read";
    wish.challenge = base64url(sha256(verifier));
    wish.challenge_method = "S256";
    const auto code = answer_of<std::string>([&](auto then) { s.desk.authorize(ada, wish, then); });
    QVERIFY(code.ok());
    const auto exchange = [&](const std::string& proof) {
      return answer_of<TokenPair>([&](auto then) {
        s.desk.exchange_code({client->client_id, client->client_secret, *code, redirect, proof, {}}, then);
      });
    };
    const auto tokens = exchange(verifier);
    QVERIFY(tokens.ok());
    const Caller program = *s.desk.caller_of(tokens->access_token);
    QCOMPARE(program.user, ada.user);
    QVERIFY(program.client == client->client && program.scopes == std::vector<std::string>{"orders:read"});
    QVERIFY(program.may(Permission::SeeOrder, Subject::of(ada.user)));
    QVERIFY(!program.may(Permission::PlaceOrder, Subject::of(ada.user)));
    QCOMPARE(type_of(exchange(verifier)), std::string("oauth.invalid_grant"));
    // The code was shown twice: what it led to has ended.
    const auto again = answer_of<TokenPair>(
        [&](auto then) { s.desk.refresh(tokens->refresh_token, client->client_id, client->client_secret, then); });
    QCOMPARE(type_of(again), std::string("identity.refresh_invalid"));
    // A program may not do what needs the person.
    QCOMPARE(type_of(answer_of<std::string>([&](auto then) { s.desk.authorize(program, wish, then); })),
             std::string("identity.forbidden"));
  }

  void aProgramActsByItself() {
    Stage s;
    const Caller operations = s.operations();
    const auto client = answer_of<MadeClient>([&](auto then) {
      s.desk.register_client(operations, {"Bot", {}, "menu:read", true, true}, then);
    });
    QVERIFY(client.ok());
    const auto ask = [&](const std::string& secret) {
      return answer_of<TokenPair>([&](auto then) {
        s.desk.client_credentials({client->client_id, secret, "menu:read"}, then);
      });
    };
    const auto tokens = ask(client->client_secret);
    QVERIFY(tokens.ok() && tokens->refresh_token.empty());
    QVERIFY(s.desk.caller_of(tokens->access_token)->client == client->client);
    QCOMPARE(type_of(ask("wrong")), std::string("oauth.invalid_client"));
    s.sign_up();
    const auto refused = answer_of<MadeClient>([&](auto then) {
      s.desk.register_client(s.caller(), {"Bot", {}, "menu:read", true, true}, then);
    });
    QCOMPARE(type_of(refused), std::string("identity.forbidden"));
  }

  void keysRotateAndOldTokensStayGood() {
    Stage s;
    const Caller operations = s.operations();
    s.sign_up();
    const auto before = s.log_in();
    const std::string old_set = s.desk.jwks();
    QVERIFY(answer_of<Done>([&](auto then) { s.desk.rotate_keys(operations, then); }).ok());
    QVERIFY(s.desk.jwks().size() > old_set.size());
    QVERIFY(s.desk.caller_of(before->access_token).ok());
    QVERIFY(s.desk.caller_of(s.log_in()->access_token).ok());
    QCOMPARE(type_of(answer_of<Done>([&](auto then) { s.desk.rotate_keys(s.caller(), then); })),
             std::string("identity.forbidden"));
  }

  void aFloodOfLoginsIsSentAwayAtOnce() {
    const SodiumHasher real({1'024, 1});
    HeldHasher held(real);
    IdentityOptions options;
    options.threads = 1;
    options.queue_limit = 2;
    Stage s({1'024, 1}, &held, options);
    s.sign_up();
    std::vector<std::future<Result<TokenPair>>> answers;
    const auto begin = [&] {
      const auto promise = std::make_shared<std::promise<Result<TokenPair>>>();
      answers.push_back(promise->get_future());
      s.desk.log_in("ada@example.org", password, "phone",
                    [promise](Result<TokenPair> result) { promise->set_value(std::move(result)); });
    };
    begin();
    held.begun.get_future().wait();
    for (int i = 0; i < 4; ++i) begin();  // two wait, two are sent away
    QCOMPARE(type_of(answers[3].get()), std::string("identity.busy"));
    QCOMPARE(type_of(answers[4].get()), std::string("identity.busy"));
    held.go.set_value();
    for (int i = 0; i < 3; ++i) QVERIFY(answers[static_cast<std::size_t>(i)].get().ok());
  }

  void noSecretIsInTheFiles() {
    Stage s;
    s.sign_up();
    const auto tokens = s.log_in();
    const UserId user = tokens->user;
    QVERIFY(answer_of<Done>([&](auto then) { s.desk.send_code(user, CodePurpose::ConfirmEmail, then); }).ok());
    s.world.stop();
    int files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(s.folder.path().toStdString())) {
      if (!entry.is_regular_file()) continue;
      QFile file(QString::fromStdString(entry.path().string()));
      QVERIFY(file.open(QIODevice::ReadOnly));
      const QByteArray bytes = file.readAll();
      ++files;
      for (const std::string& secret : {std::string(password), tokens->access_token, tokens->refresh_token})
        QVERIFY2(!bytes.contains(secret.c_str()), entry.path().c_str());
    }
    QVERIFY(files > 0);
  }
};

QTEST_GUILESS_MAIN(IdentityDeskTest)
#include "identity_desk_test.moc"
