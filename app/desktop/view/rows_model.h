// SPDX-License-Identifier: Apache-2.0
// A list model over rows that have a key. The whole new list is handed in; only what differs is signalled, so a view
// keeps its selection and scroll position and repaints single rows.
#pragma once

#include <QAbstractListModel>
#include <algorithm>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pizza::desktop {

// `Row` is equality-comparable and has key() (unique within a list, hashable by std::hash).
template <class Row>
class RowsModel : public QAbstractListModel {
 public:
  using QAbstractListModel::QAbstractListModel;

  int rowCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
  }
  const std::vector<Row>& rows() const { return rows_; }

 protected:
  const Row* row_at(const QModelIndex& index) const {
    const bool mine = index.isValid() && index.row() >= 0 && index.row() < rowCount();
    return mine ? &rows_[static_cast<std::size_t>(index.row())] : nullptr;
  }

  // Removes what is gone, then walks the new list once: moves or inserts until each place holds its row.
  void replace_rows(std::vector<Row> next) {
    remove_missing(next);
    for (std::size_t i = 0; i < next.size(); ++i) settle(i, std::move(next[i]));
  }

 private:
  using Key = std::decay_t<decltype(std::declval<const Row&>().key())>;

  void remove_missing(const std::vector<Row>& next) {
    std::unordered_set<Key> kept;
    kept.reserve(next.size());
    for (const Row& row : next) kept.insert(row.key());
    for (std::size_t end = rows_.size(); end > 0;) {
      if (kept.contains(rows_[end - 1].key())) {
        --end;
        continue;
      }
      std::size_t begin = end - 1;
      while (begin > 0 && !kept.contains(rows_[begin - 1].key())) --begin;
      beginRemoveRows({}, static_cast<int>(begin), static_cast<int>(end) - 1);
      rows_.erase(rows_.begin() + static_cast<std::ptrdiff_t>(begin), rows_.begin() + static_cast<std::ptrdiff_t>(end));
      endRemoveRows();
      end = begin;
    }
  }

  void settle(std::size_t place, Row row) {
    const auto from = std::find_if(rows_.begin() + static_cast<std::ptrdiff_t>(std::min(place, rows_.size())),
                                   rows_.end(), [&](const Row& have) { return have.key() == row.key(); });
    const int at = static_cast<int>(place);
    if (from == rows_.end()) {
      beginInsertRows({}, at, at);
      rows_.insert(rows_.begin() + at, std::move(row));
      endInsertRows();
      return;
    }
    const int source = static_cast<int>(from - rows_.begin());
    if (source != at) {
      beginMoveRows({}, source, source, {}, at);
      std::rotate(rows_.begin() + at, from, from + 1);
      endMoveRows();
    }
    if (!(rows_[place] == row)) {
      rows_[place] = std::move(row);
      emit dataChanged(index(at), index(at));
    }
  }

  std::vector<Row> rows_;
};

}  // namespace pizza::desktop
