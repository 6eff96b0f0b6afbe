// SPDX-License-Identifier: Apache-2.0
#include "connectors/postgres/realm_lease.h"

#include "connectors/postgres/migration.h"

namespace pizza {

RealmLease::RealmLease(const std::string& home_url, std::string owner, std::string address)
    : connection_(home_url, "pizza lease " + owner), owner_(std::move(owner)), address_(std::move(address)) {
  create_shared_tables(connection_);
  const std::string until = "clock_timestamp() + $4::bigint * interval '1 millisecond'";
  acquire_ = connection_.declare(
      "INSERT INTO pizza.realms AS r (realm, owner, address, token, until) VALUES ($1::bigint, $2::text, $3::text, "
      "1, " +
      until +
      ") ON CONFLICT (realm) DO UPDATE SET owner = excluded.owner, address = excluded.address, token = r.token + 1, "
      "until = excluded.until WHERE r.owner = '' OR r.owner = excluded.owner OR r.until < clock_timestamp() "
      "RETURNING token");
  renew_ = connection_.declare(
      "UPDATE pizza.realms SET until = clock_timestamp() + $3::bigint * interval '1 millisecond' "
      "WHERE realm = $1::bigint AND token = $2::bigint");
  release_ = connection_.declare(
      "UPDATE pizza.realms SET owner = '', address = '', until = clock_timestamp() "
      "WHERE realm = $1::bigint AND token = $2::bigint");
  owners_ = connection_.declare(
      "SELECT realm, owner, address, token, floor(extract(epoch FROM until) * 1000)::bigint, "
      "(owner <> '' AND until >= clock_timestamp())::int::bigint FROM pizza.realms ORDER BY realm");
}

std::optional<std::uint64_t> RealmLease::acquire(std::uint32_t realm, Duration lease) {
  Parameters parameters;
  parameters.add(std::int64_t{realm}).add(std::string_view(owner_)).add(std::string_view(address_)).add(lease.ms);
  const PostgresRows rows = connection_.query(acquire_, parameters);
  if (rows.rows() == 0) return std::nullopt;
  return static_cast<std::uint64_t>(rows.integer(0, 0));
}

bool RealmLease::renew(std::uint32_t realm, std::uint64_t token, Duration lease) {
  return connection_.query(renew_, Parameters().add(std::int64_t{realm}).add(token).add(lease.ms)).affected() == 1;
}

void RealmLease::release(std::uint32_t realm, std::uint64_t token) {
  connection_.query(release_, Parameters().add(std::int64_t{realm}).add(token));
}

std::vector<RealmOwner> RealmLease::owners() {
  const PostgresRows rows = connection_.query(owners_, {});
  std::vector<RealmOwner> owners;
  for (int row = 0; row < rows.rows(); ++row)
    owners.push_back({static_cast<std::uint32_t>(rows.integer(row, 0)), std::string(rows.text(row, 1)),
                      std::string(rows.text(row, 2)), static_cast<std::uint64_t>(rows.integer(row, 3)),
                      Instant{rows.integer(row, 4)}, rows.integer(row, 5) != 0});
  return owners;
}

}  // namespace pizza
