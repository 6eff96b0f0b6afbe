// SPDX-License-Identifier: Apache-2.0
#include "connectors/relational/row.h"

namespace pizza {

void RowWriter::integer(const FieldSchema& field, std::int64_t value) {
  json_depth_ > 0 ? json_.integer(field, value) : cells_.put(column(field), value);
}

void RowWriter::text(const FieldSchema& field, std::string_view value) {
  json_depth_ > 0 ? json_.text(field, cells_.storable(value, scratch_)) : cells_.put(column(field), value);
}

void RowWriter::absent(const FieldSchema& field) {
  if (json_depth_ > 0) json_.absent(field);  // else the cell stays NULL
}

void RowWriter::begin_structure(const FieldSchema& field) {
  if (json_depth_ == 0 && field.nested->flat) {
    spread_ = column(field);
    in_spread_ = true;
    return;
  }
  if (json_depth_++ == 0) json_.clear();
  json_.begin_structure(field);
}

void RowWriter::end_structure(const FieldSchema& field) {
  if (in_spread_) {
    in_spread_ = false;
    return;
  }
  json_.end_structure(field);
  if (--json_depth_ == 0) finish_json(field);
}

void RowWriter::begin_list(const FieldSchema& field, std::size_t size) {
  if (json_depth_++ == 0) json_.clear();
  json_.begin_list(field, size);
}

void RowWriter::end_list(const FieldSchema& field) {
  json_.end_list(field);
  if (--json_depth_ == 0) finish_json(field);
}

void RowWriter::finish_json(const FieldSchema& field) {
  json_texts_.push_back(json_text(json_.root().begin().value()));
  cells_.put(column(field), std::string_view(json_texts_.back()));
}

bool RowReader::integer(const FieldSchema& field, std::int64_t& value) {
  if (json_depth_ > 0) return json_->integer(field, value);
  if (cells_.is_null(column(field))) return false;
  value = cells_.integer(column(field));
  return true;
}

bool RowReader::text(const FieldSchema& field, std::string& value) {
  if (json_depth_ > 0) {
    if (!json_->text(field, value)) return false;
    cells_.restore(value);
    return true;
  }
  if (cells_.is_null(column(field))) return false;
  value = cells_.text(column(field));
  return true;
}

bool RowReader::open_json(const FieldSchema& field) {
  if (cells_.is_null(column(field))) return false;
  Result<Json> parsed = parse_json(cells_.text(column(field)));
  if (!parsed) {
    problem_ = parsed.problem();
    problem_->field = field.name;
    return false;
  }
  json_root_ = Json::object();
  json_root_[std::string(field.name)] = std::move(parsed).value();
  json_.emplace(json_root_, schema_, JsonForm::Raw);
  return true;
}

void RowReader::close_json() {
  if (!problem_ && json_->problem()) problem_ = json_->problem();
}

bool RowReader::begin_structure(const FieldSchema& field) {
  if (json_depth_ == 0 && field.nested->flat) {
    if (cells_.is_null(column(field))) return false;
    spread_ = column(field);
    in_spread_ = true;
    return true;
  }
  if (json_depth_ == 0 && !open_json(field)) return false;
  if (json_->begin_structure(field)) {
    ++json_depth_;
    return true;
  }
  if (json_depth_ == 0) close_json();
  return false;
}

void RowReader::end_structure(const FieldSchema& field) {
  if (in_spread_) {
    in_spread_ = false;
    return;
  }
  json_->end_structure(field);
  if (--json_depth_ == 0) close_json();
}

bool RowReader::begin_list(const FieldSchema& field, std::size_t& size) {
  if (json_depth_ == 0 && !open_json(field)) return false;
  if (json_->begin_list(field, size)) {
    ++json_depth_;
    return true;
  }
  if (json_depth_ == 0) close_json();
  return false;
}

void RowReader::begin_element(const FieldSchema& field, std::size_t index) {
  json_->begin_element(field, index);
}

void RowReader::end_list(const FieldSchema& field) {
  json_->end_list(field);
  if (--json_depth_ == 0) close_json();
}

}  // namespace pizza
