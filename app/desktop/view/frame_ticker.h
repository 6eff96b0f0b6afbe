// SPDX-License-Identifier: Apache-2.0
// Beats once a screen frame while something moves, and slowly while all is still.
#pragma once

#include <QAbstractAnimation>
#include <QObject>
#include <QTimer>

namespace pizza::desktop {

// An endless animation: it is advanced by the window's own frame clock, so no second clock beats against it.
class FrameBeat : public QAbstractAnimation {
  Q_OBJECT

 public:
  using QAbstractAnimation::QAbstractAnimation;
  int duration() const override { return -1; }

 signals:
  void beat();

 protected:
  void updateCurrentTime(int) override { emit beat(); }
};

class FrameTicker : public QObject {
  Q_OBJECT

 public:
  explicit FrameTicker(QObject* parent = nullptr);
  void set_moving(bool moving);
  void stop();

 signals:
  void tick();

 private:
  FrameBeat beat_;
  QTimer idle_;
};

}  // namespace pizza::desktop
