// SPDX-License-Identifier: Apache-2.0
// What every Store must do, whatever it is made of.
#include <QtTest>

#include "tests/contract/store_tools.h"

using namespace pizza;

namespace {

constexpr auto committed = CommitOutcome::Committed;
constexpr auto conflict = CommitOutcome::Conflict;

}  // namespace

class StoreContract : public QObject {
  Q_OBJECT

 private slots:
  void initTestCase_data();
  void init();
  void keeps_every_field();
  void edits_and_erases();
  void refuses_a_moved_version();
  void changes_all_or_nothing();
  void refuses_a_taken_unique_value();
  void hands_a_unique_value_on();
  void finds_equal_values();
  void leaves_absent_values_out_of_indexes();
  void finds_ranges_in_order();
  void finds_places_in_a_box();
  void follows_changes_in_its_indexes();
  void scans_in_order_of_keys();
  void takes_keys_of_any_size();
  void never_allocates_a_key_twice();
  void keeps_the_outbox_until_consumed();
  void keeps_the_outbox_out_of_a_conflict();
  void gives_everything_back_after_a_flush();
  void loses_all_or_nothing_since_the_last_flush();
  void sees_file_and_memory_as_one();
  void hands_unique_values_on_across_a_flush();
  void allocates_on_after_a_crash();
  void takes_late_outbox_rows();

 private:
  Store& store() { return maker_->store(); }
  std::unique_ptr<StoreMaker> maker_;
};

void StoreContract::initTestCase_data() {
  QTest::addColumn<int>("kind");
  for (std::size_t i = 0; i < store_kinds().size(); ++i) QTest::newRow(store_kinds()[i].name) << static_cast<int>(i);
}

void StoreContract::init() {
  QFETCH_GLOBAL(int, kind);
  const StoreKind& made = store_kinds()[static_cast<std::size_t>(kind)];
  if (!made.missing.empty()) QSKIP(made.missing.c_str());
  maker_ = made.make();
}

void StoreContract::keeps_every_field() {
  QVERIFY(!get(store(), 1));
  for (std::uint64_t key = 1; key <= 12; ++key) {
    QCOMPARE(Batch().insert(sample(key)).commit(store()), committed);
    Sample expected = sample(key);
    expected.version = {1};
    QVERIFY(get(store(), key) == expected);
  }
  QVERIFY(!get(store(), 13));
  QVERIFY(!get(store(), 0));
}

void StoreContract::edits_and_erases() {
  QCOMPARE(Batch().insert(sample(6)).commit(store()), committed);
  Sample edited = sample(9);
  edited.id = {6};
  edited.version = {1};
  QCOMPARE(Batch().edit(edited).commit(store()), committed);
  edited.version = {2};
  QVERIFY(get(store(), 6) == edited);
  QCOMPARE(Batch().erase(sample_type(), 6, 2).commit(store()), committed);
  QVERIFY(!get(store(), 6));
  QCOMPARE(store().count(sample_type()), std::size_t{0});
  QCOMPARE(Batch().insert(sample(6)).commit(store()), committed);
  QCOMPARE(get(store(), 6)->version.value, 1u);
}

void StoreContract::refuses_a_moved_version() {
  QCOMPARE(Batch().insert(sample(1)).commit(store()), committed);
  QCOMPARE(Batch().insert(sample(1)).commit(store()), conflict);
  Sample edited = sample(1);
  edited.version = {2};
  QCOMPARE(Batch().edit(edited).commit(store()), conflict);
  QCOMPARE(Batch().erase(sample_type(), 1, 2).commit(store()), conflict);
  QCOMPARE(Batch().erase(sample_type(), 2, 1).commit(store()), conflict);
  edited.id = {2};
  edited.version = {1};
  QCOMPARE(Batch().edit(edited).commit(store()), conflict);
  QCOMPARE(store().count(sample_type()), std::size_t{1});
  QCOMPARE(get(store(), 1)->version.value, 1u);
}

