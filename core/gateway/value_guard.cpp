// SPDX-License-Identifier: Apache-2.0
#include "core/gateway/value_guard.h"

#include <algorithm>

#include "core/services/order/order_service.h"

namespace pizza {

namespace {

// The bytes of a character that begins here, 0 for what is none. Source: RFC 3629, section 4.
std::size_t utf8_length(std::string_view rest) {
  const auto byte = [rest](std::size_t i) { return static_cast<unsigned char>(rest[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || rest.size() < length) return 0;
  const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (byte(1) < least || byte(1) > most) return 0;
  for (std::size_t i = 2; i < length; ++i)
    if (byte(i) < 0x80 || byte(i) > 0xBF) return 0;
  return length;
}

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const std::size_t length = utf8_length(text);
    if (length == 0) return false;
    text.remove_prefix(length);
  }
  return true;
}

bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == '\x7F';
  });
}

// An international number may happen to have a card's check digit; its "+" says what it is.
bool is_phone(std::string_view name, std::string_view text) {
  return name == "phone" && text.starts_with('+') && text.size() <= 20;
}

class Guard : public ValueWriter {
 public:
  explicit Guard(const ValueBounds& bounds) : bounds_(bounds) {}

  const std::optional<Problem>& fault() const { return fault_; }

  void integer(const FieldSchema& field, std::int64_t value) override {
    step(field);
    const bool known = field.kind == Kind::Enumeration ? value >= 0 && std::cmp_less(value, field.value_names.size())
                       : field.kind == Kind::Boolean   ? value == 0 || value == 1
                                                       : true;
    if (!known) fail(Status::Unprocessable, "value.unknown", "there is no such value");
    leave();
  }
  void text(const FieldSchema& field, std::string_view value) override {
    step(field);
    bytes_ += value.size();
    if (value.size() > bounds_.longest_text)
      fail(Status::TooLarge, "value.text_too_long", "at most " + std::to_string(bounds_.longest_text) + " bytes");
    else if (bytes_ > bounds_.most_bytes)
      fail(Status::TooLarge, "value.too_much", "at most " + std::to_string(bounds_.most_bytes) + " bytes of text");
    else if (!is_utf8(value))
      fail(Status::Unprocessable, "value.not_utf8", "texts are UTF-8");
    else if (has_control(value))
      fail(Status::Unprocessable, "value.control_character", "no control characters but tab and line break");
    else if (!is_phone(field.name, value) && looks_like_card_number(value))
      fail(Status::Unprocessable, "value.card_number", "looks like a card number; none may be sent here");
    leave();
  }
  void absent(const FieldSchema& field) override {
    step(field);
    leave();
  }
  void begin_structure(const FieldSchema& field) override { go_down(field, false); }
  void end_structure(const FieldSchema&) override { leave(); }
  void begin_list(const FieldSchema& field, std::size_t size) override {
    go_down(field, true);
    if (size > bounds_.longest_list)
      fail(Status::TooLarge, "value.list_too_long", "at most " + std::to_string(bounds_.longest_list) + " of them");
  }
  void end_list(const FieldSchema&) override { leave(); }

 private:
  struct Level {
    std::string_view name;
    std::size_t index = 0;  // of the present element
    bool list = false;
    bool element = false;
  };

  void step(const FieldSchema& field) {
    const bool element = !levels_.empty() && levels_.back().list;
    levels_.push_back({field.name, 0, false, element});
    if (++values_ > bounds_.most_values)
      fail(Status::TooLarge, "value.too_much", "at most " + std::to_string(bounds_.most_values) + " values");
  }
  void go_down(const FieldSchema& field, bool list) {
    step(field);
    levels_.back().list = list;
    if (levels_.size() > bounds_.deepest)
      fail(Status::TooLarge, "value.too_deep", "at most " + std::to_string(bounds_.deepest) + " levels");
  }
  void leave() {
    const bool element = levels_.back().element;
    levels_.pop_back();
    if (element) ++levels_.back().index;
  }
  void fail(Status status, const char* type, std::string detail) {
    if (!fault_) fault_ = problem(status, type, std::move(detail), path());
  }
  std::string path() const {
    std::string text;
    for (std::size_t i = 0; i < levels_.size(); ++i) {
      const Level& level = levels_[i];
      if (level.element) {
        text += '[' + std::to_string(levels_[i - 1].index) + ']';
      } else {
        if (!text.empty()) text += '.';
        text += level.name;
      }
    }
    return text;
  }

  const ValueBounds& bounds_;
  std::vector<Level> levels_;
  std::size_t values_ = 0;
  std::size_t bytes_ = 0;
  std::optional<Problem> fault_;
};

}  // namespace

std::optional<Problem> value_fault(const std::function<void(ValueWriter&)>& write, const ValueBounds& bounds) {
  Guard guard(bounds);
  write(guard);
  return guard.fault();
}

}  // namespace pizza
