// SPDX-License-Identifier: Apache-2.0
// The moving layer by QPainter: for software rendering, printing and golden pictures.
#pragma once

#include <QPainter>

#include "app/desktop/map/base_map.h"
#include "app/desktop/map/map_scene.h"

namespace pizza::desktop {

void paint_scene(QPainter& painter, const MapScene& scene, const SpriteAtlas& atlas);

// Two lines with a halo; the picture's left middle is the tag's place.
QImage paint_tag(const Tag& tag, bool dark, double device_pixel_ratio);

// A whole map as one picture: ground, names and what moves.
QImage paint_map(const BaseMap& map, const SceneInput& input, bool dark, double device_pixel_ratio);

}  // namespace pizza::desktop
