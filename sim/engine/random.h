// SPDX-License-Identifier: Apache-2.0
// Chance for the simulator: many independent streams, the same bits on every machine, integers only.
//
// Philox2x64-10 (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011): each draw is a function of
// (seed, stream, position) alone. Streams never overlap, a stream can be put back to any position, and giving each
// agent a stream of its own yields common random numbers between the branches of an experiment.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

#include "core/model/instant.h"

namespace pizza::sim {

// The bare generator: 128 random bits for a 128-bit counter under a 64-bit key.
std::array<std::uint64_t, 2> philox(std::array<std::uint64_t, 2> counter, std::uint64_t key);

// A value of 32 bytes; a copy goes on with the same numbers. Not for secrets.
class RandomStream {
 public:
  RandomStream(std::uint64_t seed, std::uint64_t stream) : seed_(seed), stream_(stream) {}

  // 64 uniform bits.
  std::uint64_t next();

  // Words drawn so far. Putting a stream to a position gives the draws from there on again.
  std::uint64_t position() const { return position_; }
  void seek(std::uint64_t position);

  // Uniform in [0, bound), without bias (Lemire 2019, with rejection). 0 for a bound of 0.
  std::uint64_t below(std::uint64_t bound);

  // Uniform in [first, last], both included; first <= last.
  std::int64_t between(std::int64_t first, std::int64_t last);

  // True with a probability of `per_million` millionths; never for 0 and always from a million on.
  bool chance(std::uint32_t per_million) { return below(1'000'000) < per_million; }

  // An exponential gap with the given mean, rounded to whole milliseconds: arrivals of a Poisson process.
  // Mean in [0, 2^56) ms. At most 44.4 means; relative error of the distribution below 1e-5.
  Duration exponential(Duration mean);

  // Normal, rounded to an integer. |deviation| < 2^31. Marsaglia's polar method in integers, beyond 6 deviations
  // as rare as it should be.
  std::int64_t normal(std::int64_t mean, std::int64_t deviation);

  // Log-normal, rounded: half of the values lie below `median` >= 0, the logarithm's deviation is `sigma_permille`
  // thousandths, at most 10,000. Its mean is median * exp(sigma^2 / 2). Saturates at 2^62.
  std::int64_t lognormal(std::int64_t median, std::uint32_t sigma_permille);

  // An index into `weights`, each as likely as its weight; weights.size() if all are 0 or there are none.
  std::size_t weighted(std::span<const std::uint32_t> weights);

 private:
  std::int64_t standard_normal();

  std::uint64_t seed_;
  std::uint64_t stream_;
  std::uint64_t position_ = 0;
  std::uint64_t second_ = 0;  // the other half of the last block, drawn at odd positions
};

// Fixed-point functions behind the variates, exposed for their tests. All are exact functions of integers.
namespace fixed {

// log2(x) in units of 2^-32, for x >= 1; error below 1e-5.
std::uint64_t log2_q32(std::uint64_t x);

// 2^x for x in units of 2^-32, times `scale` >= 0, rounded; relative error below 1e-5. Saturates at 2^62.
std::int64_t scaled_exp2(std::int64_t scale, std::int64_t x_q32);

// The largest integer whose square is at most x.
std::uint64_t square_root(std::uint64_t x);

}  // namespace fixed
}  // namespace pizza::sim
