// SPDX-License-Identifier: Apache-2.0
#include "core/services/user/claims.h"

#include <charconv>

namespace pizza {

namespace {

void append_utf8(std::string& out, std::uint32_t point) {
  if (point < 0x80) {
    out.push_back(static_cast<char>(point));
  } else if (point < 0x800) {
    out.push_back(static_cast<char>(0xC0 | point >> 6));
    out.push_back(static_cast<char>(0x80 | (point & 63)));
  } else if (point < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | point >> 12));
    out.push_back(static_cast<char>(0x80 | (point >> 6 & 63)));
    out.push_back(static_cast<char>(0x80 | (point & 63)));
  } else {
    out.push_back(static_cast<char>(0xF0 | point >> 18));
    out.push_back(static_cast<char>(0x80 | (point >> 12 & 63)));
    out.push_back(static_cast<char>(0x80 | (point >> 6 & 63)));
    out.push_back(static_cast<char>(0x80 | (point & 63)));
  }
}

// Every function takes what it knows from the front and answers false at the first thing that is not JSON (RFC 8259).
class Parser {
 public:
  using Members = std::vector<std::pair<std::string, Claims::Value>>;

  explicit Parser(std::string_view json) : left_(json) {}

  bool whole_object(Members& members) { return object(members, 0) && (skip_space(), left_.empty()); }

 private:
  void skip_space() {
    while (!left_.empty() && (left_[0] == ' ' || left_[0] == '\t' || left_[0] == '\n' || left_[0] == '\r'))
      left_.remove_prefix(1);
  }
  bool take(char wanted) {
    skip_space();
    if (left_.empty() || left_[0] != wanted) return false;
    left_.remove_prefix(1);
    return true;
  }
  bool word(std::string_view wanted) {
    if (!left_.starts_with(wanted)) return false;
    left_.remove_prefix(wanted.size());
    return true;
  }

  bool object(Members& members, int depth) {
    if (depth >= Claims::max_depth || !take('{')) return false;
    if (take('}')) return true;
    do {
      std::string name;
      Claims::Value value;
      skip_space();
      if (members.size() >= Claims::max_members || !text(name) || !take(':') || !any(value, depth)) return false;
      for (const auto& [known, ignored] : members)
        if (known == name) return false;
      members.emplace_back(std::move(name), std::move(value));
    } while (take(','));
    return take('}');
  }

  bool list(Claims::Value& value, int depth) {
    if (depth >= Claims::max_depth || !take('[')) return false;
    std::vector<std::string> texts;
    bool only_texts = true;
    if (!take(']')) {
      do {
        Claims::Value element;
        if (!any(element, depth)) return false;
        std::string* one = std::get_if<std::string>(&element);
        only_texts = only_texts && one != nullptr;
        if (only_texts) texts.push_back(std::move(*one));
      } while (take(','));
      if (!take(']')) return false;
    }
    if (only_texts) value = std::move(texts);
    return true;
  }

  bool any(Claims::Value& value, int depth) {
    skip_space();
    if (left_.empty()) return false;
    switch (left_[0]) {
      case '"':
        return text(value.emplace<std::string>());
      case '{': {
        Members nested;
        return object(nested, depth + 1);
      }
      case '[':
        return list(value, depth + 1);
      case 't':
        value = true;
        return word("true");
      case 'f':
        value = false;
        return word("false");
      case 'n':
        return word("null");
      default:
        return number(value);
    }
  }

  std::size_t digits() {
    std::size_t count = 0;
    for (; !left_.empty() && left_[0] >= '0' && left_[0] <= '9'; ++count) left_.remove_prefix(1);
    return count;
  }

  bool number(Claims::Value& value) {
    const std::string_view start = left_;
    if (left_[0] == '-') left_.remove_prefix(1);
    const bool zero_first = !left_.empty() && left_[0] == '0';
    const std::size_t whole = digits();
    if (whole == 0 || (zero_first && whole > 1)) return false;
    const std::string_view integer = start.substr(0, start.size() - left_.size());
    bool fraction = false;
    if (!left_.empty() && left_[0] == '.') {
      left_.remove_prefix(1);
      fraction = true;
      if (digits() == 0) return false;
    }
    if (!left_.empty() && (left_[0] == 'e' || left_[0] == 'E')) {
      left_.remove_prefix(1);
      fraction = true;
      if (!left_.empty() && (left_[0] == '+' || left_[0] == '-')) left_.remove_prefix(1);
      if (digits() == 0) return false;
    }
    std::int64_t parsed = 0;
    const auto [end, error] = std::from_chars(integer.data(), integer.data() + integer.size(), parsed);
    if (!fraction && error == std::errc{} && end == integer.data() + integer.size()) value = parsed;
    return true;
  }

