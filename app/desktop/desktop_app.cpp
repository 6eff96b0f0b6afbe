// SPDX-License-Identifier: Apache-2.0
#include "app/desktop/desktop_app.h"

#include <QGuiApplication>
#include <QIcon>
#include <QQmlApplicationEngine>
#include <QQuickStyle>
#include <QQuickWindow>
#include <QTimer>
#include <cstdio>

#include "app/desktop/text/fonts.h"
#include "app/desktop/view/city_view_model.h"

extern void qml_register_types_Pizza_Desktop();

namespace pizza {
namespace {

constexpr int shot_patience_ms = 60'000;  // a picture that is not ready by then never will be

// Waits for the window to say that all it shows is there, then writes what it shows.
class Shot : public QObject {
  Q_OBJECT

 public:
  Shot(QQuickWindow* window, desktop::CityViewModel& city, std::string file)
      : window_(window), city_(city), file_(std::move(file)) {
    connect(window_, SIGNAL(readyChanged()), this, SLOT(look()));
    QTimer::singleShot(shot_patience_ms, this, [] {
      std::fputs("pizzatwin: the picture was not ready within a minute\n", stderr);
      QGuiApplication::exit(1);
    });
    QMetaObject::invokeMethod(this, &Shot::look, Qt::QueuedConnection);
  }

 private slots:
  // Readiness may pass while a list settles; one further turn of the event loop must leave it standing.
  void look() {
    if (!window_->property("ready").toBool() || waiting_) return;
    waiting_ = true;
    connect(
        window_, &QQuickWindow::frameSwapped, this, [this] { QTimer::singleShot(0, this, &Shot::take); },
        static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    window_->update();
  }

 private:
  void take() {
    waiting_ = false;
    if (!window_->property("ready").toBool()) return;
    // A live city does not wait for a map to be drawn: the order may have arrived meanwhile.
    if (!chosen_again_ && city_.selected_has_ended()) {
      chosen_again_ = true;
      city_.selectTelling();
      QMetaObject::invokeMethod(this, &Shot::look, Qt::QueuedConnection);
      return;
    }
    const bool written = window_->grabWindow().save(QString::fromStdString(file_), "PNG");
    if (!written) std::fprintf(stderr, "pizzatwin: %s cannot be written\n", file_.c_str());
    QGuiApplication::exit(written ? 0 : 1);
  }

  QQuickWindow* window_;
  desktop::CityViewModel& city_;
  std::string file_;
  bool chosen_again_ = false;
  bool waiting_ = false;
};

}  // namespace

void desktop::prepare_engine(QQmlEngine& engine) {
  // Named here, so that the linker keeps the registration of a static library.
  static volatile auto keep = &qml_register_types_Pizza_Desktop;
  (void)keep;
  install_fonts();
  engine.addImportPath(QStringLiteral(":/qt/qml"));
}

int run_desktop(std::shared_ptr<CitySession> session, const DesktopOptions& options) {
  int argc = 1;
  char name[] = "pizzatwin";
  char* argv[] = {name, nullptr};
  QGuiApplication app(argc, argv);
  QGuiApplication::setApplicationDisplayName(QStringLiteral("PizzaTwin"));
  QQuickStyle::setStyle(QStringLiteral("Basic"));
  desktop::CityViewModel city(std::move(session));
  QQmlApplicationEngine engine;
  desktop::prepare_engine(engine);
  const bool still = !options.shot.empty();
  if (still) city.selectTelling();
  QVariant centre;
  if (options.centre) centre = QPointF(lon_degrees(*options.centre), lat_degrees(*options.centre));
  engine.setInitialProperties({{QStringLiteral("city"), QVariant::fromValue(&city)},
                               {QStringLiteral("screenName"), QString::fromStdString(options.screen)},
                               {QStringLiteral("startZoom"), options.zoom},
                               {QStringLiteral("startCentre"), centre},
                               {QStringLiteral("dark"), options.dark},
                               {QStringLiteral("still"), still},
                               {QStringLiteral("width"), options.size.width()},
                               {QStringLiteral("height"), options.size.height()}});
  engine.load(QUrl(QStringLiteral("qrc:/qt/qml/Pizza/Shell/Main.qml")));
  if (engine.rootObjects().isEmpty()) return 1;
  auto* window = qobject_cast<QQuickWindow*>(engine.rootObjects().constFirst());
  std::unique_ptr<Shot> shot;
  if (still) shot = std::make_unique<Shot>(window, city, options.shot);
  return QGuiApplication::exec();
}

}  // namespace pizza

#include "desktop_app.moc"
