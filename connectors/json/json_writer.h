// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "connectors/json/json_form.h"

namespace pizza {

class JsonWriter : public ValueWriter {
 public:
  explicit JsonWriter(JsonForm form) : form_(form) { clear(); }

  // The object that the calls so far have filled.
  Json& root() { return open_.front(); }
  void clear() { open_.assign(1, Json::object()); }

  void integer(const FieldSchema& field, std::int64_t value) override;
  void text(const FieldSchema& field, std::string_view value) override;
  void absent(const FieldSchema& field) override;
  void begin_structure(const FieldSchema& field) override;
  void end_structure(const FieldSchema& field) override;
  void begin_list(const FieldSchema& field, std::size_t size) override;
  void end_list(const FieldSchema& field) override;

 private:
  bool hidden(const FieldSchema& field) const { return form_ == JsonForm::Api && field.secrecy == Secrecy::Secret; }
  void put(const FieldSchema& field, Json value);

  JsonForm form_;
  std::vector<Json> open_;  // innermost last
};

}  // namespace pizza
