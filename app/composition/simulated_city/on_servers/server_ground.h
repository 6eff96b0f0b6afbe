// SPDX-License-Identifier: Apache-2.0
// A simulated city on the ports of the live world: each territory is a realm, with a schema in PostgreSQL and a
// partition in Kafka. Transactions, fsync, outbox, broker and inbox are the real ones; only the clock is simulated, and
// runs as fast as the servers let it.
#pragma once

#include <optional>
#include <vector>

#include "app/composition/simulated_city/city_ground.h"
#include "app/composition/simulated_city/on_servers/lockstep_bus.h"
#include "connectors/postgres/realm_lease.h"

namespace pizza {

struct ServerGroundOptions {
  std::vector<std::string> postgres;  // URLs; users are spread over all
  std::string kafka;                  // "HOST:PORT,…"
};

struct ServerGroundFigures {
  std::uint64_t flushes = 0;       // transactions in PostgreSQL that wrote
  std::uint64_t transactions = 0;  // in Kafka
  std::uint64_t taken = 0;         // events that went through Kafka
  std::uint64_t doubles = 0;
  std::uint64_t dead = 0;
  std::size_t outbox_depth = 0;
};

class ServerGround : public CityGround {
 public:
  // Throws std::runtime_error for addresses that are none, StoreUnavailable when PostgreSQL is away.
  explicit ServerGround(ServerGroundOptions options);
  ~ServerGround() override;

  void begin(std::size_t territories, Instant now) override;
  std::unique_ptr<Store> store(std::uint16_t territory) override;
  std::unique_ptr<EventBus> bus(std::uint16_t territory, Store& store) override;

  // While the city stands and does not run: outboxes are emptied. False: something is left in one.
  bool finish();
  // While the city stands.
  ServerGroundFigures figures() const;
  // After the city has gone: what a new owner of the territory's realm finds in the database.
  std::unique_ptr<PostgresStore> open_again(std::uint16_t territory);

 private:
  std::unique_ptr<PostgresStore> open(std::uint16_t territory);

  ServerGroundOptions options_;
  std::string topic_;
  RealmLease lease_;
  Instant begins_;
  std::vector<std::optional<std::uint64_t>> tokens_;  // of the realms that are ours
  std::vector<PostgresStore*> stores_;                // of the city
  std::vector<LockstepBus*> buses_;
};

}  // namespace pizza
