// SPDX-License-Identifier: Apache-2.0
// The user service by its commands: what a person sees and changes of themselves, what goes by itself, what remains
// when they are forgotten.
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>
#include <map>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "core/catalogue.h"
#include "core/commands.h"
#include "core/model/wire.h"
#include "core/services/user/secrets.h"
#include "core/services/user/user_commands.h"
#include "core/twin/state_digest.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

const std::string hash = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHQ$c29tZWhhc2g";

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;

  Caller as(UserId user, Role role = Role::Customer, RestaurantId restaurant = {}, SessionId session = {}) const {
    return {user, {}, session, {{role, restaurant}}, {}, {}};
  }
  template <class C>
  std::string refusal(C command, const Caller& caller) {
    const CallAnswer answer = business.call(*command_type_by_name(C::description().name), &command, caller, {});
    return answer.ok() ? std::string() : answer.problem->type + ":" + answer.problem->field;
  }
  template <class C>
  auto tell(const C& command) {
    auto answer = business.command(command);
    if (!answer.ok()) throw std::runtime_error(answer.problem().type + ": " + answer.problem().detail);
    return std::move(answer).value();
  }
  SessionId session(UserId user, const std::string& family) {
    return tell(OpenSession{user, {}, {family, "digest of " + family, 0, true}, {}, "phone"});
  }
  template <class T>
  std::size_t count() {
    return store.count(record_type<T>());
  }
};

}  // namespace

class UserCommandsTest : public QObject {
  Q_OBJECT
 private slots:
  void whoIsNobodyYetMaySignUp() {
    Stage s;
    QCOMPARE(s.refusal(RegisterUser{"Bea", "bea@example.org", "", {}}, Caller{}), std::string());
    QCOMPARE(s.refusal(RegisterUser{"Bea", "bea@example.org", "", {}}, Caller{}),
             std::string("user.email_taken:email"));
    QCOMPARE(s.refusal(RegisterUser{"Bea", "not an address", "", {}}, Caller{}), std::string("user.invalid:email"));
  }

  void aPersonSeesAndChangesTheirProfileAndNobodyElses() {
    Stage s;
    const UserId ada = s.cast.user, bea = s.add_user("bea@example.org");
    QCOMPARE(s.refusal(ChangeContact{ada, "Ada L.", {}, {}}, s.as(ada)), std::string());
    QCOMPARE(s.refusal(AddAddress{ada, {"work", "Rue 2", HandWorld::home_place}}, s.as(ada)), std::string());
    QCOMPARE(s.refusal(SetPreferences{ada, {"fr-MC", true, false, true, false}}, s.as(ada)), std::string());
    const ProfileView view = s.tell(SeeProfile{ada});
    QCOMPARE(view.name, std::string("Ada L."));
    QCOMPARE(view.addresses.size(), std::size_t{2});
    QCOMPARE(view.preferences.language, std::string("fr-MC"));
    QVERIFY(!view.has_password && view.roles.empty());
    QCOMPARE(s.refusal(RemoveAddress{ada, 1}, s.as(ada)), std::string());
    QCOMPARE(s.refusal(RemoveAddress{ada, 1}, s.as(ada)), std::string("user.no_such_address:index"));
    for (const std::string& stranger :
         {s.refusal(ChangeContact{ada, "Eve", {}, {}}, s.as(bea)), s.refusal(SeeProfile{ada}, s.as(bea)),
          s.refusal(ErasePerson{ada}, s.as(bea)), s.refusal(ExportPerson{ada}, s.as(bea))})
      QCOMPARE(stranger, std::string("user.not_found:user_id"));
    QCOMPARE(s.tell(SeeProfile{ada}).name, std::string("Ada L."));
  }

  void nobodyOutsideMayVouchForASecret() {
    Stage s;
    const UserId ada = s.cast.user;
    for (const Role role : {Role::Customer, Role::Operations, Role::Support}) {
      QCOMPARE(s.refusal(FinishLogin{ada, hash, true}, s.as(ada, role)), std::string("identity.forbidden:"));
      QCOMPARE(s.refusal(SetPassword{ada, hash, {}}, s.as(ada, role)), std::string("identity.forbidden:"));
      QCOMPARE(s.refusal(OpenSession{ada, {}, {"f", "d", 0, true}, {}, ""}, s.as(ada, role)),
               std::string("identity.forbidden:"));
      QCOMPARE(s.refusal(LookAtLogin{"ada@example.org"}, s.as(ada, role)), std::string("identity.forbidden:"));
    }
  }

