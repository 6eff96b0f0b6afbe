// SPDX-License-Identifier: Apache-2.0
#include <unistd.h>

#include <QTest>
#include <csignal>
#include <fstream>
#include <sstream>

#include "connectors/servers/local_process.h"

using namespace pizza;
using namespace std::chrono_literals;

namespace {

std::string text_of(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

ProcessCommand shell(const ServerFolder& folder, const std::string& script) {
  return {{"/bin/sh", "-c", script}, {"WORD=value"}, folder.path(), folder.path() / "log", false, false};
}

}  // namespace

class LocalProcessTest : public QObject {
  Q_OBJECT
 private slots:
  void a_program_runs_in_its_folder_with_its_words_and_little_else() {
    qputenv("PIZZA_SECRET", "leaks");
    const ServerFolder folder{{}};
    QCOMPARE(run_program(shell(folder, "pwd; echo $WORD$PIZZA_SECRET; exit 3"), 10s), 3);
    QCOMPARE(text_of(folder.path() / "log"), folder.path().string() + "\nvalue\n");
  }

  void nothing_runs_as_root() {
    const ServerFolder folder{{}};
    QCOMPARE(run_program(shell(folder, "id -u; echo mine > made"), 10s), 0);
    const std::string uid = text_of(folder.path() / "log");
    QVERIFY(uid != "0\n");
    QCOMPARE(uid, std::to_string(server_user().uid) + "\n");
    QCOMPARE(text_of(folder.path() / "made"), std::string("mine\n"));
  }

  void what_is_missing_is_named_with_its_package() {
    try {
      find_program("no-such-server", "no-such-package");
      QFAIL("found");
    } catch (const ServerMissing& error) {
      QCOMPARE(std::string(error.what()),
               std::string("no-such-server: not found; install the Debian package no-such-package"));
    }
    const ServerFolder folder{{}};
    ProcessCommand command = shell(folder, "");
    command.words[0] = "/no/such/program";
    QVERIFY_EXCEPTION_THROWN(LocalProcess{command}, ServerMissing);
  }

  void who_does_not_listen_is_killed() {
    const ServerFolder folder{{}};
    const ProcessCommand command = shell(folder, "trap '' TERM; echo up; while :; do read line < /dev/zero; done");
    LocalProcess process(command);
    wait_until_ready(
        process, command, "the shell", [&] { return text_of(command.log) == "up\n"; }, 10s);
    QVERIFY(process.running() && process.mark().running());
    process.stop(SIGTERM, 50ms);
    QCOMPARE(process.status(), 128 + SIGKILL);
    QVERIFY(!process.running());
  }

  void a_server_that_ends_early_is_explained_by_its_log() {
    const ServerFolder folder{{}};
    const ProcessCommand command = shell(folder, "echo the disk is full; exit 4");
    LocalProcess process(command);
    try {
      wait_until_ready(
          process, command, "the shell", [] { return false; }, 10s);
      QFAIL("ready");
    } catch (const ServerError& error) {
      QCOMPARE(std::string(error.what()), std::string("the shell ended with status 4: the disk is full"));
    }
  }

  void a_mark_tells_a_process_from_a_later_one_of_the_same_number() {
    const ServerFolder folder{{}};
    const ProcessMark self = mark_of(getpid());
    QVERIFY(self.running());
    QVERIFY(!ProcessMark({self.pid, self.started + 1}).running());
    QVERIFY(!ProcessMark{}.running());
    write_mark(folder.path() / "mark", self);
    QVERIFY(read_mark(folder.path() / "mark").running());
    QVERIFY(!read_mark(folder.path() / "none").running());
  }

  void the_detached_outlive_their_owner_and_are_ended_by_their_mark() {
    const ServerFolder folder{{}};
    ProcessCommand command = shell(folder, "exec sleep 600");
    command.detached = true;
    ProcessMark mark;
    { mark = LocalProcess(command).mark(); }
    QVERIFY(mark.running());
    end_process(mark, SIGTERM, 10s);
    QVERIFY(!mark.running());
  }

  void ports_are_free_and_never_the_same() {
    const std::uint16_t first = free_port();
    QVERIFY(!port_answers(first));
    for (int i = 0; i < 100; ++i) QVERIFY(free_port() != first);
  }
};

QTEST_GUILESS_MAIN(LocalProcessTest)
#include "local_process_test.moc"
