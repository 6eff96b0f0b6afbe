// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/problem.h"
#include "core/model/records/identity.h"
#include "core/model/records/user.h"
#include "core/ports/unit_of_work.h"

namespace pizza {

// user.unknown when there is nobody, or nobody any more.
inline std::optional<Problem> person_missing(UnitOfWork& work, UserId user) {
  const Profile* profile = work.find_at<Profile>(user.value);
  if (work.find(user) != nullptr && (profile == nullptr || !profile->erased_at)) return std::nullopt;
  return problem(Status::NotFound, "user.unknown", "there is no such user", "user_id");
}

// As written, else in small letters; none when there is nobody.
inline UserId person_by_email(UnitOfWork& work, std::string email) {
  for (int as_written = 1; as_written >= 0; --as_written) {
    if (const auto found = work.find_where<&User::email>(email, 1); !found.empty()) return UserId{found.front()};
    for (char& c : email)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return {};
}

}  // namespace pizza
