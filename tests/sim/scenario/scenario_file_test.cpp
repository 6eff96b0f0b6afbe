// SPDX-License-Identifier: Apache-2.0
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "sim/scenario/scenario_file.h"

using namespace pizza;
using namespace pizza::sim;

namespace {

const QString scenarios = PIZZA_SOURCE_DIR "/datasets/scenarios";
const std::string menus = PIZZA_SOURCE_DIR "/datasets/menus";

QByteArray friday() {
  QFile file(scenarios + "/friday-rush.toml");
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class ScenarioFileTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  std::string write(const QByteArray& text) const {
    QFile file(folder_.filePath("s.toml"));
    if (!file.open(QIODevice::WriteOnly)) return {};
    file.write(text);
    return file.fileName().toStdString();
  }

 private slots:
  void all_scenarios_read() {
    const QStringList files = QDir(scenarios).entryList({"*.toml"});
    QVERIFY(files.size() >= 3);
    for (const QString& file : files) {
      const auto scenario = read_scenario((scenarios + "/" + file).toStdString(), menus);
      QVERIFY2(scenario.ok(), scenario.ok() ? "" : scenario.problem().detail.c_str());
      QCOMPARE(scenario->name + ".toml", file.toStdString());
      QVERIFY(expected_orders(*scenario) > 100);
    }
  }

  void times_and_money_are_understood() {
    const auto scenario = read_scenario((scenarios + "/friday-rush.toml").toStdString(), menus);
    QVERIFY(scenario.ok());
    QCOMPARE(scenario->begins.ms, 1'795'190'400'000);  // 2026-11-20T16:00:00Z
    QCOMPARE(scenario->open_for, hours(5));
    QCOMPARE(scenario->restaurants.delivery_fee, (Money{250, Currency::EUR}));
    QCOMPARE(scenario->restaurants.menus.size(), std::size_t{4});
    QCOMPARE(scenario->riders.shifts.size(), std::size_t{3});
    QCOMPARE(scenario->kitchen.answer, seconds(45));
  }

  void longer_evenings_stretch_shifts() {
    Scenario scenario = read_scenario((scenarios + "/friday-rush.toml").toStdString(), menus).value();
    const std::int64_t before = expected_orders(scenario);
    const Duration last = scenario.riders.shifts.front().to;
    open_for_hours(scenario, 10);
    QCOMPARE(scenario.riders.shifts.front().to, last * 2);
    QVERIFY(expected_orders(scenario) > before);
    open_for_hours(scenario, 2);
    QCOMPARE(scenario.riders.shifts.front().to, last * 2);
    QVERIFY(expected_orders(scenario) < before);
  }

  void faults_name_line_field_and_expectation_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("complaint");
    const auto row = [](const char* name, const char* from, const char* to, const char* complaint) {
      QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(complaint);
    };
    row("missing", "title = \"Friday rush\"\n", "", "title: expected a text");
    row("wrong type", "hours = 5\n", "hours = \"five\"\n", "hours: expected a whole number from 1 to 168");
    row("out of range", "territories = 4", "territories = 0", "territories: expected a whole number from 1 to 1000");
    row("not a permille", "reject_permille = 8", "reject_permille = 1_001",
        "kitchen.reject_permille: expected a whole number from 0 to 1000");
    row("misspelt", "patience_s", "patiense_s", "customers.patience_s: expected a whole number");
    row("unknown", "answer_s = 45", "answer_s = 45\nmood = 3", "kitchen.mood: expected no such field here");
    row("offset in the time", "2026-11-20T17:00:00 ", "2026-11-20T17:00:00Z ",
        "begins: expected a local date and time");
    row("currency", "\"EUR\"", "\"XYZ\"", "currency: expected EUR, USD");
    row("three stations", "stations = [", "stations = [1, ", "restaurants.stations: expected 3 to 3 whole numbers");
    row("unknown menu", "\"romana\"", "\"sushi\"", "sushi.toml");
    row("folder in a menu", "\"romana\"", "\"../romana\"", "restaurants.menus: expected names of menus");
    row("shift backwards", "to_min = 480", "to_min = 1\n#", "");
    row("no demand", "orders_per_hour = [", "orders_per_hour = []\n# [", "demand.orders_per_hour: expected 1 to 168");
    row("no table", "[weather]", "[wether]", "weather: expected a table [weather]");
    row("no TOML", "hours = 5", "hours = = 5", "expected a readable TOML file");
    row("nobody rides", "scooter = ", "scooter = 0 # ", "");
  }

