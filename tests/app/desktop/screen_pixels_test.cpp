// SPDX-License-Identifier: Apache-2.0
// Looks at the pixels of the whole application on the canned evening; runs once on a graphics back end and once on the
// software one.
#include <QAccessible>
#include <QQmlApplicationEngine>
#include <QQmlComponent>
#include <QQuickItem>
#include <QQuickWindow>
#include <QSGRendererInterface>
#include <QTest>
#include <algorithm>
#include <functional>

#include "app/desktop/desktop_app.h"
#include "app/desktop/map/map_item.h"
#include "app/desktop/map/raster_painter.h"
#include "tests/app/desktop/canned_session.h"

using namespace pizza;
using namespace pizza::desktop;

namespace {

constexpr QSize window_size(1280, 800);
constexpr int near = 14;  // in each channel

bool alike(QRgb a, QRgb b, int by = near) {
  return std::abs(qRed(a) - qRed(b)) <= by && std::abs(qGreen(a) - qGreen(b)) <= by &&
         std::abs(qBlue(a) - qBlue(b)) <= by;
}

int count(const QImage& image, QColor colour) {
  int n = 0;
  for (int y = 0; y < image.height(); ++y) {
    for (int x = 0; x < image.width(); ++x) n += alike(image.pixel(x, y), colour.rgb()) ? 1 : 0;
  }
  return n;
}

}  // namespace

class ScreenPixelsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    file_ = testing::monaco_map();
    if (file_.empty()) QSKIP("the extract ../shared/osm/monaco.osm.pbf is not at hand");
    QTest::failOnWarning(QRegularExpression(".*"));
    session_ = std::make_shared<testing::CannedSession>(file_, testing::CannedOptions{});
    session_->go_to(session_->at_clock(20, 10));
    city_ = std::make_unique<CityViewModel>(session_);
    engine_ = std::make_unique<QQmlApplicationEngine>();
    prepare_engine(*engine_);
    engine_->setInitialProperties({{"city", QVariant::fromValue(city_.get())},
                                   {"still", true},
                                   {"width", window_size.width()},
                                   {"height", window_size.height()}});
    engine_->load(QUrl("qrc:/qt/qml/Pizza/Shell/Main.qml"));
    QCOMPARE(engine_->rootObjects().size(), 1);
    window_ = qobject_cast<QQuickWindow*>(engine_->rootObjects().constFirst());
    map_ = window_->findChild<MapItem*>("map");
    QVERIFY(map_ != nullptr);
    QVERIFY(QTest::qWaitForWindowExposed(window_));
  }

  void the_back_end_is_the_one_asked_for() {
    const bool software = window_->rendererInterface()->graphicsApi() == QSGRendererInterface::Software;
    QCOMPARE(software, qgetenv("QT_QUICK_BACKEND") == "software");
  }

  void water_roads_and_riders_are_there() {
    const QImage map = map_picture();
    const MapPalette& palette = map_palette(true);
    QVERIFY2(count(map, palette.sea) > 20'000, "no sea");
    QVERIFY2(count(map, palette.land) > 20'000, "no land");
    QVERIFY2(count(map, palette.road_major) > 2'000, "no roads");
    QVERIFY2(count(map, palette.on_time) > 800, "no riders or orders in time");
    QVERIFY2(count(map, palette.text) > 100, "no kitchens' names");
  }

  void a_layer_can_be_hidden() {
    const int before = count(map_picture(), map_palette(true).on_time);
    map_->setShowRiders(false);
    map_->setShowOrders(false);
    map_->setShowKitchens(false);
    const int after = count(map_picture(), map_palette(true).on_time);
    map_->setShowRiders(true);
    map_->setShowOrders(true);
    map_->setShowKitchens(true);
    QVERIFY2(after * 10 < before, qPrintable(QString("%1 before, %2 after").arg(before).arg(after)));
  }

  void the_screen_shows_what_the_painter_paints() {
    const QImage screen = map_picture();
    SceneInput input;
    input.frame = city_->frame();
    input.camera = map_->camera();
    const auto road_map = maps::RoadMap::open(file_);
    const QImage painted = paint_map(BaseMap(*road_map), input, true, 1).convertToFormat(screen.format());
    QCOMPARE(painted.size(), screen.size());
    std::int64_t difference = 0, pixels = 0;
    for (int y = 80; y < screen.height() - 60; y += 2) {
      for (int x = 0; x < screen.width() - 80; x += 2) {
        difference += std::abs(qGray(screen.pixel(x, y)) - qGray(painted.pixel(x, y)));
        ++pixels;
      }
    }
    QVERIFY2(difference * 2 < pixels * 7,
             qPrintable(QString::number(static_cast<double>(difference) / static_cast<double>(pixels))));
  }

  void a_selected_order_shows_its_route() {
    const auto& orders = city_->frame()->orders;
    const auto ridden =
        std::ranges::find_if(orders, [](const OrderView& order) { return order.rider_state == "riding"; });
    QVERIFY(ridden != orders.end());
    city_->selectOrder(static_cast<qint64>(ridden->id.value));
    QTRY_COMPARE(city_->order()->state(), OrderDetail::Shown);
    const MapPalette& palette = map_palette(true);
    const QImage map = map_picture();
    const auto coloured = count(map, palette.of(static_cast<Concern>(city_->order()->concern())));
    QVERIFY2(coloured > 100, qPrintable(QString::number(coloured)));
    city_->clearSelection();
  }

  void the_map_and_the_theme_agree() {
    QQmlComponent asking(engine_.get());
    asking.setData("import QtQml; import Pizza.Theme; QtObject { property QtObject theme: Theme }", {});
    const std::unique_ptr<QObject> asked(asking.create());
    QVERIFY2(asked != nullptr, qPrintable(asking.errorString()));
    auto* theme = asked->property("theme").value<QObject*>();
    QVERIFY(theme != nullptr);
    for (const bool dark : {false, true}) {
      theme->setProperty("dark", dark);
      const MapPalette& palette = map_palette(dark);
      const std::pair<const char*, QColor> tokens[] = {
          {"surface", palette.surface}, {"line", palette.line},      {"text", palette.text}, {"muted", palette.muted},
          {"onTime", palette.on_time},  {"atRisk", palette.at_risk}, {"late", palette.late}};
      for (const auto& [name, colour] : tokens) QCOMPARE(theme->property(name).value<QColor>().rgb(), colour.rgb());
    }
  }

  void light_is_not_dark() {
    const QImage dark = map_picture();
    press("themeButton");
    QVERIFY(!map_->dark());
    const QImage light = map_picture();
    QVERIFY(count(light, map_palette(false).sea) > 20'000);
    QVERIFY(count(light, map_palette(true).sea) < 1'000);  // letters are nearly as dark
    press("themeButton");
    QVERIFY(alike(map_picture().pixel(5, 300), dark.pixel(5, 300)));
  }

  void what_can_be_pressed_has_a_name() {
    QAccessible::setActive(true);
    int pressable = 0;
    std::function<void(QAccessibleInterface*)> visit = [&](QAccessibleInterface* thing) {
      const QAccessible::Role role = thing->role();
      if (role == QAccessible::Button || role == QAccessible::CheckBox || role == QAccessible::PageTab) {
        ++pressable;
        QVERIFY2(!thing->text(QAccessible::Name).isEmpty(), qPrintable(thing->object()->objectName()));
      }
      for (int i = 0; i < thing->childCount(); ++i) visit(thing->child(i));
    };
    visit(QAccessible::queryAccessibleInterface(window_));
    QVERIFY2(pressable > 12, qPrintable(QString::number(pressable)));
  }

  void zooming_and_panning_end_sharp() {
    const double before = map_->zoom();
    map_->zoomBy(1);
    QTRY_COMPARE(map_->zoom(), before + 1);
    map_->panBy(300, 200);
    QTRY_VERIFY(map_->ready());
    QVERIFY(count(map_picture(), map_palette(true).road_major) > 500);
    map_->fitCity();
    QTRY_VERIFY(map_->ready());
    QVERIFY(count(map_picture(), map_palette(true).sea) > 20'000);
  }

 private:
  void press(const char* name) {
    const auto* item = window_->findChild<QQuickItem*>(name);
    QVERIFY(item != nullptr);
    QTest::mouseClick(window_, Qt::LeftButton, {}, item->mapToScene({item->width() / 2, item->height() / 2}).toPoint());
  }

  QImage map_picture() {
    if (!QTest::qWaitFor([&] { return window_->property("ready").toBool(); }, 30'000)) return {};
    const QImage all = window_->grabWindow();
    const QRectF rect = map_->mapRectToScene(QRectF(QPointF(0, 0), map_->size()));
    return all.copy(rect.toRect());
  }

  std::string file_;
  std::shared_ptr<testing::CannedSession> session_;
  std::unique_ptr<CityViewModel> city_;
  std::unique_ptr<QQmlApplicationEngine> engine_;
  QQuickWindow* window_ = nullptr;
  MapItem* map_ = nullptr;
};

QTEST_MAIN(ScreenPixelsTest)
#include "screen_pixels_test.moc"
