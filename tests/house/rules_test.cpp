// SPDX-License-Identifier: Apache-2.0
// A rule that cannot fail is worthless: each one meets a sample it must object to, and one it must let pass.
#include <QtTest>

#include "tests/house/rules.h"

using namespace pizza::house;

namespace {

struct Sample {
  const char* rule;
  QString path;
  QString text;
  QList<int> lines;  // where it must object; none: it must let pass
};

QString repeated(const QString& text, int times) {
  return text.repeated(times);
}

QList<Sample> samples_of_walls() {
  const char* walls = "includes stay within walls";
  return {
      {walls, "core/services/a.h", "#include <vector>\n#include \"core/model/ids.h\"\n", {}},
      {walls, "core/services/a.h", "#include <boost/asio.hpp>\n#include \"sim/engine/event.h\"\n", {1, 2}},
      {walls,
       "core/services/a.h",
       "#include \"app/desktop/x.h\"\n#include <sqlite3.h>\n#include \"a_local.h\"\n",
       {1, 2, 3}},
      {walls, "core/services/a.h", "// #include <sqlite3.h>\n/*\n#include <sqlite3.h>\n*/\n", {}},
      {walls, "core/services/a.h", "#include <google/protobuf/message.h>\n", {1}},
      {walls, "core/proto/a.h", "#include <google/protobuf/message.h>\n", {}},
      {walls, "maps/a.cpp", "#include <osmium/io/file.hpp>\n#include \"core/model/geo_point.h\"\n", {}},
      {walls, "maps/a.cpp", "#include \"core/ports/store.h\"\n#include <QString>\n", {1, 2}},
      {walls, "sim/agents/a.cpp", "#include \"maps/road_map.h\"\n#include \"core/business.h\"\n", {}},
      {walls, "sim/agents/a.cpp", "#include \"connectors/sqlite/store.h\"\n", {1}},
      {walls, "connectors/sqlite/a.cpp", "#include <sqlite3.h>\n#include \"core/ports/store.h\"\n", {}},
      {walls, "connectors/sqlite/a.cpp", "#include \"maps/road_map.h\"\n#include \"sim/x.h\"\n", {1, 2}},
      {walls, "connectors/geo/a.cpp", "#include \"maps/road_map.h\"\n", {}},
      {walls, "app/cli/a.cpp", "#include \"tests/maps/sketch.h\"\n#include \"sim/x.h\"\n", {1}},
      {"no Qt in the business", "sim/a.cpp", "#include <vector>\n#include <QVector>\n", {2}},
      {"no Qt in the business", "core/CMakeLists.txt", "pizza_library(a LINK Qt6::Core)\n", {1}},
      {"no Qt in the business", "app/CMakeLists.txt", "pizza_library(a LINK Qt6::Core)\n", {}},
  };
}

QList<Sample> samples_of_determinism() {
  const char* clock = "no wall clock";
  const char* threads = "no threads";
  const char* unordered = "no unordered iteration";
  return {
      {clock, "core/a.cpp", "int a;\nauto t = std::chrono::system_clock::now();\n", {2}},
      {clock, "maps/a.cpp", "auto t = time(nullptr);\nauto u = steady_clock::now();\nint r = rand();\n", {1, 2, 3}},
      {clock, "sim/a.h", "std::random_device d;\nauto t = QDateTime::currentDateTime();\n", {1, 2}},
      {clock, "core/a.cpp", "// not system_clock\nconst char* s = \"system_clock\";\nnext_time(0);\n", {}},
      {clock, "app/a.cpp", "auto t = std::chrono::system_clock::now();\n", {}},
      {threads, "sim/agents/a.cpp", "#include <thread>\nstd::jthread t;\n", {1, 2}},
      {threads, "sim/experiment/a.cpp", "#include <thread>\nstd::thread t;\n", {}},
      {threads, "sim/parallel_runs.cpp", "std::thread t;\n", {}},
      {threads, "core/a.h", "int thread;\nstd::thread_like x;\n", {}},
      {unordered,
       "core/a.cpp",
       "std::unordered_map<int, std::vector<int>> seen_;\nstd::map<int, int> sorted;\n"
       "void f() {\n  for (const auto& [k, v] : seen_) use(k);\n  for (auto& x : sorted) use(x);\n}\n",
       {4}},
      {unordered,
       "sim/a.cpp",
       "using Index = std::unordered_set<Id>;\nvoid f(const Index& index) {\n  for (Id id : index) {\n  }\n"
       "  for (auto it = index.begin(); it != index.end(); ++it) use(*it);\n}\n",
       {3, 5}},
      {unordered,
       "maps/a.cpp",
       "std::unordered_set<int> bag;\nvoid f() {\n  // unordered: a sum does not care\n  for (int x : bag) sum += "
       "x;\n}\n",
       {}},
      {unordered, "app/a.cpp", "std::unordered_set<int> bag;\nvoid f() {\n  for (int x : bag) g(x);\n}\n", {}},
      {"no sleeps in tests", "tests/a.cpp", "QTest::qWait(100);\nstd::this_thread::sleep_for(x);\n", {1, 2}},
      {"no sleeps in tests", "tests/a.cpp", "QTRY_COMPARE(a, b);\n", {}},
  };
}

QList<Sample> samples_of_words() {
  const char* money = "no floating money";
  const char* later = "nothing left for later";
  const char* paths = "no machine paths";
  return {
      {money, "core/a.h", "double price;\nfloat tip_share = 0;\nvoid f(double totalFee);\n", {1, 2, 3}},
      {money, "core/a.h", "double multiplier;\ndouble stipend_km;\nstd::int64_t price;\n", {}},
      {money, "maps/a.h", "double toll_fee;\n", {}},
      {later, "qml/A.qml", QString("// TO%1 later\n").arg("DO"), {1}},
      {later, "README.md", QString("fine\nFIX%1: not\nHA%2\n").arg("ME", "CK"), {2, 3}},
      {later, "core/a.h", QString("int x;  // NO%1(all)\n").arg("LINTNEXTLINE"), {1}},
      {later, "core/a.h", QString("// X%1: this\nparse(\"X%1\");\n").arg("XX"), {1}},
      {later, "core/a.h", "// a hackney carriage, mkstemp(\"aXXXXXX\")\n", {}},
      {paths, "README.md", QString("see /%1/main\nor /%2\n--data /%3/x\n").arg("work", "root", "tmp"), {1, 2}},
      {paths, "app/cli/a.cpp", QString("open(\"/%1/x\");\n").arg("tmp"), {1}},
      {paths, "README.md", "a/work/b, https://x.org/root/, /worker, ~/.config\n", {}},
  };
}

QList<Sample> samples_of_shape() {
  const char* files = "files are short";
  const char* functions = "functions are short";
  const char* columns = "lines are narrow";
  const char* licence = "licence is named";
  const QString body = repeated("  call();\n", 79);
  const QString named = "// SPDX-License-Identifier: Apache-2.0\n";
  return {
      {files, "qml/A.qml", repeated("x\n", 601), {601}},
      {files, "qml/A.qml", repeated("x\n", 600), {}},
      {files, "datasets/a.csv", repeated("x\n", 900), {}},
      {functions, "sim/a.cpp", "int f() {\n" + body + "}\n", {1}},
      {functions, "sim/a.cpp", "int f() {\n" + body.mid(0, body.size() - 10) + "}\n", {}},
      {functions, "sim/a.cpp", "namespace a {\nclass B {\n  void f() const {\n" + body + "  }\n};\n}\n", {3}},
      {functions, "sim/a.cpp", "class B {\n" + repeated("  void f() {\n  }\n", 60) + "};\n", {}},
      {functions, "sim/a.cpp", "A::A(int b)\n    : b_{b}, c_(b) {\n" + body + "}\n", {2}},
      {functions, "sim/a.cpp", "template <class T>\nbool operator==(T a, T b) {\n" + body + "}\n", {2}},
      {functions, "sim/a.cpp", "constexpr int kTable[] = {\n" + repeated("  1,\n", 200) + "};\n", {}},
      {functions, "sim/a.cpp", "struct A {\n" + repeated("  int a = f();\n", 200) + "};\n", {}},
      {functions, "sim/a.cpp", "int f() {\n  g(\"{\"); // {\n}\nint h() {\n" + body + "}\n", {4}},
      {columns, "core/a.h", "//" + repeated("x", 119) + "\n" + repeated(QString::fromUtf8("é"), 120) + "\n", {1}},
      {columns, "README.md", repeated("x", 200) + "\n", {}},
      {licence, "core/a.h", "#pragma once\n", {1}},
      {licence, "core/a.h", named, {}},
      {licence, "app/run", "#!/usr/bin/env bash\n# SPDX-License-Identifier: Apache-2.0\n", {}},
      {licence, "tests/run", "#!/usr/bin/env bash\n", {1}},
      {licence, "datasets/cities/a.toml", "name = 1\n", {1}},
      {licence, "qml/CMakeLists.txt", "a()\n", {1}},
      {licence, "CMakePresets.json", "{}\n", {}},
  };
}

}  // namespace

