// SPDX-License-Identifier: Apache-2.0
// Vector tiles: what is cut, simplified and left out; the same from bytes and from an archive; damaged bytes refused.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>

#include "core/model/random_bits.h"
#include "maps/generate/city_generator.h"
#include "maps/map_writer.h"
#include "maps/tiles/detail_rules.h"
#include "maps/tiles/line_shapes.h"
#include "maps/tiles/tile_archive.h"
#include "maps/tiles/tile_bytes.h"
#include "tests/maps/drawn_map.h"

namespace pizza::maps {

namespace {

std::shared_ptr<const RoadMap> small_city() {
  Result<MapDraft> draft = draft_city({"Testville", 2'000, 5}, [](std::string_view) {});
  return std::move(RoadMap::from_bytes(map_bytes(build_map(std::move(draft).value())), "city")).value();
}

const TileBuilder& builder() {
  static const TileBuilder made(small_city());
  return made;
}

TileId middle_tile(std::int32_t level) {
  const WorldBox& b = builder().bounds();
  const std::int32_t shift = world_bits - level;
  return {level, (b.least.x / 2 + b.most.x / 2) >> shift, (b.least.y / 2 + b.most.y / 2) >> shift};
}

}  // namespace

class TilesTest : public QObject {
  Q_OBJECT

 private slots:
  void a_place_lies_in_its_tile() {
    // Monaco's casino, as the web's tile servers number it.
    const WorldPoint p = world_point({437'393'000, 74'283'000});
    QCOMPARE(p.x >> (world_bits - 14), 8530);
    QCOMPARE(p.y >> (world_bits - 14), 5974);
    WorldBox box;
    box.add(p);
    QVERIFY(tiles_of(box, 14) == (std::vector<TileId>{{14, 8530, 5974}}));
    QVERIFY(box_of({14, 8530, 5974}).touches(box));
    QVERIFY(!box_of({14, 8531, 5974}).touches(box));
  }

  void a_line_is_cut_where_it_leaves() {
    const CutBox box{{0, 0}, {100, 100}};
    QVERIFY(cut_line({{-50, 50}, {150, 50}}, box) == (std::vector<TileLineString>{{{0, 50}, {100, 50}}}));
    // Out and in again: two parts.
    const auto parts = cut_line({{50, 50}, {150, 50}, {150, 60}, {50, 60}}, box);
    QVERIFY(parts == (std::vector<TileLineString>{{{50, 50}, {100, 50}}, {{100, 60}, {50, 60}}}));
    QVERIFY(cut_line({{-10, -10}, {-10, 200}}, box).empty());
    // A corner that is only touched is no part.
    QVERIFY(cut_line({{-10, 10}, {10, -10}}, {{0, 0}, {100, 100}}).size() <= 1);
  }

  void a_ring_is_cut_along_the_edge() {
    const CutBox box{{0, 0}, {100, 100}};
    const TileLineString cut = cut_ring({{50, 50}, {150, 50}, {150, 80}, {50, 80}}, box);
    QVERIFY(cut == (TileLineString{{50, 50}, {100, 50}, {100, 80}, {50, 80}}));
    QVERIFY(cut_ring({{200, 200}, {300, 200}, {300, 300}}, box).empty());
    // One that holds the whole box becomes the box.
    const TileLineString all = cut_ring({{-500, -500}, {600, -500}, {600, 600}, {-500, 600}}, box);
    QCOMPARE(all.size(), 4U);
    for (const TilePoint p : all) QVERIFY((p.x == 0 || p.x == 100) && (p.y == 0 || p.y == 100));
  }

  void simplifying_stays_within_the_tolerance() {
    RandomBits chance(99);
    for (int round = 0; round < 200; ++round) {
      TileLineString line;
      TilePoint at;
      for (int i = 0; i < 60; ++i) {
        at.x += static_cast<std::int32_t>(chance.next() % 41) - 10;
        at.y += static_cast<std::int32_t>(chance.next() % 41) - 20;
        line.push_back(at);
      }
      const TileLineString simple = simplify_line(line, 8);
      QVERIFY(simple.front() == line.front() && simple.back() == line.back());
      for (const TilePoint p : line) QVERIFY(near(simple, p, 9));
    }
    QVERIFY(simplify_line({{0, 0}, {5, 1}, {10, 0}}, 2) == (TileLineString{{0, 0}, {10, 0}}));
    QVERIFY(simplify_ring({{0, 0}, {1, 0}, {1, 1}}, 5).empty());
  }

  void levels_show_what_they_should() {
    for (std::int32_t level = min_tile_level; level <= max_tile_level; ++level) {
      const VectorTile tile = builder().build(middle_tile(level));
      QVERIFY(!tile.roads.empty());
      for (const TileRoad& road : tile.roads)
        QVERIFY(road_from_level[static_cast<std::size_t>(road.road_class)] <= level);
      for (const TileArea& area : tile.areas) QVERIFY(area_from_level[static_cast<std::size_t>(area.kind)] <= level);
      QVERIFY(std::is_sorted(tile.areas.begin(), tile.areas.end(),
                             [](const TileArea& a, const TileArea& b) { return a.kind < b.kind; }));
    }
    const auto has_houses = [](const VectorTile& tile) {
      return std::any_of(tile.areas.begin(), tile.areas.end(),
                         [](const TileArea& a) { return a.kind == AreaKind::Building; });
    };
    QVERIFY(!has_houses(builder().build(middle_tile(13))));
    QVERIFY(has_houses(builder().build(middle_tile(15))));
    QVERIFY(builder().build({7, 0, 0}).empty());
    QVERIFY(builder().build({14, 0, 0}).empty());
  }

  // At the finest level every road is in the tiles that it touches.
  void no_road_is_lost() {
    std::vector<bool> seen(builder().map().road_count());
    for (const TileId id : tiles_of(builder().bounds(), max_tile_level))
      for (const TileRoad& road : builder().build(id).roads) seen[road.id] = true;
    for (std::uint32_t i = 0; i < seen.size(); ++i) QVERIFY(seen[i]);
  }

  void a_street_is_named_once_from_end_to_end() {
    const DrawnMap drawn("A---B---C\n    |\n    D",
                         {{"ABC", {{"highway", "residential"}, {"name", "Long Lane"}}}, {"BD"}});
    const auto streets = street_lines(*drawn.map());
    QCOMPARE(streets.size(), 2U);
    QCOMPARE(drawn.map()->name(streets.front().name), std::string_view("Long Lane"));
    const std::int32_t ends[2] = {streets.front().points.front().x, streets.front().points.back().x};
    const std::int32_t a = world_point(drawn.at('A')).x, c = world_point(drawn.at('C')).x;
    QVERIFY(std::min(ends[0], ends[1]) == a && std::max(ends[0], ends[1]) == c);
  }

  void bytes_give_the_tile_back() {
    for (const std::int32_t level : {8, 11, 14, 16}) {
      const VectorTile tile = builder().build(middle_tile(level));
      const std::string bytes = tile_bytes(tile);
      const auto again = tile_from_bytes(tile.id, bytes);
      QVERIFY(again && *again == tile);
      QVERIFY(!tile_from_bytes(tile.id, std::string_view(bytes).substr(0, bytes.size() - 1)));
      QVERIFY(!tile_from_bytes(tile.id, bytes + "x"));
    }
  }

  void damaged_bytes_never_harm() {
    const VectorTile tile = builder().build(middle_tile(15));
    const std::string bytes = tile_bytes(tile);
    RandomBits chance(7);
    int refused = 0;
    for (int round = 0; round < 2'000; ++round) {
      std::string bad = bytes;
      bad[chance.next() % bad.size()] = static_cast<char>(chance.next());
      bad.resize(bad.size() - chance.next() % 3);
      const auto read = tile_from_bytes(tile.id, bad);
      refused += read ? 0 : 1;
    }
    QVERIFY(refused > 1'000);
  }

  void json_is_json() {
    VectorTile tile;
    tile.id = {14, 3, 4};
    tile.streets.push_back({1, "Rue \"A\\B\"\n", RoadClass::Residential, {{1, 2}, {4, 6}}});
    const auto document = QJsonDocument::fromJson(QByteArray::fromStdString(tile_json(tile)));
    QVERIFY(document.isObject());
    const auto street = document.object().value("streets").toArray().at(0).toArray();
    QCOMPARE(street.at(0).toString(), QString("Rue \"A\\B\"\n"));
    QCOMPARE(street.at(1).toString(), QString("residential"));
    QVERIFY(street.at(2).toArray() == (QJsonArray{1, 2, 3, 4}));
    const VectorTile full = builder().build(middle_tile(14));
    const auto whole = QJsonDocument::fromJson(QByteArray::fromStdString(tile_json(full))).object();
    QCOMPARE(whole.value("roads").toArray().size(), static_cast<qsizetype>(full.roads.size()));
    QCOMPARE(whole.value("areas").toArray().size(), static_cast<qsizetype>(full.areas.size()));
  }

  void an_archive_gives_every_tile_back() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("city.tiles").toStdString();
    const auto figures = write_tiles(builder(), path, [](std::uint32_t, std::uint32_t) { return true; });
    QVERIFY(figures.ok());
    const auto archive = TileArchive::open(path);
    QVERIFY(archive.ok());
    QCOMPARE((*archive)->tiles().size(), static_cast<std::size_t>(figures->tiles));
    QCOMPARE((*archive)->attribution(), std::string(builder().map().attribution()));
    for (const TileId id : (*archive)->tiles()) QVERIFY((*archive)->tile(id) == builder().build(id));
    QVERIFY((*archive)->tile({14, 0, 0})->empty());
  }

  void a_bad_archive_is_refused_in_one_line() {
    const QTemporaryDir folder;
    const std::string path = folder.filePath("city.tiles").toStdString();
    QCOMPARE(QString::fromStdString(TileArchive::open(path).problem().type), QString("tiles.unreadable"));
    QVERIFY(write_tiles(builder(), path, [](std::uint32_t, std::uint32_t) { return true; }).ok());
    QFile file(QString::fromStdString(path));
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.resize(file.size() - 5));
    QCOMPARE(QString::fromStdString(TileArchive::open(path).problem().type), QString("tiles.damaged"));
    QVERIFY(file.resize(0));
    file.write("something else that is long enough to be looked at by its first bytes");
    file.flush();
    QCOMPARE(QString::fromStdString(TileArchive::open(path).problem().type), QString("tiles.foreign"));
    // Stopped half way: nothing is left.
    const std::string other = folder.filePath("other.tiles").toStdString();
    const auto stopped = write_tiles(builder(), other, [](std::uint32_t done, std::uint32_t) { return done < 3; });
    QCOMPARE(QString::fromStdString(stopped.problem().type), QString("tiles.cancelled"));
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList("city.tiles"));
  }

 private:
  static bool near(const TileLineString& line, TilePoint p, double most) {
    for (std::size_t i = 1; i < line.size(); ++i) {
      const double dx = line[i].x - line[i - 1].x, dy = line[i].y - line[i - 1].y;
      const double px = p.x - line[i - 1].x, py = p.y - line[i - 1].y;
      const double length2 = dx * dx + dy * dy;
      const double t = length2 > 0 ? std::clamp((px * dx + py * dy) / length2, 0.0, 1.0) : 0;
      if (std::hypot(px - t * dx, py - t * dy) <= most) return true;
    }
    return false;
  }
};

}  // namespace pizza::maps

QTEST_GUILESS_MAIN(pizza::maps::TilesTest)
#include "tiles_test.moc"
