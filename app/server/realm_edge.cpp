// SPDX-License-Identifier: Apache-2.0
#include "app/server/realm_edge.h"

namespace pizza::server {

void RealmEdges::opened(std::uint32_t realm, BusinessHost& host) {
  const auto edge = std::make_shared<RealmEdge>(host);
  host.listen(edge->topics);
  host.listen(edge->census);
  const std::lock_guard lock(mutex_);
  edges_[realm] = edge;
}

void RealmEdges::closed(std::uint32_t realm) {
  const std::lock_guard lock(mutex_);
  edges_.erase(realm);
}

std::shared_ptr<RealmEdge> RealmEdges::find(std::uint32_t realm) const {
  const std::lock_guard lock(mutex_);
  const auto found = edges_.find(realm);
  return found == edges_.end() ? nullptr : found->second;
}

std::int64_t RealmEdges::sum(const std::function<std::int64_t(const RealmEdge&)>& figure) const {
  const std::lock_guard lock(mutex_);
  std::int64_t sum = 0;
  for (const auto& [realm, edge] : edges_) sum += figure(*edge);
  return sum;
}

}  // namespace pizza::server
