// SPDX-License-Identifier: Apache-2.0
#include "core/services/delivery/doorstep_events.h"

namespace pizza {

namespace {

Doorstep& doorstep_of(Changes& changes, DeliveryId delivery) {
  if (changes.find_at<Doorstep>(delivery.value) == nullptr) {
    Doorstep fresh;
    fresh.delivery = delivery;
    changes.insert(std::move(fresh));
    changes.edit(delivery).has_doorstep = true;
  }
  return changes.edit_at<Doorstep>(delivery.value);
}

}  // namespace

void fold(Changes& changes, const HandOverKeySet& event) {
  changes.insert(event.key);
}

void fold(Changes& changes, const HandOverCodeWanted& event) {
  Doorstep& doorstep = doorstep_of(changes, event.delivery);
  doorstep.wants_code = true;
  doorstep.code_key = event.key;
}

void fold(Changes& changes, const HandOverCodeWrong& event) {
  ++doorstep_of(changes, event.delivery).wrong_codes;
}

void fold(Changes& changes, const HandOverUnlocked& event) {
  Doorstep& doorstep = doorstep_of(changes, event.delivery);
  doorstep.wrong_codes = 0;
  if (event.without_code) doorstep.wants_code = false;
  doorstep.note = event.note;
}

void fold(Changes& changes, const RiderWaits& event) {
  Doorstep& doorstep = doorstep_of(changes, event.delivery);
  doorstep.waiting_since = event.at;
  doorstep.place = event.place;
}

void fold(Changes& changes, const CustomerCalled& event) {
  Doorstep& doorstep = doorstep_of(changes, event.delivery);
  ++doorstep.calls;
  doorstep.called_at = event.at;
}

void fold(Changes& changes, const ProofTaken& event) {
  Doorstep& doorstep = doorstep_of(changes, event.delivery);
  doorstep.proof = event.kind;
  doorstep.photo = event.photo;
  doorstep.note = event.note;
  if (event.place) doorstep.place = event.place;
  doorstep.far_from_drop = event.far_from_drop;
}

void fold(Changes& changes, const TakeOverPlanned& event) {
  doorstep_of(changes, event.delivery).next_rider = event.to;
}

void fold(Changes& changes, const DoorstepErased& event) {
  changes.erase(record_type<Doorstep>(), event.delivery.value);
  changes.edit(event.delivery).has_doorstep = false;
}

}  // namespace pizza
