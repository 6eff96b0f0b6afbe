// SPDX-License-Identifier: Apache-2.0
// A record to the cells of a row, and back.
#pragma once

#include <deque>
#include <optional>
#include <span>
#include <string>

#include "connectors/json/json_reader.h"
#include "connectors/json/json_writer.h"
#include "connectors/relational/cells.h"
#include "connectors/relational/columns.h"

namespace pizza {

// Texts are handed over in place: the record and this object live until the row is written.
class RowWriter : public ValueWriter {
 public:
  RowWriter(CellSink& cells, std::span<const FieldColumns> fields) : cells_(cells), fields_(fields) {}

  void integer(const FieldSchema& field, std::int64_t value) override;
  void text(const FieldSchema& field, std::string_view value) override;
  void absent(const FieldSchema& field) override;
  void begin_structure(const FieldSchema& field) override;
  void end_structure(const FieldSchema& field) override;
  void begin_list(const FieldSchema& field, std::size_t size) override;
  void end_list(const FieldSchema& field) override;

 private:
  int column(const FieldSchema& field) const {
    return in_spread_ ? spread_ + field.number - 1 : fields_[field.number - 1U].first;
  }
  void finish_json(const FieldSchema& field);

  CellSink& cells_;
  std::span<const FieldColumns> fields_;
  JsonWriter json_{JsonForm::Raw};
  std::deque<std::string> json_texts_;  // stay where they are
  std::string scratch_;
  int json_depth_ = 0;
  bool in_spread_ = false;
  int spread_ = 0;
};

class RowReader : public ValueReader {
 public:
  RowReader(const CellSource& cells, const Schema& schema, std::span<const FieldColumns> fields)
      : cells_(cells), schema_(schema), fields_(fields) {}

  // What a JSON column held that it should not.
  const std::optional<Problem>& problem() const { return problem_; }

  bool integer(const FieldSchema& field, std::int64_t& value) override;
  bool text(const FieldSchema& field, std::string& value) override;
  bool begin_structure(const FieldSchema& field) override;
  void end_structure(const FieldSchema& field) override;
  bool begin_list(const FieldSchema& field, std::size_t& size) override;
  void begin_element(const FieldSchema& field, std::size_t index) override;
  void end_list(const FieldSchema& field) override;

 private:
  int column(const FieldSchema& field) const {
    return in_spread_ ? spread_ + field.number - 1 : fields_[field.number - 1U].first;
  }
  bool open_json(const FieldSchema& field);
  void close_json();

  const CellSource& cells_;
  const Schema& schema_;
  std::span<const FieldColumns> fields_;
  Json json_root_;
  std::optional<JsonReader> json_;
  std::optional<Problem> problem_;
  int json_depth_ = 0;
  bool in_spread_ = false;
  int spread_ = 0;
};

}  // namespace pizza
