// SPDX-License-Identifier: Apache-2.0
// Our own printer, for the sake of the numbers: the library's prints some decimals with 17 digits where fewer will do.
#include <array>
#include <charconv>

#include "connectors/json/json_form.h"
#include "connectors/json/utf8.h"

namespace pizza {

namespace {

template <class Number>
void print_number(Number number, std::string& out) {
  std::array<char, 32> text{};
  const auto done = std::to_chars(text.data(), text.data() + text.size(), number);
  out.append(text.data(), done.ptr);
}

bool is_plain(std::string_view text) {
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\') return false;
  return is_utf8(text);
}

void print_text(const std::string& text, std::string& out) {
  if (!is_plain(text)) {
    out += Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    return;
  }
  out += '"';
  out += text;
  out += '"';
}

void print(const Json& json, std::string& out) {
  char between = '\0';
  const auto comma = [&] {
    if (between != '\0') out += between;
    between = ',';
  };
  switch (json.type()) {
    case Json::value_t::object:
      out += '{';
      for (const auto& member : json.items()) {
        comma();
        print_text(member.key(), out);
        out += ':';
        print(member.value(), out);
      }
      out += '}';
      return;
    case Json::value_t::array:
      out += '[';
      for (const Json& element : json) {
        comma();
        print(element, out);
      }
      out += ']';
      return;
    case Json::value_t::string:
      return print_text(json.get_ref<const std::string&>(), out);
    case Json::value_t::number_integer:
      return print_number(json.get<std::int64_t>(), out);
    case Json::value_t::number_unsigned:
      return print_number(json.get<std::uint64_t>(), out);
    case Json::value_t::number_float:
      return print_number(json.get<double>(), out);
    case Json::value_t::boolean:
      out += json.get<bool>() ? "true" : "false";
      return;
    default:
      out += "null";
  }
}

}  // namespace

std::string json_text(const Json& json) {
  std::string out;
  print(json, out);
  return out;
}

}  // namespace pizza
