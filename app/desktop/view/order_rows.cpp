// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/order_rows.h"

namespace pizza::desktop {

QVariant OrderEventsModel::data(const QModelIndex& index, int role) const {
  const EventRow* row = row_at(index);
  if (row == nullptr) return {};
  switch (role) {
    case TimeRole:
      return row->time;
    case ExactTimeRole:
      return row->exact_time;
    case Qt::DisplayRole:
    case TitleRole:
      return row->title;
    case EventRole:
      return row->event;
    case ServiceRole:
      return row->service;
    case SummaryRole:
      return row->summary;
    case JsonRole:
      return row->json;
    case LaneRole:
      return row->lane;
    case LaneBeforeRole:
      return row->lane_before;
    case ConcernRole:
      return concern_number(row->concern);
    case ForecastRole:
      return row->forecast;
    default:
      return {};
  }
}

QHash<int, QByteArray> OrderEventsModel::roleNames() const {
  return {{TimeRole, "time"},       {ExactTimeRole, "exactTime"}, {TitleRole, "title"},
          {EventRole, "event"},     {ServiceRole, "service"},     {SummaryRole, "summary"},
          {JsonRole, "json"},       {LaneRole, "lane"},           {LaneBeforeRole, "laneBefore"},
          {ConcernRole, "concern"}, {ForecastRole, "forecast"}};
}

QVariant MoneyLinesModel::data(const QModelIndex& index, int role) const {
  const MoneyRow* row = row_at(index);
  if (row == nullptr) return {};
  switch (role) {
    case Qt::DisplayRole:
    case TextRole:
      return row->text;
    case AmountRole:
      return row->amount;
    case NegativeRole:
      return row->negative;
    default:
      return {};
  }
}

QHash<int, QByteArray> MoneyLinesModel::roleNames() const {
  return {{TextRole, "text"}, {AmountRole, "amount"}, {NegativeRole, "negative"}};
}

}  // namespace pizza::desktop
