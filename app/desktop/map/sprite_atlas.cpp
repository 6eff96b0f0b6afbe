// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/map/sprite_atlas.h"

#include <QPainter>
#include <QPainterPath>

#include "app/desktop/items/mark_item.h"

namespace pizza::desktop {
namespace {

constexpr double atlas_width = 640, atlas_height = 320;  // logical pixels
constexpr double gutter = 2;                             // so that neighbours never bleed in
constexpr double ring_size = 24, arrow_size = 14, idle_size = 13, halo_size = 46, mark_size = 14, kitchen_size = 34;
constexpr double stroke_width = 5, stroke_edge = 1;
constexpr std::array concerns = {Concern::None, Concern::OnTime, Concern::AtRisk, Concern::Late};

QPainterPath arrow_path(QRectF box) {
  QPainterPath path;
  const double w = box.width(), h = box.height();
  path.moveTo(box.left() + w / 2, box.top());
  path.lineTo(box.left() + w * 0.9, box.bottom());
  path.lineTo(box.left() + w / 2, box.top() + h * 0.78);
  path.lineTo(box.left() + w * 0.1, box.bottom());
  path.closeSubpath();
  return path;
}

QPainterPath pin_path(double width, double height) {
  QPainterPath path;
  const double r = width / 2;
  path.moveTo(r, height);
  path.cubicTo(r * 0.75, height * 0.78, 0, height * 0.62, 0, r);
  path.arcTo(QRectF(0, 0, width, width), 180, -180);
  path.cubicTo(width, height * 0.62, r * 1.25, height * 0.78, r, height);
  path.closeSubpath();
  path.addEllipse(QPointF(r, r), r * 0.36, r * 0.36);
  path.setFillRule(Qt::OddEvenFill);
  return path;
}

QRectF centred(QRectF box, double size) {
  return {box.center().x() - size / 2, box.center().y() - size / 2, size, size};
}

}  // namespace

SpriteAtlas::SpriteAtlas(bool dark, double device_pixel_ratio)
    : palette_(map_palette(dark)),
      dark_(dark),
      ratio_(device_pixel_ratio),
      image_(static_cast<int>(atlas_width * device_pixel_ratio), static_cast<int>(atlas_height * device_pixel_ratio),
             QImage::Format_ARGB32_Premultiplied),
      next_(gutter, gutter) {
  image_.setDevicePixelRatio(device_pixel_ratio);
  image_.fill(Qt::transparent);
  add_riders();
  add_kitchens();
  add_routes();
}

const Cut& SpriteAtlas::ring(Concern concern, unsigned permille) const {
  const unsigned step = std::min<unsigned>((permille * ring_steps + 500) / 1000, ring_steps);
  return rings_[static_cast<std::size_t>(concern) * (ring_steps + 1) + step];
}

template <class Paint>
Cut SpriteAtlas::add(QSizeF size, Paint&& paint) {
  if (next_.x() + size.width() + gutter > atlas_width) {
    next_ = {gutter, next_.y() + row_height_ + gutter};
    row_height_ = 0;
  }
  row_height_ = std::max(row_height_, size.height());
  QPainter painter(&image_);
  painter.setRenderHint(QPainter::Antialiasing);
  const QRectF box(next_, size);
  painter.setClipRect(box);
  paint(painter, box);
  next_.rx() += size.width() + gutter;
  return {QRectF(box.topLeft() * ratio_, box.size() * ratio_), size};
}

void SpriteAtlas::add_riders() {
  for (const Concern concern : concerns) {
    const QColor colour = palette_.of(concern);
    const auto i = static_cast<std::size_t>(concern);
    for (int step = 0; step <= ring_steps; ++step) {
      rings_.push_back(add({ring_size, ring_size}, [&](QPainter& p, QRectF box) {
        const QRectF circle = box.adjusted(2, 2, -2, -2);
        p.setPen(Qt::NoPen);
        p.setBrush(palette_.surface);
        p.drawEllipse(circle.adjusted(-1, -1, 1, 1));
        QColor faint = colour;
        faint.setAlphaF(0.28F);
        p.setBrush(Qt::NoBrush);
        p.setPen(QPen(faint, 2.2));
        p.drawEllipse(circle);
        p.setPen(QPen(colour, 2.4, Qt::SolidLine, Qt::FlatCap));
        p.drawArc(circle, 90 * 16, -step * 360 * 16 / ring_steps);
      }));
    }
    arrows_[i] = add({arrow_size, arrow_size}, [&](QPainter& p, QRectF box) {
      p.fillPath(arrow_path(centred(box, 9.5).translated(0, -0.6)), colour);
    });
    specks_[i] = add({9, 9}, [&](QPainter& p, QRectF box) {
      p.setPen(QPen(palette_.surface, 1.2));
      p.setBrush(colour);
      p.drawEllipse(centred(box, 7));
    });
    halos_[i] = add({halo_size, halo_size}, [&](QPainter& p, QRectF box) {
      QColor faint = colour;
      faint.setAlphaF(0.22F);
      p.setPen(Qt::NoPen);
      p.setBrush(faint);
      p.drawEllipse(box.adjusted(1, 1, -1, -1));
    });
    marks_[i] = add({mark_size, mark_size}, [&](QPainter& p, QRectF box) {
      const double size = concern == Concern::None || concern == Concern::OnTime ? 9 : 11;
      const QPainterPath path = mark_path(concern, centred(box, size));
      p.strokePath(path, QPen(palette_.halo, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
      p.fillPath(path, colour);
    });
  }
  idle_ = add({idle_size, idle_size}, [&](QPainter& p, QRectF box) {
    const QPainterPath path = arrow_path(centred(box, 8));
    p.strokePath(path, QPen(palette_.halo, 2.4, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p.fillPath(path, palette_.muted);
  });
}

void SpriteAtlas::add_kitchens() {
  const auto tile = [&](const QColor& edge, double edge_width) {
    return add({kitchen_size, kitchen_size}, [&](QPainter& p, QRectF box) {
      const QRectF square = centred(box, 30);
      p.setPen(QPen(edge, edge_width));
      p.setBrush(palette_.surface);
      p.drawRoundedRect(square, 7, 7);
      const QPointF c = square.center();
      QPainterPath dome;  // a cover over a plate
      dome.moveTo(c.x() - 8, c.y() + 1.5);
      dome.arcTo(QRectF(c.x() - 8, c.y() - 7.5, 16, 18), 180, -180);
      dome.closeSubpath();
      p.fillPath(dome, palette_.text);
      p.fillRect(QRectF(c.x() - 10, c.y() + 3, 20, 1.8), palette_.text);
      p.fillRect(QRectF(c.x() - 1, c.y() - 9.5, 2, 2.2), palette_.text);
      p.fillRect(QRectF(c.x() - 10, c.y() + 8.5, 20, 3), palette_.line);
    });
  };
  kitchen_ = tile(palette_.line, 1);
  kitchen_selected_ = tile(palette_.text, 2);
  for (const Concern concern : concerns) {
    fills_[static_cast<std::size_t>(concern)] =
        add({4, 4}, [&](QPainter& p, QRectF box) { p.fillRect(box, palette_.of(concern)); });
    Cut& fill = fills_[static_cast<std::size_t>(concern)];
    fill.source.adjust(ratio_, ratio_, -ratio_, -ratio_);
  }
}

void SpriteAtlas::add_routes() {
  for (const Concern concern : concerns) {
    const QColor colour = palette_.of(concern);
    const auto i = static_cast<std::size_t>(concern);
    const auto disc = [&](double size) {
      return add({size + 2, size + 2}, [&](QPainter& p, QRectF box) {
        p.setPen(Qt::NoPen);
        p.setBrush(colour);
        p.drawEllipse(centred(box, size));
      });
    };
    dots_[i] = disc(4.6);
    knots_[i] = disc(stroke_width);
    strokes_[i] = add({8, stroke_width + 2 * stroke_edge}, [&](QPainter& p, QRectF box) {
      p.fillRect(box.adjusted(0, stroke_edge, 0, -stroke_edge), colour);
    });
    strokes_[i].source.adjust(2 * ratio_, 0, -2 * ratio_, 0);
    pins_[i] = add({24, 60}, [&](QPainter& p, QRectF box) {
      const QPainterPath path = pin_path(22, 29).translated(box.left() + 1, box.top() + 1);
      p.strokePath(path, QPen(palette_.halo, 2));
      p.fillPath(path, colour);
      p.setPen(Qt::NoPen);
      p.setBrush(palette_.halo);
      p.drawEllipse(QPointF(box.center().x(), box.top() + 12), 4, 4);
    });
  }
}

}  // namespace pizza::desktop
