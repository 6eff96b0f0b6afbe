// SPDX-License-Identifier: Apache-2.0
// All orders of the newest frame, filtered, searched and sorted.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QString>
#include <memory>

#include "app/desktop/view/meaning.h"
#include "app/desktop/view/rows_model.h"

namespace pizza::desktop {

struct OrderRow {
  OrderId id;
  QString number, kitchen, rider, status, placed, promised, expected, total, delay;
  Instant placed_at, promised_at, expected_at;
  std::int64_t amount = 0;
  Concern concern = Concern::None;
  bool terminal = false;

  std::uint64_t key() const { return id.value; }
  friend bool operator==(const OrderRow&, const OrderRow&) = default;
};

class OrdersModel : public RowsModel<OrderRow> {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by CityViewModel")
  Q_PROPERTY(int count READ count NOTIFY countChanged)
  Q_PROPERTY(Filter filter READ filter WRITE setFilter NOTIFY filterChanged)
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
  Q_PROPERTY(Sort sort READ sort NOTIFY sortChanged)
  Q_PROPERTY(bool descending READ descending NOTIFY sortChanged)
  Q_PROPERTY(int openCount READ open_count NOTIFY totalsChanged)
  Q_PROPERTY(int lateCount READ late_count NOTIFY totalsChanged)
  Q_PROPERTY(int allCount READ all_count NOTIFY totalsChanged)

 public:
  enum Filter { Open, Late, All };
  Q_ENUM(Filter)
  enum Sort { ByConcern, ByNumber, ByKitchen, ByRider, ByStatus, ByPlaced, ByPromised, ByExpected, ByTotal };
  Q_ENUM(Sort)
  enum Role {
    IdRole = Qt::UserRole + 1,
    NumberRole,
    KitchenRole,
    RiderRole,
    StatusRole,
    PlacedRole,
    PromisedRole,
    ExpectedRole,
    TotalRole,
    DelayRole,
    ConcernRole,
    TerminalRole
  };
  using RowsModel::RowsModel;

  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;

  int count() const { return rowCount(); }
  Filter filter() const { return filter_; }
  void setFilter(Filter filter);
  QString text() const { return text_; }
  void setText(const QString& text);
  Sort sort() const { return sort_; }
  bool descending() const { return descending_; }
  int open_count() const { return open_; }
  int late_count() const { return late_; }
  int all_count() const { return all_; }

  // The same column again turns the order round.
  Q_INVOKABLE void sortBy(pizza::desktop::OrdersModel::Sort sort);
  Q_INVOKABLE qint64 orderAt(int row) const;
  Q_INVOKABLE int rowOf(qint64 order) const;

  void update(std::shared_ptr<const CityFrame> frame, int utc_offset_minutes);

 signals:
  void countChanged();
  void filterChanged();
  void textChanged();
  void sortChanged();
  void totalsChanged();

 private:
  void refresh();
  void count_totals();
  bool wanted(const OrderView& order) const;
  OrderRow row_of(const OrderView& order) const;
  bool before(const OrderRow& a, const OrderRow& b) const;

  std::shared_ptr<const CityFrame> frame_;
  int utc_offset_minutes_ = 0;
  Filter filter_ = Open;
  Sort sort_ = ByConcern;
  bool descending_ = false;
  QString text_;
  int open_ = 0, late_ = 0, all_ = 0;
};

}  // namespace pizza::desktop
