// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/order_detail.h"

#include <QPointer>

#include "app/desktop/text/formats.h"
#include "app/desktop/text/words.h"

namespace pizza::desktop {
namespace {

constexpr Duration story_age = seconds(1);

QString lane_words(const QString& service) {
  return service.isEmpty() ? service : service.left(1).toUpper() + service.mid(1);
}

std::vector<MoneyRow> money_rows(const std::vector<OrderStoryLine>& lines, QString (*amount)(Money)) {
  std::vector<MoneyRow> rows;
  for (const OrderStoryLine& line : lines) {
    rows.push_back(
        {static_cast<int>(rows.size()), QString::fromStdString(line.text), amount(line.amount), line.amount.minor < 0});
  }
  return rows;
}

}  // namespace

OrderDetail::OrderDetail(std::shared_ptr<CitySession> session, QObject* parent)
    : QObject(parent),
      session_(std::move(session)),
      milestones_(new OrderEventsModel(this)),
      events_(new OrderEventsModel(this)),
      lines_(new MoneyLinesModel(this)),
      ledger_(new MoneyLinesModel(this)) {}

void OrderDetail::open(OrderId id) {
  if (id == id_) return;
  id_ = id;
  story_ = nullptr;
  state_ = id ? Loading : Nothing;
  waiting_ = false;
  ++request_;
  show_events();
  show_money();
  if (id) ask();
  emit changed();
}

void OrderDetail::refresh(Instant now) {
  if (!id_ || waiting_ || (now - asked_at_ < story_age && now >= asked_at_)) return;
  if (story_ && story_->order.terminal && state_ == Shown && now - story_->order.expected_at > minutes(1)) return;
  asked_at_ = now;
  ask();
}

void OrderDetail::ask() {
  waiting_ = true;
  const std::uint64_t request = ++request_;
  // The answer comes on the session's thread, perhaps after this object is gone.
  session_->open_order(id_, [self = QPointer(this), request](std::shared_ptr<const OrderStory> story) {
    if (self.isNull()) return;
    QMetaObject::invokeMethod(
        self.data(),
        [self, request, story] {
          if (self) self->receive(request, story);
        },
        Qt::QueuedConnection);
  });
}

void OrderDetail::receive(std::uint64_t request, std::shared_ptr<const OrderStory> story) {
  if (request != request_) return;
  waiting_ = false;
  story_ = std::move(story);
  state_ = story_ ? Shown : Missing;
  show_events();
  show_money();
  emit changed();
}

void OrderDetail::show_events() {
  std::vector<EventRow> all, steps;
  lanes_.clear();
  const int offset = session_->info().utc_offset_minutes;
  if (story_) {
    for (const OrderStoryEvent& e : story_->events) {
      const QString lane = lane_words(QString::fromStdString(e.service));
      if (!lanes_.contains(lane)) lanes_.append(lane);
      EventRow row{static_cast<int>(all.size()),
                   clock_text(e.at, offset),
                   clock_text_with_seconds(e.at, offset),
                   event_words(e.event),
                   QString::fromStdString(e.event),
                   lane,
                   QString::fromStdString(e.summary),
                   QString::fromStdString(e.json),
                   static_cast<int>(lanes_.indexOf(lane)),
                   all.empty() ? -1 : all.back().lane,
                   e.concern,
                   false};
      if (is_milestone(e.event)) {
        steps.push_back(row);
        steps.back().place = static_cast<int>(steps.size()) - 1;
      }
      all.push_back(std::move(row));
    }
    const OrderView& order = story_->order;
    if (!order.terminal) {
      EventRow ahead;
      ahead.place = static_cast<int>(steps.size());
      ahead.time = ahead.exact_time = clock_text(order.expected_at, offset);
      ahead.title = tr("Delivered");
      ahead.summary = tr("forecast, promised %1").arg(clock_text(order.promised_at, offset));
      ahead.concern = order.concern;
      ahead.forecast = true;
      steps.push_back(ahead);
    }
  }
  milestones_->show(std::move(steps));
  events_->show(std::move(all));
}

void OrderDetail::show_money() {
  lines_->show(story_ ? money_rows(story_->lines, money_text) : std::vector<MoneyRow>{});
  ledger_->show(story_ ? money_rows(story_->ledger, signed_money_text) : std::vector<MoneyRow>{});
}

QString OrderDetail::title() const {
  return id_ ? tr("Order %1").arg(order_title(id_.value)) : QString();
}

QString OrderDetail::badge() const {
  if (!story_) return {};
  const OrderView& order = story_->order;
  const Duration delay = order.expected_at - order.promised_at;
  if (order.terminal && order.concern != Concern::Late) return status();
  if (order.concern == Concern::Late) return tr("late %1").arg(minutes_text(delay));
  if (order.concern == Concern::AtRisk) return tr("at risk");
  return tr("on time");
}

int OrderDetail::concern() const {
  return concern_number(story_ ? story_->order.concern : Concern::None);
}

QString OrderDetail::status() const {
  return story_ ? status_words(story_->order.status) : QString();
}

QString OrderDetail::total() const {
  return story_ ? money_text(story_->order.total) : QString();
}

QString OrderDetail::promised() const {
  return story_ ? clock_text(story_->order.promised_at, session_->info().utc_offset_minutes) : QString();
}

QString OrderDetail::expected() const {
  return story_ ? clock_text(story_->order.expected_at, session_->info().utc_offset_minutes) : QString();
}

QString OrderDetail::ledger_sum() const {
  Money sum;
  if (story_) {
    for (const OrderStoryLine& line : story_->ledger) sum = sum + line.amount;
  }
  return signed_money_text(sum);
}

}  // namespace pizza::desktop
