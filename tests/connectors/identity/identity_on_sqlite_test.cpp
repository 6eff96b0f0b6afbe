// SPDX-License-Identifier: Apache-2.0
// The user service over both embedded stores: the same records, also after the file was closed and opened again.
#include <QTemporaryDir>
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "connectors/sqlite/sqlite_store.h"
#include "core/catalogue.h"
#include "core/twin/state_digest.h"
#include "tests/core/identity_scenario.h"

using namespace pizza;
using test::HandWorld;

namespace {

QString digest_after_play(Store& store) {
  InProcessBus bus;
  HandWorld world(store, bus);
  const HandWorld::Cast cast = world.open_shop();
  world.whole_order(cast);
  test::IdentityScenario scenario;
  scenario.play(world, cast.user, cast.restaurant,
                [&](auto command) { QVERIFY(world.business.execute(command).ok()); });
  const UserId gone = world.add_user("gone@example.org");
  const auto erased =
      world.business.execute([&](UnitOfWork& w) { return world.business.users.persons.erase(w, gone); });
  if (!erased.ok()) throw std::runtime_error(erased.problem().detail);
  store.flush();
  return QString::fromStdString(state_digest(store, all_record_types()).hex());
}

}  // namespace

class IdentityOnSqliteTest : public QObject {
  Q_OBJECT
 private slots:
  void bothStoresKeepTheSame() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("shard.sqlite").toStdString();
    MemoryStore memory;
    const QString expected = digest_after_play(memory);
    {
      SqliteStore file(path, all_record_types());
      QCOMPARE(digest_after_play(file), expected);
    }
    SqliteStore again(path, all_record_types());
    QCOMPARE(QString::fromStdString(state_digest(again, all_record_types()).hex()), expected);
  }
};

QTEST_GUILESS_MAIN(IdentityOnSqliteTest)
#include "identity_on_sqlite_test.moc"
