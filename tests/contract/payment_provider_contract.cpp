// SPDX-License-Identifier: Apache-2.0
// What the business relies on in a payment provider, and what the sandbox does on request.
#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

#include "connectors/payments/payment_sandbox.h"

using namespace pizza;

namespace {

struct HandClock : Clock {
  Instant at{1'000'000};
  Instant now() const override { return at; }
};

struct Given {
  Instant due;
  ProviderAnswer answer;
};

constexpr std::int64_t euros(std::int64_t n) {
  return n * 100;
}

ProviderRequest ask(ProviderAction action, std::uint64_t payment, std::int64_t minor, std::string key,
                    std::string token = "tok_ok") {
  return {action, {payment}, {}, std::move(key), std::move(token), {minor, Currency::EUR}};
}

}  // namespace

class PaymentProviderContract : public QObject {
  Q_OBJECT

 private slots:
  void init();
  void carries_a_payment_through();
  void does_a_key_once();
  void refuses_a_key_for_something_else();
  void goes_by_the_token_data();
  void goes_by_the_token();
  void never_answers_a_timeout_at_first();
  void answers_twice_and_late();
  void takes_no_card_number();
  void holds_on_to_the_rules();
  void counts_what_is_charged_twice();
  void draws_by_key_and_not_by_order();
  void knows_after_a_restart_what_it_did();
  void survives_a_cut_file();
  void forgets_what_is_old();
  void challenges_the_payer();
  void holds_more_on_request();
  void takes_a_part_and_lets_the_rest_go();
  void pays_out();
  void tells_by_notices_doubled_and_out_of_order();
  void states_what_it_did();

 private:
  PaymentSandbox& sandbox(SandboxOptions options = {});
  PaymentSandbox& open(SandboxOptions options = {});
  // The answer to a request; fails the test when there is not exactly one.
  ProviderAnswer answer_to(const ProviderRequest& request);
  std::string reason_for(const ProviderRequest& request) { return answer_to(request).reason; }

  HandClock clock_;
  std::vector<Given> given_;
  std::unique_ptr<PaymentSandbox> sandbox_;
  std::unique_ptr<QTemporaryDir> folder_;
};

void PaymentProviderContract::init() {
  given_.clear();
  clock_.at = {1'000'000};
  folder_ = std::make_unique<QTemporaryDir>();
  sandbox();
}

PaymentSandbox& PaymentProviderContract::sandbox(SandboxOptions options) {
  sandbox_ = std::make_unique<PaymentSandbox>(
      clock_,
      [this](Instant due, const ProviderAnswer& answer) {
        given_.push_back({due, answer});
      },
      options);
  return *sandbox_;
}

PaymentSandbox& PaymentProviderContract::open(SandboxOptions options) {
  sandbox_.reset();
  sandbox_ = PaymentSandbox::open(
      folder_->filePath("books").toStdString(), clock_,
      [this](Instant due, const ProviderAnswer& answer) {
        given_.push_back({due, answer});
      },
      options);
  return *sandbox_;
}

ProviderAnswer PaymentProviderContract::answer_to(const ProviderRequest& request) {
  given_.clear();
  sandbox_->submit(request);
  if (given_.size() != 1) {
    QTest::qFail("expected one answer", __FILE__, __LINE__);
    return {};
  }
  return given_.front().answer;
}

void PaymentProviderContract::carries_a_payment_through() {
  ProviderRequest request = ask(ProviderAction::Authorize, 1, euros(30), "a");
  ProviderAnswer answer = answer_to(request);
  QVERIFY(answer.verdict == ProviderVerdict::Approved && answer.payment == PaymentId{1} && answer.reason.empty());
  QVERIFY(given_.front().due >= clock_.at + milliseconds(80) && given_.front().due <= clock_.at + milliseconds(900));
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{euros(30), 0, 0}));
  QVERIFY(answer_to(ask(ProviderAction::Capture, 1, euros(28), "c")).verdict == ProviderVerdict::Approved);
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{0, euros(28), 0}));
  request = ask(ProviderAction::Refund, 1, euros(8), "r");
  request.refund = {5};
  answer = answer_to(request);
  QVERIFY(answer.verdict == ProviderVerdict::Approved && answer.refund == RefundId{5});
  QVERIFY(answer.action == ProviderAction::Refund);
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{0, euros(28), euros(8)}));
  QCOMPARE(sandbox_->books().payment({1})->captures, 1u);
  QCOMPARE(sandbox_->books().double_charges(), std::uint64_t{0});
}

