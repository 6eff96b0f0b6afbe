// SPDX-License-Identifier: Apache-2.0
// At the door: codes, proofs, and what is forgotten a day later.
#include "core/services/delivery/hand_over_code.h"
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

namespace {

struct Stage : DeliveryStage {
  DeliveryId with_code() {
    DeliveryWish what = wish();
    what.code_wanted = true;
    return in_hand(rider, what);
  }
  std::string code() { return business.command(SeeHandOverCode{received})->code; }
  HandOverAnswer hand(DeliveryId id, const std::string& code) {
    return *business.command(HandOverFood{id, rider, code});
  }
  Doorstep doorstep(DeliveryId id) {
    return business.read([&](UnitOfWork& w) { return *w.find_at<Doorstep>(id.value); });
  }
};

std::string another(const std::string& code) {
  return code == "0000" ? "0001" : "0000";
}

}  // namespace

class DeliveryHandoverTest : public QObject {
  Q_OBJECT
 private slots:
  void withoutACodeTheHandOverIsSimple() {
    Stage s;
    const DeliveryId id = s.in_hand(s.rider);
    const auto answer = s.business.command(HandOverFood{id, s.rider});
    QVERIFY(answer->delivered);
    QVERIFY(!s.seen(id).has_doorstep);  // nothing to keep
    QCOMPARE(s.seen(id).status, DeliveryStatus::Delivered);
    QCOMPARE(s.refusal(HandOverFood{id, s.rider}), std::string("delivery.not_now:delivery_id"));
  }

  void codesAreFourDigitsMadeWithTheKey() {
    const std::string code = hand_over_code("key", DeliveryId{1});
    QCOMPARE(code.size(), std::size_t{4});
    QVERIFY(std::all_of(code.begin(), code.end(), [](char c) { return c >= '0' && c <= '9'; }));
    QCOMPARE(hand_over_code("key", DeliveryId{1}), code);
    int same = 0;
    std::set<std::string> codes;
    for (std::uint64_t i = 1; i <= 1'000; ++i) {
      same += hand_over_code("key", DeliveryId{i}) == hand_over_code("other", DeliveryId{i});
      codes.insert(hand_over_code("key", DeliveryId{i}));
    }
    QVERIFY(same < 5);
    QVERIFY(codes.size() > 930);  // 952 of a thousand draws are expected to differ
  }

  void theCustomerKnowsTheCodeAndTheRiderDoesNot() {
    Stage s;
    s.done(SetHandOverKey{"c2l4dGVlbiBieXRlcyBhbmQgbW9yZQ"});
    const DeliveryId id = s.with_code();
    QCOMPARE(s.code(), hand_over_code("c2l4dGVlbiBieXRlcyBhbmQgbW9yZQ", id));
    QVERIFY(s.business.command(TrackDelivery{s.received})->code_wanted);
    QVERIFY(!may({Role::Rider}, SeeHandOverCode::permission));
    QVERIFY(!may({Role::Operations}, SeeHandOverCode::permission));
    const Subject subject = s.business.read([&](UnitOfWork& w) { return subject_of(w, SeeHandOverCode{s.received}); });
    QCOMPARE(subject.user, s.cast.user);
    QVERIFY(!subject.rider);
  }

  void theRightCodeHandsOver() {
    Stage s;
    const DeliveryId id = s.with_code();
    QCOMPARE(s.refusal(HandOverFood{id, s.rider}), std::string("delivery.code_wanted:code"));
    QVERIFY(s.hand(id, s.code()).delivered);
    QCOMPARE(s.doorstep(id).proof, ProofKind::Code);
    QCOMPARE(s.code(), std::string());  // of no use any more
  }

  void fiveWrongCodesLockIt() {
    Stage s;
    const DeliveryId id = s.with_code();
    const std::string right = s.code();
    for (int left = 4; left >= 0; --left) {
      const HandOverAnswer answer = s.hand(id, another(right));
      QVERIFY(!answer.delivered);
      QCOMPARE(answer.tries_left, left);
    }
    QCOMPARE(s.seen(id).status, DeliveryStatus::PickedUp);
    QCOMPARE(s.refusal(HandOverFood{id, s.rider, right}), std::string("delivery.code_locked:code"));
    QCOMPARE(s.refusal(UnlockHandOver{id, false, ""}), std::string("delivery.invalid:note"));
    s.done(UnlockHandOver{id, false, "called from the known phone"});
    QVERIFY(s.hand(id, right).delivered);
  }

  void operationsMayDoWithoutTheCode() {
    Stage s;
    const DeliveryId id = s.with_code();
    s.done(UnlockHandOver{id, true, "phone lost, knows the order"});
    QVERIFY(s.hand(id, "").delivered);
    QCOMPARE(s.refusal(UnlockHandOver{id, true, "again"}), std::string("delivery.not_now:delivery_id"));
  }

