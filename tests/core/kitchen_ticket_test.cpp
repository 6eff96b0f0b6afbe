// SPDX-License-Identifier: Apache-2.0
// A ticket's way: places and queues, lines, recalls, remakes, the quality check, what is held, and what the screen
// shows.
#include <QTest>

#include "tests/support/shop_world.h"

using namespace pizza;

namespace {

struct Stage : test::ShopWorld {
  Stage() { cast.user = add_user("grace@example.org"); }

  template <class C>
  void tell(const C& command) {
    QCOMPARE(refusal(command), std::string());
  }
  // An accepted order for so many margheritas and, where wanted, a cola.
  OrderId order_of(int pizzas, bool with_cola = false) {
    PlaceOrder wanted = wish(cast);
    wanted.lines = {{cast.margherita, pizzas, {{0, 0}}}};
    if (with_cola) wanted.lines.push_back({cast.cola, 4, {}});
    const auto id = business.execute([&](UnitOfWork& w) { return business.orders.place(w, wanted); });
    if (!id.ok()) throw std::runtime_error(id.problem().type);
    answer(ProviderVerdict::Approved);
    accept(*id);
    return *id;
  }
  TicketId ticket_of(OrderId order) { return saga(order).ticket; }
  TicketId open(Duration due) {
    const OrderId order = order_of(1);
    const TicketId first = ticket_of(order);
    static_cast<void>(business.execute([&](UnitOfWork& w) -> Outcome {
      business.kitchens.void_ticket(w, first);
      return Done{};
    }));
    return *business.execute([&](UnitOfWork& w) -> Result<TicketId> {
      return business.kitchens.open_ticket(w, order, cast.restaurant, clock.at + due);
    });
  }
  Ticket look(TicketId id) {
    return business.read([&](UnitOfWork& w) { return *w.find(id); });
  }
  Kitchen kitchen() {
    return business.read([&](UnitOfWork& w) { return *w.find_at<Kitchen>(cast.restaurant.value); });
  }
  std::vector<TicketId> queue(Station station) { return kitchen().stations[static_cast<std::size_t>(station)].waiting; }
  void bump(TicketId id, int times = 1) {
    for (int i = 0; i < times; ++i) tell(FinishStation{id});
  }
  TicketId remake_of(TicketId main) {
    return business.read([&](UnitOfWork& w) {
      for (const std::uint64_t key : w.find_where<&Ticket::order>(w.find(main)->order))
        if (w.find(TicketId{key})->main == main) return TicketId{key};
      return TicketId{};
    });
  }
};

}  // namespace

class KitchenTicketTest : public QObject {
  Q_OBJECT
 private slots:
  void withoutARecipeATicketTakesOnePlace() {
    Stage s;
    s.order_of(5);
    QCOMPARE(s.kitchen().stations[0].busy, 1);
  }

  void aRecipeCountsPlacesByItemAndQuantity() {
    Stage s;
    s.tell(SetRecipe{s.cast.margherita, {0, 1, 0}});
    s.tell(EquipKitchen{s.cast.restaurant, Station::Oven, 4});
    const TicketId three = s.ticket_of(s.order_of(3));
    const TicketId two = s.ticket_of(s.order_of(2));
    s.bump(three);
    s.bump(two);
    QCOMPARE(s.kitchen().stations[1].busy, 3);
    QCOMPARE(s.look(two).status, TicketStatus::Waiting);
    s.bump(three);
    QCOMPARE(s.kitchen().stations[1].busy, 2);
    QCOMPARE(s.look(two).status, TicketStatus::Working);
  }

  void theFirstInLineIsNotOvertakenBySmallerOnes() {
    Stage s;
    s.tell(SetRecipe{s.cast.margherita, {0, 1, 0}});
    std::vector<TicketId> tickets;
    for (const int pizzas : {2, 3, 1}) {
      tickets.push_back(s.ticket_of(s.order_of(pizzas)));
      s.bump(tickets.back());
    }
    QCOMPARE(s.queue(Station::Oven), (std::vector<TicketId>{tickets[1], tickets[2]}));
    QCOMPARE(s.kitchen().stations[1].busy, 2);
  }

