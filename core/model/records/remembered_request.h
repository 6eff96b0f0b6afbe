// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/describe.h"

namespace pizza {

// An idempotency key that has been used, and what it led to.
struct RememberedRequest {
  RequestId id;
  std::string scope_key;      // client and key: "user:17/8e03978e-40d5"
  std::uint64_t payload = 0;  // fingerprint of what was asked
  OrderId order;              // the answer, where it is an order that was placed
  Instant at;
  Version version;
  std::string command;  // what was asked for; empty: to place an order
  std::string answer;   // the answer's bytes; empty of a placed order

  static constexpr auto description() {
    return record("remembered_requests", key<&RememberedRequest::id>("request_id"),
                  field<&RememberedRequest::scope_key>("scope_key", Index::Unique),
                  field<&RememberedRequest::payload>("payload"), field<&RememberedRequest::order>("order_id"),
                  field<&RememberedRequest::at>("at"), field<&RememberedRequest::version>("version"),
                  field<&RememberedRequest::command>("command"), field<&RememberedRequest::answer>("answer"),
                  keep_for(days(7)));
  }
};

}  // namespace pizza
