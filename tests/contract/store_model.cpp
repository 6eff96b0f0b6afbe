// SPDX-License-Identifier: Apache-2.0
// Random operations, checked step by step against the plainest of models: a map that is searched from end to end.
#include <QtTest>
#include <map>
#include <random>

#include "tests/contract/store_tools.h"

using namespace pizza;

namespace {

constexpr std::uint64_t most_keys = 40;

class Model {
 public:
  explicit Model(std::uint64_t seed) : random_(seed) {}

  // A batch of one to four random changes, right or wrong; what it should come to.
  CommitOutcome next(Batch& batch) {
    wanted_ = records_;
    bool good = true;
    std::vector<std::uint64_t> touched;
    for (std::uint64_t n = 1 + below(4); n > 0; --n) {
      const std::uint64_t key = 1 + below(most_keys);
      if (std::count(touched.begin(), touched.end(), key) != 0) continue;
      touched.push_back(key);
      const auto found = records_.find(key);
      std::uint32_t expected = found == records_.end() ? 0 : found->second.version.value;
      if (below(12) == 0) expected += 1;
      good = good && expected == (found == records_.end() ? 0 : found->second.version.value);
      if (expected != 0 && below(4) == 0) {
        batch.erase(sample_type(), key, expected);
        wanted_.erase(key);
      } else {
        Sample record = random_sample(key);
        batch.put(sample_type(), record, expected);
        record.version = {expected + 1};
        wanted_[key] = record;
      }
    }
    good = good && unique_values();
    if (good) records_ = wanted_;
    return good ? CommitOutcome::Committed : CommitOutcome::Conflict;
  }

  template <class Accept>
  Keys keys_where(Accept accept) const {
    Keys keys;
    for (const auto& [key, record] : records_)
      if (accept(record)) keys.push_back(key);
    return keys;
  }

  const std::map<std::uint64_t, Sample>& records() const { return records_; }
  std::uint64_t below(std::uint64_t limit) { return random_() % limit; }

 private:
  Sample random_sample(std::uint64_t key) {
    Sample record = sample(1 + below(200));
    record.id = {key};
    record.owner = {below(6)};
    record.rider = below(2) != 0 ? std::optional<RiderId>(RiderId{below(4)}) : std::nullopt;
    record.email = "mail" + std::to_string(below(400));
    record.nickname = below(3) == 0 ? std::optional<std::string>("nick" + std::to_string(below(100))) : std::nullopt;
    record.due = {static_cast<std::int64_t>(below(20)) - 10};
    record.alarm = below(2) != 0 ? std::optional<Instant>(Instant{static_cast<std::int64_t>(below(9))}) : std::nullopt;
    record.place = {static_cast<std::int32_t>(below(2'000'000)) - 1'000'000, static_cast<std::int32_t>(below(9))};
    return record;
  }

  bool unique_values() const {
    std::map<std::string, int> emails, nicknames;
    for (const auto& [key, record] : wanted_)
      if (++emails[record.email] > 1 || (record.nickname && ++nicknames[*record.nickname] > 1)) return false;
    return true;
  }

  std::mt19937_64 random_;
  std::map<std::uint64_t, Sample> records_, wanted_;
};

void compare_look_ups(Store& store, Model& model) {
  const UserId owner{model.below(6)};
  QCOMPARE(equal<&Sample::owner>(store, owner), model.keys_where([&](const Sample& s) { return s.owner == owner; }));
  const std::optional<RiderId> rider{RiderId{model.below(4)}};
  QCOMPARE(equal<&Sample::rider>(store, rider), model.keys_where([&](const Sample& s) { return s.rider == rider; }));
  const std::string email = "mail" + std::to_string(model.below(400));
  QCOMPARE(equal<&Sample::email>(store, email), model.keys_where([&](const Sample& s) { return s.email == email; }));

  const std::int64_t first = static_cast<std::int64_t>(model.below(20)) - 10;
  const std::int64_t last = first + static_cast<std::int64_t>(model.below(8));
  Keys by_due = model.keys_where([&](const Sample& s) { return s.due.ms >= first && s.due.ms <= last; });
  std::stable_sort(by_due.begin(), by_due.end(), [&](std::uint64_t a, std::uint64_t b) {
    return model.records().at(a).due < model.records().at(b).due;
  });
  QCOMPARE(range<&Sample::due>(store, first, last), by_due);

  const GeoPoint south_west{static_cast<std::int32_t>(model.below(2'000'000)) - 1'000'000, 2};
  const GeoPoint north_east{south_west.lat + static_cast<std::int32_t>(model.below(1'000'000)), 7};
  const auto within = [&](const Sample& s) {
    return s.place.lat >= south_west.lat && s.place.lat <= north_east.lat && s.place.lon >= 2 && s.place.lon <= 7;
  };
  QCOMPARE(inside<&Sample::place>(store, south_west, north_east), model.keys_where(within));
}

void compare_records(Store& store, const std::map<std::uint64_t, Sample>& records) {
  std::map<std::uint64_t, Sample> stored;
  store.scan(sample_type(),
             [&](std::uint64_t key, const void* record) { stored.emplace(key, *static_cast<const Sample*>(record)); });
  QVERIFY(stored == records);
  QCOMPARE(store.count(sample_type()), records.size());
  for (std::uint64_t key = 1; key <= most_keys; ++key) {
    const auto found = records.find(key);
    QVERIFY(get(store, key) == (found == records.end() ? std::nullopt : std::optional<Sample>(found->second)));
  }
}

}  // namespace

class StoreModel : public QObject {
  Q_OBJECT

 private slots:
  void agrees_with_the_model_data();
  void agrees_with_the_model();
};

void StoreModel::agrees_with_the_model_data() {
  QTest::addColumn<int>("kind");
  QTest::addColumn<quint64>("seed");
  for (std::size_t kind = 0; kind < store_kinds().size(); ++kind)
    for (quint64 seed = 1; seed <= 12; ++seed)
      QTest::addRow("%s, seed %d", store_kinds()[kind].name, static_cast<int>(seed)) << static_cast<int>(kind) << seed;
}

void StoreModel::agrees_with_the_model() {
  QFETCH(int, kind);
  QFETCH(quint64, seed);
  const StoreKind& made = store_kinds()[static_cast<std::size_t>(kind)];
  if (!made.missing.empty()) QSKIP(made.missing.c_str());
  const auto maker = made.make();
  Model model(seed);
  std::map<std::uint64_t, Sample> flushed;
  for (int step = 0; step < 300; ++step) {
    Batch batch;
    const CommitOutcome expected = model.next(batch);
    QCOMPARE(batch.commit(maker->store()), expected);
    compare_look_ups(maker->store(), model);
    if (QTest::currentTestFailed()) return;
    if (maker->durable() && model.below(10) == 0) {
      maker->store().flush();
      flushed = model.records();
      if (model.below(3) == 0) model.below(2) == 0 ? maker->kill_and_open() : maker->close_and_open();
    }
    if (step % 30 == 29) compare_records(maker->store(), model.records());
    if (QTest::currentTestFailed()) return;
  }
  if (maker->durable()) {
    maker->kill_and_open();
    compare_records(maker->store(), flushed);
  }
}

QTEST_GUILESS_MAIN(StoreModel)
#include "store_model.moc"
