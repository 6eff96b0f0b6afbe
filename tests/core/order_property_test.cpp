// SPDX-License-Identifier: Apache-2.0
// Twelve thousand random commands, right and wrong ones, against a model of a few lines that shares nothing with the
// service: where each order stands, what it costs, whether a change is open, whether it waits.
#include <map>

#include "core/model/random_bits.h"
#include "tests/core/order_stage.h"

using namespace pizza;
using namespace pizza::test;

namespace {

struct ModelOrder {
  OrderStatus status = OrderStatus::Placed;
  std::int32_t pizzas = 0;
  std::int32_t colas = 0;
  std::int64_t tip = 0;
  std::optional<Instant> release;
  bool open = false;
  std::int32_t revision = 0;
  std::int64_t end_charge = 0;
  std::int32_t old_pizzas = 0, old_colas = 0;
  std::int64_t old_tip = 0;

  std::int64_t items() const { return pizzas * std::int64_t{1'600} + colas * std::int64_t{300}; }
  std::int64_t tax() const { return (items() * 2 + 10) / 20; }  // 10 %, half up
  std::int64_t total() const { return items() + tax() + 250 + tip; }
};

class Game : public OrderStage {
 public:
  explicit Game(std::uint64_t seed) : chance_(seed) {}

  std::map<std::uint64_t, ModelOrder> model;
  std::map<std::string, int> done;     // by what was tried, where it was right
  std::map<std::string, int> refused;  // and where not

  void step() {
    switch (upto(11)) {
      case 0:
      case 1:
      case 2:
        return try_place();
      case 3:
        return try_change();
      case 4:
        return try_settle_change();
      case 5:
        return try_cancel();
      case 6:
        return try_answer();
      case 7:
        return try_fail();
      case 8:
        clock.at = clock.at + minutes(upto(30));
        return try_release();
      default:
        return try_advance();
    }
  }

  // Null where the order is as the model says.
  const char* fault(OrderId id) {
    const ModelOrder& m = model[id.value];
    const Order o = order(id);
    if (o.status != m.status) return "status";
    if (o.items.minor != m.items()) return "items";
    if (o.tax.minor != m.tax()) return "tax";
    if (o.total.minor != m.total()) return "total";
    if (o.revision != m.revision) return "revision";
    if (o.release_at != m.release) return "release";
    if (o.end_charge.minor != m.end_charge) return "end charge";
    const bool open = business.read([&](UnitOfWork& w) { return w.find_at<OpenChange>(id.value) != nullptr; });
    if (open != m.open) return "open change";
    const bool waiting = business.read([&](UnitOfWork& w) { return w.find_at<WaitingOrder>(id.value) != nullptr; });
    return waiting == m.release.has_value() ? nullptr : "token";
  }
  OrderId touched() const { return touched_; }

 private:
  std::int64_t upto(std::int64_t most) {
    return static_cast<std::int64_t>(chance_.next() % static_cast<std::uint64_t>(most + 1));
  }
  // One of the latest forty, now and then one that is not there.
  OrderId somebodys() {
    const auto last = model.empty() ? 0 : model.rbegin()->first;
    const auto back = static_cast<std::uint64_t>(upto(39));
    touched_ = {back < last ? last - back : 1};
    return touched_;
  }
  // The latest that fits, now and then any.
  template <class Fits>
  OrderId mostly(Fits fits) {
    const OrderId any = somebodys();
    const auto fit = std::find_if(model.rbegin(), model.rend(), [&](const auto& one) { return fits(one.second); });
    if (upto(3) == 0 || fit == model.rend()) return any;
    touched_ = {fit->first};
    return touched_;
  }
  ModelOrder* of(OrderId id) {
    const auto found = model.find(id.value);
    return found == model.end() ? nullptr : &found->second;
  }
  void expect(const char* what, bool should, bool did) {
    if (should != did) QTest::qFail(what, __FILE__, __LINE__);
    ++(did ? done : refused)[what];
  }
  std::vector<OrderLine> lines(std::int32_t pizzas, std::int32_t colas) const {
    std::vector<OrderLine> made;
    if (pizzas != 0) made.push_back({cast.margherita, pizzas, {{0, 1}}});
    if (colas != 0) made.push_back({cast.cola, colas, {}});
    return made;
  }

  void try_place() {
    ModelOrder m;
    m.pizzas = static_cast<std::int32_t>(upto(5));
    m.colas = static_cast<std::int32_t>(upto(4));
    m.tip = upto(600);
    PlaceOrder wish = this->wish(cast);
    wish.lines = lines(m.pizzas, m.colas);
    wish.tip = eur(m.tip);
    bool in_time = true;
    if (upto(2) == 0) {
      const Duration ahead = minutes(upto(400));
      wish.scheduled_for = clock.at + ahead;
      in_time = ahead >= minutes(30);
      // The promise itself is the kitchen's and the way's; what is made of it is looked at here.
      const Duration promise = business.read(
          [&](UnitOfWork& work) { return OrderService::promise(work, *work.find(cast.restaurant), home_place); });
      const Instant release = *wish.scheduled_for - promise - minutes(5);
      if (release > clock.at) m.release = release;
    }
    const auto placed = alone(wish);
    expect("place", in_time && m.items() >= 1'000, placed.ok());
    touched_ = placed.ok() ? *placed : OrderId{};
    if (placed.ok()) model[placed->value] = m;
  }

  void try_change() {
    const OrderId id = somebodys();
    ModelOrder* m = of(id);
    ModelOrder wanted = m == nullptr ? ModelOrder{} : *m;
    ChangeOrder wish{id, {}, {}, {}, {}, {}};
    if (upto(1) == 0) {
      wanted.tip = upto(900);
      wish.tip = eur(wanted.tip);
    } else {
      wanted.pizzas = static_cast<std::int32_t>(upto(5));
      wanted.colas = static_cast<std::int32_t>(upto(4));
      wish.lines = lines(wanted.pizzas, wanted.colas);
    }
    const bool nothing = !wish.tip && wish.lines.empty();
    const bool right = m != nullptr && m->status <= OrderStatus::Authorized && !m->open && m->revision < 20 &&
                       wanted.items() >= 1'000 && !nothing;
    expect("change", right, alone(wish).ok());
    if (!right) return;
    wanted.open = !m->release && wanted.total() > m->total();
    wanted.old_pizzas = m->pizzas;
    wanted.old_colas = m->colas;
    wanted.old_tip = m->tip;
    ++wanted.revision;
    *m = wanted;
  }

  void try_settle_change() {
    const OrderId id = mostly([](const ModelOrder& one) { return one.open; });
    ModelOrder* m = of(id);
    const bool keep = upto(1) == 0;
    const bool right = m != nullptr && m->open;
    const bool did = run([&](UnitOfWork& work) {
      return keep ? business.orders.keep_change(work, id) : business.orders.undo_change(work, id, "declined");
    });
    expect(keep ? "keep" : "undo", right, did);
    if (!right) return;
    m->open = false;
    if (keep) return;
    m->pizzas = m->old_pizzas;
    m->colas = m->old_colas;
    m->tip = m->old_tip;
    ++m->revision;
  }

  void end(ModelOrder& m, OrderStatus as, std::int64_t charge) {
    m.status = as;
    m.end_charge = charge;
    m.open = false;
    m.release.reset();
  }

  void try_cancel() {
    const OrderId id = somebodys();
    ModelOrder* m = of(id);
    const auto by = static_cast<Actor>(upto(4));
    bool right = false;
    std::int64_t charge = 0;
    if (m != nullptr) {
      const OrderStatus at = m->status;
      if (by == Actor::Customer) right = at <= OrderStatus::Preparing;
      if (by == Actor::Restaurant) right = at >= OrderStatus::Authorized && at <= OrderStatus::Ready;
      if (by >= Actor::Operations) right = at <= OrderStatus::PickedUp;
      if (by == Actor::Customer && at == OrderStatus::Preparing) charge = m->items() + m->tax();
    }
    expect("cancel", right, alone(CancelOrder{id, by, "x", {}}).ok());
    if (right) end(*m, OrderStatus::Cancelled, charge);
  }

  void try_answer() {
    const OrderId id = mostly([](const ModelOrder& one) { return one.status == OrderStatus::Authorized; });
    ModelOrder* m = of(id);
    const bool waits_for_answer = m != nullptr && m->status == OrderStatus::Authorized;
    if (upto(3) == 0) {
      expect("reject", waits_for_answer, alone(RejectOrder{id, "too_busy"}).ok());
      if (waits_for_answer) end(*m, OrderStatus::Rejected, 0);
      return;
    }
    const bool right = waits_for_answer && !m->open;
    expect("accept", right, alone(AcceptOrder{id}).ok());
    if (right) m->status = OrderStatus::Accepted;
  }

  void try_fail() {
    const OrderId id = somebodys();
    ModelOrder* m = of(id);
    const auto pays = static_cast<EndShare>(upto(2));
    const bool right = m != nullptr && m->status < OrderStatus::Delivered;
    const bool did = run([&](UnitOfWork& work) { return business.orders.fail(work, id, "x", pays); });
    expect("fail", right, did);
    if (!right) return;
    const std::int64_t charge = pays == EndShare::Nothing ? 0
                                : pays == EndShare::Items ? m->items() + m->tax()
                                                          : m->total() - m->tip;
    end(*m, OrderStatus::Failed, charge);
  }

  void try_release() {
    const OrderId id = somebodys();
    ModelOrder* m = of(id);
    const bool right = m != nullptr && m->release && *m->release <= clock.at;
    expect("release", right, run([&](UnitOfWork& work) { return business.orders.release(work, id); }));
    if (right) m->release.reset();
  }

  // What the saga does, to any status: only the next one is taken, and none of an order that waits.
  void try_advance() {
    const OrderId id = somebodys();
    ModelOrder* m = of(id);
    const auto to = m != nullptr && upto(4) != 0 ? static_cast<OrderStatus>(static_cast<int>(m->status) + 1)
                                                 : static_cast<OrderStatus>(upto(10));
    const bool right = m != nullptr && !m->release && to <= OrderStatus::Completed &&
                       static_cast<int>(m->status) + 1 == static_cast<int>(to) &&
                       !(m->open && to == OrderStatus::Accepted);
    expect("advance", right, advance(id, to));
    if (right) m->status = to;
  }

  RandomBits chance_;
  OrderId touched_;
};

}  // namespace

class OrderPropertyTest : public QObject {
  Q_OBJECT
 private slots:
  void randomCommandsDoWhatTheModelDoes_data() {
    QTest::addColumn<quint64>("seed");
    for (quint64 seed = 1; seed <= 3; ++seed) QTest::addRow("seed %d", static_cast<int>(seed)) << seed;
  }
  void randomCommandsDoWhatTheModelDoes() {
    QFETCH(quint64, seed);
    Game game(seed);
    for (int n = 0; n < 12'000; ++n) {
      game.step();
      if (QTest::currentTestFailed()) return;
      if (!game.touched() || !game.model.contains(game.touched().value)) continue;
      if (const char* wrong = game.fault(game.touched()))
        QFAIL(qPrintable(QStringLiteral("step %1, order %2: %3").arg(n).arg(game.touched().value).arg(wrong)));
    }
    for (const auto& [id, order] : game.model)
      if (const char* wrong = game.fault({id})) QFAIL(wrong);
    // Everything was done, and refused, often enough to mean something.
    for (const char* what : {"place", "change", "cancel", "accept", "reject", "fail", "release", "advance"}) {
      QVERIFY2(game.done[what] > 20, what);
      QVERIFY2(game.refused[what] > 20, what);
    }
    QVERIFY(game.done["keep"] > 20);
    QVERIFY(game.done["undo"] > 20);
  }
};

QTEST_GUILESS_MAIN(OrderPropertyTest)
#include "order_property_test.moc"
