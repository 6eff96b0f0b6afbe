// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>

namespace pizza {

template <class... T>
struct TypeList {
  static constexpr std::size_t size = sizeof...(T);
};

}  // namespace pizza
