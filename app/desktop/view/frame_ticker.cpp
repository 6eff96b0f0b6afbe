// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/view/frame_ticker.h"

namespace pizza::desktop {
namespace {
constexpr int idle_interval_ms = 100;
}

FrameTicker::FrameTicker(QObject* parent) : QObject(parent) {
  connect(&beat_, &FrameBeat::beat, this, &FrameTicker::tick);
  connect(&idle_, &QTimer::timeout, this, &FrameTicker::tick);
  idle_.setInterval(idle_interval_ms);
  idle_.start();
}

void FrameTicker::set_moving(bool moving) {
  if (moving == (beat_.state() == QAbstractAnimation::Running)) return;
  if (moving) {
    idle_.stop();
    beat_.start();
  } else {
    beat_.stop();
    idle_.start();
  }
}

void FrameTicker::stop() {
  beat_.stop();
  idle_.stop();
}

}  // namespace pizza::desktop
