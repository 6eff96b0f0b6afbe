// SPDX-License-Identifier: Apache-2.0
// What the people in the kitchen look at.
#include <algorithm>
#include <limits>

#include "core/model/records/order.h"
#include "core/model/records/restaurant.h"
#include "core/services/kitchen/estimate_rules.h"
#include "core/services/kitchen/kitchen_service.h"

namespace pizza {

namespace {

constexpr std::size_t index_of(Station station) {
  return static_cast<std::size_t>(station);
}

std::int64_t whole_seconds(Duration time) {
  return time.ms / 1'000;
}

ShownStation shown(const StationState& station) {
  return {station.capacity, station.busy, static_cast<std::int32_t>(station.waiting.size()),
          static_cast<std::int32_t>(whole_seconds(estimate_rules::wait_at(station, 0))),
          1'000 + station.slower_permille};
}

// What is left of the work at the present station and after it, as the estimates say.
Duration work_left(const Ticket& ticket, const Kitchen& kitchen, Instant now) {
  const bool packed = ticket.status == TicketStatus::Checking || ticket.status == TicketStatus::Gathering;
  if (packed) return {};
  Duration left;
  for (std::size_t s = index_of(ticket.station); s < 3; ++s) {
    Duration here = milliseconds(estimate_rules::learned_ms(kitchen.stations[s], ticket.work_s[s]));
    if (s == index_of(ticket.station) && ticket.status == TicketStatus::Working)
      here = here - std::min(now - ticket.station_since, here);
    left = left + here;
  }
  return left;
}

ShownTicket shown(UnitOfWork& work, const Ticket& ticket, const Kitchen& kitchen) {
  const Instant now = work.now();
  ShownTicket view;
  view.ticket = ticket.id;
  view.order = ticket.order;
  view.station = ticket.station;
  view.status = ticket.status;
  view.rank = ticket.rank;
  view.age_s = whole_seconds(now - ticket.opened_at);
  view.here_s = whole_seconds(now - ticket.station_since);
  view.due_in_s = whole_seconds(ticket.due - now);
  view.late = now + work_left(ticket, kitchen, now) > ticket.due;
  view.remakes = ticket.remakes;
  view.reason = ticket.reason;
  const Basket* basket = work.find_at<Basket>(ticket.order.value);
  const std::uint64_t lines = kitchen_detail::lines_of(work, ticket);
  for (std::size_t i = 0; basket != nullptr && i < basket->lines.size(); ++i) {
    if ((lines >> i & 1) == 0) continue;
    const BasketLine& line = basket->lines[i];
    view.lines.push_back(
        {static_cast<std::int32_t>(i), line.name, line.quantity, line.options, (ticket.done >> i & 1) != 0});
  }
  return view;
}

// By station; what is packed comes last but what is held, working before waiting, waiting by the queue.
std::int64_t order_on_screen(const Ticket& ticket, const Kitchen& kitchen) {
  constexpr std::int64_t group = 1'000'000;
  const auto station = static_cast<std::int64_t>(index_of(ticket.station));
  switch (ticket.status) {
    case TicketStatus::Working:
      return station * 2 * group;
    case TicketStatus::Waiting: {
      const std::vector<TicketId>& queue = kitchen.stations[index_of(ticket.station)].waiting;
      return (station * 2 + 1) * group + (std::find(queue.begin(), queue.end(), ticket.id) - queue.begin());
    }
    case TicketStatus::Held:
      return 7 * group;
    default:
      return 6 * group;
  }
}

}  // namespace

Result<KitchenScreen> KitchenService::see(UnitOfWork& work, const SeeKitchen& query) const {
  if (work.find(query.restaurant) == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  const std::int32_t limit = query.limit == 0 ? 100 : query.limit;
  if (limit < 1 || limit > 200) return kitchen_detail::invalid("must be from 1 to 200", "limit");
  KitchenScreen view;
  const Kitchen* kitchen = work.find_at<Kitchen>(query.restaurant.value);
  if (kitchen == nullptr) return view;
  for (std::size_t s = 0; s < 3; ++s) view.stations[s] = shown(kitchen->stations[s]);
  view.mode = kitchen->mode;
  view.limits = kitchen->limits;
  view.remakes = kitchen->remakes;
  if (const KitchenWeek* week = work.find_at<KitchenWeek>(query.restaurant.value))
    view.usual_permille = week->usual[estimate_rules::hour_of_week(estimate_rules::hour_of(work.now()))];
  const std::vector<std::uint64_t> keys =
      work.find_where<&Ticket::open_at>(std::optional<RestaurantId>(query.restaurant));
  std::vector<std::pair<std::int64_t, std::uint64_t>> sorted;
  for (const std::uint64_t key : keys) sorted.emplace_back(order_on_screen(*work.find(TicketId{key}), *kitchen), key);
  std::sort(sorted.begin(), sorted.end());
  view.open = static_cast<std::int32_t>(sorted.size());
  if (sorted.size() > static_cast<std::size_t>(limit)) sorted.resize(static_cast<std::size_t>(limit));
  for (const auto& [place, key] : sorted) view.tickets.push_back(shown(work, *work.find(TicketId{key}), *kitchen));
  return view;
}

Result<AllDayView> KitchenService::all_day(UnitOfWork& work, const SeeAllDay& query) const {
  if (work.find(query.restaurant) == nullptr)
    return problem(Status::NotFound, "restaurant.unknown", "there is no such restaurant", "restaurant_id");
  AllDayView view;
  const auto count_of = [&view](const BasketLine& line) -> AllDayCount& {
    auto at = std::lower_bound(view.items.begin(), view.items.end(), line.item,
                               [](const AllDayCount& count, MenuItemId item) { return count.item < item; });
    if (at == view.items.end() || at->item != line.item) at = view.items.insert(at, {line.item, line.name, {}, 0});
    return *at;
  };
  for (const std::uint64_t key : work.find_where<&Ticket::open_at>(std::optional<RestaurantId>(query.restaurant))) {
    const Ticket& ticket = *work.find(TicketId{key});
    const bool held = ticket.status == TicketStatus::Held;
    if (!held && ticket.status != TicketStatus::Waiting && ticket.status != TicketStatus::Working) continue;
    const Basket* basket = work.find_at<Basket>(ticket.order.value);
    const std::uint64_t open = kitchen_detail::lines_of(work, ticket) & ~ticket.done;
    for (std::size_t i = 0; basket != nullptr && i < basket->lines.size(); ++i) {
      const BasketLine& line = basket->lines[i];
      if ((open >> i & 1) == 0) continue;
      (held ? count_of(line).held : count_of(line).at[index_of(ticket.station)]) += line.quantity;
    }
  }
  return view;
}

}  // namespace pizza
