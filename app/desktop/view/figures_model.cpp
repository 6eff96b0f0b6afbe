// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/figures_model.h"

#include <cmath>

#include "app/desktop/text/formats.h"

namespace pizza::desktop {
namespace {

constexpr std::uint32_t on_time_goal_permille = 950;
constexpr std::uint32_t on_time_alarm_permille = 850;

Concern on_time_concern(const CityFigures& f) {
  if (f.on_time_permille >= on_time_goal_permille) return Concern::None;
  return f.on_time_permille >= on_time_alarm_permille ? Concern::AtRisk : Concern::Late;
}

QString trend_text(std::int32_t tenths) {
  if (tenths == 0) return FiguresModel::tr("steady");
  return (tenths > 0 ? QStringLiteral("▲ ") : QStringLiteral("▼ ")) + tenths_text(std::abs(tenths));
}

QString minutes_with_tenth(std::uint32_t seconds) {
  return tenths_text((seconds * 10 + 30) / 60);
}

QString open_note(const CityFigures& f) {
  if (f.late > 0 && f.at_risk > 0) return FiguresModel::tr("%1 at risk, %2 late").arg(f.at_risk).arg(f.late);
  if (f.late > 0) return FiguresModel::tr("%1 late").arg(f.late);
  return f.at_risk > 0 ? FiguresModel::tr("%1 at risk").arg(f.at_risk) : FiguresModel::tr("all on time");
}

}  // namespace

QVariant FiguresModel::data(const QModelIndex& index, int role) const {
  const FigureRow* row = row_at(index);
  if (row == nullptr) return {};
  switch (role) {
    case ValueRole:
      return row->value;
    case LabelRole:
      return row->label;
    case NoteRole:
      return row->note;
    case ConcernRole:
      return concern_number(row->concern);
    default:
      return {};
  }
}

QHash<int, QByteArray> FiguresModel::roleNames() const {
  return {{ValueRole, "value"}, {LabelRole, "label"}, {NoteRole, "note"}, {ConcernRole, "concern"}};
}

void FiguresModel::update(const CityFigures& f) {
  const bool measured = f.click_to_door_s > 0;
  const std::uint32_t busy = f.riders_on_shift - std::min(f.riders_on_shift, f.riders_idle);
  replace_rows({
      {0, tenths_text(f.orders_per_minute_tenths), tr("orders a minute"), trend_text(f.orders_per_minute_trend_tenths),
       Concern::None},
      {1, measured ? tr("%1 %").arg(tenths_text(f.on_time_permille)) : tr("–"), tr("on time"), tr("goal 95"),
       measured ? on_time_concern(f) : Concern::None},
      {2, measured ? tr("%1 min").arg(minutes_with_tenth(f.click_to_door_s)) : tr("–"), tr("click to door"),
       measured ? tr("p90 %1").arg((f.click_to_door_p90_s + 30) / 60) : tr("none delivered yet"), Concern::None},
      {3, tr("%1 of %2").arg(busy).arg(f.riders_on_shift), tr("riders busy"), tr("%1 idle").arg(f.riders_idle),
       Concern::None},
      {4, QString::number(f.open), tr("open orders"), open_note(f), Concern::None},
  });
}

}  // namespace pizza::desktop
