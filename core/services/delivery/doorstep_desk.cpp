// SPDX-License-Identifier: Apache-2.0
// Hand-over, waiting, failure and the way back.
#include "core/services/delivery/delivery_checks.h"
#include "core/services/delivery/hand_over_code.h"
#include "core/services/user/secrets.h"

namespace pizza {

using namespace delivery_checks;

namespace {

constexpr std::size_t photo_bytes = 200;
constexpr std::size_t note_bytes = 500;

std::optional<Problem> check_evidence(const std::string& photo, const std::string& note) {
  if (auto wrong = check_text("delivery", photo, photo_bytes, "photo")) return wrong;
  return check_text("delivery", note, note_bytes, "note");
}

std::optional<Problem> check_proof(const HandOverFood& command, bool code_wanted) {
  if (auto wrong = check_evidence(command.photo, command.note)) return wrong;
  if (command.place && !command.place->valid()) return invalid("delivery", "a place outside the earth", "place");
  if (command.code.size() > 10) return invalid("delivery", "four digits", "code");
  if (command.proof == ProofKind::Photo && command.photo.empty()) return invalid("delivery", "is missing", "photo");
  if (command.proof == ProofKind::LeftAtDoor) {
    if (code_wanted) return invalid("delivery", "this order is handed over against its code", "proof");
    if (command.note.empty() && command.photo.empty())
      return invalid("delivery", "say or show where it was left", "note");
  }
  if (command.proof == ProofKind::Code && !code_wanted) return invalid("delivery", "no code is asked for", "proof");
  return std::nullopt;
}

std::string code_of(UnitOfWork& work, const Doorstep& doorstep) {
  const HandOverKey* key = work.find(HandOverKeyId{static_cast<std::uint64_t>(doorstep.code_key)});
  return hand_over_code(key == nullptr ? std::string_view() : std::string_view(key->bytes), doorstep.delivery);
}

bool needs_evidence(FailureCause cause) {
  return cause == FailureCause::WrongAddress || cause == FailureCause::FoodWrong || cause == FailureCause::FoodDamaged;
}

// The rider's own delivery with the food in hand, or the problem.
std::optional<Problem> check_carried(UnitOfWork& work, DeliveryId id, RiderId rider) {
  return check_step(work.find(id), rider, DeliveryStatus::PickedUp);
}

}  // namespace

Fault fault_of(FailureCause cause) {
  switch (cause) {
    case FailureCause::None:
      return Fault::None;
    case FailureCause::CustomerAbsent:
    case FailureCause::WrongAddress:
    case FailureCause::Refused:
      return Fault::Customer;
    case FailureCause::FoodWrong:
      return Fault::Restaurant;
    case FailureCause::FoodDamaged:
    case FailureCause::GaveUp:
      return Fault::Rider;
    case FailureCause::TooLate:
    case FailureCause::Accident:
    case FailureCause::Theft:
      return Fault::House;
  }
  return Fault::None;
}

Result<HandOverAnswer> DeliveryService::hand_over(UnitOfWork& work, const HandOverFood& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::PickedUp)) return *wrong;
  const OrderId order = delivery->order;
  const GeoPoint drop = delivery->drop;
  const Doorstep* doorstep = delivery->has_doorstep ? work.find_at<Doorstep>(command.delivery.value) : nullptr;
  const bool code_wanted = doorstep != nullptr && doorstep->wants_code;
  if (auto wrong = check_proof(command, code_wanted)) return *wrong;
  if (code_wanted) {
    if (doorstep->wrong_codes >= wrong_codes_allowed)
      return problem(Status::Conflict, "delivery.code_locked", "too many wrong codes; operations must help", "code");
    if (command.code.empty())
      return problem(Status::Unprocessable, "delivery.code_wanted", "the customer has a code", "code");
    if (!same_secret(command.code, code_of(work, *doorstep))) {
      const std::int32_t left = wrong_codes_allowed - doorstep->wrong_codes - 1;
      work.record(HandOverCodeWrong{command.delivery, order, command.rider});
      return HandOverAnswer{false, left, false};
    }
  }
  const ProofKind kind = code_wanted ? ProofKind::Code : command.proof;
  const bool far = command.place && distance_mm(*command.place, drop) > at_door_mm;
  if (kind != ProofKind::None || command.place || !command.photo.empty() || !command.note.empty())
    work.record(ProofTaken{command.delivery, order, kind, command.photo, command.note, command.place, far});
  work.record(FoodDelivered{command.delivery, order, command.rider, work.now(), {}});
  forget_doorstep_later(work, command.delivery);
  return HandOverAnswer{true, 0, far};
}

Outcome DeliveryService::wait_at_door(UnitOfWork& work, const WaitAtDoor& command) const {
  if (auto wrong = check_carried(work, command.delivery, command.rider)) return *wrong;
  const Delivery* delivery = work.find(command.delivery);
  if (!command.place.valid()) return invalid("delivery", "a place outside the earth", "place");
  if (distance_mm(command.place, delivery->drop) > at_door_mm)
    return invalid("delivery", "more than 150 m from the door", "place");
  const Doorstep* doorstep = work.find_at<Doorstep>(command.delivery.value);
  if (doorstep != nullptr && doorstep->waiting_since) return Done{};
  work.record(RiderWaits{command.delivery, delivery->order, command.rider, command.place, work.now()});
  return Done{};
}