void PaymentProviderContract::does_a_key_once() {
  for (int i = 0; i < 3; ++i)
    QVERIFY(answer_to(ask(ProviderAction::Authorize, 1, euros(30), "a")).verdict == ProviderVerdict::Approved);
  for (int i = 0; i < 3; ++i)
    QVERIFY(answer_to(ask(ProviderAction::Capture, 1, euros(30), "c")).verdict == ProviderVerdict::Approved);
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{0, euros(30), 0}));
  QCOMPARE(sandbox_->requests(), std::uint64_t{2});
  // A decline is an answer like any other: the same key gets it again.
  for (int i = 0; i < 2; ++i)
    QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(1), "late")), std::string("already_captured"));
}

void PaymentProviderContract::refuses_a_key_for_something_else() {
  answer_to(ask(ProviderAction::Authorize, 1, euros(30), "a"));
  for (const ProviderRequest& other :
       {ask(ProviderAction::Authorize, 1, euros(31), "a"), ask(ProviderAction::Authorize, 2, euros(30), "a"),
        ask(ProviderAction::Capture, 1, euros(30), "a"), ask(ProviderAction::Authorize, 1, euros(30), "a", "tok_slow")})
    QCOMPARE(reason_for(other), std::string("idempotency_key_reused"));
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 3, euros(30), "")), std::string("idempotency_key_missing"));
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{euros(30), 0, 0}));
}

void PaymentProviderContract::goes_by_the_token_data() {
  QTest::addColumn<QString>("token");
  QTest::addColumn<QString>("reason");
  for (const auto& [token, reason] :
       std::initializer_list<std::pair<const char*, const char*>>{{"tok_ok", ""},
                                                                  {"tok_ok_visa_4242", ""},
                                                                  {"tok_declined", "do_not_honor"},
                                                                  {"tok_insufficient_funds", "insufficient_funds"},
                                                                  {"tok_expired_card", "expired_card"},
                                                                  {"tok_okay", "unknown_token"},
                                                                  {"", "unknown_token"}})
    QTest::addRow("%s.", token) << token << reason;
}

void PaymentProviderContract::goes_by_the_token() {
  QFETCH(QString, token);
  QFETCH(QString, reason);
  const ProviderAnswer answer = answer_to(ask(ProviderAction::Authorize, 1, euros(5), "k", token.toStdString()));
  QCOMPARE(QString::fromStdString(answer.reason), reason);
  QVERIFY((answer.verdict == ProviderVerdict::Approved) == reason.isEmpty());
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, reason.isEmpty() ? euros(5) : 0);
}

void PaymentProviderContract::never_answers_a_timeout_at_first() {
  const ProviderRequest request = ask(ProviderAction::Authorize, 1, euros(5), "k", "tok_timeout");
  sandbox_->submit(request);
  QVERIFY(given_.empty());
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, euros(5));
  QVERIFY(answer_to(request).verdict == ProviderVerdict::Approved);
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, euros(5));
}

void PaymentProviderContract::answers_twice_and_late() {
  sandbox_->submit(ask(ProviderAction::Authorize, 1, euros(5), "k", "tok_double"));
  QCOMPARE(given_.size(), std::size_t{2});
  QVERIFY(given_[0].due < given_[1].due && given_[0].answer.payment == given_[1].answer.payment);
  given_.clear();
  sandbox_->submit(ask(ProviderAction::Authorize, 2, euros(5), "l", "tok_slow"));
  QCOMPARE(given_.size(), std::size_t{1});
  QCOMPARE(given_[0].due.ms, clock_.at.ms + 90'000);
}

void PaymentProviderContract::takes_no_card_number() {
  open();
  for (const char* token :
       {"4242424242424242", "tok_ok_4242 4242 4242 4242", "tok_ok_378282246310005", "6304-0000-0000-0000"})
    QCOMPARE(reason_for(ask(ProviderAction::Authorize, 1, euros(5), "k", token)), std::string("card_number_refused"));
  // One digit off: no card number by Luhn's formula, so merely an unknown token.
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 1, euros(5), "l", "4242424242424241")),
           std::string("unknown_token"));
  QCOMPARE(sandbox_->requests(), std::uint64_t{1});
  sandbox_.reset();
  QFile file(folder_->filePath("books"));
  QVERIFY(file.open(QIODevice::ReadOnly));
  QVERIFY(!file.readAll().contains("4242"));
}

