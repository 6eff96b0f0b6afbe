// SPDX-License-Identifier: Apache-2.0
// Random work in a kitchen against a small model: every ticket at exactly one place, no station above its capacity, the
// queue by its rule, and the sums right.
#include <QTest>
#include <algorithm>
#include <map>
#include <random>

#include "connectors/bus/in_process_bus.h"
#include "connectors/memory/memory_store.h"
#include "tests/support/hand_world.h"

using namespace pizza;
using test::HandWorld;

namespace {

constexpr int steps = 15'000;

struct TicketModel {
  TicketStatus status = TicketStatus::Waiting;
  std::size_t station = 0;
  int rank = 0;
  Instant due;
  std::array<int, 3> places{};
  int taken = 0;
  std::uint64_t main = 0;
  int remakes = 0;       // ever
  int open_remakes = 0;  // now
  Instant bumped_at;
};

// The kitchen, as its header tells.
struct KitchenModel {
  std::map<std::uint64_t, TicketModel> tickets;
  std::array<std::vector<std::uint64_t>, 3> queues;
  std::array<int, 3> capacity{2, 3, 1};
  std::array<int, 3> busy{};
  bool quality_check = false;

  TicketModel& at(std::uint64_t id) { return tickets.at(id); }

  void enqueue(std::uint64_t id) {
    auto& queue = queues[at(id).station];
    at(id).status = TicketStatus::Waiting;
    queue.push_back(id);
    // A recalled ticket may stand in front out of turn; those behind the new one's place are in order.
    for (std::size_t i = queue.size() - 1; i > 0; --i) {
      const TicketModel& a = at(queue[i]);
      const TicketModel& b = at(queue[i - 1]);
      const bool first = a.rank != b.rank ? a.rank > b.rank : a.due != b.due ? a.due < b.due : queue[i] < queue[i - 1];
      if (!first) break;
      std::swap(queue[i], queue[i - 1]);
    }
  }
  void start(std::size_t station) {
    auto& queue = queues[station];
    while (!queue.empty()) {
      TicketModel& next = at(queue.front());
      const int needed = std::max(next.places[station], 1);
      const bool fits =
          busy[station] < capacity[station] && (busy[station] == 0 || busy[station] + needed <= capacity[station]);
      if (!fits) return;
      next.taken = std::min(needed, capacity[station]);
      next.status = TicketStatus::Working;
      busy[station] += next.taken;
      queue.erase(queue.begin());
    }
  }
  void leave(std::uint64_t id) {
    TicketModel& ticket = at(id);
    if (ticket.status == TicketStatus::Working) busy[ticket.station] -= ticket.taken;
    if (ticket.status == TicketStatus::Waiting) std::erase(queues[ticket.station], id);
    ticket.taken = 0;
  }
  void packed(std::uint64_t id) {
    TicketModel& ticket = at(id);
    if (ticket.main != 0) {
      ticket.status = TicketStatus::Ready;
      --at(ticket.main).open_remakes;
      if (at(ticket.main).status == TicketStatus::Gathering) packed(ticket.main);
    } else if (ticket.open_remakes > 0) {
      ticket.status = TicketStatus::Gathering;
    } else {
      ticket.status = quality_check ? TicketStatus::Checking : TicketStatus::Ready;
    }
  }
  void bump(std::uint64_t id, Instant now) {
    TicketModel& ticket = at(id);
    leave(id);
    ticket.bumped_at = now;
    const std::size_t left = ticket.station;
    if (left == 2) {
      packed(id);
    } else {
      ++ticket.station;
      enqueue(id);
      start(ticket.station);
    }
    start(left);
  }
  void take_out(std::uint64_t id) {
    if (is_over(at(id).status)) return;
    for (auto& [key, other] : tickets)
      if (other.main == id) take_out(key);
    leave(id);
    at(id).status = TicketStatus::Voided;
    if (at(id).main != 0) --at(at(id).main).open_remakes;
    start(at(id).station);
  }
};

struct Trial : HandWorld {
  Trial() : HandWorld(store, bus) { cast = open_shop(); }
  MemoryStore store;
  InProcessBus bus;
  Cast cast;
  std::mt19937_64 chance{4'711};
  KitchenModel model;
  std::array<int, 3> pizza_places{};  // of the margherita's recipe; the cola has none
  bool recipe = false;
  std::map<std::string, int> happened;
  std::vector<std::uint64_t> live;  // not over, and some that are

  int upto(int n) { return static_cast<int>(chance() % static_cast<std::uint64_t>(n + 1)); }
  std::uint64_t some_ticket() { return live.empty() ? 0 : live[static_cast<std::size_t>(upto(int(live.size()) - 1))]; }
  // Mostly one that stands so; now and then any.
  std::uint64_t one_that_is(TicketStatus status) {
    std::vector<std::uint64_t> found;
    for (const std::uint64_t id : live)
      if (model.at(id).status == status) found.push_back(id);
    return found.empty() || upto(4) == 0 ? some_ticket() : found[static_cast<std::size_t>(upto(int(found.size()) - 1))];
  }
  template <class C>
  bool tell(const C& command, const char* name) {
    const bool ok = business.command(command).ok();
    if (ok) ++happened[name];
    return ok;
  }

  std::array<int, 3> places_for(int pizzas, bool cola) const {
    std::array<int, 3> places{1, 1, 1};
    if (!recipe) return places;
    for (std::size_t s = 0; s < 3; ++s) places[s] = std::max(pizzas * pizza_places[s] + (cola ? 1 : 0), 1);
    return places;
  }

  void open() {
    PlaceOrder wanted = wish(cast);
    const int pizzas = 1 + upto(3);
    const bool cola = upto(1) == 0;
    wanted.lines = {{cast.margherita, pizzas, {{0, 0}}}};
    if (cola) wanted.lines.push_back({cast.cola, 1, {}});
    TicketModel made;
    made.due = clock.at + minutes(upto(60));
    const auto id = business.execute([&](UnitOfWork& w) -> Result<TicketId> {
      const auto order = business.orders.place(w, wanted);
      if (!order.ok()) return order.problem();
      return business.kitchens.open_ticket(w, *order, cast.restaurant, made.due);
    });
    if (!id.ok() && id.problem().type == "restaurant.busy") return;  // it has more than it can bake
    QVERIFY(id.ok());
    provider.asked.clear();
    timers.armed.clear();
    made.places = places_for(pizzas, cola);
    model.tickets.emplace(id->value, made);
    model.enqueue(id->value);
    model.start(0);
    live.push_back(id->value);
    ++happened["open"];
  }

  void bump(std::uint64_t id) {
    const bool working = model.at(id).status == TicketStatus::Working;
    QCOMPARE(tell(FinishStation{TicketId{id}}, "bump"), working);
    if (working) model.bump(id, clock.at);
  }
  void recall(std::uint64_t id) {
    TicketModel& ticket = model.at(id);
    const bool packed = ticket.status == TicketStatus::Ready || ticket.status == TicketStatus::Gathering ||
                        ticket.status == TicketStatus::Checking;
    const bool moving = ticket.status == TicketStatus::Waiting || ticket.status == TicketStatus::Working;
    const bool may =
        (packed ? ticket.main == 0 : moving && ticket.station > 0) && clock.at <= ticket.bumped_at + minutes(10);
    QCOMPARE(tell(RecallTicket{TicketId{id}}, "recall"), may);
    if (!may) return;
    const std::size_t from = ticket.station;
    model.leave(id);
    ticket.station = packed ? 2 : from - 1;
    ticket.status = TicketStatus::Waiting;
    auto& queue = model.queues[ticket.station];
    queue.insert(queue.begin(), id);
    model.start(ticket.station);
    model.start(from);
  }
  void remake(std::uint64_t id, bool from_check) {
    const std::uint64_t main = model.at(id).main != 0 && !from_check ? model.at(id).main : id;
    TicketModel& of = model.at(main);
    const bool untouched = of.station == 0 && (of.status == TicketStatus::Waiting || of.status == TicketStatus::Held);
    const bool may = from_check ? of.status == TicketStatus::Checking && of.remakes < 20
                                : !untouched && of.status != TicketStatus::Voided && of.remakes < 20;
    const bool done = from_check ? tell(CheckTicket{TicketId{id}, false, {0}, "pale"}, "failed check")
                                 : tell(RemakeLines{TicketId{id}, {0}, "burnt"}, "remake");
    QCOMPARE(done, may);
    if (!may) return;
    const Ticket& made = business.read([&](UnitOfWork& w) {
      return *w.find(TicketId{w.find_where<&Ticket::order>(w.find(TicketId{main})->order).back()});
    });
    TicketModel again;
    again.rank = 2;
    again.due = of.due;
    again.main = main;
    again.places = {made.places[0], made.places[1], made.places[2]};
    ++of.remakes;
    ++of.open_remakes;
    if (of.status == TicketStatus::Ready || of.status == TicketStatus::Checking) of.status = TicketStatus::Gathering;
    model.tickets.emplace(made.id.value, again);
    live.push_back(made.id.value);
    model.enqueue(made.id.value);
    model.start(0);
  }
  void hold(std::uint64_t id) {
    TicketModel& ticket = model.at(id);
    const bool may = ticket.status == TicketStatus::Waiting;
    QCOMPARE(tell(HoldTicket{TicketId{id}}, "hold"), may);
    if (!may) return;
    model.leave(id);
    ticket.status = TicketStatus::Held;
    model.start(ticket.station);
  }
  void fire(std::uint64_t id) {
    TicketModel& ticket = model.at(id);
    const bool may = ticket.status == TicketStatus::Held;
    QCOMPARE(tell(FireTicket{TicketId{id}}, "fire"), may);
    if (!may) return;
    model.enqueue(id);
    model.start(ticket.station);
  }
  void rush(std::uint64_t id) {
    TicketModel& ticket = model.at(id);
    const int rank = upto(1);
    QCOMPARE(tell(RushTicket{TicketId{id}, rank == 1}, "rush"), !is_over(ticket.status));
    if (is_over(ticket.status) || ticket.rank == 2 || ticket.rank == rank) return;
    ticket.rank = rank;
    if (ticket.status == TicketStatus::Waiting) {
      std::erase(model.queues[ticket.station], id);
      model.enqueue(id);
    }
    model.start(ticket.station);
  }
  void pass(std::uint64_t id) {
    TicketModel& ticket = model.at(id);
    const bool may = ticket.status == TicketStatus::Checking;
    QCOMPARE(tell(CheckTicket{TicketId{id}, true, {}, ""}, "passed check"), may);
    if (may) ticket.status = TicketStatus::Ready;
  }
  void take_out(std::uint64_t id) {
    QVERIFY(business
                .execute([&](UnitOfWork& w) -> Outcome {
                  business.kitchens.void_ticket(w, TicketId{id});
                  return Done{};
                })
                .ok());
    model.take_out(id);
    ++happened["void"];
  }
  void equip() {
    const auto station = static_cast<std::size_t>(upto(2));
    const int capacity = upto(4);
    QVERIFY(tell(EquipKitchen{cast.restaurant, static_cast<Station>(station), capacity}, "equip"));
    model.capacity[station] = capacity;
    model.start(station);
  }
  void change_rules() {
    model.quality_check = !model.quality_check;
    QVERIFY(tell(LimitKitchen{cast.restaurant, {0, 0, 0, model.quality_check}}, "limit"));
    for (std::size_t s = 0; s < 3; ++s) pizza_places[s] = upto(2);
    QVERIFY(tell(SetRecipe{cast.margherita, {pizza_places[0], pizza_places[1], pizza_places[2]}}, "recipe"));
    recipe = true;
  }
  // Keeps the work in hand: what is over for good is looked at no more.
  void clear() {
    std::erase_if(live, [&](std::uint64_t id) {
      const TicketModel& ticket = model.at(id);
      return is_over(ticket.status) && clock.at > ticket.bumped_at + minutes(11);
    });
  }

  void check() {
    const Kitchen kitchen = business.read([&](UnitOfWork& w) { return *w.find_at<Kitchen>(cast.restaurant.value); });
    std::array<std::int64_t, 3> load{};
    std::array<int, 3> busy{};
    std::array<std::size_t, 3> waiting{};
    business.read([&](UnitOfWork& w) {
      for (const std::uint64_t key : w.find_where<&Ticket::open_at>(std::optional<RestaurantId>(cast.restaurant))) {
        const Ticket& ticket = *w.find(TicketId{key});
        const TicketModel& expected = model.at(key);
        const auto station = static_cast<std::size_t>(ticket.station);
        [&] {
          QCOMPARE(ticket.status, expected.status);
          QCOMPARE(station, expected.station);
          QCOMPARE(ticket.taken, expected.taken);
          QCOMPARE(ticket.open_remakes, expected.open_remakes);
          QVERIFY(!is_over(ticket.status));
        }();
        busy[station] += ticket.taken;
        waiting[station] += ticket.status == TicketStatus::Waiting;
        if (ticket.status != TicketStatus::Waiting && ticket.status != TicketStatus::Working) continue;
        for (std::size_t s = station; s < 3; ++s)
          load[s] += std::int64_t{ticket.work_s[s]} * std::max(ticket.places[s], 1);
      }
      return 0;
    });
    for (std::size_t s = 0; s < 3; ++s) {
      const StationState& station = kitchen.stations[s];
      QCOMPARE(station.busy, busy[s]);
      QCOMPARE(station.busy, model.busy[s]);
      QCOMPARE(station.load_s, load[s]);
      QCOMPARE(station.waiting.size(), waiting[s]);
      QCOMPARE(station.waiting.size(), model.queues[s].size());
      for (std::size_t i = 0; i < station.waiting.size(); ++i) QCOMPARE(station.waiting[i].value, model.queues[s][i]);
    }
  }
  // Over the whole store: what the model holds to be over is so.
  void check_all() {
    store.scan(record_type<Ticket>(), [&](std::uint64_t key, const void* record) {
      const auto* ticket = static_cast<const Ticket*>(record);
      QCOMPARE(ticket->status, model.at(key).status);
      QCOMPARE(static_cast<bool>(ticket->open_at), !is_over(ticket->status));
      QCOMPARE(static_cast<bool>(ticket->ready_at), ticket->status == TicketStatus::Ready);
    });
  }
};

}  // namespace

class KitchenPropertyTest : public QObject {
  Q_OBJECT
 private slots:
  void everyTicketIsAtOnePlaceAndNoStationAboveItsCapacity() {
    Trial trial;
    for (int step = 0; step < steps && !QTest::currentTestFailed(); ++step) {
      const int dice = trial.upto(99);
      const std::uint64_t id = trial.some_ticket();
      const std::array<int, 3> before = trial.model.busy;
      if (dice < 20 || id == 0) {
        if (trial.live.size() < 40) trial.open();
      } else if (dice < 54) {
        trial.bump(trial.one_that_is(TicketStatus::Working));
      } else if (dice < 66) {
        trial.recall(id);
      } else if (dice < 70) {
        trial.remake(id, false);
      } else if (dice < 75) {
        trial.hold(id);
      } else if (dice < 81) {
        trial.fire(trial.one_that_is(TicketStatus::Held));
      } else if (dice < 84) {
        trial.rush(id);
      } else if (dice < 89) {
        trial.pass(trial.one_that_is(TicketStatus::Checking));
      } else if (dice < 91) {
        trial.remake(trial.one_that_is(TicketStatus::Checking), true);
      } else if (dice < 94) {
        trial.take_out(id);
      } else if (dice < 96) {
        trial.equip();
      } else if (dice < 97) {
        trial.change_rules();
      } else {
        trial.clock.at = trial.clock.at + minutes(trial.upto(6));
        trial.clear();
      }
      trial.check();
      // A station that was made smaller keeps what it has, and takes no more.
      for (std::size_t s = 0; s < 3; ++s) QVERIFY(trial.model.busy[s] <= std::max(trial.model.capacity[s], before[s]));
      if (step % 1'000 == 0) trial.check_all();
      if (QTest::currentTestFailed()) qWarning("at step %d, dice %d", step, dice);
    }
    trial.check_all();
    for (const char* kind : {"open", "bump", "recall", "remake", "failed check", "hold", "fire", "rush", "passed check",
                             "void", "equip", "limit"})
      QVERIFY2(trial.happened[kind] > 50, (std::string(kind) + " " + std::to_string(trial.happened[kind])).c_str());
  }
};

QTEST_GUILESS_MAIN(KitchenPropertyTest)
#include "kitchen_property_test.moc"
