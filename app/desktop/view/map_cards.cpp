// SPDX-License-Identifier: Apache-2.0
// What the card beside a thing on the map says.
#include "app/desktop/text/formats.h"
#include "app/desktop/text/words.h"
#include "app/desktop/view/city_view_model.h"
#include "app/desktop/view/frame_lookup.h"

namespace pizza::desktop {
namespace {

QVariantMap card(const QString& title, const QString& note, const QString& amount, Concern concern) {
  return {{QStringLiteral("title"), title},
          {QStringLiteral("note"), note},
          {QStringLiteral("amount"), amount},
          {QStringLiteral("concern"), concern_number(concern)}};
}

QString activity_words(RiderActivity activity) {
  switch (activity) {
    case RiderActivity::Offline:
      return CityViewModel::tr("offline");
    case RiderActivity::Idle:
      return CityViewModel::tr("idle");
    case RiderActivity::ToRestaurant:
      return CityViewModel::tr("to the kitchen");
    case RiderActivity::Waiting:
      return CityViewModel::tr("waiting at the kitchen");
    case RiderActivity::ToCustomer:
      return CityViewModel::tr("to the customer");
  }
  return {};
}

QString delay_of(const OrderView& order) {
  return order.concern == Concern::OnTime || order.concern == Concern::None
             ? QString()
             : signed_minutes_text(order.expected_at - order.promised_at);
}

}  // namespace

QVariantMap CityViewModel::riderCard(qint64 rider) const {
  const RiderView* view = find_rider(*frame_, {static_cast<std::uint64_t>(rider)});
  if (view == nullptr) return {};
  const QString title = tr("%1 · %2").arg(QString::fromStdString(view->name), vehicle_words(view->vehicle));
  const OrderView* order = find_order(*frame_, view->order);
  if (order == nullptr) return card(title, activity_words(view->activity), {}, view->concern);
  const QString note = tr("%1 · %2 · arrives %3")
                           .arg(order_title(order->id.value), activity_words(view->activity),
                                clock_text(order->expected_at, utc_offset_minutes()));
  return card(title, note, delay_of(*order), view->concern);
}

QVariantMap CityViewModel::kitchenCard(qint64 kitchen) const {
  const KitchenView* view = find_kitchen(*frame_, {static_cast<std::uint64_t>(kitchen)});
  if (view == nullptr) return {};
  const QString load = view->paused ? tr("paused") : tr("%1 % busy").arg((view->load + 5) / 10);
  return card(QString::fromStdString(view->name), tr("%1 · %2").arg(ticket_words(view->tickets), load), {},
              view->concern);
}

QVariantMap CityViewModel::orderCard(qint64 order) const {
  const OrderView* view = find_order(*frame_, {static_cast<std::uint64_t>(order)});
  if (view == nullptr) return {};
  const QString note = tr("%1 · promised %2 · arrives %3")
                           .arg(status_words(view->status), clock_text(view->promised_at, utc_offset_minutes()),
                                clock_text(view->expected_at, utc_offset_minutes()));
  return card(order_title(view->id.value), note, delay_of(*view), view->concern);
}

}  // namespace pizza::desktop
