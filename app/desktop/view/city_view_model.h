// SPDX-License-Identifier: Apache-2.0
// The city as the screens see it: clock, figures, lists, what is selected, and the controls of time. Reads the
// session's newest frame once a screen frame; lists follow a few times a second.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QElapsedTimer>
#include <QObject>
#include <memory>

#include "app/desktop/view/figures_model.h"
#include "app/desktop/view/frame_ticker.h"
#include "app/desktop/view/meaning.h"
#include "app/desktop/view/needs_model.h"
#include "app/desktop/view/order_detail.h"
#include "app/desktop/view/orders_model.h"
#include "app/desktop/view/search_model.h"
#include "app/desktop/view/timeline_model.h"

namespace pizza::desktop {

class CityViewModel : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Made by the application around a session")
  Q_PROPERTY(int world READ world CONSTANT)
  Q_PROPERTY(QString city READ city CONSTANT)
  Q_PROPERTY(QString scenario READ scenario CONSTANT)
  Q_PROPERTY(QString mapFile READ map_file CONSTANT)
  Q_PROPERTY(QString clock READ clock NOTIFY clockChanged)
  Q_PROPERTY(QString clockSeconds READ clock_seconds NOTIFY clockChanged)
  Q_PROPERTY(bool canBePaced READ can_be_paced CONSTANT)
  Q_PROPERTY(bool playing READ playing NOTIFY pacingChanged)
  Q_PROPERTY(int speed READ speed NOTIFY pacingChanged)
  Q_PROPERTY(int health READ health NOTIFY stateChanged)
  Q_PROPERTY(QString stateTitle READ state_title NOTIFY stateChanged)
  Q_PROPERTY(QString stateNote READ state_note NOTIFY stateChanged)
  Q_PROPERTY(bool empty READ empty NOTIFY stateChanged)
  Q_PROPERTY(QList<int> speeds READ speeds CONSTANT)
  Q_PROPERTY(qint64 selectedOrder READ selected_order NOTIFY selectionChanged)
  Q_PROPERTY(qint64 selectedRider READ selected_rider NOTIFY selectionChanged)
  Q_PROPERTY(qint64 selectedKitchen READ selected_kitchen NOTIFY selectionChanged)
  Q_PROPERTY(pizza::desktop::FiguresModel* figures READ figures CONSTANT)
  Q_PROPERTY(pizza::desktop::NeedsModel* needs READ needs CONSTANT)
  Q_PROPERTY(pizza::desktop::OrdersModel* orders READ orders CONSTANT)
  Q_PROPERTY(pizza::desktop::OrderDetail* order READ order CONSTANT)
  Q_PROPERTY(pizza::desktop::TimelineModel* timeline READ timeline CONSTANT)
  Q_PROPERTY(pizza::desktop::SearchModel* search READ search CONSTANT)

 public:
  explicit CityViewModel(std::shared_ptr<CitySession> session, QObject* parent = nullptr);

  std::shared_ptr<const CityFrame> frame() const { return frame_; }  // never null
  int utc_offset_minutes() const { return session_->info().utc_offset_minutes; }

  int world() const { return static_cast<int>(session_->info().world); }
  QString city() const { return QString::fromStdString(session_->info().city); }
  QString scenario() const;
  QString map_file() const { return QString::fromStdString(session_->info().map_file); }
  QString clock() const { return clock_; }
  QString clock_seconds() const { return clock_seconds_; }
  bool can_be_paced() const { return session_->can_be_paced(); }
  bool playing() const { return playing_; }
  int speed() const { return speed_; }
  int health() const { return static_cast<int>(state_.health); }
  QString state_title() const { return QString::fromStdString(state_.title); }
  QString state_note() const { return QString::fromStdString(state_.note); }
  bool empty() const { return empty_; }  // there is nothing on the map yet
  QList<int> speeds() const;
  qint64 selected_order() const { return static_cast<qint64>(selected_order_.value); }
  qint64 selected_rider() const { return static_cast<qint64>(selected_rider_.value); }
  qint64 selected_kitchen() const { return static_cast<qint64>(selected_kitchen_.value); }
  FiguresModel* figures() const { return figures_; }
  NeedsModel* needs() const { return needs_; }
  OrdersModel* orders() const { return orders_; }
  OrderDetail* order() const { return order_; }
  TimelineModel* timeline() const { return timeline_; }
  SearchModel* search() const { return search_; }

  Q_INVOKABLE void togglePlay();
  Q_INVOKABLE void stepMinutes(int minutes);
  Q_INVOKABLE void faster();
  Q_INVOKABLE void slower();
  Q_INVOKABLE void setSpeed(int times);

  // Selecting a rider with an order opens that order too; 0 clears.
  Q_INVOKABLE void selectOrder(qint64 order);
  Q_INVOKABLE void selectRider(qint64 rider);
  Q_INVOKABLE void selectKitchen(qint64 kitchen);
  Q_INVOKABLE void clearSelection();
  Q_INVOKABLE void selectWorst();
  bool selected_has_ended() const;
  void selectTelling();  // the worst that is on its way, so that a picture shows a route; else the worst

  // What a card on the map says of a thing; empty strings where there is none.
  Q_INVOKABLE QVariantMap riderCard(qint64 rider) const;
  Q_INVOKABLE QVariantMap kitchenCard(qint64 kitchen) const;
  Q_INVOKABLE QVariantMap orderCard(qint64 order) const;

  void poll();           // takes the newest frame if there is one
  void refresh_lists();  // brings the lists up to the frame, whatever the time

 signals:
  void frameChanged();
  void clockChanged();
  void pacingChanged();
  void stateChanged();
  void selectionChanged();

 private:
  void take_pacing();
  void take_state();
  void take_clock();
  void select(OrderId order, RiderId rider, RestaurantId kitchen);
  int next_speed(int direction) const;

  std::shared_ptr<CitySession> session_;
  std::shared_ptr<const CityFrame> frame_;
  QString clock_, clock_seconds_;
  bool playing_ = false;
  int speed_ = 1;
  SessionState state_;
  bool empty_ = false;
  OrderId selected_order_;
  RiderId selected_rider_;
  RestaurantId selected_kitchen_;
  QElapsedTimer since_lists_;
  bool lists_behind_ = false;
  FrameTicker ticker_;
  FiguresModel* figures_;
  NeedsModel* needs_;
  OrdersModel* orders_;
  OrderDetail* order_;
  TimelineModel* timeline_;
  SearchModel* search_;
};

}  // namespace pizza::desktop
