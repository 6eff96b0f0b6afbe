// SPDX-License-Identifier: Apache-2.0
// A field that stands in a record's description is everywhere: in the journal's bytes, in the state digest, in the
// API's JSON, in the columns of SQLite. Shown on a field that no rule and no screen names.
#include <QTemporaryDir>
#include <QTest>

#include "connectors/bus/in_process_bus.h"
#include "connectors/json/json_form.h"
#include "connectors/memory/memory_store.h"
#include "connectors/sqlite/sqlite_store.h"
#include "core/catalogue.h"
#include "core/model/wire.h"
#include "core/twin/state_digest.h"
#include "tests/support/hand_world.h"

using namespace pizza;

namespace {

// The last event's bytes, as the journal keeps them.
struct LastBytes : JournalSink {
  std::string bytes;
  void committed(Instant, std::span<const EventHolder> events) override {
    bytes.clear();
    events.back().type().encode(events.back().get(), bytes);
  }
};

Restaurant with_seats(std::int32_t seats) {
  Restaurant restaurant;
  restaurant.name = "Casino Oven";
  restaurant.seats = seats;
  return restaurant;
}

RestaurantId open(Store& store, LastBytes& journal, std::int32_t seats) {
  InProcessBus bus;
  test::HandWorld world(store, bus, &journal);
  const auto answer = world.business.execute(
      [&](UnitOfWork& work) { return world.business.restaurants.open(work, {with_seats(seats)}); });
  return answer.ok() ? *answer : RestaurantId{};
}

}  // namespace

class OneDescriptionTest : public QObject {
  Q_OBJECT
 private slots:
  void journalAndDigest() {
    MemoryStore none;
    MemoryStore some;
    LastBytes journal_none;
    LastBytes journal_some;
    QVERIFY(open(none, journal_none, 0));
    QVERIFY(open(some, journal_some, 24));
    QVERIFY(journal_none.bytes != journal_some.bytes);
    RestaurantOpened back;
    QVERIFY(wire::decode(journal_some.bytes, back));
    QCOMPARE(back.restaurant.seats, 24);
    QVERIFY(!(state_digest(none, all_record_types()) == state_digest(some, all_record_types())));
  }

  void json() {
    const Restaurant restaurant = with_seats(24);
    const std::string text = json_text(to_json(record_type<Restaurant>(), &restaurant));
    QVERIFY2(text.find("\"seats\":24") != std::string::npos, text.c_str());
  }

  void sqlite() {
    QTemporaryDir folder;
    const std::string file = folder.filePath("shard.sqlite").toStdString();
    RestaurantId id;
    {
      SqliteStore store(file, all_record_types());
      LastBytes journal;
      id = open(store, journal, 24);
      QVERIFY(id);
    }
    SqliteStore store(file, all_record_types());
    Arena arena;
    const void* record = store.find(record_type<Restaurant>(), id.value, arena);
    QVERIFY(record != nullptr);
    QCOMPARE(static_cast<const Restaurant*>(record)->seats, 24);
  }
};

QTEST_GUILESS_MAIN(OneDescriptionTest)
#include "one_description_test.moc"
