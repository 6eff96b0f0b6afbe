// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/gateway.h"

#include "core/model/digest.h"
#include "core/model/wire.h"

namespace pizza {

namespace {

std::optional<Problem> check_key(std::string_view key) {
  if (key.empty())
    return problem(Status::BadRequest, "idempotency.missing", "this request needs an Idempotency-Key",
                   "Idempotency-Key");
  const auto printable = [](char c) { return c > ' ' && c < '\x7F'; };
  if (key.size() > Gateway::max_key || !std::all_of(key.begin(), key.end(), printable))
    return problem(Status::BadRequest, "idempotency.invalid", "1 to 255 visible ASCII characters", "Idempotency-Key");
  return std::nullopt;
}

}  // namespace

Result<PlacedOrder> Gateway::place_order(UnitOfWork& work, RequestKey key, const PlaceOrder& command) const {
  if (auto wrong = check_key(key.key)) return *wrong;
  std::string scope_key;
  scope_key.reserve(key.scope.size() + key.key.size() + 1);
  scope_key.append(key.scope).append("/").append(key.key);
  std::string payload;
  wire::encode(command, payload);
  const std::uint64_t mark = fingerprint(payload);
  if (const auto seen = work.find_where<&RememberedRequest::scope_key>(scope_key, 1); !seen.empty()) {
    const RememberedRequest* request = work.find(RequestId{seen.front()});
    if (request->payload != mark)
      return problem(Status::Unprocessable, "idempotency.reused", "this key was used for another request",
                     "Idempotency-Key");
    return PlacedOrder{request->order, true};
  }
  const Result<OrderId> order = orders_.place(work, command);
  if (!order.ok()) return order.problem();
  work.record(RequestRemembered{{.id = work.allocate<RememberedRequest>(),
                                 .scope_key = std::move(scope_key),
                                 .payload = mark,
                                 .order = *order,
                                 .at = work.now(),
                                 .version = {}}});
  return PlacedOrder{*order, false};
}

void fold(Changes& changes, const RequestRemembered& event) {
  changes.insert(event.request);
}

}  // namespace pizza
