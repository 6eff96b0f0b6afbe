// SPDX-License-Identifier: Apache-2.0
// The live city as a screen sees it, beside the books it was read from: on a real PostgreSQL and a real Kafka.
#include <QtTest>
#include <filesystem>

#include "app/composition/demo/demo_city.h"
#include "app/composition/demo/demo_crew.h"
#include "app/composition/live/live_world.h"
#include "app/composition/live_session/live_session.h"
#include "app/composition/simulated_city/datasets.h"
#include "connectors/servers/local_kafka.h"
#include "connectors/servers/local_postgres.h"
#include "tests/support/real_servers.h"

using namespace pizza;

namespace {

constexpr std::uint32_t realms = 2;
constexpr int patience_ms = 60'000;

const sim::CityWish& small_city() {
  static const sim::CityWish wish = [] {
    sim::CityWish made = load_scenario("friday-rush").value().city;
    made.nodes = 3'000;
    return made;
  }();
  return wish;
}

LiveSessionOptions options_for(const std::string& postgres, const std::string& kafka) {
  static const std::string file = city_map_file("Testville", small_city()).value();
  LiveSessionOptions options;
  options.postgres = {postgres};
  options.kafka = kafka;
  options.map_file = file;
  options.map = maps::RoadMap::open(file).value();
  return options;
}

// Customers, kitchens and riders in each realm.
class People : public RealmWatcher {
 public:
  void opened(std::uint32_t realm, BusinessHost& host) override {
    DemoOptions part;
    part.city = options_for("postgresql://nobody@127.0.0.1:1/none", "127.0.0.1:1").map_file;
    part.part = realm;
    part.parts = realms;
    part.customers = 20;
    part.riders = 15;
    const Result<std::string> made = fill_demo_city(host.business(), part);
    if (!made.ok()) throw std::runtime_error(made.problem().detail);
    crews_[realm] = std::make_unique<DemoCrew>(host, 300);
  }
  void closed(std::uint32_t realm) override { crews_.erase(realm); }

 private:
  std::map<std::uint32_t, std::unique_ptr<DemoCrew>> crews_;
};

// All records of a table, each as it encodes itself.
template <class T>
std::map<std::uint64_t, std::string> in_books(const std::string& url) {
  std::map<std::uint64_t, std::string> found;
  Databases databases({url}, "test");
  for (std::uint32_t realm = 0; realm < realms; ++realm) {
    PostgresTable table(databases, layout_of(record_type<T>(), realm));
    table.scan([&](std::uint64_t key, const std::function<void(void*)>& read) {
      T record;
      read(&record);
      record_type<T>().encode(&record, found[key]);
    });
  }
  return found;
}

template <class T>
std::map<std::uint64_t, std::string> in_mirror(const std::map<std::uint64_t, T>& records) {
  std::map<std::uint64_t, std::string> found;
  for (const auto& [key, record] : records) record_type<T>().encode(&record, found[key]);
  return found;
}

}  // namespace

class LiveSessionTest : public QObject {
  Q_OBJECT

 private slots:
  void says_so_when_no_server_answers();
  void has_the_records_of_the_books();
  void goes_on_when_the_books_come_back();
  void goes_on_without_kafka_and_ends_while_it_is_away();

 private:
  void start_servers() {
#ifdef __SANITIZE_THREAD__
    throw ServerMissing("the thread sanitizer cannot follow the threads of Kafka's library");
#endif
    if (const std::string missing = LocalPostgres::missing(); !missing.empty()) throw ServerMissing(missing);
    if (!kafka_) kafka_ = std::make_unique<LocalKafka>();
    LocalPostgresOptions quick;
    quick.durable = false;  // nobody pulls the plug on a test
    if (!postgres_) postgres_ = std::make_unique<LocalPostgres>(quick);
  }
  LiveOptions world_options() {
    LiveOptions options;
    options.postgres = {postgres_->url()};
    options.kafka = kafka_->brokers();
    options.instance = "one";
    options.realms = realms;
    options.folder = folder_.path().toStdString();
    return options;
  }

  QTemporaryDir folder_;
  std::unique_ptr<LocalPostgres> postgres_;
  std::unique_ptr<LocalKafka> kafka_;
};

void LiveSessionTest::says_so_when_no_server_answers() {
  LiveSession session(options_for("postgresql://nobody@127.0.0.1:1/none", "127.0.0.1:1"));
  QVERIFY(session.frame() != nullptr);
  QTRY_COMPARE_WITH_TIMEOUT(session.state().health, Health::Failed, patience_ms);
  QCOMPARE(session.state().title, std::string("The books cannot be reached"));
  QVERIFY(!session.can_be_paced());
  std::string why;
  QVERIFY(!session.wait_for_orders(milliseconds(1), why));
  QVERIFY2(why.find("127.0.0.1:1") != std::string::npos && why.find('\n') == std::string::npos, why.c_str());
  std::atomic<bool> answered{false}, none{false};
  session.open_order({7}, [&](const std::shared_ptr<const OrderStory>& story) {
    none = story == nullptr;
    answered = true;
  });
  QTRY_VERIFY_WITH_TIMEOUT(answered, patience_ms);
  QVERIFY(none);
}

