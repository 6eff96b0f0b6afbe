// SPDX-License-Identifier: Apache-2.0
// The core's enumerations as QML may name them.
#pragma once

#include <QtQml/qqmlregistration.h>
#include <QObject>

#include "app/desktop/city_session.h"

namespace pizza::desktop {

class Meaning : public QObject {
  Q_OBJECT
  QML_ELEMENT
  QML_UNCREATABLE("Only its enumerations are meant to be used")

 public:
  enum Concern { None, OnTime, AtRisk, Late };
  Q_ENUM(Concern)
  enum World { Embedded, Live, Simulated };
  Q_ENUM(World)
  enum Health { Well, Waiting, Failed };
  Q_ENUM(Health)
};

constexpr int concern_number(pizza::Concern concern) {
  return static_cast<int>(concern);
}
static_assert(concern_number(pizza::Concern::Late) == Meaning::Late);
static_assert(static_cast<int>(pizza::World::Simulated) == Meaning::Simulated);

static_assert(static_cast<int>(pizza::Health::Failed) == Meaning::Failed);

}  // namespace pizza::desktop
