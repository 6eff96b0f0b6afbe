// SPDX-License-Identifier: Apache-2.0
// Whole runs of a small city: what must hold holds for every seed, and the outcome depends on the seed alone.
#include <QTemporaryDir>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "app/composition/simulated_city/journal_replay.h"
#include "tests/sim/agents/small_city.h"

using namespace pizza;

namespace {

std::string run_hash(const test::SmallCity& wanted, const SimulatedCityOptions& options = {}) {
  SimulatedCity city(test::small_model(wanted), options);
  test::run_to_the_end(city);
  return city.state().hex();
}

}  // namespace

class CityRunTest : public QObject {
  Q_OBJECT

 private slots:
  void invariants_hold_for_every_seed_data() {
    QTest::addColumn<int>("seed");
    for (int seed = 1; seed <= 24; ++seed) QTest::addRow("seed %d", seed) << seed;
  }

  void invariants_hold_for_every_seed() {
    QFETCH(int, seed);
    SimulatedCity city(test::small_model({.seed = static_cast<std::uint64_t>(seed)}), {});
    const sim::Scenario& scenario = city.model().scenario;
    for (Instant at = scenario.begins; at < scenario.ends() && !(at >= scenario.closes() && city.quiet());) {
      at = at + minutes(3);
      city.run_until(at);
      const sim::InvariantReport report = city.check_running();
      QVERIFY2(report.violated == 0, report.violations.empty() ? "" : report.violations.front().c_str());
    }
    QVERIFY2(city.quiet(), "something is still open when the drain is over");
    const sim::InvariantReport report = city.check_finished();
    QVERIFY2(report.violated == 0, report.violations.empty() ? "" : report.violations.front().c_str());
    QVERIFY(report.checked > 500);
    const sim::RunFigures figures = sim::figures_of(city.territories());
    QVERIFY(figures.placed > 40);
    QVERIFY2(figures.delivered * 10 >= figures.placed * 8, "fewer than eight in ten were delivered");
    QCOMPARE(figures.open, 0);
    QCOMPARE(figures.placed, static_cast<std::int64_t>(figures.customer_tally.orders));
  }

  void one_seed_one_outcome() {
    const std::string first = run_hash({.seed = 5});
    QCOMPARE(run_hash({.seed = 5}), first);
    QVERIFY(run_hash({.seed = 6}) != first);
  }

  void threads_do_not_show() {
    const test::SmallCity wanted{.seed = 7, .territories = 3};
    SimulatedCityOptions two;
    two.threads = 2;
    QCOMPARE(run_hash(wanted, two), run_hash(wanted));
  }

  void windows_do_not_show() {
    const test::SmallCity wanted{.seed = 8};
    SimulatedCity city(test::small_model(wanted), {});
    city.run_until(city.model().scenario.ends());
    SimulatedCity other(test::small_model(wanted), {});
    for (Instant at = other.now(); at < other.model().scenario.ends();) other.run_until(at = at + seconds(47));
    other.run_until(other.model().scenario.ends());
    QCOMPARE(other.state().hex(), city.state().hex());
  }

  void stores_do_not_show() {
    const test::SmallCity wanted{.seed = 9, .orders = 30};
    QTemporaryDir folder;
    SimulatedCityOptions sqlite;
    sqlite.store = StoreKind::Sqlite;
    sqlite.data_folder = folder.path().toStdString();
    QCOMPARE(run_hash(wanted, sqlite), run_hash(wanted));
    QVERIFY(std::filesystem::exists(sqlite.data_folder + "/territory-1.db"));
    QVERIFY_EXCEPTION_THROWN(SimulatedCity(test::small_model(wanted), sqlite), std::runtime_error);
  }

  void territories_are_islands() {
    // What happens in the first territory does not depend on the others being there to run.
    const auto model = test::small_model({.seed = 10, .territories = 3});
    SimulatedCity whole(model, {});
    SimulatedCity part(model, {});
    whole.run_until(model->scenario.ends());
    part.territories().front()->run_until(model->scenario.ends());
    QCOMPARE(part.territories().front()->state().hex(), whole.territories().front()->state().hex());
  }

