// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "connectors/json/json_form.h"

namespace pizza {

class JsonReader : public ValueReader {
 public:
  // Reads the members of `root`, which outlives the reader.
  JsonReader(const Json& root, const Schema& schema, JsonForm form);

  // The first thing that was wrong.
  const std::optional<Problem>& problem() const { return problem_; }

  bool integer(const FieldSchema& field, std::int64_t& value) override;
  bool text(const FieldSchema& field, std::string& value) override;
  bool begin_structure(const FieldSchema& field) override;
  void end_structure(const FieldSchema& field) override;
  bool begin_list(const FieldSchema& field, std::size_t& size) override;
  void begin_element(const FieldSchema& field, std::size_t index) override;
  void end_list(const FieldSchema& field) override;

 private:
  struct Open {
    const Json* node;
    std::string_view name;
    std::size_t index = 0;  // of a list's present element
  };

  const Json* value_of(const FieldSchema& field);
  bool check_members(const Json& node, const Schema& schema);
  bool api_scalar(const FieldSchema& field, const Json& node, std::int64_t& value);
  bool number(const FieldSchema& field, const Json& node, std::int64_t& value);
  bool fail(std::string_view member, const char* type, std::string detail);
  bool wrong_type(const FieldSchema& field, const char* expected);
  std::string path(std::string_view member) const;

  JsonForm form_;
  std::vector<Open> open_;
  std::optional<Problem> problem_;
};

}  // namespace pizza
