// SPDX-License-Identifier: Apache-2.0
// Every event of the payment service, by commands. `run` executes one command and fails the test when it is refused.
#pragma once

#include "core/business.h"
#include "tests/support/hand_world.h"

namespace pizza::test {

template <class Run>
class PaymentScenario {
 public:
  PaymentScenario(HandWorld& world, const HandWorld::Cast& cast, Run run) : w_(world), cast_(cast), run_(run) {}

  void play() {
    w_.provider.asked.clear();  // what others left without an answer
    challenge();
    adjust();
    hold();
    stuck();
    notices();
    payouts();
    statement();
  }

 private:
  using C = Currency;

  template <class Command>
  void tell(const Command& command) {
    run_([&](UnitOfWork& work) { return handle(work, command); });
  }
  template <class Do>
  void work(Do what) {
    run_([&](UnitOfWork& work) -> Outcome {
      what(work, PaymentService{});
      return Done{};
    });
  }
  PaymentId place() { return w_.payment(w_.place(cast_)).id; }
  PaymentId held_at_provider() {
    const PaymentId id = place();
    w_.answer(ProviderVerdict::Approved);
    return id;
  }

  void challenge() {
    const PaymentId id = place();
    w_.answer(ProviderVerdict::Challenge);
    tell(AnswerChallenge{id, "ok"});
    w_.answer(ProviderVerdict::Approved);
    work([&](UnitOfWork& w, PaymentService p) { p.release(w, id); });
    w_.answer(ProviderVerdict::Approved);
  }

  void adjust() {
    const PaymentId early = place();
    work([&](UnitOfWork& w, PaymentService p) { p.adjust(w, early, {9'000, C::EUR}); });
    w_.answer(ProviderVerdict::Approved);
    w_.answer(ProviderVerdict::Approved);  // of the increment
    work([&](UnitOfWork& w, PaymentService p) { p.adjust(w, early, {9'900, C::EUR}); });
    w_.answer(ProviderVerdict::Declined, "insufficient_funds");
    work([&](UnitOfWork& w, PaymentService p) { p.adjust(w, early, {700, C::EUR}); });
    work([&](UnitOfWork& w, PaymentService p) { p.capture_part(w, early, {500, C::EUR}); });
    w_.answer(ProviderVerdict::Approved);
  }

  // An account of today, nothing paid yet, a large amount.
  void hold() {
    HandWorld::Cast rich = cast_;
    rich.user = w_.add_user("rich@example.org");
    for (const bool approve : {true, false}) {
      PlaceOrder wish = w_.wish(rich);
      wish.lines[0].quantity = 30;
      run_([&](UnitOfWork& work) { return w_.business.orders.place(work, wish); });
      const auto cases = w_.business.command(ListPaymentCases{100});
      PaymentId id;
      for (const PaymentCase& one : cases->cases)
        if (one.kind == CaseKind::Held) id = one.payment;
      if (approve) {
        tell(ApproveHeldPayment{id, {}, "called back"});
        w_.answer(ProviderVerdict::Declined, "do_not_honor");
      } else {
        tell(RefuseHeldPayment{id, {}, "no such person"});
      }
    }
  }

  void stuck() {
    const PaymentId id = held_at_provider();
    work([&](UnitOfWork& w, PaymentService p) { p.release(w, id); });
    w_.pass(hours(2));  // never answered: people must look
    w_.provider.asked.clear();
    tell(SettleStuckPayment{id, {}, SettledAs::Captured, {}, "the provider's page shows a capture"});
    w_.answer(ProviderVerdict::Approved);  // of the refund
  }

  void notices() {
    const PaymentId id = place();
    tell(ProviderNotice{"evt_scenario", NoticeKind::Authorized, id, {}, {}, "", "", {}});
    tell(ProviderNotice{"evt_scenario_2", NoticeKind::Captured, id, {}, {}, "", "", {}});
    w_.provider.asked.clear();
  }

  void payouts() {
    w_.provider.asked.clear();
    tell(SetPayoutAccount{cast_.restaurant, {}, "acct_shop"});
    w_.pass(days(7));
    w_.provider.asked.clear();
    w_.timers.armed.clear();
    cast_.rider = w_.add_rider();
    w_.whole_order(cast_);
    w_.clock.at = w_.clock.at + days(7);
    tell(RunPayouts{});
    w_.answer(ProviderVerdict::Declined, "account_closed");
    tell(SetPayoutAccount{cast_.restaurant, {}, "acct_other"});
    w_.clock.at = w_.clock.at + days(7);
    tell(RunPayouts{});
    w_.provider.asked.clear();
    w_.pass(hours(2));  // never answered
    w_.provider.asked.clear();
    const auto page = w_.business.command(SeePayouts{cast_.restaurant, {}, 1});
    tell(SettleStuckPayout{page->payouts.front().id, true, "seen on their statement"});
  }

  void statement() {
    cast_.rider = w_.add_rider();
    const OrderId order = w_.whole_order(cast_);
    const Payment payment = w_.payment(order);
    StatementLine line{StatementKind::Capture, payment.id.value, payment.captured, {65, C::EUR}, w_.clock.at};
    StatementLine paid{StatementKind::Settlement, 0, {1'000, C::EUR}, {}, w_.clock.at};
    tell(ReconcileStatement{"scenario", w_.clock.at, {line, paid}, {}});
  }

  HandWorld& w_;
  HandWorld::Cast cast_;
  Run run_;
};

template <class Run>
void play_payments(HandWorld& world, const HandWorld::Cast& cast, Run run) {
  PaymentScenario<Run>(world, cast, run).play();
}

}  // namespace pizza::test
