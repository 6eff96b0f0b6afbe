// SPDX-License-Identifier: Apache-2.0
// Passwords, codes, roles, and what a person may ask about themselves.
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/catalogue.h"
#include "core/twin/state_digest.h"
#include "tests/core/identity_scenario.h"

using namespace pizza;
using test::HandWorld;

namespace {

struct Words : JournalSink {
  std::string bytes;
  void committed(Instant, std::span<const EventHolder> events) override {
    for (const EventHolder& event : events) event.type().encode(event.get(), bytes);
  }
};

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus, &words) { cast = open_shop(); }
  Words words;
  MemoryStore store;
  InProcessBus bus;
  Cast cast;
  const UserService& users = business.users;

  template <class Attempt>
  auto run(Attempt attempt) {
    return business.execute(attempt);
  }
  void give_password(UserId user, const std::string& hash) {
    QVERIFY(run([&](UnitOfWork& w) { return users.credentials.set_password(w, {user, hash, {}}); }).ok());
  }
  auto finish(UserId user, const std::string& hash, bool right) {
    return run([&](UnitOfWork& w) { return users.credentials.finish_login(w, {user, hash, right}); });
  }
  auto look(const std::string& email) {
    return run([&](UnitOfWork& w) { return users.credentials.look(w, email); });
  }
  auto issue(UserId user, CodePurpose purpose = CodePurpose::ConfirmEmail) {
    return run([&](UnitOfWork& w) { return users.credentials.issue_code(w, {user, purpose, "right"}); });
  }
  auto try_code(UserId user, const std::string& digest, CodePurpose purpose = CodePurpose::ConfirmEmail,
                const std::string& hash = {}) {
    return run([&](UnitOfWork& w) { return users.credentials.answer_code(w, {user, purpose, digest, hash}); });
  }
  auto external(const ExternalPerson& person) {
    return run([&](UnitOfWork& w) { return users.credentials.sign_in_external(w, person); });
  }
};

std::string type_of(const auto& result) {
  return result.ok() ? "ok" : result.problem().type;
}
std::string refusal_of(const Result<Checked>& result) {
  return !result.ok() ? result.problem().type : result->refusal ? result->refusal->type : "ok";
}

const std::string hash = "$argon2id$v=19$m=19456,t=2,p=1$salt$hash";

}  // namespace

class UserServiceTest : public QObject {
  Q_OBJECT
 private slots:
  void aPasswordLetsIn() {
    Stage s;
    s.give_password(s.cast.user, hash);
    QCOMPARE(s.look("ada@example.org")->user, s.cast.user);
    QCOMPARE(s.look("ADA@example.org")->user, s.cast.user);
    QCOMPARE(s.look("ada@example.org")->hash, hash);
    QCOMPARE(s.finish(s.cast.user, hash, true)->user, s.cast.user);
    // Whoever does not exist looks like whoever has the wrong password.
    QVERIFY(s.look("nobody@example.org")->hash.empty());
    QCOMPARE(refusal_of(s.finish({}, "", false)), refusal_of(s.finish(s.cast.user, hash, false)));
    QCOMPARE(refusal_of(s.finish(s.cast.user, hash + "x", true)), std::string("identity.changed"));
  }

  void aCleartextIsNoHash() {
    Stage s;
    for (const char* text : {"", "correct horse battery staple and so on", "$short"})
      QCOMPARE(type_of(s.run([&](UnitOfWork& w) {
                 return s.users.credentials.set_password(w, {s.cast.user, text, {}});
               })),
               std::string("identity.hash_invalid"));
    QVERIFY(!CredentialService::password_fault("12345678"));
    for (const std::string& weak : {std::string("1234567"), std::string(129, 'x'), std::string(20, 'a')})
      QCOMPARE(CredentialService::password_fault(weak)->field, std::string("password"));
  }

