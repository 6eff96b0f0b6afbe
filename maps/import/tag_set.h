// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string_view>
#include <utility>
#include <vector>

namespace pizza::maps {

// The tags of one OpenStreetMap object: key and value. Refers to texts that live elsewhere.
class TagSet {
 public:
  TagSet() = default;
  TagSet(std::initializer_list<std::pair<std::string_view, std::string_view>> tags) : tags_(tags) {}

  void add(std::string_view key, std::string_view value) { tags_.emplace_back(key, value); }
  void clear() { tags_.clear(); }

  // "" where there is no such tag.
  std::string_view operator[](std::string_view key) const {
    for (const auto& [known, value] : tags_) {
      if (known == key) return value;
    }
    return {};
  }
  bool has(std::string_view key) const { return !(*this)[key].empty(); }
  auto begin() const { return tags_.begin(); }
  auto end() const { return tags_.end(); }
  bool is(std::string_view key, std::string_view value) const { return (*this)[key] == value; }

 private:
  std::vector<std::pair<std::string_view, std::string_view>> tags_;
};

}  // namespace pizza::maps
