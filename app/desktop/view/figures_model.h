// SPDX-License-Identifier: Apache-2.0
// The five figures of the top bar, each with its label, a note, and what it means.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QString>

#include "app/desktop/view/meaning.h"
#include "app/desktop/view/rows_model.h"

namespace pizza::desktop {

struct FigureRow {
  int place = 0;
  QString value, label, note;
  Concern concern = Concern::None;

  int key() const { return place; }
  friend bool operator==(const FigureRow&, const FigureRow&) = default;
};

class FiguresModel : public RowsModel<FigureRow> {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by CityViewModel")

 public:
  enum Role { ValueRole = Qt::UserRole + 1, LabelRole, NoteRole, ConcernRole };
  using RowsModel::RowsModel;

  QVariant data(const QModelIndex& index, int role) const override;
  QHash<int, QByteArray> roleNames() const override;
  void update(const CityFigures& figures);
};

}  // namespace pizza::desktop
