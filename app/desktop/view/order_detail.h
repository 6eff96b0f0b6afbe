// SPDX-License-Identifier: Apache-2.0
// One opened order: why it is as it is, what happened, what it costs. Asks the session for the story and keeps asking
// while the order moves on; never waits for the answer.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>
#include <QString>
#include <QStringList>

#include "app/desktop/view/meaning.h"
#include "app/desktop/view/order_rows.h"

namespace pizza::desktop {

class OrderDetail : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Owned by CityViewModel")
  Q_PROPERTY(State state READ state NOTIFY changed)
  Q_PROPERTY(qint64 orderId READ order_id NOTIFY changed)
  Q_PROPERTY(QString title READ title NOTIFY changed)
  Q_PROPERTY(QString badge READ badge NOTIFY changed)
  Q_PROPERTY(int concern READ concern NOTIFY changed)
  Q_PROPERTY(QString why READ why NOTIFY changed)
  Q_PROPERTY(QString status READ status NOTIFY changed)
  Q_PROPERTY(QString kitchen READ kitchen NOTIFY changed)
  Q_PROPERTY(QString rider READ rider NOTIFY changed)
  Q_PROPERTY(QString total READ total NOTIFY changed)
  Q_PROPERTY(QString promised READ promised NOTIFY changed)
  Q_PROPERTY(QString expected READ expected NOTIFY changed)
  Q_PROPERTY(bool finished READ finished NOTIFY changed)
  Q_PROPERTY(QString ledgerSum READ ledger_sum NOTIFY changed)
  Q_PROPERTY(QStringList lanes READ lanes NOTIFY changed)
  Q_PROPERTY(int eventCount READ event_count NOTIFY changed)
  Q_PROPERTY(pizza::desktop::OrderEventsModel* milestones READ milestones CONSTANT)
  Q_PROPERTY(pizza::desktop::OrderEventsModel* events READ events CONSTANT)
  Q_PROPERTY(pizza::desktop::MoneyLinesModel* lines READ lines CONSTANT)
  Q_PROPERTY(pizza::desktop::MoneyLinesModel* ledger READ ledger CONSTANT)

 public:
  enum State { Nothing, Loading, Shown, Missing };
  Q_ENUM(State)

  explicit OrderDetail(std::shared_ptr<CitySession> session, QObject* parent = nullptr);

  void open(OrderId id);      // none closes
  void refresh(Instant now);  // asks again when a second of the city's time has passed
  std::shared_ptr<const OrderStory> story() const { return story_; }  // null unless Shown

  State state() const { return state_; }
  qint64 order_id() const { return static_cast<qint64>(id_.value); }
  QString title() const;
  QString badge() const;
  int concern() const;
  QString why() const { return story_ ? QString::fromStdString(story_->why) : QString(); }
  QString status() const;
  QString kitchen() const { return story_ ? QString::fromStdString(story_->restaurant_name) : QString(); }
  QString rider() const { return story_ ? QString::fromStdString(story_->rider_name) : QString(); }
  QString total() const;
  QString promised() const;
  QString expected() const;
  bool finished() const { return story_ && story_->order.terminal; }
  QString ledger_sum() const;
  QStringList lanes() const { return lanes_; }
  int event_count() const { return events_->rowCount(); }
  OrderEventsModel* milestones() const { return milestones_; }
  OrderEventsModel* events() const { return events_; }
  MoneyLinesModel* lines() const { return lines_; }
  MoneyLinesModel* ledger() const { return ledger_; }

 signals:
  void changed();

 private:
  void ask();
  void receive(std::uint64_t request, std::shared_ptr<const OrderStory> story);
  void show_events();
  void show_money();

  std::shared_ptr<CitySession> session_;
  OrderId id_;
  State state_ = Nothing;
  std::shared_ptr<const OrderStory> story_;
  std::uint64_t request_ = 0;  // answers to older ones are dropped
  bool waiting_ = false;
  Instant asked_at_;
  QStringList lanes_;
  OrderEventsModel* milestones_;
  OrderEventsModel* events_;
  MoneyLinesModel* lines_;
  MoneyLinesModel* ledger_;
};

}  // namespace pizza::desktop
