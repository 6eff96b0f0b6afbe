// SPDX-License-Identifier: Apache-2.0
#include "tests/app/desktop/canned_session.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <numbers>

#include "maps/import/osm_import.h"

namespace pizza::testing {
namespace {

constexpr std::int64_t evening = 1'772'813'400'000;  // Friday 2026-03-06 16:10 UTC, 17:10 in Monaco
constexpr std::array names = {"Nadia", "Marc",  "Ines",  "Tom",  "Léa", "Paolo", "Aya",  "Hugo",
                              "Chloé", "Samir", "Elena", "Noah", "Zoé", "Luca",  "Mina", "Jules"};
constexpr std::array kitchen_names = {"Casino Oven", "Port Hercule", "Fontvieille", "Moneghetti",
                                      "Larvotto",    "La Turbie",    "Beausoleil",  "Jardin"};

maps::RoadRouter open_router(const std::string& file) {
  const auto map = maps::RoadMap::open(file);
  return maps::RoadRouter(map.value(), Vehicle::Scooter);
}

std::size_t leg_point(const maps::Route& route, Duration since) {
  const auto it =
      std::ranges::upper_bound(route.reached, static_cast<std::uint32_t>(std::max<std::int64_t>(0, since.ms)));
  const auto index = static_cast<std::size_t>(it - route.reached.begin());
  return std::clamp<std::size_t>(index, 1, route.path.size() - 1);
}

GeoPoint place_on(const maps::Route& route, Duration since) {
  const std::size_t next = leg_point(route, since);
  const GeoPoint a = route.path[next - 1], b = route.path[next];
  const double from = route.reached[next - 1], to = std::max<double>(route.reached[next], from + 1);
  const double share = std::clamp((static_cast<double>(since.ms) - from) / (to - from), 0.0, 1.0);
  return {a.lat + static_cast<std::int32_t>((b.lat - a.lat) * share),
          a.lon + static_cast<std::int32_t>((b.lon - a.lon) * share)};
}

std::int16_t heading_on(const maps::Route& route, Duration since) {
  const std::size_t next = leg_point(route, since);
  const double north = route.path[next].lat - route.path[next - 1].lat;
  const double east = (route.path[next].lon - route.path[next - 1].lon) * 0.72;
  const double degrees = std::atan2(east, north) * 180 / std::numbers::pi;
  return static_cast<std::int16_t>(std::lround(degrees + 360) % 360);
}

}  // namespace

CannedSession::CannedSession(const std::string& map_file, CannedOptions options) : router_(open_router(map_file)) {
  info_.city = "Monaco";
  info_.scenario = "Friday rush";
  info_.seed = 7;
  info_.map_file = map_file;
  info_.begins = {evening};
  info_.ends = info_.begins + hours(6);
  info_.utc_offset_minutes = 60;
  now_ = info_.begins;
  make_kitchens(options.kitchens);
  make_orders(options);
  go_to(info_.begins);
}

std::uint32_t CannedSession::chance(std::uint32_t below) {
  random_ = random_ * 6364136223846793005ULL + 1442695040888963407ULL;
  return static_cast<std::uint32_t>(random_ >> 33) % below;
}

void CannedSession::make_kitchens(int count) {
  const auto pois = router_.map().pois();
  const auto box = [&](const maps::PoiRecord& p) {
    return p.at.lat > 437'240'000 && p.at.lat < 437'500'000 && p.at.lon > 74'100'000 && p.at.lon < 74'370'000;
  };
  for (std::size_t i = 0; i < pois.size() && kitchens_.size() < static_cast<std::size_t>(count); ++i) {
    const bool apart =
        std::ranges::all_of(kitchens_, [&](const KitchenView& k) { return distance_mm(k.at, pois[i].at) > 420'000; });
    if (!box(pois[i]) || !apart) continue;
    KitchenView kitchen;
    kitchen.id = {kitchens_.size() + 1};
    kitchen.name = kitchen_names[kitchens_.size() % kitchen_names.size()];
    kitchen.at = pois[i].at;
    kitchens_.push_back(kitchen);
  }
}

void CannedSession::make_orders(const CannedOptions& options) {
  const auto& map = router_.map();
  trips_.resize(static_cast<std::size_t>(options.riders));
  std::vector<Instant> free(trips_.size(), info_.begins);
  while (homes_.size() < trips_.size()) {
    const GeoPoint home = map.node(chance(map.node_count()));
    if (distance_mm(home, kitchens_.front().at) < 1'500'000) homes_.push_back(home);
  }
  std::vector<GeoPoint> places = homes_;
  std::vector<std::int64_t> offsets;
  for (int i = 0; i < options.orders; ++i) offsets.push_back((chance(180) + chance(180)) * 60'000LL + chance(60'000));
  std::ranges::sort(offsets);
  for (const std::int64_t offset : offsets) {
    Order order;
    order.id = {4001 + orders_.size()};
    order.kitchen = chance(static_cast<std::uint32_t>(kitchens_.size()));
    const KitchenView& kitchen = kitchens_[order.kitchen];
    do {
      order.drop = map.node(chance(map.node_count()));
    } while (distance_mm(order.drop, kitchen.at) > 1'300'000);
    order.placed = info_.begins + milliseconds(offset);
    order.accepted = order.placed + seconds(20 + chance(90));
    order.baking = order.accepted + minutes(3 + chance(3));
    order.ready = order.baking + minutes(7 + chance(chance(7) == 0 ? 20 : 4));
    order.promised = order.placed + minutes(28 + chance(8));
    order.total = {1450 + chance(40) * 55, Currency::EUR};
    order.rider = static_cast<std::size_t>(std::ranges::min_element(free) - free.begin());
    auto bringing = router_.route(kitchen.at, order.drop);
    auto fetching = router_.route(places[order.rider], kitchen.at);
    if (!bringing || !fetching) continue;
    order.called = std::max(free[order.rider], order.ready - minutes(7));
    order.fetched = std::max(order.called + milliseconds(fetching->ms), order.ready) + seconds(30 + chance(60));
    order.done = order.fetched + milliseconds(bringing->ms) + seconds(60);
    order.fetching = std::move(*fetching);
    order.bringing = std::move(*bringing);
    free[order.rider] = order.done;
    places[order.rider] = order.drop;
    trips_[order.rider].push_back(orders_.size());
    orders_.push_back(std::move(order));
  }
}

std::shared_ptr<const CityFrame> CannedSession::frame() const {
  if (playing_) {
    now_ = std::min(now_ + milliseconds(1000 * speed_ / 60), info_.ends);
    ++sequence_;
    frame_ = make_frame();
  }
  return frame_;
}

void CannedSession::go_to(Instant at) {
  now_ = std::clamp(at, info_.begins, info_.ends);
  ++sequence_;
  frame_ = make_frame();
}

Instant CannedSession::at_clock(int hour, int minute) const {
  const std::int64_t day = info_.begins.ms / 86'400'000 * 86'400'000;
  return {day + (hour * 60 + minute - info_.utc_offset_minutes) * 60'000LL};
}

Concern CannedSession::concern_of(const Order& order) const {
  // What will be late shows as soon as half its time is gone.
  const Duration late = order.done - order.promised;
  if (late > seconds(0) && now_ > order.placed + minutes(12))
    return late > minutes(2) ? Concern::Late : Concern::AtRisk;
  return late > minutes(-2) && now_ > order.placed + minutes(15) ? Concern::AtRisk : Concern::OnTime;
}

OrderView CannedSession::view_of(const Order& order) const {
  OrderView view;
  view.id = order.id;
  view.restaurant = kitchens_[order.kitchen].id;
  view.status = now_ < order.accepted  ? "authorized"
                : now_ < order.baking  ? "accepted"
                : now_ < order.ready   ? "preparing"
                : now_ < order.fetched ? "ready"
                : now_ < order.done    ? "picked_up"
                                       : "delivered";
  if (now_ >= order.called) view.rider = {order.rider + 1};
  view.rider_state = now_ < order.called ? "" : now_ < order.fetched ? "assigned" : "riding";
  view.placed_at = order.placed;
  view.promised_at = order.promised;
  view.expected_at = order.done;
  view.drop = order.drop;
  view.total = order.total;
  view.concern = concern_of(order);
  view.terminal = now_ >= order.done;
  return view;
}

std::shared_ptr<const CityFrame> CannedSession::make_frame() const {
  auto frame = std::make_shared<CityFrame>();
  frame->now = now_;
  frame->sequence = sequence_;
  frame->kitchens = kitchens_;
  add_orders(*frame);
  add_riders(*frame);
  add_figures(*frame);
  return frame;
}

void CannedSession::add_orders(CityFrame& frame) const {
  frame.history.from = info_.begins;
  const auto minute = static_cast<std::size_t>((now_ - info_.begins).ms / 60'000 + 1);
  frame.history.placed_per_minute.assign(minute, 0);
  frame.history.late_per_minute.assign(minute, 0);
  for (const Order& order : orders_) {
    if (order.placed > now_) break;
    ++frame.history.placed_per_minute[static_cast<std::size_t>((order.placed - info_.begins).ms / 60'000)];
    if (order.done <= now_ && order.done > order.promised) {
      ++frame.history.late_per_minute[static_cast<std::size_t>((order.done - info_.begins).ms / 60'000)];
    }
    if (order.done + minutes(10) < now_) continue;
    frame.orders.push_back(view_of(order));
    const OrderView& view = frame.orders.back();
    if (view.terminal) continue;
    KitchenView& kitchen = frame.kitchens[order.kitchen];
    if (now_ < order.fetched) ++kitchen.tickets;
    if (view.concern == Concern::Late || view.concern == Concern::AtRisk) {
      const bool late = view.concern == Concern::Late;
      const auto by = (view.expected_at - view.promised_at).ms / 60'000;
      frame.needs.push_back({view.concern,
                             "#" + std::to_string(order.id.value) + (late ? " late" : " at risk"),
                             kitchens_[order.kitchen].name + " → the customer",
                             (by < 0 ? "−" : "+") + std::to_string(std::abs(by)) + " min",
                             order.placed + minutes(12),
                             order.id,
                             {},
                             {}});
    }
  }
  for (KitchenView& kitchen : frame.kitchens) {
    kitchen.load = static_cast<std::uint16_t>(std::min(1000, kitchen.tickets * 70));
    kitchen.concern = kitchen.load >= 950 ? Concern::Late : kitchen.load >= 800 ? Concern::AtRisk : Concern::None;
  }
  std::ranges::stable_sort(frame.needs, [](const NeedView& a, const NeedView& b) { return a.concern > b.concern; });
}

void CannedSession::add_riders(CityFrame& frame) const {
  for (std::size_t r = 0; r < trips_.size(); ++r) {
    RiderView rider;
    rider.id = {r + 1};
    rider.name = names[r % names.size()];
    rider.vehicle = r % 4 == 3 ? "bicycle" : "scooter";
    rider.at = homes_[r];
    rider.heading = static_cast<std::int16_t>(r * 67 % 360);
    rider.seen = now_;
    for (const std::size_t t : trips_[r]) {
      const Order& order = orders_[t];
      if (order.called > now_) break;
      rider.at = order.drop;
      if (order.done <= now_) continue;
      rider.order = order.id;
      rider.concern = concern_of(order);
      const bool bringing = now_ >= order.fetched;
      const maps::Route& route = bringing ? order.bringing : order.fetching;
      const Duration since = now_ - (bringing ? order.fetched : order.called);
      rider.activity = bringing               ? RiderActivity::ToCustomer
                       : since.ms >= route.ms ? RiderActivity::Waiting
                                              : RiderActivity::ToRestaurant;
      rider.at = place_on(route, since);
      rider.heading = heading_on(route, since);
      rider.progress = static_cast<std::uint16_t>(
          std::min<std::int64_t>(1000, since.ms * 1000 / std::max<std::int64_t>(route.ms, 1)));
    }
    frame.riders.push_back(std::move(rider));
  }
}

void CannedSession::add_figures(CityFrame& frame) const {
  CityFigures& f = frame.figures;
  std::uint32_t recent = 0, before = 0, on_time = 0;
  std::vector<std::int64_t> took;
  for (const Order& order : orders_) {
    if (order.placed > now_) break;
    ++f.placed;
    if (order.placed > now_ - minutes(10)) ++recent;
    if (order.placed <= now_ - minutes(10) && order.placed > now_ - minutes(20)) ++before;
    if (order.done > now_) {
      ++f.open;
      f.at_risk += concern_of(order) == Concern::AtRisk ? 1U : 0U;
      f.late += concern_of(order) == Concern::Late ? 1U : 0U;
    } else {
      ++f.delivered;
      took.push_back((order.done - order.placed).ms / 1000);
      on_time += order.done <= order.promised ? 1U : 0U;
    }
  }
  f.orders_per_minute_tenths = recent;
  f.orders_per_minute_trend_tenths = static_cast<std::int32_t>(recent) - static_cast<std::int32_t>(before);
  f.riders_on_shift = static_cast<std::uint32_t>(frame.riders.size());
  for (const RiderView& rider : frame.riders) f.riders_idle += rider.activity == RiderActivity::Idle ? 1U : 0U;
  if (took.empty()) return;
  std::ranges::sort(took);
  f.click_to_door_s = static_cast<std::uint32_t>(took[took.size() / 2]);
  f.click_to_door_p90_s = static_cast<std::uint32_t>(took[took.size() * 9 / 10]);
  f.on_time_permille = static_cast<std::uint32_t>(on_time * 1000 / took.size());
}

void CannedSession::open_order(OrderId id, std::function<void(std::shared_ptr<const OrderStory>)> done) {
  const auto it = std::ranges::find(orders_, id, &Order::id);
  if (it == orders_.end() || it->placed > now_) return done(nullptr);
  const Order& order = *it;
  auto story = std::make_shared<OrderStory>();
  story->order = view_of(order);
  story->restaurant_name = kitchens_[order.kitchen].name;
  if (story->order.rider) story->rider_name = names[order.rider % names.size()];
  if (story->order.concern == Concern::Late) {
    story->why = "waited " + std::to_string((order.ready - order.baking).ms / 60'000) + " min for the oven (" +
                 story->restaurant_name + " at 100 %), then no rider was free for " +
                 std::to_string(std::max<std::int64_t>(1, (order.fetched - order.ready).ms / 60'000)) + " min.";
  }
  const std::int64_t total = order.total.minor, tip = 200, fee = 390, tax = total / 11;
  const auto eur = [](std::int64_t minor) { return Money{minor, Currency::EUR}; };
  story->lines = {{"2 × Margherita 33 cm · half Diavola", eur(total - tip - fee - tax)},
                  {"Tax", eur(tax)},
                  {"Delivery", eur(fee)},
                  {"Tip", eur(tip)}};
  story->ledger = {{"Customer", eur(total)},
                   {"Food, " + story->restaurant_name, eur(-(total - tip - fee - tax))},
                   {"Delivery fee", eur(-fee)},
                   {"Tip", eur(-tip)},
                   {"Tax", eur(-tax)}};
  const auto tell = [&](Instant at, const char* event, const char* service, std::string summary, Concern concern) {
    if (at > now_) return;
    const std::string json =
        "{\n  \"order_id\": " + std::to_string(id.value) + ",\n  \"at\": " + std::to_string(at.ms) + "\n}";
    story->events.push_back({at, event, service, std::move(summary), json, concern});
  };
  const bool slow = order.ready - order.baking > minutes(12);
  tell(order.placed, "OrderPlaced", "order", "web", Concern::OnTime);
  tell(order.placed + milliseconds(400), "PaymentRequested", "payment", "€ 31.80", Concern::None);
  tell(order.placed + seconds(2), "PaymentAuthorized", "payment", "€ 31.80 held", Concern::OnTime);
  tell(order.placed + seconds(2), "OrderAuthorized", "order", "€ 31.80 held", Concern::OnTime);
  tell(order.accepted - seconds(5), "TicketOpened", "kitchen", "prep, 2 pizzas", Concern::OnTime);
  tell(order.accepted, "OrderAccepted", "order", story->restaurant_name, Concern::OnTime);
  tell(order.baking, "TicketStationStarted", "kitchen", "oven 2", Concern::OnTime);
  tell(order.called, "DeliveryRequested", "delivery", "within 6 min", Concern::None);
  tell(order.called + seconds(15), "RiderAssigned", "delivery", story->rider_name, Concern::OnTime);
  tell(order.ready, "TicketReady", "kitchen", slow ? "8 min after plan" : "as planned",
       slow ? Concern::Late : Concern::OnTime);
  tell(order.ready, "OrderReady", "order", slow ? "8 min after plan" : "as planned",
       slow ? Concern::Late : Concern::OnTime);
  tell(order.fetched, "OrderPickedUp", "order", story->rider_name, Concern::OnTime);
  tell(order.done, "OrderDelivered", "order", "at the door", concern_of(order));
  tell(order.done + seconds(1), "PaymentCaptured", "payment", "€ 31.80", Concern::OnTime);
  std::ranges::stable_sort(story->events, {}, &OrderStoryEvent::at);
  if (now_ >= order.fetched && now_ < order.done) {
    const std::size_t next = leg_point(order.bringing, now_ - order.fetched);
    const auto begin = order.bringing.path.begin();
    story->ridden.assign(begin, begin + static_cast<std::ptrdiff_t>(next));
    story->ridden.push_back(place_on(order.bringing, now_ - order.fetched));
    story->to_come = {story->ridden.back()};
    story->to_come.insert(story->to_come.end(), begin + static_cast<std::ptrdiff_t>(next), order.bringing.path.end());
  }
  done(story);
}

std::string monaco_map() {
  namespace fs = std::filesystem;
  const fs::path extract = fs::path(PIZZA_SOURCE_DIR) / "../shared/osm/monaco.osm.pbf";
  if (!fs::exists(extract)) return {};
  const fs::path map = fs::path(PIZZA_BINARY_DIR) / "monaco_for_screens.map";
  if (!fs::exists(map) || !maps::RoadMap::open(map.string()).ok()) {
    if (!maps::import_osm(extract.string(), map.string(), [](std::string_view) {}).ok()) return {};
  }
  return map.string();
}

}  // namespace pizza::testing
