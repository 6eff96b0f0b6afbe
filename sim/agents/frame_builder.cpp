// SPDX-License-Identifier: Apache-2.0
#include "sim/agents/frame_builder.h"

#include <algorithm>

#include "sim/agents/order_forecast.h"
#include "sim/agents/run_figures.h"

namespace pizza::sim {

namespace {

constexpr std::size_t most_needs = 50;

RiderActivity activity_of(RiderDoing doing) {
  switch (doing) {
    case RiderDoing::Off:
      return RiderActivity::Offline;
    case RiderDoing::Idle:
    case RiderDoing::Asked:
      return RiderActivity::Idle;
    case RiderDoing::ToRestaurant:
    case RiderDoing::Returning:
      return RiderActivity::ToRestaurant;
    case RiderDoing::AtRestaurant:
      return RiderActivity::Waiting;
    default:
      return RiderActivity::ToCustomer;
  }
}

std::string title_of(OrderId id, const char* what) {
  return "#" + std::to_string(id.value) + " " + what;
}

std::string minutes_text(Duration time) {
  return "+" + std::to_string((time.ms + 59'999) / 60'000) + " min";
}

// One territory's part of a frame.
class Part {
 public:
  Part(TerritoryWatch& watch, std::uint64_t territories, CityFrame& frame)
      : watch_(watch),
        territory_(watch.territory()),
        now_(territory_.now()),
        ids_{territories, territory_.plan().index},
        frame_(frame) {}

  void orders() {
    for (auto& [key, shown] : watch_.shown()) {
      const auto state = order_state(territory_.store(), {key});
      if (!state) continue;
      OrderView view = view_of(watch_, *state, shown, ids_);
      concerns_.emplace(key, view.concern);
      if (!view.terminal && view.concern > Concern::OnTime) order_need(view, *state);
      count(view);
      frame_.orders.push_back(std::move(view));
    }
  }

  // After orders(): a rider shares the concern of the order.
  void riders() {
    for (const RiderAgent& rider : territory_.riders().all()) {
      const bool off = rider.doing == RiderDoing::Off;
      if (!off) ++frame_.figures.riders_on_shift;
      const bool idle = rider.doing == RiderDoing::Idle || rider.doing == RiderDoing::Asked;
      if (idle) ++frame_.figures.riders_idle;
      if (off) continue;
      const WayPoint where = territory_.riders().where(rider, now_);
      RiderView view;
      view.id = ids_.shown(rider.id);
      view.name = rider.name;
      view.vehicle = name_of(rider.vehicle);
      view.at = where.at;
      view.heading = where.heading;
      view.activity = activity_of(rider.doing);
      view.order = idle ? OrderId{} : ids_.shown(rider.order);
      if (rider.way != nullptr && rider.way->ms > 0)
        view.progress = static_cast<std::uint16_t>(
            std::clamp<std::int64_t>((now_ - rider.departed).ms * 1'000 / rider.way->ms, 0, 1'000));
      if (const auto found = concerns_.find(rider.order.value); !idle && found != concerns_.end())
        view.concern = found->second;
      view.seen = now_;
      frame_.riders.push_back(std::move(view));
    }
  }

  void kitchens() {
    const Stage& stage = territory_.stage();
    for (std::size_t s = 0; s < stage.restaurants.size(); ++s) {
      const RestaurantId id = stage.restaurants[s];
      KitchenView view;
      view.id = ids_.shown(id);
      view.name = stage.plan.sites[s].name;
      view.at = stage.plan.sites[s].place;
      Arena arena;
      Store& store = territory_.store();
      if (const auto* restaurant =
              static_cast<const Restaurant*>(store.find(record_type<Restaurant>(), id.value, arena)))
        view.paused = restaurant->paused;
      std::int64_t capacity = 0;
      if (const auto* kitchen = static_cast<const Kitchen*>(store.find(record_type<Kitchen>(), id.value, arena))) {
        for (const StationState& station : kitchen->stations) {
          view.tickets = static_cast<std::uint16_t>(view.tickets + station.busy +
                                                    static_cast<std::int64_t>(station.waiting.size()));
          capacity += station.capacity;
        }
      }
      view.load = static_cast<std::uint16_t>(
          std::min<std::int64_t>(view.tickets * 1'000 / std::max<std::int64_t>(capacity, 1), 9'999));
      if (view.load > 1'000) view.concern = view.load > 1'800 ? Concern::Late : Concern::AtRisk;
      if (view.concern != Concern::None) kitchen_need(view, capacity);
      frame_.kitchens.push_back(std::move(view));
    }
  }

 private:
  void count(const OrderView& view) {
    if (view.terminal) return;
    ++frame_.figures.open;
    if (view.concern == Concern::AtRisk) ++frame_.figures.at_risk;
    if (view.concern == Concern::Late) ++frame_.figures.late;
  }

  void order_need(const OrderView& view, const OrderState& state) {
    const bool late = view.concern == Concern::Late;
    NeedView need;
    need.concern = view.concern;
    need.title = title_of(view.id, late ? "late" : "at risk");
    const auto site = territory_.stage().site_of(state.order.restaurant);
    Arena arena;
    const auto* basket =
        static_cast<const Basket*>(territory_.store().find(record_type<Basket>(), state.order.id.value, arena));
    need.reason = territory_.plan().sites[site].name;
    if (basket != nullptr) need.reason += " → " + basket->drop_line;
    need.amount = minutes_text(view.expected_at - view.promised_at);
    need.since = late ? view.promised_at : now_;
    need.order = view.id;
    frame_.needs.push_back(std::move(need));
  }

  void kitchen_need(const KitchenView& view, std::int64_t capacity) {
    NeedView need;
    need.concern = view.concern;
    need.title = view.name + " swamped";
    need.reason = std::to_string(view.tickets) + " tickets, room for " + std::to_string(capacity);
    need.amount = std::to_string(view.load / 10) + " %";
    need.since = now_;
    need.restaurant = view.id;
    frame_.needs.push_back(std::move(need));
  }

  TerritoryWatch& watch_;
  Territory& territory_;
  Instant now_;
  ShownIds ids_;
  CityFrame& frame_;
  std::map<std::uint64_t, Concern> concerns_;
};

void add_counts(std::vector<std::uint16_t>& sum, const std::vector<std::uint16_t>& more, std::size_t minutes) {
  if (sum.size() < minutes) sum.resize(minutes);
  for (std::size_t i = 0; i < more.size() && i < sum.size(); ++i) sum[i] = static_cast<std::uint16_t>(sum[i] + more[i]);
}

// Figures over the last minutes and the last hour, over all territories.
void recent_figures(Watches watches, CityFrame& frame) {
  CityFigures& figures = frame.figures;
  std::int64_t last_ten = 0;
  std::int64_t ten_before = 0;
  std::vector<std::int64_t> times;
  std::int64_t late = 0;
  for (const auto& watch : watches) {
    figures.placed += watch->placed_ever;
    figures.delivered += watch->delivered;
    figures.cancelled += watch->cancelled;
    figures.rejected += watch->rejected;
    figures.failed += watch->failed;
    for (const Instant at : watch->placed()) ++(at + minutes(10) > frame.now ? last_ten : ten_before);
    for (const Arrival& arrival : watch->arrivals()) {
      times.push_back(arrival.click_to_door_ms);
      late += arrival.late ? 1 : 0;
    }
    const auto elapsed = static_cast<std::size_t>((frame.now - frame.history.from).ms / 60'000) + 1;
    add_counts(frame.history.placed_per_minute, watch->placed_per_minute, elapsed);
    add_counts(frame.history.late_per_minute, watch->late_per_minute, elapsed);
  }
  figures.orders_per_minute_tenths = static_cast<std::uint32_t>(last_ten);  // in ten minutes: tenths of one a minute
  figures.orders_per_minute_trend_tenths = static_cast<std::int32_t>(last_ten - ten_before);
  if (times.empty()) return;
  const Spread spread = spread_of(times);
  figures.on_time_permille = static_cast<std::uint32_t>((spread.count - late) * 1'000 / spread.count);
  figures.click_to_door_s = static_cast<std::uint32_t>(spread.mean_ms / 1'000);
  figures.click_to_door_p90_s = static_cast<std::uint32_t>(spread.p90_ms / 1'000);
}

template <class T>
void sort_by_id(std::vector<T>& views) {
  std::sort(views.begin(), views.end(), [](const T& a, const T& b) { return a.id < b.id; });
}

}  // namespace

OrderView view_of(TerritoryWatch& watch, const OrderState& state, ShownOrder& shown, const ShownIds& ids) {
  const Order& order = state.order;
  OrderView view;
  view.id = ids.shown(order.id);
  view.restaurant = ids.shown(order.restaurant);
  if (state.delivery && state.delivery->status >= DeliveryStatus::Assigned)
    view.rider = ids.shown(state.delivery->rider);
  view.status = order_status_names[static_cast<std::size_t>(order.status)];
  view.rider_state = rider_state(state.delivery ? &*state.delivery : nullptr);
  view.placed_at = order.placed_at;
  view.promised_at = order.promised_at;
  view.expected_at = expected_arrival(watch, state, shown);
  view.drop = order.drop;
  view.total = order.total;
  view.concern = concern_of(order, view.expected_at, watch.territory().now());
  view.terminal = is_terminal(order.status);
  return view;
}

CityFrame build_frame(Watches watches, std::uint64_t sequence) {
  CityFrame frame;
  frame.sequence = sequence;
  if (watches.empty()) return frame;
  const Territory& first = watches.front()->territory();
  frame.now = first.now();
  frame.history.from = first.city().scenario.begins;
  for (const auto& watch : watches) {
    watch->forget(frame.now);
    Part part(*watch, watches.size(), frame);
    part.orders();
    part.riders();
    part.kitchens();
  }
  recent_figures(watches, frame);
  sort_by_id(frame.riders);
  sort_by_id(frame.kitchens);
  sort_by_id(frame.orders);
  std::stable_sort(frame.needs.begin(), frame.needs.end(), [](const NeedView& a, const NeedView& b) {
    if (a.concern != b.concern) return a.concern > b.concern;
    return a.since < b.since;
  });
  if (frame.needs.size() > most_needs) frame.needs.resize(most_needs);
  return frame;
}

}  // namespace pizza::sim
