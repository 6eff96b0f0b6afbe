// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live_session/city_mirror.h"

namespace pizza {

namespace {

constexpr std::size_t most_marks = 200'000;
constexpr std::size_t most_events_of_one = 1'000;

}  // namespace

void CityMirror::mark(const Order& order) {
  marks[order.id.value] = {order.placed_at, order.promised_at, order.delivered_at, order.closed_at, order.status};
}

void CityMirror::remember(SeenEvent event) {
  std::vector<SeenEvent>& story = stories_[event.of_order];
  if (story.size() < most_events_of_one) story.push_back(std::move(event));
}

const std::vector<SeenEvent>* CityMirror::story(std::uint64_t order) const {
  const auto found = stories_.find(order);
  return found == stories_.end() ? nullptr : &found->second;
}

void CityMirror::forget(Instant now) {
  for (auto entry = orders.begin(); entry != orders.end();) {
    const Order& order = entry->second;
    if (!order.closed_at || *order.closed_at + shown_after_end >= now) {
      ++entry;
      continue;
    }
    const std::uint64_t key = entry->first;
    if (const auto saga = sagas.find(key); saga != sagas.end()) {
      tickets.erase(saga->second.ticket.value);
      deliveries.erase(saga->second.delivery.value);
      sagas.erase(saga);
    }
    baskets.erase(key);
    stories_.erase(key);
    entry = orders.erase(entry);
  }
  while (marks.size() > most_marks) marks.erase(marks.begin());
  // unordered: which are dropped does not depend on the order in which they are looked at
  std::erase_if(stories_, [&](const auto& entry) {
    return !orders.contains(entry.first) && entry.second.back().at + shown_after_end < now;
  });
}

}  // namespace pizza
