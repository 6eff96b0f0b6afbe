// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/remembered_request.h"
#include "core/services/event_type_of.h"

namespace pizza {

struct RequestRemembered {
  static constexpr std::string_view service = "gateway";
  RememberedRequest request;
  std::uint64_t aggregate() const { return request.order.value; }
  static constexpr auto description() {
    return record("RequestRemembered", field<&RequestRemembered::request>("request"));
  }
};

void fold(Changes& changes, const RequestRemembered& event);

using GatewayEvents = TypeList<RequestRemembered>;

}  // namespace pizza
