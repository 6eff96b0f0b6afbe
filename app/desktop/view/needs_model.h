// SPDX-License-Identifier: Apache-2.0
// "Needs you": what asks for a person's attention, worst first, in the order the world gives it.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QString>

#include "app/desktop/view/meaning.h"
#include "app/desktop/view/rows_model.h"

namespace pizza::desktop {

struct NeedRow {
  Concern concern = Concern::AtRisk;
  QString title, reason, amount, since;
  OrderId order;
  RestaurantId restaurant;
  RiderId rider;

  QString key() const {
    return QStringLiteral("%1/%2/%3/%4").arg(order.value).arg(restaurant.value).arg(rider.value).arg(title);
  }
  friend bool operator==(const NeedRow&, const NeedRow&) = default;
};

class NeedsModel : public RowsModel<NeedRow> {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by CityViewModel")
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Role {
    ConcernRole = Qt::UserRole + 1,
    TitleRole,
    ReasonRole,
    AmountRole,
    SinceRole,
    OrderRole,
    KitchenRole,
    RiderRole
  };
  using RowsModel::RowsModel;

  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  int count() const { return rowCount(); }
  void update(const CityFrame& frame, int utc_offset_minutes);

 signals:
  void countChanged();
};

}  // namespace pizza::desktop
