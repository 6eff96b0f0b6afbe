// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/eta_rules.h"

#include <algorithm>
#include <array>
#include <cstdlib>

namespace pizza::eta_rules {

namespace {

// The standard normal distribution and its density at 0, 1/8, … 4 1/8, in units of 2^-16.
constexpr std::array<std::int64_t, 34> distribution{
    32'768, 36'028, 39'237, 42'347, 45'316, 48'104, 50'684, 53'033, 55'138, 56'997, 58'612, 59'994,
    61'158, 62'123, 62'911, 63'544, 64'045, 64'435, 64'735, 64'961, 65'129, 65'252, 65'341, 65'404,
    65'448, 65'478, 65'498, 65'512, 65'521, 65'527, 65'530, 65'533, 65'534, 65'535};
constexpr std::array<std::int64_t, 34> density{26'145, 25'942, 25'341, 24'370, 23'073, 21'506, 19'735, 17'829, 15'858,
                                               13'886, 11'970, 10'159, 8488,   6982,   5654,   4508,   3538,   2734,
                                               2080,   1558,   1149,   834,    596,    419,    290,    198,    133,
                                               88,     57,     37,     23,     14,     9,      5};

// `z_permille` may have any sign; linear between the places of the tables.
std::int64_t between(const std::array<std::int64_t, 34>& table, std::int64_t z_permille) {
  const std::int64_t z = std::min<std::int64_t>(std::abs(z_permille), 4'000);
  const std::int64_t place = z / 125;
  const std::int64_t rest = z % 125;
  const std::int64_t low = table[static_cast<std::size_t>(place)];
  const std::int64_t high = table[static_cast<std::size_t>(place + 1)];
  return low + (high - low) * rest / 125;
}
std::int64_t phi(std::int64_t z_permille) {
  const std::int64_t upper = between(distribution, z_permille);
  return z_permille < 0 ? 65'536 - upper : upper;
}

std::int64_t root(std::int64_t n) {
  if (n <= 0) return 0;
  std::int64_t x = std::int64_t{1} << ((64 - __builtin_clzll(static_cast<unsigned long long>(n)) + 1) / 2);
  for (;;) {
    const std::int64_t next = (x + n / x) / 2;
    if (next >= x) return x;
    x = next;
  }
}

// To the nearest, away from zero.
std::int64_t rounded(std::int64_t numerator, std::int64_t denominator) {
  return (numerator + (numerator < 0 ? -denominator : denominator) / 2) / denominator;
}

}  // namespace

Pace known(const Pace& learned, const Pace& prior) {
  return learned.samples == 0 ? prior : learned;
}

void learn(Pace& pace, const Pace& prior, Duration took, Duration expected) {
  if (expected.ms <= 0) return;
  if (pace.samples == 0) {
    pace = prior;
    pace.samples = prior_weight;
  }
  const std::int64_t ratio = std::clamp<std::int64_t>(took.ms * 1'000 / expected.ms, least_permille, most_permille);
  pace.samples = std::min(pace.samples + 1, 1'000);
  const std::int64_t n = std::min(pace.samples, window);
  const std::int64_t before = ratio - pace.mean_permille;
  pace.mean_permille += static_cast<std::int32_t>(rounded(before, n));
  const std::int64_t after = ratio - pace.mean_permille;
  pace.variance = std::max<std::int64_t>(pace.variance + rounded(before * after - pace.variance, n), least_variance);
}

Spread stage(Duration expected, const Pace& pace) {
  const std::int64_t tenths = std::clamp<std::int64_t>(expected.ms / 100, 0, 144'000);
  return {tenths * pace.mean_permille / 1'000, tenths * tenths / 1'000 * pace.variance / 1'000};
}

Spread one_after_the_other(Spread a, Spread b) {
  return {a.mean + b.mean, a.variance + b.variance};
}

Spread later_of(Spread a, Spread b) {
  const std::int64_t deviation = root(a.variance + b.variance);
  if (deviation == 0) return a.mean >= b.mean ? a : b;
  const std::int64_t z = (a.mean - b.mean) * 1'000 / deviation;
  if (std::abs(z) > 4'000) return z > 0 ? a : b;  // the other one makes no difference
  const std::int64_t first = phi(z);
  const std::int64_t second = 65'536 - first;
  const std::int64_t edge = between(density, z);
  const std::int64_t mean = (a.mean * first + b.mean * second + deviation * edge) / 65'536;
  // Around the larger mean, so that the squares stay small.
  const std::int64_t origin = std::max(a.mean, b.mean);
  const std::int64_t ma = a.mean - origin;
  const std::int64_t mb = b.mean - origin;
  const auto part = [](std::int64_t value, std::int64_t share) {
    return static_cast<std::int64_t>(static_cast<__int128>(value) * share / 65'536);
  };
  const std::int64_t square =
      part(ma * ma + a.variance, first) + part(mb * mb + b.variance, second) + part((ma + mb) * deviation, edge);
  return {mean, std::max<std::int64_t>(square - (mean - origin) * (mean - origin), 0)};
}

Arrival arrival(Instant now, Spread left) {
  const std::int64_t deviation = root(left.variance);
  // Skewness of a log-normal time: 3 c + c^3 with c = deviation / mean; Cornish and Fisher's first correction of the
  // quantiles is (z^2 - 1) / 6 times that: 0.107 for the tenths (z = 1.2816), -1/6 for the median.
  const std::int64_t c = left.mean <= 0 ? 0 : std::min<std::int64_t>(deviation * 1'000 / left.mean, 600);
  const std::int64_t skew = 3 * c + c * c / 1'000 * c / 1'000;
  const std::int64_t shift = skew * 107 / 1'000;
  const auto at = [&](std::int64_t z_permille) {
    return now + Duration{std::max<std::int64_t>(left.mean + deviation * z_permille / 1'000, 0) * 100};
  };
  return {at(shift - 1'282), at(-skew / 6), at(shift + 1'282)};
}

Duration usual_ride(std::int64_t crow_mm, Vehicle vehicle) {
  return Duration{crow_mm * detour_permille / limits_of(vehicle).usual_mms};
}

}  // namespace pizza::eta_rules
