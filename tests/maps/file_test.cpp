// SPDX-License-Identifier: Apache-2.0
// A map file is read whole or refused with a clear word; no damage gets past.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "maps/map_draft.h"
#include "maps/map_writer.h"
#include "tests/maps/drawn_map.h"

namespace pizza::maps {

namespace {

MapContents small_map() {
  MapDraft draft;
  draft.city = "Drawn";
  draft.attribution = "nobody";
  draft.points = {{0, 0}, {0, 10'000}, {10'000, 10'000}};
  draft.roads.push_back({{0, 1, 2}, draft.names.intern("Lane"), {}});
  draft.roads.push_back({{2, 0}, draft.names.intern("Short cut"), {}});
  draft.addresses.push_back({{100, 5'000}, draft.names.intern("Lane"), draft.names.intern("7"), none});
  draft.areas.push_back({AreaKind::Water, draft.names.intern("Pond"), {{{{0, 0}, {0, 100}, {100, 100}}, false}}});
  draft.lines.push_back({LineKind::Stream, 0, false, {{0, 0}, {50, 50}}});
  PlaceRecord place;
  place.name = draft.names.intern("Old Town");
  draft.places.push_back(place);
  PoiRecord poi;
  poi.name = draft.names.intern("Da Mario");
  draft.pois.push_back(poi);
  return build_map(std::move(draft));
}

QString refusal(const std::vector<std::byte>& bytes) {
  const auto map = RoadMap::from_bytes(bytes, "x.map");
  return map ? QString() : QString::fromStdString(map.problem().detail);
}

}  // namespace

class FileTest : public QObject {
  Q_OBJECT

 private slots:
  void what_is_written_is_read() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("small.map").toStdString();
    QVERIFY(write_map(small_map(), path).ok());
    QVERIFY(!QFile::exists(folder.filePath("small.map.tmp")));
    const auto opened = RoadMap::open(path);
    QVERIFY(opened.ok());
    const RoadMap& map = **opened;
    QCOMPARE(map.city(), std::string_view("Drawn"));
    QCOMPARE(map.attribution(), std::string_view("nobody"));
    QCOMPARE(map.node_count(), 2U);
    QCOMPARE(map.edge_count(), 4U);
    QCOMPARE(map.road_count(), 2U);
    QCOMPARE(map.points(map.road(0)).size() + map.points(map.road(1)).size(), std::size_t{5});
    QCOMPARE(map.name(map.addresses()[0].number), std::string_view("7"));
    QCOMPARE(map.name(map.road(map.addresses()[0].road).name), std::string_view("Lane"));
    QCOMPARE(map.points(map.rings(map.areas()[0])[0]).size(), std::size_t{3});
    QCOMPARE(map.name(map.pois()[0].name), std::string_view("Da Mario"));
    QCOMPARE(map.north_east(), (GeoPoint{10'000, 10'000}));
    for (std::uint32_t e = 0; e < map.edge_count(); ++e) {
      QCOMPARE(map.source(map.opposite(e)), map.edge(e).target);
    }
  }

  void every_changed_byte_is_noticed() {
    const std::vector<std::byte> bytes = map_bytes(small_map());
    QVERIFY(refusal(bytes).isEmpty());
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      for (const unsigned bit : {0U, 3U, 7U}) {
        auto changed = bytes;
        changed[i] ^= static_cast<std::byte>(1U << bit);
        QVERIFY2(refusal(changed).startsWith("x.map: "), qPrintable(QString::number(i)));
      }
    }
  }

  void every_cut_is_noticed() {
    const std::vector<std::byte> bytes = map_bytes(small_map());
    for (std::size_t size = 0; size < bytes.size(); ++size) {
      const std::vector<std::byte> cut(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
      QVERIFY(!refusal(cut).isEmpty());
    }
    auto longer = bytes;
    longer.push_back(std::byte{0});
    QVERIFY(!refusal(longer).isEmpty());
  }

  void records_that_point_outside_are_refused() {
    // With a right checksum: what a broken writer would make.
    const std::vector<void (*)(MapContents&)> faults = {
        [](MapContents& m) { m.edges[0].target = 99; },
        [](MapContents& m) { m.edges[0].road = 99; },
        [](MapContents& m) { m.edges[0].speed = 0; },
        [](MapContents& m) { m.roads[0].point_count = 1; },
        [](MapContents& m) { m.roads[0].first_point = 0xffff'ffff; },
        [](MapContents& m) { m.first_edge[1] = 77; },
        [](MapContents& m) { m.first_edge.pop_back(); },
        [](MapContents& m) { m.node_components.clear(); },
        [](MapContents& m) { m.name_offsets[1] = 12'345; },
        [](MapContents& m) { m.name_bytes.clear(); },
        [](MapContents& m) { m.areas[0].ring_count = 5; },
        [](MapContents& m) { m.areas[0].kind = static_cast<AreaKind>(99); },
        [](MapContents& m) { m.rings[0].point_count = 0; },
        [](MapContents& m) { m.lines[0].first_point = 9; },
        [](MapContents& m) { m.addresses[0].road = 42; },
        [](MapContents& m) { m.places[0].name = 99; },
        [](MapContents& m) { m.pois[0].kind = static_cast<PoiKind>(9); },
        [](MapContents& m) { m.info.clear(); },
        [](MapContents& m) { m.nodes[0].lat = 2'000'000'000; },
        [](MapContents& m) {
          m.restrictions.push_back({99, 0, 0, 0, 1, 0});
        },
    };
    for (std::size_t i = 0; i < faults.size(); ++i) {
      MapContents contents = small_map();
      faults[i](contents);
      QVERIFY2(refusal(map_bytes(contents)).contains("damaged"), qPrintable(QString::number(i)));
    }
  }

  void other_files_are_refused() {
    const QTemporaryDir folder;
    QFile text(folder.filePath("text.map"));
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("this is a letter, not a map, and long enough to hold a header\n");
    text.close();
    QFile empty(folder.filePath("empty.map"));
    QVERIFY(empty.open(QIODevice::WriteOnly));
    empty.close();
    for (const char* name : {"text.map", "empty.map", "missing.map", ""}) {
      const std::string path = folder.filePath(name).toStdString();
      const auto map = RoadMap::open(path);
      QVERIFY(!map.ok());
      const QString detail = QString::fromStdString(map.problem().detail);
      QVERIFY2(detail.startsWith(QString::fromStdString(path)) && detail.contains("expected"), qPrintable(detail));
      QVERIFY(!detail.contains('\n'));
    }
  }

  void a_place_that_cannot_be_written() {
    const QTemporaryDir folder;
    const auto outcome = write_map(small_map(), folder.filePath("no/such/folder.map").toStdString());
    QVERIFY(!outcome.ok());
    QVERIFY(QString::fromStdString(outcome.problem().detail).contains("folder.map"));
    // A folder of that name: the rename fails, and nothing is left.
    QVERIFY(QDir(folder.path()).mkdir("taken.map"));
    QVERIFY(!write_map(small_map(), folder.filePath("taken.map").toStdString()).ok());
    QVERIFY(!QFile::exists(folder.filePath("taken.map.tmp")));
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::FileTest)
#include "file_test.moc"
