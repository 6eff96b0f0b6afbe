// SPDX-License-Identifier: Apache-2.0
// A recorded track becomes a rider's position reports.
#include "connectors/geo/nmea_feed.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "tests/maps/drawn_map.h"

namespace pizza {

namespace {

QByteArray with_checksum(const QByteArray& sentence) {
  unsigned sum = 0;
  for (const char c : sentence) sum ^= static_cast<unsigned char>(c);
  return "$" + sentence + "*" + QByteArray::number(sum, 16).rightJustified(2, '0').toUpper() + "\r\n";
}

// Degrees and minutes as receivers write them: 4807.0380,N.
QByteArray angle(std::int32_t e7, int digits, char plus, char minus) {
  const double whole = std::abs(e7) / 1e7;
  const int degrees = static_cast<int>(whole);
  const QByteArray minutes = QByteArray::number((whole - degrees) * 60, 'f', 5).rightJustified(8, '0');
  return QByteArray::number(degrees).rightJustified(digits, '0') + minutes + "," + (e7 < 0 ? minus : plus);
}

QByteArray rmc(int hundredths, GeoPoint at, int course, const char* state = "A") {
  return with_checksum("GPRMC,120000." + QByteArray::number(hundredths).rightJustified(2, '0') + "," + state + "," +
                       angle(at.lat, 2, 'N', 'S') + "," + angle(at.lon, 3, 'E', 'W') + ",12.0," +
                       QByteArray::number(course) + ".0,010326,,,A");
}

}  // namespace

class NmeaFeedTest : public QObject {
  Q_OBJECT

 private slots:
  void a_recorded_track_becomes_reports() {
    const GeoPoint first{437'384'000, 74'246'000}, second{437'385'000, 74'248'000}, third{437'386'000, -74'250'000};
    const QString file =
        write("track.nmea", rmc(0, first, 90) + rmc(2, second, 90) + "$GPXXX,rubbish\r\nno sentence\r\n" +
                                rmc(4, first, 90, "V") + rmc(6, third, 90));
    std::vector<ReportPosition> reports;
    auto feed = NmeaFeed::open(file.toStdString(), RiderId{7}, [&](const ReportPosition& r) { reports.push_back(r); });
    QVERIFY(feed.ok());
    (*feed)->start();
    QTRY_COMPARE(reports.size(), std::size_t{3});
    const GeoPoint expected[] = {first, second, third};
    for (std::size_t i = 0; i < 3; ++i) {
      QCOMPARE(reports[i].rider, RiderId{7});
      const std::int64_t off = distance_mm(reports[i].place, expected[i]);
      QVERIFY2(off < 20, qPrintable(QString("report %1 is %2 mm off").arg(i).arg(off)));
    }
    QCOMPARE((*feed)->reported(), std::size_t{3});
  }

  // At a crossing the receiver's direction tells which street it is; in a yard there is none.
  void positions_are_moved_onto_the_street_that_is_travelled() {
    const maps::DrawnMap map("   N\n   |\nW--X--E\n   |\n   S\n", {{"WXE"}, {"NXS"}});
    const GeoPoint at = map.at('X');
    const GeoPoint beside{at.lat + 900, at.lon + 500};    // 10 m north, 6 m east of the crossing
    const GeoPoint yard{at.lat + 4'000, at.lon + 4'000};  // 45 m from both streets
    const QString file = write("ride.nmea", rmc(0, beside, 90) + rmc(2, beside, 0) + rmc(4, yard, 90));
    std::vector<GeoPoint> places;
    auto feed = NmeaFeed::open(
        file.toStdString(), RiderId{1}, [&](const ReportPosition& r) { places.push_back(r.place); },
        maps::RoadRouter(map.map(), Vehicle::Scooter));
    (*feed)->start();
    QTRY_COMPARE(places.size(), std::size_t{3});
    QVERIFY(std::abs(places[0].lat - at.lat) < 3 && std::abs(places[0].lon - beside.lon) < 5);  // on W-E
    QVERIFY(std::abs(places[1].lon - at.lon) < 3 && std::abs(places[1].lat - beside.lat) < 5);  // on N-S
    QVERIFY(distance_mm(places[2], yard) < 20);
  }

  void a_file_without_positions_is_refused() {
    const auto take = [](const ReportPosition&) { QFAIL("nothing to report"); };
    for (const QString& file :
         {write("empty.nmea", ""), write("letter.nmea", "Dear reader,\nno track.\n"),
          write("mute.nmea", with_checksum("GPRMC,120000,V,,,,,,,010326,,,N")), folder_.filePath("missing.nmea")}) {
      const auto feed = NmeaFeed::open(file.toStdString(), RiderId{1}, take);
      QVERIFY(!feed.ok());
      QCOMPARE(feed.problem().type, std::string("nmea.unreadable"));
      QVERIFY(QString::fromStdString(feed.problem().detail).startsWith(file));
    }
  }

 private:
  QString write(const char* name, const QByteArray& content) {
    QFile file(folder_.filePath(name));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) qFatal("cannot write %s", name);
    return file.fileName();
  }

  QTemporaryDir folder_;
};

}  // namespace pizza

QTEST_GUILESS_MAIN(pizza::NmeaFeedTest)
#include "nmea_feed_test.moc"
