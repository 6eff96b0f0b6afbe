// SPDX-License-Identifier: Apache-2.0
// Random commands, and a provider whose answers are lost, doubled and late, against a small model of what must hold.
#include <QTest>
#include <random>

#include "connectors/payments/payment_sandbox.h"
#include "core/model/records/reconciliation.h"
#include "tests/core/payment_stage.h"

using namespace pizza;
using test::eur;

namespace {

struct Late {
  Instant due;
  std::uint64_t number;  // ties in the order in which they were given
  std::variant<ProviderAnswer, ProviderNotice> what;
};

// The sandbox as provider, and everything that is under way in a list of its own.
class Drill : public test::PaymentStage {
 public:
  explicit Drill(std::uint64_t seed)
      : random_(seed),
        sandbox_(
            clock, [this](Instant due, const ProviderAnswer& answer) { later_(due, answer); }, options(seed)) {
    sandbox_.send_notices([this](Instant due, const ProviderNotice& notice) { later_(due, notice); });
  }

  void step() {
    switch (below(14)) {
      case 0:
      case 1:
      case 2:
        return order();
      case 3:
        return go_on();
      case 4:
        return pay([&](UnitOfWork& w, PaymentService p) { p.release(w, some()); });
      case 5:
        return adjust();
      case 6:
        return pay([&](UnitOfWork& w, PaymentService p) { p.capture_part(w, some(), eur(1 + below(6'000))); });
      case 7:
      case 8:
        return refund();
      case 9:
        (void)business.command(AnswerChallenge{some(), below(3) == 0 ? "wrong" : "ok"});
        return;
      case 10:
        return people();
      default:
        return pass_time(milliseconds(1 + below(40'000)));
    }
  }

  // Everything comes in; the clock runs past every retry.
  void end() {
    for (int hour = 0; hour < 4; ++hour) pass_time(hours(1));
  }

  void check() {
    std::map<std::uint64_t, std::int64_t> clearing;
    std::map<std::uint64_t, std::int64_t> by_order;
    business.store().scan(record_type<LedgerEntry>(), [&](std::uint64_t, const void* record) {
      const auto* entry = static_cast<const LedgerEntry*>(record);
      by_order[entry->order.value] += entry->amount.minor;
      if (entry->account == Account::ProviderClearing) clearing[entry->order.value] += entry->amount.minor;
    });
    for (const auto& [order, sum] : by_order) QCOMPARE(sum, std::int64_t{0});
    std::map<std::uint64_t, std::int64_t> back;
    business.store().scan(record_type<Refund>(), [&](std::uint64_t, const void* record) {
      const auto* refund = static_cast<const Refund*>(record);
      if (refund->status == RefundStatus::Done) back[refund->payment.value] += refund->amount.minor;
    });
    business.store().scan(record_type<Payment>(), [&](std::uint64_t, const void* record) {
      const auto* payment = static_cast<const Payment*>(record);
      const SandboxPayment* page = sandbox_.books().payment(payment->id);
      const std::int64_t taken = page == nullptr ? 0 : page->captured;
      const std::int64_t given = page == nullptr ? 0 : page->refunded;
      QVERIFY(page == nullptr || page->captures <= 1);
      QVERIFY(payment->refunded.minor <= payment->captured.minor);
      QVERIFY(given <= taken);
      QVERIFY(payment->captured.minor <= taken);
      QVERIFY(back[payment->id.value] <= given);
      QCOMPARE(clearing[payment->order.value], payment->captured.minor - back[payment->id.value]);
      last_checked = payment->id;
    });
  }

  // At rest: our books and the provider's say the same.
  void check_agreement() {
    check();
    business.store().scan(record_type<Payment>(), [&](std::uint64_t, const void* record) {
      const auto* payment = static_cast<const Payment*>(record);
      const SandboxPayment* page = sandbox_.books().payment(payment->id);
      const bool over = payment->status == PaymentStatus::Captured || payment->status == PaymentStatus::Voided ||
                        payment->status == PaymentStatus::Declined || payment->status == PaymentStatus::Failed;
      if (page != nullptr && over) QCOMPARE(page->open, std::int64_t{0});
      if (page != nullptr) QCOMPARE(page->captured, payment->captured.minor);
      ++ends[payment->status];
    });
    QVERIFY(sandbox_.books().double_charges() == 0);
  }

  // The statement of all that was done, compared.
  void reconcile() {
    clock.at = clock.at + minutes(1);
    const auto all = sandbox_.books().statement(Instant{}, clock.at);
    std::size_t matched = 0;
    for (std::size_t from = 0; from < all.size(); from += ReconcileService::max_lines) {
      const std::size_t to = std::min(all.size(), from + ReconcileService::max_lines);
      const ReconcileStatement statement{
          "part " + std::to_string(from),
          clock.at,
          {all.begin() + static_cast<std::ptrdiff_t>(from), all.begin() + static_cast<std::ptrdiff_t>(to)},
          {}};
      const auto run = business.command(statement);
      QVERIFY(run.ok());
      QVERIFY(run->findings.empty() || from + ReconcileService::max_lines < all.size());
      matched += static_cast<std::size_t>(run->matched);
    }
    QCOMPARE(matched, all.size());
    QCOMPARE(ledger_sum(), std::int64_t{0});
  }

  PaymentId last_checked;
  std::map<PaymentStatus, int> ends;
  std::uint64_t notices = 0;

 private:
  static SandboxOptions options(std::uint64_t seed) {
    SandboxOptions options;
    options.seed = seed;
    options.decline_per_million = 50'000;
    options.lost_answer_per_million = 200'000;
    options.double_answer_per_million = 200'000;
    options.double_notice_per_million = 300'000;
    options.latency_max = seconds(30);
    options.keep_statement = true;
    return options;
  }

  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }
  void later_(Instant due, std::variant<ProviderAnswer, ProviderNotice> what) {
    // One notice in three never comes.
    if (std::holds_alternative<ProviderNotice>(what) && below(3) == 0) return;
    late_.push_back({due, ++given_, std::move(what)});
  }
  PaymentId some() { return payments_.empty() ? PaymentId{1} : payments_[static_cast<std::size_t>(below(recent()))]; }
  // Mostly one of the latest.
  std::int64_t recent() const { return static_cast<std::int64_t>(payments_.size()); }

  void order() {
    if (payments_.size() > 40) payments_.erase(payments_.begin(), payments_.begin() + 20);
    HandWorld::Cast person = cast;
    if (below(4) != 0) person.user = add_user("p" + std::to_string(++people_) + "@example.org");
    PlaceOrder placed = wish(person);
    constexpr std::array<const char*, 6> tokens{"tok_ok",   "tok_double",    "tok_timeout",
                                                "tok_slow", "tok_challenge", "tok_insufficient_funds"};
    placed.payment_token = tokens[static_cast<std::size_t>(below(6))];
    if (below(10) == 0) placed.lines[0].quantity = 30;
    const auto order = business.execute([&](UnitOfWork& work) { return business.orders.place(work, placed); });
    if (!order.ok()) return;
    orders_.push_back(*order);
    payments_.push_back(payment(*order).id);
    submit();
  }
  // The kitchen and the saga's other steps are not what is looked at: an authorised payment is simply captured.
  void go_on() {
    const PaymentId id = some();
    pay([&](UnitOfWork& w, PaymentService p) { p.capture(w, id); });
    submit();
  }
  void adjust() {
    pay([&](UnitOfWork& w, PaymentService p) { p.adjust(w, some(), eur(below(9'000))); });
    submit();
  }
  void refund() {
    if (orders_.empty()) return;
    const OrderId order = orders_[static_cast<std::size_t>(below(static_cast<std::int64_t>(orders_.size())))];
    (void)business.command(RefundOrder{order, eur(below(3'000)), "cold", eur(below(200))});
    submit();
  }
  void people() {
    for (const PaymentCase& one : open_cases()) {
      if (one.kind != CaseKind::Held) continue;
      if (below(2) == 0) {
        (void)business.command(ApproveHeldPayment{one.payment, {}, ""});
      } else {
        (void)business.command(RefuseHeldPayment{one.payment, {}, "no"});
      }
    }
    submit();
  }

  void submit() {
    while (!provider.asked.empty()) {
      const ProviderRequest request = provider.asked.front();
      provider.asked.pop_front();
      if (below(8) != 0) sandbox_.submit(request);  // one request in eight never arrives
    }
  }

  void pass_time(Duration time) {
    const Instant end = clock.at + time;
    for (;;) {
      const auto sooner = [](const auto& a, const auto& b) { return a.due < b.due; };
      const auto timer = std::min_element(timers.armed.begin(), timers.armed.end(), sooner);
      const auto answer = std::min_element(late_.begin(), late_.end(), [](const Late& a, const Late& b) {
        return std::pair(a.due, a.number) < std::pair(b.due, b.number);
      });
      const bool timed = timer != timers.armed.end() && timer->due <= end;
      const bool answered = answer != late_.end() && answer->due <= end;
      if (!timed && !answered) break;
      if (answered && (!timed || answer->due <= timer->due)) {
        const Late late = *answer;
        late_.erase(answer);
        clock.at = std::max(clock.at, late.due);
        tell(late);
      } else {
        const Timer due = *timer;
        timers.armed.erase(timer);
        clock.at = std::max(clock.at, due.due);
        business.fire(due);
      }
      submit();
    }
    clock.at = end;
  }

  void tell(const Late& late) {
    if (const auto* answer = std::get_if<ProviderAnswer>(&late.what)) {
      business.provider_answered(*answer);
    } else {
      notices += business.command(std::get<ProviderNotice>(late.what)).ok() ? 1 : 0;
    }
  }

  std::mt19937_64 random_;
  PaymentSandbox sandbox_;
  std::vector<Late> late_;
  std::uint64_t given_ = 0;
  std::vector<PaymentId> payments_;
  std::vector<OrderId> orders_;
  int people_ = 0;
};

}  // namespace

class PaymentPropertyTest : public QObject {
  Q_OBJECT
 private slots:
  void moneyHoldsWhateverComes_data() {
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 4; ++seed) QTest::addRow("seed %llu", static_cast<unsigned long long>(seed)) << seed;
  }
  void moneyHoldsWhateverComes() {
    QFETCH(quint64, seed);
    Drill drill(seed);
    for (int i = 1; i <= 10'000; ++i) {
      drill.step();
      if (i % 500 == 0) drill.check();
      if (QTest::currentTestFailed()) return;
    }
    drill.end();
    drill.check_agreement();
    drill.reconcile();
    // The run went everywhere.
    QVERIFY(drill.last_checked.value > 300);
    QVERIFY(drill.notices > 300);
    for (const PaymentStatus end : {PaymentStatus::Captured, PaymentStatus::Voided, PaymentStatus::Declined})
      QVERIFY2(drill.ends[end] > 20, std::to_string(drill.ends[end]).c_str());
  }
};

QTEST_GUILESS_MAIN(PaymentPropertyTest)
#include "payment_property_test.moc"
