// SPDX-License-Identifier: Apache-2.0
// The moving layer and the tiles as scene graph nodes. Made and used on the render thread only.
#pragma once

#include <QQuickWindow>
#include <QSGGeometryNode>
#include <QSGImageNode>
#include <map>
#include <memory>
#include <vector>

#include "app/desktop/map/map_scene.h"

namespace pizza::desktop {

// A picture at a place. Pictures with the same cache key share one texture as long as they stay.
struct PlacedImage {
  QImage image;
  QRectF rect;  // logical pixels of the item
};

// All pictures of one layer, in order, each a textured rectangle; runs on every back end. A transform node (of no
// transform), because the software back end forgets the item's place under a plain node to which children come later.
class ImageLayerNode : public QSGTransformNode {
 public:
  void show(QQuickWindow* window, const std::vector<PlacedImage>& images);

 private:
  std::map<qint64, QSGImageNode*> nodes_;  // by QImage::cacheKey; children of this node
  std::vector<qint64> order_;
};

// All sprites in one draw: four vertices each, streamed again when the scene changes. Not for the software back end.
class SpriteLayerNode : public QSGGeometryNode {
 public:
  SpriteLayerNode();
  ~SpriteLayerNode() override;
  void show(QQuickWindow* window, const MapScene& scene, const SpriteAtlas& atlas);

 private:
  std::unique_ptr<QSGTexture> texture_;
  qint64 texture_key_ = 0;
};

}  // namespace pizza::desktop
