// SPDX-License-Identifier: Apache-2.0
#include "connectors/geo/nmea_feed.h"

#include <QFile>
#include <cmath>
#include <utility>

namespace pizza {

namespace {

constexpr std::uint32_t beside_road = 25'000;  // mm: farther off a rider is not on it, but in a yard
constexpr double walking_mps = 1.0;            // below, a receiver's direction is chance
constexpr qint64 longest_track = 64 << 20;     // bytes: some days of positions
constexpr qint64 longest_line = 1'024;

// "$GPRMC,120000,A,…", "$GNGGA,…,1,…": sentences that carry a position which holds. Qt would report a void one.
bool tells_position(const QByteArray& line) {
  const QList<QByteArray> fields = line.split(',');
  if (fields.size() < 8 || !line.startsWith('$') || fields[0].size() != 6) return false;
  const QByteArray kind = fields[0].last(3);
  if (kind == "RMC") return fields[2] == "A" && !fields[3].isEmpty() && !fields[5].isEmpty();
  return kind == "GGA" && fields[6] != "0" && !fields[6].isEmpty() && !fields[2].isEmpty() && !fields[4].isEmpty();
}

Problem unreadable(const std::string& file, const std::string& why) {
  return problem(Status::Unprocessable, "nmea.unreadable", file + ": " + why + ", expected a track in NMEA 0183");
}

}  // namespace

NmeaFeed::NmeaFeed(RiderId rider, Take take, std::optional<maps::RoadRouter> roads)
    : rider_(rider), take_(std::move(take)), roads_(std::move(roads)) {
  QObject::connect(&source_, &QGeoPositionInfoSource::positionUpdated, &source_,
                   [this](const QGeoPositionInfo& fix) { report(fix); });
}

Result<std::unique_ptr<NmeaFeed>> NmeaFeed::open(const std::string& file, RiderId rider, Take take,
                                                 std::optional<maps::RoadRouter> roads) {
  QFile track(QString::fromStdString(file));
  if (!track.open(QIODevice::ReadOnly)) return unreadable(file, track.errorString().toStdString());
  std::unique_ptr<NmeaFeed> feed(new NmeaFeed(rider, std::move(take), std::move(roads)));
  QByteArray kept;
  while (!track.atEnd() && kept.size() < longest_track) {
    const QByteArray line = track.readLine(longest_line);
    if (tells_position(line)) kept += line;
  }
  if (kept.isEmpty()) return unreadable(file, "no position in it");
  feed->sentences_.setData(kept);
  feed->sentences_.open(QIODevice::ReadOnly);
  feed->source_.setDevice(&feed->sentences_);
  return feed;
}

void NmeaFeed::report(const QGeoPositionInfo& fix) {
  const QGeoCoordinate at = fix.coordinate();
  if (!at.isValid()) return;
  std::optional<std::int32_t> heading;
  const bool moving = fix.attribute(QGeoPositionInfo::GroundSpeed) > walking_mps;
  if (moving && fix.hasAttribute(QGeoPositionInfo::Direction)) {
    heading = static_cast<std::int32_t>(std::lround(fix.attribute(QGeoPositionInfo::Direction)));
  }
  ReportPosition command;
  command.rider = rider_;
  command.place = on_road(geo_point(at.latitude(), at.longitude()), heading);
  ++reported_;
  take_(command);
}

GeoPoint NmeaFeed::on_road(GeoPoint place, std::optional<std::int32_t> heading) const {
  if (!roads_) return place;
  const auto road = heading ? roads_->snap(place, *heading, 50, beside_road) : roads_->snap(place);
  return road && road->distance <= beside_road ? road->at : place;
}

}  // namespace pizza
