// SPDX-License-Identifier: Apache-2.0
#include "connectors/menu/csv_rows.h"

namespace pizza {

namespace {

class CsvReader {
 public:
  explicit CsvReader(std::string_view text) : text_(text) {
    if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
  }

  CsvRows read() {
    CsvRows out;
    while (at_ < text_.size() && !out.bad_quote) {
      CsvRow row{line_, {}};
      while (!read_field(row, out)) {
      }
      if (row.fields.size() > 1 || !row.fields.front().empty()) out.rows.push_back(std::move(row));
    }
    return out;
  }

 private:
  // True at the end of the row.
  bool read_field(CsvRow& row, CsvRows& out) {
    std::string& field = row.fields.emplace_back();
    if (at_ < text_.size() && text_[at_] == '"' && !read_quoted(field)) {
      out.bad_quote = row.line;
      return true;
    }
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (c == ',') return false;
      if (c == '\n') {
        ++line_;
        return true;
      }
      if (c == '\r' && at_ < text_.size() && text_[at_] == '\n') continue;
      field += c;
    }
    return true;
  }

  bool read_quoted(std::string& field) {
    for (++at_; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') ++line_;
      if (c != '"') {
        field += c;
        continue;
      }
      if (at_ + 1 < text_.size() && text_[at_ + 1] == '"') {
        field += text_[++at_];
        continue;
      }
      ++at_;
      return at_ == text_.size() || text_[at_] == ',' || text_[at_] == '\n' || text_[at_] == '\r';
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::int32_t line_ = 1;
};

}  // namespace

CsvRows read_csv(std::string_view text) {
  return CsvReader(text).read();
}

void write_csv_row(const std::vector<std::string>& fields, std::string& out) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    const std::string& field = fields[i];
    const bool quoted = field.find_first_of(",\"\r\n") != std::string::npos;
    if (!quoted) {
      out += field;
      continue;
    }
    out += '"';
    for (const char c : field) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }
  out += '\n';
}

}  // namespace pizza
