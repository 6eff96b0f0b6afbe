// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/city_view_model.h"

#include <array>

#include "app/desktop/text/formats.h"
#include "app/desktop/view/frame_lookup.h"

namespace pizza::desktop {
namespace {

constexpr std::array<int, 10> paces = {1, 2, 5, 10, 20, 30, 60, 120, 300, 600};
constexpr qint64 list_interval_ms = 200;  // people read no faster

}  // namespace

CityViewModel::CityViewModel(std::shared_ptr<CitySession> session, QObject* parent)
    : QObject(parent),
      session_(std::move(session)),
      frame_(session_->frame()),
      figures_(new FiguresModel(this)),
      needs_(new NeedsModel(this)),
      orders_(new OrdersModel(this)),
      order_(new OrderDetail(session_, this)),
      timeline_(
          new TimelineModel(session_->info().begins, session_->info().ends, session_->info().utc_offset_minutes, this)),
      search_(new SearchModel(this)) {
  connect(&ticker_, &FrameTicker::tick, this, &CityViewModel::poll);
  take_pacing();
  take_clock();
  refresh_lists();
  take_state();
}

QString CityViewModel::scenario() const {
  const SessionInfo& info = session_->info();
  const QString name = QString::fromStdString(info.scenario);
  if (info.world != World::Simulated) return name;
  return name.isEmpty() ? tr("seed %1").arg(info.seed) : tr("%1 · seed %2").arg(name).arg(info.seed);
}

void CityViewModel::poll() {
  take_pacing();
  std::shared_ptr<const CityFrame> newest = session_->frame();
  if (newest->sequence != frame_->sequence) {
    frame_ = std::move(newest);
    lists_behind_ = true;
    take_clock();
    order_->refresh(frame_->now);
    emit frameChanged();
  }
  take_state();
  if (lists_behind_ && since_lists_.elapsed() >= list_interval_ms) refresh_lists();
}

void CityViewModel::refresh_lists() {
  lists_behind_ = false;
  since_lists_.start();
  figures_->update(frame_->figures);
  needs_->update(*frame_, utc_offset_minutes());
  orders_->update(frame_, utc_offset_minutes());
  timeline_->update(*frame_);
  search_->update(frame_);
}

void CityViewModel::take_pacing() {
  const bool playing = session_->playing();
  const int speed = session_->speed();
  if (playing == playing_ && speed == speed_) return;
  playing_ = playing;
  speed_ = speed;
  ticker_.set_moving(playing);
  emit pacingChanged();
}

void CityViewModel::take_state() {
  SessionState state = session_->state();
  const bool empty = frame_->kitchens.empty() && frame_->riders.empty() && frame_->orders.empty();
  if (state == state_ && empty == empty_) return;
  state_ = std::move(state);
  empty_ = empty;
  emit stateChanged();
}

void CityViewModel::take_clock() {
  const QString text = clock_text_with_seconds(frame_->now, utc_offset_minutes());
  if (text == clock_ + clock_seconds_) return;
  clock_ = text.left(5);
  clock_seconds_ = text.mid(5);
  emit clockChanged();
}

QList<int> CityViewModel::speeds() const {
  return {paces.begin(), paces.end()};
}

void CityViewModel::togglePlay() {
  if (!can_be_paced()) return;
  session_->playing() ? session_->pause() : session_->play();
  take_pacing();
}

void CityViewModel::stepMinutes(int count) {
  if (can_be_paced() && count > 0) session_->step(minutes(count));
  take_pacing();
}

int CityViewModel::next_speed(int direction) const {
  const int now = session_->speed();
  if (direction > 0) {
    const auto it = std::ranges::upper_bound(paces, now);
    return it == paces.end() ? paces.back() : *it;
  }
  const auto it = std::ranges::lower_bound(paces, now);
  return it == paces.begin() ? paces.front() : *(it - 1);
}

void CityViewModel::faster() {
  setSpeed(next_speed(1));
}
void CityViewModel::slower() {
  setSpeed(next_speed(-1));
}

void CityViewModel::setSpeed(int times) {
  if (!can_be_paced()) return;
  session_->set_speed(std::clamp(times, paces.front(), paces.back()));
  take_pacing();
}

void CityViewModel::select(OrderId order, RiderId rider, RestaurantId kitchen) {
  if (order == selected_order_ && rider == selected_rider_ && kitchen == selected_kitchen_) return;
  selected_order_ = order;
  selected_rider_ = rider;
  selected_kitchen_ = kitchen;
  order_->open(order);
  emit selectionChanged();
}

void CityViewModel::selectOrder(qint64 order) {
  const OrderId id{static_cast<std::uint64_t>(order)};
  const OrderView* view = find_order(*frame_, id);
  const bool riding = view != nullptr && !view->terminal;
  select(id, riding ? view->rider : RiderId{}, {});
}

void CityViewModel::selectRider(qint64 rider) {
  const RiderId id{static_cast<std::uint64_t>(rider)};
  const RiderView* view = find_rider(*frame_, id);
  select(view != nullptr ? view->order : OrderId{}, id, {});
}

void CityViewModel::selectKitchen(qint64 kitchen) {
  select({}, {}, {static_cast<std::uint64_t>(kitchen)});
}

void CityViewModel::clearSelection() {
  select({}, {}, {});
}

void CityViewModel::selectWorst() {
  for (const NeedView& need : frame_->needs) {
    if (need.order) return selectOrder(static_cast<qint64>(need.order.value));
  }
  for (const OrderView& order : frame_->orders) {
    if (!order.terminal && order.rider) return selectOrder(static_cast<qint64>(order.id.value));
  }
}

bool CityViewModel::selected_has_ended() const {
  const OrderView* order = find_order(*frame_, selected_order_);
  return selected_order_ && (order == nullptr || order->terminal || order->status == "delivered");
}

void CityViewModel::selectTelling() {
  for (const NeedView& need : frame_->needs) {
    const OrderView* order = find_order(*frame_, need.order);
    const RiderView* rider = order == nullptr ? nullptr : find_rider(*frame_, order->rider);
    const bool halfway = rider != nullptr && rider->activity == RiderActivity::ToCustomer && rider->progress > 250 &&
                         rider->progress < 850;
    if (halfway) return selectOrder(static_cast<qint64>(order->id.value));
  }
  // Nobody is late: the latest order that is on its way, which is the one whose story is sure to be whole.
  const OrderView* latest = nullptr;
  for (const OrderView& order : frame_->orders) {
    const RiderView* rider = order.terminal ? nullptr : find_rider(*frame_, order.rider);
    const bool riding = rider != nullptr && rider->activity == RiderActivity::ToCustomer && rider->progress < 700;
    if (riding && (latest == nullptr || order.placed_at > latest->placed_at)) latest = &order;
  }
  if (latest != nullptr && frame_->needs.empty()) return selectOrder(static_cast<qint64>(latest->id.value));
  selectWorst();
}

}  // namespace pizza::desktop