class RulesTest : public QObject {
  Q_OBJECT
 private slots:
  void meets_its_samples_data() {
    QTest::addColumn<QString>("rule");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("lines");
    const QList<Sample> samples =
        samples_of_walls() + samples_of_determinism() + samples_of_words() + samples_of_shape();
    int number = 0;
    for (const Sample& sample : samples) {
      const QString name = QString("%1, sample %2").arg(sample.rule).arg(++number);
      QTest::newRow(qPrintable(name)) << QString(sample.rule) << sample.path << sample.text << sample.lines;
    }
  }

  void meets_its_samples() {
    QFETCH(QString, rule);
    QFETCH(QString, path);
    QFETCH(QString, text);
    QFETCH(QList<int>, lines);
    QList<int> found;
    for (const Finding& finding : check(rule, path, text)) {
      QCOMPARE(finding.path, path);
      QVERIFY(!finding.what.isEmpty());
      found.append(finding.line);
    }
    std::sort(found.begin(), found.end());
    QCOMPARE(found, lines);
  }

  void every_rule_has_a_sample_that_fails() {
    const QList<Sample> samples =
        samples_of_walls() + samples_of_determinism() + samples_of_words() + samples_of_shape();
    for (const Rule& rule : rules()) {
      const auto fails = [&](const Sample& s) { return QString(s.rule) == rule.name && !s.lines.isEmpty(); };
      QVERIFY2(std::any_of(samples.begin(), samples.end(), fails), rule.name);
    }
  }