  void rolesAreHandedOutInOnesOwnNameAndReach() {
    Stage s;
    const UserId admin = s.cast.user, bea = s.add_user("bea@example.org");
    const Caller boss = s.as(admin, Role::RestaurantAdmin, s.cast.restaurant);
    s.tell(GrantRole{{}, admin, Role::RestaurantAdmin, s.cast.restaurant});
    // Whoever the command says it is by: it is by the caller.
    QCOMPARE(s.refusal(GrantRole{{}, bea, Role::RestaurantStaff, s.cast.restaurant}, boss), std::string());
    QCOMPARE(s.refusal(GrantRole{{}, bea, Role::Operations, {}}, boss), std::string("identity.forbidden:"));
    QCOMPARE(s.refusal(GrantRole{{}, bea, Role::RestaurantStaff, RestaurantId{99}}, boss),
             std::string("user.not_found:user_id"));
    const ProfileRole held = s.tell(SeeProfile{bea}).roles.at(0);
    QVERIFY(held.role == Role::RestaurantStaff && held.restaurant == s.cast.restaurant);
    QCOMPARE(s.business.read([&](UnitOfWork& w) { return w.find(held.grant)->granted_by; }), admin);
    QCOMPARE(s.refusal(WithdrawRole{{}, held.grant}, s.as(bea, Role::RestaurantAdmin, RestaurantId{99})),
             std::string("user.not_found:role_grant_id"));
    QCOMPARE(s.refusal(WithdrawRole{{}, held.grant}, boss), std::string());
    QVERIFY(s.tell(SeeProfile{bea}).roles.empty());
  }

  void sessionsAreSeenAndEnded() {
    Stage s;
    const UserId ada = s.cast.user, bea = s.add_user("bea@example.org");
    const SessionId phone = s.session(ada, "a"), laptop = s.session(ada, "b"), tablet = s.session(ada, "c");
    QCOMPARE(s.tell(ListSessions{ada}).sessions.size(), std::size_t{3});
    QCOMPARE(s.refusal(EndSession{phone}, s.as(bea)), std::string("user.not_found:session_id"));
    QCOMPARE(s.refusal(EndSession{phone}, s.as(ada)), std::string());
    QCOMPARE(s.refusal(EndSessions{ada, SessionEnd::Expired, phone}, s.as(ada, Role::Customer, {}, laptop)),
             std::string());
    const auto left = s.tell(ListSessions{ada}).sessions;
    QCOMPARE(left.size(), std::size_t{1});
    QCOMPARE(left[0].session, laptop);
    QVERIFY(tablet);
  }

  void whatHasExpiredGoesByItself() {
    Stage s;
    const UserId ada = s.cast.user;
    s.session(ada, "a");
    s.tell(IssueCode{ada, CodePurpose::ConfirmEmail, "digest"});
    s.tell(RegisterClient{ada, "client-id-0123456789", {}, "Shop", {"https://shop.example/"}, "orders:read", false});
    const std::string challenge = base64url(sha256("a verifier"));
    s.tell(Authorize{ada, "client-id-0123456789", "https://shop.example/", "orders:read", challenge, "S256", "code"});
    s.pass(days(1) - milliseconds(1));
    QVERIFY(s.count<VerificationCode>() == 1 && s.count<AuthorizationCode>() == 1);
    s.pass(milliseconds(1));
    QVERIFY(s.count<VerificationCode>() == 0 && s.count<AuthorizationCode>() == 0);
    // A session that is used lives on, until it is not.
    s.tell(RefreshSession{{"a", "digest of a", 0, true}, {"a", "next", 1, true}, {}});
    s.pass(days(13) + hours(23));
    QCOMPARE(s.count<Session>(), std::size_t{1});
    s.pass(hours(1));
    QCOMPARE(s.count<Session>(), std::size_t{0});
  }

  void whatExpiresIsKnownAgainAfterARestart() {
    Stage s;
    s.session(s.cast.user, "a");
    s.tell(IssueCode{s.cast.user, CodePurpose::ConfirmEmail, "digest"});
    s.timers.armed.clear();
    s.business.recover();
    s.pass(days(15));
    QVERIFY(s.count<Session>() == 0 && s.count<VerificationCode>() == 0);
  }

