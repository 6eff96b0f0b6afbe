// SPDX-License-Identifier: Apache-2.0
// `pizzatwinctl servers`: what it starts stays, is started once, and goes when it is told to.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTest>
#include <csignal>

#include "connectors/servers/local_process.h"

using namespace pizza;

namespace {

struct Ran {
  int status = -1;
  QByteArray out, err;
  QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Ran run(const QStringList& arguments) {
  QProcess process;
  process.start(QStringLiteral(PIZZA_BINARY_DIR "/bin/pizzatwinctl"), QStringList{"servers"} + arguments);
  if (!process.waitForFinished(100'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

// Whatever a test leaves running ends with it.
struct Folder {
  ServerFolder folder{{}};
  QString path = QString::fromStdString(folder.path().string());
  ~Folder() { run({"down", "--dir", path}); }
};

}  // namespace

class ServersCommandTest : public QObject {
  Q_OBJECT

  static bool installed() {
    try {
      find_program("redis-server", "redis-server");
      return true;
    } catch (const ServerMissing&) {
      return false;
    }
  }

 private slots:
  void servers_stay_are_started_once_and_stop() {
    if (!installed()) QSKIP("redis-server is not installed");
    const Folder folder;
    const QStringList up{"up", "--dir", folder.path, "--no-kafka", "--no-postgres"};
    const Ran first = run(up);
    QVERIFY2(first.status == 0, first.err);
    QVERIFY2(first.out.startsWith("--redis redis://127.0.0.1:"), first.out);
    const auto port = static_cast<std::uint16_t>(first.out.trimmed().split(':').last().toUShort());
    QVERIFY(port_answers(port));
    const Ran second = run(up);
    QCOMPARE(second.out, first.out);
    QVERIFY2(second.err.contains("redis runs already"), second.err);
    // One that died is started again, where clients look for it.
    const ProcessMark mark = read_mark(folder.folder.path() / "redis.pid");
    end_process(mark, SIGKILL, std::chrono::seconds(10));
    QVERIFY(!port_answers(port));
    const Ran third = run(up + QStringList{"--json", "-"});
    QCOMPARE(third.status, 0);
    QCOMPARE(third.json()["flags"].toString(), QString::fromUtf8(first.out.trimmed()));
    QVERIFY(third.json()["servers"].toArray()[0].toObject()["started"].toBool());
    QVERIFY(port_answers(port));
    const Ran down = run({"down", "--dir", folder.path, "--json", "-"});
    QCOMPARE(down.json()["stopped"].toArray().size(), 1);
    QVERIFY(!port_answers(port));
    QCOMPARE(run({"down", "--dir", folder.path}).status, 0);
  }

  void what_is_missing_or_wrong_is_one_line() {
    const Folder folder;
    const Ran no_folder = run({"down", "--dir", folder.path + "/none"});
    QCOMPARE(no_folder.status, 2);
    QCOMPARE(no_folder.err.count('\n'), 1);
    QCOMPARE(run({"up", "--dir", folder.path, "--brokers", "2"}).status, 2);
    QCOMPARE(run({"up"}).status, 2);
    QCOMPARE(run({}).status, 2);
  }
};

QTEST_GUILESS_MAIN(ServersCommandTest)
#include "servers_command_test.moc"
