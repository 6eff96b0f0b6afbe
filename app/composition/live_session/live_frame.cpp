// SPDX-License-Identifier: Apache-2.0
#include "app/composition/live_session/live_frame.h"

#include <algorithm>

#include "app/composition/live_session/live_order.h"
#include "app/composition/realms.h"
#include "sim/agents/run_figures.h"

namespace pizza {

namespace {

constexpr std::size_t most_needs = 50;

class Builder {
 public:
  Builder(const CityMirror& mirror, RiderWays& ways, Instant now, Instant history_from) : mirror_(mirror), ways_(ways) {
    frame_.now = now;
    frame_.history.from = history_from;
  }

  CityFrame build() {
    ways_.begin_frame();
    for (const auto& [key, delivery] : mirror_.deliveries)
      if (const Rider* rider = look(mirror_.riders, delivery.rider)) ways_.learn(delivery, rider->vehicle);
    for (const auto& [key, rider] : mirror_.riders) place(rider);  // before the orders, which are as late as riders
    for (const auto& [key, order] : mirror_.orders) add(order);
    for (RiderView& rider : frame_.riders)
      if (const auto found = concerns_.find(rider.order.value); found != concerns_.end()) rider.concern = found->second;
    for (const auto& [key, restaurant] : mirror_.restaurants) add(restaurant);
    ways_.end_frame();
    history();
    std::stable_sort(frame_.needs.begin(), frame_.needs.end(), [](const NeedView& a, const NeedView& b) {
      if (a.concern != b.concern) return a.concern > b.concern;
      return a.since < b.since;
    });
    if (frame_.needs.size() > most_needs) frame_.needs.resize(most_needs);
    return std::move(frame_);
  }

 private:
  void place(const Rider& rider) {
    if (rider.status == RiderStatus::Offline) return;
    ++frame_.figures.riders_on_shift;
    RiderView view;
    view.id = rider.id;
    view.name = rider.name;
    view.vehicle = name_of(rider.vehicle);
    view.at = rider.place;
    view.seen = rider.place_at;
    const Delivery* delivery = rider.status == RiderStatus::Busy ? look(mirror_.deliveries, rider.delivery) : nullptr;
    if (delivery == nullptr) {
      if (rider.status != RiderStatus::Busy) ++frame_.figures.riders_idle;
      frame_.riders.push_back(std::move(view));
      return;
    }
    view.order = delivery->order;
    view.activity = delivery->status == DeliveryStatus::AtRestaurant ? RiderActivity::Waiting
                    : delivery->status == DeliveryStatus::PickedUp   ? RiderActivity::ToCustomer
                                                                     : RiderActivity::ToRestaurant;
    if (const RiderLeg* leg = ways_.leg(rider, *delivery)) {
      const std::int64_t after = (frame_.now - leg->departed).ms;
      const sim::WayPoint where = sim::point_on(leg->way, after);
      view.at = where.at;
      view.heading = where.heading;
      view.progress = static_cast<std::uint16_t>(
          std::clamp<std::int64_t>(after * 1'000 / std::max<std::int64_t>(leg->way.ms, 1), 0, 1'000));
    }
    frame_.riders.push_back(std::move(view));
  }

  void add(const Order& order) {
    OrderView view = live_order_view(mirror_, ways_, order, frame_.now);
    if (!view.terminal) {
      ++frame_.figures.open;
      if (view.concern == Concern::AtRisk) ++frame_.figures.at_risk;
      if (view.concern == Concern::Late) ++frame_.figures.late;
      if (view.concern > Concern::OnTime) need(view, order);
    }
    concerns_.emplace(order.id.value, view.concern);
    frame_.orders.push_back(std::move(view));
  }

  // "#4182", of realm 3 "#3·4182".
  static std::string number_of(OrderId id) {
    const std::uint32_t realm = realm_of_key(id.value);
    return (realm == 0 ? "#" : "#" + std::to_string(realm) + "·") +
           std::to_string(id.value - (std::uint64_t{realm} << realm_key_bits));
  }