void StoreContract::changes_all_or_nothing() {
  QCOMPARE(Batch().insert(sample(1)).insert(sample(2)).commit(store()), committed);
  Sample one = *get(store(), 1);
  Sample two = *get(store(), 2);
  one.owner = {77};
  two.version = {5};
  Batch batch;
  batch.edit(one).insert(sample(3)).put(note_type(), Note{{1}, "written", {}}, 0).edit(two);
  QCOMPARE(batch.commit(store()), conflict);
  QVERIFY(get(store(), 1)->owner == sample(1).owner);
  QVERIFY(!get(store(), 3));
  QCOMPARE(store().count(note_type()), std::size_t{0});
  QVERIFY(equal<&Sample::owner>(store(), UserId{77}).empty());
  QVERIFY(equal<&Sample::email>(store(), sample(3).email).empty());
  QCOMPARE(equal<&Sample::owner>(store(), sample(1).owner), Keys{1});
  QCOMPARE(Batch().edit(one).insert(sample(3)).commit(store()), committed);
  QCOMPARE(equal<&Sample::owner>(store(), UserId{77}), Keys{1});
}

void StoreContract::refuses_a_taken_unique_value() {
  QCOMPARE(Batch().insert(sample(1)).commit(store()), committed);
  Sample second = sample(2);
  second.email = sample(1).email;
  QCOMPARE(Batch().insert(second).commit(store()), conflict);
  QVERIFY(!get(store(), 2));
  Sample third = sample(4);
  second = sample(2);
  second.email = third.email = "both@example.org";
  QCOMPARE(Batch().insert(second).insert(third).commit(store()), conflict);
  QCOMPARE(store().count(sample_type()), std::size_t{1});
  // An absent value is nobody's: many may lack it.
  QCOMPARE(Batch().insert(sample(2)).insert(sample(4)).commit(store()), committed);
  QVERIFY(!get(store(), 2)->nickname && !get(store(), 4)->nickname);
}

void StoreContract::hands_a_unique_value_on() {
  QCOMPARE(Batch().insert(sample(1)).insert(sample(2)).commit(store()), committed);
  Sample one = *get(store(), 1);
  Sample two = *get(store(), 2);
  std::swap(one.email, two.email);
  QCOMPARE(Batch().edit(one).edit(two).commit(store()), committed);
  QCOMPARE(equal<&Sample::email>(store(), sample(1).email), Keys{2});
  QCOMPARE(equal<&Sample::email>(store(), sample(2).email), Keys{1});
  Sample heir = sample(3);
  heir.email = sample(1).email;
  QCOMPARE(Batch().insert(heir).erase(sample_type(), 2, 2).commit(store()), committed);
  QCOMPARE(equal<&Sample::email>(store(), sample(1).email), Keys{3});
}

void StoreContract::finds_equal_values() {
  for (const std::uint64_t key : {9, 3, 12, 1, 7, 2}) QCOMPARE(Batch().insert(sample(key)).commit(store()), committed);
  QCOMPARE(equal<&Sample::owner>(store(), UserId{3}), (Keys{2, 7, 12}));
  QCOMPARE(equal<&Sample::owner>(store(), UserId{3}, 2), (Keys{2, 7}));
  QCOMPARE(equal<&Sample::owner>(store(), UserId{3}, 0), Keys{});
  QCOMPARE(equal<&Sample::owner>(store(), UserId{6}), Keys{});
  QCOMPARE(equal<&Sample::mood>(store(), samples::Mood::Calm), (Keys{3, 9, 12}));
  QCOMPARE(equal<&Sample::email>(store(), sample(7).email), Keys{7});
  QCOMPARE(equal<&Sample::email>(store(), std::string("nobody")), Keys{});
  QCOMPARE(equal<&Sample::due>(store(), sample(2).due), (Keys{2, 9}));
}

void StoreContract::leaves_absent_values_out_of_indexes() {
  for (std::uint64_t key = 1; key <= 8; ++key) QCOMPARE(Batch().insert(sample(key)).commit(store()), committed);
  // Rider 0 is a value; no rider is none.
  QCOMPARE(equal<&Sample::rider>(store(), RiderId{0}), Keys{6});
  QCOMPARE(equal<&Sample::rider>(store(), std::optional<RiderId>{}), Keys{});
  constexpr auto lowest = std::numeric_limits<std::int64_t>::min();
  constexpr auto highest = std::numeric_limits<std::int64_t>::max();
  QCOMPARE(range<&Sample::alarm>(store(), lowest, highest), (Keys{1, 5}));
  QCOMPARE(inside<&Sample::seen>(store(), {-900'000'000, -1'800'000'000}, {900'000'000, 1'800'000'000}),
           (Keys{1, 3, 5, 7}));
}

