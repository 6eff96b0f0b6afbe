// SPDX-License-Identifier: Apache-2.0
// The desktop application around a session.
#pragma once

#include <QSize>
#include <memory>
#include <optional>
#include <string>

#include "app/desktop/city_session.h"
#include "core/model/geo_point.h"

class QQmlEngine;

namespace pizza {

struct DesktopOptions {
  std::string screen = "live";  // "live", "orders", "order"
  bool dark = true;
  double zoom = 0;                 // of the map at the start; 0: as close as shows where the work is
  std::optional<GeoPoint> centre;  // of the map at the start; none: where the work is
  std::string shot;                // a .png to write; the application then ends by itself
  QSize size{1600, 1000};
};

// Runs until the window is closed, or until the picture is written. Returns the program's exit status: 0 done,
// 1 the picture could not be made. Needs no QGuiApplication; makes one.
int run_desktop(std::shared_ptr<CitySession> session, const DesktopOptions& options);

namespace desktop {

// Makes the modules of qml/ and the types of app/desktop known to an engine; needs a QGuiApplication.
void prepare_engine(QQmlEngine& engine);

}  // namespace desktop
}  // namespace pizza
