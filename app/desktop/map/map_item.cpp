// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/map_item.h"

#include <QQuickWindow>
#include <QSGRectangleNode>
#include <QSGRendererInterface>

#include "app/desktop/map/raster_painter.h"
#include "app/desktop/view/frame_lookup.h"

namespace pizza::desktop {
namespace {

constexpr double label_margin = 0.3;  // of the view, on each side
constexpr double longest_glide_ms = 1000;

}  // namespace

MapItem::MapItem(QQuickItem* parent) : QQuickItem(parent) {
  setFlag(ItemHasContents);
  setClip(true);
  setAcceptedMouseButtons(Qt::LeftButton);
  setAcceptHoverEvents(true);
  zooming_.setEasingCurve(QEasingCurve::OutCubic);
  connect(&zooming_, &QVariantAnimation::valueChanged, this,
          [this](const QVariant& value) { set_camera(camera_.zoomed(value.toDouble(), zoom_about_)); });
}

MapItem::~MapItem() = default;

void MapItem::setCity(CityViewModel* city) {
  if (city == city_) return;
  if (city_ != nullptr) disconnect(city_, nullptr, this, nullptr);
  city_ = city;
  frame_ = frame_before_ = nullptr;
  if (city_ != nullptr) {
    take_frame();
    open_map();
    connect(city_, &CityViewModel::frameChanged, this, &MapItem::take_frame);
    connect(city_, &CityViewModel::selectionChanged, this, &MapItem::changed);
    connect(city_->order(), &OrderDetail::changed, this, &MapItem::changed);
  }
  emit cityChanged();
}

void MapItem::open_map() {
  const auto map = maps::RoadMap::open(city_->map_file().toStdString());
  error_ = map.ok() ? QString() : QString::fromStdString(map.problem().detail);
  tiles_.reset();
  base_ = map.ok() ? std::make_shared<const BaseMap>(*map) : nullptr;
  fitted_ = false;
  if (base_ == nullptr) return;
  tiles_ = std::make_unique<TileStore>(base_);
  connect(tiles_.get(), &TileStore::arrived, this, &MapItem::changed);
  start_view();
}

void MapItem::setDark(bool dark) {
  if (dark == dark_) return;
  dark_ = dark;
  emit darkChanged();
  changed();
}

void MapItem::setGlide(int ms) {
  if (ms == glide_) return;
  glide_ = ms;
  emit glideChanged();
}

void MapItem::set_layer(bool& layer, bool on) {
  if (layer == on) return;
  layer = on;
  emit layersChanged();
  changed();
}

void MapItem::setFollowing(bool on) {
  if (on == following_) return;
  following_ = on;
  emit followingChanged();
  changed();
}

void MapItem::take_frame() {
  const auto next = city_->frame();
  if (next == frame_) return;
  frame_interval_ms_ = since_frame_.isValid() ? static_cast<double>(since_frame_.elapsed()) : longest_glide_ms + 1;
  since_frame_.start();
  frame_before_ = std::exchange(frame_, next);
  changed();
}

void MapItem::set_camera(const MapCamera& camera) {
  if (camera == camera_) return;
  camera_ = camera;
  emit cameraChanged();
  changed();
}

void MapItem::zoom_to(double zoom, QPointF about) {
  const double goal = std::clamp(resting_zoom(zoom), least_zoom, most_zoom);
  const int level = level_of(goal);
  if (level != level_) level_before_ = std::exchange(level_, level);
  zoom_about_ = about;
  zooming_.stop();
  if (glide_ <= 0) return set_camera(camera_.zoomed(goal, about));
  zooming_.setDuration(glide_);
  zooming_.setStartValue(camera_.zoom);
  zooming_.setEndValue(goal);
  zooming_.start();
}

void MapItem::zoomBy(double steps) {
  zoom_to(zoom_of_level(level_) + steps, {width() / 2, height() / 2});
}

void MapItem::panBy(double right, double down) {
  setFollowing(false);
  set_camera(camera_.panned({-right, -down}));
}

void MapItem::follow() {
  const RiderView* rider = find_rider(*frame_, {static_cast<std::uint64_t>(city_->selected_rider())});
  if (rider == nullptr) return;
  // Called while a frame is being made ready: no further one is asked for.
  const QPointF center = rider_place(scene_input(), *rider);
  if (center == camera_.center) return;
  camera_.center = center;
  emit cameraChanged();
}

SceneInput MapItem::scene_input() const {
  SceneInput input;
  input.before = frame_before_;
  input.frame = frame_;
  const bool glides = glide_ > 0 && city_->playing() && frame_interval_ms_ < longest_glide_ms;
  input.between =
      glides ? std::min(1.0, static_cast<double>(since_frame_.elapsed()) / std::max(1.0, frame_interval_ms_)) : 1;
  input.story = city_->order()->story();
  input.camera = camera_;
  input.layers = layers_;
  input.selection = {{static_cast<std::uint64_t>(city_->selected_order())},
                     {static_cast<std::uint64_t>(city_->selected_rider())},
                     {static_cast<std::uint64_t>(city_->selected_kitchen())}};
  return input;
}

bool MapItem::software() const {
  return window() != nullptr && window()->rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
}

// Edges are rounded to whole pixels, so that tiles meet without a seam and rest without blur.
QRectF MapItem::screen_rect(QRectF world) const {
  const double ratio = window() != nullptr ? window()->effectiveDevicePixelRatio() : 1;
  const auto snap = [&](QPointF p) {
    return QPointF(std::round(p.x() * ratio) / ratio, std::round(p.y() * ratio) / ratio);
  };
  return {snap(camera_.to_screen(world.topLeft())), snap(camera_.to_screen(world.bottomRight()))};
}

std::vector<PlacedImage> MapItem::ground_images() {
  const QRectF visible = camera_.visible();
  std::vector<TileKey> wanted = tiles_of(visible, level_, dark_);
  const QPointF middle = visible.center();
  std::ranges::stable_sort(wanted, {},
                           [&](const TileKey& key) { return (tile_world(key).center() - middle).manhattanLength(); });
  tiles_->want(wanted);
  std::vector<PlacedImage> images, present;
  bool complete = true;
  for (const TileKey& key : wanted) {
    const QImage image = tiles_->tile(key);
    complete = complete && !image.isNull();
    if (!image.isNull()) present.push_back({image, screen_rect(tile_world(key))});
  }
  if (!complete && level_before_ != level_) {
    for (const TileKey& key : tiles_->at_hand(level_before_, dark_, visible)) {
      images.push_back({tiles_->tile(key), screen_rect(tile_world(key))});
    }
  }
  images.insert(images.end(), present.begin(), present.end());
  const bool names = tiles_->labels() && tiles_->labels()->level == level_ && tiles_->labels()->dark == dark_ &&
                     tiles_->labels()->world.contains(visible);
  const bool ready = complete && names && !zooming_.state();
  if (ready != ready_) {
    ready_ = ready;
    emit readyChanged();
  }
  return images;
}

void MapItem::ask_for_labels() {
  const QRectF visible = camera_.visible();
  const auto& have = tiles_->labels();
  if (zooming_.state() == QAbstractAnimation::Running) return;
  if (have && have->level == level_ && have->dark == dark_ && have->world.contains(visible)) return;
  const double right = visible.width() * label_margin, down = visible.height() * label_margin;
  // Whole pixels of the level, so that names rest as sharp as they were painted.
  const double pixel = 1 / world_pixels(zoom_of_level(level_));
  QRectF world = visible.adjusted(-right, -down, right, down);
  world.setLeft(std::floor(world.left() / pixel) * pixel);
  world.setTop(std::floor(world.top() / pixel) * pixel);
  world.setWidth(std::ceil(world.width() / pixel) * pixel);
  world.setHeight(std::ceil(world.height() / pixel) * pixel);
  tiles_->want_labels(world, level_, dark_);
}

void MapItem::place_labels_image() {
  names_.clear();
  const auto& have = tiles_->labels();
  if (have && have->dark == dark_) names_.push_back({have->image, screen_rect(have->world)});
}

void MapItem::find_anchor() {
  Thing anchor;
  const QRectF view(QPointF(0, 0), size());
  if (const RiderView* rider = find_rider(*frame_, {static_cast<std::uint64_t>(city_->selected_rider())})) {
    anchor = {ThingKind::Rider, rider->id.value, camera_.to_screen(rider_place(scene_input(), *rider)), 0};
  } else if (const auto* kitchen = find_kitchen(*frame_, {static_cast<std::uint64_t>(city_->selected_kitchen())})) {
    anchor = {ThingKind::Kitchen, kitchen->id.value, camera_.to_screen(world_of(kitchen->at)), 0};
  } else if (const auto* order = find_order(*frame_, {static_cast<std::uint64_t>(city_->selected_order())})) {
    anchor = {ThingKind::Order, order->id.value, camera_.to_screen(world_of(order->drop)) - QPointF(0, 20), 0};
  }
  if (!view.contains(anchor.at)) anchor = {};
  if (anchor.kind == anchor_.kind && anchor.id == anchor_.id && anchor.at == anchor_.at) return;
  anchor_ = anchor;
  emit anchorChanged();
}

}  // namespace pizza::desktop
