// SPDX-License-Identifier: Apache-2.0
// PostgreSQL servers of our own: their data, their ports, their deaths.
#include <QtTest>

#include "connectors/postgres/connection.h"
#include "connectors/servers/local_postgres.h"

using namespace pizza;

class LocalPostgresTest : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase();
  void keeps_its_data_and_port_in_a_folder();
  void comes_back_after_a_kill();
  void is_closed_without_the_password();

 private:
  static LocalPostgresOptions quick(const std::string& folder = {}) {
    LocalPostgresOptions options;
    options.folder = folder;
    options.durable = false;
    return options;
  }
  static std::int64_t count(const std::string& url) {
    PostgresConnection connection(url, "test");
    return connection.query("SELECT count(*) FROM things", {}).integer(0, 0);
  }
};

void LocalPostgresTest::initTestCase() {
  if (const std::string missing = LocalPostgres::missing(); !missing.empty()) QSKIP(missing.c_str());
}

void LocalPostgresTest::keeps_its_data_and_port_in_a_folder() {
  const ServerFolder folder{{}};
  const std::string place = (folder.path() / "server").string();
  std::string url;
  pid_t pid = 0;
  {
    LocalPostgres server(quick(place));
    url = server.create_database("other");
    pid = server.pid();
    PostgresConnection(url, "test").run("CREATE TABLE things (n bigint); INSERT INTO things VALUES (1), (2)");
  }
  QVERIFY(!mark_of(pid).running());
  LocalPostgres again(quick(place));
  QCOMPARE(again.url("other"), url);
  QCOMPARE(count(url), 2);
  again.stop();
  QVERIFY_EXCEPTION_THROWN(count(url), ConnectionLost);
  again.start();
  QCOMPARE(count(url), 2);
}

void LocalPostgresTest::comes_back_after_a_kill() {
  LocalPostgres server(quick());
  for (int death = 0; death < 3; ++death) {
    PostgresConnection connection(server.url(), "test");
    connection.run("CREATE TABLE IF NOT EXISTS things (n bigint); INSERT INTO things VALUES (1)");
    server.kill();
    QVERIFY(!server.running());
    QVERIFY_EXCEPTION_THROWN(connection.run("SELECT 1"), ConnectionLost);
    server.start();
    QCOMPARE(count(server.url()), death + 1);
  }
}

void LocalPostgresTest::is_closed_without_the_password() {
  const LocalPostgres server(quick());
  std::string url = server.url();
  const std::size_t at = url.find('@'), colon = url.find(':', 13);
  url.replace(colon + 1, at - colon - 1, "guess");
  QVERIFY_EXCEPTION_THROWN(PostgresConnection(url, "test").connect(), StoreUnavailable);
}

QTEST_GUILESS_MAIN(LocalPostgresTest)
#include "local_postgres_test.moc"