  void need(const OrderView& view, const Order& order) {
    const bool late = view.concern == Concern::Late;
    NeedView need;
    need.concern = view.concern;
    need.title = number_of(view.id) + (late ? " late" : " at risk");
    if (const Restaurant* restaurant = look(mirror_.restaurants, order.restaurant)) need.reason = restaurant->name;
    if (const auto basket = mirror_.baskets.find(order.id.value); basket != mirror_.baskets.end())
      need.reason += " → " + basket->second.drop_line;
    need.amount = "+" + std::to_string(((view.expected_at - view.promised_at).ms + 59'999) / 60'000) + " min";
    need.since = late ? view.promised_at : frame_.now;
    need.order = view.id;
    frame_.needs.push_back(std::move(need));
  }

  void add(const Restaurant& restaurant) {
    if (restaurant.status != RestaurantStatus::Open) return;
    KitchenView view;
    view.id = restaurant.id;
    view.name = restaurant.name;
    view.at = restaurant.place;
    view.paused = restaurant.paused;
    std::int64_t tickets = 0, capacity = 0;
    if (const auto kitchen = mirror_.kitchens.find(restaurant.id.value); kitchen != mirror_.kitchens.end())
      for (const StationState& station : kitchen->second.stations) {
        tickets += station.busy + static_cast<std::int64_t>(station.waiting.size());
        capacity += station.capacity;
      }
    view.tickets = static_cast<std::uint16_t>(std::clamp<std::int64_t>(tickets, 0, 9'999));
    view.load = static_cast<std::uint16_t>(
        std::clamp<std::int64_t>(tickets * 1'000 / std::max<std::int64_t>(capacity, 1), 0, 9'999));
    if (view.load > 1'000) {
      view.concern = view.load > 1'800 ? Concern::Late : Concern::AtRisk;
      NeedView need;
      need.concern = view.concern;
      need.title = view.name + " swamped";
      need.reason = std::to_string(tickets) + " tickets, room for " + std::to_string(capacity);
      need.amount = std::to_string(view.load / 10) + " %";
      need.since = frame_.now;
      need.restaurant = view.id;
      frame_.needs.push_back(std::move(need));
    }
    frame_.kitchens.push_back(std::move(view));
  }

  std::size_t minute_of(Instant at) const {
    return static_cast<std::size_t>(std::max<std::int64_t>((at - frame_.history.from).ms, 0) / 60'000);
  }

  void history() {
    CityFigures& figures = frame_.figures;
    const std::size_t minutes_shown = minute_of(frame_.now) + 1;
    std::vector<std::uint16_t>& placed = frame_.history.placed_per_minute;
    std::vector<std::uint16_t>& late = frame_.history.late_per_minute;
    placed.resize(minutes_shown);
    late.resize(minutes_shown);
    std::vector<std::int64_t> times;
    std::int64_t last_ten = 0, ten_before = 0, late_lately = 0;
    for (const auto& [key, mark] : mirror_.marks) {
      if (mark.placed_at < frame_.history.from) continue;
      ++figures.placed;
      if (const std::size_t at = minute_of(mark.placed_at); at < placed.size()) ++placed[at];
      if (mark.placed_at + minutes(10) > frame_.now) {
        ++last_ten;
      } else if (mark.placed_at + minutes(20) > frame_.now) {
        ++ten_before;
      }
      figures.cancelled += mark.status == OrderStatus::Cancelled;
      figures.rejected += mark.status == OrderStatus::Rejected;
      figures.failed += mark.status == OrderStatus::Failed;
      if (!mark.delivered_at) continue;
      ++figures.delivered;
      const bool was_late = *mark.delivered_at > mark.promised_at;
      if (const std::size_t at = minute_of(*mark.delivered_at); was_late && at < late.size()) ++late[at];
      if (*mark.delivered_at + hours(1) < frame_.now) continue;
      times.push_back((*mark.delivered_at - mark.placed_at).ms);
      late_lately += was_late;
    }
    figures.orders_per_minute_tenths = static_cast<std::uint32_t>(last_ten);  // in ten minutes: tenths of one a minute
    figures.orders_per_minute_trend_tenths = static_cast<std::int32_t>(last_ten - ten_before);
    if (times.empty()) return;
    const sim::Spread spread = sim::spread_of(times);
    figures.on_time_permille = static_cast<std::uint32_t>((spread.count - late_lately) * 1'000 / spread.count);
    figures.click_to_door_s = static_cast<std::uint32_t>(spread.mean_ms / 1'000);
    figures.click_to_door_p90_s = static_cast<std::uint32_t>(spread.p90_ms / 1'000);
  }

  const CityMirror& mirror_;
  RiderWays& ways_;
  CityFrame frame_;
  std::map<std::uint64_t, Concern> concerns_;
};

}  // namespace

CityFrame build_live_frame(const CityMirror& mirror, RiderWays& ways, Instant now, Instant history_from) {
  return Builder(mirror, ways, now, history_from).build();
}

}  // namespace pizza
