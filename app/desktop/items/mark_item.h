// SPDX-License-Identifier: Apache-2.0
// The shape that repeats a colour's meaning: dot, triangle, diamond.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QPainterPath>
#include <QQuickPaintedItem>

#include "core/twin/city_frame.h"

namespace pizza::desktop {

// The outline of a concern's shape inside a box.
QPainterPath mark_path(Concern concern, const QRectF& box);

class MarkItem : public QQuickPaintedItem {
  Q_OBJECT
  QML_NAMED_ELEMENT(Mark)
  Q_PROPERTY(int shape READ shape WRITE setShape NOTIFY shapeChanged)
  Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)
  Q_PROPERTY(bool hollow READ hollow WRITE setHollow NOTIFY hollowChanged)

 public:
  explicit MarkItem(QQuickItem* parent = nullptr);
  void paint(QPainter* painter) override;

  int shape() const { return shape_; }
  void setShape(int shape);
  QColor color() const { return color_; }
  void setColor(const QColor& color);
  bool hollow() const { return hollow_; }
  void setHollow(bool hollow);

 signals:
  void shapeChanged();
  void colorChanged();
  void hollowChanged();

 private:
  int shape_ = 0;
  QColor color_ = Qt::white;
  bool hollow_ = false;
};

}  // namespace pizza::desktop
