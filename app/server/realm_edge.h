// SPDX-License-Identifier: Apache-2.0
// What the edge hears of each realm that is open in this process.
#pragma once

#include <map>
#include <memory>
#include <mutex>

#include "app/composition/realms.h"
#include "app/server/order_census.h"
#include "app/server/order_topics.h"

namespace pizza::server {

struct RealmEdge {
  explicit RealmEdge(BusinessHost& of) : host(of), census(of.business().store()) {}

  BusinessHost& host;
  OrderTopics topics;  // on the host's thread
  OrderCensus census;
};

class RealmEdges : public RealmWatcher {
 public:
  void opened(std::uint32_t realm, BusinessHost& host) override;
  void closed(std::uint32_t realm) override;

  // Null where the realm is not open here. Any thread.
  std::shared_ptr<RealmEdge> find(std::uint32_t realm) const;
  // The sum of a figure over the realms that are open here. Any thread.
  std::int64_t sum(const std::function<std::int64_t(const RealmEdge&)>& figure) const;

 private:
  mutable std::mutex mutex_;
  std::map<std::uint32_t, std::shared_ptr<RealmEdge>> edges_;
};

}  // namespace pizza::server
