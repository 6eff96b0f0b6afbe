// SPDX-License-Identifier: Apache-2.0
// Signed-in devices. Each refresh token is good once; who comes with an older one has a copy that somebody else used
// before, so that the whole family ends (RFC 9700, 4.14.2).
#pragma once

#include "core/model/problem.h"
#include "core/services/access_table.h"
#include "core/services/user/identity_events.h"
#include "core/services/user/refresh_token.h"

namespace pizza {

struct OpenSession {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  UserId user;
  OAuthClientId client;
  RefreshToken token;  // counter 0
  std::string scope;
  std::string device;

  static constexpr auto description() {
    return record("open_session", field<&OpenSession::user>("user_id"), field<&OpenSession::client>("client"),
                  field<&OpenSession::token>("token"), field<&OpenSession::scope>("scope"),
                  field<&OpenSession::device>("device"));
  }
};

struct RefreshSession {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::Vouch;
  RefreshToken presented;
  RefreshToken next;
  OAuthClientId client;  // who presents it

  static constexpr auto description() {
    return record("refresh_session", field<&RefreshSession::presented>("presented"),
                  field<&RefreshSession::next>("next"), field<&RefreshSession::client>("client"));
  }
};

struct Refreshed {
  Session session;
  std::optional<Problem> refusal;
};

struct EndSessions {
  static constexpr std::string_view service = "user";
  static constexpr Permission permission = Permission::EditProfile;
  UserId user;
  SessionEnd reason = SessionEnd::Revoked;  // as we say, not the caller
  SessionId except;

  static constexpr auto description() {
    return record("end_sessions", field<&EndSessions::user>("user_id"), field<&EndSessions::reason>("reason"),
                  field<&EndSessions::except>("except"));
  }
};

class SessionService {
 public:
  static constexpr Duration idle_life = days(14);
  static constexpr Duration whole_life = days(90);
  static constexpr std::size_t max_sessions = 20;  // of a person; the one not used for longest makes room
  static constexpr std::size_t max_device = 200;   // bytes

  // Problems: user.unknown, identity.device_invalid.
  Result<SessionId> open(UnitOfWork& work, const OpenSession& command) const;
  // Refusals: identity.token_reused (401; the session has ended). Problems: identity.refresh_invalid (401).
  Result<Refreshed> refresh(UnitOfWork& work, const RefreshSession& command) const;
  // Nothing happens to a session that has ended already. Problems: identity.session_unknown (404: another's).
  Outcome end(UnitOfWork& work, UserId user, SessionId session, SessionEnd reason) const;
  void end_all(UnitOfWork& work, const EndSessions& command) const;
  // Oldest first.
  std::vector<Session> of(UnitOfWork& work, UserId user) const;
  // The session of the latest token; none for any other.
  std::optional<Session> by_token(UnitOfWork& work, const RefreshToken& token) const;

  // Takes away what has expired, at most `limit` sessions, e-mail codes and authorisation codes each. How many went.
  Result<std::size_t> sweep(UnitOfWork& work, std::size_t limit) const;
};

}  // namespace pizza
