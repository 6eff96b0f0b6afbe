// SPDX-License-Identifier: Apache-2.0
// Who may bring whom, when both are rewarded, and what is held against abuse.
#include <QTest>
#include <set>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/core/loyalty_scenario.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct Stage : HandWorld {
  Stage() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;
  int people = 0;

  template <class C>
  std::string refusal(const C& command) {
    const auto answer = business.command(command);
    return answer.ok() ? std::string() : answer.problem().type;
  }
  // Lives nowhere near anybody, unless an address is given.
  UserId person(const std::string& email = {}, const std::string& phone = {}, std::vector<Address> addresses = {}) {
    const std::string number = std::to_string(++people);
    const auto made = business.execute([&](UnitOfWork& work) {
      return business.users.register_user(work, {"Grace", email.empty() ? "grace" + number + "@example.org" : email,
                                                 phone.empty() ? "+4900" + number : phone, addresses});
    });
    if (!made.ok()) throw std::runtime_error(made.problem().type);
    return *made;
  }
  std::string redeem(UserId newcomer, UserId referrer) {
    return refusal(RedeemReferral{newcomer, referral_rules::code_of(referrer)});
  }
  OrderId eats(UserId user, std::int64_t items) {
    Cast as = cast;
    as.user = user;
    const auto id = business.execute([&](UnitOfWork& work) { return place_rewarded(work, as, {items, {}, 0}); });
    if (!id.ok()) throw std::runtime_error(id.problem().type);
    answer(ProviderVerdict::Approved);
    finish_order(*this, *id);
    return *id;
  }
  Referral referral(UserId newcomer) {
    return business.read([&](UnitOfWork& w) { return *w.find_at<Referral>(newcomer.value); });
  }
  std::int64_t granted(UserId user) {
    return business.read([&](UnitOfWork& work) {
      std::int64_t points = 0;
      for (const std::uint64_t key : work.find_where<&PointsEntry::user>(user))
        if (work.find(PointsEntryId{key})->kind == PointsKind::Granted) points += work.find(PointsEntryId{key})->points;
      return points;
    });
  }
};

}  // namespace

