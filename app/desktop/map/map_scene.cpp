// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/map_scene.h"

#include <map>
#include <numbers>

#include "app/desktop/text/words.h"
#include "app/desktop/view/frame_lookup.h"

namespace pizza::desktop {
namespace {

constexpr double margin = 40;                // what is just outside may reach in
constexpr double detail_from_zoom = 13;      // below, riders are specks and kitchens have no names
constexpr std::int64_t jump_mm = 1'500'000;  // further between two frames is no ride
constexpr double first_waiting_degrees = 75, waiting_step_degrees = 38, waiting_radius = 31;
constexpr double dot_gap = 8.5;
constexpr std::size_t most_tags = 60;
constexpr double letter_width = 7, tag_height = 30;  // a bound is enough

class SceneMaker {
 public:
  SceneMaker(const SceneInput& input, const SpriteAtlas& atlas)
      : in_(input),
        atlas_(atlas),
        view_(QRectF(QPointF(0, 0), input.camera.size).adjusted(-margin, -margin, margin, margin)),
        near_(input.camera.zoom >= detail_from_zoom) {}

  MapScene make() {
    const RiderView* chosen = find_rider(*in_.frame, in_.selection.rider);
    if (in_.story) add_route();
    if (in_.layers.orders) add_orders();
    if (in_.layers.riders) add_riders(false);
    if (in_.layers.kitchens) add_kitchens();
    if (in_.layers.riders) add_riders(true);
    if (in_.story && !in_.story->order.terminal) add_pin();
    if (chosen != nullptr) add_chosen(*chosen);
    return std::move(scene_);
  }

 private:
  QPointF screen(GeoPoint p) const { return in_.camera.to_screen(world_of(p)); }

  void put(const Cut& cut, QPointF at, double angle = 0) {
    scene_.sprites.push_back({cut.source, at, cut.size, angle});
  }

  void add_orders() {
    for (const OrderView& order : in_.frame->orders) {
      if (order.terminal || order.id == in_.selection.order) continue;
      const QPointF at = screen(order.drop);
      if (!view_.contains(at)) continue;
      put(atlas_.mark(order.concern), at);
      scene_.things.push_back({ThingKind::Order, order.id.value, at, 7});
    }
  }

  void add_riders(bool busy) {
    for (const RiderView& rider : in_.frame->riders) {
      if (rider.activity == RiderActivity::Offline) continue;
      const bool is_busy = rider.activity != RiderActivity::Idle;
      if (is_busy != busy || rider.id == in_.selection.rider) continue;
      QPointF at = in_.camera.to_screen(rider_place(in_, rider));
      if (!view_.contains(at)) continue;
      if (rider.activity == RiderActivity::Waiting && near_) at += waiting_place(rider);
      put_rider(rider, at);
      scene_.things.push_back({ThingKind::Rider, rider.id.value, at, near_ && is_busy ? 12.0 : 8.0});
    }
  }

  // Those who wait stand around their kitchen's tile, below it and to its left: its name stays free.
  QPointF waiting_place(const RiderView& rider) {
    const OrderView* order = find_order(*in_.frame, rider.order);
    const int before = waiting_[order == nullptr ? 0 : order->restaurant.value]++;
    const double radians = (first_waiting_degrees + before * waiting_step_degrees) * std::numbers::pi / 180;
    return {waiting_radius * std::cos(radians), waiting_radius * std::sin(radians)};
  }

  void put_rider(const RiderView& rider, QPointF at) {
    if (rider.activity == RiderActivity::Idle) {
      near_ ? put(atlas_.idle(), at, rider.heading) : put(atlas_.speck(Concern::None), at);
    } else if (!near_) {
      put(atlas_.speck(rider.concern), at);
    } else {
      put(atlas_.ring(rider.concern, rider.progress), at);
      put(atlas_.arrow(rider.concern), at, rider.heading);
    }
  }

  void add_chosen(const RiderView& rider) {
    const QPointF at = in_.camera.to_screen(rider_place(in_, rider));
    put(atlas_.halo(rider.concern), at);
    put(atlas_.ring(rider.concern, rider.progress), at);
    put(atlas_.arrow(rider.concern), at, rider.heading);
    scene_.things.push_back({ThingKind::Rider, rider.id.value, at, 14});
  }

