// SPDX-License-Identifier: Apache-2.0
// The map's hands: what mouse, wheel and window do to it, and what it hands to the render thread.
#include <QQuickWindow>
#include <QSGRectangleNode>

#include "app/desktop/map/map_item.h"
#include "app/desktop/map/raster_painter.h"

namespace pizza::desktop {
namespace {

constexpr std::size_t most_tag_images = 400;
constexpr double drag_starts = 4;  // px; below it is a click
constexpr double pick_slack = 3;
constexpr double wheel_notch = 120;
constexpr double zoom_per_notch = 0.5;

class MapNode : public QSGTransformNode {
 public:
  explicit MapNode(QQuickWindow* window, bool software)
      : land(window->createRectangleNode()), sprites(software ? nullptr : new SpriteLayerNode) {
    appendChildNode(land);
    appendChildNode(&ground);
    appendChildNode(&names);
    if (sprites != nullptr) appendChildNode(sprites);
    appendChildNode(&tags);
    for (QSGNode* child :
         {static_cast<QSGNode*>(&ground), static_cast<QSGNode*>(&names), static_cast<QSGNode*>(&tags)}) {
      child->setFlag(OwnedByParent, false);
    }
  }
  ~MapNode() override {
    removeAllChildNodes();
    delete land;
    delete sprites;
  }

  QSGRectangleNode* land;
  ImageLayerNode ground, names, tags;
  SpriteLayerNode* sprites;
};

}  // namespace

void MapItem::geometryChange(const QRectF& now, const QRectF& before) {
  QQuickItem::geometryChange(now, before);
  if (now.size() == before.size() || now.isEmpty()) return;
  MapCamera camera = camera_;
  camera.size = now.size();
  set_camera(camera);
  if (!fitted_ || before.isEmpty()) start_view();
}

void MapItem::itemChange(ItemChange change, const ItemChangeData& data) {
  QQuickItem::itemChange(change, data);
  if (change == ItemSceneChange || change == ItemDevicePixelRatioHasChanged) changed();
}

void MapItem::updatePolish() {
  if (tiles_ == nullptr || frame_ == nullptr || window() == nullptr || width() < 1 || height() < 1) return;
  const double ratio = window()->effectiveDevicePixelRatio();
  tiles_->set_device_pixel_ratio(ratio);
  if (atlas_ == nullptr || atlas_->dark() != dark_ || atlas_->ratio() != ratio) {
    atlas_ = std::make_unique<SpriteAtlas>(dark_, ratio);
    tag_images_.clear();
  }
  if (following_) follow();
  ask_for_labels();
  ground_ = ground_images();
  place_labels_image();
  const SceneInput input = scene_input();
  scene_ = make_scene(input, *atlas_);
  picks_ = PickGrid(scene_.things, size());
  tags_.clear();
  if (software()) {
    overlay_ = QImage((size() * ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
    overlay_.setDevicePixelRatio(ratio);
    overlay_.fill(Qt::transparent);
    QPainter painter(&overlay_);
    paint_scene(painter, scene_, *atlas_);
    painter.end();
    tags_.push_back({overlay_, QRectF(QPointF(0, 0), size())});
  } else {
    if (tag_images_.size() > most_tag_images) tag_images_.clear();
    for (const Tag& tag : scene_.tags) {
      QImage& image = tag_images_[tag.title + QLatin1Char('\n') + tag.note];
      if (image.isNull()) image = paint_tag(tag, dark_, ratio);
      const QSizeF size = image.deviceIndependentSize();
      const QPointF corner(std::round(tag.at.x()), std::round(tag.at.y() - size.height() / 2));
      tags_.push_back({image, QRectF(corner, size)});
    }
  }
  find_anchor();
  update();
  // Riders glide on between two frames of the city.
  if (input.between < 1)
    QMetaObject::invokeMethod(
        this, [this] { polish(); }, Qt::QueuedConnection);
}

QSGNode* MapItem::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
  auto* node = static_cast<MapNode*>(old);
  if (node == nullptr) node = new MapNode(window(), software());
  node->land->setRect(boundingRect());
  node->land->setColor(map_palette(dark_).land);
  node->ground.show(window(), ground_);
  node->names.show(window(), names_);
  if (node->sprites != nullptr && atlas_ != nullptr) node->sprites->show(window(), scene_, *atlas_);
  node->tags.show(window(), tags_);
  return node;
}

void MapItem::mousePressEvent(QMouseEvent* event) {
  pressed_at_ = dragged_at_ = event->position();
  dragging_ = false;
  forceActiveFocus(Qt::MouseFocusReason);
}

void MapItem::mouseMoveEvent(QMouseEvent* event) {
  if ((event->position() - pressed_at_).manhattanLength() > drag_starts) dragging_ = true;
  if (!dragging_) return;
  const QPointF way = event->position() - dragged_at_;
  dragged_at_ = event->position();
  panBy(-way.x(), -way.y());
}

void MapItem::mouseReleaseEvent(QMouseEvent* event) {
  if (dragging_) return;
  const Thing thing = picks_.at(event->position(), pick_slack);
  emit picked(static_cast<int>(thing.kind), static_cast<qint64>(thing.id));
}

void MapItem::hover(QPointF at) {
  const Thing thing = picks_.at(at, pick_slack);
  if (thing.kind == hovered_.kind && thing.id == hovered_.id) return;
  hovered_ = thing;
  setCursor(thing.kind == ThingKind::Nothing ? Qt::ArrowCursor : Qt::PointingHandCursor);
  emit hoverChanged();
}

void MapItem::hoverMoveEvent(QHoverEvent* event) {
  hover(event->position());
}

void MapItem::hoverLeaveEvent(QHoverEvent*) {
  hovered_ = {};
  emit hoverChanged();
}

void MapItem::wheelEvent(QWheelEvent* event) {
  const double notches = event->angleDelta().y() / wheel_notch;
  if (notches == 0) return event->ignore();
  zoom_to(zoom_of_level(level_) + notches * zoom_per_notch, event->position());
  event->accept();
}

}  // namespace pizza::desktop
