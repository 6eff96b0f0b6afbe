// SPDX-License-Identifier: Apache-2.0
#include "connectors/journal/journal_file.h"

#include <QTemporaryDir>
#include <QtTest>
#include <filesystem>

#include "connectors/journal/crc32c.h"
#include "tests/contract/sample_events.h"

using namespace pizza;
using samples::Counted;
using samples::Rang;

namespace {

const EventType* known_event(std::string_view name) {
  if (name == "Rang") return &event_type<Rang>();
  return name == "Counted" ? &event_type<Counted>() : nullptr;
}

const EventType* half_the_events(std::string_view name) {
  return name == "Rang" ? &event_type<Rang>() : nullptr;
}

std::vector<EventHolder> events_of(std::uint64_t n) {
  std::vector<EventHolder> events;
  for (std::uint64_t i = 0; i <= n % 3; ++i)
    events.push_back(samples::holder(Rang{n + i, std::string(n * 40, 'x'), {-1, static_cast<std::int64_t>(n)}}));
  if (n % 2 == 1) events.push_back(samples::holder(Counted(n)));
  return events;
}

bool equal(const JournalCommit& commit, std::uint64_t n) {
  const auto expected = events_of(n);
  if (commit.at.ms != -static_cast<std::int64_t>(n) || commit.events.size() != expected.size()) return false;
  for (std::size_t i = 0; i < expected.size(); ++i) {
    std::string a, b;
    commit.events[i].type().encode(commit.events[i].get(), a);
    expected[i].type().encode(expected[i].get(), b);
    if (a != b || &commit.events[i].type() != &expected[i].type()) return false;
  }
  return true;
}

}  // namespace

class JournalFileTest : public QObject {
  Q_OBJECT

 private slots:
  void init() { folder_ = std::make_unique<QTemporaryDir>(); }
  void checks_sums_as_published();
  void gives_every_commit_back();
  void keeps_shards_in_the_order_of_appending();
  void ends_cleanly_at_any_cut();
  void finds_any_flipped_bit();
  void takes_noughts_for_the_end();
  void refuses_other_files();
  void refuses_events_it_does_not_know();

 private:
  std::string path() const { return folder_->filePath("run.journal").toStdString(); }
  // A journal of n commits; the byte behind each record, the head's first.
  std::vector<std::uint64_t> write(std::uint64_t commits);
  void put(const QByteArray& bytes);
  QByteArray bytes() const;

  std::unique_ptr<QTemporaryDir> folder_;
};

std::vector<std::uint64_t> JournalFileTest::write(std::uint64_t commits) {
  std::vector<std::uint64_t> ends;
  JournalFile journal(path(), {"seed 7", {"Rang", "Counted"}}, known_event);
  for (std::uint64_t n = 0; n <= commits; ++n) {
    if (n > 0) journal.committed({-static_cast<std::int64_t>(n)}, events_of(n));
    journal.flush();
    ends.push_back(std::filesystem::file_size(path()));
  }
  return ends;
}