void StoreContract::finds_ranges_in_order() {
  for (const std::uint64_t key : {15, 8, 1, 2, 7, 14}) QCOMPARE(Batch().insert(sample(key)).commit(store()), committed);
  const std::int64_t base = 1'700'000'000'000;
  QCOMPARE(range<&Sample::due>(store(), base, base + 2000), (Keys{7, 14, 1, 8, 15, 2}));
  QCOMPARE(range<&Sample::due>(store(), base + 1, base + 1000), (Keys{1, 8, 15}));
  QCOMPARE(range<&Sample::due>(store(), base, base + 1000, 3), (Keys{7, 14, 1}));
  QCOMPARE(range<&Sample::due>(store(), base + 2001, base + 9000), Keys{});
  QCOMPARE(range<&Sample::due>(store(), base + 2000, base), Keys{});
}

void StoreContract::finds_places_in_a_box() {
  for (std::uint64_t key = 1; key <= 20; ++key) {
    Sample placed = sample(key);
    const auto n = static_cast<std::int32_t>(key);
    placed.place = {n * 10'000'000 - 100'000'000, n * 20'000'000 - 200'000'000};
    QCOMPARE(Batch().insert(placed).commit(store()), committed);
  }
  QCOMPARE(inside<&Sample::place>(store(), {-20'000'000, -40'000'000}, {10'000'000, 40'000'000}), (Keys{8, 9, 10, 11}));
  QCOMPARE(inside<&Sample::place>(store(), {-20'000'000, -40'000'000}, {10'000'000, 40'000'000}, 2), (Keys{8, 9}));
  // The edges belong to the box, to the last unit.
  QCOMPARE(inside<&Sample::place>(store(), {0, 0}, {0, 0}), Keys{10});
  QCOMPARE(inside<&Sample::place>(store(), {1, 0}, {9'999'999, 19'999'999}), Keys{});
  QCOMPARE(inside<&Sample::place>(store(), {1, 0}, {10'000'000, 20'000'000}), Keys{11});
  QCOMPARE(inside<&Sample::place>(store(), {10, 10}, {0, 0}), Keys{});
}

void StoreContract::follows_changes_in_its_indexes() {
  QCOMPARE(Batch().insert(sample(1)).commit(store()), committed);
  Sample moved = *get(store(), 1);
  moved.owner = {50};
  moved.rider = RiderId{9};
  moved.due = {5};
  moved.alarm.reset();
  moved.place = {1, 1};
  moved.seen.reset();
  moved.nickname = "moved";
  QCOMPARE(Batch().edit(moved).commit(store()), committed);
  QCOMPARE(equal<&Sample::owner>(store(), sample(1).owner), Keys{});
  QCOMPARE(equal<&Sample::owner>(store(), UserId{50}), Keys{1});
  QCOMPARE(equal<&Sample::rider>(store(), RiderId{9}), Keys{1});
  QCOMPARE(range<&Sample::due>(store(), 0, 10), Keys{1});
  QCOMPARE(range<&Sample::alarm>(store(), 0, 2'000'000'000'000), Keys{});
  QCOMPARE(inside<&Sample::place>(store(), {0, 0}, {2, 2}), Keys{1});
  QCOMPARE(inside<&Sample::seen>(store(), {-10, -10}, {10, 10}), Keys{});
  QCOMPARE(equal<&Sample::nickname>(store(), std::string("moved")), Keys{1});
  QCOMPARE(Batch().erase(sample_type(), 1, 2).commit(store()), committed);
  QCOMPARE(equal<&Sample::owner>(store(), UserId{50}), Keys{});
  QCOMPARE(range<&Sample::due>(store(), 0, 10), Keys{});
  QCOMPARE(inside<&Sample::place>(store(), {0, 0}, {2, 2}), Keys{});
}