  void add_kitchens() {
    std::vector<QRectF> taken;
    for (const KitchenView& kitchen : in_.frame->kitchens) {
      const QPointF at = screen(kitchen.at);
      if (!view_.contains(at)) continue;
      const bool chosen =
          kitchen.id == in_.selection.kitchen || (in_.story && kitchen.id == in_.story->order.restaurant);
      if (!near_ && !chosen) {
        put(atlas_.speck(kitchen.concern), at);
        scene_.things.push_back({ThingKind::Kitchen, kitchen.id.value, at, 6});
        continue;
      }
      put(chosen ? atlas_.kitchen_selected() : atlas_.kitchen(), at);
      const double load = 20 * std::min<double>(kitchen.load, 1000) / 1000;
      const Concern concern = kitchen.concern == Concern::None ? Concern::OnTime : kitchen.concern;
      if (load > 0) {
        scene_.sprites.push_back({atlas_.fill(concern).source, at + QPointF(load / 2 - 10, 10), {load, 3}, 0});
      }
      scene_.things.push_back({ThingKind::Kitchen, kitchen.id.value, at, 18});
      add_tag(kitchen, at, taken);
    }
  }

  void add_tag(const KitchenView& kitchen, QPointF at, std::vector<QRectF>& taken) {
    const double width = letter_width * static_cast<double>(std::max<std::size_t>(kitchen.name.size(), 10));
    const QRectF room(at.x() + 20, at.y() - tag_height / 2, width, tag_height);
    const bool free = std::ranges::none_of(taken, [&](const QRectF& other) { return other.intersects(room); });
    if (!free || scene_.tags.size() >= most_tags) return;
    taken.push_back(room);
    const QString note = kitchen.paused ? QStringLiteral("paused") : ticket_words(kitchen.tickets);
    scene_.tags.push_back({QString::fromStdString(kitchen.name), note, at + QPointF(20, 0)});
  }

  Concern route_concern() const {
    const Concern concern = in_.story->order.concern;
    return concern == Concern::None ? Concern::OnTime : concern;
  }

  void add_route() {
    const auto line = [&](const std::vector<GeoPoint>& points) {
      std::vector<QPointF> pixels;
      for (const GeoPoint p : points) pixels.push_back(screen(p));
      return pixels;
    };
    add_dots(line(in_.story->to_come));
    add_stroke(line(in_.story->ridden));
  }

  void add_stroke(const std::vector<QPointF>& points) {
    const Cut& stroke = atlas_.stroke(route_concern());
    for (std::size_t i = 0; i < points.size(); ++i) {
      put(atlas_.knot(route_concern()), points[i]);
      if (i == 0) continue;
      const QPointF way = points[i] - points[i - 1];
      const double length = std::hypot(way.x(), way.y());
      const double angle = std::atan2(way.y(), way.x()) * 180 / std::numbers::pi;
      scene_.sprites.push_back({stroke.source, points[i - 1] + way / 2, {length, stroke.size.height()}, angle});
    }
  }

  void add_dots(const std::vector<QPointF>& points) {
    double left_over = 0;
    for (std::size_t i = 1; i < points.size(); ++i) {
      const QPointF way = points[i] - points[i - 1];
      const double length = std::hypot(way.x(), way.y());
      double at = left_over;
      for (; at < length; at += dot_gap) {
        const QPointF dot = points[i - 1] + way * (at / length);
        if (view_.contains(dot)) put(atlas_.dot(route_concern()), dot);
      }
      left_over = at - length;
    }
  }

  void add_pin() {
    const QPointF at = screen(in_.story->order.drop);
    put(atlas_.pin(route_concern()), at);
    scene_.things.push_back({ThingKind::Order, in_.story->order.id.value, at - QPointF(0, 14), 14});
  }

  const SceneInput& in_;
  const SpriteAtlas& atlas_;
  QRectF view_;
  bool near_;
  std::map<std::uint64_t, int> waiting_;  // riders placed so far at each kitchen
  MapScene scene_;
};

}  // namespace

QPointF rider_place(const SceneInput& input, const RiderView& rider) {
  const QPointF now = world_of(rider.at);
  if (input.before == nullptr || input.between >= 1) return now;
  const RiderView* before = find_rider(*input.before, rider.id);
  if (before == nullptr || distance_mm(before->at, rider.at) > jump_mm) return now;
  const QPointF then = world_of(before->at);
  return then + (now - then) * input.between;
}

MapScene make_scene(const SceneInput& input, const SpriteAtlas& atlas) {
  return SceneMaker(input, atlas).make();
}

}  // namespace pizza::desktop
