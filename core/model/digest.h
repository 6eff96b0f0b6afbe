// SPDX-License-Identifier: Apache-2.0
// A 128-bit digest of a set of records that does not depend on their order: each record's bytes are mixed on their own
// and the results are added. Two worlds with equal records have equal digests, whatever store they sit in and
// whatever number of shards they are spread over. It finds differences; it is no protection against forgery.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace pizza {

struct Digest {
  std::uint64_t low = 0;
  std::uint64_t high = 0;

  void add(Digest other) {
    low += other.low;
    high += other.high;
  }
  void subtract(Digest other) {
    low -= other.low;
    high -= other.high;
  }
  std::string hex() const;
  friend bool operator==(const Digest&, const Digest&) = default;
};

// `domain` tells equal bytes of different tables apart.
Digest digest_of(std::string_view domain, std::string_view bytes);

// 64 bits of the same mixing, for fingerprints of payloads.
std::uint64_t fingerprint(std::string_view bytes, std::uint64_t seed = 0);

}  // namespace pizza
