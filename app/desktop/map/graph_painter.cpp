// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/graph_painter.h"

#include <QSGTextureMaterial>
#include <cstring>

namespace pizza::desktop {

void ImageLayerNode::show(QQuickWindow* window, const std::vector<PlacedImage>& images) {
  std::map<qint64, QSGImageNode*> kept;
  std::vector<qint64> order;
  for (const PlacedImage& placed : images) {
    const qint64 key = placed.image.cacheKey();
    const auto known = nodes_.find(key);
    QSGImageNode* node = known != nodes_.end() ? known->second : nullptr;
    if (node == nullptr) {
      node = window->createImageNode();
      node->setTexture(window->createTextureFromImage(placed.image));
      node->setOwnsTexture(true);
      node->setFiltering(QSGTexture::Linear);
    } else {
      nodes_.erase(known);
    }
    node->setRect(placed.rect);
    kept.emplace(key, node);
    order.push_back(key);
  }
  const bool same_order = nodes_.empty() && order == order_;
  for (const auto& [key, node] : nodes_) {
    removeChildNode(node);
    delete node;
  }
  if (!same_order) {
    removeAllChildNodes();
    for (const qint64 key : order) appendChildNode(kept.at(key));
  }
  nodes_ = std::move(kept);
  order_ = std::move(order);
}

SpriteLayerNode::SpriteLayerNode() {
  setGeometry(new QSGGeometry(QSGGeometry::defaultAttributes_TexturedPoint2D(), 0, 0, QSGGeometry::UnsignedIntType));
  geometry()->setDrawingMode(QSGGeometry::DrawTriangles);
  geometry()->setVertexDataPattern(QSGGeometry::StreamPattern);
  geometry()->setIndexDataPattern(QSGGeometry::DynamicPattern);
  auto* material = new QSGTextureMaterial;
  material->setFlag(QSGMaterial::Blending);
  material->setFiltering(QSGTexture::Linear);
  setMaterial(material);
  setFlag(OwnsGeometry);
  setFlag(OwnsMaterial);
}

SpriteLayerNode::~SpriteLayerNode() = default;

void SpriteLayerNode::show(QQuickWindow* window, const MapScene& scene, const SpriteAtlas& atlas) {
  auto* textured = static_cast<QSGTextureMaterial*>(material());
  if (texture_ == nullptr || texture_key_ != atlas.image().cacheKey()) {
    texture_.reset(window->createTextureFromImage(atlas.image()));
    texture_key_ = atlas.image().cacheKey();
    textured->setTexture(texture_.get());
    markDirty(DirtyMaterial);
  }
  const int count = static_cast<int>(scene.sprites.size());
  QSGGeometry* shape = geometry();
  if (shape->vertexCount() != count * 4) {
    shape->allocate(count * 4, count * 6);
    quint32* index = shape->indexDataAsUInt();
    for (quint32 i = 0; i < static_cast<quint32>(count); ++i) {
      for (const quint32 corner : {0U, 1U, 2U, 2U, 1U, 3U}) *index++ = i * 4 + corner;
    }
    shape->markIndexDataDirty();
  }
  const auto width = static_cast<float>(atlas.image().width()), height = static_cast<float>(atlas.image().height());
  QSGGeometry::TexturedPoint2D* vertex = shape->vertexDataAsTexturedPoint2D();
  for (const Sprite& sprite : scene.sprites) {
    const double radians = sprite.angle * std::numbers::pi / 180;
    const double cosine = std::cos(radians), sine = std::sin(radians);
    for (const auto& [right, down] : {std::pair{0, 0}, {1, 0}, {0, 1}, {1, 1}}) {
      const double dx = (right - 0.5) * sprite.size.width(), dy = (down - 0.5) * sprite.size.height();
      const double u = sprite.source.left() + right * sprite.source.width();
      const double v = sprite.source.top() + down * sprite.source.height();
      vertex++->set(static_cast<float>(sprite.center.x() + dx * cosine - dy * sine),
                    static_cast<float>(sprite.center.y() + dx * sine + dy * cosine), static_cast<float>(u) / width,
                    static_cast<float>(v) / height);
    }
  }
  shape->markVertexDataDirty();
  markDirty(DirtyGeometry);
}

}  // namespace pizza::desktop
