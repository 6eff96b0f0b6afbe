// SPDX-License-Identifier: Apache-2.0
// Runs the tst_*.qml of this folder on the canned evening.
#include <QQmlContext>
#include <QQmlEngine>
#include <QtQuickTest>

#include "app/desktop/desktop_app.h"
#include "app/desktop/view/city_view_model.h"
#include "tests/app/desktop/canned_session.h"

class Setup : public QObject {
  Q_OBJECT

 public slots:
  void qmlEngineAvailable(QQmlEngine* engine) {
    pizza::desktop::prepare_engine(*engine);
    const std::string map = pizza::testing::monaco_map();
    if (!map.empty()) {
      session_ = std::make_shared<pizza::testing::CannedSession>(map, pizza::testing::CannedOptions{});
      session_->go_to(session_->at_clock(20, 10));
      city_ = std::make_unique<pizza::desktop::CityViewModel>(session_);
    }
    // Only here, in a test: there is no root object that could be given an initial property.
    engine->rootContext()->setContextProperty("testCity", city_.get());
  }

 private:
  std::shared_ptr<pizza::testing::CannedSession> session_;
  std::unique_ptr<pizza::desktop::CityViewModel> city_;
};

QUICK_TEST_MAIN_WITH_SETUP(desktop, Setup)
#include "qml_test.moc"