Outcome DeliveryService::call_customer(UnitOfWork& work, const CallCustomer& command) const {
  if (auto wrong = check_carried(work, command.delivery, command.rider)) return *wrong;
  const Doorstep* doorstep = work.find_at<Doorstep>(command.delivery.value);
  if (doorstep != nullptr && doorstep->calls >= 20)
    return problem(Status::TooManyRequests, "delivery.too_many_calls", "twenty calls are enough", "delivery_id");
  work.record(CustomerCalled{command.delivery, work.find(command.delivery)->order, command.rider, work.now()});
  return Done{};
}

Outcome DeliveryService::fail(UnitOfWork& work, const FailDelivery& command) const {
  if (auto wrong = check_carried(work, command.delivery, command.rider)) return *wrong;
  if (command.cause == FailureCause::None || command.cause == FailureCause::GaveUp)
    return invalid("delivery", "say why", "cause");
  if (auto wrong = check_evidence(command.photo, command.note)) return *wrong;
  if (needs_evidence(command.cause) && command.photo.empty() && command.note.empty())
    return invalid("delivery", "show or say what is wrong", "note");
  if (command.cause == FailureCause::Theft && command.bring_back)
    return invalid("delivery", "there is nothing to bring back", "bring_back");
  if (command.cause == FailureCause::CustomerAbsent) {
    const Doorstep* doorstep = work.find_at<Doorstep>(command.delivery.value);
    const bool waited =
        doorstep != nullptr && doorstep->waiting_since && work.now() - *doorstep->waiting_since >= wait_at_door_for;
    if (!waited || !doorstep->called_at || *doorstep->called_at < *doorstep->waiting_since)
      return problem(Status::Conflict, "delivery.wait_longer", "wait eight minutes at the door, and call", "cause");
  }
  const OrderId order = work.find(command.delivery)->order;
  if (!command.photo.empty() || !command.note.empty())
    work.record(ProofTaken{command.delivery, order, ProofKind::None, command.photo, command.note, std::nullopt, false});
  work.record(DeliveryFailed{command.delivery, order, command.rider, work.now(),
                             std::string(failure_cause_names[static_cast<std::size_t>(command.cause)]), command.cause,
                             fault_of(command.cause), command.bring_back});
  forget_doorstep_later(work, command.delivery);
  return Done{};
}

Outcome DeliveryService::return_food(UnitOfWork& work, const ReturnFood& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::Returning)) return *wrong;
  work.record(FoodReturned{command.delivery, delivery->order, command.rider, work.now(), {}});
  return Done{};
}

Outcome DeliveryService::dispose_food(UnitOfWork& work, const DisposeFood& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (auto wrong = check_step(delivery, command.rider, DeliveryStatus::Returning)) return *wrong;
  if (auto wrong = check_text("delivery", command.note, 200, "note")) return *wrong;
  work.record(FoodDisposed{command.delivery, delivery->order, command.rider, work.now(), command.note});
  return Done{};
}

Outcome DeliveryService::unlock(UnitOfWork& work, const UnlockHandOver& command) const {
  const Delivery* delivery = work.find(command.delivery);
  if (delivery == nullptr) return unknown_delivery();
  if (command.note.empty()) return invalid("delivery", "say how it is known who is there", "note");
  if (auto wrong = check_text("delivery", command.note, 200, "note")) return *wrong;
  const Doorstep* doorstep = work.find_at<Doorstep>(command.delivery.value);
  if (has_ended(delivery->status) || doorstep == nullptr || !doorstep->wants_code)
    return problem(Status::Conflict, "delivery.not_now", "no code is asked for", "delivery_id");
  work.record(HandOverUnlocked{command.delivery, delivery->order, command.without_code, command.note});
  return Done{};
}

Outcome DeliveryService::set_key(UnitOfWork& work, const SetHandOverKey& command) const {
  const auto bytes = from_base64url(command.key);
  if (!bytes || bytes->size() < 16 || bytes->size() > 64)
    return invalid("delivery", "base64url of 16 to 64 bytes", "key");
  std::uint64_t number = 1;
  while (work.find(HandOverKeyId{number}) != nullptr) ++number;
  if (number > 1'000) return problem(Status::Conflict, "delivery.too_many_keys", "a thousand keys are enough", "key");
  work.record(HandOverKeySet{{HandOverKeyId{number}, command.key, work.now(), {}}});
  return Done{};
}

void DeliveryService::erase_doorstep(UnitOfWork& work, DeliveryId id) const {
  const Doorstep* doorstep = work.find_at<Doorstep>(id.value);
  if (doorstep == nullptr || !doorstep->erase_at || *doorstep->erase_at > work.now()) return;
  work.record(DoorstepErased{id});
}

Result<HandOverCode> DeliveryService::code(UnitOfWork& work, const SeeHandOverCode& query) const {
  const std::vector<std::uint64_t> keys = work.find_where<&Delivery::order>(query.order);
  if (keys.empty()) return unknown_delivery();
  const Doorstep* doorstep = work.find_at<Doorstep>(keys.back());
  if (doorstep == nullptr || !doorstep->wants_code || has_ended(work.find(DeliveryId{keys.back()})->status))
    return HandOverCode{};
  return HandOverCode{code_of(work, *doorstep)};
}

}  // namespace pizza
