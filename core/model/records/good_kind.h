// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace pizza {

// What is sold, as tax law tells it apart.
enum class GoodKind : std::uint8_t { Food, Drink, Alcohol, Delivery };  // the last one is on no menu
inline constexpr std::array<std::string_view, 4> good_kind_names{"food", "drink", "alcohol", "delivery"};
constexpr std::span<const std::string_view> names_of(GoodKind) {
  return good_kind_names;
}

}  // namespace pizza