  void a_header_tells_what_its_source_iterates() {
    SourceTree tree;
    tree.add("core/a.h", "struct A {\n  std::unordered_map<int, int> held_;\n};\n");
    tree.add("core/a.cpp", "void A::f() {\n  for (auto& [k, v] : held_) g(k);\n}\n");
    const Findings findings = no_unordered_iteration(tree);
    QCOMPARE(findings.size(), std::size_t{1});
    QCOMPARE(describe(findings), QString("\ncore/a.cpp:2: the order of held_ differs between machines"));
  }

  void blanking_keeps_every_place() {
    const QString text = QString("int a = 1'000; // c\n/* b\n*/ f(\"x\\\"y\", 'q');\nR%1z(\" // )z%1;\n").arg('"');
    const QString blanked = blank_comments_and_literals(text);
    QCOMPARE(blanked.size(), text.size());
    QCOMPARE(blanked.count('\n'), text.count('\n'));
    QVERIFY(blanked.startsWith("int a = 1'000;     \n"));
    QVERIFY(blanked.contains("f(\"    \", ' ');"));
    QVERIFY(!blanked.contains('z') && !blanked.contains("//"));
  }

 private:
  static Findings check(const QString& name, const QString& path, const QString& text) {
    SourceTree tree;
    tree.add(path, text);
    for (const Rule& rule : rules()) {
      if (name == rule.name) return rule.check(tree);
    }
    return {{path, 0, "there is no such rule"}};
  }
};

QTEST_GUILESS_MAIN(RulesTest)
#include "rules_test.moc"
