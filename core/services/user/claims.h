// SPDX-License-Identifier: Apache-2.0
// The JSON that tokens are made of: one object whose members are texts, whole numbers, truth values and lists of
// texts. It is read with bounds on everything, because it comes from strangers and is read before it is trusted.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace pizza {

class Claims {
 public:
  // Something that is well formed but none of our kinds: null, a fraction, an object, a mixed list.
  struct Other {
    friend bool operator==(Other, Other) = default;
  };
  using Value = std::variant<Other, std::string, std::int64_t, bool, std::vector<std::string>>;

  static constexpr std::size_t max_text = 16 * 1024;  // bytes of the whole object
  static constexpr std::size_t max_members = 64;
  static constexpr int max_depth = 8;

  // Nothing for what is no object, has a member twice (whom would one believe?) or exceeds the bounds.
  static std::optional<Claims> parse(std::string_view json);

  void set(std::string name, std::string text);
  void set(std::string name, std::int64_t number);
  void set(std::string name, std::vector<std::string> texts);
  std::string json() const;  // members in the order in which they were set

  const Value* find(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  // Null when there is no such member or it is of another kind.
  const std::string* text(std::string_view name) const;
  const std::int64_t* number(std::string_view name) const;
  const bool* truth(std::string_view name) const;
  // A list of texts; one text stands for a list of one ("aud" comes in both forms).
  std::vector<std::string> texts(std::string_view name) const;

 private:
  std::vector<std::pair<std::string, Value>> members_;
};

}  // namespace pizza