  void whatIsLargerThanTheStationTakesAllOfIt() {
    Stage s;
    s.tell(SetRecipe{s.cast.margherita, {0, 1, 0}});
    const TicketId large = s.ticket_of(s.order_of(9));
    s.bump(large);
    QCOMPARE(s.look(large).status, TicketStatus::Working);
    QCOMPARE(s.kitchen().stations[1].busy, 3);
    s.bump(large);
    QCOMPARE(s.kitchen().stations[1].busy, 0);
  }

  void whatIsDueFirstComesFirstAndRushedOnesBeforeThem() {
    Stage s;
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 0});
    const TicketId late = s.open(minutes(40));
    const TicketId soon = s.open(minutes(20));
    const TicketId middle = s.open(minutes(30));
    const TicketId same = s.open(minutes(30));
    QCOMPARE(s.queue(Station::Prep), (std::vector<TicketId>{soon, middle, same, late}));
    s.tell(RushTicket{late, true});
    QCOMPARE(s.queue(Station::Prep), (std::vector<TicketId>{late, soon, middle, same}));
    s.tell(RushTicket{late, false});
    QCOMPARE(s.queue(Station::Prep), (std::vector<TicketId>{soon, middle, same, late}));
  }

  void aStationThatIsOutOfOrderMovesOnWhenItIsBack() {
    Stage s;
    s.tell(EquipKitchen{s.cast.restaurant, Station::Oven, 0});
    const TicketId id = s.ticket_of(s.order_of(1));
    s.bump(id);
    QCOMPARE(s.look(id).status, TicketStatus::Waiting);
    s.tell(EquipKitchen{s.cast.restaurant, Station::Oven, 1});
    QCOMPARE(s.look(id).status, TicketStatus::Working);
    QCOMPARE(s.refusal(EquipKitchen{s.cast.restaurant, Station::Oven, 101}), std::string("kitchen.invalid:capacity"));
  }

  void theLastLineThatHasWorkFinishesTheStation() {
    Stage s;
    const TicketId id = s.ticket_of(s.order_of(1, true));  // the cola needs nothing but packing
    QCOMPARE(s.refusal(BumpLine{id, 2, false}), std::string("kitchen.invalid:line"));
    QCOMPARE(s.refusal(BumpLine{id, -1, false}), std::string("kitchen.invalid:line"));
    s.tell(BumpLine{id, 0, false});
    QCOMPARE(s.look(id).station, Station::Oven);
    s.bump(id);
    s.tell(BumpLine{id, 0, false});
    QCOMPARE(s.look(id).done, std::uint64_t{1});
    s.tell(BumpLine{id, 0, true});
    QCOMPARE(s.look(id).done, std::uint64_t{0});
    s.tell(BumpLine{id, 1, false});
    s.tell(BumpLine{id, 0, false});
    QCOMPARE(s.look(id).status, TicketStatus::Ready);
    QCOMPARE(s.refusal(BumpLine{id, 0, false}), std::string("ticket.not_working:ticket_id"));
  }

  void aBumpCanBeRecalledForTenMinutesAheadOfAllOthers() {
    Stage s;
    std::vector<TicketId> tickets;
    for (int i = 0; i < 4; ++i) tickets.push_back(s.ticket_of(s.order_of(1)));
    QCOMPARE(s.refusal(RecallTicket{tickets[0]}), std::string("ticket.not_recallable:ticket_id"));
    s.bump(tickets[0]);
    s.tell(RecallTicket{tickets[0]});
    QCOMPARE(s.queue(Station::Prep), (std::vector<TicketId>{tickets[0], tickets[3]}));
    QCOMPARE(s.kitchen().stations[1].busy, 0);
    s.bump(tickets[1]);
    QCOMPARE(s.look(tickets[0]).status, TicketStatus::Working);
    s.clock.at = s.clock.at + minutes(10) + milliseconds(1);
    QCOMPARE(s.refusal(RecallTicket{tickets[1]}), std::string("ticket.not_recallable:ticket_id"));
  }

  void whatIsReadyCanBeRecalledUntilItIsOnItsWay() {
    Stage s;
    const OrderId order = s.order_of(1);
    const TicketId id = s.ticket_of(order);
    s.bump(id, 3);
    s.tell(RecallTicket{id});
    QCOMPARE(s.look(id).station, Station::Pack);
    QCOMPARE(s.look(id).status, TicketStatus::Working);
    s.bump(id);
    QCOMPARE(s.order(order).status, OrderStatus::Ready);
    s.assign(order, s.cast.rider);
    s.carry(order, s.cast.rider);
    QCOMPARE(s.refusal(RecallTicket{id}), std::string("ticket.not_recallable:ticket_id"));
    QCOMPARE(s.refusal(RemakeLines{id, {0}, "cold"}), std::string("ticket.over:ticket_id"));
  }

  void whatIsMadeAgainGoesToTheFrontAndTheRestWaitsForIt() {
    Stage s;
    const OrderId order = s.order_of(2, true);
    const TicketId id = s.ticket_of(order);
    s.bump(id, 2);
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 0});
    const TicketId other = s.ticket_of(s.order_of(1));
    s.tell(RemakeLines{id, {0}, "burnt"});
    const TicketId again = s.remake_of(id);
    QCOMPARE(s.queue(Station::Prep), (std::vector<TicketId>{again, other}));
    QCOMPARE(s.look(again).work_s, (std::array<std::int32_t, 3>{160, 320, 40}));
    s.bump(id);
    QCOMPARE(s.look(id).status, TicketStatus::Gathering);
    QVERIFY(s.order(order).status != OrderStatus::Ready);
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 1});
    s.bump(again, 3);
    QCOMPARE(s.look(id).status, TicketStatus::Ready);
    QCOMPARE(s.order(order).status, OrderStatus::Ready);
    QCOMPARE(s.look(id).remakes, 1);
    QCOMPARE(s.kitchen().remakes, 1);
  }

  void whatIsReadyAndSpoiltIsMadeAgain() {
    Stage s;
    const OrderId order = s.order_of(1);
    const TicketId id = s.ticket_of(order);
    s.bump(id, 3);
    s.tell(RemakeLines{id, {0}, "dropped at the counter"});
    QCOMPARE(s.look(id).status, TicketStatus::Gathering);
    s.bump(s.remake_of(id), 3);
    QCOMPARE(s.look(id).status, TicketStatus::Ready);
  }

  void aRemakeNamesLinesAndAReason() {
    Stage s;
    const TicketId id = s.ticket_of(s.order_of(1));
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 1});
    const TicketId untouched = s.ticket_of(s.order_of(1));
    QCOMPARE(s.refusal(RemakeLines{untouched, {0}, "x"}), std::string("ticket.not_begun:ticket_id"));
    QCOMPARE(s.refusal(RemakeLines{id, {}, "x"}), std::string("kitchen.invalid:lines"));
    QCOMPARE(s.refusal(RemakeLines{id, {0, 1}, "x"}), std::string("kitchen.invalid:lines[1]"));
    QCOMPARE(s.refusal(RemakeLines{id, {0}, ""}), std::string("kitchen.invalid:reason"));
    QCOMPARE(s.refusal(RemakeLines{id, {0}, "4242424242424242"}), std::string("kitchen.invalid:reason"));
    QCOMPARE(s.refusal(RemakeLines{TicketId{99}, {0}, "x"}), std::string("ticket.unknown:ticket_id"));
    for (int i = 0; i < 20; ++i) s.tell(RemakeLines{id, {0}, "burnt"});
    QCOMPARE(s.refusal(RemakeLines{id, {0}, "burnt"}), std::string("ticket.too_many_remakes:ticket_id"));
  }

  void aCancelledOrderTakesItsRemakesWithIt() {
    Stage s;
    const OrderId order = s.order_of(1);
    const TicketId id = s.ticket_of(order);
    s.bump(id);
    s.tell(RemakeLines{id, {0}, "burnt"});
    QVERIFY(
        s.business.execute([&](UnitOfWork& w) {
                    return s.business.orders.cancel(w, {order, Actor::Operations, "x"});
                  })
            .ok());
    QCOMPARE(s.look(s.remake_of(id)).status, TicketStatus::Voided);
    QCOMPARE(s.look(id).open_remakes, 0);
    for (const StationState& station : s.kitchen().stations) {
      QCOMPARE(station.busy, 0);
      QCOMPARE(station.load_s, std::int64_t{0});
    }
  }

  void whereTheRestaurantWantsItSomebodyLooksBeforeItIsReady() {
    Stage s;
    s.tell(LimitKitchen{s.cast.restaurant, {0, 0, 0, true}});
    const OrderId order = s.order_of(1);
    const TicketId id = s.ticket_of(order);
    QCOMPARE(s.refusal(CheckTicket{id, true, {}, ""}), std::string("ticket.not_checking:ticket_id"));
    s.bump(id, 3);
    QCOMPARE(s.look(id).status, TicketStatus::Checking);
    QVERIFY(s.order(order).status != OrderStatus::Ready);
    QCOMPARE(s.refusal(CheckTicket{id, false, {}, "pale"}), std::string("kitchen.invalid:lines"));
    s.tell(CheckTicket{id, false, {0}, "pale"});
    QCOMPARE(s.look(id).status, TicketStatus::Gathering);
    s.bump(s.remake_of(id), 3);
    QCOMPARE(s.look(id).status, TicketStatus::Checking);
    s.tell(CheckTicket{id, true, {}, ""});
    QCOMPARE(s.order(order).status, OrderStatus::Ready);
  }

  void whatWaitsCanBeHeldAndFired() {
    Stage s;
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 1});
    const TicketId working = s.ticket_of(s.order_of(1));
    const TicketId id = s.ticket_of(s.order_of(1));
    const std::int64_t load = s.kitchen().stations[0].load_s;
    QCOMPARE(s.refusal(HoldTicket{working}), std::string("ticket.not_waiting:ticket_id"));
    QCOMPARE(s.refusal(FireTicket{id}), std::string("ticket.not_held:ticket_id"));
    s.tell(HoldTicket{id});
    QVERIFY(s.queue(Station::Prep).empty());
    QCOMPARE(s.kitchen().stations[0].load_s, load / 2);
    s.bump(working);
    QCOMPARE(s.look(id).status, TicketStatus::Held);
    s.tell(FireTicket{id});
    QCOMPARE(s.look(id).status, TicketStatus::Working);
  }

  void aScheduledOrdersTicketIsFiredInTime() {
    Stage s;
    const OrderId order = s.order_of(1);
    const auto opened = s.business.execute([&](UnitOfWork& w) -> Result<TicketId> {
      s.business.kitchens.void_ticket(w, s.ticket_of(order));
      w.changes().edit(order).scheduled_for = w.now() + hours(3);
      return s.business.kitchens.open_ticket(w, order, s.cast.restaurant, w.now() + hours(2));
    });
    const Ticket ticket = s.look(*opened);
    QCOMPARE(ticket.status, TicketStatus::Held);
    // due, less 120 + 240 + 30 seconds of work and ten minutes
    QCOMPARE(ticket.fire_at.value(), s.clock.at + hours(2) - seconds(390) - minutes(10));
    s.timers.armed.clear();
    s.business.fire({TimerKind::TicketFire, opened->value, s.clock.at});  // too early
    QCOMPARE(s.look(*opened).status, TicketStatus::Held);
    s.clock.at = *ticket.fire_at;
    s.business.fire({TimerKind::TicketFire, opened->value, s.clock.at});
    QCOMPARE(s.look(*opened).status, TicketStatus::Working);
    QVERIFY(!s.look(*opened).fire_at);
  }

  void theScreenShowsWhatIsWhereAndWhatIsLate() {
    Stage s;
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 1});
    const TicketId first = s.ticket_of(s.order_of(1));
    const TicketId second = s.ticket_of(s.order_of(2, true));
    const TicketId third = s.ticket_of(s.order_of(1));
    s.tell(HoldTicket{second});
    s.clock.at = s.clock.at + minutes(2);
    const KitchenScreen view = *s.business.command(SeeKitchen{s.cast.restaurant, 0});
    QCOMPARE(view.open, 3);
    QCOMPARE(view.tickets[0].ticket, first);
    QCOMPARE(view.tickets[0].age_s, 120);
    QVERIFY(!view.tickets[0].late);
    QCOMPARE(view.tickets[1].ticket, third);
    QCOMPARE(view.tickets[2].ticket, second);
    QCOMPARE(view.tickets[2].lines.size(), std::size_t{2});
    QCOMPARE(view.tickets[2].lines[1].name, std::string("Cola"));
    QCOMPARE(view.tickets[2].lines[1].quantity, 4);
    QCOMPARE(view.stations[0].busy, 1);
    QCOMPARE(view.stations[0].waiting, 1);
    s.clock.at = s.look(first).due - seconds(200);  // oven and pack alone take longer
    QVERIFY(s.business.command(SeeKitchen{s.cast.restaurant, 1})->tickets[0].late);
    QCOMPARE(s.business.command(SeeKitchen{s.cast.restaurant, 1})->tickets.size(), std::size_t{1});
    QCOMPARE(s.refusal(SeeKitchen{s.cast.restaurant, 201}), std::string("kitchen.invalid:limit"));
    QCOMPARE(s.refusal(SeeKitchen{RestaurantId{99}, 0}), std::string("restaurant.unknown:restaurant_id"));
  }

  void allDayCountsWhatIsStillToBeMade() {
    Stage s;
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 3});
    const TicketId first = s.ticket_of(s.order_of(2, true));
    s.order_of(3);
    const TicketId held = s.ticket_of(s.order_of(1));
    s.tell(EquipKitchen{s.cast.restaurant, Station::Prep, 1});
    const TicketId waiting = s.ticket_of(s.order_of(5));
    s.tell(HoldTicket{waiting});
    s.bump(first);
    s.bump(held, 3);
    const AllDayView view = *s.business.command(SeeAllDay{s.cast.restaurant});
    QCOMPARE(view.items.size(), std::size_t{2});
    QCOMPARE(view.items[0].name, std::string("Margherita"));
    QCOMPARE(view.items[0].at, (std::array<std::int32_t, 3>{3, 2, 0}));
    QCOMPARE(view.items[0].held, 5);
    QCOMPARE(view.items[1].at, (std::array<std::int32_t, 3>{0, 4, 0}));
  }

  void aTicketBelongsToItsRestaurant() {
    Stage s;
    const TicketId id = s.ticket_of(s.order_of(1));
    s.business.read([&](UnitOfWork& w) {
      [&] {
        QCOMPARE(subject_of(w, FinishStation{id}).restaurant, s.cast.restaurant);
        QCOMPARE(subject_of(w, SetRecipe{s.cast.cola, {}}).restaurant, s.cast.restaurant);
        QVERIFY(!subject_of(w, FinishStation{TicketId{99}}).found);
        QVERIFY(!subject_of(w, SeeKitchen{RestaurantId{99}, 0}).found);
      }();
      return 0;
    });
  }
};

QTEST_GUILESS_MAIN(KitchenTicketTest)
#include "kitchen_ticket_test.moc"
