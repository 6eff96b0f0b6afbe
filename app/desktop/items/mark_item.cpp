// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/items/mark_item.h"

#include <QPainter>

namespace pizza::desktop {

QPainterPath mark_path(Concern concern, const QRectF& box) {
  QPainterPath path;
  const QPointF top(box.center().x(), box.top()), bottom(box.center().x(), box.bottom());
  switch (concern) {
    case Concern::AtRisk:
      path.addPolygon(QPolygonF({top, box.bottomRight(), box.bottomLeft()}));
      break;
    case Concern::Late:
      path.addPolygon(QPolygonF({top, {box.right(), box.center().y()}, bottom, {box.left(), box.center().y()}}));
      break;
    case Concern::None:
    case Concern::OnTime:
      path.addEllipse(box.adjusted(box.width() / 20, box.height() / 20, -box.width() / 20, -box.height() / 20));
      break;
  }
  path.closeSubpath();
  return path;
}

MarkItem::MarkItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
}

void MarkItem::setShape(int shape) {
  if (shape == shape_) return;
  shape_ = shape;
  emit shapeChanged();
  update();
}

void MarkItem::setColor(const QColor& color) {
  if (color == color_) return;
  color_ = color;
  emit colorChanged();
  update();
}

void MarkItem::setHollow(bool hollow) {
  if (hollow == hollow_) return;
  hollow_ = hollow;
  emit hollowChanged();
  update();
}

void MarkItem::paint(QPainter* painter) {
  constexpr qreal stroke = 1.5;
  painter->setRenderHint(QPainter::Antialiasing);
  const QRectF box = boundingRect();
  if (hollow_) {
    painter->setPen(QPen(color_, stroke));
    painter->drawEllipse(box.adjusted(stroke / 2, stroke / 2, -stroke / 2, -stroke / 2));
    return;
  }
  painter->fillPath(mark_path(static_cast<Concern>(shape_), box), color_);
}

}  // namespace pizza::desktop
