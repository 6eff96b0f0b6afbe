// SPDX-License-Identifier: Apache-2.0
// One picture with every shape that moves on a map, painted once a palette. Both painters of the moving layer cut their
// sprites from it, so both show the same.
#pragma once

#include <QImage>
#include <QRectF>
#include <array>
#include <vector>

#include "app/desktop/map/map_palette.h"

namespace pizza::desktop {

// A cut of the atlas, in its device pixels, and the size it has on the screen, in logical pixels.
struct Cut {
  QRectF source;
  QSizeF size;
};

class SpriteAtlas {
 public:
  static constexpr int ring_steps = 24;

  SpriteAtlas(bool dark, double device_pixel_ratio);

  const QImage& image() const { return image_; }
  bool dark() const { return dark_; }
  double ratio() const { return ratio_; }

  const Cut& ring(Concern concern, unsigned permille) const;  // how far the leg is ridden
  const Cut& arrow(Concern concern) const { return of(arrows_, concern); }
  const Cut& idle() const { return idle_; }
  const Cut& speck(Concern concern) const { return of(specks_, concern); }  // a rider from far away
  const Cut& halo(Concern concern) const { return of(halos_, concern); }
  const Cut& mark(Concern concern) const { return of(marks_, concern); }
  const Cut& kitchen() const { return kitchen_; }
  const Cut& kitchen_selected() const { return kitchen_selected_; }
  const Cut& fill(Concern concern) const { return of(fills_, concern); }  // one flat pixel, to be stretched
  const Cut& dot(Concern concern) const { return of(dots_, concern); }
  const Cut& knot(Concern concern) const { return of(knots_, concern); }  // round end of a route's stroke
  const Cut& stroke(Concern concern) const {
    return of(strokes_, concern);
  }                                                                     // soft edges above and below, to be stretched
  const Cut& pin(Concern concern) const { return of(pins_, concern); }  // its foot is the middle of the cut

 private:
  using ByConcern = std::array<Cut, 4>;
  static const Cut& of(const ByConcern& cuts, Concern concern) { return cuts[static_cast<std::size_t>(concern)]; }

  template <class Paint>
  Cut add(QSizeF size, Paint&& paint);
  void add_riders();
  void add_kitchens();
  void add_routes();

  const MapPalette& palette_;
  bool dark_;
  double ratio_;
  QImage image_;
  QPointF next_;  // where the next cut goes, logical pixels
  double row_height_ = 0;
  std::vector<Cut> rings_;
  Cut idle_, kitchen_, kitchen_selected_;
  ByConcern arrows_, specks_, halos_, marks_, fills_, dots_, knots_, strokes_, pins_;
};

}  // namespace pizza::desktop
