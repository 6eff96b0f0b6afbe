// SPDX-License-Identifier: Apache-2.0
// The commands and queries about payouts and statements, by their type, and whose thing each one touches.
#include "core/services/payment/payout_service.h"

namespace pizza {

namespace {

Subject party_of(RestaurantId restaurant, RiderId rider) {
  if (restaurant) return Subject::of(restaurant);
  return rider ? Subject::of(rider) : Subject::nothing();
}

}  // namespace

Outcome handle(UnitOfWork& work, const SetPayoutAccount& command) {
  return PayoutService{}.set_account(work, command);
}
Result<PayoutsRun> handle(UnitOfWork& work, const RunPayouts& command) {
  return PayoutService{}.run(work, command);
}
Outcome handle(UnitOfWork& work, const SettleStuckPayout& command) {
  return PayoutService{}.settle(work, command);
}
Result<PayoutPage> handle(UnitOfWork& work, const SeePayouts& query) {
  return PayoutService{}.see(work, query);
}
Result<Takings> handle(UnitOfWork& work, const SeeTakings& query) {
  return PayoutService{}.takings(work, query);
}
Result<ReconciliationRun> handle(UnitOfWork& work, const ReconcileStatement& command) {
  return ReconcileService{}.reconcile(work, command);
}
Result<ReconciliationRun> handle(UnitOfWork& work, const SeeReconciliation& query) {
  return ReconcileService{}.see(work, query);
}

Subject subject_of(UnitOfWork&, const SetPayoutAccount& command) {
  return party_of(command.restaurant, command.rider);
}
Subject subject_of(UnitOfWork&, const RunPayouts&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SettleStuckPayout&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SeePayouts& query) {
  return party_of(query.restaurant, query.rider);
}
Subject subject_of(UnitOfWork&, const SeeTakings& query) {
  return Subject::of(query.restaurant);
}
Subject subject_of(UnitOfWork&, const ReconcileStatement&) {
  return Subject::common();
}
Subject subject_of(UnitOfWork&, const SeeReconciliation&) {
  return Subject::common();
}

}  // namespace pizza
