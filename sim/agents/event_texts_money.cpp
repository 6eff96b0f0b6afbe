// SPDX-License-Identifier: Apache-2.0
#include "core/services/payment/payment_events.h"
#include "core/services/payment/payout_events.h"
#include "sim/agents/event_texts.h"

namespace pizza::sim {

using namespace event_words;

namespace {

struct MoneyTexts {
  const RiderNames& riders;

  std::string of(const PaymentRequested& e) const { return "asks to hold " + money_text(e.payment.amount); }
  std::string of(const ProviderAsked& e) const { return "asked to " + name(e.action); }
  std::string of(const PaymentReleaseWanted&) const { return "as soon as the provider has answered"; }
  std::string of(const PaymentAuthorized& e) const { return money_text(e.amount) + " held"; }
  std::string of(const PaymentDeclined& e) const { return words(e.reason); }
  std::string of(const PaymentCaptureBegun& e) const { return money_text(e.amount) + " is to be taken"; }
  std::string of(const PaymentCaptured& e) const { return money_text(e.amount) + " taken"; }
  std::string of(const PaymentVoidBegun&) const { return "the hold is to be let go"; }
  std::string of(const PaymentVoided& e) const { return money_text(e.amount) + " let go"; }
  std::string of(const PaymentFailed& e) const { return words(e.reason); }
  std::string of(const PaymentReleased&) const { return "somebody has looked: the provider is asked"; }
  std::string of(const PaymentIncrementBegun& e) const { return money_text(e.amount) + " is to be held"; }
  std::string of(const PaymentAdjusted& e) const { return money_text(e.held) + " held for " + money_text(e.amount); }
  std::string of(const PaymentAdjustWanted& e) const { return money_text(e.amount) + ", once the provider is free"; }
  std::string of(const PaymentAdjustRefused& e) const {
    return money_text(e.amount) + " is more than can be held: " + words(e.reason);
  }
  std::string of(const PaymentStuck& e) const { return "no answer to " + name(e.action) + ": somebody must look"; }
  std::string of(const PaymentHeld& e) const {
    std::string text = std::to_string(e.opened.score) + " points of doubt";
    for (const FraudReason& reason : e.opened.reasons) text += ", " + name(reason.feature);
    return text;
  }
  std::string of(const PaymentContradicted& e) const {
    return "the provider did what it was not asked for: " + name(e.opened.action);
  }
  std::string of(const PaymentCaseClosed& e) const { return words(e.outcome, "closed"); }
  std::string of(const PaymentChallenged&) const { return "the payer must prove who they are"; }
  std::string of(const ChallengeAnswered&) const { return "the provider is asked what came of it"; }
  std::string of(const PaymentTakenUnowed& e) const { return money_text(e.amount) + " that nobody owed"; }
  std::string of(const NoticeReceived& e) const { return name(e.notice.kind) + ", " + name(e.notice.outcome); }
  std::string of(const RefundRequested& e) const {
    return money_text(e.refund.amount) + " to give back: " + words(e.refund.reason);
  }
  std::string of(const RefundAsked&) const { return "the provider is asked to give it back"; }
  std::string of(const RefundSettled& e) const {
    return money_text(e.amount) + (e.done ? " given back" : " refused by the provider");
  }
  std::string of(const LedgerPosted& e) const { return number_of(e.entries.size(), "entry", "entries") + ", sum 0"; }
  std::string of(const PayoutAccountSet& e) const { return "of " + party(e.account.restaurant, e.account.rider); }
  std::string of(const PayoutWeeksClosed& e) const {
    std::string text = "owed:";
    for (const Money& money : e.owed) text += " " + money_text(money);
    return e.owed.empty() ? "nothing is owed" : text;
  }
  std::string of(const PayoutRequested& e) const {
    return money_text(e.payout.amount) + " to " + party(e.payout.restaurant, e.payout.rider);
  }
  std::string of(const PayoutAsked&) const { return "the provider is asked to pay"; }
  std::string of(const PayoutSettled& e) const { return e.done ? "paid" : "refused: " + words(e.reason); }
  std::string of(const PayoutStuck&) const { return "no answer: somebody must look"; }
  std::string of(const StatementReconciled& e) const {
    return std::to_string(e.run.matched) + " of " +
           number_of(static_cast<std::uint64_t>(e.run.lines), "line", "lines") + " matched, " +
           number_of(e.run.findings.size(), "finding", "findings");
  }

 private:
  std::string party(RestaurantId restaurant, RiderId rider) const {
    if (restaurant) return "restaurant " + std::to_string(restaurant.value);
    return rider_name(riders, rider);
  }
};

}  // namespace

void add_money_texts(EventTellers& tellers) {
  add_texts<MoneyTexts>(tellers, PaymentEvents{});
  add_texts<MoneyTexts>(tellers, PayoutEvents{});
}

}  // namespace pizza::sim