void LiveSessionTest::has_the_records_of_the_books() {
  PIZZA_START_OR_SKIP(start_servers());
  LiveSession session(options_for(postgres_->url(), kafka_->brokers()));
  QTRY_COMPARE_WITH_TIMEOUT(session.state().title, std::string("No live world yet"), patience_ms);
  People people;
  LiveWorld world(world_options(), [](const std::string&) {});
  world.watch(people);
  world.start("127.0.0.1:1");

  std::string why;
  QVERIFY2(session.wait_for_orders(milliseconds(patience_ms), why), why.c_str());
  QTRY_VERIFY_WITH_TIMEOUT(session.frame()->figures.delivered >= 10, patience_ms);
  const auto frame = session.frame();
  QVERIFY(!frame->kitchens.empty());
  QVERIFY(frame->riders.size() >= 15);
  const auto riding = std::find_if(frame->riders.begin(), frame->riders.end(),
                                   [](const RiderView& rider) { return rider.order.value != 0; });
  QVERIFY(riding != frame->riders.end());

  const OrderId done = frame->orders.front().id;
  std::mutex mutex;
  std::shared_ptr<const OrderStory> story;
  session.open_order(done, [&](std::shared_ptr<const OrderStory> told) {
    const std::lock_guard lock(mutex);
    story = std::move(told);
  });
  const auto told = [&] {
    const std::lock_guard lock(mutex);
    return story;
  };
  QTRY_VERIFY_WITH_TIMEOUT(told() != nullptr, patience_ms);
  QVERIFY(!told()->restaurant_name.empty() && !told()->lines.empty() && !told()->events.empty());

  world.stop();
  const std::string url = postgres_->url();
  const auto orders = in_books<Order>(url);
  const auto baskets = in_books<Basket>(url);
  const auto sagas = in_books<OrderSaga>(url);
  const auto deliveries = in_books<Delivery>(url);
  const auto tickets = in_books<Ticket>(url);
  const auto riders = in_books<Rider>(url);
  const auto kitchens = in_books<Kitchen>(url);
  QVERIFY(orders.size() >= 10);
  const auto alike = [&] {
    bool same = false;
    session.look([&](const CityMirror& mirror) {
      same = in_mirror(mirror.orders) == orders && in_mirror(mirror.baskets) == baskets &&
             in_mirror(mirror.sagas) == sagas && in_mirror(mirror.deliveries) == deliveries &&
             in_mirror(mirror.tickets) == tickets && in_mirror(mirror.riders) == riders &&
             in_mirror(mirror.kitchens) == kitchens;
    });
    return same;
  };
  QTRY_VERIFY_WITH_TIMEOUT(alike(), patience_ms);
  QTRY_COMPARE_WITH_TIMEOUT(session.state().health, Health::Well, patience_ms);
}

void LiveSessionTest::goes_on_when_the_books_come_back() {
  PIZZA_START_OR_SKIP(start_servers());
  LiveSession session(options_for(postgres_->url(), kafka_->brokers()));
  QTRY_VERIFY_WITH_TIMEOUT(session.state().health == Health::Well, patience_ms);
  postgres_->kill();
  QTRY_COMPARE_WITH_TIMEOUT(session.state().title, std::string("The books are away"), patience_ms);
  QVERIFY(!session.frame()->kitchens.empty());  // what was read is still shown
  postgres_->start();
  QTRY_VERIFY_WITH_TIMEOUT(session.state().health == Health::Well, patience_ms);
}

void LiveSessionTest::goes_on_without_kafka_and_ends_while_it_is_away() {
  PIZZA_START_OR_SKIP(start_servers());
  People people;
  LiveWorld world(world_options(), [](const std::string&) {});
  world.watch(people);
  world.start("127.0.0.1:1");
  {
    LiveSession session(options_for(postgres_->url(), kafka_->brokers()));
    QTRY_VERIFY_WITH_TIMEOUT(session.state().health == Health::Well, patience_ms);
    kafka_->kill(0);
    QTRY_COMPARE_WITH_TIMEOUT(session.state().title, std::string("Kafka tells nothing"), patience_ms);
    QVERIFY(!session.frame()->kitchens.empty());
    // Customers go on ordering, and the books say so.
    const auto orders_shown = [&] {
      std::size_t shown = 0;
      session.look([&](const CityMirror& mirror) { shown = mirror.orders.size(); });
      return shown;
    };
    const std::size_t before = orders_shown();
    QTRY_VERIFY_WITH_TIMEOUT(orders_shown() > before, patience_ms);
    kafka_->start(0);
    kafka_->wait(0);
    QTRY_VERIFY_WITH_TIMEOUT(session.state().health == Health::Well, patience_ms);
    kafka_->kill(0);
    QTRY_COMPARE_WITH_TIMEOUT(session.state().title, std::string("Kafka tells nothing"), patience_ms);
  }
  world.stop();
  kafka_->start(0);
  kafka_->wait(0);
}

QTEST_GUILESS_MAIN(LiveSessionTest)
#include "live_session_test.moc"
