// SPDX-License-Identifier: Apache-2.0
// The business in one process, on SQLite and in-process queues: nothing to install.
#pragma once

#include <filesystem>
#include <memory>

#include "app/composition/business_host.h"
#include "app/composition/data_folder.h"
#include "app/composition/wall_clock.h"
#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_cache.h"
#include "connectors/memory/memory_rate_limiter.h"
#include "connectors/notifications/outbox_folder.h"
#include "connectors/sqlite/sqlite_search_index.h"
#include "connectors/sqlite/sqlite_store.h"

namespace pizza {

struct WorldOptions {
  std::filesystem::path folder;
  std::size_t queue_limit = 4'096;  // jobs that may wait; more are refused
  SandboxOptions payments;
  // Called once on the world's thread should it die of an exception; jobs that wait are then never answered.
  std::function<void(const std::string& why)> died;
};

// What an embedded world's host stands on, made before it and gone after it.
struct EmbeddedParts {
  explicit EmbeddedParts(const WorldOptions& options);
  HostPorts ports();

  DataFolder folder;
  WallClock clock;
  Agenda agenda;
  InProcessBus bus;
  MemoryCache cache;
  MemoryRateLimiter limiter;
  std::vector<ChannelAnswer> answers;  // of the outbox folder, on their way to the business
  std::unique_ptr<SqliteStore> store;
  std::unique_ptr<SqliteSearchIndex> search;
  std::unique_ptr<PaymentSandbox> sandbox;
  std::unique_ptr<OutboxFolder> outbox;
};

class EmbeddedWorld : private EmbeddedParts, public BusinessHost {
 public:
  // Opens the folder and lets what was on its way go on (Business::recover). Throws DataFolderError, or what the stores
  // throw when their files cannot be used.
  explicit EmbeddedWorld(WorldOptions options);
  ~EmbeddedWorld() override;

  using BusinessHost::agenda;
  using BusinessHost::sandbox;
  const DataFolder& folder() const { return EmbeddedParts::folder; }
  // Messages to people land here as files (connectors/notifications/outbox_folder.h).
  std::filesystem::path outbox() const { return EmbeddedParts::outbox->folder(); }
};

}  // namespace pizza