  void wrongPasswordsLockLongerAndLonger() {
    Stage s;
    s.give_password(s.cast.user, hash);
    for (int i = 0; i < 5; ++i)
      QCOMPARE(refusal_of(s.finish(s.cast.user, hash, false)), std::string("identity.wrong_login"));
    QCOMPARE(type_of(s.look("ada@example.org")), std::string("identity.locked"));
    // The right one does not help while it is locked.
    QCOMPARE(refusal_of(s.finish(s.cast.user, hash, true)), std::string("identity.locked"));
    s.clock.at = s.clock.at + minutes(1);
    QVERIFY(s.look("ada@example.org").ok());
    QCOMPARE(refusal_of(s.finish(s.cast.user, hash, false)), std::string("identity.wrong_login"));
    s.clock.at = s.clock.at + minutes(1);
    QCOMPARE(type_of(s.look("ada@example.org")), std::string("identity.locked"));
    s.clock.at = s.clock.at + minutes(1);
    QCOMPARE(refusal_of(s.finish(s.cast.user, hash, true)), std::string("ok"));
    QCOMPARE(refusal_of(s.finish(s.cast.user, hash, false)), std::string("identity.wrong_login"));
    QVERIFY(s.look("ada@example.org").ok());  // counted anew
  }

  void aLockEndsWithinADay() {
    Stage s;
    s.give_password(s.cast.user, hash);
    for (int i = 0; i < 40; ++i) {
      (void)s.finish(s.cast.user, hash, false);
      s.clock.at = s.clock.at + hours(24);
      QVERIFY(s.look("ada@example.org").ok());
    }
  }

