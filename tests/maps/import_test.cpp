// SPDX-License-Identifier: Apache-2.0
// Real extracts become sane maps; bad files become one clear line and no map.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "maps/import/osm_import.h"
#include "maps/import/rings.h"
#include "maps/map_writer.h"
#include "maps/routing/road_router.h"

namespace pizza::maps {

namespace {

QString extract(const char* city) {
  return QString(PIZZA_SOURCE_DIR) + "/../shared/osm/" + city + ".osm.pbf";
}

void silent(std::string_view) {}

}  // namespace

class ImportTest : public QObject {
  Q_OBJECT

 private slots:
  void extracts_data() {
    QTest::addColumn<int>("nodes");
    QTest::addColumn<bool>("sea");
    QTest::newRow("Monaco") << 3'000 << true;
    QTest::newRow("Baltimore") << 3'000 << true;
    QTest::newRow("Helsinki") << 1'500 << true;
    QTest::newRow("Andorra") << 1'000 << false;
  }

  void extracts() {
    QFETCH(const int, nodes);
    QFETCH(const bool, sea);
    const QString name = QTest::currentDataTag();
    const QString in = extract(name.toLower().toLatin1().constData());
    if (!QFile::exists(in)) QSKIP("the extract is not on this machine");
    const QTemporaryDir folder;
    const std::string out = folder.filePath("city.map").toStdString();
    const auto outcome = import_osm(in.toStdString(), out, silent);
    QVERIFY2(outcome.ok(), outcome.ok() ? "" : outcome.problem().detail.c_str());
    const auto opened = RoadMap::open(out);
    QVERIFY(opened.ok());
    const RoadMap& map = **opened;
    QCOMPARE(QString::fromUtf8(map.city().data(), static_cast<qsizetype>(map.city().size())), name);
    QVERIFY(map.attribution().find("OpenStreetMap") != std::string_view::npos);
    QVERIFY(static_cast<int>(map.node_count()) > nodes);
    QVERIFY(map.edge_count() > map.node_count());
    QVERIFY(!map.places().empty());
    const auto areas = [&](AreaKind kind) {
      return std::count_if(map.areas().begin(), map.areas().end(), [&](const AreaRecord& a) { return a.kind == kind; });
    };
    QCOMPARE(areas(AreaKind::Sea) > 0, sea);
    QVERIFY(areas(AreaKind::Building) > 0);
    for (const RoadRecord& road : map.roads()) QVERIFY(road.length > 0);
    check_route(opened.value());
  }

