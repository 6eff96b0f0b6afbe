// SPDX-License-Identifier: Apache-2.0
// A host that stops in the middle of its work, and one that has too much of it.
#include <QTemporaryDir>
#include <QTest>
#include <future>
#include <stdexcept>

#include "app/composition/embedded_world.h"

using namespace pizza;

namespace {

// What became of a command: empty where it was done, else the type of the problem.
struct Fate {
  std::promise<std::string> told;
  std::future<std::string> known = told.get_future();

  BusinessHost::Refuse refuse() {
    return [this](const Problem& problem) { told.set_value(problem.type); };
  }
  auto then() {
    return [this](BusinessHost&, const Outcome&) { told.set_value({}); };
  }
};

Outcome nothing(Business&) {
  return Done{};
}

Outcome stop(Business&) {
  throw std::runtime_error("stopped by the test");
}

// Full whenever it is told so.
class FullHost : private EmbeddedParts, public BusinessHost {
 public:
  explicit FullHost(const WorldOptions& options)
      : EmbeddedParts(options), BusinessHost(EmbeddedParts::ports(), {options.queue_limit, {}}) {}
  ~FullHost() override { BusinessHost::stop(); }

  std::atomic<bool> full{false};

 protected:
  std::optional<Problem> overload() override {
    if (!full) return std::nullopt;
    return problem(Status::Unavailable, "events.away", "the test says so");
  }
};

}  // namespace

class BusinessHostTest : public QObject {
  Q_OBJECT

 private slots:
  void whoever_waits_is_refused_when_the_business_stops() {
    QTemporaryDir folder;
    std::promise<std::string> died;
    WorldOptions options;
    options.folder = folder.filePath("shop").toStdString();
    options.died = [&](const std::string& why) { died.set_value(why); };
    EmbeddedWorld world(options);
    Fate before, culprit, after;
    // Before the thread starts, so that all are of one batch.
    QVERIFY(world.command(nothing, before.then(), before.refuse()));
    QVERIFY(world.command(stop, culprit.then(), culprit.refuse()));
    QVERIFY(world.command(nothing, after.then(), after.refuse()));
    world.start();
    // Done, but not known to be durable.
    QCOMPARE(before.known.get(), std::string("business.gone"));
    QCOMPARE(culprit.known.get(), std::string("business.gone"));
    QCOMPARE(after.known.get(), std::string("business.gone"));
    QCOMPARE(died.get_future().get(), std::string("stopped by the test"));
    QVERIFY(!world.alive());
    Fate late;
    QVERIFY(!world.command(nothing, late.then(), late.refuse()));
  }

  void what_is_too_much_is_refused_and_looking_goes_on() {
    QTemporaryDir folder;
    WorldOptions options;
    options.folder = folder.filePath("shop").toStdString();
    FullHost world(options);
    world.start();
    Fate easy, refused, look, easy_again;
    QVERIFY(world.command(nothing, easy.then(), easy.refuse()));
    QCOMPARE(easy.known.get(), std::string());
    world.full = true;
    QVERIFY(world.command(nothing, refused.then(), refused.refuse()));
    QCOMPARE(refused.known.get(), std::string("events.away"));
    QVERIFY(world.look(nothing, look.then(), look.refuse()));
    QCOMPARE(look.known.get(), std::string());
    world.full = false;
    QVERIFY(world.command(nothing, easy_again.then(), easy_again.refuse()));
    QCOMPARE(easy_again.known.get(), std::string());
  }
};

QTEST_GUILESS_MAIN(BusinessHostTest)
#include "business_host_test.moc"