  bool hex4(std::uint32_t& unit) {
    if (left_.size() < 4) return false;
    const auto [end, error] = std::from_chars(left_.data(), left_.data() + 4, unit, 16);
    if (error != std::errc{} || end != left_.data() + 4) return false;
    left_.remove_prefix(4);
    return true;
  }

  bool escape(std::string& out) {
    static constexpr std::string_view plain = "\"\\/bfnrt";
    static constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
    if (left_.empty()) return false;
    const char c = left_[0];
    left_.remove_prefix(1);
    if (const std::size_t at = plain.find(c); at != std::string_view::npos) {
      out.push_back(meant[at]);
      return true;
    }
    std::uint32_t unit = 0;
    if (c != 'u' || !hex4(unit)) return false;
    if (unit >= 0xD800 && unit < 0xDC00) {
      std::uint32_t low = 0;
      if (!word("\\u") || !hex4(low) || low < 0xDC00 || low > 0xDFFF) return false;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
      return false;
    }
    append_utf8(out, unit);
    return true;
  }

  bool text(std::string& out) {
    if (!take('"')) return false;
    while (!left_.empty()) {
      const char c = left_[0];
      if (static_cast<unsigned char>(c) < 0x20) return false;
      left_.remove_prefix(1);
      if (c == '"') return true;
      if (c != '\\') {
        out.push_back(c);
      } else if (!escape(out)) {
        return false;
      }
    }
    return false;
  }

  std::string_view left_;
};

void write_text(std::string& out, std::string_view text) {
  static constexpr std::string_view hex = "0123456789abcdef";
  out.push_back('"');
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (byte < 0x20) {
      out.append("\\u00").append({hex[byte >> 4], hex[byte & 15]});
    } else {
      out.push_back(c);
    }
  }
  out.push_back('"');
}

struct ValueText {
  std::string& out;
  void operator()(Claims::Other) const { out.append("null"); }
  void operator()(const std::string& text) const { write_text(out, text); }
  void operator()(std::int64_t number) const { out.append(std::to_string(number)); }
  void operator()(bool truth) const { out.append(truth ? "true" : "false"); }
  void operator()(const std::vector<std::string>& texts) const {
    out.push_back('[');
    for (std::size_t i = 0; i < texts.size(); ++i) {
      if (i > 0) out.push_back(',');
      write_text(out, texts[i]);
    }
    out.push_back(']');
  }
};

}  // namespace

std::optional<Claims> Claims::parse(std::string_view json) {
  Claims claims;
  if (json.size() > max_text || !Parser(json).whole_object(claims.members_)) return std::nullopt;
  return claims;
}

void Claims::set(std::string name, std::string text) {
  members_.emplace_back(std::move(name), Other{}).second.emplace<std::string>(std::move(text));
}

void Claims::set(std::string name, std::int64_t number) {
  members_.emplace_back(std::move(name), Other{}).second.emplace<std::int64_t>(number);
}

void Claims::set(std::string name, std::vector<std::string> texts) {
  members_.emplace_back(std::move(name), Other{}).second.emplace<std::vector<std::string>>(std::move(texts));
}

std::string Claims::json() const {
  std::string out = "{";
  for (const auto& [name, value] : members_) {
    if (out.size() > 1) out.push_back(',');
    write_text(out, name);
    out.push_back(':');
    std::visit(ValueText{out}, value);
  }
  out.push_back('}');
  return out;
}

const Claims::Value* Claims::find(std::string_view name) const {
  for (const auto& [known, value] : members_)
    if (known == name) return &value;
  return nullptr;
}

const std::string* Claims::text(std::string_view name) const {
  return std::get_if<std::string>(find(name));
}

const std::int64_t* Claims::number(std::string_view name) const {
  return std::get_if<std::int64_t>(find(name));
}

const bool* Claims::truth(std::string_view name) const {
  return std::get_if<bool>(find(name));
}

std::vector<std::string> Claims::texts(std::string_view name) const {
  if (const std::string* one = text(name)) return {*one};
  const auto* list = std::get_if<std::vector<std::string>>(find(name));
  return list == nullptr ? std::vector<std::string>{} : *list;
}

}  // namespace pizza