  void faults_name_line_field_and_expectation() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    QFETCH(QByteArray, complaint);
    QByteArray text = friday();
    QVERIFY(text.contains(from));
    text.replace(from, to);
    const std::string path = write(text);
    const auto scenario = read_scenario(path, menus);
    if (complaint.isEmpty()) {  // harmless by itself
      QVERIFY2(scenario.ok(), scenario.ok() ? "" : scenario.problem().detail.c_str());
      return;
    }
    QVERIFY(!scenario.ok());
    const std::string& detail = scenario.problem().detail;
    QVERIFY2(detail.find(complaint.toStdString()) != std::string::npos, detail.c_str());
    QVERIFY2(detail.find(".toml:") != std::string::npos, detail.c_str());
    QVERIFY(detail.find('\n') == std::string::npos);
  }

  void the_line_is_the_fields() {
    QByteArray text = friday();
    const auto line = text.left(text.indexOf("territories = 4")).count('\n') + 1;
    text.replace("territories = 4", "territories = -1");
    const std::string path = write(text);
    const auto scenario = read_scenario(path, menus);
    QVERIFY(!scenario.ok());
    const std::string start = path + ":" + std::to_string(line) + ": territories: ";
    QVERIFY2(scenario.problem().detail.starts_with(start), scenario.problem().detail.c_str());
  }

  void no_such_file() {
    const auto scenario = read_scenario(folder_.filePath("nothing.toml").toStdString(), menus);
    QVERIFY(!scenario.ok());
    QVERIFY(scenario.problem().detail.find("nothing.toml") != std::string::npos);
  }

  void menus_are_checked() {
    const auto read = [&](const QByteArray& text) { return read_menu(write(text), Currency::EUR); };
    const QByteArray good =
        "name = \"m\"\ncuisine = \"c\"\nsigns = [\"S\"]\n[[groups]]\nid = \"g\"\nname = \"G\"\nminimum = 1\nmaximum = "
        "1\n"
        "options = [{name = \"o\", price = 5}]\n[[items]]\nsection = \"s\"\nname = \"n\"\nprice = 900\n"
        "work_s = [1, 2, 3]\ngroups = [\"g\"]\n";
    const auto menu = read(good);
    QVERIFY2(menu.ok(), menu.ok() ? "" : menu.problem().detail.c_str());
    QCOMPARE(menu->items.front().option_groups.front().options.front().price, (Money{5, Currency::EUR}));
    const auto complaint = [&](const char* from, const char* to) {
      QByteArray text = good;
      const auto bad = read(text.replace(from, to));
      return bad.ok() ? std::string("accepted") : bad.problem().detail;
    };
    QVERIFY(complaint("groups = [\"g\"]", "groups = [\"h\"]").find("items[0].groups: expected ids") !=
            std::string::npos);
    QVERIFY(complaint("price = 900", "price = 0").find("items[0].price: expected a whole") != std::string::npos);
    QVERIFY(complaint("minimum = 1", "minimum = 2").find("groups[0].minimum: expected no more") != std::string::npos);
    QVERIFY(complaint("work_s = [1, 2, 3]", "work_s = [1, 2]").find("items[0].work_s: expected 3") !=
            std::string::npos);
  }
};

QTEST_GUILESS_MAIN(ScenarioFileTest)
#include "scenario_file_test.moc"
