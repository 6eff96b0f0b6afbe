// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/search_model.h"

#include "app/desktop/text/formats.h"
#include "app/desktop/text/words.h"
#include "app/desktop/view/frame_lookup.h"

namespace pizza::desktop {
namespace {

constexpr std::size_t most_of_a_kind = 4;

QString digits_of(const QString& text) {
  QString digits;
  for (const QChar c : text) {
    if (c.isDigit()) digits += c;
  }
  return digits;
}

}  // namespace

QVariant SearchModel::data(const QModelIndex& index, int role) const {
  const FoundRow* row = row_at(index);
  if (row == nullptr) return {};
  switch (role) {
    case KindRole:
      return row->kind;
    case IdRole:
      return QVariant::fromValue<qint64>(static_cast<qint64>(row->id));
    case Qt::DisplayRole:
    case TitleRole:
      return row->title;
    case NoteRole:
      return row->note;
    case ConcernRole:
      return concern_number(row->concern);
    default:
      return {};
  }
}

QHash<int, QByteArray> SearchModel::roleNames() const {
  return {{KindRole, "kind"}, {IdRole, "foundId"}, {TitleRole, "title"}, {NoteRole, "note"}, {ConcernRole, "concern"}};
}

void SearchModel::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  emit textChanged();
  refresh();
}

int SearchModel::kindAt(int row) const {
  return row < 0 || row >= rowCount() ? -1 : rows()[static_cast<std::size_t>(row)].kind;
}

qint64 SearchModel::idAt(int row) const {
  return row < 0 || row >= rowCount() ? 0 : static_cast<qint64>(rows()[static_cast<std::size_t>(row)].id);
}

void SearchModel::update(std::shared_ptr<const CityFrame> frame) {
  frame_ = std::move(frame);
  if (!text_.isEmpty()) refresh();
}

void SearchModel::refresh() {
  std::vector<FoundRow> found;
  const QString wanted = text_.trimmed();
  if (frame_ && !wanted.isEmpty()) {
    const QString digits = digits_of(wanted);
    std::size_t of_kind = 0;
    for (const OrderView& order : frame_->orders) {
      if (digits.isEmpty() || of_kind == most_of_a_kind) break;
      if (!digits_of(order_title(order.id.value)).contains(digits)) continue;
      const KitchenView* kitchen = find_kitchen(*frame_, order.restaurant);
      found.push_back({Order, order.id.value, order_title(order.id.value),
                       tr("%1 · %2").arg(kitchen != nullptr ? QString::fromStdString(kitchen->name) : QString(),
                                         status_words(order.status)),
                       order.concern});
      ++of_kind;
    }
    const auto add_named = [&](const auto& views, Kind kind, auto note) {
      std::size_t n = 0;
      for (const auto& view : views) {
        const QString name = QString::fromStdString(view.name);
        if (!name.contains(wanted, Qt::CaseInsensitive)) continue;
        found.push_back({kind, view.id.value, name, note(view), view.concern});
        if (++n == most_of_a_kind) break;
      }
    };
    add_named(frame_->kitchens, Kitchen, [](const KitchenView& k) { return ticket_words(k.tickets); });
    add_named(frame_->riders, Rider, [](const RiderView& r) { return vehicle_words(r.vehicle); });
  }
  const int before = rowCount();
  replace_rows(std::move(found));
  if (rowCount() != before) emit countChanged();
}

}  // namespace pizza::desktop