  void dearOrdersWantACodeAnyway() {
    Stage s;
    const auto wants = [&](Money total) {
      DeliveryWish what = s.wish();
      what.total = total;
      return s.seen(s.request(what)).has_doorstep;
    };
    QVERIFY(!wants({}));
    QVERIFY(!wants({5'999, Currency::EUR}));
    QVERIFY(wants({6'000, Currency::EUR}));
    QVERIFY(!wants({8'999, Currency::JPY}));
    QVERIFY(wants({9'000, Currency::JPY}));
  }

  void aNewKeyLeavesOpenCodesAsTheyAre() {
    Stage s;
    s.done(SetHandOverKey{"c2l4dGVlbiBieXRlcyBhbmQgbW9yZQ"});
    s.with_code();
    const std::string before = s.code();
    s.done(SetHandOverKey{"YW5vdGhlciBzaXh0ZWVuIGJ5dGVz"});
    QCOMPARE(s.code(), before);
    const DeliveryId next = s.with_code();
    QCOMPARE(s.code(), hand_over_code("YW5vdGhlciBzaXh0ZWVuIGJ5dGVz", next));
    QCOMPARE(s.refusal(SetHandOverKey{"dG9vIHNob3J0"}), std::string("delivery.invalid:key"));
    QCOMPARE(s.refusal(SetHandOverKey{"not base64 at all!"}), std::string("delivery.invalid:key"));
  }

  void proofsAreComplete() {
    Stage s;
    const DeliveryId id = s.in_hand(s.rider);
    const auto with = [&](ProofKind kind, const std::string& photo, const std::string& note) {
      return s.refusal(HandOverFood{id, s.rider, "", kind, photo, note});
    };
    QCOMPARE(with(ProofKind::Photo, "", ""), std::string("delivery.invalid:photo"));
    QCOMPARE(with(ProofKind::LeftAtDoor, "", ""), std::string("delivery.invalid:note"));
    QCOMPARE(with(ProofKind::Code, "", ""), std::string("delivery.invalid:proof"));
    QCOMPARE(with(ProofKind::InHand, std::string(201, 'p'), ""), std::string("delivery.invalid:photo"));
    QCOMPARE(with(ProofKind::InHand, "", std::string(501, 'n')), std::string("delivery.invalid:note"));
    QCOMPARE(with(ProofKind::InHand, "", "4242-4242-4242-4242"), std::string("delivery.invalid:note"));
    QCOMPARE(with(ProofKind::LeftAtDoor, "", "behind the bin"), std::string());
    QCOMPARE(s.doorstep(id).note, std::string("behind the bin"));
    QCOMPARE(s.business.command(TrackDelivery{s.received})->proof, ProofKind::LeftAtDoor);
  }

  void foodWithACodeIsNotLeftAtTheDoor() {
    Stage s;
    const DeliveryId id = s.with_code();
    QCOMPARE(s.refusal(HandOverFood{id, s.rider, s.code(), ProofKind::LeftAtDoor, "", "on the mat"}),
             std::string("delivery.invalid:proof"));
  }

  void aHandOverElsewhereIsMarked() {
    Stage s;
    const DeliveryId near = s.in_hand(s.rider);
    QVERIFY(
        !s.business.command(HandOverFood{near, s.rider, "", ProofKind::InHand, "", "", s.home_place})->far_from_drop);
    const DeliveryId far = s.in_hand(s.rider);
    QVERIFY(s.business.command(HandOverFood{far, s.rider, "", ProofKind::InHand, "", "", s.shop_place})->far_from_drop);
    QVERIFY(s.doorstep(far).far_from_drop);
    QCOMPARE(s.seen(far).status, DeliveryStatus::Delivered);
  }

  void whatHappenedAtTheDoorIsForgottenAfterADay() {
    Stage s;
    const DeliveryId id = s.in_hand(s.rider);
    s.done(HandOverFood{id, s.rider, "", ProofKind::Photo, "photos/77", "", s.home_place});
    s.pass(hours(24) - milliseconds(1));
    QCOMPARE(s.doorstep(id).photo, std::string("photos/77"));
    s.pass(milliseconds(1));
    QVERIFY(!s.seen(id).has_doorstep);
    QCOMPARE(s.store.count(record_type<Doorstep>()), std::size_t{0});
    QCOMPARE(s.seen(id).status, DeliveryStatus::Delivered);  // the books stay
  }

  void aCancelledDeliverysDoorIsForgottenToo() {
    Stage s;
    const DeliveryId id = s.with_code();
    s.cancel(id);
    s.pass(hours(24));
    QCOMPARE(s.store.count(record_type<Doorstep>()), std::size_t{0});
    QVERIFY(!s.seen(id).has_doorstep);
  }
};

QTEST_GUILESS_MAIN(DeliveryHandoverTest)
#include "delivery_handover_test.moc"
