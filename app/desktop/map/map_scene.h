// SPDX-License-Identifier: Apache-2.0
// What moves on a map, as a list of sprites and tags: which riders, kitchens, orders and routes to draw where. Two
// painters draw it, the scene graph and a QPainter.
#pragma once

#include <QString>
#include <memory>
#include <vector>

#include "app/desktop/map/map_camera.h"
#include "app/desktop/map/sprite_atlas.h"
#include "core/twin/city_frame.h"

namespace pizza::desktop {

struct Sprite {
  QRectF source;  // in the atlas
  QPointF center;
  QSizeF size;
  double angle = 0;  // degrees clockwise
};

// Two lines of text beside a kitchen.
struct Tag {
  QString title, note;
  QPointF at;  // middle of its left edge
};

enum class ThingKind : std::uint8_t { Nothing, Rider, Kitchen, Order };

// Something that can be pointed at.
struct Thing {
  ThingKind kind = ThingKind::Nothing;
  std::uint64_t id = 0;
  QPointF at;
  double radius = 0;
};

struct SceneLayers {
  bool riders = true, kitchens = true, orders = true;
};

struct SceneSelection {
  OrderId order;
  RiderId rider;
  RestaurantId kitchen;
};

struct SceneInput {
  std::shared_ptr<const CityFrame> before;  // of the frame shown last; may be null
  std::shared_ptr<const CityFrame> frame;   // never null
  double between = 1;                       // how far from `before` to `frame` riders are drawn, 0..1
  std::shared_ptr<const OrderStory> story;  // of the selected order; may be null
  MapCamera camera;
  SceneLayers layers;
  SceneSelection selection;
};

struct MapScene {
  std::vector<Sprite> sprites;  // from the back to the front
  std::vector<Tag> tags;
  std::vector<Thing> things;  // what is drawn last comes last
};

MapScene make_scene(const SceneInput& input, const SpriteAtlas& atlas);

// Where a rider is drawn, between two frames; world coordinates.
QPointF rider_place(const SceneInput& input, const RiderView& rider);

}  // namespace pizza::desktop
