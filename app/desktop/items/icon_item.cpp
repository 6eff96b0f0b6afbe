// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/items/icon_item.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace pizza::desktop {
namespace {
constexpr qreal natural_size = 20;
}

IconItem::IconItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
  setAntialiasing(true);
  setImplicitSize(natural_size, natural_size);
}

void IconItem::setName(const QString& name) {
  if (name == name_) return;
  name_ = name;
  emit nameChanged();
  update();
}

void IconItem::setColor(const QColor& color) {
  if (color == color_) return;
  color_ = color;
  emit colorChanged();
  update();
}

void IconItem::paint(QPainter* painter) {
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name_));
  if (!file.open(QIODevice::ReadOnly)) return;
  QByteArray svg = file.readAll();
  svg.replace("currentColor", color_.name(QColor::HexRgb).toLatin1());
  QSvgRenderer renderer(svg);
  painter->setRenderHint(QPainter::Antialiasing);
  painter->setOpacity(color_.alphaF());
  renderer.render(painter, boundingRect());
}

}  // namespace pizza::desktop
