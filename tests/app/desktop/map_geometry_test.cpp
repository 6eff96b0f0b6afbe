// SPDX-License-Identifier: Apache-2.0
// Camera, picking, courses for names, fonts: the parts of the map that can be told in numbers.
#include <QFontMetricsF>
#include <QTest>

#include "app/desktop/map/base_painter.h"
#include "app/desktop/map/collision_grid.h"
#include "app/desktop/map/course.h"
#include "app/desktop/map/pick_grid.h"
#include "app/desktop/text/fonts.h"
#include "app/desktop/text/tabular_font.h"

using namespace pizza;
using namespace pizza::desktop;

class MapGeometryTest : public QObject {
  Q_OBJECT

 private slots:
  void mercator_goes_there_and_back() {
    for (const GeoPoint p : {geo_point(43.7333, 7.4167), geo_point(-33.9, 151.2), geo_point(0, 0)}) {
      const GeoPoint back = geo_of(world_of(p));
      QVERIFY(std::abs(back.lat - p.lat) <= 1 && std::abs(back.lon - p.lon) <= 1);
    }
    QCOMPARE(world_of(geo_point(0, 0)), QPointF(0.5, 0.5));
  }

  void zooming_keeps_what_is_under_the_pointer() {
    MapCamera camera;
    camera.center = world_of(geo_point(43.73, 7.42));
    camera.zoom = 15;
    camera.size = {1000, 700};
    const QPointF pointer(130, 610), place = camera.to_world(pointer);
    const MapCamera closer = camera.zoomed(16.5, pointer);
    const QPointF after = closer.to_screen(place);
    QVERIFY(QLineF(after, pointer).length() < 0.01);
    QCOMPARE(camera.zoomed(99, pointer).zoom, most_zoom);
    const MapCamera moved = camera.panned({50, -20});
    QVERIFY(QLineF(moved.to_screen(place), pointer + QPointF(50, -20)).length() < 0.01);
  }

  void a_fitting_camera_rests_and_shows_all() {
    const QPointF a = world_of(geo_point(43.75, 7.40)), b = world_of(geo_point(43.72, 7.44));
    const QRectF area(a, b);
    const MapCamera camera = MapCamera::fitting(area, {1100, 800}, 20);
    QCOMPARE(camera.zoom, resting_zoom(camera.zoom));
    QVERIFY(camera.visible().contains(area));
    QVERIFY(!camera.zoomed(camera.zoom + 0.5, {550, 400}).visible().contains(area));
  }

  void the_scale_bar_is_round_and_true() {
    MapCamera camera;
    camera.center = world_of(geo_point(43.73, 7.42));
    camera.zoom = 15.5;
    camera.size = {1000, 700};
    const ScaleBar bar = scale_bar(camera, 120);
    QCOMPARE(bar.metres, 200);
    const GeoPoint west = geo_of(camera.to_world({100, 350})), east = geo_of(camera.to_world({100 + bar.pixels, 350}));
    QVERIFY(std::abs(static_cast<double>(distance_mm(west, east)) / 1000 - 200) < 2);
  }

  void tiles_cover_a_view_without_overlap() {
    const QRectF area(QPointF(0.51, 0.36), QSizeF(0.0003, 0.0002));
    const auto tiles = tiles_of(area, 61, true);
    QRectF covered;
    for (const TileKey& key : tiles) covered = covered.united(tile_world(key));
    QVERIFY(covered.contains(area));
    QVERIFY(!tile_world(tiles.front()).adjusted(1e-9, 1e-9, -1e-9, -1e-9).intersects(tile_world(tiles.back())) ||
            tiles.size() == 1);
  }

  void roads_show_by_class_and_zoom() {
    QCOMPARE(road_width(maps::RoadClass::Residential, false, 11), 0.0);
    QVERIFY(road_width(maps::RoadClass::Motorway, false, 8) > 0);
    QVERIFY(road_width(maps::RoadClass::Primary, false, 16) > road_width(maps::RoadClass::Residential, false, 16));
    QVERIFY(road_width(maps::RoadClass::Primary, true, 16) < road_width(maps::RoadClass::Primary, false, 16));
    QVERIFY(road_width(maps::RoadClass::Primary, false, 17) > road_width(maps::RoadClass::Primary, false, 16));
  }

  void the_nearest_thing_is_picked() {
    const std::vector<Thing> things = {{ThingKind::Rider, 1, {100, 100}, 12},
                                       {ThingKind::Kitchen, 2, {110, 100}, 18},
                                       {ThingKind::Order, 3, {400, 300}, 7},
                                       {ThingKind::Rider, 4, {400, 300}, 12}};
    const PickGrid grid(things, {800, 600});
    QCOMPARE(grid.at({98, 100}, 0).id, 1U);
    QCOMPARE(grid.at({120, 100}, 0).id, 2U);
    QCOMPARE(grid.at({400, 300}, 0).id, 4U);  // what lies on top
    QVERIFY(grid.at({600, 500}, 3).kind == ThingKind::Nothing);
    QVERIFY(PickGrid().at({1, 1}, 3).kind == ThingKind::Nothing);
  }

  void a_course_rounds_corners_and_knows_its_way() {
    const Course course({{0, 0}, {100, 0}, {100, 100}});
    QVERIFY(std::abs(course.length() - 200) < 8);
    QVERIFY(std::abs(course.angle(20)) < 1);
    QVERIFY(std::abs(course.angle(180) - 90) < 1);
    QVERIFY(course.angle(100) > 20 && course.angle(100) < 70);
  }

  void what_is_taken_stays_taken() {
    CollisionGrid grid({300, 200});
    QVERIFY(grid.free({10, 10, 100, 20}));
    grid.take({10, 10, 100, 20});
    QVERIFY(!grid.free({100, 25, 50, 20}));
    QVERIFY(grid.free({120, 10, 50, 20}));
    QVERIFY(!grid.free({290, 10, 50, 20}));  // not wholly inside
  }

  void digits_have_one_width() {
    const QString family = install_fonts();
    QFont font(family);
    font.setPixelSize(28);
    const QFontMetricsF metrics(font);
    for (char digit = '0'; digit <= '9'; ++digit) {
      QCOMPARE(metrics.horizontalAdvance(QLatin1Char(digit)), metrics.horizontalAdvance(QLatin1Char('0')));
    }
  }

  void what_is_no_font_makes_none() {
    QVERIFY(!with_tabular_digits({}, "Inter", "Other"));
    QVERIFY(!with_tabular_digits(QByteArray(4000, '\xff'), "Inter", "Other"));
    QVERIFY(!with_tabular_digits("not a font at all, only text", "Inter", "Other"));
  }
};

QTEST_MAIN(MapGeometryTest)
#include "map_geometry_test.moc"
