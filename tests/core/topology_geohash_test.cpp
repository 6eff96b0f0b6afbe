// SPDX-License-Identifier: Apache-2.0
// Geohashes against published values, and the rules that they keep.
#include <QTest>

#include "core/model/random_bits.h"
#include "core/topology/geohash.h"

using namespace pizza;

class TopologyGeohashTest : public QObject {
  Q_OBJECT
 private slots:
  void knownPlaces_data() {
    QTest::addColumn<double>("lat");
    QTest::addColumn<double>("lon");
    QTest::addColumn<QString>("hash");
    // Wikipedia, "Geohash"; geohash.org.
    QTest::newRow("Jutland") << 57.64911 << 10.40744 << "u4pruydqqvj";
    QTest::newRow("León") << 42.605 << -5.603 << "ezs42";
    QTest::newRow("Curitiba") << -25.382708 << -49.265506 << "6gkzwgjzn820";
    QTest::newRow("Taiyuan") << 37.8324 << 112.5584 << "ww8p1r4t8";
    QTest::newRow("the middle") << 0.0 << 0.0 << "s00000000000";
    QTest::newRow("the south-west corner") << -90.0 << -180.0 << "000000000000";
    QTest::newRow("the north-east corner") << 90.0 << 180.0 << "zzzzzzzzzzzz";
  }
  void knownPlaces() {
    QFETCH(double, lat);
    QFETCH(double, lon);
    QFETCH(QString, hash);
    QCOMPARE(QString::fromStdString(geohash(geo_point(lat, lon), static_cast<int>(hash.size()))), hash);
  }

  void aCellHoldsItsPlaceAndALongerHashLiesInside() {
    RandomBits random(11);
    for (int i = 0; i < 3'000; ++i) {
      const GeoPoint place{static_cast<std::int32_t>(random.between(-899'999'999, 899'999'999)),
                           static_cast<std::int32_t>(random.between(-1'799'999'999, 1'799'999'999))};
      const std::string longest = geohash(place, 12);
      for (int length = 1; length <= 12; ++length) {
        const std::string hash = geohash(place, length);
        QCOMPARE(hash, longest.substr(0, static_cast<std::size_t>(length)));
        QVERIFY(geohash_cell(hash)->contains(place));
      }
    }
  }

  void aCellsEdgeBelongsToTheNextCell() {
    const auto cell = *geohash_cell("ezs42");
    QCOMPARE(geohash(cell.south_west, 5), std::string("ezs42"));
    QVERIFY(geohash({cell.north_east.lat, cell.south_west.lon}, 5) != "ezs42");
    QVERIFY(geohash({cell.south_west.lat - 1, cell.south_west.lon}, 5) != "ezs42");
    QCOMPARE(geohash(cell.centre(), 5), std::string("ezs42"));
    // 0.0439453125 degrees each way, between whole units.
    QVERIFY(std::abs(cell.north_east.lat - cell.south_west.lat - 439'453) <= 1);
    QVERIFY(std::abs(cell.north_east.lon - cell.south_west.lon - 439'453) <= 1);
  }

  void whatIsNoHashIsRefused() {
    for (const char* bad : {"", "a", "ezs4i", "EZS42", "u4pruydqqvj00", "ez s"})
      QVERIFY2(!geohash_cell(bad) && geohash_neighbours(bad).empty(), bad);
  }

  void neighboursTouch() {
    const auto around = geohash_neighbours("ezs42");
    const std::vector<std::string> known{"ezs48", "ezs49", "ezs43", "ezs41", "ezs40", "ezefp", "ezefr", "ezefx"};
    QCOMPARE(around.size(), std::size_t{8});
    QVERIFY(around == known);
    for (const std::string& one : around) {
      const auto back = geohash_neighbours(one);
      QVERIFY(std::find(back.begin(), back.end(), "ezs42") != back.end());
    }
  }

  void neighboursGoRoundTheWorldButNotOverThePole() {
    const std::string east = geohash(geo_point(10, 179.99), 4), west = geohash(geo_point(10, -179.99), 4);
    const auto around = geohash_neighbours(east);
    QVERIFY(std::find(around.begin(), around.end(), west) != around.end());
    QCOMPARE(geohash_neighbours(geohash(geo_point(89.99, 20), 4)).size(), std::size_t{5});
  }

  void aBoxIsCoveredWithoutGapsOrIsTooLarge() {
    const GeoPoint south_west = geo_point(43.70, 7.40), north_east = geo_point(43.76, 7.45);
    const auto cells = geohash_cover(south_west, north_east, 5, 100);
    QVERIFY(!cells.empty());
    RandomBits random(2);
    for (int i = 0; i < 500; ++i) {
      const GeoPoint place{static_cast<std::int32_t>(random.between(south_west.lat, north_east.lat)),
                           static_cast<std::int32_t>(random.between(south_west.lon, north_east.lon))};
      QVERIFY(std::find(cells.begin(), cells.end(), geohash(place, 5)) != cells.end());
    }
    QVERIFY(geohash_cover(south_west, north_east, 5, cells.size() - 1).empty());
    QCOMPARE(geohash_cover(south_west, north_east, 5, cells.size()).size(), cells.size());
    QVERIFY(geohash_cover(north_east, south_west, 5, 100).empty());
    QVERIFY(geohash_cover(geo_point(-90, -180), geo_point(90, 180), 12, 1'000'000).empty());
  }

  void theNumberIsTheText() {
    QCOMPARE(geohash_bits(geo_point(42.605, -5.603), 5), std::uint64_t{0b0110111111110000010000010});
    QCOMPARE(geohash_bits(geo_point(90, 180), 12), (std::uint64_t{1} << 60) - 1);
  }
};

QTEST_GUILESS_MAIN(TopologyGeohashTest)
#include "topology_geohash_test.moc"
