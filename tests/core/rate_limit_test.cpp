// SPDX-License-Identifier: Apache-2.0
// How often a caller may call: the generic cell rate algorithm, in whole numbers.
#include <QTest>

#include "core/gateway/rate_limit.h"
#include "core/model/random_bits.h"

using namespace pizza;

namespace {

constexpr Instant start{1'795'201'200'000};

}  // namespace

class RateLimitTest : public QObject {
  Q_OBJECT
 private slots:
  void aBurstGoesThroughAtOnceAndNoMore() {
    const RateRule rule{10, seconds(1), 4};
    RateState state;
    for (int i = 3; i >= 0; --i) {
      const RateVerdict verdict = take(state, rule, start);
      QVERIFY(verdict.allowed);
      QCOMPARE(verdict.left, std::int64_t{i});
    }
    QVERIFY(!take(state, rule, start).allowed);
  }

  void aRefusalSaysWhenToComeAgainAndThatIsTrueToTheMillisecond() {
    const RateRule rule{10, seconds(1), 4};
    RateState state;
    for (int i = 0; i < 4; ++i) take(state, rule, start);
    const RateVerdict refused = take(state, rule, start);
    QCOMPARE(refused.retry_after.ms, std::int64_t{100});
    QVERIFY(!take(state, rule, start + refused.retry_after - milliseconds(1)).allowed);
    QVERIFY(take(state, rule, start + refused.retry_after).allowed);
  }

  void aRefusedCallCostsNothing() {
    const RateRule rule{1, seconds(10), 1};
    RateState state;
    QVERIFY(take(state, rule, start).allowed);
    for (int i = 0; i < 1'000; ++i) QVERIFY(!take(state, rule, start + seconds(5)).allowed);
    QVERIFY(take(state, rule, start + seconds(10)).allowed);
  }

  void whoWaitsGetsTheBurstBackButNotMore() {
    const RateRule rule{10, seconds(1), 4};
    RateState state;
    for (int i = 0; i < 4; ++i) take(state, rule, start);
    int allowed = 0;
    for (int i = 0; i < 100; ++i) allowed += take(state, rule, start + hours(1)).allowed;
    QCOMPARE(allowed, 4);
  }

  void ratesBelowAMillisecondAreKept() {
    const RateRule rule{3'000, seconds(1), 1};
    RateState state;
    int allowed = 0;
    for (int ms = 0; ms < 1'000; ++ms)
      for (int i = 0; i < 5; ++i) allowed += take(state, rule, start + milliseconds(ms)).allowed;
    // One at a time each 333 us, asked only at whole milliseconds: one each.
    QCOMPARE(allowed, 1'000);
    const RateRule roomy{3'000, seconds(1), 10};
    RateState other;
    allowed = 0;
    for (int ms = 0; ms < 1'000; ++ms)
      for (int i = 0; i < 5; ++i) allowed += take(other, roomy, start + milliseconds(ms)).allowed;
    QVERIFY(allowed >= 3'000 && allowed <= 3'010);
  }

  void noWindowOfAnyLengthLetsMoreThroughThanItsRateAndABurst() {
    const RateRule rule{7, seconds(1), 5};
    RateState state;
    RandomBits random(17);
    std::vector<Instant> let_through;
    Instant now = start;
    for (int i = 0; i < 20'000; ++i) {
      now = now + milliseconds(random.below(200));
      if (take(state, rule, now).allowed) let_through.push_back(now);
    }
    QVERIFY(let_through.size() > 1'000);
    for (std::size_t first = 0; first < let_through.size(); first += 7) {
      for (std::size_t last = first; last < std::min(first + 300, let_through.size()); ++last) {
        const std::int64_t length_us = (let_through[last] - let_through[first]).ms * 1'000;
        const auto count = static_cast<std::int64_t>(last - first + 1);
        QVERIFY(count <= rule.burst + length_us / interval_us(rule));
      }
    }
  }

  void anIdleStateSaysNoMoreThanANewOne() {
    const RateRule rule{10, seconds(1), 4};
    RateState used;
    for (int i = 0; i < 4; ++i) take(used, rule, start);
    QVERIFY(!used.idle(start + milliseconds(399)));
    QVERIFY(used.idle(start + milliseconds(400)));
    RateState fresh;
    const RateVerdict a = take(used, rule, start + milliseconds(400));
    const RateVerdict b = take(fresh, rule, start + milliseconds(400));
    QCOMPARE(a.left, b.left);
    QCOMPARE(used.used_up_at_us, fresh.used_up_at_us);
  }
};

QTEST_GUILESS_MAIN(RateLimitTest)
#include "rate_limit_test.moc"