void PaymentProviderContract::holds_on_to_the_rules() {
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(5), "1")), std::string("no_such_payment"));
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 1, 0, "2")), std::string("invalid_amount"));
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 1, euros(5), "3")), std::string());
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(5) + 1, "4")), std::string("capture_exceeds_hold"));
  ProviderRequest dollars = ask(ProviderAction::Capture, 1, euros(5), "5");
  dollars.amount.currency = Currency::USD;
  QCOMPARE(reason_for(dollars), std::string("currency_mismatch"));
  QCOMPARE(reason_for(ask(ProviderAction::Refund, 1, 1, "6")), std::string("refund_exceeds_capture"));
  QCOMPARE(reason_for(ask(ProviderAction::Void, 1, 0, "7")), std::string());
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, std::int64_t{0});
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(5), "8")), std::string("already_voided"));
  QCOMPARE(reason_for(ask(ProviderAction::Void, 1, 0, "9")), std::string("already_voided"));
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 2, euros(5), "10")), std::string());
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 2, euros(5), "11")), std::string());
  QCOMPARE(reason_for(ask(ProviderAction::Void, 2, 0, "12")), std::string("already_captured"));
  QCOMPARE(reason_for(ask(ProviderAction::Refund, 2, euros(3), "13")), std::string());
  QCOMPARE(reason_for(ask(ProviderAction::Refund, 2, euros(3), "14")), std::string("refund_exceeds_capture"));
  QCOMPARE(reason_for(ask(ProviderAction::Refund, 2, euros(2), "15")), std::string());
}

void PaymentProviderContract::counts_what_is_charged_twice() {
  for (const char* key : {"a", "b"})
    QCOMPARE(reason_for(ask(ProviderAction::Authorize, 1, euros(5), key)), std::string());
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(5), "c")), std::string());
  QCOMPARE(sandbox_->books().double_charges(), std::uint64_t{0});
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(5), "d")), std::string());
  QCOMPARE(sandbox_->books().double_charges(), std::uint64_t{1});
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{0, euros(10), 0}));
}

void PaymentProviderContract::draws_by_key_and_not_by_order() {
  SandboxOptions options;
  options.seed = 7;
  options.decline_per_million = 200'000;
  options.lost_answer_per_million = 100'000;
  options.double_answer_per_million = 100'000;
  const auto run = [&](bool backwards, std::uint64_t seed) {
    options.seed = seed;
    sandbox(options);
    std::map<std::uint64_t, std::vector<std::pair<std::int64_t, std::string>>> answers;
    for (std::uint64_t n = 1; n <= 2000; ++n) {
      const std::uint64_t payment = backwards ? 2001 - n : n;
      given_.clear();
      sandbox_->submit(ask(ProviderAction::Authorize, payment, euros(1), "key" + std::to_string(payment)));
      for (const Given& given : given_) answers[payment].push_back({given.due.ms, given.answer.reason});
    }
    return answers;
  };
  const auto forwards = run(false, 7);
  QVERIFY(forwards == run(true, 7));
  QVERIFY(forwards != run(false, 8));
  std::size_t declined = 0, twice = 0;
  for (const auto& [payment, answers] : forwards) {
    declined += answers.front().second == "do_not_honor";
    twice += answers.size() == 2;
  }
  // Within five standard deviations of the configured rates.
  QVERIFY(declined > 280 && declined < 440);
  QVERIFY(forwards.size() > 1733 && forwards.size() < 1867);
  QVERIFY(twice > 116 && twice < 244);
}

