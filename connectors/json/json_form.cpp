// SPDX-License-Identifier: Apache-2.0
#include "connectors/json/json_form.h"

#include "connectors/json/json_reader.h"
#include "connectors/json/json_writer.h"

namespace pizza {

namespace {

// Lists and objects inside each other, texts left out of account. Looked at before parsing, which nests as deep.
int depth_of(std::string_view text) {
  int depth = 0, deepest = 0;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted) {
      if (c == '\\') ++i;
      quoted = c != '"';
    } else if (c == '"') {
      quoted = true;
    } else if (c == '[' || c == '{') {
      deepest = std::max(deepest, ++depth);
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return deepest;
}

}  // namespace

Json to_json(JsonForm form, const std::function<void(ValueWriter&)>& write) {
  JsonWriter writer(form);
  write(writer);
  return std::move(writer.root());
}

Json to_json(const RecordType& type, const void* record, JsonForm form) {
  return to_json(form, [&](ValueWriter& writer) { type.write(record, writer); });
}

Outcome from_json(const Json& json, const Schema& schema, JsonForm form,
                  const std::function<void(ValueReader&)>& read) {
  JsonReader reader(json, schema, form);
  if (!reader.problem()) read(reader);
  if (reader.problem()) return *reader.problem();
  return Done{};
}

Outcome from_json(const Json& json, const RecordType& type, void* record, JsonForm form) {
  return from_json(json, *type.schema, form, [&](ValueReader& reader) { type.read(record, reader); });
}

Result<Json> parse_json(std::string_view text, int max_depth) {
  if (depth_of(text) > max_depth)
    return problem(Status::BadRequest, "json.too_deep",
                   "more than " + std::to_string(max_depth) + " lists and objects inside each other");
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: …": people need the second half.
    const std::string_view what = error.what();
    return problem(Status::BadRequest, "json.syntax",
                   std::string(what.substr(std::min(what.size(), what.find("] ") + 2))));
  }
}

}  // namespace pizza
