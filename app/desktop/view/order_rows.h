// SPDX-License-Identifier: Apache-2.0
// The lists inside an opened order: its events and its lines of money.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QString>

#include "app/desktop/view/meaning.h"
#include "app/desktop/view/rows_model.h"

namespace pizza::desktop {

struct EventRow {
  int place = 0;
  QString time, exact_time, title, event, service, summary, json;
  int lane = 0;          // index of the service among those of the story
  int lane_before = -1;  // of the event before, -1 for the first
  Concern concern = Concern::OnTime;
  bool forecast = false;  // has not happened yet

  int key() const { return place; }
  friend bool operator==(const EventRow&, const EventRow&) = default;
};

class OrderEventsModel : public RowsModel<EventRow> {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by OrderDetail")

 public:
  enum Role {
    TimeRole = Qt::UserRole + 1,
    ExactTimeRole,
    TitleRole,
    EventRole,
    ServiceRole,
    SummaryRole,
    JsonRole,
    LaneRole,
    LaneBeforeRole,
    ConcernRole,
    ForecastRole
  };
  using RowsModel::RowsModel;

  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  void show(std::vector<EventRow> rows) { replace_rows(std::move(rows)); }
};

struct MoneyRow {
  int place = 0;
  QString text, amount;
  bool negative = false;

  int key() const { return place; }
  friend bool operator==(const MoneyRow&, const MoneyRow&) = default;
};

class MoneyLinesModel : public RowsModel<MoneyRow> {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by OrderDetail")

 public:
  enum Role { TextRole = Qt::UserRole + 1, AmountRole, NegativeRole };
  using RowsModel::RowsModel;

  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  void show(std::vector<MoneyRow> rows) { replace_rows(std::move(rows)); }
};

}  // namespace pizza::desktop
