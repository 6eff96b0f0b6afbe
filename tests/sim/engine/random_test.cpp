// SPDX-License-Identifier: Apache-2.0
// Known answers, exact properties, and distributions over fixed seeds. The bounds of the statistical cases are five
// standard errors or more; with fixed seeds they pass always or never.
#include "sim/engine/random.h"

#include <QtTest>
#include <algorithm>
#include <cmath>
#include <vector>

using namespace pizza;
using namespace pizza::sim;

namespace {

constexpr int kDraws = 200'000;

struct Moments {
  double mean = 0;
  double deviation = 0;
};

template <class Draw>
std::vector<double> sample(Draw draw) {
  std::vector<double> values;
  for (int i = 0; i < kDraws; ++i) values.push_back(static_cast<double>(draw()));
  return values;
}

Moments moments(const std::vector<double>& values) {
  double sum = 0;
  double squares = 0;
  for (const double v : values) sum += v;
  const double mean = sum / static_cast<double>(values.size());
  for (const double v : values) squares += (v - mean) * (v - mean);
  return {mean, std::sqrt(squares / static_cast<double>(values.size()))};
}

// Kolmogorov and Smirnov's distance of a sample from a distribution function.
template <class Cdf>
double distance(std::vector<double> values, Cdf cdf) {
  std::sort(values.begin(), values.end());
  double worst = 0;
  const auto n = static_cast<double>(values.size());
  for (std::size_t i = 0; i < values.size(); ++i) {
    const double expected = cdf(values[i]);
    worst = std::max(
        {worst, std::abs(expected - static_cast<double>(i) / n), std::abs(expected - static_cast<double>(i + 1) / n)});
  }
  return worst;
}

// Exceeded by chance once in 10^5 samples of this size.
const double kDistanceBound = 2.47 / std::sqrt(static_cast<double>(kDraws));

double normal_cdf(double z) {
  return 0.5 * std::erfc(-z / std::sqrt(2.0));
}

}  // namespace

class RandomTest : public QObject {
  Q_OBJECT
 private slots:
  // The known answers published with the authors' Random123 library (philox2x64, 10 rounds).
  void known_answers() {
    using Block = std::array<std::uint64_t, 2>;
    constexpr std::uint64_t kOnes = ~std::uint64_t{0};
    QVERIFY((philox({0, 0}, 0) == Block{0xca00a0459843d731, 0x66c24222c9a845b5}));
    QVERIFY((philox({kOnes, kOnes}, kOnes) == Block{0x65b021d60cd8310f, 0x4d02f3222f86df20}));
    QVERIFY((philox({0x243f6a8885a308d3, 0x13198a2e03707344}, 0xa4093822299f31d0) ==
             Block{0x0a5e742c2997341c, 0xb0f883d38000de5d}));
  }