void PaymentProviderContract::knows_after_a_restart_what_it_did() {
  open();
  sandbox_->submit(ask(ProviderAction::Authorize, 1, euros(9), "a", "tok_timeout"));
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 2, euros(9), "b", "tok_declined")), std::string("do_not_honor"));
  QVERIFY(answer_to(ask(ProviderAction::Capture, 1, euros(9), "c", "tok_ok")).verdict == ProviderVerdict::Approved);
  open();
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{0, euros(9), 0}));
  QVERIFY(answer_to(ask(ProviderAction::Authorize, 1, euros(9), "a", "tok_timeout")).verdict ==
          ProviderVerdict::Approved);
  QVERIFY(answer_to(ask(ProviderAction::Capture, 1, euros(9), "c", "tok_ok")).verdict == ProviderVerdict::Approved);
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 2, euros(9), "b", "tok_declined")), std::string("do_not_honor"));
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{0, euros(9), 0}));
  QCOMPARE(sandbox_->requests(), std::uint64_t{3});
}

void PaymentProviderContract::survives_a_cut_file() {
  open();
  for (const char* key : {"a", "b", "c"})
    answer_to(ask(ProviderAction::Authorize, static_cast<std::uint64_t>(*key), euros(1), key));
  const std::string path = folder_->filePath("books").toStdString();
  const auto whole = std::filesystem::file_size(path);
  sandbox_.reset();
  for (std::uintmax_t size = whole; size-- > 0;) {
    std::filesystem::resize_file(path, size);
    open();
    QVERIFY(sandbox_->books().totals(Currency::EUR).open <= euros(2));
    answer_to(ask(ProviderAction::Authorize, 9, euros(1), "again"));
    open();
    QVERIFY(sandbox_->books().payment({9}) != nullptr);
    sandbox_.reset();
  }
}

void PaymentProviderContract::forgets_what_is_old() {
  SandboxOptions options;
  options.forget_after = hours(1);
  sandbox(options);
  answer_to(ask(ProviderAction::Authorize, 1, euros(1), "a"));
  answer_to(ask(ProviderAction::Authorize, 2, euros(1), "b"));
  answer_to(ask(ProviderAction::Capture, 2, euros(1), "c"));
  clock_.at = clock_.at + minutes(59);
  QCOMPARE(reason_for(ask(ProviderAction::Authorize, 3, euros(2), "b")), std::string("idempotency_key_reused"));
  clock_.at = clock_.at + minutes(2);
  answer_to(ask(ProviderAction::Authorize, 3, euros(2), "b"));
  QVERIFY(sandbox_->books().payment({1}) != nullptr);  // its hold is open
  QVERIFY(sandbox_->books().payment({2}) == nullptr);
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{euros(3), euros(1), 0}));
}

void PaymentProviderContract::challenges_the_payer() {
  open();
  const auto request = [](std::uint64_t payment) {
    return ask(ProviderAction::Authorize, payment, euros(9), "a" + std::to_string(payment), "tok_challenge");
  };
  const auto confirm = [](std::uint64_t payment, const char* answer) {
    return ask(ProviderAction::Confirm, payment, euros(9), "c" + std::to_string(payment), answer);
  };
  const ProviderAnswer challenge = answer_to(request(1));
  QVERIFY(challenge.verdict == ProviderVerdict::Challenge && !challenge.challenge.empty());
  QVERIFY(challenge.challenge_until > clock_.at);
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, std::int64_t{0});
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(9), "early")), std::string("already_captured"));
  open();  // the challenge outlives the process
  QVERIFY(answer_to(request(1)).verdict == ProviderVerdict::Challenge);
  QVERIFY(answer_to(confirm(1, "ok-1234")).verdict == ProviderVerdict::Approved);
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, euros(9));
  answer_to(request(2));
  QCOMPARE(reason_for(confirm(2, "wrong")), std::string("challenge_failed"));
  answer_to(request(3));
  QVERIFY(answer_to(ask(ProviderAction::Void, 3, 0, "v3")).verdict == ProviderVerdict::Approved);
  QCOMPARE(reason_for(confirm(3, "ok")), std::string("no_challenge"));
  open();
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, euros(9));
}

void PaymentProviderContract::holds_more_on_request() {
  QCOMPARE(reason_for(ask(ProviderAction::Increment, 1, euros(12), "i0")), std::string("no_such_payment"));
  answer_to(ask(ProviderAction::Authorize, 1, euros(10), "a"));
  QCOMPARE(reason_for(ask(ProviderAction::Increment, 1, euros(12), "i1")), std::string());
  QCOMPARE(sandbox_->books().totals(Currency::EUR).open, euros(12));
  QCOMPARE(reason_for(ask(ProviderAction::Increment, 1, euros(12), "i2")), std::string("increment_not_more"));
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(12), "c")), std::string());
  QCOMPARE(reason_for(ask(ProviderAction::Increment, 1, euros(20), "i3")), std::string("no_hold"));
}

