// SPDX-License-Identifier: Apache-2.0
// Sessions, codes and authorisation codes go by themselves when their time is over.
#include "core/services/user/user_service.h"

namespace pizza {

namespace {

std::uint64_t subject_of_timer(Expiring kind, std::uint64_t key) {
  return key * 4 + static_cast<std::uint64_t>(kind);
}

// True when it has not expired after all: it was used meanwhile, and is looked at again later.
bool later(UnitOfWork& work, Expiring kind, std::uint64_t key, Instant due) {
  if (work.now() >= due) return false;
  work.after_commit(expiry_timer(kind, key, due));
  return true;
}

void expire(UnitOfWork& work, std::uint64_t subject) {
  const auto kind = static_cast<Expiring>(subject % 4);
  const std::uint64_t key = subject / 4;
  switch (kind) {
    case Expiring::Session: {
      const Session* session = work.find(SessionId{key});
      if (session == nullptr || later(work, kind, key, session->expires_at)) return;
      work.record(SessionEnded{session->user, {key}, SessionEnd::Expired});
      return;
    }
    case Expiring::VerificationCode: {
      const VerificationCode* code = work.find(VerificationCodeId{key});
      if (code == nullptr || later(work, kind, key, code->keep_until)) return;
      work.record(CodeForgotten{code->user, {key}});
      return;
    }
    case Expiring::AuthorizationCode: {
      const AuthorizationCode* code = work.find(AuthorizationCodeId{key});
      if (code == nullptr || later(work, kind, key, code->keep_until)) return;
      work.record(AuthorizationCodeForgotten{code->user, {key}});
      return;
    }
  }
}

template <Expiring kind>
void resume(UnitOfWork& work, std::uint64_t key) {
  work.after_commit(Timer{TimerKind::CodeExpiry, subject_of_timer(kind, key), work.now()});
}

}  // namespace

Timer expiry_timer(Expiring kind, std::uint64_t key, Instant due) {
  return {TimerKind::CodeExpiry, subject_of_timer(kind, key), due};
}

std::span<const TimerRule> user_timers() {
  static const std::array<TimerRule, 3> rules{
      timer_rule<&Session::expires_at>(TimerKind::CodeExpiry, &expire, &resume<Expiring::Session>),
      timer_rule<&VerificationCode::keep_until>(TimerKind::CodeExpiry, &expire, &resume<Expiring::VerificationCode>),
      timer_rule<&AuthorizationCode::keep_until>(TimerKind::CodeExpiry, &expire, &resume<Expiring::AuthorizationCode>)};
  return rules;
}

}  // namespace pizza
