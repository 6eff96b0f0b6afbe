// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/server/http.h"
#include "core/model/schema_of.h"

namespace pizza::server {

// The body as JSON. Problems: "request.media_type" (415) and those of parse_json.
Result<Json> json_body(const Request& request);

// 400 for what is no JSON of the right shape, whichever member is at fault.
Result<Json> object_with(Result<Json> body, std::initializer_list<const char*> required);

// "json.out_of_range" where a number was given that its field cannot hold: `kept` is what was read, written again.
Outcome check_kept(const Json& given, const Json& kept, const std::string& path = {});

// The body as a described command. Members that `required` names must be there.
template <Described T>
Result<T> command_body(const Request& request, std::initializer_list<const char*> required) {
  const Result<Json> json = object_with(json_body(request), required);
  if (!json.ok()) return json.problem();
  T command;
  const Outcome read =
      from_json(*json, schema_of<T>(), JsonForm::Api, [&](ValueReader& reader) { read_fields(command, reader); });
  if (!read.ok()) return read.problem();
  const Outcome kept =
      check_kept(*json, to_json(JsonForm::Api, [&](ValueWriter& writer) { write_fields(command, writer); }));
  if (!kept.ok()) return kept.problem();
  return command;
}

// Who asks, as the scope of idempotency keys. Problem: "request.client_id".
Result<std::string> client_of(const Request& request, const std::string& peer);

// The value of Idempotency-Key, without the quotation marks of a structured header. Empty when there is none.
// Problem: "idempotency.invalid", for what could be a card number.
Result<std::string> idempotency_key(const Request& request);

}  // namespace pizza::server
