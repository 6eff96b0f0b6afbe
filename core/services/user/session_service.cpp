// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/session_service.h"

#include "core/services/user/find_person.h"
#include "core/services/user/secrets.h"
#include "core/services/user/user_service.h"

namespace pizza {

namespace {

// Keys of records whose time is over, in what is committed.
template <auto Member, class T>
std::vector<std::uint64_t> due(UnitOfWork& work, std::size_t limit) {
  const RecordType& type = record_type<T>();
  std::vector<std::uint64_t> keys;
  work.changes().store().find_range(type, type.index_position(field_number<Member>()), 0, work.now().ms, limit, keys);
  return keys;
}

std::optional<Session> by_family(UnitOfWork& work, const RefreshToken& token) {
  const auto found = work.find_where<&Session::family>(token.family, 1);
  return found.empty() ? std::nullopt : std::optional(*work.find(SessionId{found.front()}));
}

}  // namespace

Result<SessionId> SessionService::open(UnitOfWork& work, const OpenSession& command) const {
  if (auto missing = person_missing(work, command.user)) return *missing;
  if (command.device.size() > max_device)
    return problem(Status::Unprocessable, "identity.device_invalid", "at most 200 bytes", "device");
  std::vector<Session> open = of(work, command.user);
  while (open.size() >= max_sessions) {
    const auto oldest = std::min_element(
        open.begin(), open.end(), [](const Session& a, const Session& b) { return a.refreshed_at < b.refreshed_at; });
    work.record(SessionEnded{command.user, oldest->id, SessionEnd::TooMany});
    open.erase(oldest);
  }
  const Instant now = work.now();
  Session session;
  session.id = work.allocate<Session>();
  session.user = command.user;
  session.client = command.client;
  session.family = command.token.family;
  session.token_digest = command.token.digest;
  session.counter = command.token.counter;
  session.scope = command.scope;
  session.device = command.device;
  session.opened_at = now;
  session.refreshed_at = now;
  session.expires_at = now + idle_life;
  session.ends_at = now + whole_life;
  const SessionId id = session.id;
  work.after_commit(expiry_timer(Expiring::Session, id.value, session.expires_at));
  work.record(SessionOpened{std::move(session)});
  return id;
}

Result<Refreshed> SessionService::refresh(UnitOfWork& work, const RefreshSession& command) const {
  const auto invalid = [] {
    return problem(Status::Unauthorized, "identity.refresh_invalid", "this refresh token is not good; sign in again");
  };
  if (!command.presented.ours) return invalid();
  const std::optional<Session> session = by_family(work, command.presented);
  if (!session || session->client != command.client || work.now() >= session->expires_at) return invalid();
  if (!same_secret(session->token_digest, command.presented.digest)) {
    // Ours, of this family, and not the latest: whoever has it, two have used it.
    if (command.presented.counter >= session->counter) return invalid();
    work.record(SessionEnded{session->user, session->id, SessionEnd::TokenReused});
    return Refreshed{*session, problem(Status::Unauthorized, "identity.token_reused",
                                       "this refresh token was used before; the session has ended, sign in again")};
  }
  if (command.next.family != session->family || command.next.counter != session->counter + 1) return invalid();
  const Instant expires = std::min(work.now() + idle_life, session->ends_at);
  work.record(
      SessionRefreshed{session->user, session->id, command.next.digest, command.next.counter, work.now(), expires});
  return Refreshed{*work.find(session->id), std::nullopt};
}

Outcome SessionService::end(UnitOfWork& work, UserId user, SessionId id, SessionEnd reason) const {
  const Session* session = work.find(id);
  if (session == nullptr) return Done{};
  if (session->user != user)
    return problem(Status::NotFound, "identity.session_unknown", "there is no such session", "session_id");
  work.record(SessionEnded{user, id, reason});
  return Done{};
}

void SessionService::end_all(UnitOfWork& work, const EndSessions& command) const {
  for (const std::uint64_t key : work.find_where<&Session::user>(command.user))
    if (SessionId{key} != command.except) work.record(SessionEnded{command.user, {key}, command.reason});
}

std::vector<Session> SessionService::of(UnitOfWork& work, UserId user) const {
  std::vector<Session> sessions;
  for (const std::uint64_t key : work.find_where<&Session::user>(user)) sessions.push_back(*work.find(SessionId{key}));
  return sessions;
}

std::optional<Session> SessionService::by_token(UnitOfWork& work, const RefreshToken& token) const {
  std::optional<Session> session = by_family(work, token);
  if (!session || !same_secret(session->token_digest, token.digest)) return std::nullopt;
  return session;
}

Result<std::size_t> SessionService::sweep(UnitOfWork& work, std::size_t limit) const {
  std::size_t gone = 0;
  for (const std::uint64_t key : due<&Session::expires_at, Session>(work, limit)) {
    const UserId user = work.find(SessionId{key})->user;
    work.record(SessionEnded{user, {key}, SessionEnd::Expired});
    ++gone;
  }
  for (const std::uint64_t key : due<&VerificationCode::keep_until, VerificationCode>(work, limit)) {
    const UserId user = work.find(VerificationCodeId{key})->user;
    work.record(CodeForgotten{user, {key}});
    ++gone;
  }
  for (const std::uint64_t key : due<&AuthorizationCode::keep_until, AuthorizationCode>(work, limit)) {
    const UserId user = work.find(AuthorizationCodeId{key})->user;
    work.record(AuthorizationCodeForgotten{user, {key}});
    ++gone;
  }
  return gone;
}

}  // namespace pizza