  void aCodeConfirmsAnAddress() {
    Stage s;
    QCOMPARE(*s.issue(s.cast.user), std::string("ada@example.org"));
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "wrong")), std::string("identity.code_wrong"));
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "right")), std::string("ok"));
    QVERIFY(s.business.read([&](UnitOfWork& w) { return w.find_at<Profile>(s.cast.user.value)->email_verified_at; }));
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "right")), std::string("identity.code_unknown"));  // once
    QCOMPARE(type_of(s.issue(s.cast.user)), std::string("identity.confirmed_already"));
    QVERIFY(s.run([&](UnitOfWork& w) {
               return s.users.change_contact(w, {s.cast.user, {}, "new@example.org", {}});
             }).ok());
    QVERIFY(!s.business.read([&](UnitOfWork& w) { return w.find_at<Profile>(s.cast.user.value)->email_verified_at; }));
  }

  void codesExpireAndAreMissedOnlySoOften() {
    Stage s;
    QVERIFY(s.issue(s.cast.user).ok());
    s.clock.at = s.clock.at + minutes(10);
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "right")), std::string("identity.code_unknown"));
    QVERIFY(s.issue(s.cast.user).ok());
    for (int i = 0; i < 5; ++i)
      QCOMPARE(refusal_of(s.try_code(s.cast.user, "wrong")), std::string("identity.code_wrong"));
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "right")), std::string("identity.code_unknown"));
  }

  void codesAreNotSentWithoutEnd() {
    Stage s;
    QVERIFY(s.issue(s.cast.user).ok());
    QCOMPARE(type_of(s.issue(s.cast.user)), std::string("identity.too_many_codes"));
    for (int i = 0; i < 4; ++i) {
      s.clock.at = s.clock.at + minutes(1);
      QVERIFY(s.issue(s.cast.user).ok());
    }
    s.clock.at = s.clock.at + hours(23);
    QCOMPARE(type_of(s.issue(s.cast.user)), std::string("identity.too_many_codes"));
    s.clock.at = s.clock.at + hours(1);
    QVERIFY(s.issue(s.cast.user).ok());
  }

  void aCodeIsForWhereItWasSent() {
    Stage s;
    QVERIFY(s.issue(s.cast.user).ok());
    QVERIFY(s.run([&](UnitOfWork& w) {
               return s.users.change_contact(w, {s.cast.user, {}, "new@example.org", {}});
             }).ok());
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "right")), std::string("identity.code_unknown"));
  }

  void aForgottenPasswordIsReplaced() {
    Stage s;
    s.give_password(s.cast.user, hash);
    QVERIFY(s.issue(s.cast.user, CodePurpose::ResetPassword).ok());
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "right", CodePurpose::ResetPassword, hash + "2")), std::string("ok"));
    QCOMPARE(s.look("ada@example.org")->hash, hash + "2");
  }

  void anIssuerVouches() {
    Stage s;
    const ExternalPerson eve{"https://issuer.example/", "42", "eve@example.org", true, "Eve"};
    const auto user = s.external(eve);
    QVERIFY(user.ok());
    QCOMPARE(*s.external(eve), *user);
    QCOMPARE(type_of(s.external({"https://issuer.example/", "43", "x@example.org", false, "X"})),
             std::string("identity.email_needed"));
    // Ada's address is not confirmed here: whoever claims it elsewhere does not get her account …
    const ExternalPerson ada{"https://issuer.example/", "44", "ada@example.org", true, "Ada"};
    QCOMPARE(type_of(s.external(ada)), std::string("identity.email_taken"));
    QVERIFY(s.issue(s.cast.user).ok());
    QCOMPARE(refusal_of(s.try_code(s.cast.user, "right")), std::string("ok"));
    QCOMPARE(*s.external(ada), s.cast.user);  // … now it is
    const auto link = [&](UserId to) {
      return s.run([&](UnitOfWork& w) { return s.users.credentials.link_external(w, to, eve); });
    };
    QCOMPARE(type_of(link(s.cast.user)), std::string("identity.linked_elsewhere"));
    QVERIFY(link(*user).ok());
  }

  void theTableOfRights() {
    QVERIFY(may({Role::Customer}, Permission::PlaceOrder));
    QVERIFY(!may({Role::Customer}, Permission::Refund));
    QVERIFY(!may({}, Permission::SeeMenu));
    QVERIFY(may({Role::Customer, Role::Support}, Permission::Refund));
    QCOMPARE(reach_of(RoleSet{Role::Customer, Role::Operations}, Permission::SeeOrder), Reach::All);
    QCOMPARE(reach_of(Role::RestaurantStaff, Permission::EditMenu), Reach::None);
    QCOMPARE(reach_of(Role::RestaurantAdmin, Permission::EditMenu), Reach::Restaurant);
    // Nobody but operations reaches the whole city, the keys and dispatch.
    for (const Permission only : {Permission::SeeCity, Permission::RotateKeys, Permission::Dispatch})
      for (std::size_t role = 0; role < role_names.size(); ++role)
        QCOMPARE(may({static_cast<Role>(role)}, only), static_cast<Role>(role) == Role::Operations);
    const Caller boss{{1}, {}, {}, {{Role::RestaurantAdmin, {7}}, {Role::RestaurantStaff, {8}}}, {}, {}};
    QVERIFY(boss.may(Permission::EditMenu, Subject::of(RestaurantId{7})));
    QVERIFY(!boss.may(Permission::EditMenu, Subject::of(RestaurantId{8})));
    QVERIFY(!boss.may(Permission::EditMenu));
    const Caller reader{{1}, {5}, {}, {{Role::Customer, {}}}, {"orders:read"}, {}};
    QVERIFY(reader.may(Permission::SeeOrder, Subject::of(UserId{1})));
    QVERIFY(!reader.may(Permission::SeeOrder, Subject::of(UserId{2})));
    QVERIFY(!reader.may(Permission::PlaceOrder, Subject::of(UserId{1})));
    QVERIFY(!Caller{}.may(Permission::SeeProfile, Subject::common()));
  }

  void whoHandsOutRoles() {
    Stage s;
    const UserId boss = s.add_user("boss@example.org");
    const UserId cook = s.add_user("cook@example.org");
    const auto grant = [&](UserId by, UserId to, Role role, RestaurantId restaurant) {
      return s.run([&](UnitOfWork& w) { return s.users.roles.grant(w, {by, to, role, restaurant}); });
    };
    const RestaurantId shop = s.cast.restaurant;
    QVERIFY(grant({}, boss, Role::RestaurantAdmin, shop).ok());
    const auto staff = grant(boss, cook, Role::RestaurantStaff, shop);
    QVERIFY(staff.ok());
    QCOMPARE(*grant(boss, cook, Role::RestaurantStaff, shop), *staff);
    QCOMPARE(type_of(grant(boss, cook, Role::Operations, {})), std::string("identity.forbidden"));
    QCOMPARE(type_of(grant(cook, boss, Role::RestaurantStaff, shop)), std::string("identity.forbidden"));
    QCOMPARE(type_of(grant({}, cook, Role::RestaurantStaff, {})), std::string("identity.role_invalid"));
    QCOMPARE(type_of(grant({}, cook, Role::Operations, shop)), std::string("identity.role_invalid"));
    QCOMPARE(type_of(grant({}, cook, Role::RestaurantStaff, {99})), std::string("restaurant.unknown"));
    QCOMPARE(type_of(grant({}, {99}, Role::Rider, {})), std::string("user.unknown"));
    QVERIFY(s.run([&](UnitOfWork& w) { return s.users.roles.withdraw(w, {boss, *staff}); }).ok());
    const auto roles = s.business.read([&](UnitOfWork& w) { return s.users.roles.of(w, cook); });
    QCOMPARE(roles.size(), std::size_t{1});
  }

  void everythingAboutAPersonIsTold() {
    Stage s;
    s.whole_order(s.cast);
    std::map<std::string_view, int> told;
    const auto exported = [&](UserId user) {
      return s.run([&](UnitOfWork& w) {
        return s.users.persons.export_person(w, user, all_record_types(),
                                             [&](const RecordType& type, const void*) { ++told[type.schema->name]; });
      });
    };
    QVERIFY(exported(s.cast.user).ok());
    for (const char* name : {"users", "orders", "baskets", "payments", "deliveries"}) QCOMPARE(told[name], 1);
    QCOMPARE(told.count("ledger_entries"), std::size_t{0});
    told.clear();
    QVERIFY(exported(s.add_user("other@example.org")).ok());
    QCOMPARE(told.size(), std::size_t{1});
    QCOMPARE(type_of(exported({99})), std::string("user.unknown"));
  }

  void whoIsForgottenLeavesTheBooksRight() {
    Stage s;
    const OrderId open = s.place(s.cast);
    const auto erase = [&] { return s.run([&](UnitOfWork& w) { return s.users.persons.erase(w, s.cast.user); }); };
    QCOMPARE(type_of(erase()), std::string("user.order_open"));
    QVERIFY(s.run([&](UnitOfWork& w) { return s.business.orders.cancel(w, {open, Actor::Customer, "x"}); }).ok());
    s.answer(ProviderVerdict::Approved);
    s.answer(ProviderVerdict::Approved);
    const OrderId paid = s.whole_order(s.cast);
    s.give_password(s.cast.user, hash);
    const auto books = [&] {
      Digest digest;
      for (const RecordType* type : {&record_type<Order>(), &record_type<Payment>(), &record_type<LedgerEntry>()})
        digest.add(state_digest(s.store, std::span(&type, 1)));
      return digest;
    };
    const Digest before = books();
    const std::size_t entries = s.store.count(record_type<LedgerEntry>());
    QVERIFY(erase().ok());
    QCOMPARE(books().hex(), before.hex());
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    QVERIFY(entries > 0 && s.store.count(record_type<LedgerEntry>()) == entries);
    std::string left;
    for (const RecordType* type : all_record_types())
      s.store.scan(*type, [&](std::uint64_t, const void* record) { type->encode(record, left); });
    for (const char* word : {"Ada", "ada@example.org", "+37712345", "Rue 1", "$argon2id"})
      QVERIFY2(left.find(word) == std::string::npos, word);
    QVERIFY(s.order(paid).total.minor > 0);
    QVERIFY(s.look("ada@example.org")->hash.empty());
    QCOMPARE(type_of(erase()), std::string("user.unknown"));
    s.add_user("ada@example.org");  // the address is free again
  }

  void noSecretIsWrittenDown() {
    Stage s;
    test::IdentityScenario scenario;
    scenario.play(s, s.cast.user, s.cast.restaurant,
                  [&](auto command) { QCOMPARE(type_of(s.business.execute(command)), std::string("ok")); });
    QVERIFY(scenario.told.size() >= 8);
    for (const std::string& secret : scenario.told)
      QVERIFY2(s.words.bytes.find(secret) == std::string::npos, secret.c_str());
  }
};

QTEST_GUILESS_MAIN(UserServiceTest)
#include "user_service_test.moc"
