// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/raster_painter.h"

#include <QFontMetricsF>
#include <QGuiApplication>
#include <QPainterPath>

#include "app/desktop/map/base_painter.h"
#include "app/desktop/map/label_painter.h"

namespace pizza::desktop {
namespace {

constexpr int title_pixels = 12, note_pixels = 11;
constexpr double halo_pixels = 3, line_height = 14.5;

QFont tag_font(int pixels, QFont::Weight weight) {
  QFont font = QGuiApplication::font();
  font.setPixelSize(pixels);
  font.setWeight(weight);
  return font;
}

void draw_haloed(QPainter& painter, QPointF at, const QString& text, const QFont& font, const QColor& colour,
                 const QColor& halo) {
  QPainterPath path;
  path.addText(at, font, text);
  painter.strokePath(path, QPen(halo, halo_pixels, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.setFont(font);
  painter.setPen(colour);
  painter.drawText(at, text);
}

}  // namespace

void paint_scene(QPainter& painter, const MapScene& scene, const SpriteAtlas& atlas) {
  painter.setRenderHint(QPainter::SmoothPixmapTransform);
  painter.setRenderHint(QPainter::Antialiasing);
  const QTransform base = painter.transform();
  for (const Sprite& sprite : scene.sprites) {
    const QSizeF& size = sprite.size;
    painter.setTransform(QTransform(base).translate(sprite.center.x(), sprite.center.y()).rotate(sprite.angle));
    painter.drawImage(QRectF(QPointF(-size.width() / 2, -size.height() / 2), size), atlas.image(), sprite.source);
  }
  painter.setTransform(base);
  for (const Tag& tag : scene.tags) {
    const QImage image = paint_tag(tag, atlas.dark(), atlas.ratio());
    painter.drawImage(QPointF(tag.at.x(), tag.at.y() - image.height() / atlas.ratio() / 2), image);
  }
}

QImage paint_tag(const Tag& tag, bool dark, double device_pixel_ratio) {
  const MapPalette& palette = map_palette(dark);
  const QFont title = tag_font(title_pixels, QFont::DemiBold), note = tag_font(note_pixels, QFont::Normal);
  const double width =
      std::max(QFontMetricsF(title).horizontalAdvance(tag.title), QFontMetricsF(note).horizontalAdvance(tag.note)) +
      2 * halo_pixels;
  const QSizeF size(std::ceil(width), 2 * line_height + 2 * halo_pixels);
  QImage image((size * device_pixel_ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(device_pixel_ratio);
  image.fill(Qt::transparent);
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  QColor halo = palette.halo;
  halo.setAlphaF(0.9F);
  draw_haloed(painter, {halo_pixels, halo_pixels + 11.5}, tag.title, title, palette.text, halo);
  draw_haloed(painter, {halo_pixels, halo_pixels + 11 + line_height}, tag.note, note, palette.muted, halo);
  return image;
}

QImage paint_map(const BaseMap& map, const SceneInput& input, bool dark, double device_pixel_ratio) {
  const MapCamera& camera = input.camera;
  QImage image((camera.size * device_pixel_ratio).toSize(), QImage::Format_ARGB32_Premultiplied);
  image.setDevicePixelRatio(device_pixel_ratio);
  QPainter painter(&image);
  paint_base(painter, map, map_palette(dark), camera.visible(), camera.zoom);
  paint_labels(painter, place_labels(map, camera.visible(), camera.zoom), map_palette(dark));
  const SpriteAtlas atlas(dark, device_pixel_ratio);
  paint_scene(painter, make_scene(input, atlas), atlas);
  return image;
}

}  // namespace pizza::desktop
