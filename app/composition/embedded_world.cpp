// SPDX-License-Identifier: Apache-2.0
#include "app/composition/embedded_world.h"

#include "app/composition/housekeeping.h"
#include "core/catalogue.h"

namespace pizza {

EmbeddedParts::EmbeddedParts(const WorldOptions& options)
    : folder(options.folder),
      store(std::make_unique<SqliteStore>(folder.file("shard-0.sqlite"), all_record_types())),
      search(std::make_unique<SqliteSearchIndex>(folder.file("search.sqlite"))),
      sandbox(PaymentSandbox::open(
          folder.file("provider.books"), clock,
          [this](Instant due, const ProviderAnswer& answer) { agenda.answers.push(due, answer); }, options.payments)),
      outbox(std::make_unique<OutboxFolder>(
          folder.file("outbox"), [this](const ChannelAnswer& answer) { agenda.receipts.push(clock.now(), answer); })) {}

HostPorts EmbeddedParts::ports() {
  return {clock,        agenda,
          *store,       bus,
          *sandbox,     outbox.get(),
          search.get(), {&limiter, &cache, usual_limits, static_cast<std::uint64_t>(clock.now().ms)}};
}

EmbeddedWorld::EmbeddedWorld(WorldOptions options)
    : EmbeddedParts(options), BusinessHost(EmbeddedParts::ports(), {options.queue_limit, std::move(options.died)}) {
  business().recover();
  begin_housekeeping(*this);
}

// Before what the host stands on goes.
EmbeddedWorld::~EmbeddedWorld() {
  stop();
}

}  // namespace pizza
