// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/needs_model.h"

#include "app/desktop/text/formats.h"

namespace pizza::desktop {

QVariant NeedsModel::data(const QModelIndex& index, int role) const {
  const NeedRow* row = row_at(index);
  if (row == nullptr) return {};
  switch (role) {
    case ConcernRole:
      return concern_number(row->concern);
    case Qt::DisplayRole:
    case TitleRole:
      return row->title;
    case ReasonRole:
      return row->reason;
    case AmountRole:
      return row->amount;
    case SinceRole:
      return row->since;
    case OrderRole:
      return QVariant::fromValue<qint64>(static_cast<qint64>(row->order.value));
    case KitchenRole:
      return QVariant::fromValue<qint64>(static_cast<qint64>(row->restaurant.value));
    case RiderRole:
      return QVariant::fromValue<qint64>(static_cast<qint64>(row->rider.value));
    default:
      return {};
  }
}

QHash<int, QByteArray> NeedsModel::roleNames() const {
  return {{ConcernRole, "concern"}, {TitleRole, "title"}, {ReasonRole, "reason"},   {AmountRole, "amount"},
          {SinceRole, "since"},     {OrderRole, "order"}, {KitchenRole, "kitchen"}, {RiderRole, "rider"}};
}

void NeedsModel::update(const CityFrame& frame, int utc_offset_minutes) {
  std::vector<NeedRow> next;
  next.reserve(frame.needs.size());
  for (const NeedView& need : frame.needs) {
    next.push_back({need.concern, QString::fromStdString(need.title), QString::fromStdString(need.reason),
                    QString::fromStdString(need.amount), tr("since %1").arg(clock_text(need.since, utc_offset_minutes)),
                    need.order, need.restaurant, need.rider});
  }
  const int before = rowCount();
  replace_rows(std::move(next));
  if (rowCount() != before) emit countChanged();
}

}  // namespace pizza::desktop