  // Verified by hand against the streets of Monaco: Avenue d'Alsace leads up from Place des Moneghetti and is no way
  // down; the tunnel under the Rock leads from Fontvieille to the port, another one back; Boulevard Louis II passes
  // below the hotel, where the race does, in both directions. Walkers need not care.
  void ways_in_monaco() {
    const QString in = extract("monaco");
    if (!QFile::exists(in)) QSKIP("the extract is not on this machine");
    auto draft = read_osm(in.toStdString(), silent);
    QVERIFY(draft.ok());
    const auto map = std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft).value())), "Monaco")).value();
    const auto way = [&](Vehicle vehicle, GeoPoint from, GeoPoint to) {
      return RoadRouter(map, vehicle).route(from, to).value_or(Route{});
    };
    const auto names = [](const Route& route) {
      QStringList streets;
      for (const std::string_view s : route.streets)
        streets += QString::fromUtf8(s.data(), static_cast<qsizetype>(s.size()));
      return streets;
    };
    const auto metres_of_tunnel = [&](const Route& route) {
      std::int64_t mm = 0;
      for (const std::uint32_t e : route.edges)
        mm += (map->edge(e).flags & road_flag::tunnel) != 0 ? map->edge(e).length : 0;
      return mm / 1'000;
    };
    const GeoPoint moneghetti{437'382'800, 74'175'400}, alsace{437'389'900, 74'182'000};
    QCOMPARE(names(way(Vehicle::Car, moneghetti, alsace)), QStringList({"Place des Moneghetti", "Avenue d'Alsace"}));
    const Route round = way(Vehicle::Scooter, alsace, moneghetti);
    QVERIFY(!names(round).contains("Avenue d'Alsace"));
    QVERIFY(round.mm > 3 * way(Vehicle::Scooter, moneghetti, alsace).mm);
    QCOMPARE(way(Vehicle::Foot, alsace, moneghetti).mm, way(Vehicle::Foot, moneghetti, alsace).mm);

    const GeoPoint fontvieille{437'290'000, 74'155'000}, port{437'347'000, 74'210'000};
    const Route below = way(Vehicle::Car, fontvieille, port);
    QCOMPARE(names(below), QStringList({"Avenue Albert II", "Tunnel Rocher Palais", "Boulevard Albert 1er"}));
    QVERIFY(metres_of_tunnel(below) > 300);
    QVERIFY(!names(way(Vehicle::Car, port, fontvieille)).contains("Tunnel Rocher Palais"));
    QVERIFY(names(way(Vehicle::Foot, port, fontvieille)).contains("Tunnel Rocher Palais"));

    const GeoPoint quay{437'372'000, 74'275'000}, larvotto{437'415'000, 74'300'000};
    for (const Route& route : {way(Vehicle::Car, quay, larvotto), way(Vehicle::Car, larvotto, quay)}) {
      QVERIFY(names(route).contains("Boulevard Louis II"));
      QVERIFY(metres_of_tunnel(route) > 200);
    }
    // No edge of any of them is travelled by whom it is closed for.
    for (const Vehicle vehicle : {Vehicle::Car, Vehicle::Scooter, Vehicle::Bicycle, Vehicle::Foot}) {
      for (const auto& [from, to] :
           {std::pair(port, larvotto), std::pair(alsace, fontvieille), std::pair(larvotto, moneghetti)}) {
        const Route route = way(vehicle, from, to);
        QVERIFY(!route.edges.empty());
        for (const std::uint32_t e : route.edges) QVERIFY((map->edge(e).access & mask_of(vehicle)) != 0);
      }
    }
  }

  void the_sea_lies_on_the_right_of_its_coast() {
    GeoBox box;
    box.take({0, 0});
    box.take({1'000, 1'000});
    // Eastward across the box: the sea is the southern part.
    const auto across = sea_rings({{{500, -100}, {500, 1'100}}}, box);
    QCOMPARE(across.size(), std::size_t{1});
    QVERIFY(holds(across, {300, 500}));
    QVERIFY(!holds(across, {700, 500}));
    QVERIFY(holds(across, {300, 1'500}));  // and beyond the box
    // A coast that ends inside the box is led to its nearest side.
    QVERIFY(holds(sea_rings({{{500, 100}, {500, 900}}}, box), {300, 50}));
    // Two coasts: a strait between them.
    const auto strait = sea_rings({{{300, 1'100}, {300, -100}}, {{700, -100}, {700, 1'100}}}, box);
    QVERIFY(holds(strait, {500, 500}));
    QVERIFY(!holds(strait, {100, 500}) && !holds(strait, {900, 500}));
    // An island in open water, and a lagoon.
    const std::vector<GeoPoint> ring = {{400, 400}, {400, 600}, {600, 600}, {600, 400}, {400, 400}};
    const auto island = sea_rings({ring}, box);
    QVERIFY(holds(island, {100, 100}) && !holds(island, {500, 500}));
    const auto lagoon = sea_rings({{ring.rbegin(), ring.rend()}}, box);
    QVERIFY(!holds(lagoon, {100, 100}) && holds(lagoon, {500, 500}));
    QVERIFY(sea_rings({}, box).empty());
  }

  void chains_are_joined() {
    const auto ring = join_chains({{1, 2, 3}, {5, 4, 3}, {5, 6, 1}}, false);
    QCOMPARE(ring.size(), std::size_t{1});
    QCOMPARE(ring[0].front(), ring[0].back());
    QCOMPARE(ring[0].size(), std::size_t{7});
    const auto coast = join_chains({{3, 4}, {1, 2, 3}, {9, 4}}, true);
    QCOMPARE(coast.size(), std::size_t{2});
    QVERIFY(std::find(coast.begin(), coast.end(), NodeChain{1, 2, 3, 4}) != coast.end());
  }

  void bad_files_data() {
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("name");
    QTest::newRow("empty") << QByteArray() << "empty.osm.pbf";
    QTest::newRow("text") << QByteArray("Dear reader, this is no map at all, just a letter.\n") << "text.osm.pbf";
    QTest::newRow("text as xml") << QByteArray("not <xml") << "text.osm";
    QTest::newRow("xml of something else") << QByteArray("<html></html>") << "page.osm";
    QTest::newRow("no roads") << QByteArray("<osm version=\"0.6\"><node id=\"1\" lat=\"1\" lon=\"1\"/></osm>")
                              << "bare.osm";
    QTest::newRow("unknown suffix") << QByteArray("x") << "x.doc";
  }

  void bad_files() {
    QFETCH(const QByteArray, content);
    QFETCH(const QString, name);
    const QTemporaryDir folder;
    write(folder.filePath(name), content);
    expect_refusal(folder.filePath(name), folder);
  }

  void a_file_cut_short() {
    QFile whole(extract("helsinki"));
    if (!whole.open(QIODevice::ReadOnly)) QSKIP("the extract is not on this machine");
    const QByteArray bytes = whole.readAll();
    for (const qsizetype size : {qsizetype{3}, qsizetype{100}, bytes.size() / 2, bytes.size() - 1}) {
      const QTemporaryDir folder;
      write(folder.filePath("cut.osm.pbf"), bytes.left(size));
      expect_refusal(folder.filePath("cut.osm.pbf"), folder);
    }
  }

  void a_folder_and_a_missing_file() {
    const QTemporaryDir folder;
    QVERIFY(QDir(folder.path()).mkdir("folder.osm.pbf"));
    expect_refusal(folder.filePath("folder.osm.pbf"), folder);
    expect_refusal(folder.filePath("missing.osm.pbf"), folder);
  }

  void xml_is_read_too() {
    const QTemporaryDir folder;
    write(folder.filePath("tiny.osm"), R"(<osm version="0.6">
      <way id="7"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/><tag k="name" v="Lane"/></way>
      <node id="1" lat="1.0" lon="1.0"/>
      <node id="2" lat="1.001" lon="1.0"><tag k="addr:housenumber" v="3"/><tag k="addr:street" v="Lane"/></node>
      <node id="3" lat="1.0005" lon="1.0"><tag k="amenity" v="restaurant"/><tag k="name" v="Pizza &amp; Pasta"/></node>
    </osm>)");
    const auto draft = read_osm(folder.filePath("tiny.osm").toStdString(), silent);
    QVERIFY(draft.ok());
    QCOMPARE(draft->roads.size(), std::size_t{1});
    QCOMPARE(draft->addresses.size(), std::size_t{1});
    QVERIFY(draft->pois.at(0).kind == PoiKind::Pizzeria);
    QCOMPARE(QString::fromStdString(draft->city), QString("Tiny"));
  }

 private:
  static void write(const QString& path, const QByteArray& content) {
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
  }

  static void expect_refusal(const QString& in, const QTemporaryDir& folder) {
    const QString out = folder.filePath("out.map");
    const auto outcome = import_osm(in.toStdString(), out.toStdString(), silent);
    QVERIFY(!outcome.ok());
    const QString detail = QString::fromStdString(outcome.problem().detail);
    QVERIFY2(detail.startsWith(in + ": ") && detail.contains("expected") && !detail.contains('\n'), qPrintable(detail));
    QVERIFY(!QFile::exists(out) && !QFile::exists(out + ".tmp"));
  }

  // Even-odd over all rings.
  static bool holds(const std::vector<DraftRing>& rings, GeoPoint p) {
    bool inside = false;
    for (const DraftRing& ring : rings) {
      for (std::size_t i = 0; i < ring.points.size(); ++i) {
        const GeoPoint a = ring.points[i];
        const GeoPoint b = ring.points[(i + 1) % ring.points.size()];
        if ((a.lat > p.lat) == (b.lat > p.lat)) continue;
        const double lon = a.lon + (static_cast<double>(b.lon) - a.lon) * (p.lat - a.lat) / (b.lat - a.lat);
        inside = inside != (p.lon < lon);
      }
    }
    return inside;
  }

  // Corner to corner by scooter, there and back.
  static void check_route(const std::shared_ptr<const RoadMap>& map) {
    const RoadRouter router(map, Vehicle::Scooter);
    const auto from = router.snap(map->south_west());
    const auto to = router.snap(map->north_east());
    QVERIFY(from && to);
    const auto there = router.route(*from, *to);
    const auto back = router.route(*to, *from);
    QVERIFY(there && back);
    QVERIFY(there->mm >= distance_mm(from->at, to->at) * 99 / 100);
    QVERIFY(there->path.size() > 10);
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::ImportTest)
#include "import_test.moc"
