// SPDX-License-Identifier: Apache-2.0
// Where the map looks by itself: at the start, at a whole city, at what was chosen.
#include "app/desktop/map/map_item.h"
#include "app/desktop/view/frame_lookup.h"

namespace pizza::desktop {
namespace {

constexpr double fit_margin = 24, reveal_margin = 110;
constexpr double working_margin_metres = 350;
constexpr double closest_start = 15.75, farthest_start = 13.5;
constexpr double usual_zoom = 15;
constexpr double closest_reveal = 15.25;  // what is around tells as much
constexpr std::size_t tail_share = 6;     // a sixth on each side is left out of the busy area

QRectF bounds_of(const std::vector<QPointF>& points) {
  const auto [left, right] = std::ranges::minmax(points, {}, [](QPointF p) { return p.x(); });
  const auto [top, bottom] = std::ranges::minmax(points, {}, [](QPointF p) { return p.y(); });
  return {QPointF(left.x(), top.y()), QPointF(right.x(), bottom.y())};
}

}  // namespace

// All kitchens: a map may reach far beyond their last customer.
QRectF MapItem::working_area() const {
  if (frame_ == nullptr || frame_->kitchens.empty()) return base_->bounds();
  std::vector<QPointF> places;
  for (const KitchenView& kitchen : frame_->kitchens) places.push_back(world_of(kitchen.at));
  const QRectF area = bounds_of(places);
  const double margin = working_margin_metres / metres_per_unit(area.center().y());
  return area.adjusted(-margin, -margin, margin, margin);
}

// Where most of the work is: kitchens and open orders without those far out.
QRectF MapItem::busy_area() const {
  if (frame_ == nullptr) return base_->bounds();
  std::vector<double> x, y;
  const auto add = [&](GeoPoint at) {
    const QPointF world = world_of(at);
    x.push_back(world.x());
    y.push_back(world.y());
  };
  for (const KitchenView& kitchen : frame_->kitchens) add(kitchen.at);
  for (const OrderView& order : frame_->orders) add(order.drop);
  if (x.empty()) return base_->bounds();
  std::ranges::sort(x);
  std::ranges::sort(y);
  const std::size_t first = x.size() / tail_share, last = x.size() - 1 - first;
  return {QPointF(x[first], y[first]), QPointF(x[last], y[last])};
}

void MapItem::look_at(QRectF world, double margin, double closest, double farthest) {
  zooming_.stop();
  MapCamera camera = MapCamera::fitting(world, size(), margin);
  camera.zoom = std::clamp(camera.zoom, farthest, closest);
  const int level = level_of(camera.zoom);
  if (level != level_) level_before_ = std::exchange(level_, level);
  set_camera(camera);
}

void MapItem::fitCity() {
  if (base_ != nullptr && width() >= 1 && height() >= 1) look_at(working_area(), fit_margin, most_zoom, least_zoom);
}

void MapItem::start_view() {
  if (base_ == nullptr || width() < 1 || height() < 1) return;
  fitted_ = true;
  if (start_zoom_ > 0 || start_centre_.isValid()) {
    const double zoom = start_zoom_ > 0 ? start_zoom_ : usual_zoom;
    QRectF area = busy_area();
    if (start_centre_.isValid()) {
      const QPointF degrees = start_centre_.toPointF();
      area = QRectF(world_of(geo_point(degrees.y(), degrees.x())), QSizeF(0, 0));
    }
    look_at(area, fit_margin, zoom, zoom);
    return;
  }
  look_at(busy_area(), fit_margin, closest_start, farthest_start);
  reveal(Order, city_->selected_order());
}

std::vector<QPointF> MapItem::places_of(int kind, std::uint64_t id) const {
  std::vector<QPointF> places;
  if (const auto* rider = kind == Rider ? find_rider(*frame_, {id}) : nullptr) places.push_back(world_of(rider->at));
  if (const auto* kitchen = kind == Kitchen ? find_kitchen(*frame_, {id}) : nullptr) {
    places.push_back(world_of(kitchen->at));
  }
  if (const auto* order = kind == Order ? find_order(*frame_, {id}) : nullptr) {
    places.push_back(world_of(order->drop));
    if (const auto* kitchen = find_kitchen(*frame_, order->restaurant)) places.push_back(world_of(kitchen->at));
    if (const auto* rider = find_rider(*frame_, order->rider)) places.push_back(world_of(rider->at));
  }
  return places;
}

void MapItem::reveal(int kind, qint64 id) {
  if (frame_ == nullptr || base_ == nullptr) return;
  const std::vector<QPointF> places = places_of(kind, static_cast<std::uint64_t>(id));
  if (places.empty()) return;
  const QRectF inside =
      QRectF(QPointF(0, 0), size()).adjusted(reveal_margin, reveal_margin, -reveal_margin, -reveal_margin);
  const bool in_view = std::ranges::all_of(places, [&](QPointF p) { return inside.contains(camera_.to_screen(p)); });
  const bool near = places.size() == 1 || camera_.zoom >= farthest_start;
  if (in_view && near) return;
  if (places.size() > 1) return look_at(bounds_of(places), reveal_margin, closest_reveal, least_zoom);
  MapCamera camera = camera_;
  camera.center = places.front();
  set_camera(camera);
}

}  // namespace pizza::desktop
