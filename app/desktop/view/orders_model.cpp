// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/orders_model.h"

#include "app/desktop/text/formats.h"
#include "app/desktop/text/words.h"
#include "app/desktop/view/frame_lookup.h"

namespace pizza::desktop {

QVariant OrdersModel::data(const QModelIndex& index, int role) const {
  const OrderRow* row = row_at(index);
  if (row == nullptr) return {};
  switch (role) {
    case IdRole:
      return QVariant::fromValue<qint64>(static_cast<qint64>(row->id.value));
    case Qt::DisplayRole:
    case NumberRole:
      return row->number;
    case KitchenRole:
      return row->kitchen;
    case RiderRole:
      return row->rider;
    case StatusRole:
      return row->status;
    case PlacedRole:
      return row->placed;
    case PromisedRole:
      return row->promised;
    case ExpectedRole:
      return row->expected;
    case TotalRole:
      return row->total;
    case DelayRole:
      return row->delay;
    case ConcernRole:
      return concern_number(row->concern);
    case TerminalRole:
      return row->terminal;
    default:
      return {};
  }
}

QHash<int, QByteArray> OrdersModel::roleNames() const {
  return {{IdRole, "orderId"},    {NumberRole, "number"}, {KitchenRole, "kitchen"},   {RiderRole, "rider"},
          {StatusRole, "status"}, {PlacedRole, "placed"}, {PromisedRole, "promised"}, {ExpectedRole, "expected"},
          {TotalRole, "total"},   {DelayRole, "delay"},   {ConcernRole, "concern"},   {TerminalRole, "terminal"}};
}

void OrdersModel::setFilter(Filter filter) {
  if (filter == filter_) return;
  filter_ = filter;
  emit filterChanged();
  refresh();
}

void OrdersModel::setText(const QString& text) {
  if (text == text_) return;
  text_ = text;
  emit textChanged();
  refresh();
}

void OrdersModel::sortBy(Sort sort) {
  descending_ = sort == sort_ && !descending_;
  sort_ = sort;
  emit sortChanged();
  refresh();
}

qint64 OrdersModel::orderAt(int row) const {
  return row < 0 || row >= rowCount() ? 0 : static_cast<qint64>(rows()[static_cast<std::size_t>(row)].id.value);
}

int OrdersModel::rowOf(qint64 order) const {
  const auto& all = rows();
  const auto it = std::find_if(all.begin(), all.end(),
                               [&](const OrderRow& row) { return static_cast<qint64>(row.id.value) == order; });
  return it == all.end() ? -1 : static_cast<int>(it - all.begin());
}

void OrdersModel::update(std::shared_ptr<const CityFrame> frame, int utc_offset_minutes) {
  frame_ = std::move(frame);
  utc_offset_minutes_ = utc_offset_minutes;
  refresh();
}

void OrdersModel::count_totals() {
  const int open_before = open_, late_before = late_, all_before = all_;
  all_ = static_cast<int>(frame_->orders.size());
  open_ = static_cast<int>(std::ranges::count_if(frame_->orders, [](const OrderView& o) { return !o.terminal; }));
  late_ = static_cast<int>(
      std::ranges::count_if(frame_->orders, [](const OrderView& o) { return o.concern == Concern::Late; }));
  if (open_ != open_before || late_ != late_before || all_ != all_before) emit totalsChanged();
}

void OrdersModel::refresh() {
  if (frame_ == nullptr) return;
  count_totals();
  std::vector<OrderRow> next;
  for (const OrderView& order : frame_->orders) {
    if (!wanted(order)) continue;
    OrderRow row = row_of(order);
    const bool found =
        text_.isEmpty() || row.number.contains(text_, Qt::CaseInsensitive) ||
        QString::number(order.id.value).contains(text_) || row.kitchen.contains(text_, Qt::CaseInsensitive) ||
        row.rider.contains(text_, Qt::CaseInsensitive) || row.status.contains(text_, Qt::CaseInsensitive);
    if (found) next.push_back(std::move(row));
  }
  std::ranges::sort(next, [this](const OrderRow& a, const OrderRow& b) { return before(a, b); });
  const int count_before = rowCount();
  replace_rows(std::move(next));
  if (rowCount() != count_before) emit countChanged();
}

bool OrdersModel::wanted(const OrderView& order) const {
  switch (filter_) {
    case Open:
      return !order.terminal;
    case Late:
      return order.concern == Concern::Late;
    case All:
      return true;
  }
  return true;
}

OrderRow OrdersModel::row_of(const OrderView& order) const {
  OrderRow row;
  row.id = order.id;
  row.number = order_title(order.id.value);
  if (const KitchenView* kitchen = find_kitchen(*frame_, order.restaurant)) {
    row.kitchen = QString::fromStdString(kitchen->name);
  }
  if (const RiderView* rider = find_rider(*frame_, order.rider)) row.rider = QString::fromStdString(rider->name);
  row.status = status_words(order.status);
  row.placed = clock_text(order.placed_at, utc_offset_minutes_);
  row.promised = clock_text(order.promised_at, utc_offset_minutes_);
  row.expected = clock_text(order.expected_at, utc_offset_minutes_);
  row.placed_at = order.placed_at;
  row.promised_at = order.promised_at;
  row.expected_at = order.expected_at;
  row.total = money_text(order.total);
  row.amount = order.total.minor;
  row.delay = signed_minutes_text(order.expected_at - order.promised_at);
  row.concern = order.concern;
  row.terminal = order.terminal;
  return row;
}

// A total order: equal rows of a column fall back on the number.
bool OrdersModel::before(const OrderRow& a, const OrderRow& b) const {
  const auto by = [this](const auto& x, const auto& y, auto number_x, auto number_y) {
    if (x == y) return number_x < number_y;
    return descending_ ? y < x : x < y;
  };
  const auto id_a = a.id.value, id_b = b.id.value;
  switch (sort_) {
    case ByNumber:
      return descending_ ? id_b < id_a : id_a < id_b;
    case ByKitchen:
      return by(a.kitchen, b.kitchen, id_a, id_b);
    case ByRider:
      return by(a.rider, b.rider, id_a, id_b);
    case ByStatus:
      return by(a.status, b.status, id_a, id_b);
    case ByPlaced:
      return by(a.placed_at, b.placed_at, id_a, id_b);
    case ByPromised:
      return by(a.promised_at, b.promised_at, id_a, id_b);
    case ByExpected:
      return by(a.expected_at, b.expected_at, id_a, id_b);
    case ByTotal:
      return by(a.amount, b.amount, id_a, id_b);
    case ByConcern:
      break;
  }
  // The worst first: by how late the forecast is, finished orders last.
  const auto rank = [](const OrderRow& r) { return std::pair(r.terminal, -static_cast<int>(r.concern)); };
  if (rank(a) != rank(b)) return descending_ ? rank(b) < rank(a) : rank(a) < rank(b);
  return by((a.promised_at - a.expected_at).ms, (b.promised_at - b.expected_at).ms, id_a, id_b);
}

}  // namespace pizza::desktop
