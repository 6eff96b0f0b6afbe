// SPDX-License-Identifier: Apache-2.0
// What a person may ask about themselves: to be told all, and to be forgotten (GDPR, articles 15, 17 and 20).
#pragma once

#include <functional>
#include <span>

#include "core/model/problem.h"
#include "core/services/user/person_events.h"

namespace pizza {

class PersonService {
 public:
  // Gives every record about the person: their own, and those of their orders, in the order of `types`, each kind by
  // rising key. Found through the descriptions: whatever record has an indexed "user_id", or is kept under it or
  // under an "order_id", belongs. Our own books and workings (ledger, sagas) do not.
  // `record.type->write(record, writer)` takes it apart; secret fields are for writers to leave out.
  // Problems: user.unknown.
  Outcome export_person(UnitOfWork& work, UserId user, std::span<const RecordType* const> types,
                        const std::function<void(const RecordType& type, const void* record)>& take) const;

  // Names, addresses and all ways in are gone. Orders, payments and the ledger stay, as the law wants; nothing in them
  // leads to a name any more. Problems: user.unknown, user.order_open (409: an order is still under way).
  Outcome erase(UnitOfWork& work, UserId user) const;
};

}  // namespace pizza
