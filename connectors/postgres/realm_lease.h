// SPDX-License-Identifier: Apache-2.0
// Who owns a realm: one instance at a time, for as long as it renews its lease. Each new owner gets a higher token, and
// a store writes only while its token is the realm's: who was taken for dead and wakes up again cannot harm.
// Times are the database's own; the clocks of instances do not matter.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "connectors/postgres/connection.h"
#include "core/model/instant.h"

namespace pizza {

struct RealmOwner {
  std::uint32_t realm = 0;
  std::string owner;    // empty: nobody
  std::string address;  // where its instance answers, as it was given
  std::uint64_t token = 0;
  Instant until;
  bool live = false;  // the lease holds, by the database's clock
};

class RealmLease {
 public:
  // `owner` names the instance; no two instances share a name. One thread at a time. Throws StoreUnavailable.
  RealmLease(const std::string& home_url, std::string owner, std::string address);

  // The token, or none while somebody else's lease holds. An owner that takes its own realm again gets a new token.
  std::optional<std::uint64_t> acquire(std::uint32_t realm, Duration lease);
  // False: the realm is somebody else's by now.
  bool renew(std::uint32_t realm, std::uint64_t token, Duration lease);
  // So that the next owner need not wait. Harmless when it is not ours.
  void release(std::uint32_t realm, std::uint64_t token);

  // All realms that ever had an owner, ascending.
  std::vector<RealmOwner> owners();

 private:
  PostgresConnection connection_;
  std::string owner_;
  std::string address_;
  PostgresConnection::StatementId acquire_, renew_, release_, owners_;
};

}  // namespace pizza