void PaymentProviderContract::takes_a_part_and_lets_the_rest_go() {
  answer_to(ask(ProviderAction::Authorize, 1, euros(10), "a"));
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(3), "c")), std::string());
  QCOMPARE(sandbox_->books().totals(Currency::EUR), (SandboxTotals{0, euros(3), 0}));
  QCOMPARE(reason_for(ask(ProviderAction::Capture, 1, euros(3), "d")), std::string("already_captured"));
}

void PaymentProviderContract::pays_out() {
  open();
  ProviderRequest request = ask(ProviderAction::Payout, 0, euros(500), "p1", "acct_shop");
  request.payout = {7};
  const ProviderAnswer answer = answer_to(request);
  QVERIFY(answer.verdict == ProviderVerdict::Approved && answer.payout == PayoutId{7});
  QVERIFY(answer_to(request).verdict == ProviderVerdict::Approved);
  QCOMPARE(sandbox_->books().totals(Currency::EUR).paid_out, euros(500));
  request.idempotency_key = "p2";
  request.method_token = "tok_ok";
  QCOMPARE(reason_for(request), std::string("unknown_account"));
  open();
  QCOMPARE(sandbox_->books().totals(Currency::EUR).paid_out, euros(500));
}

void PaymentProviderContract::tells_by_notices_doubled_and_out_of_order() {
  SandboxOptions options;
  options.double_notice_per_million = 300'000;
  sandbox(options);
  std::vector<std::pair<Instant, ProviderNotice>> told;
  sandbox_->send_notices([&](Instant due, const ProviderNotice& notice) { told.push_back({due, notice}); });
  for (std::uint64_t n = 1; n <= 200; ++n) {
    answer_to(ask(ProviderAction::Authorize, n, euros(1), "a" + std::to_string(n)));
    answer_to(ask(ProviderAction::Capture, n, euros(1), "c" + std::to_string(n)));
    answer_to(ask(ProviderAction::Capture, n, euros(1), "c" + std::to_string(n)));  // asked again: told once
  }
  std::map<std::string, int> by_event;
  std::map<std::uint64_t, std::map<NoticeKind, Instant>> first;
  for (const auto& [due, notice] : told) {
    ++by_event[notice.event_id];
    first[notice.payment.value].emplace(notice.kind, due);
  }
  QCOMPARE(by_event.size(), std::size_t{400});
  QVERIFY(told.size() > 460 && told.size() < 580);
  int overtaken = 0;
  for (const auto& [payment, kinds] : first)
    overtaken += kinds.at(NoticeKind::Captured) < kinds.at(NoticeKind::Authorized);
  QVERIFY(overtaken > 40);
}

void PaymentProviderContract::states_what_it_did() {
  SandboxOptions options;
  options.keep_statement = true;
  options.fee_per_10000 = 140;
  sandbox(options);
  answer_to(ask(ProviderAction::Authorize, 1, euros(10), "a"));
  answer_to(ask(ProviderAction::Capture, 1, euros(10), "c"));
  answer_to(ask(ProviderAction::Capture, 1, euros(10), "c"));
  clock_.at = clock_.at + hours(1);
  ProviderRequest refund = ask(ProviderAction::Refund, 1, euros(4), "r");
  refund.refund = {3};
  answer_to(refund);
  answer_to(ask(ProviderAction::Refund, 1, euros(9), "too much"));
  const auto all = sandbox_->books().statement(Instant{}, clock_.at + milliseconds(1));
  QCOMPARE(all.size(), std::size_t{2});
  QVERIFY(all[0].kind == StatementKind::Capture && all[0].reference == 1 && all[0].amount.minor == euros(10));
  QCOMPARE(all[0].fee.minor, std::int64_t{14});
  QVERIFY(all[1].kind == StatementKind::Refund && all[1].reference == 3 && all[1].amount.minor == euros(4));
  QCOMPARE(sandbox_->books().statement(Instant{}, clock_.at).size(), std::size_t{1});
}

QTEST_GUILESS_MAIN(PaymentProviderContract)
#include "payment_provider_contract.moc"