class LoyaltyReferralTest : public QObject {
  Q_OBJECT
 private slots:
  void everyPersonHasACodeOfTheirOwn() {
    std::set<std::string> codes;
    for (std::uint64_t number = 1; number <= 20'000; ++number) {
      const std::string code = referral_rules::code_of(UserId{number});
      QCOMPARE(code.size(), std::size_t{8});
      QCOMPARE(referral_rules::person_of(code).value(), UserId{number});
      codes.insert(code);
    }
    QCOMPARE(codes.size(), std::size_t{20'000});
    const UserId last{(std::uint64_t{1} << 40) - 1};
    QCOMPARE(referral_rules::person_of(referral_rules::code_of(last)).value(), last);
    QCOMPARE(referral_rules::code_of(UserId{std::uint64_t{1} << 40}), std::string());
  }

  void aCodeIsReadAsPeopleWriteIt() {
    std::string code = referral_rules::code_of(UserId{42});
    std::string written;
    for (const char c : code) {
      if (written.size() == 4) written += "-";
      written.push_back(c == '0' ? 'o' : c == '1' ? 'l' : c >= 'A' ? static_cast<char>(c - 'A' + 'a') : c);
    }
    QCOMPARE(referral_rules::person_of(written).value(), UserId{42});
    QVERIFY(!referral_rules::person_of("U2345678"));
    QVERIFY(!referral_rules::person_of("1234567"));
    QVERIFY(!referral_rules::person_of("123456789"));
  }

  void theFirstCompletedOrderOfFifteenUnitsRewardsBothOnce() {
    Stage s;
    const UserId old = s.person();
    const UserId fresh = s.person();
    QCOMPARE(s.redeem(fresh, old), std::string());
    s.eats(fresh, 1'499);
    QCOMPARE(s.granted(fresh), 0);
    const OrderId order = s.eats(fresh, 1'500);
    QCOMPARE(s.granted(fresh), 200);
    QCOMPARE(s.granted(old), 300);
    QCOMPARE(s.referral(fresh).order, order);
    s.eats(fresh, 2'000);
    QCOMPARE(s.granted(old), 300);
    const auto view = s.business.command(SeeReferral{old});
    QCOMPARE(view->brought, 1);
    QCOMPARE(view->rewarded, 1);
    QVERIFY(!view->redeemed);
    QVERIFY(s.business.command(SeeReferral{fresh})->redeemed);
  }

  void aRewardIsNotForever() {
    Stage s;
    const UserId old = s.person();
    const UserId fresh = s.person();
    QCOMPARE(s.redeem(fresh, old), std::string());
    s.clock.at = s.clock.at + days(60) + milliseconds(1);
    s.eats(fresh, 2'000);
    QCOMPARE(s.granted(old), 0);
  }

  void onlyNewcomersMayBeBrought() {
    Stage s;
    const UserId old = s.person();
    const UserId late = s.person();
    const UserId eater = s.person();
    QCOMPARE(s.refusal(RedeemReferral{late, "00000000"}), std::string("referral.unknown"));
    QCOMPARE(s.refusal(RedeemReferral{late, referral_rules::code_of(UserId{9'999})}), std::string("referral.unknown"));
    s.eats(eater, 1'000);
    QCOMPARE(s.redeem(eater, old), std::string("referral.not_newcomer"));
    s.clock.at = s.clock.at + days(30);
    const UserId third = s.person();
    QCOMPARE(s.redeem(late, old), std::string());
    QCOMPARE(s.redeem(late, third), std::string("referral.exists"));
    s.clock.at = s.clock.at + days(30) + milliseconds(1);
    QCOMPARE(s.redeem(third, old), std::string("referral.not_newcomer"));
  }

  void nobodyBringsThemselves_data() {
    QTest::addColumn<QString>("email");
    QTest::addColumn<QString>("phone");
    QTest::newRow("the same e-mail with a tag") << "a.da+pizza@gmail.com"
                                                << "+331";
    QTest::newRow("the same e-mail without dots") << "ADA@googlemail.com"
                                                  << "+331";
    QTest::newRow("the same phone") << "other@example.org"
                                    << "0377 123-45";
  }
  void nobodyBringsThemselves() {
    QFETCH(QString, email);
    QFETCH(QString, phone);
    Stage s;
    const UserId old = s.person("a.d.a@gmail.com", "+377 12345");
    const UserId fresh = s.person(email.toStdString(), phone.toStdString());
    QCOMPARE(s.redeem(fresh, old), std::string("referral.oneself"));
    QCOMPARE(s.redeem(old, old), std::string("referral.oneself"));
  }

  void dotsMatterOutsideOfGmail() {
    QCOMPARE(referral_rules::plain_email("A.Da+x@Example.org"), std::string("a.da@example.org"));
    QCOMPARE(referral_rules::plain_email("no address"), std::string());
    QCOMPARE(referral_rules::plain_phone("+00 377-1"), std::string("3771"));
  }

  void twoDoNotBringEachOther() {
    Stage s;
    const UserId one = s.person();
    const UserId two = s.person();
    QCOMPARE(s.redeem(one, two), std::string());
    QCOMPARE(s.redeem(two, one), std::string("referral.oneself"));
  }

  void theSameHouseIsHeldUntilSomebodyHasLooked() {
    Stage s;
    const UserId old = s.person({}, {}, {{"home", "Rue 1", HandWorld::home_place}});
    const UserId fresh =
        s.person({}, {}, {{"home", "Rue 1", {HandWorld::home_place.lat + 2'000, HandWorld::home_place.lon}}});
    QCOMPARE(s.redeem(fresh, old), std::string());
    QCOMPARE(s.referral(fresh).status, ReferralStatus::Held);
    QCOMPARE(s.referral(fresh).doubt, ReferralDoubt::SameAddress);
    s.eats(fresh, 2'000);
    QCOMPARE(s.granted(fresh), 0);
    QCOMPARE(s.business.command(ListHeldReferrals{})->referrals.size(), std::size_t{1});
    QCOMPARE(s.refusal(SettleReferral{fresh, false, ""}), std::string("referral.invalid"));
    QCOMPARE(s.refusal(SettleReferral{fresh, true, "two flats"}), std::string());
    QCOMPARE(s.granted(fresh), 200);
    QCOMPARE(s.granted(old), 300);
    QCOMPARE(s.refusal(SettleReferral{fresh, true, ""}), std::string("referral.not_held"));
    QCOMPARE(s.business.command(ListHeldReferrals{})->referrals.size(), std::size_t{0});
  }

  void anOrderToTheReferrersDoorIsHeldToo() {
    Stage s;
    const UserId old = s.person({}, {}, {{"home", "Rue 1", HandWorld::shop_place}});
    const UserId fresh = s.person();
    QCOMPARE(s.redeem(fresh, old), std::string());
    QCOMPARE(s.referral(fresh).status, ReferralStatus::Open);
    s.eats(fresh, 2'000);  // brought to the shop's place
    QCOMPARE(s.referral(fresh).status, ReferralStatus::Held);
    QCOMPARE(s.refusal(SettleReferral{fresh, false, "the same flat"}), std::string());
    QCOMPARE(s.referral(fresh).status, ReferralStatus::Refused);
    QCOMPARE(s.granted(old), 0);
    QCOMPARE(s.refusal(SettleReferral{UserId{99}, true, ""}), std::string("referral.unknown"));
  }

  void theFourthOfADayIsHeldAndTheEleventhOfThirtyDaysIsRefused() {
    Stage s;
    const UserId old = s.person();
    for (int i = 1; i <= 4; ++i) {
      const UserId fresh = s.person();
      QCOMPARE(s.redeem(fresh, old), std::string());
      QCOMPARE(s.referral(fresh).doubt, i < 4 ? ReferralDoubt::None : ReferralDoubt::Burst);
    }
    for (int i = 5; i <= 10; ++i) {
      s.clock.at = s.clock.at + days(1);
      QCOMPARE(s.redeem(s.person(), old), std::string());
    }
    QCOMPARE(s.redeem(s.person(), old), std::string("referral.too_many"));
    s.clock.at = s.clock.at + days(30);
    QCOMPARE(s.redeem(s.person(), old), std::string());
  }

  void aRefundOfHalfTheOrderTakesBothRewardsBack() {
    Stage s;
    const UserId old = s.person();
    const UserId fresh = s.person();
    QCOMPARE(s.redeem(fresh, old), std::string());
    const OrderId order = s.eats(fresh, 2'000);
    refund_order(s, order, 999);
    QCOMPARE(s.referral(fresh).status, ReferralStatus::Rewarded);
    refund_order(s, order, 1);
    QCOMPARE(s.referral(fresh).status, ReferralStatus::Revoked);
    QCOMPARE(s.business.command(SeePoints{old, 0, 1})->balance, 0);
    QCOMPARE(s.business.command(SeePoints{fresh, 0, 1})->balance, 10);  // half of what the order earned
  }
};

QTEST_GUILESS_MAIN(LoyaltyReferralTest)
#include "loyalty_referral_test.moc"
