// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/model/records/remembered_request.h"
#include "core/services/event_type_of.h"

namespace pizza {

// Takes the place of what was kept under its id: a key whose time was over and that is used again.
struct RequestRemembered {
  static constexpr std::string_view service = "gateway";
  RememberedRequest request;
  std::uint64_t aggregate() const { return request.order ? request.order.value : request.id.value; }
  static constexpr auto description() {
    return record("RequestRemembered", field<&RequestRemembered::request>("request"));
  }
};

// Their time is over.
struct RequestsForgotten {
  static constexpr std::string_view service = "gateway";
  std::vector<RequestId> requests;
  std::uint64_t aggregate() const { return requests.empty() ? 0 : requests.front().value; }
  static constexpr auto description() {
    return record("RequestsForgotten", field<&RequestsForgotten::requests>("requests"));
  }
};

void fold(Changes& changes, const RequestRemembered& event);
void fold(Changes& changes, const RequestsForgotten& event);

using GatewayEvents = TypeList<RequestRemembered, RequestsForgotten>;

}  // namespace pizza
