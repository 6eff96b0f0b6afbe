// SPDX-License-Identifier: Apache-2.0
// The server as a process: started, put under load, killed in the middle of it, started again, stopped.
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "connectors/json/json_form.h"

namespace {

using pizza::Json;

const QString program = QStringLiteral(PIZZA_BINARY_DIR "/bin/pizzatwinctl");

// A server on the demonstration's city.
class Served {
 public:
  Served(const QString& folder, const QString& listen) {
    process_.setProcessChannelMode(QProcess::SeparateChannels);
    process_.start(program, {"serve", "--listen", listen, "--data", folder, "--demo", "--demo-rate", "60"});
  }
  ~Served() {
    process_.kill();
    process_.waitForFinished();
  }

  // The address that it prints when it is ready; empty where it does not come.
  QString url() {
    while (!process_.canReadLine())
      if (!process_.waitForReadyRead(30'000)) return {};
    return QString::fromUtf8(process_.readLine()).trimmed().section(' ', -1);
  }
  void kill() {
    process_.kill();
    process_.waitForFinished();
  }
  // The exit status after SIGTERM; -1 where it does not end.
  int terminate() {
    process_.terminate();
    return process_.waitForFinished(20'000) && process_.exitStatus() == QProcess::NormalExit ? process_.exitCode() : -1;
  }

 private:
  QProcess process_;
};

struct Ran {
  int status = -1;
  QByteArray out, err;
};

Ran run(const QStringList& arguments) {
  QProcess process;
  process.start(program, arguments);
  if (!process.waitForFinished(60'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

int lines_of(const QString& name) {
  QFile file(name);
  return file.open(QFile::ReadOnly) ? static_cast<int>(file.readAll().count('\n')) : 0;
}

}  // namespace

class ProcessTest : public QObject {
  Q_OBJECT

 private slots:
  void nothing_promised_is_lost_by_a_kill() {
    QTemporaryDir folder;
    const QString data = folder.filePath("shop");
    const QString ledger = folder.filePath("acknowledged");
    auto first = std::make_unique<Served>(data, "127.0.0.1:0");
    const QString url = first->url();
    QVERIFY2(!url.isEmpty(), "the server does not start");

    QProcess load;
    load.start(program, {"load", url, "--rate", "60", "--seconds", "5", "--retry", "40", "--acknowledged", ledger,
                         "--websockets", "0", "--json", "-"});
    QTRY_VERIFY_WITH_TIMEOUT(lines_of(ledger) >= 60, 20'000);
    first->kill();
    Served second(data, url.section('/', -1));
    QCOMPARE(second.url(), url);
    QVERIFY(load.waitForFinished(60'000));
    const Json result = Json::parse(load.readAllStandardOutput().toStdString(), nullptr, false);
    QVERIFY2(load.exitCode() == 0, load.readAllStandardError().constData());
    QVERIFY(result.at("sent") == result.at("ok"));
    QCOMPARE(result.at("invariants").at("violations").get<int>(), 0);
    QVERIFY(result.at("retries").get<int>() > 0);
    QCOMPARE(lines_of(ledger), result.at("ok").get<int>());

    const Ran verified = run({"load", url, "--verify", ledger});
    QVERIFY2(verified.status == 0, verified.err.constData());
    QCOMPARE(second.terminate(), 0);
  }

  void sigterm_finishes_what_is_in_flight() {
    QTemporaryDir folder;
    const QString data = folder.filePath("shop");
    const QString ledger = folder.filePath("acknowledged");
    auto first = std::make_unique<Served>(data, "127.0.0.1:0");
    const QString url = first->url();
    QProcess load;
    load.start(program, {"load", url, "--rate", "60", "--seconds", "3", "--retry", "40", "--acknowledged", ledger,
                         "--json", "-"});
    QTRY_VERIFY_WITH_TIMEOUT(lines_of(ledger) >= 30, 20'000);
    QCOMPARE(first->terminate(), 0);
    Served second(data, url.section('/', -1));
    QCOMPARE(second.url(), url);
    QVERIFY(load.waitForFinished(60'000));
    QVERIFY2(load.exitCode() == 0, load.readAllStandardError().constData());
    QCOMPARE(second.terminate(), 0);
  }

  void bad_usage_is_one_line_and_status_2_data() {
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("no port") << QStringList{"serve", "--listen", "localhost"} << "HOST:PORT";
    QTest::newRow("port") << QStringList{"serve", "--listen", "127.0.0.1:70000"} << "HOST:PORT";
    QTest::newRow("not a folder") << QStringList{"serve", "--listen", "127.0.0.1:0", "--data", "FILE"} << "--data";
    QTest::newRow("city") << QStringList{"serve", "--demo", "--city", "none.map", "--data", "FOLDER"} << "none.map";
    QTest::newRow("url") << QStringList{"load", "ftp://x"} << "http://HOST:PORT";
    QTest::newRow("rate") << QStringList{"load", "http://127.0.0.1:1", "--rate", "0"} << "--rate";
  }
  void bad_usage_is_one_line_and_status_2() {
    QFETCH(QStringList, arguments);
    QFETCH(QString, says);
    QTemporaryDir folder;
    QFile file(folder.filePath("file"));
    QVERIFY(file.open(QFile::WriteOnly));
    arguments.replaceInStrings("FILE", file.fileName());
    arguments.replaceInStrings("FOLDER", folder.filePath("shop"));
    const Ran ran = run(arguments);
    QCOMPARE(ran.status, 2);
    QVERIFY2(ran.err.contains(says.toUtf8()) && ran.err.count('\n') == 1, ran.err.constData());
  }

  void unreachable_servers_are_a_failure() {
    const Ran ran = run({"load", "http://127.0.0.1:1", "--seconds", "1"});
    QCOMPARE(ran.status, 1);
    QVERIFY(ran.err.contains("127.0.0.1:1"));
  }

  void folder_and_port_belong_to_one_process() {
    QTemporaryDir folder;
    Served first(folder.filePath("a"), "127.0.0.1:0");
    const QString listen = first.url().section('/', -1);
    const Ran same_folder = run({"serve", "--listen", "127.0.0.1:0", "--data", folder.filePath("a")});
    QCOMPARE(same_folder.status, 2);
    QVERIFY(same_folder.err.contains("in use by another process"));
    const Ran same_port = run({"serve", "--listen", listen, "--data", folder.filePath("b")});
    QCOMPARE(same_port.status, 2);
    QVERIFY(same_port.err.contains(listen.toUtf8()));
  }
};

QTEST_GUILESS_MAIN(ProcessTest)
#include "process_test.moc"