  void journal_gives_the_state_again() {
    QTemporaryDir folder;
    SimulatedCityOptions options;
    options.journal = folder.filePath("run.journal").toStdString();
    std::string hash;
    std::uint64_t events = 0;
    {
      SimulatedCity city(test::small_model({.seed = 11}), options);
      test::run_to_the_end(city);
      city.sync_journal();
      hash = city.state().hex();
      events = city.events();
    }
    const auto replayed = replay_journal(options.journal);
    QVERIFY2(replayed.ok(), replayed.ok() ? "" : replayed.problem().detail.c_str());
    QCOMPARE(replayed->state.hex(), hash);
    QVERIFY(replayed->complete);
    QCOMPARE(replayed->shards, std::size_t{2});
    // The restaurants open before anybody listens, but in the journal they are.
    QVERIFY(replayed->events >= events);
  }

  void journal_up_to_a_moment() {
    QTemporaryDir folder;
    SimulatedCityOptions options;
    options.journal = folder.filePath("run.journal").toStdString();
    SimulatedCity city(test::small_model({.seed = 12}), options);
    const Instant middle = city.model().scenario.begins + minutes(40);
    city.run_until(middle);
    const std::string then = city.state().hex();
    test::run_to_the_end(city);
    city.sync_journal();
    const auto replayed = replay_journal(options.journal, {.until = middle});
    QVERIFY(replayed.ok());
    QCOMPARE(replayed->state.hex(), then);
  }

  void journal_cut_anywhere() {
    QTemporaryDir folder;
    SimulatedCityOptions options;
    options.journal = folder.filePath("run.journal").toStdString();
    {
      SimulatedCity city(test::small_model({.seed = 13, .orders = 10}), options);
      test::run_to_the_end(city);
      city.sync_journal();
    }
    const auto size = static_cast<std::int64_t>(std::filesystem::file_size(options.journal));
    const std::string cut = folder.filePath("cut.journal").toStdString();
    std::uint64_t before = 0;
    for (std::int64_t keep = size / 2; keep < size; keep += size / 37 + 1) {
      std::filesystem::copy_file(options.journal, cut, std::filesystem::copy_options::overwrite_existing);
      std::filesystem::resize_file(cut, static_cast<std::uintmax_t>(keep));
      const auto replayed = replay_journal(cut);
      QVERIFY2(replayed.ok(), replayed.ok() ? "" : replayed.problem().detail.c_str());
      QVERIFY(!replayed->impossible);
      QVERIFY(replayed->events >= before);
      QVERIFY(replayed->complete || replayed->stopped_at_byte <= static_cast<std::uint64_t>(keep));
      QVERIFY(replayed->complete || !replayed->stopped_because.empty());
      before = replayed->events;
    }
    QVERIFY(before > 0);
    for (const std::uintmax_t keep : {1U, 7U, 8U, 9U, 60U}) {
      std::filesystem::copy_file(options.journal, cut, std::filesystem::copy_options::overwrite_existing);
      std::filesystem::resize_file(cut, keep);
      const auto replayed = replay_journal(cut);
      QVERIFY(replayed.ok() && !replayed->complete && replayed->events == 0);
    }
  }

  void no_journal_is_refused() {
    QTemporaryDir folder;
    const std::string path = folder.filePath("poem.txt").toStdString();
    std::ofstream(path) << "Of dough and fire";
    const auto replayed = replay_journal(path);
    QVERIFY(!replayed.ok());
    QVERIFY(replayed.problem().detail.starts_with(path));
    QVERIFY(!replay_journal(folder.filePath("nothing").toStdString()).ok());
  }
};

QTEST_GUILESS_MAIN(CityRunTest)
#include "city_run_test.moc"
