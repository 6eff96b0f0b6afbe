// SPDX-License-Identifier: Apache-2.0
// Reads from a streaming replica: what a screen or a report may see a little late, without troubling the primary.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "connectors/postgres/databases.h"
#include "connectors/postgres/table_layout.h"
#include "core/model/instant.h"

namespace pizza {

// A place in the primary's log: who has written up to it sees it from every replica that has come as far.
struct LogPosition {
  std::uint64_t bytes = 0;
  friend constexpr auto operator<=>(const LogPosition&, const LogPosition&) = default;
};

struct ReplicaOptions {
  std::string replica_url;
  std::string primary_url;  // where reads go that the replica cannot answer in time; empty: they fail
  std::uint32_t realm = 0;
  Duration staleness = seconds(5);        // how far the replica may be behind
  Duration patience = milliseconds(200);  // how long a read waits for the replica to catch up
};

// One thread at a time. Throws StoreUnavailable when neither answers, or when the replica is too far behind and there
// is no primary to ask.
class ReplicaReader {
 public:
  explicit ReplicaReader(ReplicaOptions options);
  ~ReplicaReader();

  // A record as it is there, decoded into `record`, which is constructed; false: there is none. With a token, at least
  // everything up to it is seen; without one, everything that is older than the staleness allowed.
  bool find(const RecordType& type, std::uint64_t key, void* record, LogPosition at_least = {});
  // Keys of the records whose indexed field has the value, ascending, at most `limit`.
  std::vector<std::uint64_t> find_equal(const RecordType& type, int index, const IndexValue& value, std::size_t limit,
                                        LogPosition at_least = {});

  // How far the replica is behind, by the primary's clock as it was replayed; zero when it has everything it got.
  Duration lag();
  std::uint64_t from_replica() const { return from_replica_; }
  std::uint64_t from_primary() const { return from_primary_; }

 private:
  struct Side;
  // Calls `read` with a side that has come as far as wanted.
  void choose(LogPosition at_least, const std::function<void(Side&)>& read);
  bool caught_up(LogPosition at_least);

  ReplicaOptions options_;
  std::unique_ptr<Side> replica_, primary_;
  std::uint64_t from_replica_ = 0;
  std::uint64_t from_primary_ = 0;
};

}  // namespace pizza
