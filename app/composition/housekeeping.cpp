// SPDX-License-Identifier: Apache-2.0
#include "app/composition/housekeeping.h"

#include <stdexcept>

#include "connectors/identity/sodium_identity.h"
#include "core/services/user/secrets.h"

namespace pizza {

namespace {

constexpr Duration between_sweeps = hours(1);
constexpr Duration between_slices = seconds(1);
constexpr std::size_t slice = 1'000;

void have_hand_over_key(Business& business) {
  if (business.store().count(record_type<HandOverKey>()) != 0) return;
  const Outcome set = business.command(SetHandOverKey{base64url(SodiumRandom().bytes(32))});
  if (!set.ok()) throw std::runtime_error("no key for hand-over codes: " + set.problem().detail);
}

// A slice at a time, so that nobody waits for it.
void forget_remembered(BusinessHost& host, RequestId from) {
  Business& business = host.business();
  const auto next = business.run([&](UnitOfWork& work) { return business.gateway.forget_old(work, from, slice); });
  if (!next.ok()) throw std::runtime_error("remembered requests cannot be forgotten: " + next.problem().detail);
  const bool more = next->value - from.value >= slice;
  host.agenda().chores.push(business.now() + (more ? between_slices : between_sweeps),
                            [&host, from = *next](Business&) { forget_remembered(host, from); });
}

}  // namespace

void begin_housekeeping(BusinessHost& host, std::uint64_t first_key) {
  have_hand_over_key(host.business());
  host.agenda().chores.push(host.business().now() + between_sweeps,
                            [&host, first_key](Business&) { forget_remembered(host, RequestId{first_key}); });
}

}  // namespace pizza
