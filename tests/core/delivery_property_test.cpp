// SPDX-License-Identifier: Apache-2.0
// Random commands, right and wrong, against a small model: every delivery is in exactly one state with exactly one
// rider, no rider is in two overlapping assignments, and routes are what is left to do.
#include <map>
#include <set>

#include "core/services/delivery/vehicle_rules.h"
#include "tests/core/delivery_stage.h"

using namespace pizza;
using test::DeliveryStage;

namespace {

class Chance {
 public:
  explicit Chance(std::uint64_t seed) : state_(seed * 2'654'435'761 + 1) {}
  std::size_t below(std::size_t n) {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::size_t>(state_ % n);
  }
  bool one_in(std::size_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

struct Known {
  DeliveryStatus status = DeliveryStatus::Searching;
  RiderId rider;
  bool ready = false;
};

class Play {
 public:
  explicit Play(std::uint64_t seed) : chance_(seed) {
    s_.timers.armed.clear();
    riders_ = {s_.rider, s_.other};
    for (int i = 0; i < 4; ++i) riders_.push_back(s_.add_rider());
    static_cast<void>(s_.business.command(ChangeRider{riders_[2], "Nadia", Vehicle::Bicycle, {}}));
    static_cast<void>(s_.business.command(ChangeRider{riders_[3], "Nadia", Vehicle::Car, {}}));
  }

  void step() {
    ++steps;
    switch (chance_.below(19)) {
      case 0:
      case 1:
        return request();
      case 2:
        return offer();
      case 3:
      case 4:
        return offer_route();
      case 5:
      case 6:
        return answer();
      case 7:
        return arrive();
      case 8:
        return ready();
      case 9:
        return pick_up();
      case 10:
      case 11:
        return hand_over();
      case 12:
        return by_hand();
      case 13:
        return fail_or_give_up();
      case 14:
        return back();
      case 15:
        return chance_.one_in(3) ? cancel() : withdraw();
      case 16:
        return arrive();
      case 17:
        return pick_up();
      default:
        return pass();
    }
  }

  void check() {
    for (const auto& [id, known] : open_) {
      const Delivery delivery = s_.seen(id);
      QCOMPARE(delivery.status, known.status);
      QCOMPARE(delivery.rider, known.rider);
      QCOMPARE(delivery.offer_until.has_value(), known.status == DeliveryStatus::Offered);
      QCOMPARE(delivery.seeking_since.has_value(), known.status == DeliveryStatus::Searching);
    }
    for (const RiderId id : riders_) check_rider(s_.seen(id));
  }

  int steps = 0;
  int done = 0;      // commands that were not refused
  int together = 0;  // times that somebody carried more than one
  int delivered = 0;

 private:
  std::set<DeliveryId> with(RiderId rider, bool offered) const {
    std::set<DeliveryId> found;
    for (const auto& [id, known] : open_)
      if (known.rider == rider && (known.status == DeliveryStatus::Offered) == offered && binds_rider(known.status))
        found.insert(id);
    return found;
  }

  void check_rider(const Rider& rider) {
    const std::set<DeliveryId> carried = with(rider.id, false);
    const std::set<DeliveryId> offered = with(rider.id, true);
    const std::vector<DeliveryId> told = route::carried(rider);
    const std::vector<DeliveryId> asked = route::offered(rider);
    QVERIFY(std::set<DeliveryId>(told.begin(), told.end()) == carried && told.size() == carried.size());
    QVERIFY(std::set<DeliveryId>(asked.begin(), asked.end()) == offered && asked.size() == offered.size());
    QCOMPARE(rider.status, !carried.empty()   ? RiderStatus::Busy
                           : !offered.empty() ? RiderStatus::Offered
                                              : RiderStatus::Idle);
    QCOMPARE(static_cast<bool>(rider.delivery), !carried.empty() || !offered.empty());
    QVERIFY(carried.size() <= 4);
    QCOMPARE(rider.stops.empty(), carried.size() < 2);
    if (carried.size() == 1) QCOMPARE(rider.delivery, *carried.begin());
    together += carried.size() > 1;
    if (rider.stops.empty()) return;
    QCOMPARE(rider.delivery, rider.stops.front().delivery);
    std::size_t open_stops = 0;
    for (const DeliveryId id : carried) {
      std::vector<RouteStop> left;
      route::add_open_stops(s_.seen(id), left);
      std::vector<RouteStop> listed;
      for (const RouteStop& stop : rider.stops)
        if (stop.delivery == id) listed.push_back(stop);
      QVERIFY(listed == left);
      open_stops += left.size();
    }
    QCOMPARE(rider.stops.size(), open_stops);
  }

  // Mostly of those in the wanted state, sometimes any.
  DeliveryId some(DeliveryStatus wanted) {
    std::vector<DeliveryId> fit;
    for (const auto& [id, known] : open_)
      if (known.status == wanted) fit.push_back(id);
    if (!fit.empty() && !chance_.one_in(8)) return fit[chance_.below(fit.size())];
    if (open_.empty()) return DeliveryId{1};
    auto any = open_.begin();
    std::advance(any, static_cast<std::ptrdiff_t>(chance_.below(open_.size())));
    return any->first;
  }
  RiderId some_rider() { return riders_[chance_.below(riders_.size())]; }
  RiderId rider_of(DeliveryId id) {
    const auto found = open_.find(id);
    return found == open_.end() || !found->second.rider || chance_.one_in(12) ? some_rider() : found->second.rider;
  }
  template <class C>
  bool tell(const C& command) {
    const bool ok = s_.business.command(command).ok();
    done += ok;
    return ok;
  }
  void seek(DeliveryId id) {
    open_.at(id).status = DeliveryStatus::Searching;
    open_.at(id).rider = {};
  }
  void end_offers_of(RiderId rider) {
    for (const DeliveryId id : with(rider, true)) seek(id);
  }
  void close(DeliveryId id) { open_.erase(id); }

  void request() {
    if (open_.size() > 30) return;
    DeliveryWish wish = s_.wish();
    wish.boxes = static_cast<std::int32_t>(chance_.below(6));
    open_[s_.request(wish)] = {};
  }

  void offer() {
    const DeliveryId id = some(DeliveryStatus::Searching);
    const RiderId rider = some_rider();
    const bool free = with(rider, true).empty() && with(rider, false).empty();
    const bool seeks = open_.contains(id) && open_.at(id).status == DeliveryStatus::Searching;
    const bool ok = tell(OfferDelivery{id, rider, seconds(40)});
    QCOMPARE(ok, free && seeks);
    if (ok) open_.at(id) = {DeliveryStatus::Offered, rider, open_.at(id).ready};
  }

  void offer_route() {
    const RiderId rider = some_rider();
    std::vector<RouteStop> stops = s_.seen(rider).stops;
    const std::set<DeliveryId> carried = with(rider, false);
    if (stops.empty() && !carried.empty()) route::add_open_stops(s_.seen(*carried.begin()), stops);
    std::set<DeliveryId> fresh;
    for (std::size_t n = 1 + chance_.below(3); n > 0; --n) fresh.insert(some(DeliveryStatus::Searching));
    for (const DeliveryId id : fresh) {
      stops.insert(stops.begin() + static_cast<std::ptrdiff_t>(chance_.below(stops.size() + 1)),
                   {id, StopKind::PickUp});
      stops.push_back({id, StopKind::Drop});
    }
    if (chance_.one_in(10)) std::swap(stops.front(), stops.back());
    if (!tell(OfferRoute{rider, stops, seconds(40)})) return;
    QVERIFY(with(rider, true).empty());
    for (const DeliveryId id : fresh) {
      QVERIFY(open_.at(id).status == DeliveryStatus::Searching);
      open_.at(id).status = DeliveryStatus::Offered;
      open_.at(id).rider = rider;
    }
  }

  void answer() {
    const DeliveryId id = some(DeliveryStatus::Offered);
    const RiderId rider = rider_of(id);
    const bool accept = !chance_.one_in(4);
    if (!tell(AnswerOffer{id, rider, accept, ""})) return;
    QCOMPARE(open_.at(id).rider, rider);
    if (!accept) return end_offers_of(rider);
    for (const DeliveryId each : with(rider, true)) open_.at(each).status = DeliveryStatus::Assigned;
  }

  void arrive() {
    const DeliveryId id = some(DeliveryStatus::Assigned);
    const RiderId rider = rider_of(id);
    const bool right =
        open_.contains(id) && open_.at(id).status == DeliveryStatus::Assigned && open_.at(id).rider == rider;
    const bool ok = tell(ArriveAtRestaurant{id, rider});
    QCOMPARE(ok, right);
    if (ok) open_.at(id).status = DeliveryStatus::AtRestaurant;
  }

  // The kitchen gets through what it has: more than once in a step, or riders only ever wait for it.
  void ready() {
    for (int dish = 0; dish < 3; ++dish) {
      const auto due = std::find_if(open_.begin(), open_.end(), [](const auto& one) { return !one.second.ready; });
      if (due == open_.end()) return;
      s_.ready(due->first);
      due->second.ready = true;
    }
  }

  void pick_up() {
    const DeliveryId id = some(DeliveryStatus::AtRestaurant);
    const RiderId rider = rider_of(id);
    const bool right = open_.contains(id) && open_.at(id).status == DeliveryStatus::AtRestaurant &&
                       open_.at(id).rider == rider && open_.at(id).ready;
    const bool ok = tell(PickUpFood{id, rider});
    QCOMPARE(ok, right);
    if (ok) open_.at(id).status = DeliveryStatus::PickedUp;
  }

  void hand_over() {
    const DeliveryId id = some(DeliveryStatus::PickedUp);
    if (!tell(HandOverFood{id, rider_of(id)})) return;
    QCOMPARE(open_.at(id).status, DeliveryStatus::PickedUp);
    QCOMPARE(s_.seen(id).status, DeliveryStatus::Delivered);
    ++delivered;
    close(id);
  }

  void by_hand() {
    const RiderId rider = some_rider();
    if (chance_.one_in(2)) {
      const DeliveryId id = some(DeliveryStatus::Searching);
      if (!tell(AssignByHand{id, rider, ""})) return;
      if (open_.at(id).status == DeliveryStatus::Offered) end_offers_of(open_.at(id).rider);
      end_offers_of(rider);
      open_.at(id).status = DeliveryStatus::Assigned;
      open_.at(id).rider = rider;
      return;
    }
    const DeliveryId id = some(chance_.one_in(2) ? DeliveryStatus::PickedUp : DeliveryStatus::Assigned);
    if (!tell(Reassign{id, rider, ""})) return;
    if (open_.at(id).status == DeliveryStatus::PickedUp) {
      if (chance_.one_in(3) || !tell(TakeOverFood{id, rider})) return;
    } else {
      open_.at(id).status = DeliveryStatus::Assigned;
    }
    end_offers_of(rider);
    open_.at(id).rider = rider;
  }

  void fail_or_give_up() {
    if (chance_.one_in(2)) {
      const DeliveryId id = some(DeliveryStatus::PickedUp);
      const bool bring_back = chance_.one_in(2);
      if (!tell(FailDelivery{id, rider_of(id), FailureCause::Refused, "", "", bring_back})) return;
      QCOMPARE(open_.at(id).status, DeliveryStatus::PickedUp);
      if (!bring_back) return close(id);
      open_.at(id).status = DeliveryStatus::Returning;
      return;
    }
    const DeliveryId id = some(DeliveryStatus::Assigned);
    if (!tell(GiveUpDelivery{id, rider_of(id), "x"})) return;
    if (open_.at(id).status == DeliveryStatus::PickedUp) return close(id);
    seek(id);
  }

  void back() {
    const DeliveryId id = some(DeliveryStatus::Returning);
    const bool ok = chance_.one_in(2) ? tell(ReturnFood{id, rider_of(id)}) : tell(DisposeFood{id, rider_of(id), ""});
    if (ok) close(id);
  }

  void cancel() {
    const DeliveryId id = some(DeliveryStatus::Searching);
    if (!open_.contains(id)) return;
    const Known known = open_.at(id);
    s_.cancel(id);
    if (known.status == DeliveryStatus::Returning) return;
    close(id);
    if (known.status == DeliveryStatus::Offered) end_offers_of(known.rider);
  }

  void withdraw() {
    const DeliveryId id = some(DeliveryStatus::Offered);
    if (tell(WithdrawOffer{id})) end_offers_of(open_.at(id).rider);
  }

  void pass() {
    s_.pass(seconds(static_cast<std::int64_t>(chance_.below(30))));
    for (auto& [id, known] : open_)
      if (known.status == DeliveryStatus::Offered && !s_.seen(id).offer_until) seek(id);
    for (const RiderId rider : riders_)  // all or none
      for (const DeliveryId id : with(rider, true)) QVERIFY(*s_.seen(id).offer_until > s_.clock.at);
  }

  DeliveryStage s_;
  Chance chance_;
  std::vector<RiderId> riders_;
  std::map<DeliveryId, Known> open_;
};

}  // namespace

class DeliveryPropertyTest : public QObject {
  Q_OBJECT
 private slots:
  void nobodyAndNothingIsHeldTwice() {
    for (std::uint64_t seed = 1; seed <= 6; ++seed) {
      Play play(seed);
      while (play.steps < 3'000) {
        play.step();
        play.check();
        QVERIFY2(!QTest::currentTestFailed(),
                 ("seed " + std::to_string(seed) + ", step " + std::to_string(play.steps)).c_str());
      }
      QVERIFY2(play.done > 1'000, std::to_string(play.done).c_str());
      QVERIFY2(play.delivered > 50, std::to_string(play.delivered).c_str());
      QVERIFY2(play.together > 500, std::to_string(play.together).c_str());
    }
  }
};

QTEST_GUILESS_MAIN(DeliveryPropertyTest)
#include "delivery_property_test.moc"
