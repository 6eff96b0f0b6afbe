// SPDX-License-Identifier: Apache-2.0
// Described values as JSON, and back. No template: everything goes through the value walks of core/model/schema.h.
#pragma once

#include <cstdint>
#include <functional>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "core/model/problem.h"
#include "core/model/record_type.h"

namespace pizza {

using Json = nlohmann::ordered_json;  // members in the order of the description

enum class JsonForm : std::uint8_t {
  // What people and partners read. Instants are RFC 3339 in UTC with milliseconds ("2026-11-22T18:30:00.000Z"; a moment
  // outside the years 0 to 9999 is a number of ms since 1970), durations are ms, places are decimal degrees exact to
  // the seventh digit, enumerations are names, ids are numbers. Secret fields and absent optionals are left out.
  Api,
  // What stores keep: every scalar an integer (unsigned ones by their bits), nothing left out but absent optionals.
  Raw,
};

// `write` takes the value apart: [&](ValueWriter& writer) { type.write(record, writer); }.
Json to_json(JsonForm form, const std::function<void(ValueWriter&)>& write);
Json to_json(const RecordType& type, const void* record, JsonForm form = JsonForm::Api);

// `read` puts the value together from an object whose members are the schema's fields. A member that is missing leaves
// its field alone, and null is an absent optional. Problems, at most one, name the member at fault
// ("lines[2].quantity"): "json.unknown_field", "json.wrong_type", "json.out_of_range", "json.unknown_value". The
// value is then half read and to be thrown away.
Outcome from_json(const Json& json, const Schema& schema, JsonForm form, const std::function<void(ValueReader&)>& read);
Outcome from_json(const Json& json, const RecordType& type, void* record, JsonForm form = JsonForm::Api);

// Text to JSON. "json.syntax" for what is none, "json.too_deep" for more than `max_depth` lists and objects inside
// each other.
Result<Json> parse_json(std::string_view text, int max_depth = 32);

// One line, no blanks. Bytes that are no UTF-8 become U+FFFD.
std::string json_text(const Json& json);

}  // namespace pizza
