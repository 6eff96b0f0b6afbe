// SPDX-License-Identifier: Apache-2.0
// A realm of the live world: its business on PostgreSQL and Kafka, for as long as this instance has its lease.
#pragma once

#include <memory>

#include "app/composition/business_host.h"
#include "app/composition/data_folder.h"
#include "app/composition/live/live_options.h"
#include "app/composition/wall_clock.h"
#include "connectors/kafka/kafka_bus.h"
#include "connectors/memory/memory_cache.h"
#include "connectors/memory/memory_rate_limiter.h"
#include "connectors/memory/memory_search_index.h"
#include "connectors/notifications/outbox_folder.h"
#include "connectors/postgres/postgres_store.h"

namespace pizza {

class RedisShare;

// What all realms of an instance share.
struct LiveShare {
  const LiveOptions& options;
  RedisShare* redis = nullptr;  // null: there is none
};

// For metrics; read by any thread.
struct RealmFigures {
  std::atomic<std::uint64_t> outbox_depth{0};  // rows that are there: not published, or to be taken out
  std::atomic<std::uint64_t> unsent{0};        // events on their way to Kafka
  std::atomic<std::int64_t> behind{-1};        // events in Kafka that were not taken; -1: not known
  std::atomic<std::uint64_t> doubles{0};
  std::atomic<std::uint64_t> dead{0};
  std::atomic<std::int64_t> saga_overdue_ms{0};  // of the saga whose deadline passed longest ago
};

// What the host stands on, made before it and gone after it.
struct RealmParts {
  RealmParts(const LiveShare& share, std::uint32_t realm, std::uint64_t token);
  HostPorts ports(const LiveShare& share);

  DataFolder files;  // one process at a time has them, whatever the lease says
  WallClock clock;
  Agenda agenda;
  MemoryCache cache;
  MemoryRateLimiter limiter;
  MemorySearchIndex search;
  std::unique_ptr<PostgresStore> store;
  std::unique_ptr<PaymentSandbox> sandbox;
  std::unique_ptr<OutboxFolder> outbox;
  std::atomic<BusinessHost*> host{nullptr};  // to be woken
  std::atomic<bool> bus_lost{false};
  std::unique_ptr<KafkaBus> bus;  // last: its threads wake the host
};

class LiveRealm : private RealmParts, public BusinessHost {
 public:
  // Opens the realm's books and lets what was on its way go on. Throws StoreError, StoreUnavailable, KafkaError,
  // FrameFileError; DataFolderError while another process, that has lost the realm, still has its files.
  LiveRealm(const LiveShare& share, std::uint32_t realm, std::uint64_t token);
  ~LiveRealm() override;

  using BusinessHost::agenda;
  using BusinessHost::sandbox;
  // Nobody else can have written since, and nothing more will be: to be closed, and opened anew if it is still ours.
  bool lost() const { return !alive() || bus_lost; }
  // Finishes what waits, brings it into the books and to Kafka. False: something was left for the next owner.
  bool hand_over(Duration patience);

  std::uint32_t realm() const { return realm_; }
  std::uint64_t token() const { return token_; }
  const RealmFigures& realm_figures() const { return figures_; }

 protected:
  void flushed() override;
  bool bury(const std::string& why) override;
  std::optional<Problem> overload() override;

 private:
  void keep_house();
  void take_rows_out_soon();
  void look_at_sagas(Business& business);

  std::uint32_t realm_;
  std::uint64_t token_;
  std::size_t outbox_limit_;
  bool taking_out_ = false;
  RealmFigures figures_;
};

}  // namespace pizza