QByteArray JournalFileTest::bytes() const {
  QFile file(QString::fromStdString(path()));
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void JournalFileTest::put(const QByteArray& bytes) {
  QFile file(QString::fromStdString(path()));
  QVERIFY(file.open(QIODevice::WriteOnly));
  QCOMPARE(file.write(bytes), bytes.size());
}

void JournalFileTest::checks_sums_as_published() {
  // RFC 3720, appendix B.4.
  QCOMPARE(crc32c(std::string(32, '\0')), 0x8A9136AAU);
  QCOMPARE(crc32c(std::string(32, '\xFF')), 0x62A8AB43U);
  QCOMPARE(crc32c("123456789"), 0xE3069283U);
  QCOMPARE(crc32c(""), 0U);
}

void JournalFileTest::gives_every_commit_back() {
  write(9);
  JournalReader reader(path(), known_event);
  QCOMPARE(reader.head().text, std::string("seed 7"));
  QCOMPARE(reader.head().names, (std::vector<std::string>{"Rang", "Counted"}));
  JournalCommit commit;
  for (std::uint64_t n = 1; n <= 9; ++n) {
    QVERIFY(reader.next(commit));
    QCOMPARE(commit.shard, 0u);
    QVERIFY(equal(commit, n));
  }
  QVERIFY(!reader.next(commit));
  QVERIFY(reader.end().whole);
  QCOMPARE(reader.end().text, "end after record 10 at byte " + std::to_string(std::filesystem::file_size(path())));
}

void JournalFileTest::keeps_shards_in_the_order_of_appending() {
  {
    JournalFile journal(path(), {"", {"Rang", "Counted"}}, known_event);
    JournalBuffer first(1, journal.numbers()), second(2, journal.numbers());
    second.committed({-4}, events_of(4));
    first.committed({-5}, events_of(5));
    first.committed({-7}, {});  // nothing happened: nothing to fold
    second.committed({-6}, events_of(6));
    journal.append(first);
    journal.append(second);
    QVERIFY(first.frames().empty() && second.frames().empty());
    journal.sync();
  }
  JournalReader reader(path(), known_event);
  JournalCommit commit;
  for (const auto& [shard, n] : {std::pair{1u, 5}, {2u, 4}, {2u, 6}}) {
    QVERIFY(reader.next(commit));
    QCOMPARE(commit.shard, shard);
    QVERIFY(equal(commit, static_cast<std::uint64_t>(n)));
  }
  QVERIFY(!reader.next(commit));
}

void JournalFileTest::ends_cleanly_at_any_cut() {
  const std::vector<std::uint64_t> ends = write(5);
  const QByteArray whole = bytes();
  for (qsizetype size = 0; size <= whole.size(); ++size) {
    put(whole.left(size));
    if (static_cast<std::uint64_t>(size) < ends.front()) {
      QVERIFY_THROWS_EXCEPTION(FrameFileError, JournalReader(path(), known_event));
      continue;
    }
    const auto after = std::upper_bound(ends.begin(), ends.end(), static_cast<std::uint64_t>(size));
    const auto records = static_cast<std::uint64_t>(after - ends.begin());
    JournalReader reader(path(), known_event);
    JournalCommit commit;
    for (std::uint64_t n = 1; n < records; ++n) QVERIFY(reader.next(commit) && equal(commit, n));
    QVERIFY(!reader.next(commit));
    QVERIFY(!reader.next(commit));
    QCOMPARE(reader.end().frames, records);
    QCOMPARE(reader.end().position, *(after - 1));
    QCOMPARE(reader.end().whole, *(after - 1) == static_cast<std::uint64_t>(size));
  }
}

void JournalFileTest::finds_any_flipped_bit() {
  const std::vector<std::uint64_t> ends = write(4);
  const QByteArray whole = bytes();
  for (qsizetype at = static_cast<qsizetype>(ends.front()); at < whole.size(); ++at) {
    QByteArray flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << (at % 8)));
    put(flipped);
    JournalReader reader(path(), known_event);
    JournalCommit commit;
    const auto hit = std::upper_bound(ends.begin(), ends.end(), static_cast<std::uint64_t>(at));
    const auto before = static_cast<std::uint64_t>(hit - ends.begin());
    for (std::uint64_t n = 1; n < before; ++n) QVERIFY(reader.next(commit) && equal(commit, n));
    QVERIFY(!reader.next(commit));
    QVERIFY(!reader.end().whole);
    QCOMPARE(reader.end().frames, before);
    QVERIFY(reader.end().text.starts_with("cut after record " + std::to_string(before) + " at byte "));
  }
}

void JournalFileTest::takes_noughts_for_the_end() {
  write(2);
  put(bytes() + QByteArray(4096, '\0'));
  JournalReader reader(path(), known_event);
  JournalCommit commit;
  QVERIFY(reader.next(commit) && reader.next(commit) && !reader.next(commit));
  QVERIFY(!reader.end().whole);
  QCOMPARE(reader.end().frames, std::uint64_t{3});
}

void JournalFileTest::refuses_other_files() {
  QVERIFY_THROWS_EXCEPTION(FrameFileError, JournalReader(path(), known_event));
  put("PK\x03\x04 something else");
  QVERIFY_THROWS_EXCEPTION(FrameFileError, JournalReader(path(), known_event));
  QVERIFY_THROWS_EXCEPTION(FrameFileError, JournalFile(path() + "/no/such/folder", {}, known_event));
  try {
    JournalFile journal("/dev/full", {"", {"Rang"}}, known_event);
    journal.flush();
    QFAIL("a full disk went unnoticed");
  } catch (const FrameFileError& error) {
    QVERIFY(std::string_view(error.what()).starts_with("/dev/full: cannot write"));
  }
}

void JournalFileTest::refuses_events_it_does_not_know() {
  write(3);
  QVERIFY_THROWS_EXCEPTION(FrameFileError, JournalReader(path(), half_the_events));
  QVERIFY_THROWS_EXCEPTION(std::logic_error, JournalFile(path(), {"", {"Counted"}}, half_the_events));
  JournalFile journal(path(), {"", {"Rang"}}, known_event);
  QVERIFY_THROWS_EXCEPTION(std::logic_error, journal.committed({1}, events_of(1)));
}

QTEST_GUILESS_MAIN(JournalFileTest)
#include "journal_file_test.moc"
