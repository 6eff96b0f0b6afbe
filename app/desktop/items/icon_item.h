// SPDX-License-Identifier: Apache-2.0
// A line icon from qml/Controls/icons, drawn in any colour; works on every scene graph back end.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QColor>
#include <QQuickPaintedItem>
#include <QString>

namespace pizza::desktop {

class IconItem : public QQuickPaintedItem {
  Q_OBJECT
  QML_NAMED_ELEMENT(Icon)
  Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged)
  Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged)

 public:
  explicit IconItem(QQuickItem* parent = nullptr);
  void paint(QPainter* painter) override;

  QString name() const { return name_; }
  void setName(const QString& name);
  QColor color() const { return color_; }
  void setColor(const QColor& color);

 signals:
  void nameChanged();
  void colorChanged();

 private:
  QString name_;
  QColor color_ = Qt::white;
};

}  // namespace pizza::desktop
