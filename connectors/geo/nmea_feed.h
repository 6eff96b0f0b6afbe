// SPDX-License-Identifier: Apache-2.0
// A rider's positions as a receiver writes them (NMEA 0183), recorded in a file and played as they came, through Qt
// Positioning.
#pragma once

#include <QBuffer>
#include <QNmeaPositionInfoSource>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/model/problem.h"
#include "core/services/delivery/delivery_service.h"
#include "maps/routing/road_router.h"

namespace pizza {

// Reports while Qt's event loop runs in the thread that opened it, with the pauses of the recording. Positions without
// a fix are left out.
class NmeaFeed {
 public:
  using Take = std::function<void(const ReportPosition&)>;

  // With `roads` a position near one is moved onto it, in the direction of travel where the receiver knows it.
  // Problems: nmea.unreadable, with the file's name, where it cannot be read or holds no position.
  static Result<std::unique_ptr<NmeaFeed>> open(const std::string& file, RiderId rider, Take take,
                                                std::optional<maps::RoadRouter> roads = std::nullopt);

  void start() { source_.startUpdates(); }
  void stop() { source_.stopUpdates(); }
  std::size_t reported() const { return reported_; }

  NmeaFeed(const NmeaFeed&) = delete;
  NmeaFeed& operator=(const NmeaFeed&) = delete;

 private:
  NmeaFeed(RiderId rider, Take take, std::optional<maps::RoadRouter> roads);
  void report(const QGeoPositionInfo& fix);
  GeoPoint on_road(GeoPoint place, std::optional<std::int32_t> heading) const;

  RiderId rider_;
  Take take_;
  std::optional<maps::RoadRouter> roads_;
  std::size_t reported_ = 0;
  QBuffer sentences_;
  QNmeaPositionInfoSource source_{QNmeaPositionInfoSource::SimulationMode};
};

}  // namespace pizza
