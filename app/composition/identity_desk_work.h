// SPDX-License-Identifier: Apache-2.0
// How the desk hands work to the world's thread and to its own: for the desk's own files.
#pragma once

#include "app/composition/identity_desk.h"

namespace pizza {

// A value, or a refusal that must leave a trace: the unit of work commits either way.
template <class T>
struct Refusable {
  T value;
  std::optional<Problem> refusal;
};

// Whoever waits for a T is told a refusal as the problem that it is.
template <class T>
auto unwrap(IdentityDesk::Then<T> then) {
  return [then = std::move(then)](const Result<Refusable<T>>& result) {
    if (!result.ok()) return then(result.problem());
    if (result->refusal) return then(*result->refusal);
    then(result->value);
  };
}

// A session with the roles that its person has now.
template <class Opened>
Result<Refusable<Opened>> with_roles(UnitOfWork& work, const Result<SessionAnswer>& answer) {
  if (!answer.ok()) return answer.problem();
  if (answer->refusal) return Refusable<Opened>{{}, answer->refusal->problem()};
  return Refusable<Opened>{{answer->session, RoleService{}.of(work, answer->session.user)}, std::nullopt};
}

template <class Opened>
Result<Refusable<Opened>> opened(UnitOfWork& work, const OpenSession& command) {
  const auto session = handle(work, command);
  if (!session.ok()) return session.problem();
  return with_roles<Opened>(work, SessionAnswer{*work.find(*session), std::nullopt});
}

template <class A, class Attempt, class After>
void IdentityDesk::run(Attempt attempt, After then) {
  // Shared, because the world may refuse the job, and then somebody must still be told.
  const auto told = std::make_shared<After>(std::move(then));
  const bool taken = world_.command(
      [attempt = std::move(attempt)](Business& business) -> Result<A> {
        return business.run([&](UnitOfWork& work) -> Result<A> { return attempt(business, work); });
      },
      [told](BusinessHost&, Result<A> result) { (*told)(std::move(result)); },
      [told](const Problem& problem) { (*told)(problem); });
  if (!taken) (*told)(problem(Status::Unavailable, "server.busy", "more is asked for than can be done; try again"));
}

template <class T, class Job>
void IdentityDesk::slowly(Job job, const Then<T>& then) {
  const auto safe = [job = std::move(job), then] {
    try {
      job();
    } catch (const std::exception&) {  // no memory for a hash, no entropy
      then(problem(Status::Unavailable, "identity.busy", "this cannot be done now; try again"));
    }
  };
  if (!pool_.submit(safe))
    then(problem(Status::Unavailable, "identity.busy", "too many sign in at once; try again in a moment"));
}

}  // namespace pizza
