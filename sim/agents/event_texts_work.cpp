// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/delivery_events.h"
#include "core/services/delivery/doorstep_events.h"
#include "core/services/delivery/rider_events.h"
#include "core/services/kitchen/kitchen_events.h"
#include "sim/agents/event_texts.h"

namespace pizza::sim {

using namespace event_words;

namespace {

std::string minutes_text(std::int64_t seconds_there) {
  return std::to_string((seconds_there + 59) / 60) + " min of work";
}

std::int64_t work_of(const Ticket& ticket) {
  std::int64_t work = 0;
  for (const std::int32_t seconds_there : ticket.work_s) work += seconds_there;
  return work;
}

struct KitchenTexts {
  const RiderNames& riders;

  std::string of(const KitchenEquipped& e) const { return name(e.station) + " takes " + std::to_string(e.capacity); }
  std::string of(const KitchenLimited&) const { return "when it is busy, and when it refuses"; }
  std::string of(const RecipeSet& e) const { return "places of item " + std::to_string(e.recipe.item.value); }
  std::string of(const KitchenBusy& e) const {
    return e.mode.refuses ? "takes no new orders" : std::to_string(e.mode.extra_minutes) + " min more";
  }
  std::string of(const KitchenResumed&) const { return "as fast as usual"; }
  std::string of(const TicketOpened& e) const { return minutes_text(work_of(e.ticket)); }
  std::string of(const TicketRemade& e) const { return "once more: " + minutes_text(work_of(e.ticket)); }
  std::string of(const TicketStationStarted& e) const { return "at " + name(e.station); }
  std::string of(const TicketStationFinished& e) const { return name(e.station) + " done"; }
  std::string of(const TicketReady&) const { return "packed"; }
  std::string of(const TicketVoided&) const { return "nobody works on it any more"; }
  std::string of(const TicketHeld&) const { return "waits until it is fired"; }
  std::string of(const TicketFired&) const { return "into the queue"; }
  std::string of(const TicketGathering&) const { return "waits for what is made again"; }
  std::string of(const TicketCheckWaits&) const { return "somebody must look at it"; }
  std::string of(const RemakeJoined&) const { return "what was made again is there"; }
  std::string of(const TicketRecalled& e) const { return "back to " + name(e.station); }
  std::string of(const TicketLineMarked& e) const {
    return "line " + std::to_string(e.line + 1) + (e.done ? " done" : " not done after all");
  }
  std::string of(const TicketRanked& e) const { return name(e.rank); }
};

struct DeliveryTexts {
  const RiderNames& riders;

  std::string of(const DeliveryRequested&) const { return "a rider is sought"; }
  std::string of(const RiderOffered& e) const { return "to " + who(e.rider); }
  std::string of(const OfferDeclined& e) const { return who(e.rider) + after_colon(e.reason); }
  std::string of(const OfferExpired& e) const { return who(e.rider) + " did not answer"; }
  std::string of(const OfferWithdrawn& e) const { return "from " + who(e.rider) + after_colon(e.reason); }
  std::string of(const RiderAssigned& e) const { return who(e.rider); }
  std::string of(const RiderArrived& e) const { return who(e.rider) + " at the counter"; }
  std::string of(const FoodReady&) const { return "waits on the counter"; }
  std::string of(const FoodPickedUp& e) const { return "by " + who(e.rider); }
  std::string of(const FoodDelivered& e) const { return "by " + who(e.rider); }
  std::string of(const RiderGaveUp& e) const { return who(e.rider) + after_colon(e.reason); }
  std::string of(const DeliveryFailed& e) const {
    return who(e.rider) + after_colon(e.reason) + (e.returning ? ", the food goes back" : "");
  }
  std::string of(const DeliveryCancelled& e) const { return words(e.reason); }
  std::string of(const FoodReturned& e) const { return "by " + who(e.rider) + " to the restaurant"; }
  std::string of(const FoodDisposed& e) const { return "by " + who(e.rider) + after_colon(e.reason); }
  std::string of(const DeliveryReassigned& e) const {
    return "from " + who(e.from) + " to " + who(e.to) + after_colon(e.note);
  }
  std::string of(const DeliveryNeedsPeople& e) const {
    return number_of(static_cast<std::uint64_t>(e.offers), "offer", "offers") + " came to nothing";
  }
  std::string of(const RoutePlanned& e) const { return number_of(e.stops.size(), "stop", "stops"); }
  std::string of(const HandOverKeySet&) const { return "new codes are made with it"; }
  std::string of(const HandOverCodeWanted&) const { return "handed over against a code"; }
  std::string of(const HandOverCodeWrong& e) const { return "told to " + who(e.rider); }
  std::string of(const HandOverUnlocked& e) const {
    return (e.without_code ? "without a code" : "with new tries") + after_colon(e.note);
  }
  std::string of(const RiderWaits& e) const { return who(e.rider) + " at the door, nobody opens"; }
  std::string of(const CustomerCalled& e) const { return "by " + who(e.rider); }
  std::string of(const ProofTaken& e) const { return name(e.kind) + (e.far_from_drop ? ", far from the door" : ""); }
  std::string of(const TakeOverPlanned& e) const { return "from " + who(e.from) + " to " + who(e.to); }
  std::string of(const DoorstepErased&) const { return "what happened at the door is forgotten"; }

  std::string of(const RiderRegistered& e) const { return words(e.rider.name, "a rider"); }
  std::string of(const RiderChanged& e) const { return words(e.name, "a rider") + ", " + vehicle(e.vehicle); }
  std::string of(const RiderWentOnline& e) const { return who(e.rider); }
  std::string of(const RiderWentOffline& e) const { return who(e.rider); }
  std::string of(const RiderMoved& e) const { return who(e.rider); }
  std::string of(const RiderSent& e) const { return who(e.rider) + ", where orders will come"; }
  std::string of(const TrailSwept& e) const { return "old positions of " + who(e.rider); }
  std::string of(const RiderSuspended& e) const { return who(e.rider) + after_colon(e.reason); }
  std::string of(const RiderReinstated& e) const { return who(e.rider); }
  std::string of(const ShiftPlanned& e) const { return who(e.shift.rider); }
  std::string of(const ShiftBegan& e) const { return who(e.rider); }
  std::string of(const ShiftOverran& e) const { return who(e.rider) + " is still online"; }
  std::string of(const ShiftEnded& e) const { return who(e.rider); }
  std::string of(const ShiftMissed& e) const { return who(e.rider) + " did not come"; }
  std::string of(const ShiftCancelled& e) const { return who(e.rider); }

 private:
  std::string who(RiderId rider) const { return rider_name(riders, rider); }
  static std::string vehicle(Vehicle vehicle) { return std::string(name_of(vehicle)); }
};

}  // namespace

void add_work_texts(EventTellers& tellers) {
  add_texts<KitchenTexts>(tellers, KitchenEvents{});
  add_texts<DeliveryTexts>(tellers, DeliveryEvents{});
  add_texts<DeliveryTexts>(tellers, DoorstepEvents{});
  add_texts<DeliveryTexts>(tellers, RiderEvents{});
}

}  // namespace pizza::sim