  void everythingAboutAPersonIsToldAsJson() {
    Stage s;
    s.whole_order(s.cast);
    s.tell(ChangeContact{s.cast.user, "Ada \"Countess\"\n\\ L.", {}, {}});
    s.tell(SetPassword{s.cast.user, hash, {}});
    std::map<std::string, int> tables;
    std::string all;
    for (const ExportedRecord& record : s.tell(ExportPerson{s.cast.user}).records) {
      ++tables[record.table];
      all += record.json;
      QJsonParseError error;
      const auto json = QJsonDocument::fromJson(QByteArray::fromStdString(record.json), &error);
      QVERIFY2(error.error == QJsonParseError::NoError && json.isObject(), record.json.c_str());
      if (record.table != "users") continue;
      QCOMPARE(json["name"].toString(), QString("Ada \"Countess\"\n\\ L."));
      QCOMPARE(json["user_id"].toInt(), static_cast<int>(s.cast.user.value));
      QCOMPARE(json["addresses"][0]["line"].toString(), QString("Rue 1"));
    }
    for (const char* table : {"users", "orders", "baskets", "payments", "credentials"}) QCOMPARE(tables[table], 1);
    QVERIFY(all.find("argon2id") == std::string::npos);  // a secret
  }

  void whoIsForgottenLeavesNoWordsAndTheBooksAsTheyWere() {
    Stage s;
    HandWorld::Cast person = s.cast;
    person.user = s.tell(RegisterUser{
        "Zenobia Quux", "zenobia@quux.example", "+37799887766", {{"nest", "Quux Alley 9", HandWorld::home_place}}});
    const auto order = [&](const std::string& note) {
      PlaceOrder wish = s.wish(person);
      wish.drop_line = "Quux Alley 9";
      wish.note = note;
      const OrderId id = s.tell(wish);
      s.answer(ProviderVerdict::Approved);
      s.accept(id);
      s.cook(id);
      s.assign(id, person.rider);
      s.carry(id, person.rider);
      s.answer(ProviderVerdict::Approved);
      return id;
    };
    const OrderId paid = order("ring at Quux"), cold = order("again Quux");
    const auto refunded = s.business.execute([&](UnitOfWork& w) {
      return s.business.payments.refund(w, {cold, {300, Currency::EUR}, "cold"});
    });
    QVERIFY(refunded.ok());
    s.answer(ProviderVerdict::Approved);
    s.tell(WriteReview{paid, 4, 0, {}, "Quux says good"});
    s.tell(OpenHelpTicket{person.user, cold, HelpCategory::Question, {}, "Quux asks why", "", true});
    s.tell(SetPassword{person.user, hash, {}});
    s.session(person.user, "z");
    const auto books = [&] {
      Digest digest;
      for (const RecordType* type :
           {&record_type<Order>(), &record_type<Payment>(), &record_type<Refund>(), &record_type<LedgerEntry>()})
        digest.add(state_digest(s.store, std::span(&type, 1)));
      return digest.hex();
    };
    const std::string before = books();
    const std::size_t entries = s.count<LedgerEntry>();
    QVERIFY(entries > 0);
    QCOMPARE(s.refusal(ErasePerson{person.user}, s.as(person.user)), std::string());
    QCOMPARE(books(), before);
    QCOMPARE(s.count<LedgerEntry>(), entries);
    QCOMPARE(s.ledger_sum(), std::int64_t{0});
    // Whatever service keeps words about people: none is left, in no table.
    for (const RecordType* type : all_record_types())
      s.store.scan(*type, [&](std::uint64_t, const void* record) {
        std::string bytes;
        type->encode(record, bytes);
        for (const char* word : {"Quux", "quux", "Zenobia", "99887766", "argon2id"})
          QVERIFY2(bytes.find(word) == std::string::npos, (std::string(type->schema->name) + ": " + word).c_str());
      });
    QCOMPARE(s.refusal(SeeProfile{person.user}, s.as(person.user)), std::string("user.unknown:user_id"));
  }
};

QTEST_GUILESS_MAIN(UserCommandsTest)
#include "user_commands_test.moc"
