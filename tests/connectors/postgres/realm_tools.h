// SPDX-License-Identifier: Apache-2.0
// Realms for tests that go beyond the contract.
#pragma once

#include <array>

#include "connectors/postgres/postgres_store.h"
#include "connectors/postgres/realm_lease.h"
#include "tests/contract/store_tools.h"
#include "tests/support/postgres_server.h"

namespace pizza::test {

inline std::uint64_t take_realm(const std::string& home, std::uint32_t realm, const std::string& owner = "test") {
  return RealmLease(home, owner, "127.0.0.1:1").acquire(realm, minutes(10)).value();
}

inline std::uint32_t fresh_realm() {
  static std::uint32_t last = 1000;
  return ++last;
}

// Opens a realm as its new owner.
inline std::unique_ptr<PostgresStore> open_realm(PostgresOptions options,
                                                 std::span<const RecordType* const> types = {}) {
  static const std::array samples{&sample_type(), &note_type()};
  options.token = take_realm(options.urls.front(), options.realm);
  return std::make_unique<PostgresStore>(options, types.empty() ? std::span<const RecordType* const>(samples) : types);
}
inline std::unique_ptr<PostgresStore> open_realm(const std::string& url, std::uint32_t realm) {
  PostgresOptions options;
  options.urls = {url};
  options.realm = realm;
  return open_realm(options);
}

}  // namespace pizza::test
