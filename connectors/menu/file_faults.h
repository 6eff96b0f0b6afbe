// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "connectors/menu/menu_file.h"
#include "core/services/restaurant/restaurant_checks.h"

namespace pizza {

// Collects the faults of a file, up to a bound.
class FileFaults {
 public:
  explicit FileFaults(std::vector<MenuFileError>& into) : into_(into) {}

  void add(std::int32_t line, std::string field, std::string detail) {
    if (!full()) into_.push_back({line, std::move(field), std::move(detail)});
  }
  // In the order of the file.
  void sort() {
    std::stable_sort(into_.begin(), into_.end(),
                     [](const MenuFileError& a, const MenuFileError& b) { return a.line < b.line; });
  }
  bool full() const { return into_.size() >= max_menu_file_errors; }
  bool small_enough(std::string_view text) {
    if (text.size() > max_menu_file_bytes) add(1, "", "more than 4,000,000 bytes");
    return text.size() <= max_menu_file_bytes;
  }

 private:
  std::vector<MenuFileError>& into_;
};

}  // namespace pizza
