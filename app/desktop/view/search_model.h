// SPDX-License-Identifier: Apache-2.0
// Finds orders by number, riders and kitchens by name.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QString>
#include <memory>

#include "app/desktop/view/meaning.h"
#include "app/desktop/view/rows_model.h"

namespace pizza::desktop {

struct FoundRow {
  int kind = 0;
  std::uint64_t id = 0;
  QString title, note;
  Concern concern = Concern::None;

  std::uint64_t key() const { return id * 4 + static_cast<std::uint64_t>(kind); }
  friend bool operator==(const FoundRow&, const FoundRow&) = default;
};

class SearchModel : public RowsModel<FoundRow> {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by CityViewModel")
  Q_PROPERTY(QString text READ text WRITE setText NOTIFY textChanged)
  Q_PROPERTY(int count READ count NOTIFY countChanged)

 public:
  enum Kind { Order, Rider, Kitchen };
  Q_ENUM(Kind)
  enum Role { KindRole = Qt::UserRole + 1, IdRole, TitleRole, NoteRole, ConcernRole };
  using RowsModel::RowsModel;

  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  QString text() const { return text_; }
  void setText(const QString& text);
  int count() const { return rowCount(); }
  Q_INVOKABLE int kindAt(int row) const;
  Q_INVOKABLE qint64 idAt(int row) const;

  void update(std::shared_ptr<const CityFrame> frame);

 signals:
  void textChanged();
  void countChanged();

 private:
  void refresh();

  std::shared_ptr<const CityFrame> frame_;
  QString text_;
};

}  // namespace pizza::desktop