  // Every variate, pinned: a change of one bit anywhere would make old seeds tell another story.
  void the_same_numbers_for_ever() {
    RandomStream random(20'261'122, 3);
    std::uint64_t hash = 0;
    const std::uint32_t weights[] = {3, 0, 5, 1'000'000};
    for (int i = 0; i < 10'000; ++i) {
      for (const std::int64_t value :
           {static_cast<std::int64_t>(random.below(1'000'003)), random.between(-7, 1'000'000),
            random.exponential(minutes(11)).ms, random.normal(0, 1'000'000), random.lognormal(720'000, 350),
            static_cast<std::int64_t>(random.weighted(weights)), static_cast<std::int64_t>(random.chance(250'000))}) {
        hash = (hash ^ static_cast<std::uint64_t>(value)) * 1'099'511'628'211U;
      }
    }
    QCOMPARE(QString::number(hash, 16), QString("2a91da4793ce6e11"));
  }

  void streams_differ_and_can_be_put_back() {
    RandomStream a(1, 0);
    RandomStream b(1, 1);
    RandomStream c(2, 0);
    std::vector<std::uint64_t> drawn;
    for (int i = 0; i < 1000; ++i) {
      drawn.push_back(a.next());
      QVERIFY(drawn.back() != b.next() && drawn.back() != c.next());
    }
    for (const std::uint64_t position : {0U, 1U, 500U, 777U, 999U}) {
      a.seek(position);
      QCOMPARE(a.position(), quint64{position});
      for (std::size_t i = position; i < drawn.size(); ++i) QCOMPARE(a.next(), quint64{drawn[i]});
    }
  }

  void neighbouring_streams_are_uncorrelated() {
    for (std::uint64_t stream = 0; stream < 20; ++stream) {
      RandomStream a(99, stream);
      RandomStream b(99, stream + 1);
      double sum = 0;
      for (int i = 0; i < kDraws; ++i) sum += a.below(2) == b.below(2) ? 1 : -1;
      QVERIFY(std::abs(sum) < 5 * std::sqrt(kDraws));
    }
  }

  void uniform_integers_have_no_bias() {
    RandomStream random(5, 0);
    for (const std::uint64_t bound : {1U, 2U, 3U, 7U, 10U, 100U}) {
      std::vector<int> counts(bound, 0);
      for (int i = 0; i < kDraws; ++i) {
        const std::uint64_t value = random.below(bound);
        QVERIFY(value < bound);
        ++counts[value];
      }
      const double expected = static_cast<double>(kDraws) / static_cast<double>(bound);
      for (const int count : counts) QVERIFY(std::abs(count - expected) <= 5 * std::sqrt(expected));
    }
    // 3 * 2^62 is where a plain multiply or modulo errs most: a third of the values would come twice as often.
    const std::uint64_t bound = std::uint64_t{3} << 62;
    const std::vector<double> values = sample([&] { return random.below(bound); });
    const double scale = static_cast<double>(bound);
    QVERIFY(distance(values, [&](double x) { return x / scale; }) < kDistanceBound);
    QCOMPARE(random.below(0), std::uint64_t{0});
  }

  void ranges_include_both_ends() {
    RandomStream random(6, 0);
    bool first = false;
    bool last = false;
    for (int i = 0; i < 1000; ++i) {
      const std::int64_t value = random.between(-3, 3);
      QVERIFY(value >= -3 && value <= 3);
      first = first || value == -3;
      last = last || value == 3;
    }
    QVERIFY(first && last);
    QCOMPARE(random.between(5, 5), std::int64_t{5});
    constexpr std::int64_t kLeast = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
    int negative = 0;
    for (int i = 0; i < 1000; ++i) negative += random.between(kLeast, kMost) < 0 ? 1 : 0;
    QVERIFY(negative > 400 && negative < 600);
  }

  void chance_is_in_millionths() {
    RandomStream random(7, 0);
    int hits = 0;
    for (int i = 0; i < kDraws; ++i) {
      QVERIFY(!random.chance(0));
      QVERIFY(random.chance(1'000'000));
      hits += random.chance(20'000) ? 1 : 0;
    }
    QVERIFY(std::abs(hits - 4000) < 5 * std::sqrt(4000 * 0.98));
  }

  void exponential_gaps() {
    for (const std::int64_t mean : {1'000'000, 50'000'000}) {
      RandomStream random(8, static_cast<std::uint64_t>(mean));
      const std::vector<double> gaps = sample([&] { return random.exponential({mean}).ms; });
      const auto m = static_cast<double>(mean);
      QVERIFY(*std::min_element(gaps.begin(), gaps.end()) >= 0);
      QVERIFY(std::abs(moments(gaps).mean - m) < 5 * m / std::sqrt(kDraws));
      QVERIFY(std::abs(moments(gaps).deviation - m) < 10 * m / std::sqrt(kDraws));
      QVERIFY(distance(gaps, [&](double x) { return 1 - std::exp(-(x + 0.5) / m); }) < kDistanceBound);
    }
    RandomStream random(8, 0);
    QCOMPARE(random.exponential({0}).ms, std::int64_t{0});
  }

  void normal_variates() {
    RandomStream random(9, 0);
    const std::vector<double> values = sample([&] { return random.normal(500, 1'000'000); });
    QVERIFY(std::abs(moments(values).mean - 500) < 5e6 / std::sqrt(kDraws));
    QVERIFY(std::abs(moments(values).deviation - 1e6) < 5e6 / std::sqrt(2.0 * kDraws));
    QVERIFY(distance(values, [](double x) { return normal_cdf((x - 500) / 1e6); }) < kDistanceBound);
    // 2.7 of a thousand lie beyond three deviations, 12.6 of 200,000 beyond four.
    const auto beyond = [&](double z) {
      return std::count_if(values.begin(), values.end(), [z](double x) { return std::abs(x - 500) > z * 1e6; });
    };
    QVERIFY(std::abs(static_cast<double>(beyond(3)) - 540) < 5 * std::sqrt(540.0));
    QVERIFY(beyond(4) > 0 && beyond(4) < 35);
    QCOMPARE(random.normal(42, 0), std::int64_t{42});
  }

  void lognormal_variates() {
    RandomStream random(10, 0);
    const double median = 600'000;
    const double sigma = 0.4;
    const std::vector<double> values = sample([&] { return random.lognormal(600'000, 400); });
    QVERIFY(distance(values, [&](double x) { return x <= 0 ? 0.0 : normal_cdf(std::log(x / median) / sigma); }) <
            kDistanceBound);
    const double mean = median * std::exp(sigma * sigma / 2);
    const double deviation = mean * std::sqrt(std::exp(sigma * sigma) - 1);
    QVERIFY(std::abs(moments(values).mean - mean) < 5 * deviation / std::sqrt(kDraws));
    QCOMPARE(random.lognormal(1234, 0), std::int64_t{1234});
    QCOMPARE(random.lognormal(0, 900), std::int64_t{0});
  }

  void weighted_choice() {
    RandomStream random(11, 0);
    const std::vector<std::uint32_t> weights{10, 0, 30, 60};
    std::vector<int> counts(weights.size(), 0);
    for (int i = 0; i < kDraws; ++i) ++counts[random.weighted(weights)];
    QCOMPARE(counts[1], 0);
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const double expected = kDraws / 100.0 * weights[i];
      QVERIFY(std::abs(counts[i] - expected) <= 5 * std::sqrt(expected));
    }
    QCOMPARE(random.weighted({}), std::size_t{0});
    QCOMPARE(random.weighted(std::vector<std::uint32_t>{0, 0}), std::size_t{2});
  }

  void fixed_point_functions_are_close_to_the_true_ones() {
    RandomStream random(12, 0);
    for (int i = 0; i < 100'000; ++i) {
      const std::uint64_t x = std::max<std::uint64_t>(1, random.next() >> random.below(64));
      const double log2 = static_cast<double>(fixed::log2_q32(x)) / 4'294'967'296.0;
      QVERIFY(std::abs(log2 - std::log2(static_cast<double>(x))) < 1e-5);
      const std::uint64_t root = fixed::square_root(x);
      QVERIFY(root * root <= x);
      QVERIFY(root == 0xFFFF'FFFF || (root + 1) * (root + 1) > x);
      const std::int64_t exponent = random.between(-(std::int64_t{20} << 32), std::int64_t{20} << 32);
      const double expected = 1e12 * std::exp2(static_cast<double>(exponent) / 4'294'967'296.0);
      const auto power = static_cast<double>(fixed::scaled_exp2(1'000'000'000'000, exponent));
      QVERIFY(std::abs(power - expected) <= 1e-5 * expected + 0.5);
    }
    QCOMPARE(fixed::square_root(0), std::uint64_t{0});
    QCOMPARE(fixed::square_root(~std::uint64_t{0}), std::uint64_t{0xFFFF'FFFF});
    QCOMPARE(fixed::log2_q32(std::uint64_t{1} << 63), std::uint64_t{63} << 32);
    QCOMPARE(fixed::scaled_exp2(3, std::int64_t{10} << 32), std::int64_t{3072});
    QCOMPARE(fixed::scaled_exp2(1, std::int64_t{90} << 32), std::int64_t{1} << 62);
    QCOMPARE(fixed::scaled_exp2(1, -(std::int64_t{90} << 32)), std::int64_t{0});
  }
};

QTEST_GUILESS_MAIN(RandomTest)
#include "random_test.moc"
