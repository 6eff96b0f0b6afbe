// SPDX-License-Identifier: Apache-2.0
#include "connectors/menu/json_lines.h"

#include <algorithm>
#include <charconv>

namespace pizza {

namespace {

// Walks a well-formed text from value to value.
class JsonWalk {
 public:
  explicit JsonWalk(std::string_view text) : text_(text) { skip_blank(); }

  std::size_t at() const { return at_; }

  // To the value of a member; false where the present value has none of that name.
  bool enter_member(std::string_view name) {
    if (!begins_with('{')) return false;
    ++at_;
    for (skip_blank(); begins_with('"'); skip_comma()) {
      const std::size_t from = at_ + 1;
      skip_text();
      const bool found = text_.substr(from, at_ - 1 - from) == name;
      skip_blank();
      ++at_;  // the colon
      skip_blank();
      if (found) return true;
      skip_value();
    }
    return false;
  }

  bool enter_element(std::size_t place) {
    if (!begins_with('[')) return false;
    ++at_;
    skip_blank();
    for (; at_ < text_.size() && !begins_with(']'); --place) {
      if (place == 0) return true;
      skip_value();
      skip_comma();
    }
    return false;
  }

 private:
  bool begins_with(char c) const { return at_ < text_.size() && text_[at_] == c; }
  void skip_blank() {
    while (at_ < text_.size() && (text_[at_] == ' ' || (text_[at_] >= '\t' && text_[at_] <= '\r'))) ++at_;
  }
  void skip_comma() {
    skip_blank();
    if (begins_with(',')) ++at_;
    skip_blank();
  }
  void skip_text() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
      if (text_[at_] == '\\') ++at_;
    ++at_;
  }
  void skip_value() {
    int depth = 0;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '"') {
        skip_text();
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) return;
      if (c == '{' || c == '[') ++depth;
      if (c == '}' || c == ']') --depth;
      ++at_;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::int32_t line_of_byte(std::string_view text, std::size_t byte) {
  const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
  return 1 + static_cast<std::int32_t>(std::count(text.begin(), end, '\n'));
}

std::int32_t line_of_json(std::string_view text, std::string_view path) {
  JsonWalk walk(text);
  std::size_t found = walk.at();
  while (!path.empty()) {
    const bool element = path.front() == '[';
    const std::size_t end = std::min(element ? path.find(']') : path.find_first_of(".["), path.size());
    const std::string_view step = path.substr(element ? 1 : 0, end - (element ? 1 : 0));
    path.remove_prefix(std::min(element ? end + 1 : end, path.size()));
    if (!path.empty() && path.front() == '.') path.remove_prefix(1);
    std::size_t place = 0;
    if (element) std::from_chars(step.data(), step.data() + step.size(), place);
    if (!(element ? walk.enter_element(place) : walk.enter_member(step))) break;
    found = walk.at();
  }
  return line_of_byte(text, found);
}

}  // namespace pizza
