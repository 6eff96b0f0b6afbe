// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/record_text.h"

namespace pizza {

namespace {

class TextWriter : public ValueWriter {
 public:
  std::string text_so_far = "{";

  void integer(const FieldSchema& field, std::int64_t value) override {
    if (!name(field)) return;
    if (field.kind == Kind::Boolean) {
      text_so_far += value != 0 ? "true" : "false";
    } else if (field.kind == Kind::Enumeration && value >= 0 && std::cmp_less(value, field.value_names.size())) {
      quote(field.value_names[static_cast<std::size_t>(value)]);
    } else if (field.kind == Kind::Unsigned) {
      text_so_far += std::to_string(static_cast<std::uint64_t>(value));
    } else {
      text_so_far += std::to_string(value);
    }
  }
  void text(const FieldSchema& field, std::string_view value) override {
    if (name(field)) quote(value);
  }
  void absent(const FieldSchema& field) override {
    if (name(field)) text_so_far += "null";
  }
  void begin_structure(const FieldSchema& field) override { open(field, '{'); }
  void end_structure(const FieldSchema& field) override { close(field, '}'); }
  void begin_list(const FieldSchema& field, std::size_t) override { open(field, '['); }
  void end_list(const FieldSchema& field) override { close(field, ']'); }

 private:
  // False: nothing of it is written.
  bool name(const FieldSchema& field) {
    if (hidden_ != 0 || field.secrecy == Secrecy::Secret) return false;
    const char before = text_so_far.back();
    if (before != '{' && before != '[') text_so_far += ',';
    if (field.name.empty()) return true;  // an element
    quote(field.name);
    text_so_far += ':';
    return true;
  }
  void open(const FieldSchema& field, char bracket) {
    if (name(field)) {
      text_so_far += bracket;
    } else {
      ++hidden_;
    }
  }
  void close(const FieldSchema&, char bracket) {
    if (hidden_ != 0) {
      --hidden_;
    } else {
      text_so_far += bracket;
    }
  }
  void quote(std::string_view value) {
    static constexpr std::string_view digits = "0123456789abcdef";
    text_so_far += '"';
    for (const char c : value) {
      const auto byte = static_cast<unsigned char>(c);
      if (c == '"' || c == '\\') text_so_far += '\\';
      if (byte >= 0x20) {
        text_so_far += c;
      } else {
        text_so_far.append("\\u00").append(1, digits[byte >> 4]).append(1, digits[byte & 15]);
      }
    }
    text_so_far += '"';
  }

  int hidden_ = 0;
};

}  // namespace

std::string record_text(const RecordType& type, const void* record) {
  TextWriter writer;
  type.write(record, writer);
  return std::move(writer.text_so_far) + '}';
}

}  // namespace pizza