void StoreContract::scans_in_order_of_keys() {
  for (const std::uint64_t key : {700, 3, 512, 511, 1, 90'000})
    QCOMPARE(Batch().insert(sample(key)).commit(store()), committed);
  QCOMPARE(scanned(store(), sample_type()), (Keys{1, 3, 511, 512, 700, 90'000}));
  QCOMPARE(store().count(sample_type()), std::size_t{6});
  QCOMPARE(scanned(store(), note_type()), Keys{});
  Sample expected = sample(512);
  expected.version = {1};
  std::size_t equal_ones = 0;
  store().scan(sample_type(), [&](std::uint64_t key, const void* record) {
    equal_ones += key == 512 && *static_cast<const Sample*>(record) == expected;
  });
  QCOMPARE(equal_ones, std::size_t{1});
}

void StoreContract::takes_keys_of_any_size() {
  const std::uint64_t large = (std::uint64_t{1} << 62) + 5;
  const std::uint64_t medium = (std::uint64_t{1} << 32) - 1;
  for (const std::uint64_t key : {large, std::uint64_t{2}, medium + 1, medium})
    QCOMPARE(Batch().put(note_type(), Note{{key}, "n", {}}, 0).commit(store()), committed);
  QCOMPARE(scanned(store(), note_type()), (Keys{2, medium, medium + 1, large}));
  QVERIFY(get<Note>(store(), note_type(), large));
  QCOMPARE(Batch().erase(note_type(), large, 1).erase(note_type(), medium, 1).commit(store()), committed);
  QCOMPARE(scanned(store(), note_type()), (Keys{2, medium + 1}));
}

void StoreContract::never_allocates_a_key_twice() {
  QCOMPARE(store().allocate(sample_type()), std::uint64_t{1});
  QCOMPARE(store().allocate(sample_type()), std::uint64_t{2});
  QCOMPARE(store().allocate(note_type()), std::uint64_t{1});
  // A record that came with its key, from an import or a replay, takes the key as well.
  QCOMPARE(Batch().insert(sample(40)).commit(store()), committed);
  QCOMPARE(store().allocate(sample_type()), std::uint64_t{41});
  const std::uint64_t first = store().allocate_outbox_sequence();
  QVERIFY(first > 0);
  QVERIFY(store().allocate_outbox_sequence() > first);
}

void StoreContract::keeps_the_outbox_until_consumed() {
  if (!store().keeps_outbox()) QSKIP("this store keeps no outbox");
  QCOMPARE(Batch().insert(sample(1)).send(1, "Placed").send(2, "Paid").commit(store()), committed);
  QCOMPARE(Batch().send(3, "Cooked").consume(1).commit(store()), committed);
  QCOMPARE(waiting(store()), (Keys{2, 3}));
  QCOMPARE(store().unconsumed(1).size(), std::size_t{1});
  const OutboxRow row = store().unconsumed(1).front();
  QCOMPARE(row.event, std::string("Paid"));
  QCOMPARE(row.aggregate, std::uint64_t{102});
  QCOMPARE(row.at.ms, std::int64_t{2000});
  QCOMPARE(row.bytes, std::string("by\0tes", 6));
  QCOMPARE(Batch().consume(2).consume(3).commit(store()), committed);
  QVERIFY(waiting(store()).empty());
  // Told twice, it is still consumed once.
  QCOMPARE(Batch().consume(2).commit(store()), committed);
}

void StoreContract::keeps_the_outbox_out_of_a_conflict() {
  if (!store().keeps_outbox()) QSKIP("this store keeps no outbox");
  QCOMPARE(Batch().insert(sample(1)).send(1, "Placed").commit(store()), committed);
  QCOMPARE(Batch().insert(sample(1)).send(2, "Placed").consume(1).commit(store()), conflict);
  QCOMPARE(waiting(store()), Keys{1});
}

void StoreContract::gives_everything_back_after_a_flush() {
  if (!maker_->durable()) QSKIP("nothing outlives this store");
  for (std::uint64_t key = 1; key <= 24; ++key) QCOMPARE(Batch().insert(sample(key)).commit(store()), committed);
  QCOMPARE(Batch().send(1, "Placed").send(2, "Paid").commit(store()), committed);
  store().flush();
  QCOMPARE(Batch().consume(1).erase(sample_type(), 24, 1).commit(store()), committed);
  store().flush();
  for (const bool killed : {true, false}) {
    killed ? maker_->kill_and_open() : maker_->close_and_open();
    QCOMPARE(store().count(sample_type()), std::size_t{23});
    for (std::uint64_t key = 1; key <= 23; ++key) {
      Sample expected = sample(key);
      expected.version = {1};
      QVERIFY(get(store(), key) == expected);
    }
    QCOMPARE(equal<&Sample::owner>(store(), UserId{3}), (Keys{2, 7, 12, 17, 22}));
    QCOMPARE(waiting(store()), Keys{2});
    QCOMPARE(store().unconsumed(1).front().bytes, std::string("by\0tes", 6));
  }
}

void StoreContract::loses_all_or_nothing_since_the_last_flush() {
  if (!maker_->durable()) QSKIP("nothing outlives this store");
  QCOMPARE(Batch().insert(sample(1)).insert(sample(2)).send(1, "Placed").commit(store()), committed);
  store().flush();
  Sample edited = *get(store(), 1);
  edited.owner = {90};
  QCOMPARE(Batch().edit(edited).insert(sample(3)).erase(sample_type(), 2, 1).consume(1).commit(store()), committed);
  maker_->kill_and_open();
  QVERIFY(get(store(), 1)->owner == sample(1).owner);
  QVERIFY(get(store(), 2));
  QVERIFY(!get(store(), 3));
  QCOMPARE(waiting(store()), Keys{1});
  QCOMPARE(equal<&Sample::owner>(store(), UserId{90}), Keys{});
}

void StoreContract::sees_file_and_memory_as_one() {
  for (std::uint64_t key = 1; key <= 10; ++key) QCOMPARE(Batch().insert(sample(key)).commit(store()), committed);
  store().flush();
  // Half of what the file says is no longer so.
  for (const std::uint64_t key : {2, 7}) {
    Sample edited = *get(store(), key);
    edited.owner = {60};
    edited.place = {1, 1};
    QCOMPARE(Batch().edit(edited).commit(store()), committed);
  }
  QCOMPARE(Batch().erase(sample_type(), 3, 1).insert(sample(12)).insert(sample(11)).commit(store()), committed);
  QCOMPARE(equal<&Sample::owner>(store(), UserId{3}), Keys{12});
  QCOMPARE(equal<&Sample::owner>(store(), UserId{60}), (Keys{2, 7}));
  QCOMPARE(equal<&Sample::owner>(store(), UserId{4}, 1), Keys{8});
  QCOMPARE(inside<&Sample::place>(store(), {0, 0}, {2, 2}), (Keys{2, 7}));
  QCOMPARE(scanned(store(), sample_type()), (Keys{1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12}));
  QCOMPARE(store().count(sample_type()), std::size_t{11});
  QCOMPARE(range<&Sample::due>(store(), sample(1).due.ms, sample(2).due.ms, 4), (Keys{1, 8, 2, 9}));
}

void StoreContract::hands_unique_values_on_across_a_flush() {
  QCOMPARE(Batch().insert(sample(1)).insert(sample(2)).commit(store()), committed);
  store().flush();
  Sample taker = sample(3);
  taker.email = sample(1).email;
  QCOMPARE(Batch().insert(taker).commit(store()), conflict);
  Sample one = *get(store(), 1);
  Sample two = *get(store(), 2);
  std::swap(one.email, two.email);
  QCOMPARE(Batch().edit(one).edit(two).commit(store()), committed);
  QCOMPARE(Batch().erase(sample_type(), 2, 2).commit(store()), committed);
  QCOMPARE(Batch().insert(taker).commit(store()), committed);
  store().flush();
  QCOMPARE(equal<&Sample::email>(store(), sample(2).email), Keys{1});
  QCOMPARE(equal<&Sample::email>(store(), sample(1).email), Keys{3});
}

void StoreContract::allocates_on_after_a_crash() {
  if (!maker_->durable()) QSKIP("nothing outlives this store");
  QCOMPARE(store().allocate(sample_type()), std::uint64_t{1});
  QCOMPARE(store().allocate_outbox_sequence(), std::uint64_t{1});
  QCOMPARE(Batch().insert(sample(7)).commit(store()), committed);
  QCOMPARE(Batch().erase(sample_type(), 7, 1).commit(store()), committed);
  QCOMPARE(store().allocate(note_type()), std::uint64_t{1});
  store().flush();
  maker_->kill_and_open();
  QCOMPARE(store().allocate(sample_type()), std::uint64_t{8});
  QCOMPARE(store().allocate(note_type()), std::uint64_t{2});
  QCOMPARE(store().allocate_outbox_sequence(), std::uint64_t{2});
}

void StoreContract::takes_late_outbox_rows() {
  if (!store().keeps_outbox()) QSKIP("this store keeps no outbox");
  // The unit of work that was given the lower number commits later.
  QCOMPARE(Batch().send(2, "Paid").commit(store()), committed);
  store().flush();
  QCOMPARE(Batch().send(1, "Placed").commit(store()), committed);
  store().flush();
  QCOMPARE(Batch().consume(2).commit(store()), committed);
  store().flush();
  if (maker_->durable()) maker_->kill_and_open();
  QCOMPARE(waiting(store()), Keys{1});
}

QTEST_GUILESS_MAIN(StoreContract)
#include "store_contract.moc"
