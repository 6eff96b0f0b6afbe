// SPDX-License-Identifier: Apache-2.0
// The map commands as people and scripts use them: exit status, one line on what is wrong, the JSON's keys.
#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTest>

#include "tests/support/program.h"

namespace pizza {

class MapCommandsTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase() {
    const test::Ended made =
        test::run_program({"generate-city", "Altona", city(), "--size", "1000", "--seed", "3", "--json", "-"});
    QCOMPARE(made.status, 0);
    QVERIFY(made.err.contains("streets"));                                // progress
    const QJsonObject json = QJsonDocument::fromJson(made.out).object();  // nothing but the document on stdout
    for (const char* key : {"nodes", "edges", "restrictions", "places", "addresses", "wall_s", "peak_rss_mb"}) {
      QVERIFY2(json.contains(key), key);
    }
    const QJsonArray bounds = json["bounds"].toArray();
    for (int i = 0; i < 2; ++i) {
      const double low = bounds[0].toArray()[i].toDouble(), high = bounds[1].toArray()[i].toDouble();
      from_ += (i == 0 ? "--from=" : ",") + QString::number(low + (high - low) * 0.4, 'f', 6);
      to_ += (i == 0 ? "--to=" : ",") + QString::number(low + (high - low) * 0.6, 'f', 6);
    }
  }

  void a_map_is_told_of() {
    const QString report = folder_.filePath("info.json");
    const test::Ended told = test::run_program({"map-info", city(), "--json", report});
    QCOMPARE(told.status, 0);
    QVERIFY(told.out.contains("Altona") && told.out.contains("nodes"));
    QFile file(report);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QVERIFY(QJsonDocument::fromJson(file.readAll()).object()["nodes"].toInt() > 800);
  }

  void a_route_is_found() {
    const test::Ended found =
        test::run_program({"route", city(), from_, to_, "--vehicle", "bicycle", "--at", "18:30", "--json", "-"});
    QCOMPARE(found.status, 0);
    const QJsonObject json = QJsonDocument::fromJson(found.out).object();
    QVERIFY(json["seconds"].toDouble() > 10);
    QVERIFY(json["metres"].toDouble() > 100);
    QVERIFY(json["path"].toArray().size() >= 2);
    QCOMPARE(json["path"].toArray()[0].toArray().size(), 2);
    QVERIFY(!json["streets"].toArray().isEmpty());
  }

  void no_route_is_status_one() {
    const test::Ended ended = test::run_program({"route", city(), from_, "--to=-45,170"});
    QCOMPARE(ended.status, 1);
    QVERIFY(ended.err.contains("no route"));
  }

  void bad_usage_is_status_two_and_one_line_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("named");
    const QString out = folder_.filePath("out.map");
    QTest::newRow("no command") << QStringList{} << "ubcommand";
    QTest::newRow("unknown command") << QStringList{"bake"} << "bake";
    QTest::newRow("unknown option") << QStringList{"map-info", city(), "--wrong"} << "--wrong";
    QTest::newRow("missing map") << QStringList{"map-info", "no.map"} << "no.map";
    QTest::newRow("missing argument") << QStringList{"import-osm"} << "IN";
    QTest::newRow("a folder") << QStringList{"import-osm", folder_.path(), out} << folder_.path();
    QTest::newRow("size too small") << QStringList{"generate-city", "A", out, "--size", "9"} << "size 9";
    QTest::newRow("size no number") << QStringList{"generate-city", "A", out, "--size", "big"} << "--size";
    QTest::newRow("place half") << QStringList{"route", city(), "--from=48", "--to=1,2"} << "--from 48";
    QTest::newRow("place off the globe") << QStringList{"route", city(), "--from=1,2", "--to=91,2"} << "--to 91,2";
    QTest::newRow("place not finite") << QStringList{"route", city(), "--from=nan,2", "--to=1,2"} << "--from nan,2";
    QTest::newRow("vehicle") << QStringList{"route", city(), "--from=1,2", "--to=1,2", "--vehicle", "horse"} << "horse";
    QTest::newRow("time") << QStringList{"route", city(), "--from=1,2", "--to=1,2", "--at", "noon"} << "--at noon";
  }

  void bad_usage_is_status_two_and_one_line() {
    QFETCH(const QStringList, arguments);
    QFETCH(const QString, named);
    const test::Ended ended = test::run_program(arguments);
    QCOMPARE(ended.status, 2);
    QVERIFY2(ended.err.contains(named.toUtf8()), ended.err.constData());
    QCOMPARE(ended.err.count('\n'), 1);
    QVERIFY(ended.out.isEmpty());
    QVERIFY(!QFile::exists(folder_.filePath("out.map")));
  }

  void help_has_an_example() {
    for (const char* command : {"import-osm", "generate-city", "map-info", "route"}) {
      const test::Ended ended = test::run_program({command, "--help"});
      QCOMPARE(ended.status, 0);
      QVERIFY2(ended.out.contains("Example"), command);
    }
  }

  void an_extract_becomes_a_map() {
    const QString in = QString(PIZZA_SOURCE_DIR) + "/../shared/osm/andorra.osm.pbf";
    if (!QFile::exists(in)) QSKIP("the extract is not on this machine");
    const test::Ended ended = test::run_program({"import-osm", in, folder_.filePath("andorra.map"), "--json", "-"});
    QCOMPARE(ended.status, 0);
    const QJsonObject json = QJsonDocument::fromJson(ended.out).object();
    QCOMPARE(json["city"].toString(), QString("Andorra"));
    QVERIFY(json["nodes"].toInt() > 1'000);
    QVERIFY(json["peak_rss_mb"].toDouble() < 300);
  }

 private:
  QString city() const { return folder_.filePath("altona.map"); }

  QTemporaryDir folder_;
  QString from_, to_;
};

}  // namespace pizza

QTEST_GUILESS_MAIN(pizza::MapCommandsTest)
#include "map_commands_test.moc"
